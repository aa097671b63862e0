"""Numbers: the numbers of a text, and its dates, in one spelling, so that two texts can be compared outright.

`1,200,000`, `1.2 million` and `€1.2m` are one number. Never knows what a number is of beyond the words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.english.dates import Date, dates_of
from assistant.english.numerals import COUNTS, SCALE_LETTERS, SCALES, plain_digits, ungrouped
from assistant.english.units import CURRENCIES, quantity_of, size_of
from assistant.english.words import split_words
from ingest.documents import Span
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its value; `unit` is "%", a currency sign or the stem of the word behind it, "" where none stands.

    Of a "square" or "cubic" unit it is the stems of both words.

    `low` and `high` are the values that it allows: "more than 40" has no upper end, "about 40" allows 5 % either way.
    `grouped` is the value where its point parts thousands, as in German, None where it cannot: 1234 of "1.234".
    """

    value: Decimal
    unit: str
    low: Decimal
    high: Decimal
    span: Span
    grouped: Decimal | None = None

    def agrees(self, other: Number) -> bool:
        """Whether both can be true of one quantity."""
        return (self.low <= other.high and other.low <= self.high) or self.is_written_as(other)

    def is_written_as(self, other: Number) -> bool:
        """Whether both are one value, however their thousands are parted."""
        return other.value in {self.value, self.grouped} or self.value == other.grouped

    @property
    def quantity(self) -> str:
        """What its unit measures ("length"); "" for a unit that measures nothing known."""
        return quantity_of(self.unit)

    @property
    def is_small_count(self) -> bool:
        """Whether it may have been counted by whoever wrote it, from a list: two to twelve of something."""
        return self.value == int(self.value) and 2 <= self.value <= 12 and self.unit not in _SIGNS  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Figures:
    """All numbers and dates of a text, in its order."""

    numbers: tuple[Number, ...]
    dates: tuple[Date, ...]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.numbers or self.dates)


def figures_of(text: str) -> Figures:
    """Return the figures of `text`; a number inside a date is not one of the numbers."""
    text = plain_digits(text)
    dates = dates_of(text)
    taken = [date.span for date in dates]
    numbers = tuple(number for number in _numbers(text) if not any(_overlap(number.span, span) for span in taken))
    return Figures(numbers, dates)


def may_be_one_size(one: Number, other: Number) -> bool:
    """Whether two numbers of one quantity, in different units, can be one size that somebody has rounded."""
    first, second = size_of(one.unit), size_of(other.unit)
    return one.low * first * _ROUNDED <= other.high * second and other.low * second * _ROUNDED <= one.high * first


_ROUNDED = Decimal("0.8")  # "2 km" stands for "1 mile", "1 metre" for "3 feet"; nothing rounds further


def unstated(claim: Figures, source: Figures) -> tuple[Number | Date, ...]:
    """Return the figures of a claim that a source does not state."""
    missing: list[Number | Date] = [one for one in claim.numbers if not _states_number(source, one)]
    return (*missing, *(one for one in claim.dates if not _states_date(source, one)))


def _states_number(source: Figures, wanted: Number) -> bool:
    """Whether it is stated: of the same unit, where the source gives a number of that unit; else of any like it."""
    alike = [one for one in source.numbers if wanted.unit and one.unit == wanted.unit]
    if any(_near(wanted, one) for one in alike or source.numbers if _same_kind(wanted, one)):
        return True
    return not alike and any(date.year == wanted.value for date in source.dates)


def _near(wanted: Number, stated: Number) -> bool:
    """Whether a stated number is the wanted one, or lies in what the wanted one allows ("about 40")."""
    return wanted.is_written_as(stated) or (wanted.low < wanted.high and wanted.low <= stated.value <= wanted.high)


def _same_kind(one: Number, other: Number) -> bool:
    return one.unit == other.unit or "" in (one.unit, other.unit) or not _SIGNS & {one.unit, other.unit}


def _states_date(source: Figures, wanted: Date) -> bool:
    if any(date.states(wanted) for date in source.dates):
        return True
    if wanted.year is not None and (wanted.month is not None or wanted.day is not None):
        parts = (Date(wanted.year, None, None, wanted.span), Date(None, wanted.month, wanted.day, wanted.span))
        return all(_states_date(source, part) for part in parts)
    is_year = wanted.month is None and wanted.day is None
    return is_year and any(number.value == wanted.year for number in source.numbers)


def value_of_words(words: Sequence[str]) -> Decimal:
    """Return what words for a number, in lower case, are worth: two hundred and five is 205.

    A scale alone ("a million") counts once. Raises KeyError for a word that is neither a number's nor "and".
    """
    total, group = 0, 0
    for word in words:
        if word == "and":
            continue
        if word in COUNTS:
            group += COUNTS[word]
        elif SCALES[word] < 1000:  # noqa: PLR2004 - hundreds and dozens belong to a group, thousands end it
            group = max(group, 1) * SCALES[word]
        else:
            total += max(group, 1) * SCALES[word]
            group = 0
    return Decimal(total + group)


# -- numbers ---------------------------------------------------------------------------------------------------

_SIGNS = frozenset("% $ € £ ¥".split())
_MANY = "|".join(word for word in [*COUNTS, *SCALES] if word != "one")
_NUMBER = lazy_pattern(
    r"(?<![\w.:])(?P<clock>[012]?\d:[0-5]\d)(?![\w:])|"
    r"(?P<sign>[$€£¥]\s?)?(?<![\w.:])(?P<digits>\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+,\d{1,2}|\d+,\d{2}(?![\d,])|\d+,\d(?=\s?[%$€£¥])"
    r"|\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.:]\d)"
    r"(?P<letters>(?:k|m|mn|bn)\b)?(?:st|nd|rd|th)?"
    r"(?P<scale>[ -](?:hundred|thousand|million|billion|trillion|dozen))?(?P<percent>\s?%|\s?percent\b|\s?per cent\b)?"
    rf"|\b(?P<words>(?:{_MANY})(?:(?:[ -]|\sand\s)(?:{_MANY}|one))*)\b(?P<percents>\s?percent\b|\s?per cent\b)?",
    re.IGNORECASE,
)
_ABOUT = lazy_pattern(
    r"(?:about|around|roughly|nearly|almost|approximately|some|circa|close to|~|≈)\s*$", re.IGNORECASE
)
_OVER = lazy_pattern(
    r"(?:more than|over|at least|exceed(?:s|ed|ing)?|above|upwards of|no fewer than)\s*$", re.IGNORECASE
)
_UNDER = lazy_pattern(r"(?:less than|fewer than|under|at most|up to|below|no more than)\s*$", re.IGNORECASE)
_LEAD = 20  # characters before a number in which "more than" and the like stand
_TOLERANCE = Decimal("0.05")
_ENDLESS = Decimal(10) ** 30
_UNIT_WORDS = 3  # looked at behind a number
_THOUSAND, _MAY_BE_GROUPED = 1000, lazy_pattern(r"[1-9]\d{0,2}\.\d{3}")
_LONGEST_NUMBER = 30  # digits; a longer run is no quantity


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is None:
            continue
        low, high = _bounds(text[max(0, match.start() - _LEAD) : match.start()], value)
        grouped = value * _THOUSAND if _MAY_BE_GROUPED.fullmatch(match.group("digits") or "") else None
        yield Number(value, _unit(text, match), low, high, Span(match.start(), match.end()), grouped)


def _value(match: re.Match[str]) -> Decimal | None:
    if match.group("clock"):  # 9:30 is nine and a half, so that 9:00 is nine
        hours, _, minutes = match.group("clock").partition(":")
        return Decimal(hours) + Decimal(minutes) / 60
    if match.group("words"):
        return value_of_words(re.split(r"[\s-]+", match.group("words").lower()))
    digits = ungrouped(match.group("digits"))
    if len(digits) > _LONGEST_NUMBER:
        return None
    try:
        value = Decimal(digits)
    except InvalidOperation:  # digits of two scripts in one number
        return None
    if match.group("scale"):
        value *= SCALES[match.group("scale").strip(" -").lower()]
    elif match.group("letters") and match.group("sign"):
        value *= SCALE_LETTERS[match.group("letters").lower()]
    return value


def _bounds(before: str, value: Decimal) -> tuple[Decimal, Decimal]:
    if _OVER.search(before):
        return value, _ENDLESS
    if _UNDER.search(before):
        return -_ENDLESS, value
    if _ABOUT.search(before):
        return value * (1 - _TOLERANCE), value * (1 + _TOLERANCE)
    return value, value


_SIGN_BEHIND = lazy_pattern(r"\s?[$€£¥](?!\d)")
_POWERS = frozenset(word.stem for word in split_words("square cubic"))


def _unit(text: str, match: re.Match[str]) -> str:
    if match.group("percent") or match.group("percents"):
        return "%"
    sign = match.group("sign") or _SIGN_BEHIND.match(text, match.end())
    if sign:
        return (sign if isinstance(sign, str) else sign.group()).strip()
    clause = re.split(r"[.,;:()\n]", text[match.end() : match.end() + 60], maxsplit=1)[0]
    words = split_words(clause)[:_UNIT_WORDS]
    money = next((CURRENCIES[word.stem] for word in words[:2] if word.stem in CURRENCIES), None)
    if money is not None:
        return money
    power = ""
    for word in words:
        if word.lower in {"and", "or", "to", "in", "on", "at", "by", "from", "for"}:
            break
        if word.stem in _POWERS:
            power = f"{word.stem} "
        elif word.is_content:
            return power + word.stem
    return power.strip()


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
