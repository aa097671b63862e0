from __future__ import annotations

import re
from decimal import Decimal

import pytest

from assistant.english.units import ANY_UNIT, CODES, CURRENCIES, NAMES, SEVERAL, SIGNS, TIMES, quantity_of, size_of
from assistant.english.words import split_words


def stem_of(unit: str) -> str:
    return " ".join(word.stem for word in split_words(unit))


@pytest.mark.parametrize(
    ("unit", "quantity"),
    [
        ("metres", "length"),
        ("kg", "mass"),
        ("litres", "volume"),
        ("square kilometres", "area"),
        ("weeks", "time"),
        ("pounds", ""),  # money, or a weight
        ("tons", ""),  # two weights
        ("visitors", ""),
    ],
)
def test_a_unit_tells_what_it_measures(unit: str, quantity: str) -> None:
    assert quantity_of(stem_of(unit)) == quantity


def test_sizes_of_one_quantity_can_be_compared() -> None:
    assert size_of(stem_of("kilometres")) / size_of(stem_of("metres")) == 1000
    assert size_of(stem_of("square metres")) == Decimal(1)


def test_a_currency_has_its_sign() -> None:
    assert (CURRENCIES["dollar"], CURRENCIES["eur"], CURRENCIES["yen"]) == ("$", "€", "¥")


@pytest.mark.parametrize(
    "written", ["metre", "metres", "feet", "kg", "kW", "generations", "centuries", "kronor", "bar"]
)
def test_a_unit_is_found_as_it_is_written(written: str) -> None:
    assert re.fullmatch(ANY_UNIT, written)


def test_times_are_units_of_time_alone() -> None:
    assert re.fullmatch(TIMES, "generations")
    assert not re.fullmatch(TIMES, "metres")


def test_what_stands_behind_a_size_is_told_from_what_stands_behind_a_year() -> None:
    assert re.fullmatch(SEVERAL, "metres")
    assert not re.fullmatch(SEVERAL, "bars")
    assert not re.fullmatch(SEVERAL, "second")


def test_a_unit_goes_by_its_names_under_its_sign() -> None:
    assert NAMES["km"] == {"kilometr", "kilomet", "kms"}
    assert NAMES["eur"] == {"euro"}
    assert NAMES["h"] == {"hour", "hrs"}


def test_codes_of_currencies_have_their_signs() -> None:
    assert CODES["GBP"] == "£"
    assert re.fullmatch(SIGNS, "JPY")
    assert re.fullmatch(SIGNS, "%")
    assert not re.fullmatch(SIGNS, "kilometre")
