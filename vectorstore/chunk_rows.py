"""Rows of chunks: how a chunk and its vector are kept in the catalogue's tables. Knows SQL and keywords.

The text of a chunk is a span of its document's present text, and is kept there only.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.chunking import Chunk, ChunkId
from ingest.documents import DocumentId, Revision, Span
from vectorstore.connections import EngineRow
from vectorstore.digests import checksum, short, text_hash
from vectorstore.keywords import to_words
from vectorstore.text_rows import Spans
from vectorstore.volumes import Texts, packed_to

CHUNK_QUERY = (
    "SELECT c.*, d.title, d.uri, d.revision, r.number AS kept FROM chunks c JOIN documents d ON d.id = c.document_id"
    " LEFT JOIN revisions r ON r.document_id = d.id AND r.revision = d.revision"
)
"""Of rows that `read_chunk` reads."""

VECTOR_QUERY = (
    "SELECT c.id, c.number, v.vector FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash"
    " AND v.model = (SELECT number FROM models WHERE hash = ?)"
)
"""Of rows with the vector of a model, in half precision, of each chunk that has one; read by place, for speed."""


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with the address and revision of its document."""

    chunk: Chunk
    uri: str
    revision: Revision


# All chunks of a document have its title, and each text is asked for again when a thousand of them become a volume.
_words = lru_cache(2_048)(to_words)


def insert_chunks(connection: sqlite3.Connection, chunks: Sequence[Chunk]) -> dict[ChunkId, str]:
    """Keep chunks, and the words that they are found by; return the short hash of each one's text.

    Their document must be kept before them, with the revision that they are of. Given in the order of its text, they
    get numbers that follow one another.
    """
    digests = {chunk.id: short(text_hash(chunk.embedded_text)) for chunk in chunks}
    # No number comes twice, so that no chunk is taken for an earlier one in a volume.
    first = connection.execute(
        "SELECT max((SELECT coalesce(max(number), 0) FROM chunks), (SELECT coalesce(max(after), 1) - 1 FROM volumes))"
        " + 1"
    ).fetchone()[0]
    connection.executemany(
        "INSERT INTO chunks"
        " (number, id, document_id, starts, ends, heading, page, sentences, text_hash, stand_alone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                chunk.id,
                chunk.document_id,
                chunk.start,
                chunk.end,
                chunk.heading,
                chunk.page,
                pack_spans(chunk.sentences, chunk.start),
                digests[chunk.id],
                json.dumps(chunk.stand_alone, ensure_ascii=False) if chunk.stand_alone else "",
            )
            for number, chunk in enumerate(chunks, first)
        ),
    )
    connection.executemany(
        "INSERT INTO keywords (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
        ((number, *searched(chunk)) for number, chunk in enumerate(chunks, first)),
    )
    return digests


def read_chunk(row: sqlite3.Row, spans: Spans) -> StoredChunk:
    """Return the chunk of a row of CHUNK_QUERY. Raises ValueError and TypeError for a row or text that is damaged."""
    text = spans.read(row["kept"], row["starts"], row["ends"])
    return to_chunk(row, text, _unpacked_spans(row["sentences"], row["starts"]))


def to_chunk(row: EngineRow, text: str, sentences: tuple[Span, ...]) -> StoredChunk:
    """Return a chunk, of a row whichever engine keeps it. Raises ValueError for a row that is damaged."""
    chunk = Chunk(
        id=ChunkId(row["id"]),
        document_id=DocumentId(row["document_id"]),
        start=row["starts"],
        end=row["ends"],
        text=text,
        title=row["title"],
        heading=row["heading"],
        page=row["page"],
        sentences=sentences,
        stand_alone=tuple(json.loads(row["stand_alone"])) if row["stand_alone"] else (),
    )
    return StoredChunk(chunk, row["uri"], Revision(row["revision"]))


def searched_within(connection: sqlite3.Connection, first: int, after: int) -> Iterator[tuple[int, Texts]]:
    """Yield the numbers of a span of chunks, ascending, with what each is found by. Raises as `read_chunk` does."""
    query = f"{CHUNK_QUERY} WHERE c.number >= ? AND c.number < ? ORDER BY c.number"
    spans = Spans(connection)
    for row in connection.execute(query, (first, after)):
        if row["stand_alone"]:
            yield row["number"], searched(read_chunk(row, spans).chunk)
        else:  # its text is read as it stands, wherever its sentences end
            text = spans.read(row["kept"], row["starts"], row["ends"])
            yield row["number"], (_words(row["title"]), _words(row["heading"]), _words(text))


def searched(chunk: Chunk) -> Texts:
    """Return the words of a chunk's title, heading and text that keywords find it by."""
    return _words(chunk.title), _words(chunk.heading), _words(chunk.read_text)


def remove_chunks(connection: sqlite3.Connection, document_id: DocumentId) -> dict[ChunkId, str]:
    """Remove the chunks of a document; return the hash of each one's text. Raises as `read_chunk` does.

    Their words are taken out of the index of the latest chunks, not out of volumes.
    """
    query = f"{CHUNK_QUERY} WHERE c.document_id = ?"
    rows = connection.execute(query, (document_id,)).fetchall()
    packed, spans = packed_to(connection), Spans(connection)
    # A contentless index forgets a row when told what was in it.
    connection.executemany(
        "INSERT INTO keywords (keywords, rowid, title, heading, text) VALUES ('delete', ?, ?, ?, ?)",
        ((row["number"], *searched(read_chunk(row, spans).chunk)) for row in rows if row["number"] >= packed),
    )
    connection.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))
    return {ChunkId(row["id"]): row["text_hash"] for row in rows}


def packed_chunks(connection: sqlite3.Connection, document_id: DocumentId) -> list[tuple[int, Texts]]:
    """Return the numbers of those of a document's chunks whose words are in volumes, with what each is found by.

    Raises as `read_chunk` does.
    """
    query = f"{CHUNK_QUERY} WHERE c.document_id = ? AND c.number < ? ORDER BY c.number"
    spans = Spans(connection)
    rows = connection.execute(query, (document_id, packed_to(connection)))
    return [(row["number"], searched(read_chunk(row, spans).chunk)) for row in rows]


def keep_vectors(connection: sqlite3.Connection, model: str, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors of a model, float32 as bytes, by the `text_hash` of their texts. Raises ValueError for none."""
    from vectorstore.halves import halved  # noqa: PLC0415 - numpy; a list of documents needs none

    if vectors:
        connection.execute("INSERT OR IGNORE INTO models (hash) VALUES (?)", (model,))
    halves = ((short(digest), model, halved(vector)) for digest, vector in vectors.items())
    connection.executemany(
        "INSERT OR REPLACE INTO vectors (text_hash, model, vector, checksum)"
        " VALUES (?, (SELECT number FROM models WHERE hash = ?), ?, ?)",
        ((*row, checksum(row[-1])) for row in halves),
    )


def forget_vectors(connection: sqlite3.Connection, removed: Mapping[ChunkId, str]) -> None:
    """Remove the vectors of removed chunks whose texts no chunk has any more."""
    connection.execute(
        "DELETE FROM vectors WHERE text_hash IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM chunks c WHERE c.text_hash = vectors.text_hash)",
        (json.dumps(list(removed.values())),),
    )


def pack_spans(spans: Sequence[Span], start: int) -> str:
    """Return spans from `start` on as text: how far each is from the end of the one before, and how long."""
    ends = [start, *(span.end for span in spans)]
    return " ".join(f"{span.start - end} {span.end - span.start}" for span, end in zip(spans, ends, strict=False))


def _unpacked_spans(packed: str, start: int) -> tuple[Span, ...]:
    numbers = iter(map(int, str.split(packed)))
    spans: list[Span] = []
    for apart, length in zip(numbers, numbers, strict=True):
        spans.append(Span(start + apart, start + apart + length))
        start = spans[-1].end
    return tuple(spans)
