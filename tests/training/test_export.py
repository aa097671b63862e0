from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from assistant.reader.network import TrainedNetwork
from assistant.reader.windows import WindowMaker
from tests.training.fakes import tiny_network
from training.export import export
from training.model import as_network

PAIRS = [("Who came?", "Anna came home."), ("When does the shop open?", "The shop opens at nine. It sells tea. " * 5)]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reader") / "reader.onnx"
    export(tiny_network(), path)
    return path


def test_the_graph_sees_what_the_network_sees(graph: Path) -> None:
    expected = as_network(tiny_network(), WindowMaker.load()).look(PAIRS)

    seen = TrainedNetwork.load(graph).look(PAIRS)

    for one, other in zip(seen, expected, strict=True):
        assert one.answerable == pytest.approx(other.answerable, abs=0.02)
        assert np.allclose(one.starts, other.starts, atol=0.02)
        assert np.allclose(one.support, other.support, atol=0.02)


def test_large_weights_are_stored_in_half_precision(graph: Path) -> None:
    kinds = {
        tensor.data_type for tensor in onnx.load(str(graph)).graph.initializer if int(np.prod(tensor.dims)) >= 1024
    }

    assert kinds == {TensorProto.FLOAT16}


def test_the_digest_stands_beside_the_graph(graph: Path) -> None:
    assert graph.with_suffix(".sha256").read_text().endswith("  reader.onnx\n")
