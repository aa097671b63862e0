from __future__ import annotations

import pytest

from assistant.computing.execution import Executor
from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Choice,
    Condition,
    Count,
    Existence,
    Extreme,
    Form,
    Function,
    GroupPart,
    Groups,
    IsLarger,
    Operation,
    Relation,
    Rows,
)
from tests.assistant.computing.grids import grid

SOFTWARE = Rows((Condition(2, Relation.IS, ("Software",)),))
TRAVEL = Rows((Condition(2, Relation.IS, ("Travel",)),))


@pytest.mark.parametrize(
    ("form", "number"),
    [
        (Count(Rows()), 5),
        (Count(SOFTWARE), 3),
        (Count(Rows(), 2), 2),
        (Aggregate(SOFTWARE, 3, Function.SUM), 160.5),
        (Aggregate(Rows(), 3, Function.MEAN), 137.625),
        (Aggregate(Rows(), 3, Function.MEDIAN), 100.25),
        (Aggregate(Rows(), 3, Function.RANGE), 270),
        (Aggregate(Rows(extreme=Extreme(3, largest=True, count=2)), 3, Function.SUM), 430.5),
        (
            Arithmetic(Operation.DIFFERENCE, Aggregate(SOFTWARE, 3, Function.SUM), Aggregate(TRAVEL, 3, Function.SUM)),
            229.5,
        ),
        (Arithmetic(Operation.PERCENT_CHANGE, Count(SOFTWARE), Count(TRAVEL)), 50),
    ],
)
def test_numbers_are_computed_without_totals(form: Form, number: float) -> None:
    assert Executor(grid()).run(form).number == pytest.approx(number)


def test_rows_without_a_number_are_told() -> None:
    outcome = Executor(grid()).run(Aggregate(SOFTWARE, 3, Function.SUM))

    assert outcome.rows == (0, 2)
    assert outcome.left_out == (4,)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (Cells(Rows(extreme=Extreme(3, largest=True)), 1), ("Hotel",)),
        (Cells(Rows((Condition(1, Relation.IS, ("Rail",)),), step=1), 1), ("GitHub",)),
        (Cells(Rows(TRAVEL.conditions, position=-1), 1), ("Hotel",)),
        (Cells(Rows((Condition(3, Relation.ABOVE, limit=100),)), 1), ("Figma", "Hotel")),
        (Cells(Rows((Condition(0, Relation.DATED, date=(2026, 2, None)),)), 1), ("GitHub", "Hotel")),
        (Cells(Rows((Condition(2, Relation.IS, ("Travel",), negated=True),)), 1), ("Figma", "GitHub")),
        (Groups(Rows(), 2, measure=3, largest=True), ("Travel",)),
        (Groups(Rows(), 0, GroupPart.MONTH, measure=3, largest=False), ("2026-01",)),
        (Choice((SOFTWARE, TRAVEL), ("Software", "Travel"), None, largest=True), ("Software",)),
        (IsLarger(Count(SOFTWARE), Count(TRAVEL), "more", "fewer"), ("more",)),
        (Existence(Rows((Condition(3, Relation.ABOVE, limit=1000),))), ("no",)),
    ],
)
def test_words_are_chosen(form: Form, words: tuple[str, ...]) -> None:
    assert Executor(grid()).run(form).words == words


def test_a_total_is_read_where_the_question_names_it() -> None:
    total = Rows((Condition(0, Relation.IS, ("Total",)),))

    assert Executor(grid()).run(Cells(total, 3)).words == ("€550.50",)


def test_rows_without_a_number_are_left_out_of_the_sums_of_groups() -> None:
    made = grid()

    outcome = Executor(made).run(Groups(Rows(), column=2, measure=3))

    assert outcome.groups == (("Software", 160.5), ("Travel", 390.0))
    assert (outcome.rows, outcome.left_out) == ((0, 1, 2, 3), (4,))


def test_what_passes_one_of_several_conditions_comes_in_their_order() -> None:
    travel, software = (Condition(2, Relation.IS, (text,)) for text in ("Travel", "Software"))

    outcome = Executor(grid()).run(Cells(Rows((travel, software), any_of=True), 1, distinct=False))

    assert outcome.words == ("Rail", "Hotel", "Figma", "GitHub", "Figma")
