from __future__ import annotations

import pytest

from assistant.computing.execution import Executor
from assistant.computing.forms import (
    Aggregate,
    Cells,
    Condition,
    Count,
    Extreme,
    Form,
    Function,
    GroupPart,
    Groups,
    Relation,
    Rows,
)
from assistant.computing.wording import account, omissions, result, written
from tests.assistant.computing.grids import grid

SOFTWARE = Rows((Condition(2, Relation.IS, ("Software",)),))


def test_what_all_of_several_have_most_of_is_told_once() -> None:
    made = grid((("Boat", "Length"), ("Kite", "9"), ("Gull", "12"), ("Tern", "12")), title="Boats")
    form = Cells(Rows(extreme=Extreme(1, largest=True)), 0)

    assert result(form, Executor(made).run(form), made) == "Gull; Tern (12)"


@pytest.mark.parametrize(
    ("form", "figure", "counted"),
    [
        (
            Aggregate(SOFTWARE, 3, Function.SUM),
            "€160.50",
            "the sum of Amount over 2 rows of “Expenses”, where Category is “Software”",
        ),
        (Count(Rows()), "5", "5 rows of “Expenses”"),
        (
            Cells(Rows(extreme=Extreme(3, largest=True)), 1),
            "Hotel (€310)",
            "Vendor in 1 row of “Expenses”, with the largest Amount",
        ),
        (
            Groups(Rows(), 0, GroupPart.MONTH, 3, largest=True),
            "February 2026 (€350)",
            "the sum of Amount for each month of Date, of which the largest, from 2 rows of “Expenses”",
        ),
    ],
)
def test_a_result_is_told_with_what_was_counted(form: Form, figure: str, counted: str) -> None:
    made = grid()
    outcome = Executor(made).run(form)

    assert result(form, outcome, made) == figure
    assert account(form, outcome, made) == counted


def test_what_is_left_out_is_told() -> None:
    made = grid()
    form = Aggregate(SOFTWARE, 3, Function.SUM)

    assert omissions(form, Executor(made).run(form), made) == (
        "1 row has no number in Amount (“tbc”) and is left out.",
    )


def test_totals_are_told_where_they_would_have_been_counted_again() -> None:
    made = grid()
    form = Count(Rows())

    assert omissions(form, Executor(made).run(form), made) == ("1 row that sums others up is not counted again.",)


def test_days_are_before_and_after() -> None:
    made = grid()
    form = Count(Rows((Condition(0, Relation.ABOVE, limit=739647.0),)))

    assert account(form, Executor(made).run(form), made) == "3 rows of “Expenses”, where Date is after 31 January 2026"


def test_numbers_have_no_idle_noughts() -> None:
    assert [written(1234.5), written(20.0), written(2 / 3, decimals=2)] == ["1,234.5", "20", "0.67"]


def test_money_without_a_sign_keeps_its_two_decimals() -> None:
    made = grid(
        (("Item", "Price", "Length"), ("Paint", "45.50", "1.5"), ("Nails", "30.00", "2.25"), ("Glue", "4", "3"))
    )
    prices, lengths = (Aggregate(Rows(), column, Function.SUM) for column in (1, 2))
    glue = Cells(Rows((Condition(0, Relation.IS, ("Glue",)),)), 1)

    assert result(prices, Executor(made).run(prices), made) == "79.50"
    assert result(lengths, Executor(made).run(lengths), made) == "6.75"
    assert result(glue, Executor(made).run(glue), made) == "4"
