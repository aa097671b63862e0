from __future__ import annotations

from collections.abc import Sequence

from assistant.computing.calculator import Calculator
from assistant.conversation.question import Question
from assistant.ways import Asked
from tests.assistant.computing.grids import document_of
from tests.assistant.fakes import MemoryLibrary

PURCHASES = (
    ("Day", "Thing", "Sort", "Amount", "Currency"),
    ("2026-01-05", "Rope", "Deck", "40.00", "EUR"),
    ("2026-01-19", "Cleat", "Deck", "25.50", "GBP"),
    ("2026-02-02", "Paint", "Hull", "18.00", "EUR"),
    ("2026-02-11", "Anchor", "Deck", "60.00", "EUR"),
)
SIGNED = (
    ("Day", "Thing", "Sort", "Amount"),
    ("2026-01-05", "Rope", "Deck", "€40"),
    ("2026-01-19", "Cleat", "Deck", "£25"),
    ("2026-02-02", "Paint", "Hull", "€18"),
)


def _said(question: str, rows: Sequence[Sequence[str]]) -> str:
    library = MemoryLibrary(documents=[document_of(rows, title="Purchases")])
    answer = Calculator(library).answer(Asked(Question(question), question))
    return "" if answer is None else answer.statements[0].text


def test_a_sum_over_several_currencies_is_told_for_each() -> None:
    said = _said("What is the total amount for deck?", PURCHASES)

    assert said.startswith("EUR (100); GBP (25.5")


def test_a_sum_within_one_currency_is_one() -> None:
    assert _said("What is the total amount for hull?", PURCHASES).startswith("18")


def test_amounts_of_several_currencies_are_not_held_against_each_other() -> None:
    assert not _said("Which thing has the highest amount?", PURCHASES)


def test_signs_of_several_currencies_in_a_column_are_not_added_up() -> None:
    assert not _said("What is the total amount for deck?", SIGNED)
