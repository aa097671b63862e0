"""Connections: SQLite as a catalogue needs it, one connection a thread, and its errors as ours.

Knows files, locks and disks; never what a table holds.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, Protocol, Self, cast
from urllib.parse import quote

from vectorstore.errors import LibraryDamaged, LibraryLocked, LibraryUnwritable

_BUSY = 30.0  # seconds to wait for another process's transaction
_CACHE = 8_192  # KiB of pages in memory: a search reads 4 MB, which SQLite's own 2 have no room for
_PRIMARY = 0xFF  # the part of SQLite's extended error codes that names the kind
_UNWRITABLE = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and run it again, nothing is lost",
    sqlite3.SQLITE_READONLY: "it may not be written to; give yourself the right to write there, nothing is lost",
    sqlite3.SQLITE_CANTOPEN: "its files cannot be opened or made; look at its permissions",
    sqlite3.SQLITE_PERM: "it may not be read; look at its permissions",
    sqlite3.SQLITE_IOERR: "the disk does not do what it is asked (full, or failing); nothing that was kept is lost",
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}


class EngineRow(Protocol):
    """A row of a table, whichever engine keeps it: a value for each column's name."""

    def __getitem__(self, name: str, /) -> Any:  # noqa: ANN401 - a column's own kind
        """Return the value of a column."""
        ...


class Connections:
    """The connections to one file. Safe for several threads; other processes may read while one writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, _Connection]] = []
        self._guard = threading.Lock()

    def close(self) -> None:
        """Close every connection."""
        with self._guard:
            for _, connection in self._opened:
                connection.close()
            self._opened.clear()
        self._local = threading.local()

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Return the rows of a query. Raises LibraryDamaged, LibraryLocked and LibraryUnwritable."""
        return self.connection().execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> sqlite3.Row | None:
        """Return the first row of a query, None for none. Raises as `rows` does."""
        row: sqlite3.Row | None = self.connection().execute(query, values).fetchone()
        return row

    def number(self, query: str, *values: object) -> int:
        """Return the number that a query counts. Raises as `rows` does."""
        row = self.one(query, *values)
        return int(row[0]) if row else 0

    def stream(self, query: str, *values: object) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query as they are read, for more than memory should hold. Raises as `rows` does."""
        with translated(self.path):
            yield from self.connection().execute(query, values)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose changes are kept all, or none where anything is raised."""
        with translated(self.path):
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # after a full disk SQLite has rolled back by itself
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the file throughout, whoever writes meanwhile."""
        with translated(self.path):
            connection = self.connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection. Whatever it is asked raises LibraryDamaged and its kin."""
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with translated(self.path):
                connection = _connect(self.path)
            connection.path = self.path
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = {-_CACHE}")
            self._local.connection = connection
            self._note(connection)
        return connection

    def _note(self, connection: _Connection) -> None:
        """Note a connection of this thread, and close those of threads that have ended: a server's come and go."""
        with self._guard:
            for thread, left in self._opened:
                if not thread.is_alive():
                    left.close()
            self._opened = [one for one in self._opened if one[0].is_alive()]
            self._opened.append((threading.current_thread(), connection))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, where they are of the file and not of the query."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        _raise(path, error)


def _raise(path: Path, error: sqlite3.DatabaseError) -> NoReturn:
    """Raise our error for one of SQLite's, or itself where it is of the query."""
    ours = _ours(path, error)
    if ours is None:
        raise error
    raise ours from error


def _ours(path: Path, error: sqlite3.DatabaseError) -> Exception | None:
    is_operational = isinstance(error, sqlite3.OperationalError)
    unknown = sqlite3.SQLITE_CORRUPT if is_operational else 0  # none: bytes that are no text
    code = getattr(error, "sqlite_errorcode", unknown) & _PRIMARY
    if code in _DAMAGED:
        return damaged(path, str(error))
    if is_operational and code == sqlite3.SQLITE_BUSY:
        return LibraryLocked(f"{path.parent}: another process keeps it busy; try again when it is done")
    if is_operational and code in _UNWRITABLE:
        return LibraryUnwritable(f"{path.parent}: {_UNWRITABLE[code]} ({error})")
    return None


def damaged(path: Path, what: str) -> LibraryDamaged:
    """Return the error for a catalogue that cannot be read, with the remedy."""
    return LibraryDamaged(
        f"{path}: cannot be read ({what}); run `sourcechat library repair`, or restore it from a backup"
    )


def _connect(path: Path) -> _Connection:
    """Connect for writing, or for reading where nothing can be written; never make a file."""
    connection = _opened(path, "mode=rw")
    try:
        sqlite3.Cursor(connection).execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        log = path.with_name(f"{path.name}-wal")
        can_be_read = error.sqlite_errorcode & _PRIMARY in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not can_be_read or not os.access(path, os.R_OK) or (log.exists() and log.stat().st_size):
            raise
        # SQLite can keep no notes beside it, so nobody else can write to it either.
        return _opened(path, "mode=ro&immutable=1")
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(path: Path, mode: str) -> _Connection:
    address = f"file:{quote(str(path.absolute()))}?{mode}"
    return sqlite3.connect(
        address, uri=True, timeout=_BUSY, isolation_level=None, check_same_thread=False, factory=_Connection
    )


class _Connection(sqlite3.Connection):
    """A connection whose errors are ours, whoever asks it."""

    path = Path()

    def cursor(self, factory: object = None) -> sqlite3.Cursor:  # type: ignore[override]  # ours are of one kind
        del factory
        return super().cursor(_Cursor)

    def execute(self, *query: Any) -> sqlite3.Cursor:  # noqa: ANN401 - handed through
        return self.cursor().execute(*query)

    def executemany(self, *query: Any) -> sqlite3.Cursor:  # noqa: ANN401 - handed through
        return self.cursor().executemany(*query)


class _Cursor(sqlite3.Cursor):
    """What a connection answers with. Rows that are iterated over are not looked at, for speed: see `stream`.

    Nor are contexts entered for each of many small queries, which took as long as they.
    """

    def execute(self, *query: Any) -> Self:  # noqa: ANN401 - handed through
        try:
            return super().execute(*query)
        except sqlite3.DatabaseError as error:
            _raise(self._path, error)

    def executemany(self, *query: Any) -> Self:  # noqa: ANN401 - handed through
        try:
            return super().executemany(*query)
        except sqlite3.DatabaseError as error:
            _raise(self._path, error)

    def fetchone(self) -> Any:  # noqa: ANN401 - SQLite's own
        try:
            return super().fetchone()
        except sqlite3.DatabaseError as error:
            _raise(self._path, error)

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.DatabaseError as error:
            _raise(self._path, error)

    @property
    def _path(self) -> Path:
        return cast("_Connection", self.connection).path
