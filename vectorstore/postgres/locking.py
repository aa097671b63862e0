"""The lock of a library in PostgreSQL: one writes at a time, and the others are told who.

It goes with the connection that took it, so that nobody who was killed keeps it. A server that was started anew has
forgotten it: then it is taken again before anything is changed, unless another was faster.
"""

from __future__ import annotations

from contextlib import suppress

import psycopg

from vectorstore.errors import LibraryLocked
from vectorstore.postgres.connections import Connection, Connections, execute

_PATIENCE = 60.0  # seconds that whoever writes waits for a server that went away

# Whoever holds the lock, by the two halves of its number; what a process is called stands in its connection.
_HOLDER = (
    "SELECT a.application_name, a.backend_start::timestamptz(0)::text AS since FROM pg_locks l"
    " JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND (l.classid::bigint << 32 | l.objid::bigint) = %s"
)


class AdvisoryLock:
    """The lock, held by a connection of its own."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._key = connections.address.key("writer")
        self._connection: Connection | None = None

    @property
    def is_locked(self) -> bool:
        """Whether it is held, as far as is known here."""
        return self._connection is not None

    def take(self) -> None:
        """Take it, for as long as the connection lasts. Raises LibraryLocked and LibraryAway."""
        connection = self._connections.connect()
        with self._connections.translated():
            row = execute(connection, "SELECT pg_try_advisory_lock(%s) AS taken", self._key).fetchone()
        if row is None or not row["taken"]:
            connection.close()
            raise LibraryLocked(
                f"{self._connections.address}: {self._holder()} is writing to it; wait until it is done, or end it"
            )
        self._connection = connection

    def keep(self, changing: Connection) -> None:
        """See that it is still held, before something is changed; take it again where the server was started anew."""
        if self._connection is None:
            return
        query = "SELECT 1 AS one FROM pg_locks WHERE locktype = 'advisory' AND pid = %s AND granted"
        if execute(changing, query, self._connection.info.backend_pid).fetchone() is None:
            with suppress(psycopg.Error):
                self._connection.close()
            self.take()

    def release(self) -> None:
        """Let others write."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    def _holder(self) -> str:
        row = self._connections.one(_HOLDER, self._key)
        return f"{row['application_name'].removeprefix('sourcechat ')}, since {row['since']}," if row else "another"


def take_advisory_lock(connections: Connections) -> AdvisoryLock:
    """Take the lock of the library that these connections are of, which look from now on whether it is still held.

    Raises LibraryLocked, which names whoever has it now, and LibraryAway.
    """
    lock = AdvisoryLock(connections)
    lock.take()
    connections.guard = lock.keep
    connections.patience = _PATIENCE
    return lock
