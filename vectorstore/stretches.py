"""Stretches: which numbers the chunks of a document have, kept in mind while nothing changes. Knows SQL, never a chunk.

The chunks of a document are entered together, in the order of its text, so that their numbers follow one another: the
first and the last tell all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.documents import DocumentId

# Of each document two places of the index are looked at, however many chunks it has.
_STRETCHES = (
    "SELECT j.value,"
    " (SELECT c.number FROM chunks c WHERE c.document_id = j.value ORDER BY c.starts LIMIT 1),"
    " (SELECT c.number FROM chunks c WHERE c.document_id = j.value ORDER BY c.starts DESC, c.number DESC LIMIT 1)"
    " FROM json_each(?) j"
)
_NONE = (0, 0)


class Stretches:
    """The stretches of those documents of a catalogue that were asked for, until any process changes a document."""

    def __init__(self) -> None:
        self._known: tuple[str, dict[str, tuple[int, int]]] = ("", {})

    def numbers(self, connection: sqlite3.Connection, documents: Sequence[DocumentId]) -> NDArray[np.int64]:
        """Return the numbers of the chunks of some documents, ascending, as the connection's snapshot has them."""
        known = self._as_of(connection)
        new = [one for one in documents if one not in known]
        if new:
            for row in connection.execute(_STRETCHES, (json.dumps(new),)):
                known[row[0]] = _NONE if row[1] is None else (row[1], row[2] - row[1] + 1)
        return numbers_in({known[one] for one in documents})

    def _as_of(self, connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
        row = connection.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
        generation = row[0] if row else ""
        if self._known[0] != generation:
            self._known = (generation, {})
        return self._known[1]


def numbers_in(stretches: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
    """Return the numbers of some stretches, each given by its first one and how many it has, ascending."""
    firsts, sizes = np.array(sorted(stretches), np.int64).reshape(-1, 2).T
    numbers: NDArray[np.int64] = np.arange(sizes.sum()) + np.repeat(firsts - (np.cumsum(sizes) - sizes), sizes)
    return numbers
