"""The database of several servers: tables in a library's schema of a PostgreSQL. Knows SQL, never what it is of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from vectorstore.errors import LibraryDamaged, NoLibrary
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.connections import Connection, Connections, execute
from vectorstore.postgres.schema import exists, keep_apart

if TYPE_CHECKING:
    from ui.serving.database import Change, Tables

Made = TypeVar("Made")

# How far the tables of each name are, of those that stand beside a library's own.
_VERSIONS = "CREATE TABLE IF NOT EXISTS beside (name text PRIMARY KEY, version integer NOT NULL)"
_ARE_COUNTED = "SELECT 1 AS one FROM information_schema.tables WHERE table_schema = %s AND table_name = 'beside'"


class SharedDatabase:
    """Tables of one library, in its own schema, for every process that serves it."""

    def __init__(self, address: Address, tables: Tables) -> None:
        self._connections = Connections(address)
        self._tables = tables
        self._guard = threading.Lock()
        self._is_up = False

    def close(self) -> None:
        """Close the connections that nobody uses."""
        self._connections.close()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query. Raises NoLibrary where there is no library, LibraryAway and LibraryDamaged."""
        self._bring_up()
        return [tuple(row.values()) for row in self._connections.rows(_marked(query), *values)]

    def change(self, work: Callable[[Change], Made], /, *, of: str) -> Made:
        """Make a change, kept whole or not at all; those `of` the same thing wait for each other. Raises as `rows`."""
        self._bring_up()
        return self._connections.transact(lambda connection: work(_Change(connection)), key=self._key(of))

    def _bring_up(self) -> None:
        with self._guard:
            if self._is_up:
                return
            address = self._connections.address
            if not exists(self._connections):
                raise NoLibrary(f"{address}: no library there; run `sourcechat ingest FOLDER`")
            counted = self._connections.one(_ARE_COUNTED, address.name) is not None
            if not counted or self._connections.number(*self._version()) != len(self._tables.steps):
                self._connections.transact(self._make, key="beside")
            self._is_up = True

    def _make(self, connection: Connection) -> None:
        execute(connection, "SET LOCAL client_min_messages TO warning")
        execute(connection, _VERSIONS)
        row = execute(connection, *self._version()).fetchone()
        version = row["version"] if row else 0
        if version > len(self._tables.steps):
            raise LibraryDamaged(f"{self._connections.address}: made by another version of sourcechat; upgrade it")
        for statement in self._tables.statements(version):
            execute(connection, statement)
        execute(
            connection,
            "INSERT INTO beside VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            self._tables.name,
            len(self._tables.steps),
        )
        keep_apart(connection)

    def _version(self) -> tuple[str, str]:
        return "SELECT version FROM beside WHERE name = %s", self._tables.name

    def _key(self, of: str) -> str:
        return f"{self._tables.name} {of}"


class _Change:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in execute(self._connection, _marked(query), *values)]

    def run(self, statement: str, *values: object) -> int:
        return execute(self._connection, _marked(statement), *values).rowcount


def _marked(query: str) -> str:
    """Return a query with its values marked as PostgreSQL's client has them; none of ours holds a % of its own."""
    return query.replace("?", "%s")
