from __future__ import annotations

import pytest

from assistant.english.leaning import leans, may_be_impersonal


@pytest.mark.parametrize(
    "sentence",
    [
        "They sell green tea.",
        "It opens at nine.",
        "However, the shop is closed on Sunday.",
        "But nobody came.",
        "Of these, three were mended.",
        "To do this, the moss was drained.",
        "At present these are Mary and Tom.",
        "Since then, it has been closed.",
        "Right now those are Mary and Tom.",
        "For the time being, they are kept in the shed.",
        "As of May 2026 it is open daily.",
    ],
)
def test_a_sentence_leans_that_points_back_or_is_joined_to_another(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The shop opens at nine.",
        "Today the shop is closed.",
        "As of May 2026 the shop is open daily.",
        "Itineraries are free.",
        "Thousands came.",
        "",
    ],
)
def test_another_sentence_stands_alone(sentence: str) -> None:
    assert not leans(sentence)


def test_it_may_stand_for_nothing() -> None:
    assert may_be_impersonal("It is also planned that the shop will move.")
    assert not may_be_impersonal("It opens at nine.")
