"""Measures: sizes given in different units of one quantity, compared in one. Knows units of use, not of science."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from assistant.english.numbers import Number
from assistant.english.words import split_words

_ROUNDED = Decimal("0.8")  # "2 km" stands for "1 mile", "1 metre" for "3 feet"; nothing rounds further

# How many metres, kilograms, litres, square metres or days one of each is. A pound may be money, a ton of two weights.
_SIZES: Mapping[str, Mapping[str, str]] = {
    "length": {
        "mm millimetre millimeter": "0.001",
        "cm centimetre centimeter": "0.01",
        "m metre meter": "1",
        "km kilometre kilometer": "1000",
        "inch inches": "0.0254",
        "ft foot feet": "0.3048",
        "yard": "0.9144",
        "mile": "1609.344",
    },
    "mass": {"mg milligram": "0.000001", "g gram": "0.001", "kg kilogram kilo": "1", "tonne": "1000"},
    "volume": {"ml millilitre milliliter": "0.001", "cl centilitre": "0.01", "l litre liter": "1"},
    "area": {"ha hectare": "10000", "acre": "4046.86"},
    "time": {
        "second": "0.0000115741",
        "minute": "0.000694444",
        "hour": "0.0416667",
        "day": "1",
        "week": "7",
        "month": "30.44",
        "year": "365.25",
    },
}
_SQUARE = split_words("square")[0].stem
_UNITS: Mapping[str, tuple[str, Decimal]] = {
    word.stem: (quantity, Decimal(size))
    for quantity, sizes in _SIZES.items()
    for units, size in sizes.items()
    for word in split_words(units)
} | {
    f"{_SQUARE} {word.stem}": ("area", Decimal(size) ** 2)
    for units, size in _SIZES["length"].items()
    for word in split_words(units)
}


def quantity_of(number: Number) -> str:
    """Return what the unit of a number measures ("length"), "" for a unit that measures nothing known."""
    return _UNITS.get(number.unit, ("", Decimal(1)))[0]


def may_be_one_size(one: Number, other: Number) -> bool:
    """Whether two numbers of one quantity, in different units, can be one size that somebody has rounded."""
    (_, first), (_, second) = _UNITS[one.unit], _UNITS[other.unit]
    return one.low * first * _ROUNDED <= other.high * second and other.low * second * _ROUNDED <= one.high * first
