from __future__ import annotations

import pytest

from vectorstore.fusion import COSINE_SHARE, fuse


def test_a_score_joins_both_each_as_a_share_of_its_best() -> None:
    fused = dict(fuse({"a": 0.8, "b": 0.4}, {"b": 10.0, "a": 5.0}))

    assert fused["a"] == pytest.approx(COSINE_SHARE + (1 - COSINE_SHARE) / 2)
    assert fused["b"] == pytest.approx(COSINE_SHARE / 2 + (1 - COSINE_SHARE))


def test_what_shares_no_word_has_the_cosine_alone() -> None:
    assert dict(fuse({"a": 0.8, "b": 0.4}, {"a": 5.0}))["b"] == pytest.approx(COSINE_SHARE / 2)


def test_how_far_the_best_is_ahead_counts() -> None:
    cosines = {"close": 0.70, "apart": 0.69}

    assert fuse(cosines, {"apart": 10.0, "close": 1.0})[0][0] == "apart"
    assert fuse(cosines, {"apart": 10.0, "close": 9.9})[0][0] == "close"


def test_equal_scores_keep_the_order_of_the_items() -> None:
    assert [item for item, _ in fuse({"b": 0.5, "a": 0.5}, {})] == ["b", "a"]


def test_cosines_that_are_all_nothing_or_less_leave_the_keywords() -> None:
    assert fuse({"a": -0.2, "b": 0.0}, {"a": 3.0}) == [("a", pytest.approx(1 - COSINE_SHARE)), ("b", 0.0)]


def test_nothing_fused_is_nothing() -> None:
    assert fuse({}, {}) == []


def test_an_item_with_the_best_of_both_has_the_highest_score_there_is() -> None:
    item, score = fuse({"a": 0.9, "b": 0.1}, {"a": 7.0, "b": 1.0})[0]

    assert item == "a"
    assert score == pytest.approx(1.0)


def test_a_share_of_all_or_nothing_leaves_one_of_the_lists() -> None:
    cosines, keywords = {"a": 0.9, "b": 0.3}, {"a": 1.0, "b": 9.0}

    assert [item for item, _ in fuse(cosines, keywords, cosine_share=1.0)] == ["a", "b"]
    assert [item for item, _ in fuse(cosines, keywords, cosine_share=0.0)] == ["b", "a"]


def test_keywords_of_items_that_have_no_cosine_are_passed_over() -> None:
    assert [item for item, _ in fuse({"a": 0.5}, {"a": 1.0, "gone": 9.0})] == ["a"]
