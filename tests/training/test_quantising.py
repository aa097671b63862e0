from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from assistant.reader.network import TrainedNetwork
from tests.training.fakes import tiny_network
from training.export import export, write_graph
from training.quantising import in_single, quantised

PAIRS = [("Who came?", "Anna came home."), ("When does the shop open?", "The shop opens at nine. It sells tea. " * 5)]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("reader")
    given, made = folder / "reader.onnx", folder / "quantised.onnx"
    export(tiny_network(), given)
    write_graph(quantised(in_single(onnx.load(str(given))), PAIRS), made)
    return given, made


def test_the_quantised_graph_sees_about_what_the_graph_sees(graphs: tuple[Path, Path]) -> None:
    given, made = (TrainedNetwork.load(path).look(PAIRS) for path in graphs)

    for one, other in zip(made, given, strict=True):
        assert one.answerable == pytest.approx(other.answerable, abs=0.05)
        assert np.allclose(one.starts, other.starts, atol=0.05)
        assert np.allclose(one.support, other.support, atol=0.05)


def test_all_layers_of_the_encoder_multiply_whole_numbers(graphs: tuple[Path, Path]) -> None:
    model = onnx.load(str(graphs[1]))

    whole = [tensor for tensor in model.graph.initializer if tensor.data_type == TensorProto.INT8]
    assert sorted(tuple(tensor.dims) for tensor in whole) == [(32, 32)] * 4 + [(32, 64), (64, 32)]
    assert sum(node.op_type == "MatMulInteger" for node in model.graph.node) == len(whole)


def test_what_is_seen_of_a_pair_is_the_same_beside_any_other(graphs: tuple[Path, Path]) -> None:
    network = TrainedNetwork.load(graphs[1])

    together, alone = network.look(PAIRS)[0], network.look(PAIRS[:1])[0]

    assert together.answerable == alone.answerable
    assert np.array_equal(together.starts, alone.starts)
