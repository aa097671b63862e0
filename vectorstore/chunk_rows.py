"""Rows of chunks: how a chunk is kept in the catalogue's tables, and found by its words. Knows SQL and keywords."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.chunking import Chunk, ChunkId
from ingest.documents import DocumentId, Revision, Span
from vectorstore.connections import Row
from vectorstore.digests import text_hash
from vectorstore.keywords import to_words
from vectorstore.volumes import Texts, packed_to

CHUNK_QUERY = "SELECT c.*, d.title, d.uri, d.revision FROM chunks c JOIN documents d ON d.id = c.document_id"


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with the address and revision of its document."""

    chunk: Chunk
    uri: str
    revision: Revision


def insert_chunk(connection: sqlite3.Connection, chunk: Chunk) -> str:
    """Keep a chunk, and the words that it is found by; return the hash of its text."""
    digest = text_hash(chunk.embedded_text)
    # No number comes twice, so that no chunk is taken for an earlier one in a volume.
    cursor = connection.execute(
        "INSERT INTO chunks"
        " (number, id, document_id, starts, ends, heading, page, sentences, text, text_hash, stand_alone)"
        " VALUES ((SELECT max((SELECT coalesce(max(number), 0) FROM chunks), (SELECT coalesce(max(after), 1) - 1"
        " FROM volumes)) + 1), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            chunk.id,
            chunk.document_id,
            chunk.start,
            chunk.end,
            chunk.heading,
            chunk.page,
            json.dumps([[span.start, span.end] for span in chunk.sentences]),
            chunk.text,
            digest,
            json.dumps(chunk.stand_alone, ensure_ascii=False) if chunk.stand_alone else "",
        ),
    )
    connection.execute(
        "INSERT INTO keywords (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
        (cursor.lastrowid, *searched(chunk)),
    )
    return digest


def searched_within(connection: sqlite3.Connection, first: int, after: int) -> Iterator[tuple[int, Texts]]:
    """Yield the numbers of a span of chunks, ascending, with what each is found by. Raises as `to_chunk` does."""
    query = f"{CHUNK_QUERY} WHERE c.number >= ? AND c.number < ? ORDER BY c.number"
    for row in connection.execute(query, (first, after)):
        yield row["number"], searched(to_chunk(row).chunk)


def searched(chunk: Chunk) -> Texts:
    """Return the words of a chunk's title, heading and text that keywords find it by."""
    return to_words(chunk.title), to_words(chunk.heading), to_words(chunk.read_text)


def remove_chunks(connection: sqlite3.Connection, document_id: DocumentId) -> dict[ChunkId, str]:
    """Remove the chunks of a document; return the hash of each one's text. Raises as `to_chunk` does.

    Their words are taken out of the index of the latest chunks, not out of volumes.
    """
    query = f"{CHUNK_QUERY} WHERE c.document_id = ?"
    rows = connection.execute(query, (document_id,)).fetchall()
    packed = packed_to(connection)
    # A contentless index forgets a row when told what was in it.
    connection.executemany(
        "INSERT INTO keywords (keywords, rowid, title, heading, text) VALUES ('delete', ?, ?, ?, ?)",
        ((row["number"], *searched(to_chunk(row).chunk)) for row in rows if row["number"] >= packed),
    )
    connection.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))
    return {ChunkId(row["id"]): row["text_hash"] for row in rows}


def packed_chunks(connection: sqlite3.Connection, document_id: DocumentId) -> list[tuple[int, Texts]]:
    """Return the numbers of those of a document's chunks whose words are in volumes, with what each is found by.

    Raises as `to_chunk` does.
    """
    query = f"{CHUNK_QUERY} WHERE c.document_id = ? AND c.number < ? ORDER BY c.number"
    rows = connection.execute(query, (document_id, packed_to(connection)))
    return [(row["number"], searched(to_chunk(row).chunk)) for row in rows]


def forget_vectors(connection: sqlite3.Connection, removed: Mapping[ChunkId, str]) -> None:
    """Remove the vectors of removed chunks whose texts no chunk has any more."""
    connection.execute(
        "DELETE FROM vectors WHERE text_hash IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM chunks c WHERE c.text_hash = vectors.text_hash)",
        (json.dumps(list(removed.values())),),
    )


def to_chunk(row: Row) -> StoredChunk:
    """Return the chunk of a row of CHUNK_QUERY. Raises ValueError and TypeError for a row that is damaged."""
    chunk = Chunk(
        id=ChunkId(row["id"]),
        document_id=DocumentId(row["document_id"]),
        start=row["starts"],
        end=row["ends"],
        text=row["text"],
        title=row["title"],
        heading=row["heading"],
        page=row["page"],
        sentences=tuple(Span(*values) for values in json.loads(row["sentences"])),
        stand_alone=tuple(json.loads(row["stand_alone"])) if row["stand_alone"] else (),
    )
    return StoredChunk(chunk, row["uri"], Revision(row["revision"]))
