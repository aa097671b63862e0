"""Moving: the tables of a library in PostgreSQL as rows, to be moved to another engine. Knows SQL, no meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.packing import unpack_structure
from vectorstore.postgres.connections import Connection, Connections, copy_in, execute, execute_each


class PostgresTables:
    """The tables of one library."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def read(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query without values."""
        return (tuple(row.values()) for row in self._connections.stream(query))

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table."""
        return self.read(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - names of ours

    def replace(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Let a table hold these rows, and no others. Revisions are counted anew."""

        def work(connection: Connection) -> None:
            execute(connection, f"DELETE FROM {table}")  # noqa: S608 - a name of ours
            if table != "revisions":
                copy_in(connection, table, columns, iter(rows))
                return
            text, structure = columns.index("text"), columns.index("structure")
            counted = ((*row, len(row[text]), _doubts(row[structure])) for row in rows)
            copy_in(connection, table, (*columns, "characters", "doubts"), counted)

        self._connections.change(work)

    def date(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Let documents have been added and updated when they were."""
        query = "UPDATE documents SET added = %s, updated = %s WHERE id = %s"
        self._connections.change(lambda connection: execute_each(connection, query, rows))


def _doubts(structure: str) -> int:
    return len(unpack_structure(structure).doubts)
