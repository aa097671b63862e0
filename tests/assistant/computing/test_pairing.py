from __future__ import annotations

import pytest

from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Choice,
    Condition,
    Existence,
    Form,
    Function,
    IsLarger,
    Operation,
    Relation,
    Rows,
)
from assistant.computing.pairing import COMPARERS
from assistant.computing.proposals import View
from tests.assistant.computing.grids import grid

SOFTWARE = Condition(2, Relation.IS, ("Software",), phrase="software")
TRAVEL = Condition(2, Relation.IS, ("Travel",), phrase="travel")
RAIL = Cells(Rows((Condition(1, Relation.IS, ("Rail",), phrase="rail"),)), 3)
HOTEL = Cells(Rows((Condition(1, Relation.IS, ("Hotel",), phrase="hotel"),)), 3)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        (
            "how much more was spent on software than on travel",
            Arithmetic(
                Operation.DIFFERENCE,
                Aggregate(Rows((SOFTWARE,)), 3, Function.SUM),
                Aggregate(Rows((TRAVEL,)), 3, Function.SUM),
            ),
        ),
        (
            "which has more rows, software or travel",
            Choice((Rows((SOFTWARE,)), Rows((TRAVEL,))), ("Software", "Travel"), None, largest=True),
        ),
        ("is there any travel", Existence(Rows((TRAVEL,)))),
        ("was the amount for rail more or less than that for hotel", IsLarger(RAIL, HOTEL, "more", "less")),
    ],
)
def test_what_a_question_may_mean_is_proposed(question: str, form: Form) -> None:
    view = View.of(question, grid())

    assert form in {proposal.form for proposer in COMPARERS for proposal in proposer(view)}
