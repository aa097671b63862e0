from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from ingest.readers.ocr.decoding import decode

ALPHABET = ("a", "b", " ")


def _steps(*best: int) -> npt.NDArray[np.float32]:
    """Return likelihoods of 0.7 for the character at each step, 0 meaning none."""
    likelihoods = np.full((len(best), 1 + len(ALPHABET)), 0.1, dtype=np.float32)
    likelihoods[np.arange(len(best)), best] = 0.7
    return likelihoods


def test_a_character_over_several_steps_is_one_and_a_gap_makes_two() -> None:
    words = decode(_steps(1, 1, 0, 1, 2), ALPHABET)

    assert [word.text for word in words] == ["aab"]


def test_a_blank_parts_words() -> None:
    words = decode(_steps(1, 0, 3, 0, 2), ALPHABET)

    assert [word.text for word in words] == ["a", "b"]


def test_words_know_their_share_of_the_line_and_their_confidence() -> None:
    (word,) = decode(_steps(0, 0, 1, 0, 2, 0, 0, 0, 0, 0), ALPHABET)

    assert (word.start, word.end) == pytest.approx((0.15, 0.55))  # letters at steps 2 and 4, half a step wide each way
    assert word.confidence == pytest.approx(0.7)


def test_a_line_of_nothing_has_no_words() -> None:
    assert decode(_steps(0, 0, 3, 0), ALPHABET) == ()
