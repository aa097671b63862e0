"""The catalogue: documents, revisions, chunks, vectors and the keyword index in one SQLite file. The truth.

Knows SQL; never Chroma, an embedding model or a file format. Every change is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ingest.chunking import Chunk, ChunkId
from ingest.documents import Box, Document, DocumentId, Revision, Source
from ingest.packing import pack_boxes, pack_structure, unpack_boxes, unpack_structure
from vectorstore.chunk_rows import (
    CHUNK_QUERY,
    VECTOR_QUERY,
    StoredChunk,
    forget_vectors,
    insert_chunks,
    keep_vectors,
    packed_chunks,
    read_chunk,
    remove_chunks,
)
from vectorstore.connections import Connections, damaged, translated
from vectorstore.digests import digest_of, short
from vectorstore.errors import LibraryDamaged, LibraryLocked, LibraryUnwritable, UnknownDocument
from vectorstore.ledger import Ledger, enter_document
from vectorstore.outbox import Outbox, enqueue
from vectorstore.problems import Problem
from vectorstore.schema import BY_TITLE, FORMAT, bring_up
from vectorstore.scratch import move_where_nothing_is, remove_database, scratch_for
from vectorstore.text_rows import RevisionRow, Spans, keep_revision, text_of, unpacked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vectorstore.fulltext import FullText
    from vectorstore.signs import Signs
    from vectorstore.stretches import Stretches

_LEAST_UNUSED = 1_000  # pages, of 4 KiB: fewer are not worth the while


class DocumentRecord(NamedTuple):
    """What is known of a document without its text. `made_with` names the reader and chunker; times are UTC.

    A tuple whose times are read when they are asked for, since a library has many: made so in a third of the time.
    """

    id: DocumentId
    title: str
    uri: str
    fingerprint: str
    revision: Revision
    made_with: str
    chunks: int
    characters: int
    added_at: str
    updated_at: str

    @property
    def added(self) -> datetime:
        """When the library took it in first."""
        return datetime.fromisoformat(self.added_at)

    @property
    def updated(self) -> datetime:
        """When the library took its present revision in."""
        return datetime.fromisoformat(self.updated_at)


RECORD_QUERY = (
    "SELECT id, title, uri, fingerprint, revision, made_with, chunks, characters, added, updated FROM documents"
)
"""Of rows that are records, column by column."""

_IN_ORDER = "ORDER BY title COLLATE NOCASE, uri"
_new_record = partial(tuple.__new__, DocumentRecord)  # what its own constructor does, in a third of the time


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """A dated version of a document's text; the time is UTC."""

    revision: Revision
    dated: datetime
    characters: int


class Catalogue:
    """One library's catalogue. Safe for several threads; other processes may read while one writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections = Connections(path)
        self.outbox = Outbox(self._connections)
        self.ledger = Ledger(self._connections)

    @classmethod
    def open(cls, path: Path) -> Catalogue:
        """Open the catalogue at `path`, making it if need be. Raises LibraryDamaged and LibraryUnwritable."""
        catalogue = cls(path)
        if not path.exists():
            _make(path)
        try:
            catalogue._prepare()
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def close(self) -> None:
        """Close every connection."""
        self._connections.close()

    # -- facts ----------------------------------------------------------------------------------------------------

    def facts(self) -> Mapping[str, str]:
        """Return what was remembered: the embedding model, the generation."""
        return {row["name"]: row["value"] for row in self._connections.rows("SELECT name, value FROM facts")}

    def remember(self, facts: Mapping[str, str]) -> None:
        """Remember facts, replacing those of the same name."""
        with self._connections.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    @property
    def generation(self) -> int:
        """A number that grows with every change of a document."""
        return self._connections.number("SELECT value FROM facts WHERE name = 'generation'")

    # -- documents ------------------------------------------------------------------------------------------------

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Return a record of every document, by title."""
        return self._records("")

    def records(self, documents: Sequence[DocumentId]) -> tuple[DocumentRecord, ...]:
        """Return a record of each of these documents that there is, by title."""
        return self._records("WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(documents)))

    def _records(self, where: str, *values: str) -> tuple[DocumentRecord, ...]:
        with translated(self._path):
            rows = self._connections.connection().cursor()
            rows.row_factory = None  # many rows, of which tuples are enough
            return tuple(map(_new_record, rows.execute(f"{RECORD_QUERY} {where} {_IN_ORDER}", values)))

    def count_documents(self) -> int:
        """Return the number of documents."""
        return self._connections.number("SELECT count(*) FROM documents")

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        """Return a document as it is now, or as it was in `revision`, without its boxes. Raises UnknownDocument."""
        query = (
            "SELECT d.uri, d.fingerprint, d.title, r.number, r.characters, r.structure FROM documents d"
            " JOIN revisions r ON r.document_id = d.id AND r.revision = coalesce(?2, d.revision) WHERE d.id = ?1"
        )
        with self._snapshot() as connection:
            row = self._one(query, document_id, revision)
            structure = unpack_structure(unpacked(row["structure"]))
            text = text_of(connection, row["number"], row["characters"])
        return Document(
            source=Source(row["uri"], row["fingerprint"], document_id),
            title=row["title"],
            text=text,
            blocks=structure.blocks,
            places=structure.places,
            tables=structure.tables,
            doubts=structure.doubts,
        )

    def boxes(self, document_id: DocumentId, revision: Revision) -> tuple[Box, ...]:
        """Return where the words of a revision stand on its pages, in the order of its text; () without pages."""
        query = "SELECT boxes FROM revisions WHERE document_id = ? AND revision = ?"
        packed = self._one(query, document_id, revision)["boxes"]
        with self._understood():
            return unpack_boxes(packed)

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        """Return the text of one revision of a document. Raises UnknownDocument."""
        query = "SELECT number, characters FROM revisions WHERE document_id = ? AND revision = ?"
        with self._snapshot() as connection:
            row = self._one(query, document_id, revision)
            return text_of(connection, row["number"], row["characters"])

    def revisions(self, document_id: DocumentId) -> tuple[RevisionRecord, ...]:
        """Return the revisions of a document that are kept, the present one first. Raises UnknownDocument."""
        self._one("SELECT id FROM documents WHERE id = ?", document_id)
        rows = self._connections.rows(
            "SELECT r.revision, r.dated, r.characters FROM revisions r JOIN documents d"
            " ON d.id = r.document_id WHERE d.id = ? ORDER BY r.revision = d.revision DESC, r.dated DESC",
            document_id,
        )
        return tuple(
            RevisionRecord(Revision(row["revision"]), datetime.fromisoformat(row["dated"]), row["characters"])
            for row in rows
        )

    def keep_revisions(self, document_id: DocumentId, earlier: int) -> None:
        """Keep so many of a document's revisions before the present one, and forget those before."""
        forgotten = [(document_id, one.revision) for one in self.revisions(document_id)[earlier + 1 :]]
        if forgotten:
            with self._connections.transaction() as connection:
                connection.executemany("DELETE FROM revisions WHERE document_id = ? AND revision = ?", forgotten)

    def put(
        self, document: Document, chunks: Sequence[Chunk], vectors: Mapping[str, bytes], *, model: str, made_with: str
    ) -> tuple[ChunkId, ...]:
        """Replace a document in one transaction; return the ids of the chunks it had before.

        `vectors` are those of texts not yet known, by `text_hash`. Raises LibraryDamaged where the chunks that it had
        cannot be read; then it is as it was.
        """
        now = datetime.now(UTC).isoformat()
        with self._connections.transaction() as connection:
            before = self._take_out(connection, document.id)
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
            keep_revision(connection, _revision_row(document, now))
            keep_vectors(connection, model, vectors)
            after = insert_chunks(connection, chunks)
            forget_vectors(connection, before)
            enter_document(connection, document.source, document.id, made_with=made_with)
            enqueue(connection, (one for one, _ in before.items() ^ after.items()))
            _grow(connection)
        return tuple(before)

    def pack(self, model: str) -> None:
        """Make volumes of the latest chunks, once there are enough, and keep the signs of their vectors of `model`.

        Raises LibraryDamaged.
        """
        from vectorstore.binding import are_enough, bind_latest, merge  # noqa: PLC0415 - numpy; a list needs none
        from vectorstore.signing import are_signed, sign  # noqa: PLC0415 - numpy

        connection = self._connections.connection()
        if are_enough(connection):
            with self._connections.transaction(), self._understood():
                bind_latest(connection)
                merge(connection)
                sign(connection, model)
        elif not are_signed(connection, model):
            with self._connections.transaction(), self._understood():
                sign(connection, model)

    def touch(self, document_id: DocumentId, fingerprint: str, made_with: str) -> None:
        """Note that a source with other bytes reads as the same document."""
        with self._connections.transaction() as connection:
            connection.execute(
                "UPDATE documents SET fingerprint = ?, made_with = ? WHERE id = ?",
                (fingerprint, made_with, document_id),
            )
            _grow(connection)

    def remove(self, document_id: DocumentId) -> tuple[ChunkId, ...]:
        """Remove a document, its revisions and the vectors nothing else needs; return its chunk ids.

        Raises UnknownDocument, and LibraryDamaged where its chunks cannot be read; then it is there still.
        """
        self._one("SELECT id FROM documents WHERE id = ?", document_id)
        with self._connections.transaction() as connection:
            before = self._take_out(connection, document_id)
            connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            forget_vectors(connection, before)
            enqueue(connection, before)
            _grow(connection)
        return tuple(before)

    def compact(self, model: str, *, keep: int | None) -> None:
        """Drop vectors that no chunk needs or that are not of `model`, and all but the latest `keep` revisions.

        The present revision stays in any case. Then give back the space to the disk.
        """
        with self._connections.transaction() as connection:
            connection.execute(
                "DELETE FROM vectors WHERE model NOT IN (SELECT number FROM models WHERE hash = ?)"
                " OR NOT EXISTS (SELECT 1 FROM chunks c WHERE c.text_hash = vectors.text_hash)",
                (model,),
            )
            if keep is not None:
                connection.execute(_EARLIER, (max(keep - 1, 0),))
            connection.execute("INSERT INTO keywords (keywords) VALUES ('optimize')")
        self._vacuum()

    def tidy(self) -> None:
        """Keep the order of documents where an earlier release did not, and give back what is unused to the disk.

        The latter where that is much of the file: after it was brought up to date, say. What cannot be done now, stays
        as it is.
        """
        with suppress(LibraryLocked, LibraryUnwritable):
            self._connections.rows(BY_TITLE)
            unused, pages = (self._connections.number(f"PRAGMA {name}") for name in ("freelist_count", "page_count"))
            if unused > max(pages / 3, _LEAST_UNUSED):
                self._vacuum()

    def _vacuum(self) -> None:
        self._connections.rows("VACUUM")
        self._connections.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors of a model, by the `text_hash` of their texts."""
        with self._connections.transaction() as connection:
            keep_vectors(connection, model, vectors)

    # -- problems -------------------------------------------------------------------------------------------------

    def note_failure(self, uri: str, name: str, message: str) -> None:
        """Note that a source could not be read, until it is or is forgotten."""
        with self._connections.transaction() as connection:
            changed = connection.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?) ON CONFLICT (uri) DO UPDATE SET"
                " message = excluded.message, dated = excluded.dated WHERE message <> excluded.message",
                (uri, name, message, datetime.now(UTC).isoformat()),
            )
            if changed.rowcount > 0:
                _grow(connection)

    def forget_failures(self, uris: Sequence[str]) -> None:
        """Forget what could not be read: it is read now, or gone."""
        with self._connections.transaction() as connection:
            changed = connection.execute(
                "DELETE FROM failures WHERE uri IN (SELECT value FROM json_each(?))", (json.dumps(list(uris)),)
            )
            if changed.rowcount > 0:
                _grow(connection)

    def failures(self) -> tuple[Problem, ...]:
        """Return the sources that could not be read, by name."""
        rows = self._connections.rows("SELECT uri, name, message FROM failures ORDER BY name, uri")
        return tuple(Problem(row["name"], row["uri"], (row["message"],)) for row in rows)

    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read, then the documents of which something could not be read for sure."""
        return (*self.failures(), *self._doubted())

    def _doubted(self) -> tuple[Problem, ...]:
        rows = self._connections.rows(
            "SELECT d.id, d.title, d.uri, r.structure FROM documents d"
            " JOIN revisions r ON r.document_id = d.id AND r.revision = d.revision"
            " WHERE r.doubts > 0 ORDER BY d.title COLLATE NOCASE, d.uri"
        )
        with self._understood():
            return tuple(
                Problem(
                    row["title"],
                    row["uri"],
                    tuple(doubt.message for doubt in unpack_structure(unpacked(row["structure"])).doubts),
                    DocumentId(row["id"]),
                )
                for row in rows
            )

    # -- chunks and vectors ------------------------------------------------------------------------------------------

    def count_chunks(self) -> int:
        """Return the number of chunks of all documents."""
        return self._connections.number("SELECT count(*) FROM chunks")

    def chunks(self, ids: Sequence[ChunkId]) -> dict[ChunkId, StoredChunk]:
        """Return the chunks of these ids that there are."""
        query = f"{CHUNK_QUERY} WHERE c.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - no value in it
        with self._snapshot() as connection:
            spans = Spans(connection)
            rows = connection.execute(query, (json.dumps(list(ids)),))
            return {ChunkId(row["id"]): read_chunk(row, spans) for row in rows}

    def chunks_of(self, document_id: DocumentId) -> tuple[Chunk, ...]:
        """Return the chunks of a document in the order of its text."""
        query = f"{CHUNK_QUERY} WHERE c.document_id = ? ORDER BY c.starts"
        with self._snapshot() as connection:
            spans = Spans(connection)
            return tuple(read_chunk(row, spans).chunk for row in connection.execute(query, (document_id,)))

    def known_hashes(self, hashes: Sequence[str], model: str) -> frozenset[str]:
        """Return those of `hashes` whose vectors are kept."""
        asked = {short(one): one for one in hashes}
        rows = self._connections.rows(
            "SELECT v.text_hash FROM vectors v JOIN models m ON m.number = v.model AND m.hash = ?"
            " WHERE v.text_hash IN (SELECT value FROM json_each(?))",
            model,
            json.dumps(list(asked)),
        )
        return frozenset(asked[row["text_hash"]] for row in rows)

    def vectors(self, model: str, *, documents: Sequence[DocumentId] = ()) -> Iterator[tuple[ChunkId, bytes]]:
        """Yield the id and the vector of each chunk, by document and place. Vectors are float32, as bytes."""
        where = "" if not documents else "WHERE c.document_id IN (SELECT value FROM json_each(?))"
        query = f"{VECTOR_QUERY} {where} ORDER BY c.document_id, c.starts"
        return self._vectors(query, model, *([json.dumps(list(documents))] if documents else []))

    def count_vectors(self, model: str) -> int:
        """Return the number of chunks that have a vector of `model`."""
        return self._connections.number(
            "SELECT count(*) FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash"
            " AND v.model = (SELECT number FROM models WHERE hash = ?)",
            model,
        )

    def ids_in_index(self, model: str) -> Iterator[ChunkId]:
        """Yield the ids of the chunks that the index should hold by now: with a vector, and not outstanding."""
        rows = self._connections.stream(
            "SELECT c.id FROM chunks c WHERE EXISTS (SELECT 1 FROM vectors v WHERE v.text_hash = c.text_hash"
            " AND v.model = (SELECT number FROM models WHERE hash = ?))"
            " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.chunk_id = c.id)",
            model,
        )
        return (ChunkId(row["id"]) for row in rows)

    def sample(self, model: str, size: int) -> dict[ChunkId, bytes]:
        """Return the vectors of `size` chunks at random, or of all there are."""
        some = "SELECT number FROM chunks ORDER BY random() LIMIT ?"
        return self._few_vectors(f"{VECTOR_QUERY} WHERE c.number IN ({some})", model, size)

    def vectors_of(self, ids: Sequence[ChunkId], model: str) -> dict[ChunkId, bytes]:
        """Return the vectors of those of these chunks that there are."""
        query = f"{VECTOR_QUERY} WHERE c.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - no value in it
        return self._few_vectors(query, model, json.dumps(list(ids)))

    def signs(self, model: str) -> tuple[tuple[int, int, Signs], ...]:
        """Return the signs of every volume's vectors, with the first number of its chunks and the one after its last.

        Raises LibraryDamaged.
        """
        from vectorstore.signing import signed  # noqa: PLC0415 - numpy; a list of documents needs none

        with self._understood():
            return tuple(signed(self._connections.connection(), model))

    def vectors_between(self, first: int, after: int | None, model: str) -> Iterator[tuple[ChunkId, bytes]]:
        """Yield the id and the vector of each chunk from a number to before another, None for all that follow."""
        query = f"{VECTOR_QUERY} WHERE c.number >= ? AND c.number < ? ORDER BY c.number"
        return self._vectors(query, model, first, sys.maxsize if after is None else after)

    def vectors_at(self, numbers: Sequence[int], model: str) -> dict[ChunkId, bytes]:
        """Return the vectors of those of the chunks of these numbers that there are."""
        query = f"{VECTOR_QUERY} WHERE c.number IN (SELECT value FROM json_each(?))"  # noqa: S608 - no value in it
        return self._few_vectors(query, model, json.dumps(list(numbers)))

    def numbers_of(self, documents: Sequence[DocumentId]) -> NDArray[np.int64]:
        """Return the numbers of the chunks of some documents, ascending."""
        with self._snapshot() as connection:
            return self._stretches.numbers(connection, documents)

    def document_of(self, ids: Sequence[ChunkId]) -> dict[ChunkId, DocumentId]:
        """Return the documents of these chunks."""
        rows = self._connections.rows(
            "SELECT id, document_id FROM chunks WHERE id IN (SELECT value FROM json_each(?))", json.dumps(list(ids))
        )
        return {ChunkId(row["id"]): DocumentId(row["document_id"]) for row in rows}

    # -- keyword search ------------------------------------------------------------------------------------------------

    def search(self, query: str, *, limit: int, documents: Sequence[DocumentId] = ()) -> dict[ChunkId, float]:
        """Return the chunks that share words with `query` and their BM25, best first. Any text is a safe query."""
        with self._understood():
            return self._full_text.search(query, limit=limit, documents=documents)

    def meant_by(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one is meant for; None where it is known, or may mean none."""
        with self._understood():
            return self._full_text.meant_by(word)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """See that it is a catalogue, and bring one of an earlier version to the present format."""
        version = self._connections.number("PRAGMA user_version")
        if version > FORMAT:
            raise LibraryDamaged(
                f"{self._path}: made by another version of sourcechat; upgrade it, or ingest into a new library"
            )
        if version == 0 or self._connections.number(_OURS) != len(_TABLES):
            raise LibraryDamaged(
                f"{self._path}: not the catalogue of a library, or emptied; "
                "restore it from a backup, or remove it to start anew"
            )
        if version == FORMAT:
            return
        try:
            with self._connections.transaction() as connection, self._understood():
                bring_up(connection)
                self._sign(connection)
        except LibraryUnwritable as error:
            raise LibraryUnwritable(
                f"{self._path}: of an earlier version, to be brought up to date by a command that may write there;"
                f" {error}"
            ) from error

    def _sign(self, connection: sqlite3.Connection) -> None:
        from vectorstore.signing import sign  # noqa: PLC0415 - see `pack`

        sign(connection, self.facts().get("model_hash", ""))

    def _take_out(self, connection: sqlite3.Connection, document_id: DocumentId) -> dict[ChunkId, str]:
        """Remove the chunks of a document; return the hash of each one's text. Raises LibraryDamaged."""
        with self._understood():
            packed = packed_chunks(connection, document_id)
            if packed:
                from vectorstore.binding import forget  # noqa: PLC0415 - see `pack`

                forget(connection, packed)
            return remove_chunks(connection, document_id)

    def _vectors(self, query: str, *values: object) -> Iterator[tuple[ChunkId, bytes]]:
        """Yield the rows of a VECTOR_QUERY as they are read. Raises LibraryDamaged."""
        from vectorstore.halves import widened  # noqa: PLC0415 - see `pack`

        with self._understood():
            yield from widened((row[0], row[2]) for row in self._connections.stream(query, *values))

    def _few_vectors(self, query: str, *values: object) -> dict[ChunkId, bytes]:
        """Return the rows of a VECTOR_QUERY, read at once, which is faster. Raises LibraryDamaged."""
        from vectorstore.halves import widened  # noqa: PLC0415 - see `pack`

        with self._understood():
            return dict(widened([(row[0], row[2]) for row in self._connections.rows(query, *values)]))

    @cached_property
    def _full_text(self) -> FullText:
        from vectorstore.fulltext import FullText  # noqa: PLC0415 - see `pack`

        return FullText(self._connections, self._stretches)

    @cached_property
    def _stretches(self) -> Stretches:
        from vectorstore.stretches import Stretches  # noqa: PLC0415 - see `pack`

        return Stretches()

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the catalogue; what is damaged in it is our error."""
        with self._connections.snapshot() as connection, self._understood():
            yield connection

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Turn what a damaged value makes of its reading into our error."""
        try:
            yield
        except (ValueError, LookupError, TypeError, zlib.error) as error:
            raise damaged(self._path, f"a value that makes no sense: {error}") from error

    def _one(self, query: str, document_id: DocumentId, *values: object) -> sqlite3.Row:
        row = self._connections.one(query, document_id, *values)
        if row is None:
            raise UnknownDocument(f"{document_id}: no such document; see `sourcechat library list`")
        return row


# Besides the present one, as many as are asked for are kept, the latest first.
_EARLIER = """
DELETE FROM revisions WHERE number IN (
    SELECT number FROM (
        SELECT r.number, row_number() OVER (PARTITION BY r.document_id ORDER BY r.dated DESC) AS place
        FROM revisions r JOIN documents d ON d.id = r.document_id WHERE r.revision <> d.revision
    ) WHERE place > ?
)
"""
_TABLES = ("facts", "documents", "revisions", "chunks", "vectors", "keywords")
_OURS = f"SELECT count(*) FROM sqlite_master WHERE name IN {_TABLES}"  # noqa: S608 - no value in it


def _revision_row(document: Document, dated: str) -> RevisionRow:
    structure, boxes = pack_structure(document), pack_boxes(document.boxes)
    digest = digest_of(document.text, structure, boxes)
    return RevisionRow(document.id, document.revision, document.text, dated, structure, boxes, digest)


def _make(path: Path) -> None:
    """Make an empty catalogue at once and whole, so that an empty file is never one: beside its place, then moved."""
    beside = scratch_for(path)
    try:
        with translated(path), closing(sqlite3.connect(beside, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            bring_up(connection)
            connection.execute("COMMIT")
        with suppress(FileExistsError, FileNotFoundError):  # another has made it meanwhile, and tidied up
            move_where_nothing_is(beside, path)
    finally:
        remove_database(beside)


def _grow(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO facts VALUES ('generation', '1')"
        " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
