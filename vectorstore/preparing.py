"""Preparing: what of taking in a source needs no library: it is read and chunked, and texts become vectors.

Whoever does it keeps nothing, so that it may be done anywhere, by several at once, and again where it was broken off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.chunking import CHUNKER_VERSION, Chunk, chunk_document
from ingest.documents import Document
from ingest.isolation import IsolatedReader
from ingest.readers import READING_VERSION
from ingest.sources import Content
from vectorstore.embedding import Embedder, Vectors

MADE_WITH = f"reading {READING_VERSION}, chunking {CHUNKER_VERSION}"
"""The versions of what turns a source into chunks; documents made with others are made anew."""

MakeEmbedder = Callable[[], Embedder]
"""Loads the embedding model; pickled, where another process is to load it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source as it was read, with its chunks; as the document of its address, which it may turn out not to be."""

    document: Document
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """What whoever prepares makes things with: the versions of reading and chunking, and the model's weights."""

    made_with: str
    weights_hash: str


class Preparer:
    """Prepares in this process, with files read in another; the model is loaded when it is first needed, and kept."""

    def __init__(self, make_embedder: MakeEmbedder) -> None:
        self._make_embedder = make_embedder
        self._reader = IsolatedReader()

    @property
    def making(self) -> Making:
        """What it makes things with."""
        return Making(MADE_WITH, self._embedder.weights_hash)

    def read(self, content: Content) -> Prepared:
        """Return a source read and chunked. Raises IngestError, and EmbeddingModelNotFound."""
        document = self._reader.read(content)
        return Prepared(document, chunk_document(document, count_tokens=self._embedder.count_tokens))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, float32 of shape (texts, dimension). Raises EmbeddingModelNotFound."""
        return self._embedder.embed(texts)

    def close(self) -> None:
        """End the process that reads."""
        self._reader.close()

    @cached_property
    def _embedder(self) -> Embedder:
        return self._make_embedder()
