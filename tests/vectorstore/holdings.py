"""Holdings: what stands in the tables of a catalogue, told alike for two that were filled in another order."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from vectorstore.text_rows import ROW_QUERY, kept_revision

_VECTORS = "SELECT v.text_hash, m.hash, v.vector, v.checksum FROM vectors v JOIN models m ON m.number = v.model"


def rows(file: Path, table: str) -> list[tuple[object, ...]]:
    """The rows of a table, sorted; revisions with their texts, vectors with their models, both without numbers."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        if table == "revisions":
            return sorted((tuple(kept_revision(connection, row)) for row in connection.execute(ROW_QUERY)), key=repr)
        query = _VECTORS if table == "vectors" else f"SELECT * FROM {table}"  # noqa: S608 - of our own
        return sorted(map(tuple, connection.execute(query)), key=repr)
