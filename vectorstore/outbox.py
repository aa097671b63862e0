"""The outbox: chunks that the catalogue has changed and the index has not yet followed. Knows SQL, never an index.

An id in it is to be put into the index where the catalogue has the chunk with a vector, else to be removed. It is
written in the transaction of the change and emptied after the index has followed, so that no kill can part the two.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.chunking import ChunkId
from vectorstore.connections import Connections

STAMP = "index"
"""The fact that tells the state of the index."""


@dataclass(frozen=True, slots=True)
class IndexNotes:
    """What the catalogue knows of the index: how its files were left, None for no index, and what is outstanding."""

    stamp: str | None
    pending: tuple[ChunkId, ...]


def enqueue(connection: sqlite3.Connection, ids: Iterable[ChunkId]) -> None:
    """Note chunks that the index is to follow."""
    connection.executemany("INSERT OR IGNORE INTO outbox VALUES (?)", ((one,) for one in ids))


class Outbox:
    """The outbox of one catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def notes(self) -> IndexNotes:
        """Return what is known of the index, as of one moment."""
        rows = self._connections.rows(
            "SELECT value, 1 AS is_stamp FROM facts WHERE name = ? UNION ALL SELECT chunk_id, 0 FROM outbox", STAMP
        )
        stamps = [row["value"] for row in rows if row["is_stamp"]]
        pending = tuple(ChunkId(row["value"]) for row in rows if not row["is_stamp"])
        return IndexNotes(stamps[0] if stamps else None, pending)

    def stamp(self) -> str | None:
        """Return how the index's files were left, None for no index."""
        row = self._connections.one("SELECT value FROM facts WHERE name = ?", STAMP)
        return str(row["value"]) if row else None

    def count(self) -> int:
        """Return how many chunks are outstanding."""
        return self._connections.number("SELECT count(*) FROM outbox")

    def next(self, limit: int) -> tuple[ChunkId, ...]:
        """Return the first of the chunks that are outstanding."""
        rows = self._connections.rows("SELECT chunk_id FROM outbox LIMIT ?", limit)
        return tuple(ChunkId(row["chunk_id"]) for row in rows)

    def add(self, ids: Sequence[ChunkId]) -> None:
        """Note chunks of which the index is known to be wrong."""
        with self._connections.transaction() as connection:
            enqueue(connection, ids)

    def add_all(self) -> None:
        """Note every chunk, for an index that is made anew; what was said of an earlier one is forgotten."""
        with self._connections.transaction() as connection:
            connection.execute("DELETE FROM outbox")
            connection.execute("INSERT INTO outbox SELECT id FROM chunks")
            connection.execute("DELETE FROM facts WHERE name = ?", (STAMP,))

    def settle(self, ids: Sequence[ChunkId], stamp: str) -> None:
        """Note that the index has followed these chunks, and how its files are now."""
        with self._connections.transaction() as connection:
            connection.execute(
                "DELETE FROM outbox WHERE chunk_id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
            )
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (STAMP, stamp))

    def drop(self) -> None:
        """Forget everything: no index is kept."""
        if not self.count() and self.stamp() is None:
            return
        with self._connections.transaction() as connection:
            connection.execute("DELETE FROM outbox")
            connection.execute("DELETE FROM facts WHERE name = ?", (STAMP,))
