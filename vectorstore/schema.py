"""Schema: the tables of a catalogue in SQLite, and how those of earlier versions become these. Reads no source."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import islice
from typing import Any

from ingest.documents import Block, BlockKind, Place, PlaceKind, Span
from ingest.packing import Structure, pack_structure
from vectorstore.chunk_rows import keep_vectors, pack_spans
from vectorstore.digests import checksum, digest_of, short
from vectorstore.keywords import to_words
from vectorstore.ledger import make_ledger
from vectorstore.text_rows import TABLES as TEXTS
from vectorstore.text_rows import RevisionRow, keep_revision
from vectorstore.volumes import TABLES as VOLUMES
from vectorstore.volumes import TOKENIZER

FORMAT = 5
"""Of the tables below: earlier ones are brought up to it, later ones are not to be touched."""

_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, uri TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, title TEXT NOT NULL,
    revision TEXT NOT NULL, made_with TEXT NOT NULL, chunks INTEGER NOT NULL, characters INTEGER NOT NULL,
    added TEXT NOT NULL, updated TEXT NOT NULL
);
CREATE TABLE failures (
    uri TEXT PRIMARY KEY, name TEXT NOT NULL, message TEXT NOT NULL, dated TEXT NOT NULL
) WITHOUT ROWID
"""
# All of a record in the order in which records are listed: to sort them takes as long as to read them.
BY_TITLE = (
    "CREATE INDEX IF NOT EXISTS documents_by_title ON documents (title COLLATE NOCASE, uri,"
    " id, fingerprint, revision, made_with, chunks, characters, added, updated)"
)
_OUTBOX = "CREATE TABLE outbox (chunk_id TEXT PRIMARY KEY) WITHOUT ROWID"
# Those of format 5. The text of a chunk is a span of its document's. Five vectors of 384 numbers fill a page: what
# else a row of them holds is small for that.
_PASSAGES = """
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    starts INTEGER NOT NULL, ends INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, sentences TEXT NOT NULL,
    text_hash TEXT NOT NULL, stand_alone TEXT NOT NULL
);
CREATE INDEX chunks_of_document ON chunks (document_id, starts);
CREATE INDEX chunks_of_text ON chunks (text_hash);
CREATE TABLE models (number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE);
CREATE TABLE vectors (
    number INTEGER PRIMARY KEY, text_hash TEXT NOT NULL, model INTEGER NOT NULL REFERENCES models,
    vector BLOB NOT NULL, checksum INTEGER NOT NULL, UNIQUE (text_hash, model)
)
"""
KEYWORDS = f"""CREATE VIRTUAL TABLE keywords USING fts5 (title, heading, text, content='', tokenize="{TOKENIZER}")"""
"""Of the latest chunks; the words of the others are in volumes."""


def bring_up(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring those there are to the present format; inside a transaction, and once only."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        _make(connection, _TABLES, BY_TITLE, TEXTS, _PASSAGES, KEYWORDS, _OUTBOX, VOLUMES)
        make_ledger(connection)
    else:
        for step in _STEPS[version - 1 :]:
            step(connection)
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _make(connection: sqlite3.Connection, *tables: str) -> None:
    for statement in ";\n".join(tables).split(";\n"):
        connection.execute(statement)


def _to_format_2(connection: sqlite3.Connection) -> None:
    """Bring format 1, which knew pages and headings only and counted each time, to format 2.

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
    _index_keywords(connection)


def _to_format_3(connection: sqlite3.Connection) -> None:
    """Bring format 2, which knew documents only, to format 3.

    That knows their sources and places, what the index has not followed (`outbox`), and by what a text or a vector
    that has changed by itself is told. The index that there is, is looked at by the next writer.
    """
    make_ledger(connection)
    _make(connection, _OUTBOX)
    connection.create_function("digest_of", 3, digest_of, deterministic=True)
    connection.create_function("checksum_of", 1, checksum, deterministic=True)
    connection.execute("ALTER TABLE revisions ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE revisions SET digest = digest_of(text, structure, boxes)")
    connection.execute("ALTER TABLE vectors ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0")
    connection.execute("UPDATE vectors SET checksum = checksum_of(vector)")


def _to_format_4(connection: sqlite3.Connection) -> None:
    """Bring format 3 to format 4, which packs the words of all but the latest chunks; the next writer does so."""
    _make(connection, VOLUMES)


def _to_format_5(connection: sqlite3.Connection) -> None:
    """Bring format 4 to format 5, which keeps texts once and compressed, and vectors in half precision.

    A vector that has changed by itself is left out, and missed by whoever checks; so is a text, by its digest.
    """
    _make(connection, "DROP INDEX IF EXISTS chunks_of_document", "DROP INDEX IF EXISTS chunks_of_text")
    for table in ("revisions", "chunks", "vectors"):
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_4")
    _make(connection, TEXTS, _PASSAGES)
    for row in connection.execute(_REVISIONS_4):
        keep_revision(connection, RevisionRow(*row))
    connection.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_chunk_of_4(row) for row in connection.execute(_CHUNKS_4)),
    )
    for (model,) in connection.execute("SELECT DISTINCT model FROM vectors_4").fetchall():
        rows = connection.execute(_VECTORS_4, (model,))
        whole = ((digest, vector) for digest, vector, check in rows if checksum(vector) == check)
        while some := dict(islice(whole, _AT_ONCE)):
            keep_vectors(connection, model, some)
    for table in ("revisions", "chunks", "vectors"):
        connection.execute(f"DROP TABLE {table}_4")
    connection.execute("DELETE FROM signs")  # of numbers that were rounded since


_REVISIONS_4 = "SELECT document_id, revision, text, dated, structure, boxes, digest FROM revisions_4 ORDER BY rowid"
_CHUNKS_4 = (
    "SELECT number, id, document_id, starts, ends, heading, page, sentences, text_hash, stand_alone FROM chunks_4"
    " ORDER BY number"
)
_VECTORS_4 = "SELECT text_hash, vector, checksum FROM vectors_4 WHERE model = ? ORDER BY rowid"
_AT_ONCE = 1_000  # vectors


def _chunk_of_4(row: Sequence[Any]) -> tuple[object, ...]:
    number, identity, document_id, starts, ends, heading, page, sentences, digest, stand_alone = row
    try:
        packed = pack_spans([Span(*values) for values in json.loads(sentences)], starts)
    except (ValueError, TypeError):
        packed = sentences  # that makes no sense, and is told as such
    return number, identity, document_id, starts, ends, heading, page, packed, short(digest), stand_alone


def _index_keywords(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE keywords")
    connection.execute(KEYWORDS)
    chunks = connection.execute(
        "SELECT c.number, d.title, c.heading, c.text FROM chunks c JOIN documents d ON d.id = c.document_id"
    )
    connection.executemany(
        "INSERT INTO keywords (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
        ((number, *map(to_words, words)) for number, *words in chunks.fetchall()),
    )


def _structure(pages: str, headings: str) -> Structure:
    return Structure(
        blocks=tuple(Block(BlockKind.HEADING, start, end, level) for level, start, end in json.loads(headings)),
        places=tuple(Place(PlaceKind.PAGE, str(number), start, end) for number, start, end in json.loads(pages)),
    )


_STEPS = (_to_format_2, _to_format_3, _to_format_4, _to_format_5)
