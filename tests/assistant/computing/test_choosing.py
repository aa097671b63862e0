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


def test_what_a_part_of_the_table_consists_of_are_its_rows_without_the_total_and_what_comes_after() -> None:
    rows = (
        ("Item", "May", "June"),
        ("Tools:", "", ""),
        ("Saw", "2", "3"),
        ("Rope", "5", "4"),
        ("Total tools", "7", "7"),
    )
    view = View.of("what does tools consist of", grid((*rows, ("Permit", "9", "9"), ("Insurance", "1", "1"))))
    part = Cells(Rows((Condition(3, Relation.IS, ("Tools",), phrase="tools"),)), 0)

    assert part in {proposal.form for proposer in CHOOSERS for proposal in proposer(view)}
    assert view.executor.run(part).words == ("Saw", "Rope")
