"""Units: what sizes are given in, by the quantity that they measure. Knows units of use, not of science."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.english.words import split_words

# How many metres, kilograms, litres, square metres or days one of each is; "" for what is not compared: a ton may be
# two weights, a decade is counted in decades.
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
    "mass": {
        "mg milligram": "0.000001",
        "g gram": "0.001",
        "kg kilogram kilo": "1",
        "tonne": "1000",
        "ton": "",
        "ounce": "",
        "lb lbs": "",
    },
    "volume": {
        "ml millilitre milliliter": "0.001",
        "cl centilitre": "0.01",
        "l litre liter": "1",
        "gallon": "",
        "barrel": "",
    },
    "area": {"ha hectare": "10000", "acre": "4046.86"},
    "time": {
        "second": "0.0000115741",
        "minute": "0.000694444",
        "hour": "0.0416667",
        "day": "1",
        "night": "",
        "week": "7",
        "month": "30.44",
        "semester": "",
        "year": "365.25",
        "decade": "",
        "generation": "",
        "century centuries": "",
    },
    "power": {"watt": "", "kW": "", "megawatt MW": "", "gigawatt GW": "", "volt": ""},
    "speed": {"mph": "", "knot": ""},
    "memory": {"byte": "", "MB": "", "GB": "", "TB": ""},
    "pressure": {"bar": ""},
    "temperature": {"degree": ""},
}
# Money by its sign. A pound may be a weight: it is taken for money, and not compared as a weight.
_MONEY: Mapping[str, str] = {
    "$": "dollar USD",
    "€": "euro EUR",
    "£": "pound GBP",
    "¥": "yen JPY",
    "": "yuan rupee krona kronor krone kroner franc sum UZS rouble ruble cent",
}
_SQUARE = split_words("square")[0].stem
_UNITS: Mapping[str, tuple[str, Decimal]] = {
    word.stem: (quantity, Decimal(size))
    for quantity, sizes in _SIZES.items()
    for units, size in sizes.items()
    if size
    for word in split_words(units)
} | {
    f"{_SQUARE} {word.stem}": ("area", Decimal(size) ** 2)
    for units, size in _SIZES["length"].items()
    for word in split_words(units)
}

# What a sign stands for besides the names in its row above, and signs that only tables use.
_NAMED: Mapping[str, str] = {
    "km": "kms",
    "kg": "kilogramme",
    "g": "gramme",
    "l": "",
    "m": "",
    "mi": "mile",
    "h": "hour hrs",
    "min": "minute mins",
    "kWh": "kilowatt",
}
_ROWS = {names.split()[0]: names.split()[1:] for sizes in _SIZES.values() for names in sizes}

CURRENCIES: Mapping[str, str] = {
    word.stem: sign for sign, units in _MONEY.items() if sign for word in split_words(units)
}
"""The sign of each currency that has one, by the stems of its names."""

CODES: Mapping[str, str] = {name: sign for sign, units in _MONEY.items() if sign for name in units.split()[1:]}
"""The sign of each currency that has one, by its code: EUR."""

NAMES: Mapping[str, frozenset[str]] = {
    sign.lower(): frozenset(split_words(name)[0].stem for name in names)
    for sign, names in [
        *((sign, [*_ROWS.get(sign, ()), *names.split()]) for sign, names in _NAMED.items()),
        *((units.split()[1], units.split()[:1]) for sign, units in _MONEY.items() if sign),
    ]
}
"""What units are called, as stems, by their sign in lower case."""


def quantity_of(unit: str) -> str:
    """Return what a unit, given as its stem, measures ("length"); "" for one that measures nothing known."""
    return _UNITS.get(unit, ("", Decimal(1)))[0]


def size_of(unit: str) -> Decimal:
    """Return how much of its quantity a known unit is."""
    return _UNITS[unit][1]


# -- as alternatives of a pattern --------------------------------------------------------------------------------------

_SHORTEST_NAME = 3  # letters; what is shorter is cut short, and has no plural


def _written(rows: Iterable[str]) -> tuple[str, ...]:
    return tuple(unit for units in rows for unit in units.split())


def _has_plural(unit: str) -> bool:
    return len(unit) >= _SHORTEST_NAME and unit.islower()


def _either(unit: str) -> str:
    return f"{unit}s?" if _has_plural(unit) else unit


SIGNS = "|".join([f"[{''.join(_MONEY)}%]", "km²", "km2", "m²", "km", "kg", "ft", "mi", "lb", "m", "ha", *CODES])
"""The signs that stand behind the name of a column, or before its numbers."""

SPELT: Mapping[str, str] = {
    r"kilowatt[ -]hours?": "kWh",
    r"square met(?:re|er)s?": "m²",
    r"(?:square kilomet(?:re|er)s?|(?:km|kilomet(?:re|er)s?) squared)": "km²",
    r"cubic met(?:re|er)s?": "m³",
    r"kilomet(?:re|er)s per hour": "km/h",
}
"""The sign of what is written out in several words."""

ANY_UNIT = "|".join(map(_either, _written([*_MONEY.values(), *(row for sizes in _SIZES.values() for row in sizes)])))
"""Every unit, one or several: `metres?`."""

TIMES = "|".join(map(_either, _written(_SIZES["time"])))
"""Every unit of time, one or several."""

_COUNTED = [row for quantity in ("length", "mass", "volume", "area", "time") for row in _SIZES[quantity]]
SEVERAL = "|".join(
    f"{unit}s" for unit in _written([*_COUNTED, *(row for sign, row in _MONEY.items() if sign)]) if _has_plural(unit)
)
"""The units that years are not followed by, in the plural: what stands before them is a size."""
