"""Connections: PostgreSQL as a catalogue needs it, a few connections that are used again, and its errors as ours.

The only door to psycopg. Knows servers, locks and addresses; never what a table holds. A server that goes away is
waited for a while, and what was asked of it in one piece is asked again. The libraries of a process that are in one
database share what connections they have: each is set to a library and its owner before it is lent.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import psycopg
from psycopg import errors, sql
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Loader
from psycopg.pq import Format
from psycopg.rows import dict_row
from psycopg.types.string import StrDumper, StrDumperUnknown

from vectorstore.errors import LibraryAway, LibraryDamaged, LibraryLocked, LibraryRefuses, LibraryUnwritable, NoLibrary
from vectorstore.postgres.addresses import Address

logger = logging.getLogger(__name__)

Row = dict[str, Any]
Made = TypeVar("Made")

_TO_CONNECT = 5  # seconds for one attempt
_BETWEEN = 0.5  # seconds from one attempt to the next
_MOST_IDLE = 8  # connections to a database kept for whoever asks next
_BUSY = "30s"  # to wait for another's transaction
# PostgreSQL keeps no U+0000 in a text. It is kept as U+FFFF (which no text should hold) and a digit, as is U+FFFF.
_NUL, _ESCAPE = "\x00", "\uffff"
_MINDED = {
    errors.DiskFull: "the server's disk is full; free some space there and run it again, nothing is lost",
    errors.InsufficientPrivilege: "its user may not do that; give it the right to, nothing is lost",
    errors.ReadOnlySqlTransaction: "the server takes no changes (a standby, perhaps); name the one that does",
    errors.OutOfMemory: "the server has no memory left; nothing that was kept is lost",
    errors.ProgramLimitExceeded: "something is longer than PostgreSQL takes; nothing that was kept is lost",
}
_REFUSALS = {
    "password": "the server does not take this user with this password; see catalogue.url, or PGPASSWORD",
    "authentication failed": "the server does not take this user; see catalogue.url",
    "does not exist": "the server has no such user or database; make them, or see catalogue.url",
    "no pg_hba.conf entry": "the server lets this user in from elsewhere only; see its pg_hba.conf",
    "permission denied for database": "the user may not use this database; give it the right to",
    "too many": "the server has no connection left; raise its max_connections, or close some",
}
_AS_OF_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
OWNER = "sourcechat.owner"
"""The setting of a connection that says whose rows it sees."""

# So that a machine that is gone frees its lock within a minute, and neighbours are looked for until there are enough.
# Of a million drawn vectors 98 of 100 of the nearest ten are found so; it takes 12 ms, with the 100 of before 7.
_NEIGHBOURLY = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "hnsw.iterative_scan": "strict_order",
    "hnsw.ef_search": "400",
}


class Connection(psycopg.Connection[Row]):
    """A connection that is set to one library, and to whose rows it may see."""

    address: Address | None = None

    @property
    def owner(self) -> str:
        """Whose rows it sees, "" for those that are nobody's own."""
        return self.address.owner if self.address is not None else ""

    def turn_to(self, address: Address) -> None:
        """Let it be of another library of its database, and see the rows of that one's owner."""
        if self.address == address:
            return
        self.address = None
        path = sql.SQL("{}, public, extensions").format(sql.Identifier(address.name)).as_string(self)
        self.execute(
            "SELECT set_config('search_path', %s, false), set_config(%s, %s, false)", (path, OWNER, address.owner)
        )
        self.address = address


class _Idle:
    """The connections to one database that nobody of this process uses just now."""

    def __init__(self) -> None:
        self._connections: list[Connection] = []
        self._guard = threading.Lock()

    def take(self, address: Address) -> Connection | None:
        """Give one, of this very library if there is any; None for none."""
        with self._guard:
            places = range(len(self._connections))
            place = next((one for one in places if self._connections[one].address == address), -1)
            return self._connections.pop(place) if self._connections else None

    def keep(self, connection: Connection) -> bool:
        """Keep one that can be used again, unless there are enough; return whether it is kept."""
        usable = not connection.closed and connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        with self._guard:
            if not usable or len(self._connections) >= _MOST_IDLE:
                return False
            self._connections.append(connection)
            return True

    def close(self, address: Address | None = None) -> None:
        """Close those of a library, or all of them."""
        with self._guard:
            closed = [one for one in self._connections if address in {None, one.address}]
            self._connections = [one for one in self._connections if one not in closed]
        for connection in closed:
            connection.close()


@cache
def _idle_at(url: str, process: int) -> _Idle:
    """Return what all libraries of a process have in common that are in one database."""
    del url, process
    return _Idle()


class Connections:
    """The connections to one library in a database. Safe for several threads, and for many processes.

    `patience` is how many seconds a server that does not answer is waited for.
    """

    def __init__(self, address: Address, *, patience: float = 3.0) -> None:
        self.address = address
        self.patience = patience
        self.guard: Callable[[Connection], None] = lambda _: None
        """Called in every transaction: raises where it may not be, because the writer's lock is another's by now."""
        self._idle = _idle_at(address.url, os.getpid())

    def close(self) -> None:
        """Close the connections of this library that nobody uses."""
        self._idle.close(self.address)

    def rows(self, query: str, *values: object) -> list[Row]:
        """Return the rows of a query. Raises LibraryAway, LibraryDamaged, LibraryLocked, LibraryUnwritable."""
        return self._patiently(lambda connection: execute(connection, query, *values).fetchall())

    def one(self, query: str, *values: object) -> Row | None:
        """Return the first row of a query, None for none. Raises as `rows` does."""
        return next(iter(self.rows(query, *values)), None)

    def number(self, query: str, *values: object) -> int:
        """Return the number that a query counts. Raises as `rows` does."""
        row = self.one(query, *values)
        return int(next(iter(row.values()))) if row else 0

    def run(self, statement: str) -> None:
        """Run a statement that returns nothing and is in no transaction. Raises as `rows` does."""
        self._patiently(lambda connection: execute(connection, statement))

    def stream(self, query: str, *values: object, at_once: int = 1_000) -> Iterator[Row]:
        """Yield the rows of a query as they come, for more than memory should hold. Raises as `rows` does."""
        self.rows("SELECT 1")  # a server that went away and is back costs nobody his question
        with self.translated(), self._lent() as connection:
            cursor = connection.cursor(binary=True)
            yield from cursor.stream(query, values, binary=True, size=at_once)

    def change(self, work: Callable[[Connection], Made]) -> Made:
        """Do something in one transaction, which is kept whole or not at all; return what it returns.

        Transactions that change a library come one after another, as in SQLite. Where the server goes away meanwhile,
        it is done again: twice must be as good as once. Raises as `rows` does, and what `work` and `guard` raise.
        """

        def in_transaction(connection: Connection) -> Made:
            with connection.transaction():
                execute(connection, "SELECT pg_advisory_xact_lock(%s)", self.address.key("changes"))
                self.guard(connection)
                return work(connection)

        return self._patiently(in_transaction)

    def transact(self, work: Callable[[Connection], Made], *, key: str) -> Made:
        """Do something in one transaction beside the library, kept whole or not at all; return what it returns.

        It waits for those of the same key only, never for whoever writes. Where the server goes away before it was
        asked to keep it, it is done again; where it went away over that, nobody knows whether it was kept.
        """
        asked: list[bool] = []

        def in_transaction(connection: Connection) -> Made:
            with connection.transaction():
                execute(connection, "SELECT pg_advisory_xact_lock(%s)", self.address.key(key))
                made = work(connection)
                asked.append(True)
            return made

        return self._patiently(in_transaction, may_repeat=lambda: not asked)

    def read(self, work: Callable[[Connection], Made]) -> Made:
        """Read in one transaction, which sees one state of the library; return what `work` returns.

        Where the server goes away meanwhile, it is done again. Raises as `rows` does, and what `work` raises.
        """

        def in_snapshot(connection: Connection) -> Made:
            with connection.transaction():
                execute(connection, _AS_OF_ONE_MOMENT)
                return work(connection)

        return self._patiently(in_snapshot)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the library throughout, whoever writes meanwhile."""
        self.rows("SELECT 1")
        with self.translated(), self._lent() as connection, connection.transaction():
            execute(connection, _AS_OF_ONE_MOMENT)
            yield connection

    def connect(self) -> Connection:
        """Return a new connection of the caller's own. Raises LibraryAway, saying why."""
        try:
            connection = Connection.connect(
                self.address.url,
                autocommit=True,
                row_factory=cast("Any", dict_row),
                context=_ADAPTERS,
                connect_timeout=_TO_CONNECT,
                prepare_threshold=None,  # what is planned once is wrong when a table is made anew
                application_name=_name_of_this(),
            )
        except psycopg.Error as error:
            kind, why = _why_not(error)
            raise kind(f"{self.address}: {why}") from error
        connection.turn_to(self.address)
        connection.execute(sql.SQL("SET lock_timeout TO {}").format(_BUSY))
        for setting, value in _NEIGHBOURLY.items():
            connection.execute(sql.SQL("SET {} TO {}").format(sql.Identifier(*setting.split(".")), value))
        return connection

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn PostgreSQL's errors into ours, where they are of the server and not of the query."""
        try:
            yield
        except (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure) as error:
            raise LibraryLocked(f"{self.address}: another keeps it busy; try again when it is done") from error
        except tuple(_MINDED) as error:
            raise LibraryUnwritable(f"{self.address}: {_MINDED[type(error)]}") from error
        except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
            raise NoLibrary(f"{self.address}: no library there; run `sourcechat ingest FOLDER`") from error
        except (errors.FeatureNotSupported, errors.UndefinedFile):
            raise  # they are OperationalErrors to psycopg, but of the query
        except (errors.DataCorrupted, errors.IndexCorrupted) as error:
            raise damaged(self.address, str(error)) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise LibraryAway(f"{self.address}: the server went away; nothing that was kept is lost") from error

    def _patiently(self, work: Callable[[Connection], Made], *, may_repeat: Callable[[], bool] = lambda: True) -> Made:
        """Do something with a connection; where its server goes away, wait for it, and do it again once it is back."""
        until = time.monotonic() + self.patience
        warned = False
        while True:
            try:
                with self.translated(), self._lent() as connection:
                    return work(connection)
            except LibraryAway as error:
                self._idle.close()  # the others are of the same server
                if isinstance(error, LibraryRefuses) or time.monotonic() > until or not may_repeat():
                    raise
                if not warned and self.patience:
                    logger.warning("%s; waiting for it", error)
                warned = True
                time.sleep(min(_BETWEEN, self.patience))

    @contextmanager
    def _lent(self) -> Iterator[Connection]:
        connection = self._idle.take(self.address) or self.connect()
        try:
            connection.turn_to(self.address)
            yield connection
        finally:
            if not self._idle.keep(connection):
                with suppress(psycopg.Error):
                    connection.close()


def execute(connection: Connection, query: str, *values: object) -> psycopg.Cursor[Row]:
    """Run a query, with %s for each value."""
    return connection.execute(query, values, binary=True)


def execute_each(connection: Connection, query: str, rows: Sequence[Sequence[object]]) -> None:
    """Run a query for each row of values."""
    if rows:
        connection.cursor().executemany(query, rows)


def copy_in(connection: Connection, table: str, columns: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    """Add rows to a table, as fast as it takes them."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    if connection.owner:  # PostgreSQL copies nothing into a table whose rows have an owner
        marks = sql.SQL(", ").join([sql.Placeholder()] * len(columns))
        one_by_one = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, marks)
        connection.cursor().executemany(one_by_one, rows)
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def copy_out(connection: Connection, query: str) -> bytes:
    """Return the rows of a query without values, in PostgreSQL's binary form of a copy."""
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT BINARY)".encode()) as copy:
        return b"".join(map(bytes, copy))


def damaged(address: Address, what: str) -> LibraryDamaged:
    """Return the error for a catalogue that cannot be read, with the remedy."""
    return LibraryDamaged(f"{address}: cannot be read ({what}); restore it from a backup of the server")


def _why_not(error: psycopg.Error) -> tuple[type[LibraryAway], str]:
    """Return why a server lets nobody in, in words of ours: its own may hold parts of an address."""
    told = str(error).lower()
    for words, why in _REFUSALS.items():
        if words in told:
            return LibraryRefuses, why
    return LibraryAway, "the server does not answer; see that it runs and that catalogue.url is right, nothing is lost"


def _name_of_this() -> str:
    """Return what the server is told of this process, and tells those who wait for it."""
    return f"sourcechat process {os.getpid()} ({Path(sys.argv[0]).name[:16]}, on {socket.gethostname()[:20]})"


class _Dumper(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        return super().dump(_escaped(obj))


class _ListedDumper(StrDumper):
    """For texts in lists, whose kind has to be known."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(_escaped(obj))


class _Loader(Loader):
    def load(self, data: Buffer) -> str:
        text = bytes(data).decode()
        if _ESCAPE not in text:
            return text
        return text.replace(f"{_ESCAPE}0", _NUL).replace(f"{_ESCAPE}1", _ESCAPE)


class _BinaryLoader(_Loader):
    format = Format.BINARY


def _escaped(text: str) -> str:
    if _NUL not in text and _ESCAPE not in text:
        return text
    return text.replace(_ESCAPE, f"{_ESCAPE}1").replace(_NUL, f"{_ESCAPE}0")


def _adapters() -> AdaptersMap:
    adapters = AdaptersMap(psycopg.adapters)
    adapters.register_dumper(str, _ListedDumper)
    adapters.register_dumper(str, _Dumper)
    adapters.register_loader("text", _Loader)
    adapters.register_loader("text", _BinaryLoader)
    return adapters


_ADAPTERS = _adapters()
