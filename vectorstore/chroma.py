"""The nearest-neighbour index, in Chroma: ids, vectors, and the document of each. Derived; never the truth.

The only module that knows Chroma, which is imported where it is used: it takes a second, and small libraries are
searched without it. Vectors are ours: no embedding function, cosine distance.
"""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

import numpy as np

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from vectorstore.errors import IndexDamaged, LibraryUnwritable
from vectorstore.exact import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Embeddings, Where

_COLLECTION = "chunks"
_BATCH = 1_000  # rows; Chroma refuses more than 5,461 at once
_PERSISTED = "index_metadata.pickle"  # the file that makes a graph one that Chroma believes
# Chroma's errors are of one kind; what the disk refused stands in their text only.
_REFUSALS = (
    "database or disk is full",
    "no space left",
    "readonly database",
    "read-only file system",
    "permission denied",
    "file too large",
    "disk i/o error",
)
_REFUSED = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG}


class VectorIndex:
    """One library's index in a folder."""

    is_local = True
    """Whether its files are in the library's folder, and may be damaged there."""

    finds_within = False
    """Whether it finds the nearest of some documents only: Chroma's filter takes half a second, and may miss."""

    most_exact: int | None = None
    """Up to so many chunks it is not worth its while; None for what is usual."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None

    @property
    def exists(self) -> bool:
        """Whether there is anything where the index belongs, be it whole or not."""
        return self._folder.exists() or self._folder.is_symlink()

    def count(self) -> int:
        """Return how many vectors the index says it holds. Raises IndexDamaged."""
        with self._translated():
            return int(self._opened().count())

    def put(self, ids: Sequence[ChunkId], vectors: Vectors, documents: Sequence[DocumentId]) -> None:
        """Add vectors, shape (ids, dimension), or replace those of the same id.

        Raises IndexDamaged, and LibraryUnwritable where the disk refuses.
        """
        with self._translated():
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                collection = self._opened()
                # To change a vector in place costs Chroma twenty times as much as to remove it and add another.
                there = collection.get(ids=list(ids[part]), include=[])["ids"]
                if there:
                    collection.delete(ids=there)
                collection.upsert(
                    ids=list(ids[part]),
                    embeddings=cast("Embeddings", vectors[part]),
                    metadatas=[{"document_id": document} for document in documents[part]],
                )

    def remove(self, ids: Sequence[ChunkId]) -> None:
        """Remove vectors; ids that are not there are no matter. Raises as `put` does."""
        with self._translated():
            for start in range(0, len(ids), _BATCH):
                self._opened().delete(ids=list(ids[start : start + _BATCH]))

    def nearest(self, vector: Vectors, *, limit: int, documents: Sequence[DocumentId] = ()) -> tuple[ChunkId, ...]:
        """Return the ids of the vectors nearest to `vector`, shape (dimension,), from `documents` where any are given.

        Raises IndexDamaged.
        """
        return self.nearest_each(vector.reshape(1, -1), limit=limit, documents=documents)[0]

    def nearest_each(
        self, vectors: Vectors, *, limit: int, documents: Sequence[DocumentId] = ()
    ) -> tuple[tuple[ChunkId, ...], ...]:
        """Return the ids nearest to each vector, shape (queries, dimension). Raises IndexDamaged."""
        where = cast("Where", {"document_id": {"$in": list(documents)}}) if documents else None
        with self._translated():
            found = self._opened().query(
                query_embeddings=cast("Embeddings", vectors), n_results=limit, include=[], where=where
            )
        return tuple(tuple(ChunkId(one) for one in ids) for ids in found["ids"])

    def vectors(self, ids: Sequence[ChunkId]) -> dict[ChunkId, Vectors]:
        """Return the vectors of those of these ids that the index holds. Raises IndexDamaged."""
        with self._translated():
            kept = self._opened().get(ids=list(ids), include=["embeddings"])
            rows = np.asarray(kept["embeddings"], np.float32)
        return {ChunkId(one): row for one, row in zip(kept["ids"], rows, strict=True)}

    def settle(self) -> None:
        """Let Chroma make what it would make for the first question: after that, reading changes no file of a graph.

        Raises IndexDamaged.
        """
        with self._translated():
            first = self._opened().get(limit=1, include=["embeddings"])
            if first["ids"]:
                self.nearest(np.asarray(first["embeddings"], np.float32)[0], limit=1)

    def ids(self) -> Iterator[ChunkId]:
        """Yield the ids that the index lists, without loading Chroma. Raises IndexDamaged."""
        with self._listing() as connection:
            for (one,) in connection.execute("SELECT embedding_id FROM embeddings"):
                yield ChunkId(one)

    def stamp(self) -> str:
        """Return what tells whether anybody has changed the index's files since. Raises IndexDamaged.

        Of the graphs their sizes and dates, once Chroma keeps them (before, it makes them anew whenever it opens them);
        of its own database, which it writes to also when it only reads, what that lists. Loads no Chroma: a damaged
        graph can end the process that opens it.
        """
        with self._listing() as connection:
            rows, last = connection.execute(
                "SELECT (SELECT count(*) FROM embeddings), (SELECT max(seq_id) FROM max_seq_id)"
            ).fetchone()
        try:
            files = {
                str(path.relative_to(self._folder)): [path.stat().st_size, path.stat().st_mtime_ns]
                for kept in self._folder.glob(f"*/{_PERSISTED}")
                for path in sorted(kept.parent.iterdir())
            }
        except OSError as error:
            raise IndexDamaged(f"{self._folder}: {error}") from error
        return json.dumps({"rows": rows, "last": last, "files": files})

    def clear(self) -> None:
        """Start anew with an empty index, whatever state the old one is in. Raises LibraryUnwritable."""
        self.close()
        try:
            if self._folder.is_dir() and not self._folder.is_symlink():
                shutil.rmtree(self._folder)
            else:
                self._folder.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self._folder, error) from error

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
    def _listing(self) -> Iterator[sqlite3.Connection]:
        """Give Chroma's database for reading, past Chroma."""
        address = f"file:{quote(str((self._folder / 'chroma.sqlite3').absolute()))}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                yield connection
        except sqlite3.Error as error:
            raise IndexDamaged(f"{self._folder}: {error}") from error

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from chromadb.errors import ChromaError  # noqa: PLC0415 - a second

        try:
            yield
        except (ChromaError, ValueError, OSError) as error:
            if getattr(error, "errno", None) in _REFUSED or any(one in str(error).lower() for one in _REFUSALS):
                raise _unwritable(self._folder, error) from error
            raise IndexDamaged(f"{self._folder}: {error}; run `sourcechat library rebuild`") from error


def _unwritable(folder: Path, error: Exception) -> LibraryUnwritable:
    return LibraryUnwritable(
        f"{folder}: the index cannot be written ({error}); free some space, or give yourself the right to write there, "
        "and run it again, nothing is lost"
    )
