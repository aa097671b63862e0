"""The same forms in SQL and in Python give the same."""

from __future__ import annotations

import pytest

from assistant.computing.calculator import agree
from assistant.computing.duckdb import DuckDatabase
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
from assistant.computing.queries import schema_of, sql_of
from tests.assistant.computing.grids import grid

SOFTWARE = Rows((Condition(2, Relation.IS, ("Software",)),))
EITHER = Rows((Condition(2, Relation.IS, ("Software",)), Condition(1, Relation.IS, ("Rail",))), any_of=True)
JANUARY = Condition(0, Relation.DATED, date=(2026, 1, None))


@pytest.mark.parametrize(
    "form",
    [
        Count(Rows()),
        Count(EITHER),
        Count(Rows(), 2),
        Count(Rows((Condition(3, Relation.BLANK),))),
        Aggregate(SOFTWARE, 3, Function.SUM),
        Aggregate(Rows((JANUARY,)), 3, Function.MEDIAN),
        Aggregate(Rows(extreme=Extreme(3, largest=True, count=2)), 3, Function.SUM),
        Arithmetic(Operation.DIFFERENCE, Cells(Rows(position=0), 0), Cells(Rows(position=-1), 0)),
        Arithmetic(Operation.SHARE, Aggregate(SOFTWARE, 3, Function.SUM), Aggregate(Rows(), 3, Function.SUM)),
        Cells(Rows(extreme=Extreme(3, largest=True)), 1),
        Cells(Rows((Condition(1, Relation.IS, ("Rail",)),), step=1), 1),
        Cells(Rows(SOFTWARE.conditions, position=-1), 1),
        Cells(Rows((Condition(2, Relation.IS, ("Travel",), negated=True),)), 1),
        Cells(Rows((Condition(0, Relation.AT_LEAST, limit=739649.0),)), 1),
        Groups(Rows(), 2, measure=3),
        Groups(Rows(), 0, GroupPart.MONTH, measure=3, largest=True),
        Groups(Rows(), 2, least=3.0),
        Choice((SOFTWARE, Rows((JANUARY,))), ("Software", "January"), None, largest=True),
        IsLarger(Count(SOFTWARE), Count(Rows((JANUARY,))), "more", "fewer"),
        Existence(Rows((Condition(3, Relation.ABOVE, limit=1000),))),
    ],
)
def test_sql_gives_what_the_cells_give(form: Form) -> None:
    made = grid()
    database = DuckDatabase()

    rows = database.ask(sql_of(form, database.schema(made)))

    assert agree(rows, form, Executor(made).run(form)), rows


def test_names_and_words_cannot_break_out_of_their_quotes() -> None:
    made = grid((('It"em', "Pri'ce"), ("x'; DROP TABLE t; --", "3"), ("b", "4")))
    database = DuckDatabase()
    form = Cells(Rows((Condition(0, Relation.IS, ("x'; DROP TABLE t; --",)),)), 0)

    assert database.ask(sql_of(form, database.schema(made))) == (("x'; DROP TABLE t; --",),)


def test_columns_of_one_name_are_told_apart() -> None:
    schema = schema_of(grid((("Gold", "Gold", ""), ("Ada", "7.1", "x"), ("Ben", "7.2", "y"))))

    assert schema.columns == ("Gold", "Gold 2", "column 3")
