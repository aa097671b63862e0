from __future__ import annotations

from pathlib import Path

import pytest

from assistant.computing.duckdb import DatabaseOptions, DuckDatabase
from assistant.computing.queries import QueryFailed
from tests.assistant.computing.grids import grid


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "COPY (SELECT 1) TO '{file}'",
        "ATTACH '{file}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '64GB'",
        "SET enable_external_access = true",
    ],
)
def test_a_query_reaches_nothing_but_the_tables(sql: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    database = DuckDatabase()
    database.schema(grid())

    with pytest.raises(QueryFailed):
        database.ask(sql.format(file=file))

    assert file.read_text(encoding="utf-8") == "a,b\n1,2\n"


def test_a_query_that_takes_too_long_is_stopped() -> None:
    database = DuckDatabase(DatabaseOptions(seconds=0.2))

    with pytest.raises(QueryFailed):
        database.ask("SELECT count(*) FROM range(100000000) a, range(100000) b")


def test_types_are_kept_and_blanks_are_null() -> None:
    database = DuckDatabase()
    schema = database.schema(grid())

    types = database.ask(f'SELECT typeof("Date"), typeof("Amount"), "Amount" FROM {schema.table} WHERE row = 4')  # noqa: S608

    assert types == (("DATE", "DOUBLE", None),)
