from __future__ import annotations

import pytest

from assistant.computing.computable import may_be_computed


@pytest.mark.parametrize(
    "question",
    [
        "How much did I spend on software?",
        "Which month was the most expensive?",
        "How many members joined after 2020?",
        "List every invoice above 500",
        "What is the average fee per member?",
        "What do the repairs cost together?",
        "What is the difference between March and April?",
    ],
)
def test_counting_adding_comparing_and_listing_may_be_computed(question: str) -> None:
    assert may_be_computed(question)


@pytest.mark.parametrize(
    "question",
    [
        "Why was the bridge closed?",
        "Who appears in more than three documents?",
        "Which names are mentioned in at least two letters?",
        "Is smoking allowed?",
        "Explain the travel policy",
        "How often should it be cleaned?",
        "How do I top up the boiler?",
        "How to reach the top?",
    ],
)
def test_other_questions_load_nothing(question: str) -> None:
    assert not may_be_computed(question)
