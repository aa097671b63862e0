"""Salvaging: a damaged catalogue made anew of what can still be read of it.

What is derived (passages, keywords, counts) is made again, vectors that are gone are embedded again; what is lost is
named. Knows SQL; never an index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.chunking import Chunk, chunk_document
from ingest.documents import Document, DocumentId, Source
from ingest.packing import unpack_structure
from vectorstore.catalogue import RECORD_QUERY, Catalogue
from vectorstore.chunk_rows import insert_chunks, keep_vectors
from vectorstore.connections import translated
from vectorstore.digests import checksum, digest_of, short, text_hash
from vectorstore.embedding import Embedder
from vectorstore.halves import widened
from vectorstore.schema import FORMAT
from vectorstore.text_rows import ROW_QUERY, RevisionRow, keep_revision, kept_revision

OnDocument = Callable[[int, int], None]
"""Told how many of how many documents are done."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it: the documents that are whole again, what is lost in a sentence each, texts embedded again."""

    documents: int
    lost: tuple[str, ...]
    embedded: int


def salvage(old: Path, new: Path, embedder: Embedder, *, on_document: OnDocument | None = None) -> Salvaged:
    """Make the catalogue `new` of what can be read of `old`, which is only read.

    Raises sqlite3.DatabaseError where nothing can be, and LibraryUnwritable where `new` cannot be written.
    """
    with closing(sqlite3.connect(f"file:{old}?mode=ro", uri=True)) as damaged, closing(Catalogue.open(new)):
        damaged.row_factory = sqlite3.Row
        damaged.text_factory = lambda value: value.decode("utf-8", "replace")
        with closing(sqlite3.connect(new, isolation_level=None)) as fresh:
            fresh.execute("PRAGMA foreign_keys = ON")
            return _Salvage(damaged, fresh, new, embedder).run(on_document)


class _Salvage:
    """One salvage, from one connection to another; what goes wrong with the latter is no damage of the former."""

    def __init__(self, damaged: sqlite3.Connection, fresh: sqlite3.Connection, new: Path, embedder: Embedder) -> None:
        self._damaged = damaged
        self._fresh = fresh
        self._new = new
        self._embedder = embedder
        self._lost: list[str] = []
        self._embedded = 0
        self._is_present = damaged.execute("PRAGMA user_version").fetchone()[0] == FORMAT

    def run(self, on_document: OnDocument | None) -> Salvaged:
        """Take over all there is, document by document. Raises sqlite3.DatabaseError where it is no catalogue."""
        tables = self._damaged.execute("SELECT name FROM sqlite_master WHERE name = 'documents'").fetchall()
        if not tables:
            raise sqlite3.DatabaseError("it is emptied, or another program's")
        self._copy("facts", (row for row in self._rows("facts", "name") if row["name"] != "index"))
        records = list(self._rows("documents", "rowid"))
        whole = 0
        for number, record in enumerate(records, start=1):
            whole += self._document(record)
            if on_document is not None:
                on_document(number, len(records))
        kept = {id_ for (id_,) in self._fresh.execute("SELECT id FROM documents")}
        for table, key in (("failures", "uri"), ("remembered", "uri"), ("sources", "uri")):
            rows = self._rows(table, key)
            self._copy(table, (row for row in rows if table != "sources" or row["document_id"] in {None, *kept}))
        self._enter_lacking_sources()
        if records and not whole:
            raise sqlite3.DatabaseError("the text of no document is whole")
        return Salvaged(whole, tuple(self._lost), self._embedded)

    def _copy(self, table: str, rows: Iterable[sqlite3.Row]) -> None:
        for row in rows:
            columns = ", ".join(row.keys())
            marks = ", ".join("?" * len(row.keys()))
            with suppress(sqlite3.IntegrityError), translated(self._new):  # half of two damaged rows may have one key
                self._fresh.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", tuple(row))  # noqa: S608

    def _document(self, record: sqlite3.Row) -> bool:
        """Take a document over with its revisions; return whether its present text is whole."""
        revisions = {row.revision: row for row in self._revisions(record["id"])}
        present = revisions.get(record["revision"])
        if present is None:
            self._lost.append(f"{record['title']}: its text cannot be read; ingest {record['uri']} again")
            return False
        document = _to_document(record, present)
        chunks = chunk_document(document, count_tokens=self._embedder.count_tokens)
        vectors = self._vectors(chunks)
        with translated(self._new):
            self._fresh.execute("BEGIN IMMEDIATE")
            self._copy("documents", [record])
            self._fresh.execute("UPDATE documents SET chunks = ? WHERE id = ?", (len(chunks), record["id"]))
            for row in revisions.values():
                keep_revision(self._fresh, row)
            keep_vectors(self._fresh, self._embedder.weights_hash, vectors)
            insert_chunks(self._fresh, chunks)
            self._fresh.execute("COMMIT")
        return True

    def _revisions(self, document_id: str) -> Iterator[RevisionRow]:
        """Yield the revisions of a document that are as they were kept."""
        for number in self._numbers(document_id):
            with suppress(sqlite3.DatabaseError, ValueError, TypeError):
                row = self._revision(number)
                if row is not None and digest_of(row.text, row.structure, row.boxes) == row.digest:
                    yield row

    def _numbers(self, document_id: str) -> Sequence[int]:
        """Return the numbers of a document's revisions: by the index, or, where that is damaged, without it."""
        found: dict[int, None] = {}
        for query in _NUMBERS:
            try:
                found.update((row[0], None) for row in self._damaged.execute(query, (document_id,)))
            except sqlite3.DatabaseError:
                continue
            break
        return list(found)

    def _revision(self, number: int) -> RevisionRow | None:
        query = f"{ROW_QUERY} WHERE number = ?" if self._is_present else f"{_ROW_QUERY_4} WHERE rowid = ?"
        row = self._damaged.execute(query, (number,)).fetchone()
        if row is None:
            return None
        return kept_revision(self._damaged, row) if self._is_present else RevisionRow(*row)

    def _vectors(self, chunks: Sequence[Chunk]) -> Mapping[str, bytes]:
        """Return the vectors of chunks by the hashes of their texts: those that are whole, the others made again."""
        texts = {text_hash(chunk.embedded_text): chunk.embedded_text for chunk in chunks}
        known = {digest: vector for digest in texts if (vector := self._vector(digest))}
        lacking = [digest for digest in texts if digest not in known]
        made = self._embedder.embed([texts[digest] for digest in lacking])
        self._embedded += len(lacking)
        return {**known, **{digest: row.tobytes() for digest, row in zip(lacking, made, strict=True)}}

    def _vector(self, digest: str) -> bytes | None:
        query, key = (_VECTOR_QUERY, short(digest)) if self._is_present else (_VECTOR_QUERY_4, digest)
        with suppress(sqlite3.DatabaseError):
            row = self._damaged.execute(query, (key, self._embedder.weights_hash)).fetchone()
            if row is not None and checksum(row["vector"]) == row["checksum"]:
                vector = bytes(row["vector"])
                return dict(widened([(digest, vector)]))[digest] if self._is_present else vector
        return None

    def _rows(self, table: str, key: str) -> Iterator[sqlite3.Row]:
        """Yield the rows that can be read: from the front, from the back, and those that an index leads to."""
        seen: set[object] = set()
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.DatabaseError):
                for row in self._damaged.execute(f"SELECT * FROM {table} ORDER BY {key} {order}"):  # noqa: S608
                    if row[0] not in seen:
                        seen.add(row[0])
                        yield row
        for one in self._led_to(table) - seen:
            row = self._record(one)
            if row is not None:
                yield row
            else:
                self._lost.append(f"document {one}: what was known of it cannot be read; ingest its source again")

    def _record(self, one: object) -> sqlite3.Row | None:
        """Return what is known of a document, by its table, or by the index that lists it, which holds all too."""
        for query in _BY_ID:
            with suppress(sqlite3.DatabaseError):
                row: sqlite3.Row | None = self._damaged.execute(query, (one,)).fetchone()
                if row is not None:
                    return row
        return None

    def _led_to(self, table: str) -> set[object]:
        """Return the ids of documents that are in the indexes of their table, or in tables that refer to them."""
        found: set[object] = set()
        for query in _LEADS if table == "documents" else ():
            with suppress(sqlite3.DatabaseError):
                for row in self._damaged.execute(query):
                    found.add(row[0])
        return found

    def _enter_lacking_sources(self) -> None:
        """Enter the source of each document whose entry could not be read."""
        with translated(self._new):
            self._fresh.execute(
                "INSERT OR IGNORE INTO sources (uri, document_id, fingerprint, made_with, stamp)"
                " SELECT uri, id, fingerprint, made_with, '' FROM documents"
            )


_NUMBERS = (
    "SELECT rowid FROM revisions WHERE document_id = ?",
    "SELECT rowid FROM revisions NOT INDEXED WHERE document_id = ? ORDER BY rowid",
    "SELECT rowid FROM revisions NOT INDEXED WHERE document_id = ? ORDER BY rowid DESC",
)
_VECTOR_QUERY = (
    "SELECT vector, checksum FROM vectors WHERE text_hash = ? AND model = (SELECT number FROM models WHERE hash = ?)"
)
# Of format 4, for a file that was damaged before it was brought up to date.
_ROW_QUERY_4 = "SELECT document_id, revision, text, dated, structure, boxes, digest FROM revisions"
_VECTOR_QUERY_4 = "SELECT vector, checksum FROM vectors WHERE text_hash = ? AND model = ?"
_BY_ID = ("SELECT * FROM documents WHERE id = ?", f"{RECORD_QUERY} INDEXED BY documents_by_title WHERE id = ?")
_LEADS = (
    "SELECT id FROM documents INDEXED BY documents_by_title",
    "SELECT id FROM documents ORDER BY id",
    "SELECT id FROM documents ORDER BY id DESC",
    "SELECT DISTINCT document_id FROM revisions",
    "SELECT DISTINCT document_id FROM chunks",
)


def _to_document(record: sqlite3.Row, revision: RevisionRow) -> Document:
    structure = unpack_structure(revision.structure)
    return Document(
        source=Source(record["uri"], record["fingerprint"], DocumentId(record["id"])),
        title=record["title"],
        text=revision.text,
        blocks=structure.blocks,
        places=structure.places,
        tables=structure.tables,
        doubts=structure.doubts,
    )
