"""A catalogue as format 4 kept it: texts as they are, passages with theirs, vectors in float32."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from ingest.chunking import Chunk
from ingest.documents import Document
from ingest.packing import pack_boxes, pack_structure
from vectorstore.catalogue import Catalogue
from vectorstore.digests import checksum, digest_of, text_hash

_TABLES = """
PRAGMA foreign_keys = OFF;
DROP TABLE revisions; DROP TABLE texts; DROP TABLE chunks; DROP TABLE vectors; DROP TABLE models;
CREATE TABLE revisions (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, revision TEXT NOT NULL,
    text TEXT NOT NULL, dated TEXT NOT NULL, structure TEXT NOT NULL, boxes BLOB NOT NULL,
    digest TEXT NOT NULL DEFAULT '', PRIMARY KEY (document_id, revision)
);
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    starts INTEGER NOT NULL, ends INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, sentences TEXT NOT NULL,
    text TEXT NOT NULL, text_hash TEXT NOT NULL, stand_alone TEXT NOT NULL DEFAULT ''
);
CREATE INDEX chunks_of_document ON chunks (document_id, starts);
CREATE INDEX chunks_of_text ON chunks (text_hash);
CREATE TABLE vectors (
    text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, checksum INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (text_hash, model)
);
PRAGMA user_version = 4;
"""


def to_format_4(file: Path, vectors: Mapping[str, bytes], model: str, earlier: Sequence[Document] = ()) -> None:
    """Let a catalogue be what format 4 had kept of the same documents, with these vectors by `text_hash`.

    Its words, sources and places are the same in both. `earlier` revisions of its documents are kept too.
    """
    with closing(Catalogue.open(file)) as catalogue:
        documents = [catalogue.document(record.id) for record in catalogue.documents()]
        chunks = [chunk for document in documents for chunk in catalogue.chunks_of(document.id)]
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        numbers = dict(connection.execute("SELECT id, number FROM chunks"))
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?)", _revisions([*earlier, *documents]))
        connection.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((numbers[chunk.id], *_values(chunk)) for chunk in chunks),
        )
        rows = ((digest, model, vector, checksum(vector)) for digest, vector in vectors.items())
        connection.executemany("INSERT INTO vectors VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
        connection.execute("VACUUM")


def _revisions(documents: Sequence[Document]) -> Iterator[tuple[object, ...]]:
    for place, one in enumerate(documents):
        structure, boxes = pack_structure(one), pack_boxes(one.boxes)
        digest = digest_of(one.text, structure, boxes)
        yield one.id, one.revision, one.text, f"2026-01-{place + 1:02}T09:00:00+00:00", structure, boxes, digest


def _values(chunk: Chunk) -> tuple[object, ...]:
    return (
        chunk.id,
        chunk.document_id,
        chunk.start,
        chunk.end,
        chunk.heading,
        chunk.page,
        json.dumps([[span.start, span.end] for span in chunk.sentences]),
        chunk.text,
        text_hash(chunk.embedded_text),
        json.dumps(chunk.stand_alone, ensure_ascii=False) if chunk.stand_alone else "",
    )
