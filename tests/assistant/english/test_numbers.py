from __future__ import annotations

import time
from decimal import Decimal

import pytest

from assistant.english.numbers import figures_of, unstated


def numbers(text: str) -> list[tuple[str, str]]:
    return [(f"{number.value.normalize():f}", number.unit) for number in figures_of(text).numbers]


def dates(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [date.parts for date in figures_of(text).dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200,000 people", [("1200000", "peopl")]),
        ("1.2 million people", [("1200000", "peopl")]),
        ("€1.2m", [("1200000", "€")]),
        ("$ 40 billion", [("40000000000", "$")]),
        ("40 euros", [("40", "€")]),
        ("12 %, 12%, 12 percent, twelve per cent", [("12", "%")] * 4),
        ("two hundred and five ships", [("205", "ship")]),
        ("twenty-five staff", [("25", "staff")]),
        ("three thousand", [("3000", "")]),
        ("5 m wide", [("5", "m")]),
        ("5 square metres, 5 square", [("5", "squar metr"), ("5", "squar")]),
        ("60 km/h", [("60", "km")]),
        ("the 3rd floor", [("3", "floor")]),
        ("3.50 euros", [("3.5", "€")]),
        ("one of them", []),
        ("version 1.5.9", []),
        ("at 9:30", [("9.5", "")]),
        ("at 9:00 or nine", [("9", ""), ("9", "")]),
        ("two", [("2", "")]),
    ],
)
def test_numbers_have_one_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 May 2021", [(2021, 5, 3)]),
        ("on May 3rd, 2021", [(2021, 5, 3)]),
        ("on 2021-05-03", [(2021, 5, 3)]),
        ("on 25/03/2021 and 03/25/2021", [(2021, 3, 25)] * 2),
        ("on 03/05/2021", [(2021, None, None)]),
        ("the 3rd of May", [(None, 5, 3)]),
        ("in Sept. 2021", [(2021, 9, None)]),
        ("in May", [(None, 5, None)]),
        ("it may 3 times", []),
        ("in 1932", [(1932, None, None)]),
        ("2019-2021", [(2019, None, None), (2021, None, None)]),
        ("1932 metres, 1,932 and $1932", []),
    ],
)
def test_dates_have_one_spelling(text: str, expected: list[tuple[int | None, int | None, int | None]]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("claim", "source", "missing"),
    [
        ("It has 40 rooms.", "There are forty rooms.", 0),
        ("It has 41 rooms.", "There are forty rooms.", 1),
        ("It grew by 12 %.", "It grew by twelve percent.", 0),
        ("It grew by 12 %.", "It grew by $12.", 1),
        ("It opened in 2021.", "It opened on 3 May 2021.", 0),
        ("It opened on 3 May 2021.", "It opened in 2021.", 1),
        ("It opened on 3 May 2021.", "In 2021: on 3 May it opened.", 0),
        ("It opened on 3 May 2021.", "It opened on 4 May 2021.", 1),
        ("It has about 40 rooms.", "It has 41 rooms.", 0),
        ("It has about 40 rooms.", "It has 48 rooms.", 1),
        ("It has more than 40 rooms.", "It has 48 rooms.", 0),
        ("Nothing is counted.", "It has 48 rooms.", 0),
    ],
)
def test_what_a_source_does_not_state_is_found(claim: str, source: str, missing: int) -> None:
    assert len(unstated(figures_of(claim), figures_of(source))) == missing


def test_limits_of_a_number_are_read_from_the_words_before_it() -> None:
    about, over, exact = figures_of("about 100 tons, more than 50 cars, 7 ships").numbers

    assert (about.low, about.high) == (Decimal(95), Decimal(105))
    assert over.low == 50
    assert over.high > 10**20
    assert exact.low == exact.high == 7


def test_a_run_of_digits_without_end_is_no_number_and_costs_nothing() -> None:
    started = time.perf_counter()

    assert not figures_of("1" * 10_000 + "," + "7" * 10_000)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("text", ["1.234,56 €", "€1,234.56", "1 234,56 €", "1\u00a0234,56 €", "١٢٣٤.٥٦ €"])
def test_one_sum_in_the_forms_of_many_languages_is_one(text: str) -> None:
    (number,) = figures_of(text).numbers

    assert (number.value, number.unit) == (Decimal("1234.56"), "€")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Es kostet 1.234,56 € ab dem 3. Mai 2027.", "It costs €1,234.56 from 3 May 2027."),
        ("Es kostet 1.234 €.", "It costs €1,234."),
        ("It costs €1,234.", "Es kostet 1.234 €."),
        ("Стоимость 12,50 €", "The price is €12.50."),
        ("3,4 % der Stimmen", "3.4% of the votes"),
        ("2027年に設立。", "It was founded in 2027."),
    ],
)
def test_a_figure_is_stated_whatever_language_it_is_written_in(claim: str, source: str) -> None:
    assert unstated(figures_of(claim), figures_of(source)) == ()


def test_another_sum_is_not_stated_in_any_form() -> None:
    assert unstated(figures_of("Es kostet 1.234,57 €."), figures_of("It costs €1,234.56."))
    assert unstated(figures_of("Es kostet 1.235 €."), figures_of("It costs €1,234."))


def test_items_of_a_list_are_no_decimals() -> None:
    assert [number.value for number in figures_of("See pages 3,4 and 5.").numbers] == [3, 4, 5]
