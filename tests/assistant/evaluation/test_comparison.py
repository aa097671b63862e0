from __future__ import annotations

import pytest

from assistant.errors import BadQuestions
from assistant.evaluation.comparison import Flip, check_common, compare
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.scores import Scores


def score(identity: str, correct: float, *, question: str = "Q?", answerable: bool = True, sure: float = 0.5) -> Scores:
    """Scores by hand."""
    return Scores(
        identity, question, answerable, confidence=sure, values={"correct": correct}, said="yes" if correct else "no"
    )


def test_figures_are_compared_over_the_questions_that_both_runs_asked() -> None:
    old = [score("a", 0.0), score("b", 0.0), score("c", 1.0), score("gone", 1.0)]
    new = [score("a", 1.0), score("b", 1.0), score("c", 1.0), score("new", 0.0)]

    comparison = compare(old, new)

    (change,) = [one for one in comparison.changes if one.name == "correct"]
    assert (change.count, change.new) == (3, 1.0)
    assert change.old == pytest.approx(1 / 3)
    assert change.difference.interval.value == pytest.approx(2 / 3)
    assert change.difference.p_value == pytest.approx(0.5)  # of ++, +-, -+, --: two reach it
    assert comparison.only_old == ("gone",)
    assert comparison.only_new == ("new",)


def test_questions_that_flipped_are_shown_with_both_answers() -> None:
    comparison = compare(
        [score("a", 0.0), score("b", 1.0), score("c", 1.0)], [score("a", 1.0), score("b", 0.0), score("c", 1.0)]
    )

    assert comparison.flips == (
        Flip("a", "Q?", gained=True, old="no", new="yes"),
        Flip("b", "Q?", gained=False, old="yes", new="no"),
    )


def test_a_question_that_was_reworded_is_not_compared() -> None:
    comparison = compare([score("a", 1.0), score("b", 1.0)], [score("a", 1.0, question="Other?"), score("b", 1.0)])

    assert comparison.reworded == ("a",)
    assert comparison.changes[0].count == 1


def test_the_area_under_the_curve_is_compared_too() -> None:
    old = [score("a", 1.0, sure=0.2), score("b", 1.0, answerable=False, sure=0.8)]
    new = [score("a", 1.0, sure=0.9), score("b", 1.0, answerable=False, sure=0.1)]

    changes = {one.name: one for one in compare(old, new).changes}

    assert (changes["refusal_auc"].old, changes["refusal_auc"].new) == (0.0, 1.0)
    assert set(changes) == {"correct", "refusal_auc"}


def test_what_only_the_rounding_of_a_report_changed_has_not_changed() -> None:
    old, new = [score("a", 0.666667), score("b", 0.333333)], [score("a", 2 / 3), score("b", 1 / 3)]

    (change,) = [one for one in compare(old, new).changes if one.name == "correct"]

    assert (change.difference.interval.value, change.difference.p_value) == (0.0, 1.0)


def test_runs_of_other_questions_cannot_be_compared() -> None:
    with pytest.raises(BadQuestions, match="no question in common"):
        compare([score("a", 1.0)], [score("b", 1.0)])


def test_runs_with_a_question_in_common_are_told_before_one_is_made() -> None:
    check_common([score("a", 1.0), score("b", 1.0)], [EvaluationQuestion("b", "Q?", answerable=True)])

    with pytest.raises(BadQuestions, match="no question in common"):
        check_common([score("a", 1.0)], [EvaluationQuestion("a", "Other?", answerable=True)])
