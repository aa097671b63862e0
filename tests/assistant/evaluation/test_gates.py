from __future__ import annotations

import pytest

from assistant.errors import BadQuestions
from assistant.evaluation.figures import Figure
from assistant.evaluation.gates import Gate, failures, read_gate

FIGURES = {
    "recall@5": Figure("recall@5", 10, 0.9, 0.8, 1.0),
    "false_answers": Figure("false_answers", 10, 0.2, 0.1, 0.3),
    "f1": Figure("f1", 0, reason='no question gives "answers"'),
}


def test_a_gate_is_a_metric_and_a_value() -> None:
    assert read_gate("recall@5=0.9") == Gate("recall@5", 0.9)
    assert read_gate("seconds=2.5") == Gate("seconds", 2.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("recall@5", "not a gate; write METRIC=VALUE"),
        ("recall@5=high", "not a gate"),
        ("recall@5=nan", "not a gate"),
        ("recall@5=90", r"recall@5 lies between 0 and 1; write it so"),
        ("false_answers=-0.1", "lies between 0 and 1"),
        ("recal@5=0.9", r'no metric "recal@5"; did you mean recall@5\? Known are correct'),
        ("=0.9", 'no metric ""; known are correct'),
        ("seconds=-1", "no time is below 0"),
    ],
)
def test_a_bad_gate_is_named(text: str, message: str) -> None:
    with pytest.raises(BadQuestions, match=message):
        read_gate(text)


def test_what_is_reached_passes_and_equal_is_enough() -> None:
    assert failures([Gate("recall@5", 0.9), Gate("false_answers", 0.2)], FIGURES) == ()


def test_what_is_not_reached_says_so_in_the_direction_of_the_figure() -> None:
    assert failures([Gate("recall@5", 0.95), Gate("false_answers", 0.1)], FIGURES) == (
        "recall@5 is 0.9, less than 0.95",
        "false_answers is 0.2, more than 0.1",
    )


def test_a_mean_that_falls_short_by_rounding_alone_passes() -> None:
    mean = Figure("recall@5", 3, 0.9 - 1e-16, 0.8, 1.0)

    assert failures([Gate("recall@5", 0.9)], {"recall@5": mean}) == ()


def test_a_near_miss_is_shown_with_the_digits_that_tell_it() -> None:
    near = Figure("recall@5", 10, 0.89961, 0.8, 1.0)

    assert failures([Gate("recall@5", 0.9)], {"recall@5": near}) == ("recall@5 is 0.89961, less than 0.9",)


def test_a_figure_that_is_absent_passes_no_gate() -> None:
    assert failures([Gate("f1", 0.0)], FIGURES) == ('f1 has no figure: no question gives "answers"',)
