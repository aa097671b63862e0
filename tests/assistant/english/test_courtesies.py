from __future__ import annotations

import pytest

from assistant.english.courtesies import without_courtesies


@pytest.mark.parametrize(
    "question",
    [
        "list the tenants",
        "Please list the tenants.",
        " Could you please list the tenants? ",
        "I'd like to know, please, list the tenants!",
        "And list the tenants",
    ],
)
def test_what_is_only_polite_is_left_out(question: str) -> None:
    assert without_courtesies(question) == "list the tenants"


def test_a_word_that_only_begins_as_a_polite_one_stays() -> None:
    assert without_courtesies("Android phones?") == "Android phones"
    assert without_courtesies("what pleases the cat") == "what pleases the cat"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("Could you please tell me who runs the mill?", "who runs the mill"),
        ("Show me all letters, please.", "all letters"),
        ("I'd like to know when the ferry leaves", "when the ferry leaves"),
        ("hi, do you know where the axe is, thanks", "where the axe is"),
        ("please", "please"),
    ],
)
def test_politeness_is_left_out_on_both_sides_and_the_question_kept(asked: str, left: str) -> None:
    assert without_courtesies(asked) == left
