from __future__ import annotations

import pytest

from assistant.computing.forms import Aggregate, Condition, Count, Function, Relation, Rows
from assistant.computing.linking import AskedWords
from assistant.computing.owing import heeds_debts, owed_pieces, says_unpaid
from tests.assistant.computing.grids import grid

LOANS = (
    ("Borrower", "Fee", "Paid on"),
    ("Ilse", "€12", "2025-02-01"),
    ("Bram", "€30", ""),
    ("Orla", "€7", ""),
)
BILLS = (("Bill", "Sum", "State"), ("B1", "€12", "paid"), ("B2", "€30", "open"), ("B3", "€9", "overdue"))


@pytest.mark.parametrize(
    "question",
    [
        "How much is still owed?",
        "Who has not paid?",
        "Which fees are unpaid?",
        "What is outstanding?",
        "Who hasn't paid yet?",
    ],
)
def test_what_is_not_paid_has_no_day_of_payment(question: str) -> None:
    pieces = list(owed_pieces(AskedWords.of(question), grid(LOANS, title="Loans")))

    assert [piece.condition for piece in pieces] == [Condition(2, Relation.BLANK)]


def test_what_is_not_paid_is_told_by_its_state() -> None:
    (piece,) = owed_pieces(AskedWords.of("How much do we owe?"), grid(BILLS, title="Bills"))

    assert piece.condition == Condition(2, Relation.IS, ("open", "overdue"))


def test_a_question_of_what_was_paid_has_no_such_condition() -> None:
    assert not list(owed_pieces(AskedWords.of("How much was paid?"), grid(LOANS, title="Loans")))


def test_a_debt_is_no_sum_over_what_is_paid_already() -> None:
    asked, bills = AskedWords.of("How much do we owe?"), grid(BILLS, title="Bills")
    open_ = Rows((Condition(2, Relation.IS, ("open", "overdue")),))

    assert not heeds_debts(asked, bills, Aggregate(Rows(), 1, Function.SUM))
    assert heeds_debts(asked, bills, Aggregate(open_, 1, Function.SUM))
    assert heeds_debts(AskedWords.of("How many bills are there?"), bills, Count(Rows()))


def test_states_that_are_not_paid_are_known() -> None:
    assert says_unpaid("Overdue")
    assert says_unpaid("not paid")
    assert not says_unpaid("paid")


def test_a_column_of_yes_and_no_tells_what_is_not_paid() -> None:
    fees = grid((("Singer", "Fee", "Fee paid"), ("Ilse", "€12", "yes"), ("Bram", "€30", "no")), title="Fees")

    (piece,) = owed_pieces(AskedWords.of("Who has not paid?"), fees)

    assert piece.condition == Condition(2, Relation.IS, ("no",))
