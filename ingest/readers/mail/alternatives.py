"""Alternatives: a mail often has its words twice, plain and as a page; which says more, and what the other adds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.readers.web.fragments import HtmlFragment, words_of
from ingest.sentences import split_sentences

_STUB = 0.2  # of the words of the page: a plain form with fewer only says that there is a page
_STUB_WORDS = 40
_FEWEST_FURTHER = 5  # words that one form has alone: fewer are a link's name, a greeting
_FURTHER = 0.05  # of its words
_CLEARLY = 1.25  # times as many words that the plain form lacks as the page does, for the page to be taken
_LONGEST_TOLD = 80  # characters of what the other form adds that are shown
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"\[(?:image|cid):[^\]]*\]|<?(?:https?://|mailto:|www\.)[^\s>]*>?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Forms:
    """The plain form and the page of one mail, "" for one that it has not."""

    plain: str
    page: str

    @property
    def takes_page(self) -> bool:
        """Whether the page is to be read: it is the only form, or it says what the plain one does, and more."""
        said, shown = self._said, self._shown
        if not said or not shown:
            return not said and bool(shown)
        if said.total() < _STUB_WORDS and said.total() < _STUB * shown.total():
            return True
        return _is_further(shown - said, shown) and (shown - said).total() > _CLEARLY * (said - shown).total()

    @property
    def left_out(self) -> str:
        """What only the form that is not read says, as a sentence; "" where it adds nothing."""
        taken, other, name = (
            (self._shown, self._said, "plain") if self.takes_page else (self._said, self._shown, "HTML")
        )
        further = other - taken
        if not taken or not _is_further(further, other):
            return ""
        lines = [" ".join(line.split()) for line in ([self.plain] if name == "plain" else _lines(self.page))]
        sentences = [line[span.start : span.end] for line in lines for span in split_sentences(line)]
        told = " ".join(one for one in sentences if _mostly(_counted(one), further))[:_LONGEST_TOLD].strip()
        return f"the {name} form of the mail says more, which is left out: “{told}…”" if told else ""

    @property
    def _said(self) -> Counter[str]:
        return _counted(self.plain)

    @property
    def _shown(self) -> Counter[str]:
        return _counted(" ".join(_lines(self.page)))


def _lines(page: str) -> tuple[str, ...]:
    return HtmlFragment.of(_HEAD.sub(" ", page), page).lines if page else ()


def _counted(text: str) -> Counter[str]:
    return words_of(_LINK.sub(" ", text).lower().replace("_", " "))


def _is_further(further: Counter[str], of: Counter[str]) -> bool:
    return further.total() >= _FEWEST_FURTHER and further.total() > _FURTHER * of.total()


def _mostly(words: Counter[str], further: Counter[str]) -> bool:
    return 2 * (words & further).total() > words.total()
