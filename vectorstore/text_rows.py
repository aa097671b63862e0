"""Rows of texts: how the text of a revision is kept in the catalogue's tables, compressed and in pieces.

In pieces, so that a passage is read without the rest of its document. Knows SQL, never what a text says.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import NamedTuple

TABLES = """
CREATE TABLE revisions (
    number INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    revision TEXT NOT NULL, dated TEXT NOT NULL, characters INTEGER NOT NULL, doubts INTEGER NOT NULL,
    structure BLOB NOT NULL, boxes BLOB NOT NULL, digest TEXT NOT NULL, UNIQUE (document_id, revision)
);
CREATE TABLE texts (number INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TRIGGER texts_of_revisions AFTER DELETE ON revisions
BEGIN DELETE FROM texts WHERE number BETWEEN old.number << 16 AND (old.number << 16) + 65535; END
"""

_PIECE = 2**15  # characters of each piece but the last; what is kept relies on it, as on the next
_MOST_PIECES = 2**16  # of a revision: its pieces have the numbers from its own times that on
_KEPT_PIECES = 4  # of the pieces read last: spans of one text come together

ROW_QUERY = "SELECT number, document_id, revision, dated, characters, structure, boxes, digest FROM revisions"


class RevisionRow(NamedTuple):
    """A revision as whoever moves it sees it, whichever engine keeps it: `structure` and `boxes` are packed."""

    document_id: str
    revision: str
    text: str
    dated: str
    structure: str
    boxes: bytes
    digest: str


def keep_revision(connection: sqlite3.Connection, row: RevisionRow) -> None:
    """Keep a revision, in place of one of the same document and text."""
    connection.execute("DELETE FROM revisions WHERE document_id = ? AND revision = ?", row[:2])
    cursor = connection.execute(
        "INSERT INTO revisions (document_id, revision, dated, characters, doubts, structure, boxes, digest)"
        " VALUES (?1, ?2, ?3, ?4, CASE WHEN json_valid(?5) THEN json_array_length(?5, '$.doubts') ELSE 0 END,"
        " ?6, ?7, ?8)",
        (
            row.document_id,
            row.revision,
            row.dated,
            len(row.text),
            row.structure,
            _packed(row.structure),
            row.boxes,
            row.digest,
        ),
    )
    first = _first_piece(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT INTO texts VALUES (?, ?)",
        (
            (first + place, _packed(row.text[start : start + _PIECE]))
            for place, start in enumerate(range(0, len(row.text), _PIECE))
        ),
    )


def kept_revision(connection: sqlite3.Connection, row: sqlite3.Row) -> RevisionRow:
    """Return the revision of a row of ROW_QUERY. Raises ValueError and TypeError for one that is damaged."""
    return RevisionRow(
        document_id=row["document_id"],
        revision=row["revision"],
        text=text_of(connection, row["number"], row["characters"]),
        dated=row["dated"],
        structure=unpacked(row["structure"]),
        boxes=row["boxes"],
        digest=row["digest"],
    )


def text_of(connection: sqlite3.Connection, number: int, characters: int) -> str:
    """Return the text of a revision, of so many characters. Raises ValueError and TypeError where it is damaged."""
    first = _first_piece(number)
    query = "SELECT packed FROM texts WHERE number BETWEEN ? AND ? ORDER BY number"
    rows = connection.execute(query, (first, first + _MOST_PIECES - 1))
    text = "".join(unpacked(row[0]) for row in rows)
    if len(text) != characters:
        raise ValueError(f"{len(text)} characters instead of {characters}")
    return text


class Spans:
    """Reads spans of the texts of revisions, as of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pieces: dict[int, str] = {}

    def read(self, number: int, start: int, end: int) -> str:
        """Return `text[start:end]` of a revision. Raises ValueError and TypeError where that is damaged."""
        first, last = start // _PIECE, max(end - 1, start) // _PIECE
        pieces = range(_first_piece(number) + first, _first_piece(number) + last + 1)
        before = first * _PIECE
        span = "".join(map(self._piece, pieces))[start - before : end - before]
        if len(span) != end - start:
            raise ValueError(f"no text from {start} to {end}")
        return span

    def _piece(self, number: int) -> str:
        if number not in self._pieces:
            row = self._connection.execute("SELECT packed FROM texts WHERE number = ?", (number,)).fetchone()
            if len(self._pieces) == _KEPT_PIECES:
                del self._pieces[next(iter(self._pieces))]
            self._pieces[number] = unpacked(row[0]) if row else ""
        return self._pieces[number]


def unpacked(packed: bytes) -> str:
    """Return a text that was compressed. Raises ValueError and TypeError for what was not."""
    try:
        return zlib.decompress(packed).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from error


def _first_piece(number: int) -> int:
    return number * _MOST_PIECES


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode())
