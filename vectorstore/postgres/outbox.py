"""The outbox: chunks that the catalogue has changed and the index has not yet followed. Knows SQL, never an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.chunking import ChunkId
from vectorstore.outbox import STAMP, IndexNotes
from vectorstore.postgres.connections import Connection, Connections, execute


def enqueue(connection: Connection, ids: Iterable[ChunkId]) -> None:
    """Note chunks that the index is to follow."""
    query = "INSERT INTO outbox SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
    execute(connection, query, list(ids))


class PostgresOutbox:
    """The outbox of one catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def notes(self) -> IndexNotes:
        """Return what is known of the index, as of one moment."""
        rows = self._connections.rows(
            "SELECT value, true AS is_stamp FROM facts WHERE name = %s UNION ALL SELECT chunk_id, false FROM outbox",
            STAMP,
        )
        stamps = [row["value"] for row in rows if row["is_stamp"]]
        pending = tuple(ChunkId(row["value"]) for row in rows if not row["is_stamp"])
        return IndexNotes(stamps[0] if stamps else None, pending)

    def stamp(self) -> str | None:
        """Return how the index was left, None for no index."""
        row = self._connections.one("SELECT value FROM facts WHERE name = %s", STAMP)
        return str(row["value"]) if row else None

    def count(self) -> int:
        """Return how many chunks are outstanding."""
        return self._connections.number("SELECT count(*) AS number FROM outbox")

    def next(self, limit: int) -> tuple[ChunkId, ...]:
        """Return the first of the chunks that are outstanding."""
        rows = self._connections.rows("SELECT chunk_id FROM outbox LIMIT %s", limit)
        return tuple(ChunkId(row["chunk_id"]) for row in rows)

    def add(self, ids: Sequence[ChunkId]) -> None:
        """Note chunks of which the index is known to be wrong."""
        self._connections.change(lambda connection: enqueue(connection, ids))

    def add_all(self) -> None:
        """Note every chunk, for an index that is made anew; what was said of an earlier one is forgotten."""

        def work(connection: Connection) -> None:
            execute(connection, "DELETE FROM outbox")
            execute(connection, "INSERT INTO outbox SELECT id FROM chunks")
            execute(connection, "DELETE FROM facts WHERE name = %s", STAMP)

        self._connections.change(work)

    def settle(self, ids: Sequence[ChunkId], stamp: str) -> None:
        """Note that the index has followed these chunks, and how it is now."""

        def work(connection: Connection) -> None:
            execute(connection, "DELETE FROM outbox WHERE chunk_id = ANY(%s::text[])", list(ids))
            execute(
                connection,
                "INSERT INTO facts VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                STAMP,
                stamp,
            )

        self._connections.change(work)

    def drop(self) -> None:
        """Forget everything: no index is kept."""
        if not self.count() and self.stamp() is None:
            return

        def work(connection: Connection) -> None:
            execute(connection, "DELETE FROM outbox")
            execute(connection, "DELETE FROM facts WHERE name = %s", STAMP)

        self._connections.change(work)
