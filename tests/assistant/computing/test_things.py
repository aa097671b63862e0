from __future__ import annotations

import pytest

from assistant.computing.forms import Aggregate, Cells, Function, Rows
from tests.assistant.computing.asked import may_be, said


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("Which room has at least 40 visitors?", 3),  # by how many they are told apart, and not called
        ("In which year was the hall the largest?", 1),
    ],
)
def test_which_thing_is_answered_by_a_thing(question: str, column: int) -> None:
    assert not may_be(question, Cells(Rows(), column))


def test_which_thing_is_no_figure() -> None:
    assert not may_be("Which area is the largest?", Aggregate(Rows(), 1, Function.MOST))
    assert may_be("What is the largest area?", Aggregate(Rows(), 1, Function.MOST))


def test_nobody_won_where_rows_have_no_place() -> None:
    stages = (("Stage", "From", "Length"), ("1", "Havel", "11 km"), ("2", "Spree", "9 km"))

    assert said("Who won the autumn regatta?", (stages, "Autumn regatta")) == ""


def test_one_of_two_is_told_or_none() -> None:
    assert not may_be("Which is older, the hall or the attic?", Cells(Rows(position=1), 0))


@pytest.mark.parametrize(
    "question",
    [
        "What was soup and bread delivered in 2024 respectively?",  # two are asked for
        "How many years has the hall?",  # rooms are no years
    ],
)
def test_one_figure_is_not_told_for_several_nor_rows_for_years(question: str) -> None:
    assert not may_be(question, Cells(Rows(position=0), 1))
