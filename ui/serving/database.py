"""A database in a file that only its owner reads, beside a library's catalogue. Knows SQL, never what it is of."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

_BUSY = 10.0  # seconds to wait for another process
_OWNER_ONLY = 0o600


class PrivateDatabase:
    """An SQLite file, made with its tables when it is first used. Safe for several threads and processes.

    `prepare` is given every connection that is opened.
    """

    def __init__(
        self, path: Path, schema: str, *, prepare: Callable[[sqlite3.Connection], None] = lambda _: None
    ) -> None:
        self._path = path
        self._schema = schema
        self._prepare = prepare
        self._guard = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self._guard:
            return self._opened().execute(query, values).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let the queries of this thread follow on one another, without those of others between them."""
        with self._guard:
            yield

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for a change, which is kept whole or not at all."""
        with self._guard:
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = _open(self._path, self._schema)
            self._prepare(self._connection)
        return self._connection


def _open(path: Path, schema: str) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=_OWNER_ONLY)
    # No write-ahead log: of two that switch to it at once one fails at once, whatever its patience.
    connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.executescript(schema)
    return connection
