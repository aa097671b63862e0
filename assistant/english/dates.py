"""Dates: those of a text in one form: `3 May 2021`, `May 3, 2021`, `2021-05-03` and `3. Mai 2021` are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.english.calendar import MONTH_NUMBERS, MONTHS_ELSEWHERE
from assistant.english.numerals import plain_digits
from assistant.english.units import SEVERAL
from ingest.documents import Span
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is stated."""

    year: int | None
    month: int | None
    day: int | None
    span: Span

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day."""
        return self.year, self.month, self.day

    def states(self, other: Date) -> bool:
        """Whether this date states every part that `other` does, alike."""
        return all(wanted is None or wanted == own for own, wanted in zip(self.parts, other.parts, strict=True))

    def agrees(self, other: Date) -> bool:
        """Whether no part that both state differs."""
        pairs = zip(self.parts, other.parts, strict=True)
        return all(one is None or two is None or one == two for one, two in pairs)


def dates_of(text: str) -> tuple[Date, ...]:
    """Return the dates of `text`, in its order."""
    text = plain_digits(text)
    return tuple(sorted(_dates(text), key=lambda date: date.span.start))


_MONTH = rf"(?P<month>{'|'.join(MONTH_NUMBERS)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1\d{3}|20\d{2}|2100)"
_NO_YEAR = (
    r"(?![\d%])(?![,.]\d)(?!\s?(?:percent|per cent|million|billion|people|staff|copies|items|pages|km|kg|feet|euro"
    rf"|{SEVERAL})\b)"
)
# Longest first: "мая" is no "ма". "3 may" is a date in no language, but "3-may" is, and an ending may follow it.
_ELSEWHERE = rf"(?P<elsewhere>{'|'.join(sorted(MONTHS_ELSEWHERE, key=len, reverse=True))})"
_OF = r"(?:de |del |of )?"
_THAI_YEAR = r"(?:พ\.?\s?ศ\.?\s?)?(?P<buddhist>2[45]\d{2})"
_DATES: tuple[re.Pattern[str], ...] = (
    lazy_pattern(rf"\b{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b"),
    lazy_pattern(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}\b)?"),
    lazy_pattern(rf"\b{_MONTH} {_DAY}\b(?!,\d)(?:,? {_YEAR}\b)?"),
    lazy_pattern(rf"\b{_MONTH},? {_YEAR}\b"),
    lazy_pattern(rf"{_YEAR}\s?[年년](?:\s?(?P<month>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day>[0-3]?\d)\s?[日일])?)?"),
    lazy_pattern(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?[月월]\s?(?P<day>[0-3]?\d)\s?[日일]"),
    lazy_pattern(rf"(?:ngày )?(?P<day>[0-3]?\d) tháng (?P<month>1[0-2]|0?[1-9])(?: năm {_YEAR})?", re.IGNORECASE),
    lazy_pattern(rf"\btháng (?P<month>1[0-2]|0?[1-9]) năm {_YEAR}", re.IGNORECASE),
    lazy_pattern(rf"\b{_YEAR}[- ]?(?:yil|йил)\w*,?\s+(?P<day>[0-3]?\d)[- ]?{_ELSEWHERE}", re.IGNORECASE),
    lazy_pattern(rf"\b(?P<day>[0-3]?\d)\s{_ELSEWHERE}\s{_THAI_YEAR}(?!\d)"),
    lazy_pattern(
        rf"\b(?P<day>[0-3]?\d)(?:\.|er|º|ª|-)?\s?{_OF}(?!may\b){_ELSEWHERE}(?!\w)(?:,?\s{_OF}{_YEAR}\b)?", re.IGNORECASE
    ),
    lazy_pattern(rf"\b(?P<day>[0-3]?\d)-{_ELSEWHERE}\w*", re.IGNORECASE),
    lazy_pattern(rf"\b(?!may\b)(?P<elsewhere>[^\W\d_][^\s\d.,;:()]{{2,13}}),?\s{_OF}{_YEAR}\b", re.IGNORECASE),
    lazy_pattern(r"พ\.?\s?ศ\.?\s?(?P<buddhist>2[45]\d{2})"),
    lazy_pattern(rf"\b(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}\b"),
    lazy_pattern(rf"\b(?P<day>0?[1-9]|[12]\d|3[01])\. ?(?P<month>0?[1-9]|1[0-2])\. ?{_YEAR}\b"),
    lazy_pattern(rf"(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )){_MONTH}"),
    lazy_pattern(rf"(?<![\d.,$€£¥]){_YEAR}{_NO_YEAR}"),
)
_MONTHS_OF_A_YEAR = 12
_BUDDHIST = 543  # years that Thailand counts ahead


def _dates(text: str) -> Iterator[Date]:
    taken: list[Span] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if _names_month(match) and not any(span.start < one.end and one.start < span.end for one in taken):
                taken.append(span)
                yield _date(match.groupdict(), span)


def _names_month(match: re.Match[str]) -> bool:
    return (match.groupdict().get("elsewhere") or _ANY_MONTH).lower() in MONTHS_ELSEWHERE


_ANY_MONTH = "mai"


def _date(found: Mapping[str, str | None], span: Span) -> Date:
    year, month, day = found.get("year"), found.get("month"), found.get("day")
    if found.get("elsewhere"):
        month = str(MONTHS_ELSEWHERE[str(found["elsewhere"]).lower()])
    if found.get("buddhist"):
        year = str(int(str(found["buddhist"])) - _BUDDHIST)
    if found.get("one"):
        day, month = _day_and_month(str(found["one"]), str(found["two"]))
    return Date(
        int(year) if year else None,
        None if month is None else MONTH_NUMBERS.get(month) or int(month),
        int(day) if day else None,
        span,
    )


def _day_and_month(one: str, two: str) -> tuple[str | None, str | None]:
    """Return day and month of 25/03/2021 or 03/25/2021; neither where it may be both, as in 03/05/2021."""
    if int(one) > _MONTHS_OF_A_YEAR or one == two:
        return one, two
    return (two, one) if int(two) > _MONTHS_OF_A_YEAR else (None, None)
