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


def test_a_blank_that_is_likely_but_not_the_likeliest_parts_words() -> None:
    likelihoods = _steps(1, 0, 2)
    likelihoods[1, 3] = 0.3

    assert [word.text for word in decode(likelihoods, ALPHABET)] == ["a", "b"]


def test_an_accent_that_is_not_sure_is_left_out_of_the_plain_word() -> None:
    sure, unsure = np.zeros((2, 1, 3), dtype=np.float32)
    sure[0, 1], unsure[0, 1] = 0.95, 0.6

    assert decode(sure, ("é", " "))[0].plain == "é"
    assert decode(unsure, ("é", " "))[0].plain == "e"
    assert decode(unsure, ("é", " "))[0].text == "é"


def test_a_sign_alone_that_is_not_sure_is_a_speck() -> None:
    likelihoods = np.array([[0, 0.9, 0, 0], [0, 0, 0, 0.9], [0.5, 0, 0.4, 0], [0, 0, 0.6, 0]], dtype=np.float32)

    assert [word.text for word in decode(likelihoods, ("a", ".", " "))] == ["a"]
