"""DuckDB: grids as typed DuckDB tables in memory, asked in SQL that can read nothing else and change nothing.

The door to DuckDB, which is imported by the first question that is computed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from assistant.computing.queries import ROW, TOTAL, WRITTEN, QueryFailed, Schema, quoted, schema_of
from assistant.computing.typed_tables import Column, ColumnKind, Grid

# Nothing outside the tables can be reached, and no query can change that.
_CONFIGURATION = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


@dataclass(frozen=True, slots=True)
class DatabaseOptions:
    """What a query may use: memory as DuckDB writes it, threads, seconds."""

    memory: str = "1GB"
    threads: int = 2
    seconds: float = 5.0


class DuckDatabase:
    """Tables in memory, each made of a grid when it is first asked for."""

    def __init__(self, options: DatabaseOptions | None = None) -> None:
        self._options = options or DatabaseOptions()
        limits = {"memory_limit": self._options.memory, "threads": str(self._options.threads)}
        self._connection = duckdb.connect(":memory:", config={**_CONFIGURATION, **limits})
        self._loaded: dict[int, tuple[Grid, Schema]] = {}
        self._guard = threading.Lock()

    def schema(self, grid: Grid) -> Schema:
        """Return what a grid is called, after loading it."""
        with self._guard:
            known = self._loaded.get(id(grid))
            if known is not None and known[0] is grid:
                return known[1]
            schema = schema_of(grid)
            self._load(grid, schema)
            self._loaded = {key: value for key, value in self._loaded.items() if value[1].table != schema.table}
            self._loaded[id(grid)] = (grid, schema)
            return schema

    def ask(self, sql: str) -> tuple[tuple[object, ...], ...]:
        """Return the rows that a SELECT gives. Raises QueryFailed."""
        with self._guard:
            timer = threading.Timer(self._options.seconds, self._connection.interrupt)
            timer.start()
            try:
                return tuple(map(tuple, self._connection.execute(sql).fetchall()))
            except duckdb.Error as error:
                raise QueryFailed(str(error)) from error
            finally:
                timer.cancel()

    def _load(self, grid: Grid, schema: Schema) -> None:
        arrays: dict[str, np.ndarray] = {"c0": np.arange(len(grid))}
        selected = [f"c0 AS {ROW}"]
        for number, column in enumerate(grid.columns):
            typed, written = f"c{len(arrays)}", f"c{len(arrays) + 1}"
            arrays[typed], arrays[written] = _typed(column), _written(column)
            selected.append(f"{_cast(typed, column.kind)} AS {quoted(schema.columns[number])}")
            if column.kind is not ColumnKind.TEXT:
                selected.append(f"{written}::VARCHAR AS {quoted(schema.columns[number] + WRITTEN)}")
        if schema.has_totals:
            arrays[f"c{len(arrays)}"] = np.array([line.is_total for line in grid.lines])
            selected.append(f"c{len(arrays) - 1} AS {quoted(TOTAL)}")
        self._connection.register("incoming", arrays)
        names = ", ".join(selected)
        self._connection.execute(
            f"CREATE OR REPLACE TABLE {quoted(schema.table)} AS SELECT {names} FROM incoming"  # noqa: S608 - quoted
        )
        self._connection.unregister("incoming")


def _typed(column: Column) -> np.ndarray:
    if column.kind is ColumnKind.TEXT:
        return _written(column)
    if column.kind is ColumnKind.DATE:
        days = [None if entry.key is None else date.fromordinal(int(entry.key)).isoformat() for entry in column.entries]
        return np.array([*days], dtype=object)
    return np.array([np.nan if entry.key is None else entry.key for entry in column.entries], dtype=np.float64)


def _written(column: Column) -> np.ndarray:
    return np.array([None if entry.is_blank else entry.text for entry in column.entries], dtype=object)


def _cast(name: str, kind: ColumnKind) -> str:
    if kind is ColumnKind.DATE:
        return f"{name}::VARCHAR::DATE"
    if kind is ColumnKind.TEXT:
        return f"{name}::VARCHAR"
    number = f"CASE WHEN isnan({name}) THEN NULL ELSE {name} END"
    return f"({number})::INTEGER" if kind is ColumnKind.YEAR else number
