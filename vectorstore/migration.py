"""Migration: brings the tables of a catalogue made by an earlier version to the present ones. Reads no source."""

from __future__ import annotations

import json
import sqlite3

from ingest.documents import Block, BlockKind, Place, PlaceKind
from vectorstore.structure import Structure, pack_structure


def to_format_2(connection: sqlite3.Connection) -> None:
    """Bring format 1, which knew pages and headings only and counted each time, to format 2; inside a transaction.

    What a document's structure is beyond pages and headings is known when its source is read again.
    """
    connection.execute(
        "CREATE TABLE failures (uri TEXT PRIMARY KEY, name TEXT NOT NULL, message TEXT NOT NULL, dated TEXT NOT NULL)"
        " WITHOUT ROWID"
    )
    connection.execute("ALTER TABLE documents ADD COLUMN chunks INTEGER NOT NULL DEFAULT 0")
    connection.execute("ALTER TABLE documents ADD COLUMN characters INTEGER NOT NULL DEFAULT 0")
    connection.execute(
        "UPDATE documents SET chunks = (SELECT count(*) FROM chunks c WHERE c.document_id = documents.id),"
        " characters = (SELECT length(r.text) FROM revisions r"
        " WHERE r.document_id = documents.id AND r.revision = documents.revision)"
    )
    connection.execute("ALTER TABLE chunks ADD COLUMN stand_alone TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE revisions ADD COLUMN structure TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE revisions ADD COLUMN boxes BLOB NOT NULL DEFAULT x''")
    for number, pages, headings in connection.execute("SELECT rowid, pages, headings FROM revisions").fetchall():
        packed = pack_structure(_structure(pages, headings))
        connection.execute("UPDATE revisions SET structure = ? WHERE rowid = ?", (packed, number))
    connection.execute("ALTER TABLE revisions DROP COLUMN pages")
    connection.execute("ALTER TABLE revisions DROP COLUMN headings")


def _structure(pages: str, headings: str) -> Structure:
    return Structure(
        blocks=tuple(Block(BlockKind.HEADING, start, end, level) for level, start, end in json.loads(headings)),
        places=tuple(Place(PlaceKind.PAGE, str(number), start, end) for number, start, end in json.loads(pages)),
    )
