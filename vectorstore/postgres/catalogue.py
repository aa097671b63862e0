"""The catalogue in PostgreSQL: documents, revisions, chunks, vectors and keywords of one library. The truth.

What SQLite's does, in one schema of a database, for many processes on many machines. Every change is one transaction.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ingest.chunking import Chunk, ChunkId
from ingest.documents import Box, Document, DocumentId, Revision, Source, Span
from ingest.packing import pack_boxes, pack_structure, unpack_boxes, unpack_structure
from vectorstore.catalogue import RECORD_QUERY, DocumentRecord, RevisionRecord
from vectorstore.chunk_rows import StoredChunk, to_chunk
from vectorstore.digests import checksum, digest_of, text_hash
from vectorstore.errors import UnknownDocument
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.connections import Connection, Connections, Row, copy_in, damaged, execute
from vectorstore.postgres.fulltext import FullText
from vectorstore.postgres.ledger import PostgresLedger, enter_document, grow
from vectorstore.postgres.outbox import PostgresOutbox, enqueue
from vectorstore.postgres.schema import bring_up
from vectorstore.problems import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK_QUERY = "SELECT c.*, d.title, d.uri, d.revision FROM chunks c JOIN documents d ON d.id = c.document_id"
"""Of rows that `read_chunk` reads."""

_CHUNK_COLUMNS = (
    "number",
    "id",
    "document_id",
    "starts",
    "ends",
    "heading",
    "page",
    "sentences",
    "text",
    "text_hash",
    "stand_alone",
)


class PostgresCatalogue:
    """One library's catalogue. Safe for several threads; other processes may read while one writes."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        self._full_text = FullText(connections)
        self.outbox = PostgresOutbox(connections)
        self.ledger = PostgresLedger(connections)

    @classmethod
    def open(cls, address: Address) -> PostgresCatalogue:
        """Open the catalogue at an address, making it if need be.

        Raises LibraryAway, LibraryDamaged, and LibraryUnwritable where the user may not make it.
        """
        connections = Connections(address)
        try:
            bring_up(connections)
        except BaseException:
            connections.close()
            raise
        return cls(connections)

    def close(self) -> None:
        """Close every connection."""
        self.connections.close()

    # -- facts ----------------------------------------------------------------------------------------------------

    def facts(self) -> Mapping[str, str]:
        """Return what was remembered: the embedding model, the generation."""
        return {row["name"]: row["value"] for row in self.connections.rows("SELECT name, value FROM facts")}

    def remember(self, facts: Mapping[str, str]) -> None:
        """Remember facts, replacing those of the same name."""
        query = (
            "INSERT INTO facts SELECT * FROM unnest(%s::text[], %s::text[])"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        self.connections.change(lambda connection: execute(connection, query, list(facts), list(facts.values())))

    @property
    def generation(self) -> int:
        """A number that grows with every change of a document."""
        return self.connections.number("SELECT value::bigint AS value FROM facts WHERE name = 'generation'")

    # -- documents ------------------------------------------------------------------------------------------------

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Return a record of every document, by title."""
        rows = self.connections.rows(f"{RECORD_QUERY} ORDER BY lower(title), uri")
        return tuple(DocumentRecord(*row.values()) for row in rows)

    def records(self, documents: Sequence[DocumentId]) -> tuple[DocumentRecord, ...]:
        """Return a record of each of these documents that there is, by title."""
        query = f"{RECORD_QUERY} WHERE id = ANY(%s::text[]) ORDER BY lower(title), uri"
        return tuple(DocumentRecord(*row.values()) for row in self.connections.rows(query, list(documents)))

    def count_documents(self) -> int:
        """Return the number of documents."""
        return self.connections.number("SELECT count(*) AS number FROM documents")

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        """Return a document as it is now, or as it was in `revision`, without its boxes. Raises UnknownDocument."""
        row = self._one(
            "SELECT d.uri, d.fingerprint, d.title, r.text, r.structure FROM documents d JOIN revisions r"
            " ON r.document_id = d.id AND r.revision = coalesce(%s::text, d.revision) WHERE d.id = %s",
            document_id,
            revision,
            document_id,
        )
        with self._understood():
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
        query = "SELECT boxes FROM revisions WHERE document_id = %s AND revision = %s"
        packed = self._one(query, document_id, document_id, revision)["boxes"]
        with self._understood():
            return unpack_boxes(packed)

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        """Return the text of one revision of a document. Raises UnknownDocument."""
        query = "SELECT text FROM revisions WHERE document_id = %s AND revision = %s"
        return str(self._one(query, document_id, document_id, revision)["text"])

    def revisions(self, document_id: DocumentId) -> tuple[RevisionRecord, ...]:
        """Return the revisions of a document that are kept, the present one first. Raises UnknownDocument."""
        self._one("SELECT id FROM documents WHERE id = %s", document_id, document_id)
        rows = self.connections.rows(
            "SELECT r.revision, r.dated, r.characters FROM revisions r JOIN documents d ON d.id = r.document_id"
            " WHERE d.id = %s ORDER BY r.revision = d.revision DESC, r.dated DESC",
            document_id,
        )
        return tuple(
            RevisionRecord(Revision(row["revision"]), datetime.fromisoformat(row["dated"]), row["characters"])
            for row in rows
        )

    def keep_revisions(self, document_id: DocumentId, earlier: int) -> None:
        """Keep so many of a document's revisions before the present one, and forget those before."""
        forgotten = [one.revision for one in self.revisions(document_id)[earlier + 1 :]]
        if forgotten:
            query = "DELETE FROM revisions WHERE document_id = %s AND revision = ANY(%s::text[])"
            self.connections.change(lambda connection: execute(connection, query, document_id, forgotten))

    def put(
        self, document: Document, chunks: Sequence[Chunk], vectors: Mapping[str, bytes], *, model: str, made_with: str
    ) -> tuple[ChunkId, ...]:
        """Replace a document in one transaction; return the ids of the chunks it had before.

        `vectors` are those of texts not yet known, by `text_hash`.
        """

        def work(connection: Connection) -> tuple[ChunkId, ...]:
            before = self._take_out(connection, document.id)
            _insert_document(connection, document, len(chunks), made_with)
            _keep_vectors(connection, model, vectors)
            after = self._insert_chunks(connection, chunks)
            _forget_vectors(connection, before)
            enter_document(connection, document.source, document.id, made_with=made_with)
            enqueue(connection, [one for one, _ in before.items() ^ after.items()])
            grow(connection)
            return tuple(before)

        return self.connections.change(work)

    def touch(self, document_id: DocumentId, fingerprint: str, made_with: str) -> None:
        """Note that a source with other bytes reads as the same document."""

        def work(connection: Connection) -> None:
            query = "UPDATE documents SET fingerprint = %s, made_with = %s WHERE id = %s"
            execute(connection, query, fingerprint, made_with, document_id)
            grow(connection)

        self.connections.change(work)

    def remove(self, document_id: DocumentId) -> tuple[ChunkId, ...]:
        """Remove a document, its revisions and the vectors nothing else needs; return its chunk ids.

        Raises UnknownDocument.
        """
        self._one("SELECT id FROM documents WHERE id = %s", document_id, document_id)

        def work(connection: Connection) -> tuple[ChunkId, ...]:
            before = self._take_out(connection, document_id)
            execute(connection, "DELETE FROM documents WHERE id = %s", document_id)
            _forget_vectors(connection, before)
            enqueue(connection, list(before))
            grow(connection)
            return tuple(before)

        return self.connections.change(work)

    def compact(self, model: str, *, keep: int | None) -> None:
        """Drop vectors that no chunk needs or that are not of `model`, and all but the latest `keep` revisions.

        The present revision stays in any case. The space is PostgreSQL's to use again.
        """

        def work(connection: Connection) -> None:
            execute(
                connection,
                "DELETE FROM vectors v WHERE model <> %s"
                " OR NOT EXISTS (SELECT 1 FROM chunks c WHERE c.text_hash = v.text_hash)",
                model,
            )
            execute(connection, "DELETE FROM terms WHERE chunks <= 0")
            if keep is not None:
                execute(connection, _EARLIER, max(keep - 1, 0))

        self.connections.change(work)
        for table in ("documents", "revisions", "chunks", "vectors", "keywords", "terms", "postings", "outbox"):
            self.connections.run(f"VACUUM (ANALYZE) {table}")

    def tidy(self) -> None:
        """Nothing is to be done: PostgreSQL uses the space again itself."""

    def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors of a model, by the `text_hash` of their texts."""
        self.connections.change(lambda connection: _keep_vectors(connection, model, vectors))

    # -- problems -------------------------------------------------------------------------------------------------

    def note_failure(self, uri: str, name: str, message: str) -> None:
        """Note that a source could not be read, until it is or is forgotten."""

        def work(connection: Connection) -> None:
            changed = execute(
                connection,
                "INSERT INTO failures AS f VALUES (%s, %s, %s, %s) ON CONFLICT (uri) DO UPDATE SET"
                " message = excluded.message, dated = excluded.dated WHERE f.message <> excluded.message",
                uri,
                name,
                message,
                datetime.now(UTC).isoformat(),
            )
            if changed.rowcount > 0:
                grow(connection)

        self.connections.change(work)

    def forget_failures(self, uris: Sequence[str]) -> None:
        """Forget what could not be read: it is read now, or gone."""

        def work(connection: Connection) -> None:
            if execute(connection, "DELETE FROM failures WHERE uri = ANY(%s::text[])", list(uris)).rowcount > 0:
                grow(connection)

        if uris:
            self.connections.change(work)

    def failures(self) -> tuple[Problem, ...]:
        """Return the sources that could not be read, by name."""
        rows = self.connections.rows("SELECT uri, name, message FROM failures ORDER BY name, uri")
        return tuple(Problem(row["name"], row["uri"], (row["message"],)) for row in rows)

    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read, then the documents of which something could not be read for sure."""
        rows = self.connections.rows(
            "SELECT d.id, d.title, d.uri, r.structure FROM documents d"
            " JOIN revisions r ON r.document_id = d.id AND r.revision = d.revision"
            " WHERE r.doubts > 0 ORDER BY lower(d.title), d.uri"
        )
        doubted = tuple(
            Problem(
                row["title"],
                row["uri"],
                tuple(doubt.message for doubt in unpack_structure(row["structure"]).doubts),
                DocumentId(row["id"]),
            )
            for row in rows
        )
        return (*self.failures(), *doubted)

    # -- chunks and vectors ------------------------------------------------------------------------------------------

    def count_chunks(self) -> int:
        """Return the number of chunks of all documents."""
        return self.connections.number("SELECT chunks FROM totals")

    def chunks(self, ids: Sequence[ChunkId]) -> dict[ChunkId, StoredChunk]:
        """Return the chunks of these ids that there are."""
        rows = self.connections.rows(f"{CHUNK_QUERY} WHERE c.id = ANY(%s::text[])", list(ids))
        with self._understood():
            return {ChunkId(row["id"]): read_chunk(row) for row in rows}

    def chunks_of(self, document_id: DocumentId) -> tuple[Chunk, ...]:
        """Return the chunks of a document in the order of its text."""
        rows = self.connections.rows(f"{CHUNK_QUERY} WHERE c.document_id = %s ORDER BY c.starts", document_id)
        with self._understood():
            return tuple(read_chunk(row).chunk for row in rows)

    def known_hashes(self, hashes: Sequence[str], model: str) -> frozenset[str]:
        """Return those of `hashes` whose vectors are kept."""
        query = "SELECT text_hash FROM vectors WHERE model = %s AND text_hash = ANY(%s::text[])"
        return frozenset(row["text_hash"] for row in self.connections.rows(query, model, list(hashes)))

    def vectors(self, model: str, *, documents: Sequence[DocumentId] = ()) -> Iterator[tuple[ChunkId, bytes]]:
        """Yield the id and the vector of each chunk, by document and place. Vectors are float32, as bytes."""
        where = "WHERE c.document_id = ANY(%s::text[])" if documents else ""
        rows = self.connections.stream(
            f"SELECT c.id, v.vector FROM chunks c JOIN vectors v"  # noqa: S608 - no value in it
            f" ON v.text_hash = c.text_hash AND v.model = %s {where} ORDER BY c.document_id, c.starts",
            model,
            *([list(documents)] if documents else []),
        )
        return ((ChunkId(row["id"]), row["vector"]) for row in rows)

    def count_vectors(self, model: str) -> int:
        """Return the number of chunks that have a vector of `model`."""
        return self.connections.number(
            "SELECT count(*) AS number FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash AND v.model = %s",
            model,
        )

    def ids_in_index(self, model: str) -> Iterator[ChunkId]:
        """Yield the ids of the chunks that the index should hold by now: with a vector, and not outstanding."""
        rows = self.connections.stream(
            "SELECT c.id FROM chunks c WHERE EXISTS (SELECT 1 FROM vectors v WHERE v.text_hash = c.text_hash"
            " AND v.model = %s) AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.chunk_id = c.id)",
            model,
        )
        return (ChunkId(row["id"]) for row in rows)

    def sample(self, model: str, size: int) -> dict[ChunkId, bytes]:
        """Return the vectors of `size` chunks at random, or of all there are."""
        rows = self.connections.rows(
            "SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash AND v.model = %s"
            " WHERE c.number IN (SELECT number FROM chunks ORDER BY random() LIMIT %s)",
            model,
            size,
        )
        return {ChunkId(row["id"]): row["vector"] for row in rows}

    def vectors_of(self, ids: Sequence[ChunkId], model: str) -> dict[ChunkId, bytes]:
        """Return the vectors of those of these chunks that there are."""
        rows = self.connections.rows(
            "SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash AND v.model = %s"
            " WHERE c.id = ANY(%s::text[])",
            model,
            list(ids),
        )
        return {ChunkId(row["id"]): row["vector"] for row in rows}

    def pack(self, model: str) -> None:  # noqa: ARG002 - as in SQLite, which keeps signs as well
        """Pack the words of the latest chunks, once there are enough."""
        self._full_text.pack()

    def signs(self, model: str) -> tuple[()]:  # noqa: ARG002 - as in SQLite
        """Return nothing: no signs are kept, and all vectors are looked at where no index is asked."""
        return ()

    def vectors_between(self, first: int, after: int | None, model: str) -> Iterator[tuple[ChunkId, bytes]]:
        """Yield the id and the vector of each chunk from a number to before another, None for all that follow."""
        rows = self.connections.stream(
            "SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash AND v.model = %s"
            " WHERE c.number >= %s AND (%s::bigint IS NULL OR c.number < %s::bigint) ORDER BY c.number",
            model,
            first,
            after,
            after,
        )
        return ((ChunkId(row["id"]), row["vector"]) for row in rows)

    def vectors_at(self, numbers: Sequence[int], model: str) -> dict[ChunkId, bytes]:
        """Return the vectors of those of the chunks of these numbers that there are."""
        rows = self.connections.rows(
            "SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.text_hash = c.text_hash AND v.model = %s"
            " WHERE c.number = ANY(%s::bigint[])",
            model,
            list(numbers),
        )
        return {ChunkId(row["id"]): row["vector"] for row in rows}

    def numbers_of(self, documents: Sequence[DocumentId]) -> NDArray[np.int64]:
        """Return the numbers of the chunks of some documents, ascending."""
        import numpy as np  # noqa: PLC0415 - a list of documents needs none

        query = "SELECT number FROM chunks WHERE document_id = ANY(%s::text[]) ORDER BY number"
        return np.array([row["number"] for row in self.connections.rows(query, list(documents))], np.int64)

    def document_of(self, ids: Sequence[ChunkId]) -> dict[ChunkId, DocumentId]:
        """Return the documents of these chunks."""
        rows = self.connections.rows("SELECT id, document_id FROM chunks WHERE id = ANY(%s::text[])", list(ids))
        return {ChunkId(row["id"]): DocumentId(row["document_id"]) for row in rows}

    # -- keyword search ------------------------------------------------------------------------------------------------

    def search(self, query: str, *, limit: int, documents: Sequence[DocumentId] = ()) -> dict[ChunkId, float]:
        """Return the chunks that share words with `query` and their BM25, best first. Any text is a safe query."""
        with self._understood():
            return self._full_text.search(query, limit=limit, documents=documents)

    def meant_by(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one is meant for; None where it is known, or may mean none."""
        return self._full_text.meant_by(word)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _take_out(self, connection: Connection, document_id: DocumentId) -> dict[ChunkId, str]:
        """Remove the chunks of a document; return the hash of each one's text, in the order of the text."""
        self._full_text.forget(connection, document_id)
        query = "SELECT id, text_hash FROM chunks WHERE document_id = %s ORDER BY number"
        rows = execute(connection, query, document_id).fetchall()
        execute(connection, "DELETE FROM chunks WHERE document_id = %s", document_id)
        return {ChunkId(row["id"]): row["text_hash"] for row in rows}

    def _insert_chunks(self, connection: Connection, chunks: Sequence[Chunk]) -> dict[ChunkId, str]:
        """Keep chunks, and the words that they are found by; return the hash of each one's text."""
        if not chunks:
            return {}
        query = "SELECT nextval(pg_get_serial_sequence('chunks', 'number')) AS number FROM generate_series(1, %s)"
        numbers = sorted(row["number"] for row in execute(connection, query, len(chunks)))
        hashes = {chunk.id: text_hash(chunk.embedded_text) for chunk in chunks}
        rows = (_chunk_row(number, chunk, hashes[chunk.id]) for number, chunk in zip(numbers, chunks, strict=True))
        copy_in(connection, "chunks", _CHUNK_COLUMNS, rows)
        self._full_text.add(connection, dict(zip(numbers, chunks, strict=True)))
        return hashes

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """Turn what a damaged value makes of its reading into our error."""
        try:
            yield
        except (ValueError, LookupError, TypeError, zlib.error) as error:
            raise damaged(self.connections.address, f"a value that makes no sense: {error}") from error

    def _one(self, query: str, document_id: DocumentId, *values: object) -> Row:
        row = self.connections.one(query, *values)
        if row is None:
            raise UnknownDocument(f"{document_id}: no such document; see `sourcechat library list`")
        return row


def read_chunk(row: Row) -> StoredChunk:
    """Return the chunk of a row of CHUNK_QUERY. Raises ValueError and TypeError for a row that is damaged."""
    return to_chunk(row, row["text"], tuple(Span(*values) for values in json.loads(row["sentences"])))


# Besides the present one, as many as are asked for are kept, the latest first.
_EARLIER = """
DELETE FROM revisions WHERE (document_id, revision) IN (
    SELECT document_id, revision FROM (
        SELECT r.document_id, r.revision, row_number() OVER (PARTITION BY r.document_id ORDER BY r.dated DESC) AS place
        FROM revisions r JOIN documents d ON d.id = r.document_id WHERE r.revision <> d.revision
    ) earlier WHERE place > %s
)
"""


def _insert_document(connection: Connection, document: Document, chunks: int, made_with: str) -> None:
    now = datetime.now(UTC).isoformat()
    execute(
        connection,
        "INSERT INTO documents (id, uri, fingerprint, title, revision, made_with, chunks, characters, added, updated)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET"
        " fingerprint = excluded.fingerprint, title = excluded.title, revision = excluded.revision,"
        " made_with = excluded.made_with, chunks = excluded.chunks, characters = excluded.characters,"
        " updated = excluded.updated",
        document.id,
        document.source.uri,
        document.source.fingerprint,
        document.title,
        document.revision,
        made_with,
        chunks,
        len(document.text),
        now,
        now,
    )
    structure, boxes = pack_structure(document), pack_boxes(document.boxes)
    execute(
        connection,
        "INSERT INTO revisions (document_id, revision, text, dated, structure, boxes, digest, characters, doubts)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (document_id, revision) DO UPDATE SET"
        " text = excluded.text, dated = excluded.dated, structure = excluded.structure, boxes = excluded.boxes,"
        " digest = excluded.digest, characters = excluded.characters, doubts = excluded.doubts",
        document.id,
        document.revision,
        document.text,
        now,
        structure,
        boxes,
        digest_of(document.text, structure, boxes),
        len(document.text),
        len(document.doubts),
    )


def _keep_vectors(connection: Connection, model: str, vectors: Mapping[str, bytes]) -> None:
    if vectors:
        execute(
            connection,
            "INSERT INTO vectors SELECT hash, %s, vector, checksum"
            " FROM unnest(%s::text[], %s::bytea[], %s::bigint[]) AS new (hash, vector, checksum)"
            " ON CONFLICT (text_hash, model) DO UPDATE SET vector = excluded.vector, checksum = excluded.checksum",
            model,
            list(vectors),
            list(vectors.values()),
            [checksum(vector) for vector in vectors.values()],
        )


def _forget_vectors(connection: Connection, removed: Mapping[ChunkId, str]) -> None:
    """Remove the vectors of removed chunks whose texts no chunk has any more."""
    if removed:
        execute(
            connection,
            "DELETE FROM vectors v WHERE text_hash = ANY(%s::text[])"
            " AND NOT EXISTS (SELECT 1 FROM chunks c WHERE c.text_hash = v.text_hash)",
            list(removed.values()),
        )


def _chunk_row(number: int, chunk: Chunk, digest: str) -> tuple[object, ...]:
    return (
        number,
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
    )
