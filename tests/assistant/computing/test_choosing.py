from __future__ import annotations

import pytest

from assistant.computing.choosing import CHOOSERS
from assistant.computing.forms import Cells, Condition, Count, Extreme, Form, GroupPart, Relation, Rows
from assistant.computing.proposals import View
from tests.assistant.computing.grids import grid

SOFTWARE = Condition(2, Relation.IS, ("Software",), phrase="software")
TRAVEL = Condition(2, Relation.IS, ("Travel",), phrase="travel")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("how many are software", Count(Rows((SOFTWARE,)))),
        ("which two vendors have the largest amount", Cells(Rows(extreme=Extreme(3, largest=True, count=2)), 1)),
        ("who was the first vendor for travel", Cells(Rows((TRAVEL,), position=0), 1)),
        ("in which year was the latest date", Cells(Rows(extreme=Extreme(0, largest=True)), 0, part=GroupPart.YEAR)),
    ],
)
def test_what_a_question_may_mean_is_proposed(question: str, form: Form) -> None:
    view = View.of(question, grid())

    assert form in {proposal.form for proposer in CHOOSERS for proposal in proposer(view)}
