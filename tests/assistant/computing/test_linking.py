from __future__ import annotations

import pytest

from assistant.computing.forms import Relation
from assistant.computing.linking import (
    AskedWords,
    CellWords,
    column_links,
    date_pieces,
    figures,
    number_pieces,
    value_pieces,
)
from tests.assistant.computing.grids import grid


def test_a_column_is_named_by_its_stem() -> None:
    links = column_links(AskedWords.of("what are the amounts of each vendor"), grid())

    assert {link.column: link.share for link in links if not link.cued} == {1: 1.0, 3: 1.0}


def test_a_cue_points_to_a_column_that_no_word_names() -> None:
    links = column_links(AskedWords.of("how expensive was the hotel"), grid())

    assert [link.column for link in links if link.cued] == [3]


def test_the_longest_phrase_of_a_cell_is_found_and_a_misspelt_one() -> None:
    made = grid((("Name", "City"), ("Ada Winter", "Leipzig"), ("Ben Winter", "Halle")))

    pieces = value_pieces(AskedWords.of("where does ada winter live, near Leipsig"), CellWords.of(made))

    assert [(piece.condition.texts, piece.sort) for piece in pieces] == [
        (("Ada Winter",), "phrase whole"),
        (("Leipzig",), "misspelt whole"),
    ]


def test_numbers_compare_as_the_words_before_them_say() -> None:
    pieces = number_pieces(AskedWords.of("payments of at least 80 and under 300"), grid())

    assert [(p.condition.column, p.condition.test, p.condition.limit) for p in pieces] == [
        (3, Relation.AT_LEAST, 80),
        (3, Relation.BELOW, 300),
    ]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("more than thirteen", 13),
        ("more than twenty-five", 25),
        ("at least sixty", 60),
        ("no more than ninety nine", 99),
        ("under forty-two", 42),
        ("fewer than seventeen", 17),
        ("over a dozen", 12),
        ("over $3mn", 3e6),
        ("over two thousand", 2000),
        ("over a hundred", 100),
    ],
)
def test_a_number_may_be_written_in_words_or_with_a_letter_for_its_scale(asked: str, value: float) -> None:
    assert [one.value for one in figures(AskedWords.of(f"Which mills have {asked} visitors?"))] == [value]


def test_a_date_is_a_day_a_month_or_a_beginning() -> None:
    made = grid()

    month = date_pieces(AskedWords.of("what was paid in february 2026"), made)
    after = date_pieces(AskedWords.of("what was paid after 1 February 2026"), made)

    assert [piece.condition.date for piece in month] == [(2026, 2, None)]
    assert after[0].condition.test is Relation.ABOVE


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what's in FY21?", "what is in fiscal 2021?"),
        ("the FYs 2019,2020 and 2021", "the fiscal years 2019, 2020 and 2021"),
        ("which tram(s) stop", "which trams stop"),
        ("over 5 km squared", "over 5 km²"),
        ("at most 2,019,200", "at most 2,019,200"),
    ],
)
def test_what_is_written_in_short_is_read_in_full(question: str, said: str) -> None:
    assert AskedWords.of(question).text == said


@pytest.mark.parametrize(
    ("question", "head", "limits"),
    [
        ("above 3 million", "Sales (in millions)", [3.0]),
        ("above 3 million", "Sales", [3.0]),  # as they are on both sides of it
        ("above 9 million", "Sales", []),
        ("above 3", "Sales", [3.0]),
    ],
)
def test_a_number_with_its_scale_is_held_against_what_a_column_counts(
    question: str, head: str, limits: list[float]
) -> None:
    made = grid((("Town", head), ("Havel", "2"), ("Oder", "4"), ("Spree", "5")))

    found = [piece.condition.limit for piece in number_pieces(AskedWords.of(question), made)]

    assert found == limits


def test_a_figure_in_the_name_of_a_column_limits_nothing() -> None:
    made = grid((("Zone", "Up to 5 kg", "Up to 20 kg"), ("North", "4", "9"), ("South", "14", "30")))

    assert not number_pieces(AskedWords.of("What does it cost to the South up to 20 kg?"), made)
    assert number_pieces(AskedWords.of("Which zones cost up to 10?"), made)


def test_years_that_a_hyphen_or_a_word_joins_are_all_between() -> None:
    made = grid((("Year", "Sales"), *((str(year), "5") for year in range(2018, 2024))))

    for question in ("sales for 2019-2021", "sales, 2019 to 2021", "sales 2021 to 2019"):
        tests = {(p.condition.test, p.condition.limit) for p in date_pieces(AskedWords.of(question), made)}

        assert {(Relation.AT_LEAST, 2019.0), (Relation.AT_MOST, 2021.0)} <= tests
