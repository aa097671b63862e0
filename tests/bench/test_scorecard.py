from __future__ import annotations

from assistant.metrics import Interval
from bench.scorecard import Line, below, to_baseline


def line(value: float, figure: str = "correct", system: str = "sourcechat") -> Line:
    """A figure on the examples."""
    return Line("examples", system, figure, Interval(value, 0.0, 1.0), 85)


def test_figures_of_ours_are_guarded_those_of_others_and_times_are_not() -> None:
    lines = [
        line(0.9),
        line(0.5, "recall@5", "BM25 alone"),
        line(0.8, "recall@5", "fused + reader"),
        line(0.2, "seconds"),
    ]

    assert to_baseline(lines) == {
        "examples / sourcechat / correct": 0.9,
        "examples / fused + reader / recall@5": 0.8,
    }


def test_a_figure_below_the_baseline_is_named() -> None:
    baseline = {"examples / sourcechat / correct": 0.9, "examples / sourcechat / false_answers": 0.2}

    assert below([line(0.896), line(0.1, "false_answers")], baseline) == ()
    assert below([line(0.89), line(0.3, "false_answers")], baseline) == (
        "examples / sourcechat / correct is 0.890, was 0.900",
        "examples / sourcechat / false_answers is 0.300, was 0.200",
    )


def test_what_the_baseline_does_not_know_passes() -> None:
    assert below([line(0.1)], {}) == ()
