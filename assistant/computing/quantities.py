"""Quantities: the numbers that cells write, with their units: money, percentages, durations, scores, ranks.

Knows spellings, in both conventions of marks; never what a column is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.english.numerals import SCALE_LETTERS, SCALE_NAMES, SCALES
from assistant.english.units import CODES
from ingest.patterns import lazy_pattern


class Sort(StrEnum):
    """What a number is."""

    PLAIN = "number"
    MONEY = "money"
    SHARE = "percentage"
    DURATION = "duration"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: "€", "%", "km", "s" of a duration in seconds, or "". `decimals` are those written."""

    value: float
    unit: str
    sort: Sort
    start: int
    end: int
    decimals: int = 0


def quantities_in(text: str, *, decimal_comma: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities of a cell in its order. `decimal_comma` reads 1.234,5 as a number with a fraction."""
    found: list[Quantity] = []
    position = 0
    while (match := _CLOCK.search(text, position)) or position == 0:
        if match is None:
            break
        found += _plain(text, position, match.start(), decimal_comma=decimal_comma)
        found.append(_duration(match))
        position = match.end()
    found += _plain(text, position, len(text), decimal_comma=decimal_comma)
    return tuple(found)


def writes_decimal_comma(texts: Iterable[str]) -> bool:
    """Tell whether the numbers of a column have a comma before their fraction: 1.234,56 or 3,5."""
    commas = points = 0
    for text in texts:
        commas += bool(_DECIMAL_COMMA.search(text))
        points += bool(_DECIMAL_POINT.search(text))
    return commas > points


@lru_cache(maxsize=100_000)
def is_blank(text: str) -> bool:
    """Tell whether a cell holds nothing, or a mark for nothing."""
    return bool(_NOTHING.fullmatch(text))


_NOTHING = lazy_pattern(
    r"[\s\u200b]*|[\s–—―\-.…*/?]+|[$€£¥]\s?[-–—]+|n\.?\s?/?\s?a\.?|none|null|nil|nan|k\. ?a\.|tba|tbd", re.IGNORECASE
)
_DECIMAL_COMMA = lazy_pattern(
    r"\d\.\d{3},\d|(?<![\d.])\d{1,3}(?:[ \u00a0\u202f]\d{3})*,(?:\d{1,2}|\d{4,})(?!\d|[.,]\d)|\d\.\d{3}\.\d{3}"
)
_DECIMAL_POINT = lazy_pattern(r"\d,\d{3}\.\d|(?<![\d,])\d+\.(?:\d{1,2}|\d{4,})(?!\d|[.,]\d)|\d,\d{3},\d{3}")
_CLOCK = lazy_pattern(
    r"(?<![\d:])(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)(?P<fraction>[.,]\d+)?(?![\d:])"
)
_SIGN = {**CODES, "US$": "$", "A$": "$", "C$": "$", "CHF": "CHF", "Rs": "₹", "INR": "₹"}
_MONEY = r"US\$|A\$|C\$|USD|EUR|GBP|JPY|CHF|INR|Rs\.?|[$€£¥₹]"
_SCALES = "|".join([*SCALES, "mio", "mrd", "bn", "mn"])
_THOUSANDS = 3  # digits between two marks
_NUMBER = lazy_pattern(
    rf"(?:(?<![A-Za-z])(?P<money>{_MONEY})\s?)?(?P<open>\(\s?)?(?P<sign>(?<![\w)])(?<!\d\s)[-−–+±∓]\s?)?(?:(?P<inner>{_MONEY})\s?)?"
    r"(?P<digits>(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f'’]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+(?!\w)))"
    rf"(?P<rank>st\b|nd\b|rd\b|th\b|\.(?=\s|$)|º|ª)?(?P<close>\s?%?\))?(?:(?P<letter>[km])(?![^\W\d_])|"
    rf"\s?(?P<scale>{_SCALES})(?![^\W\d_]))?"
    rf"\s?(?:(?P<share>%|per ?cent\b|‰)|(?P<after>{_MONEY})(?![A-Za-z])|"
    rf"(?P<unit>[^\W\d_°]{{1,12}}[²³23]?(?:/[^\W\d_]{{1,4}}[²³]?)?|°[CF]?|[\"'′″]))?",
    re.IGNORECASE,
)


def _plain(text: str, start: int, end: int, *, decimal_comma: bool) -> list[Quantity]:
    found = []
    for match in _NUMBER.finditer(text, start, end):
        value, decimals = _value(match["digits"], decimal_comma=decimal_comma)
        sort, unit = _sort(match)
        value *= _scale(match["scale"])
        if match["letter"] and (sort is Sort.MONEY or match["letter"] == "k"):
            value *= SCALE_LETTERS[match["letter"]]
        elif match["letter"]:
            unit = match["letter"]
        value = -value if _is_negative(match) else value
        found.append(Quantity(value, unit, sort, match.start("digits"), match.end(), decimals))
    return found


def _is_negative(match: re.Match[str]) -> bool:
    """Tell whether a minus stands before a number, or brackets around one that is all that a cell holds."""
    before = match.string[: match.start()].strip()
    if match["open"] and match["close"]:
        return not before
    sign = (match["sign"] or "").strip()
    return sign in {"-", "−"} or (sign == "–" and not before)


def _value(digits: str, *, decimal_comma: bool) -> tuple[float, int]:
    bare = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    mark = _decimal_mark(bare, decimal_comma=decimal_comma)
    whole, _, fraction = bare.rpartition(mark) if mark else (bare, "", "")
    return float(f"{re.sub('[.,]', '', whole) or 0}.{fraction or 0}"), len(fraction)


def _decimal_mark(bare: str, *, decimal_comma: bool) -> str:
    """Return the mark before the fraction of a number, "" where all its marks part thousands."""
    marks = re.findall("[.,]", bare)
    if len(set(marks)) > 1:
        return str(marks[-1])
    if not marks or len(marks) > 1:
        return ""
    usual = "," if decimal_comma else "."
    behind = len(bare) - 1 - bare.index(marks[0])
    is_fraction = marks[0] == usual or behind != _THOUSANDS or bare.index(marks[0]) > _THOUSANDS
    return str(marks[0]) if is_fraction else ""


def _scale(word: str | None) -> float:
    if not word:
        return 1.0
    lower = word.lower()
    return float(SCALES[SCALE_NAMES.get(lower, lower)])


def _sort(match: re.Match[str]) -> tuple[Sort, str]:
    money = match["money"] or match["inner"] or match["after"]
    if money:
        return Sort.MONEY, _SIGN.get(money.rstrip("."), _SIGN.get(money.upper(), money))
    if match["share"] or "%" in (match["close"] or ""):
        return Sort.SHARE, "%"
    if match["rank"]:
        return Sort.RANK, ""
    return Sort.PLAIN, match["unit"] or ""


def _duration(match: re.Match[str]) -> Quantity:
    fraction = match["fraction"] or ""
    seconds = (
        int(match["minutes"]) * 60 + int(match["seconds"]) + float("0" + fraction.replace(",", ".") if fraction else 0)
    )
    if match["hours"]:
        seconds += int(match["hours"]) * 3600
    return Quantity(seconds, "s", Sort.DURATION, match.start(), match.end(), max(len(fraction) - 1, 0))
