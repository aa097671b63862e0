"""The nearest-neighbour index, in Chroma: ids, vectors, and the document of each. Derived; never the truth.

The only module that knows Chroma, which is imported where it is used: it takes a second, and small libraries are
searched without it. Vectors are ours: no embedding function, cosine distance.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from vectorstore.errors import IndexDamaged
from vectorstore.exact import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Embeddings

_COLLECTION = "chunks"
_BATCH = 1_000  # rows; Chroma refuses more than 5,461 at once


class VectorIndex:
    """One library's index in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None

    def count(self) -> int:
        """Return how many vectors the index says it holds. Raises IndexDamaged."""
        with self._translated():
            return int(self._opened().count())

    def put(self, ids: Sequence[ChunkId], vectors: Vectors, documents: Sequence[DocumentId]) -> None:
        """Add vectors, shape (ids, dimension), or replace those of the same id. Raises IndexDamaged."""
        with self._translated():
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                self._opened().upsert(
                    ids=list(ids[part]),
                    embeddings=cast("Embeddings", vectors[part]),
                    metadatas=[{"document_id": document} for document in documents[part]],
                )

    def remove(self, ids: Sequence[ChunkId]) -> None:
        """Remove vectors; ids that are not there are no matter. Raises IndexDamaged."""
        with self._translated():
            for start in range(0, len(ids), _BATCH):
                self._opened().delete(ids=list(ids[start : start + _BATCH]))

    def nearest(self, vector: Vectors, *, limit: int) -> tuple[ChunkId, ...]:
        """Return the ids of the vectors nearest to `vector`, shape (dimension,). Raises IndexDamaged."""
        with self._translated():
            collection = self._opened()
            result = collection.query(
                query_embeddings=cast("Embeddings", vector.reshape(1, -1)), n_results=limit, include=[]
            )
        return tuple(ChunkId(found) for found in result["ids"][0])

    def clear(self) -> None:
        """Start anew with an empty index, whatever state the old one is in."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the files; the next call opens them again and sees what other processes wrote."""
        self._client = self._collection = None
        if "chromadb" not in sys.modules:
            return
        from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415 - imported by now

        # Chroma keeps one client per folder for the life of the process, with its index as it was when opened,
        # also where it could not open it.
        SharedSystemClient._identifier_to_system.pop(str(self._folder), None)  # noqa: SLF001 - there is no other way

    def _opened(self) -> Collection:
        if self._collection is None:
            import chromadb  # noqa: PLC0415 - a second
            from chromadb.config import Settings  # noqa: PLC0415

            self._folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(
                path=str(self._folder), settings=Settings(anonymized_telemetry=False)
            )
            self._collection = self._client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._collection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from chromadb.errors import ChromaError  # noqa: PLC0415 - a second

        try:
            yield
        except (ChromaError, ValueError, OSError) as error:
            raise IndexDamaged(f"{self._folder}: {error}; run `sourcechat library rebuild`") from error
