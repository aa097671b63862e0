from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from vectorstore.graphs import (
    bundled_model,
    mapped_by,
    open_graph,
    open_tokenizer,
    open_word_pieces,
    run_graph,
    side_by_side,
    write_mapped,
)

_SIZE = 64


@pytest.fixture
def weights() -> NDArray[np.float32]:
    return np.random.default_rng(5).standard_normal((_SIZE, _SIZE)).astype(np.float32)


@pytest.fixture
def graph(tmp_path: Path, weights: NDArray[np.float32]) -> Path:
    """A graph that multiplies by weights kept as halves, as the reader's are."""
    made = onnx.helper.make_graph(
        [
            onnx.helper.make_node("Cast", ["half"], ["weights"], to=onnx.TensorProto.FLOAT),
            onnx.helper.make_node("MatMul", ["rows", "weights"], ["products"]),
        ],
        "product",
        [onnx.helper.make_tensor_value_info("rows", onnx.TensorProto.FLOAT, ["rows", _SIZE])],
        [onnx.helper.make_tensor_value_info("products", onnx.TensorProto.FLOAT, ["rows", _SIZE])],
        [onnx.numpy_helper.from_array(weights.astype(np.float16), "half")],
    )
    path = tmp_path / "product.onnx"
    onnx.save(onnx.helper.make_model(made, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8), str(path))
    return path


def test_word_pieces_tell_where_they_stand() -> None:
    pieces = open_word_pieces().split("Tea, now.")

    assert [tuple(offset) for offset in pieces.offsets] == [(0, 3), (3, 4), (5, 8), (8, 9)]
    assert len(pieces.ids) == 4


def test_a_long_text_is_not_cut() -> None:
    assert len(open_word_pieces().split("tea " * 1000).ids) == 1000


def test_an_empty_text_has_no_pieces() -> None:
    assert open_word_pieces().split("").offsets.shape == (0, 2)


def test_a_tokenizer_cuts_where_it_is_told_to() -> None:
    path = bundled_model() / "tokenizer.json"

    assert len(open_tokenizer(path, max_tokens=10).encode("tea " * 50).ids) == 10
    assert len(open_tokenizer(path).encode("tea " * 50).ids) == 52


def test_the_bundled_model_has_weights_and_a_vocabulary() -> None:
    names = {path.name for path in bundled_model().iterdir()}

    assert {"model.safetensors", "tokenizer.json"} <= names


def test_a_graph_runs(graph: Path, weights: NDArray[np.float32]) -> None:
    rows = np.eye(_SIZE, dtype=np.float32)[:3]

    (products,) = run_graph(open_graph(graph), {"rows": rows})

    assert products == pytest.approx(weights[:3], abs=1e-2)


def test_a_mapped_graph_gives_what_the_graph_gives(tmp_path: Path, graph: Path) -> None:
    rows = np.random.default_rng(1).standard_normal((5, _SIZE)).astype(np.float32)

    write_mapped(graph, tmp_path / "mapped.onnx")

    (before,), (after,) = (run_graph(open_graph(one), {"rows": rows}) for one in (graph, tmp_path / "mapped.onnx"))
    assert np.array_equal(before, after)


def test_the_weights_of_a_mapped_graph_lie_beside_it_as_they_are_run(tmp_path: Path, graph: Path) -> None:
    write_mapped(graph, tmp_path / "mapped.onnx")

    mapped = onnx.load(str(tmp_path / "mapped.onnx"), load_external_data=False)

    assert [node.op_type for node in mapped.graph.node] == ["MatMul"]
    assert (tmp_path / "mapped.weights").stat().st_size >= _SIZE * _SIZE * 4
    assert (tmp_path / "mapped.onnx").stat().st_size < _SIZE * _SIZE


def test_a_mapped_graph_can_be_moved_with_its_weights(tmp_path: Path, graph: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    write_mapped(graph, made / "mapped.onnx")

    moved = made.replace(tmp_path / "moved")

    (products,) = run_graph(open_graph(moved / "mapped.onnx"), {"rows": np.ones((1, _SIZE), np.float32)})
    assert products.shape == (1, _SIZE)


def test_what_writes_mapped_graphs_is_named_with_its_release() -> None:
    assert mapped_by().startswith("onnxruntime 1.")


def test_several_things_are_done_in_threads_in_their_order_and_one_alone_where_it_is_asked() -> None:
    each = side_by_side(2, "passes")

    several = list(each(lambda number: (number, threading.current_thread().name), range(4)))
    (alone,) = each(lambda _: threading.current_thread(), [0])

    assert [number for number, _ in several] == [0, 1, 2, 3]
    assert all(name.startswith("passes") for _, name in several)
    assert alone is threading.current_thread()
