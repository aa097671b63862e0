"""Moments: dates as the cells of tables write them, in many spellings, as far as each states one.

Knows the months of many languages beside a day or a year, English and German ones also alone, and the orders of day,
month and year; never what a column is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.english.calendar import GERMAN_MONTHS, MONTH_NUMBERS, MONTHS_ELSEWHERE
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is stated; `end_year` is the last year of a span of years ("1969–76")."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    end_year: int | None = None

    @property
    def key(self) -> float | None:
        """Days since the beginning of the calendar, for order and difference; None for a date that cannot be."""
        try:
            return float(date(self.year or _NO_YEAR, self.month or 1, self.day or 1).toordinal())
        except ValueError:
            return None

    def states(self, other: Moment) -> bool:
        """Whether this date states every part that `other` does, alike."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(wanted is None or own == wanted for own, wanted in pairs)

    @property
    def is_year(self) -> bool:
        """Whether only a year is stated."""
        return self.year is not None and self.month is None and self.day is None


def moments_in(text: str, *, month_first: bool = False) -> tuple[Moment, ...]:
    """Return the dates of `text` in its order. `month_first` reads 03/04/2026 as 4 March."""
    taken: list[Moment] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in taken):
                continue
            found = _moment(match, month_first=month_first)
            if found is not None:
                taken.append(found)
    return tuple(sorted(taken, key=lambda one: one.start))


def writes_month_first(texts: Iterable[str]) -> bool | None:
    """Tell which order the dates of a column have: True for 12/31/2026, False for 31/12/2026, None for no sign."""
    first = second = 0
    for text in texts:
        for match in _PARTS.finditer(text):
            first = max(first, int(match["one"]))
            second = max(second, int(match["two"]))
    if first > _MONTHS or second > _MONTHS:
        return second > _MONTHS >= first
    return None


_NO_YEAR = 1  # for dates of one unnamed year: 31 October before 4 November
_MONTHS = 12
_CENTURY = 100
_BUDDHIST = 543  # years that Thailand counts ahead
_PIVOT = 69  # of two digits, as POSIX has it: 69 is 1969, 68 is 2068

_NUMBERS = {**{name.lower(): number for name, number in MONTH_NUMBERS.items()}, **GERMAN_MONTHS}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d|21\d\d)"
_SHORT_YEAR = rf"(?:{_YEAR}|['’]?(?P<short>\d\d))"
_PARTS = lazy_pattern(r"(?<![\d.])(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?:\d{4}|\d{2})\b(?![.\d])")
_ELSEWHERE = rf"(?P<elsewhere>{'|'.join(sorted(MONTHS_ELSEWHERE, key=len, reverse=True))})"
_THAI_YEAR = r"(?P<buddhist>2[45]\d\d)"
_PATTERNS = tuple(
    lazy_pattern(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day>[0-3]?\d)\s?[日일])?",
        r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]",
        rf"(?<![\d.])(?P<one>\d{{1,2}})[/.-](?P<two>\d{{1,2}})[/.-]{_THAI_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}\s?(?:de |del )?{_ELSEWHERE}\s(?:de |del )?(?:{_YEAR}|{_THAI_YEAR})(?!\d)",
        rf"\b{_YEAR}[- ]?(?:yil|йил),?\s+(?P<day>[0-3]?\d)[- ]?{_ELSEWHERE}",
        rf"(?<!\d){_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<![\d.]){_DAY}[ -]?(?:of )?{_MONTH}(?:,?[ -]{_SHORT_YEAR}(?![\d:]))?",
        rf"\b{_MONTH} {_DAY}\b(?![:,]\d)(?:,? {_YEAR}\b)?",
        rf"\b{_MONTH}(?:,? |-){_YEAR}\b",
        rf"\b{_YEAR}[ -]{_MONTH}",
        rf"\b{_MONTH}[ -]['’]?(?P<short>\d\d)\b",
        r"(?<![\d.])(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?:(?P<year>1\d{3}|20\d\d)|(?P<short>\d\d))\b(?![.\d])",
        rf"(?<!\d){_YEAR}[-/](?P<month>0[1-9]|1[0-2])(?![-/\d])",
        rf"(?<![\d.,$€£¥#-]){_YEAR}\s?[-–—/]\s?(?:(?P<last>1[0-9]\d\d|20\d\d)|(?P<lastshort>\d\d))(?![\d.,]\d|\d)",
        rf"(?<![\d.,$€£¥#-]){_YEAR}s?(?![\d]|[.,]\d|\s?%)",
        rf"\b{_MONTH}",
    )
)


def _moment(match: re.Match[str], *, month_first: bool) -> Moment | None:
    found = {name: value for name, value in match.groupdict().items() if value}
    month, day = _month_and_day(found, month_first=month_first)
    if month is not None and not 1 <= month <= _MONTHS:
        return None
    year = _year(found)
    return Moment(year, month, day, match.start(), match.end(), _last_year(found, year))


def _month_and_day(found: dict[str, str], *, month_first: bool) -> tuple[int | None, int | None]:
    if "one" in found:
        one, two = int(found["one"]), int(found["two"])
        swapped = (one <= _MONTHS) if two > _MONTHS else (month_first and one <= _MONTHS)
        return (one, two) if swapped else (two, one)
    month = found.get("month", "").lower().rstrip(".")
    day = int(found["day"]) if "day" in found else None
    if "elsewhere" in found:
        return MONTHS_ELSEWHERE[found["elsewhere"].lower()], day
    if not month:
        return None, day
    return (int(month) if month.isdigit() else _NUMBERS[month]), day


def _year(found: dict[str, str]) -> int | None:
    if "year" in found:
        return int(found["year"])
    if "buddhist" in found:
        return int(found["buddhist"]) - _BUDDHIST
    if "short" in found:
        short = int(found["short"])
        return short + (19 if short >= _PIVOT else 20) * _CENTURY
    return None


def _last_year(found: dict[str, str], year: int | None) -> int | None:
    if "last" in found:
        return int(found["last"])
    if "lastshort" in found and year is not None:
        last = year // _CENTURY * _CENTURY + int(found["lastshort"])
        return last if last >= year else last + _CENTURY
    return None
