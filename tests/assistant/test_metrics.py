from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr
from sklearn.metrics import balanced_accuracy_score, ndcg_score, roc_auc_score

from assistant.metrics import (
    balanced_accuracy,
    bootstrap,
    calibration_error,
    contains_answer,
    exact_match,
    finder_in,
    ndcg_at,
    normalise_answer,
    paired_difference,
    rank_correlation,
    recall_at,
    reciprocal_rank,
    roc_auc,
    roc_auc_interval,
    share_contained,
    token_f1,
)


@pytest.mark.parametrize(
    ("answer", "accepted", "exact", "f1"),
    [
        ("The Eiffel Tower!", ["eiffel tower"], 1.0, 1.0),
        ("in 1999", ["1999"], 0.0, 2 / 3),  # precision 1/2, recall 1
        ("red red blue", ["red blue blue"], 0.0, 2 / 3),  # in common: red, blue; 2·2/(3+3)
        ("green", ["red", "dark green"], 0.0, 2 / 3),  # the better of the two
        ("", ["red"], 0.0, 0.0),
        ("the", ["a"], 1.0, 1.0),  # nothing is left of either
        ("red", [], 0.0, 0.0),
    ],
)
def test_answers_are_compared_as_the_squad_script_does(
    answer: str, accepted: list[str], exact: float, f1: float
) -> None:
    assert exact_match(answer, accepted) == exact
    assert token_f1(answer, accepted) == pytest.approx(f1)


def test_an_answer_is_normalised_without_case_articles_punctuation_and_blanks() -> None:
    assert normalise_answer("  An  Apple, a\tday.") == "apple day"


@pytest.mark.parametrize(
    ("text", "accepted", "contained"),
    [
        ("It opens at 10 a.m., daily.", ["10 a.m."], 1.0),
        ("In 2010 it closed.", ["10"], 0.0),  # no word of its own
        ("K3-40000 to K3-46500", ["k3-40000"], 1.0),
        ("worth $12 billion", ["$13 billion", "12 billion"], 1.0),
        ("東京は首都である。", ["首都"], 1.0),
        ("anything", [], 0.0),
        ("anything", ["!"], 0.0),  # nothing is left to look for
    ],
)
def test_an_accepted_answer_stands_in_a_text_as_whole_words(text: str, accepted: list[str], contained: float) -> None:
    assert contains_answer(text, accepted) == contained


@given(st.lists(st.text(alphabet="ab 日-", max_size=6), max_size=4), st.lists(st.text(alphabet="ab 日-", max_size=3)))
def test_a_finder_finds_what_any_of_its_texts_contains(texts: list[str], accepted: list[str]) -> None:
    assert finder_in(texts)(accepted) == any(contains_answer(text, accepted) for text in texts)


def test_of_a_list_the_share_that_is_there_counts() -> None:
    assert share_contained("Tea, coffee and milk.", ["tea", "milk", "water", "wine"]) == 0.5


def test_ranking_metrics_on_paper() -> None:
    ranking = [False, True, False, True]

    assert recall_at(1, ranking, wanted=2) == 0.0
    assert recall_at(2, ranking, wanted=2) == 0.5
    assert recall_at(4, ranking, wanted=2) == 1.0
    assert reciprocal_rank(10, ranking) == 0.5
    assert reciprocal_rank(1, ranking) == 0.0
    # (1/log2 3 + 1/log2 5) / (1 + 1/log2 3)
    assert ndcg_at(10, ranking, wanted=2) == pytest.approx((0.63093 + 0.43068) / 1.63093, abs=1e-5)


@given(st.lists(st.booleans(), min_size=2, max_size=20).filter(any))
def test_ndcg_agrees_with_scikit_learn(ranking: list[bool]) -> None:
    truth = np.array([ranking], dtype=float)
    scores = np.array([range(len(ranking), 0, -1)], dtype=float)

    assert ndcg_at(10, ranking, wanted=sum(ranking)) == pytest.approx(ndcg_score(truth, scores, k=10))


def test_auc_counts_ties_half() -> None:
    # pairs: 0.9>0.5, 0.9>0.1, 0.5=0.5, 0.5>0.1 -> 3.5 of 4
    assert roc_auc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == pytest.approx(3.5 / 4)
    assert math.isnan(roc_auc([0.9], [True]))


def test_the_interval_of_an_area_is_round_it_and_draws_scores_with_their_labels() -> None:
    scores, labels = [0.9, 0.5, 0.5, 0.1] * 10, [True, True, False, False] * 10

    found = roc_auc_interval(scores, labels)

    assert found.value == pytest.approx(3.5 / 4)
    assert found.low < found.value < found.high
    assert roc_auc_interval([0.9, 0.8, 0.2, 0.1], [True, True, False, False]).low == 1.0


@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2).filter(
        lambda rows: len({r[1] for r in rows}) == 2
    )
)
def test_decision_metrics_agree_with_scikit_learn(rows: list[tuple[int, bool]]) -> None:
    scores, labels = [row[0] for row in rows], [row[1] for row in rows]
    said = [score > 4 for score in scores]

    assert roc_auc(scores, labels) == pytest.approx(roc_auc_score(labels, scores))
    assert balanced_accuracy(said, labels) == pytest.approx(balanced_accuracy_score(labels, said))


def test_balanced_accuracy_of_one_class_is_no_figure() -> None:
    assert math.isnan(balanced_accuracy([True, False], [True, True]))


def test_calibration_error_on_paper() -> None:
    # one bin holds 0.90 and 0.92 (mean 0.91, half of them true), one holds 0.1 (never true)
    assert calibration_error([0.90, 0.92, 0.1, 0.1], [1, 0, 0, 0], bins=10) == pytest.approx((0.41 * 2 + 0.1 * 2) / 4)


def test_a_bootstrap_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    interval = bootstrap([1.0] * 80 + [0.0] * 20)

    assert interval.value == pytest.approx(0.8)
    assert 0.70 < interval.low < 0.75
    assert 0.85 < interval.high < 0.90
    assert interval == bootstrap([1.0] * 80 + [0.0] * 20)
    assert str(bootstrap([1.0])) == "1.000 [1.000, 1.000]"


def test_nothing_cannot_be_measured() -> None:
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


def test_a_paired_difference_is_the_mean_of_the_differences_with_an_exact_test() -> None:
    # differences 1, 1, 1, 0: mean 0.75; of the 2^3 signs of the three that differ, +++ and --- reach it: p = 2/8
    difference = paired_difference([0.0, 0.0, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0])

    assert difference.interval.value == pytest.approx(0.75)
    assert difference.interval.low < 0.75 < difference.interval.high
    assert difference.p_value == pytest.approx(0.25)


def test_what_is_equal_differs_by_nothing_and_by_chance_for_sure() -> None:
    difference = paired_difference([0.0, 1.0], [0.0, 1.0])

    assert (difference.interval.value, difference.p_value) == (0.0, 1.0)


def test_many_pairs_that_all_gain_are_no_chance_and_those_that_gain_and_lose_are() -> None:
    assert paired_difference([0.0] * 30, [1.0] * 30).p_value == pytest.approx(1 / 4001)
    assert paired_difference([0.0, 1.0] * 20, [1.0, 0.0] * 20).p_value == 1.0


def test_a_paired_difference_of_another_statistic_swaps_whole_rows() -> None:
    labels = [1.0, 1.0, 0.0, 0.0] * 5
    worse = np.column_stack([[0.1, 0.9, 0.5, 0.5] * 5, labels])  # AUC 1/2
    better = np.column_stack([[0.9, 0.9, 0.5, 0.5] * 5, labels])  # AUC 1

    difference = paired_difference(worse, better, lambda rows: roc_auc(rows[:, 0], rows[:, 1]))

    assert difference.interval.value == pytest.approx(0.5)
    assert difference.p_value < 0.1


def test_a_difference_of_other_items_is_none() -> None:
    with pytest.raises(ValueError, match="same items"):
        paired_difference([1.0], [1.0, 0.0])


def test_rank_correlation_on_paper() -> None:
    # ranks 1 2 3 4 against 1 3 2 4: 1 - 6 * (0 + 1 + 1 + 0) / (4 * 15)
    assert rank_correlation([1, 2, 3, 4], [10, 30, 20, 40]) == pytest.approx(0.8)
    assert rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    assert math.isnan(rank_correlation([1, 1, 1], [1, 2, 3]))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=20))
def test_rank_correlation_agrees_with_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if len(set(one)) > 1 and len(set(other)) > 1:
        assert rank_correlation(one, other) == pytest.approx(spearmanr(one, other).statistic)
