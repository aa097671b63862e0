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
