from __future__ import annotations

import pytest

from assistant.conversation.followups.fronting import named_first


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("And the Oak Mill, when is it closed?", "When is the Oak Mill closed?"),
        ("The north gate, who has its key?", "Who has the north gate's key?"),
        ("And Samarkand: how old is it?", "How old is Samarkand?"),
        ("Ida Stone, where does she live?", "Where does Ida Stone live?"),
        ("What about the wardens, do they work at weekends?", "Do the wardens work at weekends?"),
        ("As for our new boat, what did it cost?", "What did our new boat cost?"),
        ("But the Bank of Alm — is it open?", "Is the Bank of Alm open?"),
    ],
)
def test_a_subject_named_first_is_what_is_pointed_at(question: str, written: str) -> None:
    assert named_first(question) == written


@pytest.mark.parametrize(
    "question",
    [
        "Interesting, when is it closed?",
        "Thanks. When is it closed?",
        "And in March, when is it closed?",
        "When is it closed?",
        "And the Oak Mill, when is the inn closed?",
        "And the Oak Mill?",
        "In 2023, who led it?",
        "And the next morning, when did it open?",
        "My question: when is it closed?",
        "And the last time, why was it late?",
        "My dear friend, how is it made?",
        "And the truth is, who wrote it?",
    ],
)
def test_what_names_no_subject_first_is_left_alone(question: str) -> None:
    assert named_first(question) == ""
