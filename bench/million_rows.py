"""A sum over many rows, after they are loaded: the time that DuckDB takes, and the time of a question's whole answer.

python -m bench.million_rows [--rows 1000000]
"""

from __future__ import annotations

import argparse
import random
import time
from statistics import median

from assistant.computing.duckdb import DuckDatabase
from assistant.computing.forms import Aggregate, Condition, Function, Relation, Rows
from assistant.computing.queries import sql_of
from assistant.computing.typed_tables import Column, ColumnKind, Entry, Grid, TableLine
from ingest.documents import DocumentId, Revision

_KINDS = ("Software", "Travel", "Office", "Rent", "Training")
_TRIES = 9


def large_grid(rows: int) -> Grid:
    """Return a table of payments, each with a kind and an amount."""
    chance = random.Random(1)  # noqa: S311 - a draw that the seed repeats
    line = TableLine(DocumentId("d"), Revision("r"), 0, 0)
    kinds = {kind: Entry(kind, 0, 0) for kind in _KINDS}
    drawn = [kinds[chance.choice(_KINDS)] for _ in range(rows)]
    amounts = [Entry(f"{cents / 100:.2f}", 0, 0, cents / 100) for cents in chance.choices(range(100_000), k=rows)]
    columns = (Column("Kind", ColumnKind.TEXT, tuple(drawn)), Column("Amount", ColumnKind.NUMBER, tuple(amounts)))
    return Grid("Payments", "payments", columns, (line,) * rows)


def main() -> None:
    """Print how long loading and summing take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    grid, database = large_grid(options.rows), DuckDatabase()
    started = time.perf_counter()
    schema = database.schema(grid)
    print(f"{options.rows:,} rows loaded in {time.perf_counter() - started:.1f} s")
    some = Rows((Condition(0, Relation.IS, ("Software",)),))
    for name, rows in (("all", Rows()), ("where Kind is Software", some)):
        sql = sql_of(Aggregate(rows, 1, Function.SUM), schema)
        took = [_timed(database, sql) for _ in range(_TRIES)]
        print(f"sum of {name}: median {median(took):.0f} ms, longest {max(took):.0f} ms")


def _timed(database: DuckDatabase, sql: str) -> float:
    started = time.perf_counter()
    database.ask(sql)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
