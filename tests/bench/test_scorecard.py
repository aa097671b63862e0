from __future__ import annotations

from pathlib import Path

import pytest

import bench.scorecard
from assistant.metrics import Interval
from bench.results import Baseline, Line
from bench.scorecard import judged, main

LINES = (Line("examples", "sourcechat", "correct", Interval(0.5, 0.4, 0.6), 85),)


def baseline(value: float) -> Baseline:
    """A baseline made with 100 questions of each set."""
    return Baseline("2026-01-02", 100, {"examples / correct": value})


def test_a_run_below_the_baseline_ends_with_three_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert judged(LINES, baseline(0.9), 100) == 3
    assert capsys.readouterr().err == "below the baseline of 2026-01-02: examples / correct is 0.500, was 0.900\n"


def test_a_run_that_reaches_the_baseline_passes() -> None:
    assert judged(LINES, baseline(0.5), 100) == 0


def test_another_sample_is_not_compared_and_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert judged(LINES, baseline(0.9), 20) == 0
    assert "not compared: the baseline was made with --sample 100" in capsys.readouterr().err


def test_without_a_baseline_nothing_is_run_and_the_status_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench.scorecard, "BASELINE", tmp_path / "scorecard.json")
    monkeypatch.setattr(bench.scorecard, "load_embedder", None)  # nothing is loaded

    assert main([]) == 1
    assert "scorecard.json: no baseline to compare with; restore the file, or make one with --write" in (
        capsys.readouterr().err
    )
