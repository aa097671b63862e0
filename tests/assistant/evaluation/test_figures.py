from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.errors import BadQuestions
from assistant.evaluation.figures import METRICS, Figure, figure, figures_of, metric_named, refusal_curve
from assistant.evaluation.scores import Scores


def row(confidence: float | None = 0.5, *, answerable: bool = True, **values: float) -> Scores:
    """Scores by hand; the confidence is the assistant's."""
    return Scores("q", "Q?", answerable, confidence=confidence, values=values)


def test_a_figure_is_the_mean_of_the_questions_that_give_it_with_an_interval() -> None:
    rows = [row(correct=1.0)] * 3 + [row(correct=0.0)] + [row()]

    correct = figure(METRICS["correct"], rows)

    assert (correct.value, correct.count) == (0.75, 4)
    assert correct.low is not None
    assert correct.high is not None
    assert correct.low < 0.75 < correct.high
    assert str(Figure("correct", 4, 0.75, 0.25, 1.0)) == "0.750 [0.250, 1.000] of 4"


def test_one_question_has_a_value_and_no_interval() -> None:
    one = figure(METRICS["correct"], [row(correct=1.0)])

    assert (one.value, one.low, one.high, one.count) == (1.0, None, None, 1)
    assert str(one) == "1.000 of 1"


def test_a_figure_that_cannot_be_computed_is_absent_with_the_reason() -> None:
    absent = figure(METRICS["recall@5"], [row(correct=1.0)])

    assert (absent.value, absent.count) == (None, 0)
    assert str(absent) == '- (no question gives "evidence")'


@pytest.mark.parametrize("rows", [[], [row(0.2, answerable=False, correct=1.0, false_answers=0.0)] * 3])
def test_no_figure_is_ever_nan(rows: list[Scores]) -> None:
    for one in figures_of(rows).values():
        assert one.value is None or math.isfinite(one.value)
        assert (one.value is None) == bool(one.reason)


def test_the_area_under_the_curve_takes_both_kinds_of_question() -> None:
    # answerable 0.9 and 0.4 against 0.5 and 0.1: three of four pairs are in order
    rows = [row(0.9), row(0.4), row(0.5, answerable=False), row(0.1, answerable=False)]

    assert figure(METRICS["refusal_auc"], rows).value == pytest.approx(0.75)
    assert figure(METRICS["refusal_auc"], rows[:2]).reason == "needs answerable and unanswerable questions"


def test_the_curve_has_both_errors_at_every_threshold() -> None:
    rows = [row(0.9), row(0.4), row(0.5, answerable=False), row(0.1, answerable=False)]

    points = {point.threshold: (point.false_answers, point.false_refusals) for point in refusal_curve(rows)}

    assert points[0.0] == (1.0, 0.0)
    assert points[0.3] == (0.5, 0.0)  # 0.5 is answered still
    assert points[0.5] == (0.5, 0.5)  # as sure as the threshold is sure enough
    assert points[1.0] == (0.0, 1.0)
    assert refusal_curve(rows[:2]) == ()


def test_follow_ups_have_figures_of_their_own() -> None:
    talk = replace(row(correct=1.0), follow_up=True)

    figures = figures_of([talk, row(correct=0.0)])

    assert figures["correct"].value == 0.5
    assert figures["followup_correct"].value == 1.0
    assert figures["followup_recall@5"].reason == 'no question with a "history" gives "evidence"'


def test_a_question_that_could_not_be_answered_counts_where_it_gives_a_figure() -> None:
    failed = row(None, correct=0.0)

    assert figure(METRICS["correct"], [failed]).value == 0.0
    assert figure(METRICS["refusal_auc"], [failed]).value is None


def test_an_unknown_metric_is_an_error_that_names_the_known_ones() -> None:
    assert metric_named("recall@5").name == "recall@5"
    with pytest.raises(
        BadQuestions, match=r'no metric "recall@4"; did you mean .* Known are correct, .*recall@5.*seconds'
    ):
        metric_named("recall@4")
