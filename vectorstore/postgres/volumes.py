"""Volumes: the words of all but the latest chunks of a library in PostgreSQL, packed for search. Never the truth.

A volume holds the postings of a run of chunks, made of the rows of `keywords`, which stay. The latest chunks are found
by those rows, which takes new ones fast and is slow to search. Knows SQL and postings, never a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vectorstore.postgres.connections import Connection, Connections, copy_in, copy_out, execute
from vectorstore.postgres.keywords import SCALE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vectorstore.postings import Postings

VOLUME = 32_768
"""So many numbers of chunks a volume spans."""
LATEST = 4_096
"""So many numbers of chunks may be in none; a volume that is not full is made anew with them."""

TABLES = """
CREATE TABLE volumes (
    first bigint PRIMARY KEY, after bigint NOT NULL, made bigint GENERATED ALWAYS AS IDENTITY, lengths bytea NOT NULL
);
CREATE TABLE postings (
    key bigint NOT NULL, first bigint NOT NULL REFERENCES volumes ON DELETE CASCADE, packed bytea NOT NULL,
    PRIMARY KEY (key, first)
);
ALTER TABLE postings ALTER COLUMN packed SET STORAGE EXTERNAL;
CREATE TABLE gone (number bigint PRIMARY KEY);
"""
_MOST_GONE = 8  # of a volume that is made anew, the share that is gone: an eighth
# A row of a binary copy: how many columns, and each with its size before it; and the bytes before and after all rows.
_ROW = [
    ("columns", ">i2"), ("a", ">i4"), ("number", ">i8"), ("b", ">i4"), ("key", ">i8"), ("c", ">i4"), ("weight", ">i2"),
]  # fmt: skip
_HEAD, _TAIL = 19, 2
_ROWS = (
    "SELECT k.number, said.key, said.weight FROM keywords k, unnest(k.words, k.weights) AS said (key, weight)"
    " WHERE k.number >= {first:d} AND k.number < {after:d} ORDER BY k.number"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands in a run of chunks: keys, offsets from its first number, weights, by key and offset; and lengths."""

    keys: NDArray[np.int64]
    offsets: NDArray[np.int64]
    weights: NDArray[np.float64]
    lengths: NDArray[np.int64]

    def packed(self) -> Iterator[tuple[int, bytes]]:
        """Yield each key with its packed postings."""
        import numpy as np  # noqa: PLC0415 - a list of documents needs none

        from vectorstore.postings import Postings  # noqa: PLC0415 - as above

        ends = (np.flatnonzero(np.diff(self.keys, append=self.keys[-1:] + 1)) + 1).tolist()
        keys = [int(self.keys[end - 1]) for end in ends]
        return zip(keys, Postings(self.offsets, self.weights).pack_parts(ends), strict=True)


@dataclass(slots=True)
class PackedWords:
    """What is kept in mind of the volumes, while nothing changes: `lengths` of the chunks from number `base` on."""

    state: tuple[object, ...]
    base: int = 0
    lengths: NDArray[np.int64] | None = None
    gone: NDArray[np.int64] | None = None
    stretches: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def after(self) -> int:
        """The number from which on chunks are in no volume."""
        return self.base + (0 if self.lengths is None else len(self.lengths))


class Volumes:
    """The volumes of one catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._known = PackedWords(())

    # -- keeping them, for whoever has the writer's lock ---------------------------------------------------------------

    def forget(self, connection: Connection, document_id: str) -> None:
        """Note that the chunks of a document are about to go, inside that transaction."""
        query = (
            "INSERT INTO gone SELECT number FROM chunks WHERE document_id = %s"
            " AND number < (SELECT max(after) FROM volumes) ON CONFLICT DO NOTHING"
        )
        execute(connection, query, document_id)

    def pack(self) -> None:
        """Make volumes of the latest chunks, once there are enough, and anew those of which much is gone."""
        while (first := self._due()) is not None:
            self._connections.change(lambda connection, first=first: _make(connection, first))  # type: ignore[misc]

    def _due(self) -> int | None:
        """Return the first number of the volume that is to be made next."""
        latest = self._connections.one(
            "SELECT min(number) AS first, max(number) AS last FROM keywords"
            " WHERE number >= coalesce((SELECT max(after) FROM volumes), 0)"
        )
        if latest and latest["first"] is not None and latest["last"] - latest["first"] + 1 >= LATEST:
            return int(latest["first"] // VOLUME * VOLUME)
        gone = self._connections.one(
            "SELECT number / %s AS volume FROM gone GROUP BY 1 HAVING count(*) > %s LIMIT 1",
            VOLUME,
            VOLUME // _MOST_GONE,
        )
        return None if gone is None else int(gone["volume"] * VOLUME)

    # -- searching -----------------------------------------------------------------------------------------------------

    def known(self, connection: Connection) -> PackedWords:
        """Return what a snapshot holds of the volumes, read again where any process has changed anything."""
        query = "SELECT value FROM facts WHERE name IN ('generation', 'identity') ORDER BY name"
        facts = execute(connection, query).fetchall()
        rows = execute(connection, "SELECT first, after, made FROM volumes ORDER BY first").fetchall()
        state = tuple(tuple(row.values()) for row in (*facts, *rows))
        if self._known.state != state:
            self._known = _read(connection, state) if rows else PackedWords(state)
        return self._known

    def postings(self, connection: Connection, known: PackedWords, keys: Sequence[int]) -> dict[int, Postings]:
        """Return the postings of those of these words that stand in volumes, in one run from `known.base` on."""
        from vectorstore.postings import unpacked  # noqa: PLC0415 - numpy

        parts: defaultdict[int, list[tuple[int, bytes]]] = defaultdict(list)
        query = "SELECT key, first, packed FROM postings WHERE key = ANY(%s::bigint[]) ORDER BY first"
        for row in execute(connection, query, list(keys)):
            parts[row["key"]].append((row["first"] - known.base, row["packed"]))
        return {key: unpacked(packed) for key, packed in parts.items()}

    def places_of(self, connection: Connection, known: PackedWords, documents: Sequence[str]) -> NDArray[np.int64]:
        """Return the places, from `known.base` on, of the chunks of some documents that are in volumes, ascending."""
        from vectorstore.stretches import numbers_in  # noqa: PLC0415 - numpy

        new = [one for one in documents if one not in known.stretches]
        if new:
            for row in execute(connection, _STRETCHES, new):
                is_there = row["first"] is not None
                known.stretches[row["id"]] = (row["first"], row["last"] - row["first"] + 1) if is_there else (0, 0)
        numbers = numbers_in({known.stretches[one] for one in documents})
        return numbers[numbers < known.after] - known.base


def are_right(connection: Connection) -> bool:
    """Whether the volumes hold what the rows of `keywords` say, but for what is gone since."""
    rows = execute(connection, "SELECT first, after, lengths FROM volumes ORDER BY first").fetchall()
    between = zip([0, *(row["after"] for row in rows)], [row["first"] for row in rows], strict=False)
    in_none = "SELECT 1 FROM keywords WHERE number >= %s AND number < %s LIMIT 1"
    if any(execute(connection, in_none, *gap).fetchone() for gap in between):
        return False
    try:
        return all(_is_right(connection, row["first"], row["after"], row["lengths"]) for row in rows)
    except (ValueError, IndexError):  # of bytes that nobody packed
        return False


def _is_right(connection: Connection, first: int, after: int, lengths: bytes) -> bool:
    import numpy as np  # noqa: PLC0415 - as above

    from vectorstore.postings import (  # noqa: PLC0415 - as above
        MOST_OFFSETS,
        number_of,
        pack_lengths,
        unpack_lengths,
        unpacked,
    )

    is_there = np.arange(MOST_OFFSETS) < after - first
    is_there[_gone(connection, first, after) - first] = False
    rows = execute(connection, "SELECT key, packed FROM postings WHERE first = %s ORDER BY key", first).fetchall()
    said = _said(connection, first, after)
    if not rows:
        return not said.keys.size
    keys = np.repeat(np.array([row["key"] for row in rows], np.int64), [number_of(row["packed"]) for row in rows])
    both = unpacked([(0, row["packed"]) for row in rows])
    kept = is_there[both.offsets]
    lasting = unpack_lengths(lengths) * is_there[: after - first]
    held = _Said(keys[kept], both.offsets[kept], both.weights[kept], lasting)
    return pack_lengths(held.lengths) == pack_lengths(said.lengths) and dict(held.packed()) == dict(said.packed())


def _make(connection: Connection, first: int) -> None:
    """Make a volume, anew where there is one, of what is there now, none of nothing; inside a writer's transaction."""
    from vectorstore.postings import pack_lengths  # noqa: PLC0415 - numpy

    query = "SELECT max(number) AS number FROM keywords WHERE number >= %s AND number < %s"
    last = execute(connection, query, first, first + VOLUME).fetchone()
    execute(connection, "DELETE FROM volumes WHERE first = %s", first)
    execute(connection, "DELETE FROM gone WHERE number >= %s AND number < %s", first, first + VOLUME)
    if last is None or last["number"] is None:
        return
    after = last["number"] + 1
    said = _said(connection, first, after)
    query = "INSERT INTO volumes (first, after, lengths) VALUES (%s, %s, %s)"
    execute(connection, query, first, after, pack_lengths(said.lengths))
    copy_in(connection, "postings", ("key", "first", "packed"), ((key, first, packed) for key, packed in said.packed()))


def _said(connection: Connection, first: int, after: int) -> _Said:
    """Return what the rows of `keywords` say of a run of chunks."""
    import numpy as np  # noqa: PLC0415 - as above

    rows = np.frombuffer(copy_out(connection, _ROWS.format(first=first, after=after))[_HEAD:-_TAIL], np.dtype(_ROW))
    order = np.argsort(rows["key"], kind="stable")
    offsets, weights = rows["number"][order] - first, rows["weight"][order] / SCALE
    lengths = np.zeros(after - first, np.int64)
    query = "SELECT number, length FROM keywords WHERE number >= %s AND number < %s"
    for row in execute(connection, query, first, after):
        lengths[row["number"] - first] = row["length"]
    return _Said(rows["key"][order].astype(np.int64), offsets.astype(np.int64), weights, lengths)


def _read(connection: Connection, state: tuple[object, ...]) -> PackedWords:
    """Return what is to be kept in mind of volumes, of which there is one at least."""
    import numpy as np  # noqa: PLC0415 - as above

    from vectorstore.postings import unpack_lengths  # noqa: PLC0415 - as above

    rows = execute(connection, "SELECT first, after, lengths FROM volumes ORDER BY first").fetchall()
    base, after = rows[0]["first"], rows[-1]["after"]
    lengths = np.zeros(after - base, np.int64)
    for row in rows:
        lengths[row["first"] - base : row["after"] - base] = unpack_lengths(row["lengths"])
    return PackedWords(state, base, lengths, _gone(connection, base, after) - base)


def _gone(connection: Connection, first: int, after: int) -> NDArray[np.int64]:
    import numpy as np  # noqa: PLC0415 - as above

    rows = execute(connection, "SELECT number FROM gone WHERE number >= %s AND number < %s", first, after).fetchall()
    return np.array([row["number"] for row in rows], np.int64)


_STRETCHES = (
    "SELECT d.id,"
    " (SELECT number FROM chunks c WHERE c.document_id = d.id ORDER BY starts, number LIMIT 1) AS first,"
    " (SELECT number FROM chunks c WHERE c.document_id = d.id ORDER BY starts DESC, number DESC LIMIT 1) AS last"
    " FROM unnest(%s::text[]) AS d (id)"
)
