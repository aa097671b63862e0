from __future__ import annotations

import pytest

from assistant.english.scope import AGAIN, ENDED, PART, WHOLE


@pytest.mark.parametrize(
    "text", ["some mills", "up to five days", "a typical mill", "mostly rye", "93% of all", "almost"]
)
def test_words_of_a_part(text: str) -> None:
    assert PART.search(text)


@pytest.mark.parametrize("text", ["all mills", "every mill", "only rye", "entirely", "the whole mill"])
def test_words_of_the_whole(text: str) -> None:
    assert WHOLE.search(text)


@pytest.mark.parametrize("text", ["every year", "twice a week", "annually", "regularly"])
def test_words_of_what_happens_again(text: str) -> None:
    assert AGAIN.search(text)


def test_words_of_what_is_over() -> None:
    assert ENDED.search("The trial has ended.")
    assert not ENDED.search("The trial goes on.")
