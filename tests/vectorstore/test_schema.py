from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ingest.documents import Block, BlockKind, DocumentId, Place, PlaceKind
from vectorstore.catalogue import Catalogue
from vectorstore.digests import digest_of
from vectorstore.errors import LibraryDamaged

FORMAT_1 = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, uri TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, title TEXT NOT NULL,
    revision TEXT NOT NULL, made_with TEXT NOT NULL, added TEXT NOT NULL, updated TEXT NOT NULL
);
CREATE TABLE revisions (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, revision TEXT NOT NULL,
    text TEXT NOT NULL, pages TEXT NOT NULL, headings TEXT NOT NULL, dated TEXT NOT NULL,
    PRIMARY KEY (document_id, revision)
);
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    starts INTEGER NOT NULL, ends INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, sentences TEXT NOT NULL,
    text TEXT NOT NULL, text_hash TEXT NOT NULL
);
CREATE TABLE vectors (
    text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (text_hash, model)
);
CREATE VIRTUAL TABLE keywords USING fts5 (title, heading, text, content='',
    tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO documents VALUES ('d1', 'file:///tea.pdf', 'f', 'Tea', 'r1', 'reading 1, chunking 1',
    '2026-01-31T09:00:00+00:00', '2026-01-31T09:00:00+00:00');
INSERT INTO revisions VALUES ('d1', 'r1', 'Tea\nIt is green.', '[[1, 0, 16]]', '[[1, 0, 3]]', '2026-01-31');
INSERT INTO chunks VALUES (1, 'c1', 'd1', 0, 16, '', 1, '[[0, 3], [4, 16]]', 'Tea\nIt is green.', 'h1');
INSERT INTO keywords (rowid, title, heading, text) VALUES (1, 'Tea', '', 'Tea\nIt is green.');
PRAGMA user_version = 1;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(FORMAT_1)
    connection.close()
    return path


def test_a_library_of_the_first_format_keeps_its_documents_pages_and_headings(path: Path) -> None:
    catalogue = Catalogue.open(path)

    (record,) = catalogue.documents()
    document = catalogue.document(DocumentId("d1"))

    assert (record.title, record.chunks, record.characters) == ("Tea", 1, 16)
    assert document.text == "Tea\nIt is green."
    assert document.places == (Place(PlaceKind.PAGE, "1", 0, 16),)
    assert document.blocks == (Block(BlockKind.HEADING, 0, 3, 1),)
    assert [chunk.text for chunk in catalogue.chunks_of(DocumentId("d1"))] == ["Tea\nIt is green."]
    catalogue.close()


def test_what_was_found_before_is_found_and_can_be_removed(path: Path) -> None:
    catalogue = Catalogue.open(path)

    assert list(catalogue.search("green", limit=3)) == ["c1"]
    catalogue.remove(DocumentId("d1"))
    assert catalogue.search("green", limit=3) == {}
    catalogue.close()


def test_a_library_of_a_later_format_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(LibraryDamaged, match="made by another version"):
        Catalogue.open(path)


def test_the_sources_of_a_library_of_an_earlier_format_are_its_documents(path: Path) -> None:
    catalogue = Catalogue.open(path)

    (known,) = catalogue.ledger.below("file:///").values()

    assert (known.uri, known.document_id, known.fingerprint, known.made_with) == (
        "file:///tea.pdf",
        "d1",
        "f",
        "reading 1, chunking 1",
    )
    assert known.stamp is None
    assert catalogue.ledger.remembered() == ()
    catalogue.close()


def test_a_library_of_the_first_format_gets_digests_and_an_empty_outbox(path: Path) -> None:
    Catalogue.open(path).close()

    connection = sqlite3.connect(path)
    (digest,) = connection.execute("SELECT digest FROM revisions").fetchone()
    structure, boxes = connection.execute("SELECT structure, boxes FROM revisions").fetchone()
    outstanding = connection.execute("SELECT count(*) FROM outbox").fetchone()
    connection.close()

    assert digest == digest_of("Tea\nIt is green.", structure, boxes)
    assert outstanding == (0,)
