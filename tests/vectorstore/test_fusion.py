from __future__ import annotations

import pytest

from vectorstore.fusion import fuse


def test_scores_are_sums_of_reciprocal_ranks() -> None:
    fused = dict(fuse(["a", "b"], ["b", "c"]))

    assert fused["a"] == pytest.approx(1 / 61)
    assert fused["b"] == pytest.approx(1 / 62 + 1 / 61)
    assert fused["c"] == pytest.approx(1 / 62)


def test_what_both_lists_hold_comes_first() -> None:
    assert [item for item, _ in fuse(["a", "b"], ["b", "c"])] == ["b", "a", "c"]


def test_an_item_twice_in_one_list_counts_once() -> None:
    assert dict(fuse(["a", "a"])) == {"a": pytest.approx(1 / 61)}


def test_nothing_fused_is_nothing() -> None:
    assert fuse([], []) == []
