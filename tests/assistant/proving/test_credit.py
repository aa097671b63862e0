from __future__ import annotations

import pytest

from assistant.proving.credit import Credit, is_trusted, share_supported


def test_nobody_is_trusted_of_whom_nothing_is_known() -> None:
    assert share_supported([]) == 0.5
    assert not is_trusted([])


def test_a_sentence_that_is_as_likely_as_any_claim_tells_nothing_of_its_writer() -> None:
    assert share_supported([0.44]) == pytest.approx(0.5, abs=0.001)


def test_the_share_is_what_agrees_with_the_chances_that_it_makes() -> None:
    # Of n sentences that are surely supported (their odds 99) about n + 1 of n + 2 are, by the prior.
    assert share_supported([1.0] * 8) == pytest.approx(9 / 10, abs=0.01)
    assert share_supported([0.0] * 8) == pytest.approx(1 / 10, abs=0.01)


def test_a_writer_most_of_whose_sentences_are_likely_is_trusted() -> None:
    assert is_trusted([0.9, 0.6, 0.8])
    assert not is_trusted([0.9, 0.1, 0.2, 0.1])


def test_what_was_said_long_ago_is_forgotten() -> None:
    credit = Credit()

    credit.take([0.1] * 60)
    credit.take([0.9] * 60)

    assert credit.chances == (*[0.1] * 40, *[0.9] * 60)
