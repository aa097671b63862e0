"""Signing: the signs of the vectors of every volume, kept beside its words. Knows SQL; a vector only as numbers."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from vectorstore.chunk_rows import VECTOR_QUERY
from vectorstore.halves import widened
from vectorstore.signs import Signs, Vectors

_UNSIGNED = (
    "SELECT first, after FROM volumes v WHERE NOT EXISTS"
    " (SELECT 1 FROM signs s WHERE s.first = v.first AND s.after = v.after AND s.model = ?)"
)


def are_signed(connection: sqlite3.Connection, model: str) -> bool:
    """Whether every volume has signs of a model's vectors."""
    return connection.execute(f"{_UNSIGNED} LIMIT 1", (model,)).fetchone() is None


def sign(connection: sqlite3.Connection, model: str) -> None:
    """Give signs to every volume that has none of a model's vectors, and drop those that are no volume's."""
    connection.execute("DELETE FROM signs WHERE (first, after) NOT IN (SELECT first, after FROM volumes)")
    for first, after in connection.execute(_UNSIGNED, (model,)).fetchall():
        made = signs_of(connection, model, first, after)
        if made is not None:
            connection.execute("INSERT OR REPLACE INTO signs VALUES (?, ?, ?, ?)", (first, after, model, made.pack()))


def signs_of(connection: sqlite3.Connection, model: str, first: int, after: int) -> Signs | None:
    """Return the signs of a span of chunks, None where none of them has a vector of that model."""
    places, vectors = _vectors_of(connection, model, first, after)
    return Signs.of(vectors, places, after - first) if len(places) else None


def signs_fit(connection: sqlite3.Connection, first: int, after: int, model: str, packed: bytes) -> bool:
    """Whether the signs that are kept of a span of chunks are those of the vectors that there are."""
    places, vectors = _vectors_of(connection, model, first, after)
    try:
        return not len(places) or Signs.unpack(packed).fit(vectors, places)
    except (ValueError, IndexError):
        return False


def _vectors_of(
    connection: sqlite3.Connection, model: str, first: int, after: int
) -> tuple[NDArray[np.int64], Vectors]:
    """Return the offsets of the chunks of a span that have vectors of that model, and these."""
    places, gathered = array("q"), bytearray()
    query = f"{VECTOR_QUERY} WHERE c.number >= ? AND c.number < ? ORDER BY c.number"
    rows = connection.execute(query, (model, first, after))
    for number, vector in widened((row[1], row[2]) for row in rows):
        places.append(number - first)
        gathered += vector
    vectors = np.frombuffer(gathered, np.float32).reshape(max(len(places), 1), -1)
    return np.frombuffer(places, np.int64), vectors


def signed(connection: sqlite3.Connection, model: str) -> Iterator[tuple[int, int, Signs]]:
    """Yield the first number of every volume that has signs of a model's vectors, the one after its last, and these."""
    rows = connection.execute(
        "SELECT s.first, s.after, s.packed FROM signs s JOIN volumes v ON v.first = s.first AND v.after = s.after"
        " WHERE s.model = ? ORDER BY s.first",
        (model,),
    )
    for row in rows:
        yield row[0], row[1], Signs.unpack(row[2])
