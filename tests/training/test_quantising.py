from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from assistant.reader.network import TrainedNetwork
from tests.training.fakes import tiny_network
from training.export import export, write_graph
from training.quantising import in_eight_bits, in_single, quantised, smoothing

PAIRS = [("Who came?", "Anna came home."), ("When does the shop open?", "The shop opens at nine. It sells tea. " * 5)]
DRAW = np.random.default_rng(0)


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


def test_rounded_weights_are_near_and_no_pair_of_products_overflows() -> None:
    table = DRAW.standard_normal((64, 8)).astype(np.float32)
    table[10:12, 0] = 9.0  # two large ones beside each other
    table[20:22, 1] = -9.0

    rounded, scales = in_eight_bits(table)

    assert np.allclose(rounded * scales, table, atol=scales.max())
    widest = np.array([0, 255])[:, None]  # what comes in is 0 to 255
    for sign in (1, -1):
        pairs = np.maximum(sign * rounded[0::2].astype(int), 0) + np.maximum(sign * rounded[1::2].astype(int), 0)
        assert (widest * pairs.max(0) < 2**15).all()


def test_a_column_of_nothing_stays_nothing() -> None:
    rounded, scales = in_eight_bits(np.zeros((4, 2), np.float32))

    assert not rounded.any()
    assert np.isfinite(scales).all()


def test_smoothing_makes_large_channels_small_and_changes_no_product() -> None:
    values = DRAW.standard_normal((20, 16)).astype(np.float32)
    values[:, 3] *= 30
    table = DRAW.standard_normal((16, 5)).astype(np.float32)

    scale = smoothing(np.abs(values).max(0), [table])

    smooth = values / scale
    assert np.allclose(smooth @ (table * scale[:, None]), values @ table, atol=1e-3)
    assert np.abs(smooth).max() / np.median(np.abs(smooth).max(0)) < 3
