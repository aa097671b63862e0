"""Schema: the tables of a catalogue in SQLite, and how those of earlier versions become these. Reads no source."""

from __future__ import annotations

import json
import sqlite3

from ingest.documents import Block, BlockKind, Place, PlaceKind
from ingest.packing import Structure, pack_structure
from vectorstore.digests import checksum, digest_of
from vectorstore.keywords import to_words
from vectorstore.ledger import make_ledger
from vectorstore.volumes import TABLES as VOLUMES
from vectorstore.volumes import TOKENIZER

FORMAT = 4
"""Of the tables below: earlier ones are brought up to it, later ones are not to be touched."""

_WITH_SOURCES = 3  # the format that knows the sources of documents
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, uri TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, title TEXT NOT NULL,
    revision TEXT NOT NULL, made_with TEXT NOT NULL, chunks INTEGER NOT NULL, characters INTEGER NOT NULL,
    added TEXT NOT NULL, updated TEXT NOT NULL
);
CREATE TABLE revisions (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, revision TEXT NOT NULL,
    text TEXT NOT NULL, dated TEXT NOT NULL, structure TEXT NOT NULL, boxes BLOB NOT NULL,
    PRIMARY KEY (document_id, revision)
);
CREATE TABLE failures (
    uri TEXT PRIMARY KEY, name TEXT NOT NULL, message TEXT NOT NULL, dated TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    starts INTEGER NOT NULL, ends INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, sentences TEXT NOT NULL,
    text TEXT NOT NULL, text_hash TEXT NOT NULL, stand_alone TEXT NOT NULL DEFAULT ''
);
CREATE INDEX chunks_of_document ON chunks (document_id, starts);
CREATE INDEX chunks_of_text ON chunks (text_hash);
CREATE TABLE vectors (
    text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (text_hash, model)
);
"""
KEYWORDS = f"""CREATE VIRTUAL TABLE keywords USING fts5 (title, heading, text, content='', tokenize="{TOKENIZER}")"""
"""Of the latest chunks; the words of the others are in volumes."""


def bring_up(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring those there are to the present format; inside a transaction, and once only."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        for statement in _TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute(KEYWORDS)
    if version == 1:
        _to_format_2(connection)
    if version < _WITH_SOURCES:
        _to_format_3(connection)
    if version < FORMAT:
        _to_format_4(connection)
    connection.execute(f"PRAGMA user_version = {FORMAT}")


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
    connection.execute("CREATE TABLE outbox (chunk_id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.create_function("digest_of", 3, digest_of, deterministic=True)
    connection.create_function("checksum_of", 1, checksum, deterministic=True)
    connection.execute("ALTER TABLE revisions ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE revisions SET digest = digest_of(text, structure, boxes)")
    connection.execute("ALTER TABLE vectors ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0")
    connection.execute("UPDATE vectors SET checksum = checksum_of(vector)")


def _to_format_4(connection: sqlite3.Connection) -> None:
    """Bring format 3 to format 4, which packs the words of all but the latest chunks; the next writer does so."""
    for statement in VOLUMES.split(";\n"):
        connection.execute(statement)


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
