"""Quantising: an exported graph whose layers multiply whole numbers of 8 bits, in half the time.

    python -m training.quantising GRAPH assistant/reader/reader.onnx --data DATA

How weights are rounded is told in `vectorstore.eight_bits`; how large the channels of what meets them get is looked up
in texts.
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
from vectorstore.eight_bits import in_eight_bits, smoothing
from vectorstore.graphs import open_graph, run_graph

Floats = NDArray[np.float32]

_PAIRS = 150  # of each kind, to look up how large numbers get
_SEED = 20261129


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
