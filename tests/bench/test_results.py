from __future__ import annotations

from pathlib import Path

from assistant.metrics import Interval
from bench.results import CHANGED, Baseline, Line, to_markdown


def line(value: float, figure: str = "correct", system: str = "sourcechat") -> Line:
    """A figure on the examples."""
    return Line("examples", system, figure, Interval(value, 0.0, 1.0), 85)


def baseline(**figures: float) -> Baseline:
    """A baseline of figures on the examples."""
    return Baseline("2026-01-02", 100, {f"examples / {name}": value for name, value in figures.items()})


def test_figures_of_ours_are_guarded_those_of_others_and_times_are_not() -> None:
    lines = [line(0.9), line(0.5, "recall@5", "BM25 alone"), line(0.8, "recall@5"), line(0.2, "seconds")]

    made = Baseline.of(lines, sample=100, date="2026-01-02")

    assert made == baseline(correct=0.9, **{"recall@5": 0.8})


def test_a_baseline_that_is_kept_is_read_back_and_there_may_be_none(tmp_path: Path) -> None:
    made = baseline(correct=0.9)

    made.write(tmp_path / "scorecard.json")

    assert Baseline.read(tmp_path / "scorecard.json") == made
    assert Baseline.read(tmp_path / "other.json") is None


def test_a_figure_below_the_baseline_is_named() -> None:
    before = baseline(correct=0.9, false_answers=0.2, **{CHANGED: 0.02})

    assert before.fallen([line(0.896), line(0.1, "false_answers"), line(0.01, CHANGED)]) == ()
    assert before.fallen([line(0.89), line(0.3, "false_answers"), line(0.05, CHANGED)]) == (
        "examples / correct is 0.890, was 0.900",
        "examples / false_answers is 0.300, was 0.200",
        "examples / changed in vain is 0.050, was 0.020",
    )


def test_what_the_baseline_does_not_know_passes() -> None:
    assert baseline().fallen([line(0.1)]) == ()


def test_the_table_has_our_main_figures_with_the_others_beside_them_and_says_how_it_was_made() -> None:
    lines = [
        line(0.9),
        line(0.2, "false_answers"),
        line(1.0, "verbatim"),
        line(0.8, "recall@1"),
        line(0.5, "recall@1", "BM25 alone"),
        line(0.6, "recall@1", "stock chain"),
    ]

    assert to_markdown(lines, command="make evaluate", date="2026-01-02").splitlines() == [
        "`make evaluate`, 2026-01-02:",
        "",
        "| On | Questions | Figure | sourcechat, 95 % interval | Beside it |",
        "|---|---|---|---|---|",
        "| examples | 85 | correct | 0.900 [0.00, 1.00] |  |",
        "|  | 85 | false_answers (lower is better) | 0.200 [0.00, 1.00] |  |",
        "|  | 85 | recall@1 | 0.800 [0.00, 1.00] | BM25 alone 0.500 · stock chain 0.600 |",
    ]
