"""Words parted at the end of a line: whether a hyphen belongs to the word, or a blank. Knows a document's words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

_WORD = re.compile(r"[\w-]+")
_HYPHEN = "\u2010"
_END = re.compile(r"(\w+(?:[-\u2010\u2011]\w+)*)[-\u2010\u00ad]$")
_START = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
# First parts that English writes with a hyphen before a whole word, and with which hardly another word begins.
_WITH_HYPHEN = frozenset(
    "self quasi half cross well low long short full large small two three four five six seven eight nine "
    "twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_ENDINGS = ("ening", "ering", "ently", "itude", "teen")  # that go on with such a part without a hyphen: "four-teenth"
# Words inside compounds: "mother-in-law", "up-to-date".
_INSIDE = frozenset("in of the to and or on at by up off out for a an de la le du".split())
# What follows a part of a word that another word completes: "two- and three-wheeled", "Vor- und Nachteile".
_JOINERS = frozenset("and or to und oder bzw bis sowie et ou en och og eller".split())
_RANGE = re.compile(r"\d–\d")
_HYPHENS = ("-", "\u2010", "\u00ad")
_LONGEST_WORD = 60  # characters
_LONGEST_ENDING = 4  # characters: a longer second half may be a word


def is_unparted(before: str, after: str) -> bool:
    """Whether no blank belongs between two lines: Chinese and Japanese write none, nor does anybody in “240–249”."""
    return bool(_RANGE.fullmatch(before[-2:] + after[:1])) or all(
        unicodedata.east_asian_width(one) in ("W", "F") and not "가" <= one <= "힣" for one in (before[-1:] + after[:1])
    )


class Hyphens:
    """Decides for each parted word by what the same document writes elsewhere."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each word is written, in small letters; the first part of a parted one has its hyphen."""
        return Counter(_WORD.findall(" ".join(self._texts).lower().replace(_HYPHEN, "-")))

    def _count(self, word: str) -> int:
        return self._counts[word]

    def glue(self, before: str, after: str) -> str | None:
        """Return what stands between two lines: "" joins a parted word, "-" keeps its hyphen, " " parts two words.

        None where `before` does not end in a hyphen.
        """
        if before[-1:] not in _HYPHENS:
            return None
        end, start = _END.search(before[-_LONGEST_WORD:]), _START.match(after)
        if end is None:
            return None
        if start is None:
            return " "
        if before.endswith("\u00ad"):
            return ""
        return self._decide(end.group(1).lower(), start.group())

    def _decide(self, first: str, following: str) -> str:
        second = following.lower()
        if second in _JOINERS and not self._count(first + second):
            return " "
        whole, hyphened = self._count(first + second), self._count(f"{first}-{second}")
        if whole or hyphened:
            return "" if whole >= hyphened else "-"
        if not following[0].islower() or first[-1].isdigit() or "-" in second:
            return "-"
        compound, _, last = first.rpartition("-")
        if last in _WITH_HYPHEN:
            return "-" if self._is_word(second) else ""
        return "-" if compound and last in _INSIDE else ""

    def _is_word(self, word: str) -> bool:
        """Whether a second half can stand alone: written elsewhere, or as long as few endings are."""
        return bool(self._count(word)) or (len(word) > _LONGEST_ENDING and not word.startswith(_ENDINGS))
