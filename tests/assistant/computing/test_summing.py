from __future__ import annotations

import pytest

from assistant.computing.forms import Aggregate, Condition, Extreme, Form, Function, GroupPart, Groups, Relation, Rows
from assistant.computing.proposals import View
from assistant.computing.summing import SUMMERS
from tests.assistant.computing.grids import grid

SOFTWARE = Condition(2, Relation.IS, ("Software",), phrase="software")
TRAVEL = Condition(2, Relation.IS, ("Travel",), phrase="travel")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("total amount for software", Aggregate(Rows((SOFTWARE,)), 3, Function.SUM)),
        ("median amount for travel", Aggregate(Rows((TRAVEL,)), 3, Function.MEDIAN)),
        ("sum of the 2 largest amounts", Aggregate(Rows(extreme=Extreme(3, largest=True, count=2)), 3, Function.SUM)),
        ("amount per month", Groups(Rows(), 0, GroupPart.MONTH, 3)),
        ("which category appears at least 3 times", Groups(Rows(), 2, least=3.0)),
    ],
)
def test_what_a_question_may_mean_is_proposed(question: str, form: Form) -> None:
    view = View.of(question, grid())

    assert form in {proposal.form for proposer in SUMMERS for proposal in proposer(view)}
