from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Choice,
    Condition,
    Count,
    Existence,
    Form,
    Function,
    Groups,
    IsLarger,
    Operation,
    Relation,
    Rows,
    conditions_of,
)

PAPER = Condition(1, Relation.IS, ("Paper",))
COSTLY = Condition(2, Relation.ABOVE, limit=100.0)
PAPER_ROWS, COSTLY_ROWS = Rows((PAPER,)), Rows((COSTLY,))


@pytest.mark.parametrize(
    "form",
    [
        Cells(Rows((PAPER, COSTLY)), 0),
        Count(Rows((PAPER, COSTLY))),
        Aggregate(Rows((PAPER, COSTLY)), 2, Function.SUM),
        Groups(Rows((PAPER, COSTLY)), 1),
        Existence(Rows((PAPER, COSTLY))),
        Arithmetic(Operation.DIFFERENCE, Count(PAPER_ROWS), Count(COSTLY_ROWS)),
        Arithmetic(Operation.RATIO, Aggregate(PAPER_ROWS, 2, Function.MEAN), Cells(COSTLY_ROWS, 2)),
        IsLarger(Count(PAPER_ROWS), Count(COSTLY_ROWS), "yes", "no"),
        Choice((PAPER_ROWS, COSTLY_ROWS), ("Paper", "over 100"), 2, largest=True),
    ],
    ids=lambda form: type(form).__name__,
)
def test_every_form_gives_all_its_conditions_in_the_order_they_stand(form: Form) -> None:
    assert conditions_of(form) == (PAPER, COSTLY)


def test_a_condition_named_on_both_sides_is_given_for_each() -> None:
    same = Arithmetic(Operation.SHARE, Count(PAPER_ROWS), Count(Rows((PAPER, COSTLY))))

    assert conditions_of(same) == (PAPER, PAPER, COSTLY)


@pytest.mark.parametrize(
    "form", [Count(Rows()), Choice((), (), None, largest=False), IsLarger(Count(Rows()), Count(Rows()), "yes", "no")]
)
def test_a_form_of_all_rows_has_no_conditions(form: Form) -> None:
    assert conditions_of(form) == ()


def test_forms_are_equal_by_value_and_stay_as_they_are() -> None:
    form = Count(Rows((Condition(1, Relation.IS, ("Paper",)),)))

    assert {form, Count(PAPER_ROWS)} == {form}
    with pytest.raises(FrozenInstanceError):
        form.column = 3  # type: ignore[misc]  # that it is refused is what is tested
