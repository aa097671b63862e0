"""The network: multilingual-e5-small as a graph of onnxruntime, made of the weights as they are kept.

The layers stay in blocks of 4 bits (MatMulNBits): a sixth of the memory of floats, at the same speed. The vectors of
word pieces are no part of it: whoever runs it looks them up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.multilingual.weights import BLOCK, Weights

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

INPUTS, OUTPUT, PIECES = ("vectors", "mask"), "unit", "pieces"
_LEAST_VARIANCE = 1e-12
_NOWHERE = -1e9  # added to the attention to what only fills a batch up
_ARITHMETIC = 4  # MatMulNBits: activations in 8 bits, as the wheel's own engine has them
_STANDARD, _MICROSOFT = 20, 1  # versions of the operators
_FORMAT = 10  # of the file


def write_network(weights: Weights, path: Path) -> None:
    """Write the graph: word vectors of shape (texts, pieces, width) and their mask in, unit vectors out.

    `PIECES`, of the shape that goes in, is what each piece means in its place; unasked for it costs nothing.
    """
    import onnx  # noqa: PLC0415 - half a second, once for a model

    onnx.save(_Graph(weights).model(), path)


class _Graph:
    """A graph as it grows; every step returns the name of what it makes."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def model(self) -> ModelProto:
        from onnx import TensorProto, helper  # noqa: PLC0415 - as above

        self._add_all()
        width = self._weights.shape.width
        batch = ["texts", "pieces"]
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [
                helper.make_tensor_value_info(INPUTS[0], TensorProto.FLOAT, [*batch, width]),
                helper.make_tensor_value_info(INPUTS[1], TensorProto.FLOAT, batch),
            ],
            [
                helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", width]),
                helper.make_tensor_value_info(PIECES, TensorProto.FLOAT, [*batch, width]),
            ],
            self._constants,
        )
        operators = [helper.make_opsetid("", _STANDARD), helper.make_opsetid("com.microsoft", _MICROSOFT)]
        return helper.make_model(graph, opset_imports=operators, ir_version=_FORMAT)

    def _add_all(self) -> None:
        shape = self._weights.shape
        self._constant("split", np.array([0, 0, shape.heads, shape.width // shape.heads], np.int64))
        self._constant("merge", np.array([0, 0, shape.width], np.int64))
        self._constant("scale", np.array(math.sqrt(shape.heads / shape.width), np.float32))
        hidden = self._normed(self._placed(), "emb.ln")
        blocked = self._blocked()
        for layer in range(shape.layers):
            hidden = self._layer(f"l{layer}.", hidden, blocked)
        mask = self._node("Unsqueeze", [INPUTS[1], self._constant("last", np.array([2], np.int64))])
        said = self._node("Mul", [hidden, mask], PIECES)
        pooled = self._node("ReduceSum", [said, self._constant("middle", np.array([1], np.int64))], keepdims=0)
        self._node("LpNormalization", [pooled], OUTPUT, axis=1, p=2)

    def _placed(self) -> str:
        """Add to each vector that of its place."""
        width = self._weights.shape.width
        places = self._weights.floats("emb.pos").reshape(-1, width) + self._weights.floats("emb.type")[:width]
        first = self._constant("first", np.array([0], np.int64))
        pieces = self._node("Shape", [INPUTS[0]], start=1, end=2)
        taken = self._node("Slice", [self._constant("places", places), first, pieces, first])
        return self._node("Add", [INPUTS[0], taken])

    def _blocked(self) -> str:
        """Return what is added to each attention, so that nothing is paid to what only fills a batch up."""
        filled = self._node("Sub", [self._constant("one", np.array(1, np.float32)), INPUTS[1]])
        blocked = self._node("Mul", [filled, self._constant("nowhere", np.array(_NOWHERE, np.float32))])
        return self._node("Unsqueeze", [blocked, self._constant("heads", np.array([1, 2], np.int64))])

    def _layer(self, name: str, hidden: str, blocked: str) -> str:
        shape = self._weights.shape
        query = self._headed(self._linear(name + "q", hidden, shape.width), [0, 2, 1, 3])
        key = self._headed(self._linear(name + "k", hidden, shape.width), [0, 2, 3, 1])
        value = self._headed(self._linear(name + "v", hidden, shape.width), [0, 2, 1, 3])
        near = self._node("MatMul", [self._node("Mul", [query, "scale"]), key])
        share = self._node("Softmax", [self._node("Add", [near, blocked])], axis=-1)
        seen = self._node("Transpose", [self._node("MatMul", [share, value])], perm=[0, 2, 1, 3])
        attended = self._linear(name + "ao", self._node("Reshape", [seen, "merge"]), shape.width)
        hidden = self._normed(self._node("Add", [hidden, attended]), name + "aln")
        between = self._node("Gelu", [self._linear(name + "fi", hidden, shape.inner)])
        further = self._linear(name + "fo", between, shape.width, taken=shape.inner)
        return self._normed(self._node("Add", [hidden, further]), name + "oln")

    def _headed(self, made: str, order: Sequence[int]) -> str:
        return self._node("Transpose", [self._node("Reshape", [made, "split"])], perm=order)

    def _normed(self, made: str, name: str) -> str:
        scale, shift = (self._constant(f"{name}.{one}", self._weights.floats(f"{name}.{one}")) for one in "wb")
        return self._node("LayerNormalization", [made, scale, shift], axis=-1, epsilon=_LEAST_VARIANCE)

    def _linear(self, name: str, made: str, width: int, *, taken: int | None = None) -> str:
        """Multiply by weights in blocks of shape (width, taken), and add their bias."""
        taken = taken or self._weights.shape.width
        blocks = self._weights.blocks(f"{name}.w").reshape(width, taken // BLOCK)
        halves = blocks["nibbles"]
        nibbles = np.concatenate([halves & 15, halves >> 4], axis=-1)  # in their order: the file has halves of a block
        inputs = [
            made,
            self._constant(f"{name}.w", nibbles[..., 0::2] | (nibbles[..., 1::2] << 4)),
            self._constant(f"{name}.scales", blocks["scale"].astype(np.float32).reshape(-1)),
            "",
            "",
            self._constant(f"{name}.b", self._weights.floats(f"{name}.b")),
        ]
        measures: dict[str, Any] = {
            "K": taken,
            "N": width,
            "bits": 4,
            "block_size": BLOCK,
            "accuracy_level": _ARITHMETIC,
        }
        return self._node("MatMulNBits", inputs, domain="com.microsoft", **measures)

    def _node(self, operator: str, inputs: Sequence[str], output: str = "", **attributes: Any) -> str:  # noqa: ANN401 - what an operator takes
        from onnx import helper  # noqa: PLC0415 - as above

        output = output or f"{operator}{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper  # noqa: PLC0415 - as above

        self._constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name
