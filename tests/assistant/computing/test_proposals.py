from __future__ import annotations

from assistant.computing.forms import Relation
from assistant.computing.proposals import View, role_marks
from tests.assistant.computing.grids import grid


def test_a_column_in_a_role_is_marked_by_how_the_question_names_it() -> None:
    view = View.of("total amount per vendor", grid())

    assert role_marks(view, "summed", 3)["summed share"] == 1.0
    assert "summed unnamed" in role_marks(view, "summed", 0)


def test_more_than_a_named_row_is_a_condition_on_its_numbers() -> None:
    view = View.of("which vendors cost more than the hotel", grid())

    references = [piece.condition for piece in view.pieces if piece.sort == "reference"]

    assert [(one.column, one.test, one.limit) for one in references] == [(3, Relation.ABOVE, 310)]
