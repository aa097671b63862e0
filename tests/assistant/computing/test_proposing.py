from __future__ import annotations

import pytest

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
from assistant.computing.proposals import View
from assistant.computing.proposing import propose
from tests.assistant.computing.grids import grid

SOFTWARE = Condition(2, Relation.IS, ("Software",), phrase="software")


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("how much did we spend on software", Aggregate(Rows((SOFTWARE,)), 3, Function.SUM)),
        ("how many rows are software", Count(Rows((SOFTWARE,)))),
        ("which vendor had the largest amount", Cells(Rows(extreme=Extreme(3, largest=True)), 1)),
        ("which month had the largest amount", Groups(Rows(), 0, GroupPart.MONTH, 3, largest=True)),
        ("average amount per category", Groups(Rows(), 2, measure=3, function=Function.MEAN)),
        ("who was the last vendor", Cells(Rows(position=-1), 1)),
    ],
)
def test_what_a_question_means_is_among_the_proposals(question: str, form: Form) -> None:
    assert form in {proposal.form for proposal in propose(View.of(question, grid()))}


def test_a_proposal_tells_the_words_that_it_takes() -> None:
    view = View.of("how many rows are software", grid())

    counted = next(one for one in propose(view) if one.form == Count(Rows((SOFTWARE,))))

    assert 4 in counted.covered
