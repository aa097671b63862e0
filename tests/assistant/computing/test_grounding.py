from __future__ import annotations

import pytest

from assistant.computing.grounding import is_grounded
from assistant.computing.library_tables import held_of
from assistant.computing.understanding import Interpreter
from tests.assistant.computing.grids import document_of
from tests.assistant.computing.test_understanding import PAYMENTS


def _is_grounded(question: str) -> bool:
    found = Interpreter().read(question, held_of(document_of(PAYMENTS, title="Payments")))
    assert found is not None
    return is_grounded(found.computed)


def test_a_question_in_the_words_of_the_table_is_on_it() -> None:
    assert _is_grounded("How many payments were for travel?")


@pytest.mark.parametrize(
    "question",
    [
        "How much was spent on travel in Lisbon?",  # a name that the table does not have
        "How many wolves are there in the payments?",  # counted is what it does not speak of
        "How many moons has the largest planet?",
    ],
)
def test_what_the_table_does_not_have_is_not_asked_of_it(question: str) -> None:
    assert not _is_grounded(question)
