from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from assistant.reader.network import TrainedNetwork
from tests.training.fakes import WIDTH, tiny_network
from training.export import export, write_graph
from training.leaving import Estimate, Seen, fit, leaving, report, watched
from training.quantising import in_single, quantised

PAIRS = [("Who came?", "Anna came home."), ("When does the shop open?", "The shop opens at nine. It sells tea. " * 5)]
DRAW = np.random.default_rng(0)
WEIGHTS = DRAW.standard_normal(3 * WIDTH).astype(np.float32)
ALL, NOTHING = 1e6, -1e6  # least estimates, below which all or nothing is left


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reader") / "given.onnx"
    export(tiny_network(), path)
    write_graph(quantised(in_single(onnx.load(str(path))), PAIRS), path)
    return path


def cut(given: Path, least: float) -> TrainedNetwork:
    path = given.with_name(f"least {least}.onnx")
    write_graph(leaving(onnx.load(str(given)), Estimate(WEIGHTS, 0.5, least), layers=1), path)
    return TrainedNetwork.load(path)


def test_every_layer_is_run_where_the_whole_is_asked_for(given: Path) -> None:
    expected, seen = TrainedNetwork.load(given).look(PAIRS), cut(given, ALL).look(PAIRS)

    for one, other in zip(seen, expected, strict=True):
        assert one.answerable == other.answerable
        assert np.array_equal(one.starts, other.starts)
        assert np.array_equal(one.support, other.support)


def test_a_passage_above_the_least_estimate_is_read_whole(given: Path) -> None:
    expected, seen = TrainedNetwork.load(given).look(PAIRS), cut(given, NOTHING).seek(PAIRS)

    assert [one.answerable for one in seen] == [one.answerable for one in expected]
    assert [len(one.starts) for one in seen] == [len(one.starts) for one in expected]


def test_of_a_passage_that_is_left_the_estimate_is_said_and_no_piece(given: Path) -> None:
    noted = Seen()
    watched(onnx.load(str(given)), noted, layers=1).look(PAIRS)

    seen = cut(given, ALL).seek(PAIRS)

    expected = Estimate(WEIGHTS.astype(np.float16).astype(np.float32), 0.5, ALL).of(noted.states)
    assert [one.answerable for one in seen] == pytest.approx(expected.tolist(), abs=0.02)
    assert [(len(one.starts), len(one.ends), len(one.offsets)) for one in seen] == [(0, 0, 0)] * 2


def test_the_estimate_follows_what_the_network_says_and_leaves_hardly_a_passage_with_an_answer() -> None:
    truth = DRAW.standard_normal(6)
    states = DRAW.standard_normal((8000, 6)).astype(np.float32)
    logits = states @ truth
    seen = Seen([*np.arange(8000)], [*states], [*logits], [*(1 / (1 + np.exp(-logits)))])

    estimate = fit(seen)

    estimated = estimate.of(seen.states)
    likely = np.array(seen.likeliest) >= 0.5
    assert np.corrcoef(estimated, logits)[0, 1] > 0.99
    assert (estimated[likely] < estimate.least).mean() < 0.01
    unlikely = np.array(seen.likeliest) < 0.05
    assert (estimated[unlikely] < estimate.least).mean() > 0.9
    assert "are left" in report(estimate, seen)
