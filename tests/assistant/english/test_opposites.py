from __future__ import annotations

from assistant.english.opposites import CONTRARIES, EVENTS, OPPOSITES


def test_no_word_is_its_own_opposite() -> None:
    assert not any(left & right for left, right in CONTRARIES)


def test_what_is_held_against_a_claim_has_all_pairs() -> None:
    assert set(OPPOSITES) | set(EVENTS) <= set(CONTRARIES)
