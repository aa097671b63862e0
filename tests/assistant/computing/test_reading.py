from __future__ import annotations

import pytest

from assistant.computing.gathering import held_of
from assistant.computing.reading import Reader
from tests.assistant.computing.grids import document_of

PAYMENTS = (
    ("Date", "Payee", "Kind", "Amount"),
    ("2026-01-05", "Brook", "Paper", "€120.50"),
    ("2026-01-19", "Rail", "Travel", "€80"),
    ("2026-02-02", "Arbor", "Paper", "€40"),
    ("2026-02-11", "Inn", "Travel", "€310"),
    ("2026-03-09", "Brook", "Paper", "€7"),
)


@pytest.mark.parametrize(
    ("question", "words", "number"),
    [
        ("How much was spent on paper in total?", (), 167.5),
        ("How many payments were for travel?", (), 2),
        ("Which payee got the largest amount?", ("Inn",), None),
        ("Which payments were above 100?", ("Brook", "Inn"), None),
        ("What was the average amount?", (), 111.5),
        ("Which month had the highest total amount?", ("2026-02",), None),
    ],
)
def test_a_question_is_read_with_the_weights_of_the_package(
    question: str, words: tuple[str, ...], number: float | None
) -> None:
    found = Reader().read(question, held_of(document_of(PAYMENTS, title="Payments")))

    assert found is not None
    outcome = found.computed.outcome
    assert (outcome.words, outcome.number if number is not None else None) == (words, number)


def test_without_tables_nothing_is_read() -> None:
    assert Reader().read("How many payments were there?", []) is None
