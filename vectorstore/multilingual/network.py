"""The network: multilingual-e5-small as a graph of onnxruntime, made of the weights as they are kept.

Its layers multiply whole numbers of 8 bits: a quarter of the memory of floats, and less than half of their time. The
vectors of word pieces are no part of it: whoever runs it looks them up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.eight_bits import in_eight_bits, smoothing
from vectorstore.multilingual.weights import BLOCK, Floats, Shape, Weights, unpack

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

INPUT, OUTPUT, PIECES = "vectors", "unit", "pieces"
_LEAST_VARIANCE = 1e-12
_OPERATORS = 20  # their version
_FORMAT = 10  # of the file
_SINGLE = 1  # floats of 32 bits, among the types of numbers
_CHANNELS = Path(__file__).with_name("channels.npy")
GIVEN = (("q", "k", "v"), ("ao",), ("fi",), ("fo",))  # what is multiplied by in a layer, by what comes in

Channels = Mapping[str, Floats]
"""How large each number gets that comes into some layers, shape (channels,), by the first of these."""


def write_network(weights: Weights, path: Path) -> None:
    """Write the graph: the word vectors of one text in, shape (1, pieces, width), its unit vector out.

    `PIECES`, of the shape that goes in, is what each piece means in its place; unasked for it costs nothing.
    A text is a pass of its own: what comes into a layer is rounded with one scale for the whole batch, so that its
    vector would depend on what it is embedded beside; and several at once are no faster.
    """
    import onnx  # noqa: PLC0415 - half a second, once for a model

    onnx.save(_Rounded(weights, read_channels(weights.shape)).model(), path)


def read_channels(shape: Shape) -> Channels:
    """Return how large what comes into each layer gets, as it was looked up in texts (`training.channels`)."""
    rows = np.load(_CHANNELS).astype(np.float32)
    edges = np.cumsum([shape.width] * 3)
    return {
        f"l{layer}.{names[0]}": some
        for layer, row in enumerate(rows)
        for names, some in zip(GIVEN, np.split(row, edges), strict=True)
    }


class Graph:
    """A graph as it grows, in floats; every step returns the name of what it makes."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def model(self) -> ModelProto:
        """Return the whole graph, once."""
        from onnx import TensorProto, helper  # noqa: PLC0415 - as above

        self._add_all()
        width = self._weights.shape.width
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, [1, "pieces", width])],
            [
                helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, width]),
                helper.make_tensor_value_info(PIECES, TensorProto.FLOAT, [1, "pieces", width]),
            ],
            self._constants,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPERATORS)], ir_version=_FORMAT)

    def _add_all(self) -> None:
        shape = self._weights.shape
        self._constant("split", np.array([0, 0, shape.heads, shape.width // shape.heads], np.int64))
        self._constant("merge", np.array([0, 0, shape.width], np.int64))
        self._constant("scale", np.array(math.sqrt(shape.heads / shape.width), np.float32))
        hidden = self._normed(self._placed(), "emb.ln")
        for layer in range(shape.layers):
            hidden = self._layer(f"l{layer}.", hidden)
        self._node("Identity", [hidden], PIECES)
        pooled = self._node("ReduceMean", [hidden, self._constant("middle", np.array([1], np.int64))], keepdims=0)
        self._node("LpNormalization", [pooled], OUTPUT, axis=1, p=2)

    def _placed(self) -> str:
        """Add to each vector that of its place."""
        width = self._weights.shape.width
        places = self._weights.floats("emb.pos").reshape(-1, width) + self._weights.floats("emb.type")[:width]
        first = self._constant("first", np.array([0], np.int64))
        pieces = self._node("Shape", [INPUT], start=1, end=2)
        taken = self._node("Slice", [self._constant("places", places), first, pieces, first])
        return self._node("Add", [INPUT, taken])

    def _layer(self, name: str, hidden: str) -> str:
        query, key, value = self._linear([f"{name}{one}" for one in GIVEN[0]], hidden)
        query, key, value = (
            self._headed(one, order)
            for one, order in ((query, [0, 2, 1, 3]), (key, [0, 2, 3, 1]), (value, [0, 2, 1, 3]))
        )
        near = self._node("MatMul", [self._node("Mul", [query, "scale"]), key])
        share = self._node("Softmax", [near], axis=-1)
        seen = self._node("Transpose", [self._node("MatMul", [share, value])], perm=[0, 2, 1, 3])
        (attended,) = self._linear([name + "ao"], self._node("Reshape", [seen, "merge"]))
        hidden = self._normed(self._node("Add", [hidden, attended]), name + "aln")
        (between,) = self._linear([name + "fi"], hidden)
        (further,) = self._linear([name + "fo"], self._node("Gelu", [between]))
        return self._normed(self._node("Add", [hidden, further]), name + "oln")

    def _headed(self, made: str, order: Sequence[int]) -> str:
        return self._node("Transpose", [self._node("Reshape", [made, "split"])], perm=order)

    def _normed(self, made: str, name: str) -> str:
        scale, shift = (self._constant(f"{name}.{one}", self._weights.floats(f"{name}.{one}")) for one in "wb")
        return self._node("LayerNormalization", [made, scale, shift], axis=-1, epsilon=_LEAST_VARIANCE)

    def _linear(self, names: Sequence[str], given: str) -> list[str]:
        """Multiply what is given by each of some tables of weights, and add their bias."""
        return [
            self._biased(name, self._node("MatMul", [given, self._constant(f"{name}.w", self._table(name))]))
            for name in names
        ]

    def _biased(self, name: str, made: str) -> str:
        return self._node("Add", [made, self._constant(f"{name}.b", self._weights.floats(f"{name}.b"))])

    def _table(self, name: str) -> Floats:
        """Return weights, shape (in, out)."""
        taken = self._weights.shape.inner if name.endswith("fo") else self._weights.shape.width
        return unpack(self._weights.blocks(f"{name}.w").reshape(-1, taken // BLOCK)).T

    def _node(self, operator: str, inputs: Sequence[str], output: str = "", **attributes: Any) -> str:  # noqa: ANN401 - what an operator takes
        output = output or f"{operator}{len(self._nodes)}"
        self._add(operator, inputs, [output], **attributes)
        return output

    def _add(self, operator: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: Any) -> None:  # noqa: ANN401 - as above
        from onnx import helper  # noqa: PLC0415 - as above

        self._nodes.append(helper.make_node(operator, inputs, outputs, **attributes))

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper  # noqa: PLC0415 - as above

        self._constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name


class _Rounded(Graph):
    """A graph whose layers multiply whole numbers."""

    def __init__(self, weights: Weights, channels: Channels) -> None:
        super().__init__(weights)
        self._channels = channels

    def _linear(self, names: Sequence[str], given: str) -> list[str]:
        tables = [self._table(name) for name in names]
        scale = smoothing(self._channels[names[0]], tables)
        smooth = self._node("Mul", [given, self._constant(f"{names[0]}.smoothing", 1 / scale)])
        rounded, step, zero = outputs = [f"{names[0]}.{part}" for part in ("rounded", "step", "zero")]
        self._add("DynamicQuantizeLinear", [smooth], outputs)
        made = []
        for name, table in zip(names, tables, strict=True):
            weights, steps = in_eight_bits(table * scale[:, None])
            whole = self._node("MatMulInteger", [rounded, self._constant(f"{name}.w", weights), zero])
            both = self._node("Mul", [step, self._constant(f"{name}.steps", steps)])
            single = self._node("Cast", [whole], to=_SINGLE)
            made.append(self._biased(name, self._node("Mul", [single, both])))
        return made
