"""Entities: what a text names of a type: amounts, dates, percentages, people, organisations, addresses of mail and web.

Drawn by rules from spelling alone: capitals, signs and a few words; never knows who or what is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.dates import dates_of
from assistant.english.numbers import figures_of
from assistant.english.units import CURRENCIES
from assistant.english.words import STOP_WORDS
from ingest.documents import Span
from ingest.patterns import lazy_pattern


class EntityType(StrEnum):
    """What a record is."""

    AMOUNT = "amount"
    DATE = "date"
    PERCENTAGE = "percentage"
    PERSON = "person"
    ORGANISATION = "organisation"
    MAIL = "e-mail address"
    PHONE = "telephone number"
    LINK = "web address"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Entity:
    """A record: its span of the text, and `key`, which is equal for two spellings of one thing.

    `unit` is the sign of an amount's currency, "" for what has none.
    """

    type: EntityType
    span: Span
    key: str
    unit: str = ""


def records_of(text: str, wanted: EntityType) -> tuple[Entity, ...]:
    """Return the records of a type in `text`, in its order."""
    return tuple(sorted(_FINDERS[wanted](text), key=lambda one: one.span.start))


# -- figures -----------------------------------------------------------------------------------------------------------

_SIGNS = frozenset(CURRENCIES.values())


def _amounts(text: str) -> Iterator[Entity]:
    for number in figures_of(text).numbers:
        if number.unit in _SIGNS:
            yield Entity(
                EntityType.AMOUNT, _with_unit(text, number.span), f"{number.value:f} {number.unit}", number.unit
            )


_UNIT_BEHIND = lazy_pattern(r"\s?(?:million|billion|thousand)?\s?[A-Za-z€£$¥]+")


def _with_unit(text: str, span: Span) -> Span:
    """Return the span with the currency behind it, where it is not before it."""
    if text[span.start] in _SIGNS:
        return span
    behind = _UNIT_BEHIND.match(text, span.end)
    return Span(span.start, behind.end()) if behind else span


def _percentages(text: str) -> Iterator[Entity]:
    for number in figures_of(text).numbers:
        if number.unit == "%":
            yield Entity(EntityType.PERCENTAGE, number.span, f"{number.value:f}", "%")


def _dates(text: str) -> Iterator[Entity]:
    for date in dates_of(text):
        yield Entity(EntityType.DATE, date.span, "-".join(str(part or "") for part in date.parts))


# -- addresses and abbreviations ---------------------------------------------------------------------------------------

_MAIL = lazy_pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = lazy_pattern(r"\bhttps?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+")
# In groups of a few digits; behind a prefix ("01632 960417", "+44 7911123456") also of more, or without a blank.
_PHONE = lazy_pattern(
    r"(?<![\w.,/-])(?:\+?\(?\d{2,5}\)?(?:[ /-]\(?\d{2,5}\)?){1,5}"
    r"|(?=\+|\(?0)\+?\(?\d{2,5}\)?(?:[ /-]\(?\d{2,10}\)?){1,4}|(?:\+\d|0)\d{8,12})(?![\w.,/-]*\d)"
)
_FEWEST_DIGITS = 7  # of a telephone number
_ABBREVIATION = lazy_pattern(r"\(([A-Z][A-Z&]{1,7})s?\)")


def _of_pattern(type_: EntityType, pattern: re.Pattern[str]) -> Callable[[str], Iterator[Entity]]:
    def find(text: str) -> Iterator[Entity]:
        for match in pattern.finditer(text):
            yield Entity(type_, Span(match.start(), match.end()), match.group().lower().rstrip(".,"))

    return find


def _phones(text: str) -> Iterator[Entity]:
    dates = [date.span for date in dates_of(text)]
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        inside = any(span.start < match.end() and match.start() < span.end for span in dates)
        if len(digits) >= _FEWEST_DIGITS and not inside:
            yield Entity(EntityType.PHONE, Span(match.start(), match.end()), digits)


def _abbreviations(text: str) -> Iterator[Entity]:
    for match in _ABBREVIATION.finditer(text):
        yield Entity(EntityType.ABBREVIATION, Span(match.start(1), match.end(1)), match.group(1))


# -- names -------------------------------------------------------------------------------------------------------------

_CAPITAL = r"(?:[A-Z][\w’'-]*[a-zà-ÿ][\w’'-]*|[A-Z]\.)"
_NAME = lazy_pattern(
    rf"(?<![\w.’'-])(?:{_CAPITAL}[ ]){{1,3}}(?:(?:van|von|de|del|der|di|da|bin|al)[ ]){{0,2}}{_CAPITAL}(?<!\.)"
)
_TITLE = lazy_pattern(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|President|Senator|Judge|Captain)\.?\s+$"
)
_TITLED = lazy_pattern(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\.?\s+([A-Z][\w’-]*[a-zà-ÿ])(?!['’]?\w|\s[A-Z])(?:['’]s)?"
)
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady president senator judge captain minister".split()
)
_ORGANISATION_WORDS = frozenset(
    "ltd limited inc corp corporation company co plc llc llp gmbh ag sa nv bank university college school institute"
    " agency ministry department council committee commission board association society union trust foundation fund"
    " group holdings partners club party church hospital court police office bureau authority federation league"
    " airlines airways railways services systems industries energia estates dairy bakery roasters farm homes press"
    " news times post museum library team center centre administration service congress senate parliament".split()
)
_NO_PERSON = (
    frozenset(
        "street road lane avenue square house hill lake river sea ocean north south east west new old great upper lower"
        " united states kingdom republic city county bay valley park bridge station airport island mountain castle"
        " first second third day days year week prime world national international act law code chapter section"
        " article table figure part page annex policy agreement contract manual guide report plan project university"
        " high top key saint st mount fort port cape general best middle black white red green"
        " blue royal internet web view cottage farm court terrace hall".split()
    )
    | MONTHS
    | WEEKDAYS
    | _ORGANISATION_WORDS
    | STOP_WORDS
)
_ACRONYM = lazy_pattern(r"(?<![\w.&-])[A-Z][A-Z&]{1,6}[A-Z](?![\w&-]|\.\w)")


def _names(text: str) -> Iterator[tuple[Span, list[str]]]:
    for match in _NAME.finditer(text):
        words = [word.strip(".,'’").lower() for word in match.group().split(" ")]
        yield Span(match.start(), match.end()), words


def _people(text: str) -> Iterator[Entity]:
    for found, said in _names(text):
        skipped = _opening_words(said)
        words = said[skipped:]
        start = found.start + sum(len(part) + 1 for part in text[found.start : found.end].split(" ")[:skipped])
        titled = _TITLE.search(text[max(0, start - _LONGEST_TITLE) : start])
        is_long = len(words) >= _NAME_WORDS or titled is not None
        if is_long and not any(re.sub("['’]s$", "", word) in _NO_PERSON for word in words):
            key = re.sub("['’]s$", "", " ".join(words))
            yield Entity(EntityType.PERSON, Span(start, _bare_end(text, found.end)), key)

    for match in _TITLED.finditer(text):
        if match.group(1).lower() not in _NO_PERSON:
            yield Entity(EntityType.PERSON, Span(match.start(1), match.end(1)), match.group(1).lower())


def _opening_words(words: Sequence[str]) -> int:
    """Count the words that open a run of capitals but are none of the name: a title, the first word of a sentence."""
    count = 0
    while count < len(words) - 1 and words[count] in _TITLES | STOP_WORDS:
        count += 1
    return count


_LONGEST_TITLE = 12  # characters
_NAME_WORDS = 2  # a name without a title has


def _bare_end(text: str, end: int) -> int:
    return end - len("'s") if text[:end].endswith(("'s", "’s")) else end


def _organisations(text: str) -> Iterator[Entity]:
    taken: list[Span] = []
    for span, words in _names(text):
        if words[-1] in _ORGANISATION_WORDS or words[0] in _ORGANISATION_WORDS - {"board", "police"}:
            taken.append(span)
            yield Entity(EntityType.ORGANISATION, span, " ".join(words))
    for match in _ACRONYM.finditer(text):
        if not any(span.start <= match.start() < span.end for span in taken):
            yield Entity(EntityType.ORGANISATION, Span(match.start(), match.end()), match.group().lower())


_FINDERS: Mapping[EntityType, Callable[[str], Iterator[Entity]]] = {
    EntityType.AMOUNT: _amounts,
    EntityType.DATE: _dates,
    EntityType.PERCENTAGE: _percentages,
    EntityType.PERSON: _people,
    EntityType.ORGANISATION: _organisations,
    EntityType.MAIL: _of_pattern(EntityType.MAIL, _MAIL),
    EntityType.PHONE: _phones,
    EntityType.LINK: _of_pattern(EntityType.LINK, _LINK),
    EntityType.ABBREVIATION: _abbreviations,
}
