from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from assistant.reader.windows import WindowMaker
from tests.training.fakes import tiny_network
from tests.training.test_examples import CLAIM, EMPTY, OTHER, ROW
from training.examples import Lessons, Recipe
from training.loop import Schedule, Training
from training.model import ReaderNetwork

SCHEDULE = Schedule(
    seed=1, stages=(4,), rate=1e-3, layer_decay=0.9, warm_up=0.25, weight_decay=0.0, dropout=0.0, average=0.5
)


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    rows = [ROW, EMPTY] * 4
    return Lessons.gather(rows, [(OTHER,)] * len(rows), [CLAIM] * 4, Recipe(batch_tokens=300), WindowMaker.load())


def run(
    lessons: Lessons, folder: Path, monkeypatch: pytest.MonkeyPatch, *, stop_after: int | None = None
) -> list[float]:
    """Train, if need be until a crash after so many steps; return the kept weights."""
    monkeypatch.setattr("training.loop._KEPT_EVERY", 1)
    training = Training(SCHEDULE, lessons, folder, tiny_network())
    seen = 0

    def glance(_network: ReaderNetwork) -> str:
        nonlocal seen
        seen += 1
        if seen == stop_after:
            raise KeyboardInterrupt
        return "fine"

    monkeypatch.setattr("training.loop._GLANCED_EVERY", 1)
    network = training.run(glance)
    return [float(parameter.detach().double().sum()) for parameter in network.parameters()]


def test_a_stopped_run_goes_on_to_the_weights_of_one_that_was_not(
    lessons: Lessons, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(lessons, _made(tmp_path / "whole"), monkeypatch)

    with pytest.raises(KeyboardInterrupt):
        run(lessons, _made(tmp_path / "stopped"), monkeypatch, stop_after=3)
    resumed = run(lessons, tmp_path / "stopped", monkeypatch)

    assert resumed == pytest.approx(whole, rel=1e-6, abs=1e-6)


def test_training_changes_the_network_and_keeps_a_checkpoint(
    lessons: Lessons, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [float(parameter.detach().double().sum()) for parameter in tiny_network().parameters()]

    assert run(lessons, tmp_path, monkeypatch) != pytest.approx(before)
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] == 4
    assert not (tmp_path / "checkpoint.part").exists()


@pytest.mark.parametrize(("step", "share"), [(0, 1.0), (1, 1.0), (2, 2 / 3), (3, 1 / 3), (4, 0.0)])
def test_the_rate_rises_and_then_falls_in_a_line(step: int, share: float) -> None:
    assert SCHEDULE.factor(step) == pytest.approx(share)


@pytest.mark.parametrize(("step", "share"), [(3, 1 / 3), (4, 4 / 6), (5, 3 / 6), (7, 1 / 6), (8, 0.0)])
def test_a_second_stage_takes_the_rate_up_to_where_one_long_stage_would_be(step: int, share: float) -> None:
    assert replace(SCHEDULE, stages=(4, 8)).factor(step) == pytest.approx(share)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
