"""Databases for what a server keeps beside a library's documents: a file that only its owner reads, or PostgreSQL.

Where the catalogue is in PostgreSQL, these tables stand beside it, for every server that shares the library. Knows
SQL, in words that both engines understand, with ? for each value; never what it is of.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from vectorstore.errors import LibraryDamaged
from vectorstore.folder import LibraryFolder

Made = TypeVar("Made")

_BUSY = 10.0  # seconds to wait for another process
_OWNER_ONLY = 0o600


class Change(Protocol):
    """A change under way, which is kept whole or not at all."""

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        ...

    def run(self, statement: str, *values: object) -> int:
        """Run a statement; return how many rows it changed."""
        ...


class Database(Protocol):
    """Tables that are made when they are first used. Safe for several threads and processes."""

    def close(self) -> None:
        """Let go of it."""
        ...

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as they are at one moment."""
        ...

    def change(self, work: Callable[[Change], Made], /, *, of: str) -> Made:
        """Make a change, which is kept whole or not at all; return what `work` returns.

        Changes `of` the same thing come one after another.
        """
        ...


@dataclass(frozen=True, slots=True)
class Tables:
    """What a database holds: the `name` of all of it, and the steps by which its tables are made, earlier ones first.

    A step is statements with a semicolon after each. What is there already is brought up to the last one; those of
    the first make nothing anew, for files from before steps were counted.
    """

    name: str
    steps: Sequence[str]

    def statements(self, version: int) -> Iterator[str]:
        """Yield the statements of the steps after one."""
        for step in self.steps[version:]:
            yield from filter(None, map(str.strip, step.split(";")))


def open_database(folder: LibraryFolder, tables: Tables) -> Database:
    """Return the database of a library for these tables; nothing is opened before it is used. Raises NoLibrary."""
    if not folder.engines.catalogue:
        return PrivateDatabase(folder.path / f"{tables.name}.sqlite", tables)
    from ui.serving.shared_database import SharedDatabase  # noqa: PLC0415 - psycopg, which is an extra
    from vectorstore.engines import address_of  # noqa: PLC0415 - as above

    return SharedDatabase(address_of(folder), tables)


class PrivateDatabase:
    """An SQLite file, made when it is first used, that only its owner reads."""

    def __init__(self, path: Path, tables: Tables) -> None:
        self._path = path
        self._tables = tables
        self._guard = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query. Raises LibraryDamaged for a file of a later version."""
        with self._guard:
            return self._opened().execute(query, values).fetchall()

    def change(self, work: Callable[[Change], Made], /, *, of: str) -> Made:  # noqa: ARG002 - all wait for each other
        """Make a change, kept whole or not at all. Raises as `rows` does."""
        with self._guard, _transaction(self._opened()) as connection:
            return work(_Change(connection))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = _open(self._path, self._tables)
        return self._connection


class _Change:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, values).fetchall()

    def run(self, statement: str, *values: object) -> int:
        return self._connection.execute(statement, values).rowcount


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _open(path: Path, tables: Tables) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=_OWNER_ONLY)
    # No write-ahead log: of two that switch to it at once one fails at once, whatever its patience.
    connection = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
    try:
        with closing(connection.cursor()) as cursor:
            cursor.execute("PRAGMA foreign_keys = ON")
        if _version(connection) != len(tables.steps):
            with _transaction(connection):
                _bring_up(connection, path, tables)
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up(connection: sqlite3.Connection, path: Path, tables: Tables) -> None:
    version = _version(connection)
    if version > len(tables.steps):
        raise LibraryDamaged(f"{path}: made by another version of sourcechat; upgrade it")
    for statement in tables.statements(version):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(tables.steps)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
