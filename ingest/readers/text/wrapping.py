"""Wrapping: which lines of plain text were only broken to fit a width, joined again. Knows no markup and no format.

A line was wrapped when the next word would not have fitted and the sentence goes on; addresses, codes, poems and
lists are lines that somebody ended on purpose. What tells them apart is looked for in the whole block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.abbreviations import BEFORE_NUMBERS, BEFORE_ORDINALS, DOTTED_MONTHS, TITLES

_WIDEST = 132  # columns: nobody wraps wider; longer lines are paragraphs
_NARROWEST = 36  # columns: below it, only what cannot be anything but prose is joined
_NARROWEST_OF_ALL = 24
_NARROWEST_PARTED = 8  # columns of a line that ends in a part of a word
_LONG_LINE = 50  # columns: a line that ends in the middle of a sentence is seldom so long by intention
_LONGEST_LONE_LINE = 60  # columns of a line in markup that is one by itself
_MOSTLY_FULL = 0.7  # of the lines that another follows: so many are full where text was wrapped
_GOES_ON = 0.3  # of the lines that follow another: so many begin in lower case, whatever the language
_HALF = 0.5
_MOST_HANGING = 50  # lines under an item that are looked at
_SHARE_OF_WIDTH = 0.55  # a line of prose broken by hand is at least so long

_ENDED = re.compile(r"""[.!?:;…。！？：；।]["'”’»)\]]*$""")
_PUNCTUATION = re.compile(r"""[,.;:!?…—–]["'”’»)\]]*(?:\s|$)""")
_FINAL = re.compile(r"""[.!?…。！？।]["'”’»)\]]*$""")
_INNER_END = re.compile(r"""[^\W\d_]{2}[.!?]["'”’»)\]]*\s+["'“‘«(]*[^\W\d_]""")
_HYPHENATED = re.compile(r"[^\W\d_][-‐]$")
_GOING_ON = (",", "，", "、")
_OPENING = "\"'“‘«([{<"
_SUSPENDED = frozenset("and or und oder et ou e o y och og en of i".split())
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_BULLET = re.compile(r"\s*[-*•‣◦▪●○■–+]\s+\S")
_NUMBER = re.compile(
    r"\s*(?:\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[a-zA-Z]\)|\(?[ivx]{1,5}\)|[ivx]{2,5}\.|[a-zA-Z]\.)\s+\S"
)
_MAY_BE_ITEM = re.compile(r"\s*(?:[-*•‣◦▪●○■–+(\[]|\d|[a-zA-Z][.)]|[ivx]{2,5}[.)])")
_BOX = re.compile(r"\s*\[[ xX✓✔]\]\s+\S")
_LETTERED = re.compile(r"\s*([a-zA-Z])\.\s")
_FIELD = re.compile(
    r"""\s*(?P<label>[^\W\d_](?:[^:：\n.!?;]|\.(?!\s)){0,39}?)\s*(?::\s+(?=\S)|：\s*(?=\S))(?P<value>.*)"""
)
_MOST_LABEL_WORDS = 5
_LEADING = re.compile(r"\s*\(?(\d{1,3})[.)]")
_DATE = re.compile(r"\s*\d{1,2}\.\s+([^\W\d_]+)")
_SELDOM = 0.5  # of a block's lines: more that look like items are items
# Words that nothing ends with, in small letters: articles, and prepositions that are never adverbs.
_ASKING = frozenset(
    "the an of and or from for with into than "
    "der dem den des einem einen einer im zum zur beim vom und oder le les une des du et ou los "
    "las una del gli di della dei um uma het een van".split()
)
_STAMPED = re.compile(r"\s*\[?\(?(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}|\d\d?[:.h]\d\d)\b")


@dataclass(frozen=True, slots=True)
class WrappedLines:
    """Lines that are one: a paragraph, an item, a field or a line of its own, and how many lines it stood on."""

    text: str
    lines: int
    indent: int


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """The words of a whole text, asked whether a hyphen at a line's end was there before the line was broken."""

    counted: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> WrittenWords:
        """Gather the words of `text` and its compounds with hyphens, but for the parts that line ends made."""
        words: set[str] = set()
        parted = False
        for line in text.lower().split("\n"):
            found = _COMPOUND.findall(line)
            ends = line.rstrip().endswith(("-", "‐"))
            words.update(found[int(parted) : len(found) - int(ends)])
            parted = ends
        return cls(frozenset(words))

    def keep_hyphen(self, before: str, after: str) -> bool:
        """Tell "long-/term" from "inaugu-/rated": by what the text itself writes, then by the parts."""
        first, second = before.lower(), after.lower()
        if f"{first}{second}" in self.counted:
            return False
        if f"{first}-{second}" in self.counted or first in _BEFORE_HYPHENS or second in _AFTER_HYPHENS:
            return True
        return first in self.counted and second in self.counted


# Parts of compounds that no syllable at a line's end looks like; English mostly, for texts too short to tell.
_BEFORE_HYPHENS = frozenset(
    "self well non anti semi quasi vice cross half mid multi twenty thirty forty fifty sixty "
    "seventy eighty ninety".split()
)
_AFTER_HYPHENS = frozenset(
    "based known term sized wide made year old level scale class friendly specific related driven oriented owned "
    "led run day time hand speed way in up off out to of by the law year-old".split()
)


def join_wrapped(lines: Sequence[str], *, width: int = 0, words: WrittenWords | None = None) -> list[str]:
    """Return the lines of one block with those joined that were only wrapped. See `units_of`."""
    return [unit.text for unit in units_of(lines, width=width, words=words)]


def units_of(lines: Sequence[str], *, width: int = 0, words: WrittenWords | None = None) -> list[WrappedLines]:
    """Return what the lines of a block (none of them blank) say, wrapped ones joined.

    `width` is that to which the text around was wrapped, 0 where it is not known.
    """
    block = _Block.of(lines, width)
    known = words or WrittenWords()
    units: list[_OpenUnit] = []
    for number, line in enumerate(lines):
        bare = " ".join(line.split())
        if units and block.goes_on(number, units[-1]):
            units[-1].join(bare, known)
        else:
            units.append(_OpenUnit([bare], _indent(line)))
    return [WrappedLines("".join(unit.parts), unit.lines, unit.indent) for unit in units]


def written_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of a paragraph of markup, in which a line's end says nothing.

    They are one, except where they can only be lines that somebody ended on purpose: labels with values, or short
    lines that all begin anew and end in no full stop.
    """
    bare = [line for line in lines if line.strip()]
    if not _are_lines(bare):
        return [" ".join(" ".join(line.split()) for line in bare)]
    return join_wrapped(bare)


def _are_lines(lines: Sequence[str]) -> bool:
    if len(lines) == 1:
        return False
    if sum(field_of(line) is not None for line in lines) > 1:
        return True
    if any(_begins_lower(line) or columns(line) > _LONGEST_LONE_LINE for line in lines[1:]):
        return False
    return any(map(_cased, lines)) and not _Block.of(lines, 0).prose and not any(map(_FINAL.search, lines))


def wrapped_width(blocks: Sequence[Sequence[str]]) -> int:
    """Return the width to which most of a text was wrapped, 0 where it was not."""
    widths = [block.width for lines in blocks if len(lines) > 1 and (block := _Block.of(lines, 0)).prose]
    return sorted(widths)[int(len(widths) * 0.9)] if widths else 0


def columns(text: str) -> int:
    """Return how wide a line is in a terminal: East Asian characters take two columns."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(character) for character in text)


def is_item(line: str) -> bool:
    """Tell whether a line begins with a bullet, a number or a letter of a list."""
    return bool(_MAY_BE_ITEM.match(line) and (_BULLET.match(line) or _NUMBER.match(line) or _BOX.match(line)))


def without_bullet(text: str) -> str:
    """Return an item's words: without its bullet, but with its number."""
    return re.sub(r"^[-*•‣◦▪●○■–+]\s+", "", text)


def field_of(line: str) -> re.Match[str] | None:
    """Return the parts `label` and `value` of a line such as "Gate code: 4417", None for any other."""
    found = _FIELD.match(line) if ":" in line or "：" in line else None
    return found if found and len(found["label"].split()) <= _MOST_LABEL_WORDS else None


@dataclass(slots=True)
class _OpenUnit:
    """A unit to which further lines may be joined."""

    parts: list[str]
    indent: int
    lines: int = 1

    def join(self, continuation: str, words: WrittenWords) -> None:
        self.parts[-1], between = _seam(self.parts[-1], continuation, words)
        self.parts.append(between + continuation)
        self.lines += 1


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of a block, and what they have in common.

    `full` holds the numbers of the lines after which the next word would not have fitted, `starts` those of the lines
    that begin something of their own. `prose` says whether the block as a whole is wrapped text.
    """

    lines: tuple[str, ...]
    width: int
    text_width: int
    full: frozenset[int]
    starts: frozenset[int]
    prose: bool = False

    @classmethod
    def of(cls, lines: Sequence[str], text_width: int) -> _Block:
        stripped = tuple(line.rstrip() for line in lines)
        widths = [columns(line) for line in stripped]
        own = max(widths, default=0)
        width = max(own, text_width) if own <= text_width * 1.1 else own
        full = frozenset(
            number for number in range(len(lines) - 1) if widths[number] + _first_step(stripped[number + 1]) > width
        )
        return cls(stripped, width, text_width, full, frozenset(_starts(stripped))).judged()

    def judged(self) -> _Block:
        """Return the block with whether it is prose, and without the starts that a sentence of it runs into."""
        other = replace(self, starts=self.starts - frozenset(self._inside_sentences()))
        if other.starts != self.starts and other.is_prose():
            return replace(other, prose=True)
        return replace(self, prose=self.is_prose())

    def _inside_sentences(self) -> Iterator[int]:
        """Yield the lines that only look like items, times or labels, since a wrapped sentence runs into them."""
        numbers = frozenset(_number_of(self.lines[number]) for number in self.starts) - {None}
        found = [number for number in sorted(self.starts) if self._may_be_inside(number, numbers)]
        if len(found) <= _SELDOM * len(self.lines):
            yield from found

    def _may_be_inside(self, number: int, numbers: frozenset[int | None]) -> bool:
        line, before = self.lines[number], self.lines[number - 1]
        if number == 0 or self.width < _NARROWEST or _BULLET.match(line) or _BOX.match(line) or _ENDED.search(before):
            return False
        own = _number_of(line)
        alike = own + 1 in numbers or own - 1 in numbers if own is not None else _look(line) == _look(self.lines[0])
        return not alike and columns(before) + _first_step(line) + _second_step(line) > self.width

    def is_prose(self) -> bool:
        """Look for full lines, and sentences that run over their ends."""
        inner = [number for number in range(1, len(self.lines)) if number not in self.starts]
        if not inner or not _NARROWEST_OF_ALL <= self.width <= _WIDEST:
            return False
        full = sum(number - 1 in self.full for number in inner) / len(inner)
        if full < (_MOSTLY_FULL if self.width >= _NARROWEST else 1):
            return False
        return self._runs_on(inner)

    def goes_on(self, number: int, unit: _OpenUnit) -> bool:
        """Tell whether line `number` goes on from the one before it, which ends `unit`."""
        before, line = self.lines[number - 1], self.lines[number]
        lower = _begins_lower(line)
        if number in self.starts and not self._runs_into(number):
            return False
        if _HYPHENATED.search(before) and self._parts_a_word(number, lower=lower):
            return True
        if not self._same_paragraph(number, unit) or columns(before) > _WIDEST:
            return False
        if self._hangs(number, unit) and (before.endswith(_GOING_ON) or self._tells_on(number, unit)):
            return True
        return _wants_more(before, line) or self._is_wrapped(number, unit)

    def _tells_on(self, number: int, unit: _OpenUnit) -> bool:
        """Tell whether sentences go on under an item, however narrow: what hangs there ends as a sentence does."""
        before, line = self.lines[number - 1], self.lines[number]
        if not is_item(unit.parts[0]) or not (_FINAL.search(before) or _begins_lower(line)):
            return False
        last = number
        for further in range(number + 1, min(number + _MOST_HANGING, len(self.lines))):
            if further in self.starts or not _hangs_under(self.lines[further], line):
                break
            last = further
        return bool(_FINAL.search(self.lines[last]))

    def _is_wrapped(self, number: int, unit: _OpenUnit) -> bool:
        before, lower = self.lines[number - 1], _begins_lower(self.lines[number])
        if self.prose:
            return number - 1 in self.full or (lower and self._long(before) and not _FINAL.search(before))
        if self._hangs(number, unit) and number - 1 in self.full and columns(before) >= _NARROWEST:
            return True
        return lower and self._broken_by_hand(number)

    def _parts_a_word(self, number: int, *, lower: bool) -> bool:
        width = columns(self.lines[number - 1])
        if lower:
            return width >= _NARROWEST_PARTED
        return width >= _NARROWEST and number - 1 in self.full

    def _runs_on(self, inner: Sequence[int]) -> bool:
        """Tell whether sentences run over the ends of lines: from what the next lines begin with."""
        cased = [number for number in inner if _cased(self.lines[number])]
        lower = sum(_begins_lower(self.lines[number]) for number in cased)
        if not any(map(_cased, self.lines)):
            return self.width >= _NARROWEST
        if not any(map(_PUNCTUATION.search, self.lines)):
            return False  # words without a comma or a full stop on line after line are no sentences
        if cased and lower >= _GOES_ON * len(cased) and lower:
            return len(inner) > 1 or self.width >= _LONG_LINE or self._known_width() or self._ends_a_sentence()
        if self.width < _LONG_LINE:
            return bool(lower) and self._ends_inside()
        if len(inner) > 1 and self._ends_inside():
            return True
        return self._ends_a_sentence() and not any(_ENDED.search(line) for line in self.lines[:-1])

    def _ends_inside(self) -> bool:
        return any(_INNER_END.search(line) for line in self.lines)

    def _ends_a_sentence(self) -> bool:
        return bool(_FINAL.search(self.lines[-1]))

    def _known_width(self) -> bool:
        return self.text_width > 0 and self.width == self.text_width

    def _runs_into(self, number: int) -> bool:
        """Tell a colon in the middle of wrapped prose from a label."""
        line, before = self.lines[number], self.lines[number - 1]
        lone = self.starts == {number} and not is_item(line)
        return lone and self.prose and number - 1 in self.full and not _ENDED.search(before)

    def _same_paragraph(self, number: int, unit: _OpenUnit) -> bool:
        """Compare indents: the first line of a paragraph may be deeper, those that hang under a label or item too."""
        indent, before = _indent(self.lines[number]), _indent(self.lines[number - 1])
        if unit.lines == 1 and indent > before:
            first = self.lines[number - 1]
            return is_item(first) or field_of(first) is not None
        if unit.lines == 1 and indent < before:
            return not is_item(self.lines[number - 1]) and indent + 8 >= before
        return abs(indent - before) <= 1

    def _hangs(self, number: int, unit: _OpenUnit) -> bool:
        return _indent(self.lines[number]) > unit.indent and (
            is_item(unit.parts[0]) or field_of(unit.parts[0]) is not None
        )

    def _long(self, line: str) -> bool:
        return columns(line) >= _SHARE_OF_WIDTH * self.width

    def _broken_by_hand(self, number: int) -> bool:
        """Tell whether a sentence goes on after a line that had room left."""
        before = self.lines[number - 1]
        if _ENDED.search(before) or self.width < _NARROWEST or not self._long(before):
            return False
        if is_item(before) or _indent(self.lines[number]) > _indent(self.lines[0]):
            return True
        return columns(before) >= _LONG_LINE or bool(self._ends_a_sentence() and number - 1 in self.full)


def _hangs_under(line: str, other: str) -> bool:
    return abs(_indent(line) - _indent(other)) <= 1


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines that begin something of their own, whatever stands before them."""
    letters = frozenset(match.group(1).lower() for line in lines if (match := _LETTERED.match(line)))
    for number, line in enumerate(lines):
        lettered = _LETTERED.match(line)
        if lettered and not _in_sequence(lettered.group(1).lower(), letters):
            continue
        if number and _runs_into_date(lines[number - 1], line):
            continue
        if is_item(line) or field_of(line) or _STAMPED.match(line):
            yield number


def _runs_into_date(before: str, line: str) -> bool:
    """Tell "… beginnt am / 1. Juli" from the first item of a list."""
    date = _DATE.match(line)
    if date is None or date.group(1).lower() not in DOTTED_MONTHS or not before.strip() or _ENDED.search(before):
        return False
    return before.rsplit(maxsplit=1)[-1].lower() in BEFORE_ORDINALS


def _wants_more(before: str, line: str) -> bool:
    """Tell whether a line cannot be all: its last word asks for another, or is an abbreviation before a number."""
    if columns(before) < _NARROWEST_OF_ALL:
        return False
    last = before.rsplit(maxsplit=1)[-1].lstrip(_OPENING)
    if last in _ASKING or _runs_into_date(before, line):
        return True
    short = last.lower().removesuffix(".")
    numbered = line.lstrip()[:1].isdigit() and not is_item(line)
    return last.endswith(".") and numbered and (short in TITLES or short in BEFORE_NUMBERS)


def _number_of(line: str) -> int | None:
    found = _LEADING.match(line) if is_item(line) else None
    return int(found.group(1)) if found else None


def _look(line: str) -> str:
    """Return what a line begins like."""
    return "time" if _STAMPED.match(line) else "item" if is_item(line) else "label" if field_of(line) else ""


def _second_step(line: str) -> int:
    """Return the columns that the second word would have taken: a number is not parted from its word."""
    words = line.split(maxsplit=2)
    return 1 + columns(words[1]) if len(words) > 1 else 0


def _in_sequence(letter: str, letters: frozenset[str]) -> bool:
    return chr(ord(letter) + 1) in letters or chr(ord(letter) - 1) in letters


def _first_step(line: str) -> int:
    """Return the columns that the first word of a line would have taken at the end of the one before."""
    bare = line.lstrip()
    if bare and _wide(bare[0]):
        return 2
    first = bare.split(maxsplit=1)[0] if bare else ""
    # Wrapping programs break after hyphens too, so a compound need not have fitted whole.
    return 1 + columns(re.split(r"(?<=\w[-–—])(?=\w)", first)[0])


def _seam(text: str, continuation: str, words: WrittenWords) -> tuple[str, str]:
    """Return the text before the end of a line as it goes on, and what stands between it and the next line."""
    if not text or not continuation or (_wide(text[-1]) and _wide(continuation[0])):
        return text, ""
    if not _HYPHENATED.search(text) or not continuation[0].isalnum():
        return text, " "
    last, after = text.rsplit(maxsplit=1)[-1], re.findall(r"\w+", continuation)[0]
    if after.lower() in _SUSPENDED:
        return text, " "  # "pre- and post-war"
    compound = re.search(r"[^\W_][-‐][^\W\d_]+[-‐]$", last) is not None  # "state-of-/the-art"
    if compound or not continuation[0].islower() or words.keep_hyphen(re.findall(r"[^\W\d_]+", last)[-1], after):
        return text, ""
    return text[:-1], ""


def _begins_lower(line: str) -> bool:
    bare = line.lstrip().lstrip(_OPENING)
    return bare[:1].islower()


def _cased(line: str) -> bool:
    first = line.lstrip().lstrip(_OPENING)[:1]
    return first.lower() != first.upper()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _wide(character: str) -> bool:
    return _columns_of(character) > 1 and not "가" <= character <= "힣"  # Korean parts its words by blanks


@cache
def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
