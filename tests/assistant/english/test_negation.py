from __future__ import annotations

import pytest

from assistant.english.negation import denies, denies_of
from assistant.english.words import split_words


@pytest.mark.parametrize("text", ["It is not open.", "Nobody came.", "It isn't here.", "She left without a word."])
def test_a_text_denies_by_its_words(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize("text", ["It is open.", "No later than May.", "Not only tea is sold.", "At no extra cost."])
def test_what_only_looks_like_a_denial_is_none(text: str) -> None:
    assert not denies(text)


@pytest.mark.parametrize(
    ("claim", "is_denied"), [("The museum opens on Monday.", True), ("The shop opens at nine.", False)]
)
def test_a_sentence_denies_what_the_denying_clause_speaks_of(claim: str, is_denied: bool) -> None:  # noqa: FBT001 - expected
    sentence = "The shop opens at nine, but the museum does not open on Monday."

    assert denies_of(split_words(claim), sentence) is is_denied
