from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, ndcg_score, roc_auc_score

from assistant.metrics import (
    balanced_accuracy,
    bootstrap,
    calibration_error,
    exact_match,
    ndcg_at,
    normalise_answer,
    recall_at,
    reciprocal_rank,
    roc_auc,
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
