"""The catalogue: documents, revisions, chunks, vectors and the keyword index in one SQLite file. The truth.

Knows SQL; never Chroma, an embedding model or a file format. Every change is one transaction.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.chunking import Chunk, ChunkId
from ingest.documents import Box, Document, DocumentId, Revision, Source, Span
from ingest.packing import pack_boxes, pack_structure, unpack_boxes, unpack_structure
from vectorstore.errors import LibraryDamaged, UnknownDocument
from vectorstore.keywords import to_words, words_of
from vectorstore.ledger import Ledger, enter_document
from vectorstore.problems import Problem
from vectorstore.schema import FORMAT, bring_up

_BUSY = 30.0  # seconds to wait for another process's transaction
_WEIGHTS = "2.0, 1.5, 1.0"  # of title, heading and text in BM25
_MOST_TERMS = 48  # of a query: the first ones; more only cost time
_COMMON_SHARE = 0.2  # of the chunks: a term so frequent says nothing of a chunk
_COMMON_FROM = 1_000  # chunks: in a smaller library no term is slow


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is known of a document without its text. `made_with` names the reader and chunker; times are UTC."""

    id: DocumentId
    title: str
    uri: str
    fingerprint: str
    revision: Revision
    made_with: str
    chunks: int
    characters: int
    added: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with the address and revision of its document."""

    chunk: Chunk
    uri: str
    revision: Revision


def text_hash(text: str) -> str:
    """Return the key of an embedded text: equal texts share a vector."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Catalogue:
    """One library's catalogue. Safe for several threads; other processes may read while one writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self.ledger = Ledger(self._connection, self._transaction)

    @classmethod
    def open(cls, path: Path) -> Catalogue:
        """Open the catalogue at `path`, making it if need be. Raises LibraryDamaged."""
        catalogue = cls(path)
        try:
            catalogue._prepare()
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(f"{path}: cannot be read ({error}); restore it from a backup or remove it") from error
        return catalogue

    def close(self) -> None:
        """Close every connection."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    # -- facts ----------------------------------------------------------------------------------------------------

    def facts(self) -> Mapping[str, str]:
        """Return what was remembered: the embedding model, the generation."""
        return {row["name"]: row["value"] for row in self._rows("SELECT name, value FROM facts")}

    def remember(self, facts: Mapping[str, str]) -> None:
        """Remember facts, replacing those of the same name."""
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    @property
    def generation(self) -> int:
        """A number that grows with every change of a document."""
        row = self._connection().execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
        return int(row["value"]) if row else 0

    # -- documents ------------------------------------------------------------------------------------------------

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Return a record of every document, by title."""
        rows = self._rows("SELECT * FROM documents ORDER BY title COLLATE NOCASE, uri")
        return tuple(_to_record(row) for row in rows)

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        """Return a document as it is now, or as it was in `revision`, without its boxes. Raises UnknownDocument."""
        row = self._one(
            "SELECT d.uri, d.fingerprint, d.title, r.text, r.structure FROM documents d JOIN revisions r"
            " ON r.document_id = d.id AND r.revision = coalesce(?2, d.revision) WHERE d.id = ?1",
            document_id,
            revision,
        )
        structure = unpack_structure(row["structure"])
        return Document(
            source=Source(row["uri"], row["fingerprint"], document_id),
            title=row["title"],
            text=row["text"],
            blocks=structure.blocks,
            places=structure.places,
            tables=structure.tables,
            doubts=structure.doubts,
        )

    def boxes(self, document_id: DocumentId, revision: Revision) -> tuple[Box, ...]:
        """Return where the words of a revision stand on its pages, in the order of its text; () without pages."""
        query = "SELECT boxes FROM revisions WHERE document_id = ? AND revision = ?"
        return unpack_boxes(self._one(query, document_id, revision)["boxes"])

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        """Return the text of one revision of a document. Raises UnknownDocument."""
        query = "SELECT text FROM revisions WHERE document_id = ? AND revision = ?"
        return str(self._one(query, document_id, revision)["text"])

    def put(
        self, document: Document, chunks: Sequence[Chunk], vectors: Mapping[str, bytes], *, model: str, made_with: str
    ) -> tuple[ChunkId, ...]:
        """Replace a document in one transaction; return the ids of the chunks it had before.

        `vectors` are those of texts not yet known, by `text_hash`.
        """
        now = datetime.now(UTC).isoformat()
        with self._transaction() as connection:
            before = _remove_chunks(connection, document.id)
            connection.execute(
                "INSERT INTO documents"
                " (id, uri, fingerprint, title, revision, made_with, chunks, characters, added, updated)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                " fingerprint = excluded.fingerprint, title = excluded.title, revision = excluded.revision,"
                " made_with = excluded.made_with, chunks = excluded.chunks, characters = excluded.characters,"
                " updated = excluded.updated",
                (
                    document.id,
                    document.source.uri,
                    document.source.fingerprint,
                    document.title,
                    document.revision,
                    made_with,
                    len(chunks),
                    len(document.text),
                    now,
                    now,
                ),
            )
            connection.execute(
                "INSERT OR REPLACE INTO revisions (document_id, revision, text, dated, structure, boxes)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    document.id,
                    document.revision,
                    document.text,
                    now,
                    pack_structure(document),
                    pack_boxes(document.boxes),
                ),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                ((digest, model, vector) for digest, vector in vectors.items()),
            )
            for chunk in chunks:
                _insert_chunk(connection, chunk)
            _forget_vectors(connection, before)
            enter_document(connection, document.source, document.id, made_with=made_with)
            _grow(connection)
        return tuple(before)

    def touch(self, document_id: DocumentId, fingerprint: str, made_with: str) -> None:
        """Note that a source with other bytes reads as the same document."""
        with self._transaction() as connection:
            connection.execute(
                "UPDATE documents SET fingerprint = ?, made_with = ? WHERE id = ?",
                (fingerprint, made_with, document_id),
            )
            _grow(connection)

    def remove(self, document_id: DocumentId) -> tuple[ChunkId, ...]:
        """Remove a document, its revisions and the vectors nothing else needs; return its chunk ids.

        Raises UnknownDocument.
        """
        self._one("SELECT id FROM documents WHERE id = ?", document_id)
        with self._transaction() as connection:
            before = _remove_chunks(connection, document_id)
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            _forget_vectors(connection, before)
            _grow(connection)
        return tuple(before)

    # -- problems -------------------------------------------------------------------------------------------------

    def note_failure(self, uri: str, name: str, message: str) -> None:
        """Note that a source could not be read, until it is or is forgotten."""
        with self._transaction() as connection:
            changed = connection.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?) ON CONFLICT (uri) DO UPDATE SET"
                " message = excluded.message, dated = excluded.dated WHERE message <> excluded.message",
                (uri, name, message, datetime.now(UTC).isoformat()),
            )
            if changed.rowcount > 0:
                _grow(connection)

    def forget_failures(self, uris: Sequence[str]) -> None:
        """Forget what could not be read: it is read now, or gone."""
        with self._transaction() as connection:
            changed = connection.execute(
                "DELETE FROM failures WHERE uri IN (SELECT value FROM json_each(?))", (json.dumps(list(uris)),)
            )
            if changed.rowcount > 0:
                _grow(connection)

    def failures(self) -> tuple[Problem, ...]:
        """Return the sources that could not be read, by name."""
        rows = self._rows("SELECT uri, name, message FROM failures ORDER BY name, uri")
        return tuple(Problem(row["name"], row["uri"], (row["message"],)) for row in rows)

    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read, then the documents of which something could not be read for sure."""
        return (*self.failures(), *self._doubted())

    def _doubted(self) -> tuple[Problem, ...]:
        rows = self._rows(
            "SELECT d.id, d.title, d.uri, r.structure FROM documents d"
            " JOIN revisions r ON r.document_id = d.id AND r.revision = d.revision"
            " WHERE json_array_length(r.structure, '$.doubts') > 0 ORDER BY d.title COLLATE NOCASE, d.uri"
        )
        return tuple(
            Problem(
                row["title"],
                row["uri"],
                tuple(doubt.message for doubt in unpack_structure(row["structure"]).doubts),
                DocumentId(row["id"]),
            )
            for row in rows
        )

    # -- chunks and vectors ------------------------------------------------------------------------------------------

    def count_chunks(self) -> int:
        """Return the number of chunks of all documents."""
        return int(self._connection().execute("SELECT count(*) FROM chunks").fetchone()[0])

    def chunks(self, ids: Sequence[ChunkId]) -> dict[ChunkId, StoredChunk]:
        """Return the chunks of these ids that there are."""
        query = f"{_CHUNK_QUERY} WHERE c.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - no value in it
        rows = self._rows(query, json.dumps(list(ids)))
        return {ChunkId(row["id"]): _to_chunk(row) for row in rows}

    def chunks_of(self, document_id: DocumentId) -> tuple[Chunk, ...]:
        """Return the chunks of a document in the order of its text."""
        rows = self._rows(f"{_CHUNK_QUERY} WHERE c.document_id = ? ORDER BY c.starts", document_id)
        return tuple(_to_chunk(row).chunk for row in rows)

    def known_hashes(self, hashes: Sequence[str], model: str) -> frozenset[str]:
        """Return those of `hashes` whose vectors are kept."""
        rows = self._rows(
            "SELECT text_hash FROM vectors WHERE model = ? AND text_hash IN (SELECT value FROM json_each(?))",
            model,
            json.dumps(list(hashes)),
        )
        return frozenset(row["text_hash"] for row in rows)

    def vectors(self, model: str, *, documents: Sequence[DocumentId] = ()) -> Iterator[tuple[ChunkId, bytes]]:
        """Yield the id and the vector of each chunk, by document and place. Vectors are float32, as bytes."""
        where = "" if not documents else "WHERE c.document_id IN (SELECT value FROM json_each(?))"
        rows = self._connection().execute(
            f"SELECT c.id, v.vector FROM chunks c JOIN vectors v"  # noqa: S608 - no value in it
            f" ON v.text_hash = c.text_hash AND v.model = ? {where} ORDER BY c.document_id, c.starts",
            (model, *([json.dumps(list(documents))] if documents else [])),
        )
        return ((ChunkId(row["id"]), row["vector"]) for row in rows)

    def sample(self, model: str, size: int) -> dict[ChunkId, bytes]:
        """Return the vectors of `size` chunks at random, or of all there are."""
        rows = self._rows(
            "SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash AND v.model = ?"
            " WHERE c.number IN (SELECT number FROM chunks ORDER BY random() LIMIT ?)",
            model,
            size,
        )
        return {ChunkId(row["id"]): row["vector"] for row in rows}

    def vectors_of(self, ids: Sequence[ChunkId], model: str) -> dict[ChunkId, bytes]:
        """Return the vectors of those of these chunks that there are."""
        rows = self._rows(
            "SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash AND v.model = ?"
            " WHERE c.id IN (SELECT value FROM json_each(?))",
            model,
            json.dumps(list(ids)),
        )
        return {ChunkId(row["id"]): row["vector"] for row in rows}

    def document_of(self, ids: Sequence[ChunkId]) -> dict[ChunkId, DocumentId]:
        """Return the documents of these chunks."""
        rows = self._rows(
            "SELECT id, document_id FROM chunks WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
        )
        return {ChunkId(row["id"]): DocumentId(row["document_id"]) for row in rows}

    # -- keyword search ------------------------------------------------------------------------------------------------

    def search(self, query: str, *, limit: int, documents: Sequence[DocumentId] = ()) -> dict[ChunkId, float]:
        """Return the chunks that share words with `query` and their BM25, best first. Any text is a safe query."""
        terms = self._telling(list(dict.fromkeys(words_of(query)))[:_MOST_TERMS])
        if not terms:
            return {}
        match = " OR ".join(f'"{term}"' for term in terms)
        where = "AND c.document_id IN (SELECT value FROM json_each(?))" if documents else ""
        rows = self._rows(
            f"SELECT c.id, -bm25(keywords, {_WEIGHTS}) AS score"  # noqa: S608 - no value in it
            " FROM keywords k JOIN chunks c ON c.number = k.rowid"
            f" WHERE keywords MATCH ? {where} ORDER BY score DESC, c.number LIMIT ?",
            match,
            *([json.dumps(list(documents))] if documents else []),
            limit,
        )
        return {ChunkId(row["id"]): row["score"] for row in rows}

    def _telling(self, terms: Sequence[str]) -> Sequence[str]:
        """Leave out the terms that stand in too many chunks, unless they are all there is."""
        chunks = self.count_chunks()
        if chunks < _COMMON_FROM:
            return terms
        most = _COMMON_SHARE * chunks
        rare = [term for term in terms if self._frequency(term, most) <= most]
        return rare or terms

    def _frequency(self, term: str, most: float) -> int:
        """Count the chunks with `term`, but only until there are more than `most`."""
        query = "SELECT count(*) FROM (SELECT 1 FROM keywords WHERE keywords MATCH ? LIMIT ?)"
        return int(self._connection().execute(query, (f'"{term}"', int(most) + 1)).fetchone()[0])

    # -- connections ---------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        connection = self._connection()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > FORMAT:
            raise LibraryDamaged(
                f"{self._path}: made by another version of sourcechat; upgrade it, or ingest into a new library"
            )
        if version == FORMAT:
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        bring_up(connection)
        connection.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        return self._connection().execute(query, values).fetchall()

    def _one(self, query: str, document_id: DocumentId, *values: object) -> sqlite3.Row:
        row: sqlite3.Row | None = self._connection().execute(query, (document_id, *values)).fetchone()
        if row is None:
            raise UnknownDocument(f"{document_id}: no such document; see `sourcechat library list`")
        return row


_CHUNK_QUERY = "SELECT c.*, d.title, d.uri, d.revision FROM chunks c JOIN documents d ON d.id = c.document_id"


def _insert_chunk(connection: sqlite3.Connection, chunk: Chunk) -> None:
    sentences = json.dumps([[span.start, span.end] for span in chunk.sentences])
    cursor = connection.execute(
        "INSERT INTO chunks (id, document_id, starts, ends, heading, page, sentences, text, text_hash, stand_alone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            chunk.id,
            chunk.document_id,
            chunk.start,
            chunk.end,
            chunk.heading,
            chunk.page,
            sentences,
            chunk.text,
            text_hash(chunk.embedded_text),
            json.dumps(chunk.stand_alone, ensure_ascii=False) if chunk.stand_alone else "",
        ),
    )
    connection.execute(
        "INSERT INTO keywords (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
        (cursor.lastrowid, *_searched(chunk)),
    )


def _searched(chunk: Chunk) -> tuple[str, str, str]:
    """Return the words of a chunk's title, heading and text that keywords find it by."""
    return to_words(chunk.title), to_words(chunk.heading), to_words(chunk.read_text)


def _remove_chunks(connection: sqlite3.Connection, document_id: DocumentId) -> dict[ChunkId, str]:
    """Remove the chunks of a document; return the hash of each one's text."""
    query = f"{_CHUNK_QUERY} WHERE c.document_id = ?"
    rows = connection.execute(query, (document_id,)).fetchall()
    for row in rows:
        chunk = _to_chunk(row).chunk
        # A contentless index forgets a row when told what was in it.
        connection.execute(
            "INSERT INTO keywords (keywords, rowid, title, heading, text) VALUES ('delete', ?, ?, ?, ?)",
            (row["number"], *_searched(chunk)),
        )
    connection.execute("DELETE FROM chunks WHERE document_id = ?", (document_id,))
    return {ChunkId(row["id"]): row["text_hash"] for row in rows}


def _forget_vectors(connection: sqlite3.Connection, removed: Mapping[ChunkId, str]) -> None:
    """Remove the vectors of removed chunks whose texts no chunk has any more."""
    connection.execute(
        "DELETE FROM vectors WHERE text_hash IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM chunks c WHERE c.text_hash = vectors.text_hash)",
        (json.dumps(list(removed.values())),),
    )


def _grow(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO facts VALUES ('generation', '1')"
        " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


def _to_record(row: sqlite3.Row) -> DocumentRecord:
    return DocumentRecord(
        id=DocumentId(row["id"]),
        title=row["title"],
        uri=row["uri"],
        fingerprint=row["fingerprint"],
        revision=Revision(row["revision"]),
        made_with=row["made_with"],
        chunks=row["chunks"],
        characters=row["characters"],
        added=datetime.fromisoformat(row["added"]),
        updated=datetime.fromisoformat(row["updated"]),
    )


def _to_chunk(row: sqlite3.Row) -> StoredChunk:
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
