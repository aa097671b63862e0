from __future__ import annotations

from assistant.computing.calculator import Calculator
from assistant.computing.spending import is_of_spending, is_only_planned, is_other_way
from assistant.conversation.question import Question
from assistant.ways import Asked
from tests.assistant.computing.grids import document_of
from tests.assistant.fakes import MemoryLibrary

CASH = (
    ("Date", "Description", "In", "Out"),
    ("2025-01-06", "Mooring", "", "410.00"),
    ("2025-01-31", "Regatta fees", "286.50", ""),
    ("2025-02-14", "Varnish", "", "93.20"),
)


def test_a_cash_book_is_of_spending_by_its_columns() -> None:
    assert is_of_spending("Cash book", ["Date", "In", "Out"])
    assert is_of_spending("Expenses", [])
    assert not is_of_spending("Tides", ["Check in", "Height"])


def test_what_was_spent_is_not_what_is_planned_unless_that_is_asked_for() -> None:
    assert is_only_planned("How much did we spend on rent?", "budget 2026")
    assert not is_only_planned("How much did the budget say we spent?", "budget 2026")


def test_what_was_spent_is_read_in_the_column_for_it() -> None:
    assert is_other_way("How much did we spend?", "In")
    assert is_other_way("What was our income?", "Out")
    assert not is_other_way("How much did we spend?", "Out")


def test_all_that_was_spent_is_added_up_from_a_cash_book() -> None:
    question = "How much did we spend in total?"
    library = MemoryLibrary(documents=[document_of(CASH, title="Cash book")])

    answer = Calculator(library).answer(Asked(Question(question), question))

    assert answer is not None
    assert answer.statements[0].text.startswith("503.20")
