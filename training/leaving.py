"""Leaving: a graph that leaves a passage after some of its layers where nothing in it answers the question.

    python -m training.leaving GRAPH assistant/reader/reader.onnx --data DATA

What the whole network would say of "answerable" is estimated from what a middle layer makes of the first mark, of the
passage and of the question: a ridge regression, on questions kept from training over the contexts nearest to them.
Below what hardly a passage with an answer falls below, the layers above are not run, and the estimate is all that is
said. Claims, and whatever else is asked for with `whole`, go through every layer. Each run is of one window.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from assistant.reader.network import OUTPUTS, WHOLE, TrainedNetwork
from assistant.reader.scoring import passages_of
from assistant.reader.trained import ReadingOptions, TrainedReader
from assistant.reader.windows import Batch, WindowMaker
from training.export import write_graph
from training.open_data import LabelledQuestion, is_kept_aside, read_asked
from vectorstore.embedding import SentenceEmbedder
from vectorstore.graphs import open_graph, run_graph

Floats = NDArray[np.float32]

_LAYERS = 3  # of six: after two far fewer passages can be told, after four hardly more
_NEAREST = 12  # contexts of a question: as many as the product reads
_WORDS = range(25, 200)  # of a context, so that it fits into one window
_LIKELY = 0.1  # probability of a sentence from which on its passage should be read: that of the lenient threshold
_LOST = 0.002  # the share of such passages that is left all the same: questions of other kinds lose more
_HELD_OUT = 4  # one question in so many is not fitted on: there the least estimate is chosen
_RIDGE = 1000.0
_WIDEST = 8.0  # logits beyond it count as it
_SEED = 7


@dataclass
class Seen:
    """What there is to learn from, a row for each passage of each question.

    `states` are those of a middle layer, shape (3 x width,); `answerable` is what the whole network says, `likeliest`
    the probability of the likeliest sentence.
    """

    questions: list[int] = field(default_factory=list)
    states: list[Floats] = field(default_factory=list)
    answerable: list[float] = field(default_factory=list)
    likeliest: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Estimate:
    """`states @ weights + bias` is about the logit of answerable; a passage for which it is below `least` is left."""

    weights: Floats
    bias: float
    least: float

    def of(self, states: Sequence[Floats]) -> Floats:
        """Return the estimate of each state."""
        return np.asarray(np.stack(states) @ self.weights + self.bias, np.float32)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the estimate, say what it leaves, and print the digest of the graph that was written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="what `training.quantising` wrote")
    parser.add_argument("leaving", type=Path, help="the graph to write; its digest is written beside it")
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train")
    parser.add_argument("--cache", type=Path, default=Path(".sourcechat/cache"), help="where models are kept")
    parser.add_argument("--questions", type=int, default=600)
    options = parser.parse_args(arguments)
    model = onnx.load(str(options.graph))
    rows = [row for row in read_asked(options.data / "reader_train.jsonl.gz") if is_kept_aside(row.context)]
    seen = look_at(model, rows, SentenceEmbedder.load(cache=options.cache), options.questions)
    estimate = fit(seen)
    sys.stdout.write(f"{report(estimate, seen)}\n{write_graph(leaving(model, estimate), options.leaving)}\n")


# -- the estimate ------------------------------------------------------------------------------------------------------


def look_at(model: onnx.ModelProto, rows: Sequence[LabelledQuestion], embedder: SentenceEmbedder, number: int) -> Seen:
    """Return what a graph sees of so many questions, as many of each source, over the contexts nearest to each."""
    contexts = list(dict.fromkeys(row.context for row in rows if len(row.context.split()) in _WORDS))
    vectors = embedder.embed(contexts)
    seen = Seen()
    network = watched(model, seen)
    reader = TrainedReader(network, TrainedReader.load_weights(), ReadingOptions(first=_NEAREST))
    for index, question in enumerate(_drawn(rows, number)):
        order = np.argsort(-(vectors @ embedder.embed_questions([question])[0]))[:_NEAREST]
        passages = passages_of([contexts[place] for place in order], [question] * len(order), embedder)
        best: dict[str, float] = defaultdict(float)
        for reading in reversed(reader.read(question, passages)):
            best[reading.passage.chunk.id] = reading.probability
        seen.questions.extend([index] * len(passages))
        seen.likeliest.extend(best[passage.chunk.id] for passage in passages)
    return seen


def _drawn(rows: Sequence[LabelledQuestion], number: int) -> list[str]:
    by_source: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row.question)
    draw = random.Random(_SEED)  # noqa: S311 - a sample
    each = number // len(by_source)
    drawn = [one for _, asked in sorted(by_source.items()) for one in draw.sample(asked, min(each, len(asked)))]
    return draw.sample(drawn, len(drawn))


def watched(model: onnx.ModelProto, seen: Seen, *, layers: int = _LAYERS) -> TrainedNetwork:
    """Return the network of a graph, which notes the states and the logit of each passage that it looks at."""
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    shown.graph.output.append(helper.make_tensor_value_info(_hidden(model, layers), TensorProto.FLOAT, None))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "watched.onnx"
        onnx.save(shown, str(path))
        session = open_graph(path)

    def run(batch: Batch) -> Sequence[Floats]:
        *outputs, hidden = run_graph(session, {"ids": batch.ids, "mask": batch.mask, "types": batch.types})
        first = int(batch.types[0].argmax())
        seen.states.append(
            np.concatenate([hidden[0, 0], hidden[0, first:-1].mean(0), hidden[0, 1 : first - 1].mean(0)])
        )
        seen.answerable.append(float(outputs[OUTPUTS.index("answerable")][0]))
        return outputs

    return TrainedNetwork(run, WindowMaker.load())


def fit(seen: Seen) -> Estimate:
    """Return the estimate: its weights from most questions, its least value from the others."""
    states = np.stack(seen.states).astype(np.float64)
    wanted = np.clip(seen.answerable, -_WIDEST, _WIDEST)
    held_out = np.array(seen.questions) % _HELD_OUT == 0
    mean, scale = states[~held_out].mean(0), states[~held_out].std(0) + 1e-3
    scaled, middle = (states[~held_out] - mean) / scale, float(wanted[~held_out].mean())
    inner = scaled.T @ scaled + _RIDGE * np.eye(scaled.shape[1])
    weights = np.linalg.solve(inner, scaled.T @ (wanted[~held_out] - middle)) / scale
    bias = middle - float(mean @ weights)
    likely = held_out & (np.array(seen.likeliest) >= _LIKELY)
    return Estimate(weights.astype(np.float32), bias, float(np.quantile((states @ weights + bias)[likely], _LOST)))


def report(estimate: Estimate, seen: Seen) -> str:
    """Return how near the estimate comes, and what is left, on the questions that it was not fitted on."""
    held_out = np.array(seen.questions) % _HELD_OUT == 0
    estimated, likeliest = estimate.of(seen.states)[held_out], np.array(seen.likeliest)[held_out]
    close = np.corrcoef(estimated, np.array(seen.answerable)[held_out])[0, 1]
    shares = [f"from {least}: {(likeliest >= least).mean():.3f}" for least in (0.05, 0.1, 0.2, 0.5)]
    lost = [
        f"{(estimated[likeliest >= least] < estimate.least).mean():.3f} from {least}" for least in (0.05, 0.1, 0.2, 0.5)
    ]
    return (
        f"{len(estimated)} passages, of which the likeliest sentence has a probability {', '.join(shares)}\n"
        f"correlation {close:.3f}; below {estimate.least:.2f}, {(estimated < estimate.least).mean():.3f} are left; "
        f"of those with a probability {', '.join(lost)}"
    )


# -- the graph ---------------------------------------------------------------------------------------------------------

_LEFT = {"start": (1, 0), "end": (1, 0), "support": (1, 3)}  # shapes of what is not said of a passage that is left


def leaving(model: onnx.ModelProto, estimate: Estimate, *, layers: int = _LAYERS) -> onnx.ModelProto:
    """Return a graph in two: the layers above are run where the estimate, or `whole`, says so."""
    hidden = _hidden(model, layers)
    below = _leading_to(model, hidden)
    lower = [node for node in model.graph.node if node.output[0] in below]
    upper = [node for node in model.graph.node if node.output[0] not in below]
    constants: dict[str, NDArray[Any]] = {
        "zero": np.array(0, np.int64), "second": np.array([1], np.int64),
        "third": np.array([2], np.int64), "last": np.array([-1], np.int64), "bottom": np.array([2**31], np.int64),
        "one": np.array(1, np.float32), "weights": estimate.weights[:, None],
        "bias": np.array(estimate.bias, np.float32), "least": np.array(estimate.least, np.float32),
    }  # fmt: skip
    above = helper.make_graph(upper, "above", [], [_floats(name) for name in OUTPUTS])
    chosen = helper.make_node(
        "If", [_named("goes on")], list(OUTPUTS), "leaving", then_branch=above, else_branch=_left()
    )
    graph = helper.make_graph(
        [*lower, *_estimating(hidden), chosen],
        model.graph.name,
        [*model.graph.input, helper.make_tensor_value_info(WHOLE, TensorProto.BOOL, [])],
        [_floats(name, ["windows", *_OUTPUT_SHAPES[name]]) for name in OUTPUTS],
        [*model.graph.initializer, *(numpy_helper.from_array(one, _named(name)) for name, one in constants.items())],
    )
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


_OUTPUT_SHAPES: dict[str, list[str | int]] = {"start": ["seen"], "end": ["seen"], "answerable": [], "support": [3]}


def _hidden(model: onnx.ModelProto, layers: int) -> str:
    """Return the name of what comes out of the last layer that is always run."""
    return next(
        str(node.output[0])
        for node in model.graph.node
        if node.op_type == "LayerNormalization" and f"/layer.{layers - 1}/output/" in node.name
    )


def _leading_to(model: onnx.ModelProto, name: str) -> set[str]:
    """Return the names of all that a value is made of, its own among them."""
    makers = {output: node for node in model.graph.node for output in node.output}
    found: set[str] = set()
    wanted = [name]
    while wanted:
        one = wanted.pop()
        if one in makers and one not in found:
            found.update(makers[one].output)
            wanted.extend(makers[one].input)
    return found


def _estimating(hidden: str) -> list[NodeProto]:
    """Return the nodes that make the estimate, and tell whether to go on."""
    return [
        _node("Cast", ["types"], "kinds", to=TensorProto.FLOAT),
        _node("Slice", ["kinds", "second", "last", "second"], "of passage"),
        _node("Slice", ["kinds", "third", "bottom", "second"], "not of question"),
        _node("Sub", ["one", "not of question"], "of question"),
        _node("Slice", [hidden, "second", "last", "second"], "inner"),
        _node("Gather", [hidden, "zero"], "mark", axis=1),
        *_mean("of passage", "passage"),
        *_mean("of question", "question"),
        _node("Concat", ["mark", "passage", "question"], "states", axis=-1),
        _node("MatMul", ["states", "weights"], "product"),
        _node("Squeeze", ["product", "second"], "answers"),
        _node("Add", ["answers", "bias"], "estimate"),
        _node("ReduceMax", ["estimate"], "highest", keepdims=0),
        _node("GreaterOrEqual", ["highest", "least"], "is likely"),
        helper.make_node("Or", [WHOLE, _named("is likely")], [_named("goes on")]),
    ]


def _mean(mask: str, name: str) -> list[NodeProto]:
    """Return the nodes that take the mean of the inner pieces under a mask of shape (windows, pieces)."""
    return [
        _node("Unsqueeze", [mask, "second"], f"{name} row"),
        _node("MatMul", [f"{name} row", "inner"], f"{name} row sum"),
        _node("Squeeze", [f"{name} row sum", "second"], f"{name} sum"),
        _node("ReduceSum", [mask, "second"], f"{name} pieces", keepdims=1),
        _node("Max", [f"{name} pieces", "one"], f"{name} count"),
        _node("Div", [f"{name} sum", f"{name} count"], name),
    ]


def _left() -> onnx.GraphProto:
    """Return what is said of a passage that is left: the estimate, and no piece of it."""
    nodes = [
        helper.make_node(
            "Constant", [], [_named(name)], value=numpy_helper.from_array(np.zeros(shape, np.float32), _named(name))
        )
        for name, shape in _LEFT.items()
    ]
    nodes.append(_node("Identity", ["estimate"], "answerable"))
    return helper.make_graph(nodes, "left", [], [_floats(_named(name)) for name in OUTPUTS])


def _node(operator: str, inputs: Sequence[str], output: str, **attributes: Any) -> NodeProto:  # noqa: ANN401 - what an operator takes
    names = [one if "/" in one or one == "types" else _named(one) for one in inputs]
    return helper.make_node(operator, names, [_named(output)], _named(f"{output} made"), **attributes)


def _named(name: str) -> str:
    return f"leaving.{name}"


def _floats(name: str, shape: Sequence[str | int] | None = None) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


if __name__ == "__main__":
    main()
