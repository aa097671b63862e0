from __future__ import annotations

from assistant.computing.execution import Executor
from assistant.computing.linking import AskedWords, CellWords, value_pieces
from assistant.computing.selecting import EVERYTHING, selections
from tests.assistant.computing.grids import grid


def _rows(question: str) -> list[tuple[int, ...]]:
    made = grid()
    executor = Executor(made)
    asked = AskedWords.of(question)
    return [executor.rows(one.rows) for one in selections(asked, value_pieces(asked, CellWords.of(made)), executor)]


def test_conditions_on_several_columns_hold_together() -> None:
    assert _rows("figma software")[0] == (0, 4)


def test_two_cells_of_one_column_are_joined_by_or() -> None:
    assert (1, 2) in _rows("rail and github")


def test_what_is_left_out_is_negated() -> None:
    assert _rows("other than travel")[0] == (0, 2, 4)


def test_all_rows_come_last() -> None:
    made = grid()
    asked = AskedWords.of("figma")

    found = selections(asked, value_pieces(asked, CellWords.of(made)), Executor(made))

    assert found[-1] == EVERYTHING


def test_what_lies_between_two_things_is_neither_of_them() -> None:
    assert (1, 2) not in _rows("between rail and github")
