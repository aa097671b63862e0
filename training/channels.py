"""Channels: how large the numbers get that come into the layers of multilingual-e5-small, looked up in texts.

    python -m training.channels vectorstore/multilingual/channels.npy --data DATA

By them its layers are rounded to 8 bits (`vectorstore.eight_bits`). The texts are questions and passages of training,
in five languages.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from training.open_data import read_asked, sampled_by_source
from vectorstore.graphs import open_graph, run_graph
from vectorstore.multilingual.embedder import PASSAGE, QUESTION
from vectorstore.multilingual.network import INPUT, Graph
from vectorstore.multilingual.pieces import Cutter, write_pieces
from vectorstore.multilingual.weights import Floats, Weights, map_words, unpack, weights_file

_OF_SOURCE = 40  # questions, each with its passage


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the sizes in half precision, shape (layers, channels of all that comes into one)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=Path, help="the file to write")
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train and multilingual/reader_train")
    options = parser.parse_args(arguments)
    np.save(options.sizes, look_up(texts_of(options.data)).astype(np.float16))


def texts_of(data: Path) -> Iterator[str]:
    """Yield questions and passages of training, marked as the model was taught to tell them apart."""
    for file in (data / "reader_train.jsonl.gz", data / "multilingual" / "reader_train.jsonl.gz"):
        for row in sampled_by_source(read_asked(file), _OF_SOURCE):
            yield from (QUESTION + row.question, PASSAGE + row.context)


def look_up(texts: Iterable[str], path: Path | None = None) -> Floats:
    """Return how large each number gets that comes into a layer, shape (layers, channels), in any of the texts."""
    path = path or weights_file()
    weights = Weights(path)
    words, shape = map_words(path, weights.words_offset, weights.shape), weights.shape
    watched = _Watched(weights)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(watched.model(), str(Path(folder) / "watched.onnx"))
        write_pieces(weights.vocabulary, Path(folder))
        session, cutter = open_graph(Path(folder) / "watched.onnx"), Cutter.open(Path(folder))
    sizes = np.zeros(0, np.float32)
    marks = weights.vocabulary.begins, weights.vocabulary.ends
    for ids in cutter.cut(list(texts)):
        pieces = [marks[0], *ids[: shape.longest - len(marks)], marks[1]]
        given = run_graph(session, {INPUT: unpack(words[pieces])[None]})[2:]
        sizes = np.maximum(np.concatenate([np.abs(one[0]).max(0) for one in given]), sizes if len(sizes) else 0)
    return sizes.reshape(shape.layers, -1)


class _Watched(Graph):
    """The graph in floats, which also puts out what comes into its layers."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self._given: list[str] = []

    def model(self) -> onnx.ModelProto:
        made = super().model()
        made.graph.output.extend(helper.make_tensor_value_info(one, TensorProto.FLOAT, None) for one in self._given)
        return made

    def _linear(self, names: Sequence[str], given: str) -> list[str]:
        self._given.append(given)
        return super()._linear(names, given)


if __name__ == "__main__":
    main()
