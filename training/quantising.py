"""Quantising: an exported graph whose layers multiply whole numbers of 8 bits, in half the time.

    python -m training.quantising GRAPH assistant/reader/reader.onnx --data DATA

Weights are rounded once, a scale for each of their columns; what comes into a layer is rounded as it comes, with one
scale for all (onnxruntime's dynamic quantisation). A few channels of a transformer are ten times as large as the others
and would take all of that scale, so that they are made smaller and the weights they meet larger (SmoothQuant, Xiao et
al. 2023): how large they get is looked up in texts. No two products of a pair overflow the 16 bits in which processors
with AVX2, but without VNNI, add them up: they would be cut without a word.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from assistant.reader.windows import WindowMaker, pad
from training.export import write_graph
from training.open_data import read_asked, read_claimed
from vectorstore.graphs import open_graph, run_graph

Floats = NDArray[np.float32]

_PAIRS = 150  # of each kind, to look up how large numbers get
_SEED = 20261129
_SHARE = 0.85  # of a channel's size that goes over to the weights: of 0.4 to 1 it leaves the logits nearest
_MOST_WEIGHT = 127
_MOST_PAIR = 128  # the sum of two weights beside each other: 255 times that fits 16 bits
_A_LITTLE = 1.002
_LEAST = 1e-5


def main(arguments: Sequence[str] | None = None) -> None:
    """Quantise a graph, and print the digest of what was written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="what `training.export` wrote")
    parser.add_argument("quantised", type=Path, help="the graph to write; its digest is written beside it")
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train and support_train")
    options = parser.parse_args(arguments)
    model = in_single(onnx.load(str(options.graph)))
    sys.stdout.write(f"{write_graph(quantised(model, pairs_of(options.data)), options.quantised)}\n")


def pairs_of(data: Path) -> list[tuple[str, str]]:
    """Return questions and claims of training beside their passages, and questions beside those of others."""
    draw = random.Random(_SEED)  # noqa: S311 - a sample
    asked = [(row.question, row.context) for row in draw.sample(read_asked(data / "reader_train.jsonl.gz"), _PAIRS)]
    others = [(question, asked[number - 1][1]) for number, (question, _) in enumerate(asked)]
    claims = draw.sample(read_claimed(data / "support_train.jsonl.gz"), _PAIRS)
    return [*asked, *others, *((row.claim, row.passage) for row in claims)]


def in_single(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a graph whose weights are stored in single precision, as they are computed."""
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        half = stored.get(node.input[0]) if node.op_type == "Cast" else None
        if half is None or half.data_type != TensorProto.FLOAT16:
            nodes.append(node)
            continue
        half.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(half).astype(np.float32), node.output[0]))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def quantised(model: onnx.ModelProto, pairs: Iterable[tuple[str, str]]) -> onnx.ModelProto:
    """Return a graph in single precision with its encoder's layers in 8 bits; `pairs` are looked at for their sizes."""
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    layers: dict[str, list[NodeProto]] = defaultdict(list)  # by what comes in
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights and "/layer." in node.name:
            layers[node.input[0]].append(node)
    sizes = _sizes(model, [*layers], pairs)
    made: dict[str, list[NodeProto]] = {}
    for name, size in sizes.items():
        tables = [numpy_helper.to_array(weights[node.input[1]]) for node in layers[name]]
        scale = smoothing(size, tables)
        model.graph.initializer.append(numpy_helper.from_array(1 / scale, f"{name}.smoothing"))
        made[name] = [*_rounding(name)]
        for node, table in zip(layers[name], tables, strict=True):
            model.graph.initializer.remove(weights[node.input[1]])
            rounded, scales = in_eight_bits(table * scale[:, None])
            model.graph.initializer.append(numpy_helper.from_array(rounded, f"{node.name}.weights"))
            model.graph.initializer.append(numpy_helper.from_array(scales, f"{node.name}.scales"))
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        nodes.extend(_multiplying(node) if node in layers.get(node.input[0] if node.input else "", ()) else [node])
        nodes.extend(each for output in node.output for each in made.get(output, ()))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def smoothing(sizes: Floats, tables: Sequence[Floats]) -> Floats:
    """Return by what each channel is divided, shape (channels,), and its row of the weights multiplied instead."""
    rows = np.max([np.abs(table).max(1) for table in tables], axis=0)
    scale = np.maximum(sizes, _LEAST) ** _SHARE / np.maximum(rows, _LEAST) ** (1 - _SHARE)
    return np.asarray(scale / np.exp(np.log(scale).mean()), np.float32)


def in_eight_bits(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return weights, shape (in, out), as whole numbers, and the scale of each column.

    The scale is the least with which no weight and no sum of two beside each other, of one sign, is too large.
    """
    scales = np.maximum(np.abs(table).max(0) / _MOST_WEIGHT, _of_pairs(table) / _MOST_PAIR) + _LEAST**2
    while (too_large := _of_pairs(np.round(table / scales)) > _MOST_PAIR).any():
        scales = np.where(too_large, scales * _A_LITTLE, scales)
    return np.round(table / scales).astype(np.int8), scales.astype(np.float32)


def _of_pairs(table: Floats) -> Floats:
    """Return the largest sum of two weights beside each other that have one sign, of each column."""
    signs = [np.maximum(sign * table, 0) for sign in (1, -1)]
    return np.asarray(np.max([(one[0::2] + one[1::2]).max(0) for one in signs], axis=0))


def _sizes(model: onnx.ModelProto, names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Mapping[str, Floats]:
    """Return how large each channel of some values gets over the pairs, shape (channels,)."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    del watched.graph.output[:]
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "watched.onnx"
        onnx.save(watched, str(path))
        session, maker = open_graph(path), WindowMaker.load()
    sizes: dict[str, Floats] = {}
    for pair in pairs:
        for window in maker.cut(*pair):
            batch = pad([window])
            values = run_graph(session, {"ids": batch.ids, "mask": batch.mask, "types": batch.types})
            for name, value in zip(names, values, strict=True):
                largest = np.abs(value[0]).max(0)
                sizes[name] = np.maximum(sizes.get(name, largest), largest)
    return sizes


def _rounding(name: str) -> Iterator[NodeProto]:
    """Yield the nodes that make whole numbers of what comes into layers."""
    yield helper.make_node("Mul", [name, f"{name}.smoothing"], [f"{name}.smooth"])
    outputs = [f"{name}.{part}" for part in ("rounded", "scale", "zero")]
    yield helper.make_node("DynamicQuantizeLinear", [f"{name}.smooth"], outputs)


def _multiplying(node: NodeProto) -> Iterator[NodeProto]:
    """Yield the nodes that multiply whole numbers, in the form that onnxruntime fuses."""
    given, own = node.input[0], node.name
    yield helper.make_node(
        "MatMulInteger", [f"{given}.rounded", f"{own}.weights", f"{given}.zero"], [f"{own}.whole"], own
    )
    yield helper.make_node("Cast", [f"{own}.whole"], [f"{own}.single"], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [f"{given}.scale", f"{own}.scales"], [f"{own}.both"])
    yield helper.make_node("Mul", [f"{own}.single", f"{own}.both"], list(node.output))


if __name__ == "__main__":
    main()
