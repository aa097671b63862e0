"""Views of a library: as much of it as somebody needs, so that nobody asks for the whole. `Library` has them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.chunking import Chunk, ChunkId
from ingest.documents import Document, DocumentId, Revision
from vectorstore.passages import Passage
from vectorstore.problems import Problem


class Record(Protocol):
    """What is known of a document without its text."""

    @property
    def id(self) -> DocumentId:
        """Its identity."""
        ...

    @property
    def title(self) -> str:
        """Its title."""
        ...

    @property
    def uri(self) -> str:
        """Where it comes from."""
        ...

    @property
    def revision(self) -> Revision:
        """Its present revision."""
        ...

    @property
    def chunks(self) -> int:
        """In how many chunks it is kept."""
        ...

    @property
    def added(self) -> datetime:
        """When the library took it in first."""
        ...

    @property
    def updated(self) -> datetime:
        """When the library took its present revision in."""
        ...


class Texts(Protocol):
    """The documents with their texts: what quotes are held against."""

    def documents(self) -> Sequence[Record]:
        """Return what is known of every document."""
        ...

    def records(self, documents: Sequence[DocumentId]) -> Sequence[Record]:
        """Return what is known of these documents, as far as they are there."""
        ...

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        """Return a document as it is now, or as it was in one revision. Raises UnknownDocument."""
        ...

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        """Return the text of one revision. Raises UnknownDocument."""
        ...


class Shelf(Protocol):
    """The documents in chunks: what summaries, suggestions and question sets are drawn from."""

    @property
    def generation(self) -> int:
        """A number that grows with every change."""
        ...

    def documents(self) -> Sequence[Record]:
        """Return what is known of every document."""
        ...

    def chunks(self, document_id: DocumentId) -> tuple[Chunk, ...]:
        """Return the chunks of a document in the order of its text."""
        ...

    def vectors(self, document_id: DocumentId) -> NDArray[np.float32]:
        """Return the vectors of a document's chunks, in their order, shape (chunks, dimension)."""
        ...


class SearchedLibrary(Texts, Shelf, Protocol):
    """All that is asked of a library to answer from it: also the passages for a question."""

    def search(self, query: str, *, limit: int = ..., documents: Sequence[DocumentId] = ...) -> tuple[Passage, ...]:
        """Return at most `limit` passages for `query`, best first, from `documents` where any are given."""
        ...

    def meant_by(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one is meant for; None where it is known, or may mean none."""
        ...

    def failures(self) -> Sequence[Problem]:
        """Return the sources that could not be read when they were last tried."""
        ...

    def trace(
        self, query: str, chunk_id: ChunkId, *, documents: Sequence[DocumentId] = ...
    ) -> tuple[Passage, int | None]:
        """Return a chunk as a passage with its ranks in whole lists, and its rank after fusion, None for none."""
        ...
