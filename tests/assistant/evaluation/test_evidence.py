from __future__ import annotations

import pytest

from assistant.evaluation.evidence import EvidencePlaces, holds
from assistant.evaluation.questions import EvaluationQuestion
from tests.assistant.evaluation.fakes import MOOR, SHOP, archive, asked


@pytest.mark.parametrize(
    ("text", "evidence", "held"),
    [
        ("It opens\n at  nine.", "opens at nine", True),
        ("opens at nine", "It opens at nine.", True),  # the larger part of the evidence
        ("nine", "It opens at nine.", False),  # a small part
        ("It opens at nine.", "opens at ten", False),
        ("It opens at nine.", "Opens", False),
        ("", "opens", False),
    ],
)
def test_a_text_holds_evidence_whatever_the_blanks(text: str, evidence: str, held: bool) -> None:  # noqa: FBT001 - a table
    assert holds(text, evidence) is held


def test_evidence_is_found_in_the_documents_that_hold_it() -> None:
    places = EvidencePlaces.of(archive())

    assert places.documents(asked(evidence=["green tea", "in April", "at nine"])) == (SHOP.id, MOOR.id)


def test_the_documents_that_a_question_names_are_its_documents() -> None:
    question = EvaluationQuestion("q", "Q?", answerable=True, documents=("d7",), evidence=("green tea",))

    assert EvidencePlaces.of(archive()).documents(question) == ("d7",)


def test_questions_whose_evidence_stands_nowhere_are_named() -> None:
    questions = [asked(identity="a", evidence=["green tea"]), asked(identity="b", evidence=["green tea", "gold"])]

    assert EvidencePlaces.of(archive()).missing(questions) == ("b",)
