"""Moving: a whole library from one engine to another, and what came held against what went, chunk for chunk.

Knows both catalogues by what they have in common, and the tables that are the same in both; never an index, which is
made anew, nor a model: nothing is embedded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from vectorstore.catalogue import Catalogue
from vectorstore.connections import Connections
from vectorstore.digests import text_hash
from vectorstore.engines import AnyCatalogue
from vectorstore.errors import LibraryDamaged
from vectorstore.halves import halved
from vectorstore.text_rows import ROW_QUERY, RevisionRow, keep_revision, kept_revision

OnDocument = Callable[[int, int], None]
"""Told how many of how many documents have come."""

_FACTS = ("model", "model_hash", "dimension", "made_with")
# Of each table that comes as it is, the columns that both engines have; documents must be there before.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "revisions": RevisionRow._fields,
    "failures": ("uri", "name", "message", "dated"),
    "remembered": ("uri", "kind", "name", "options", "added", "synced"),
    "sources": ("uri", "document_id", "fingerprint", "made_with", "stamp", "validator"),
}
_DATES = ("added", "updated", "id")
_IN_ORDER = (
    "SELECT d.id AS id FROM documents d LEFT JOIN chunks c ON c.document_id = d.id"
    " GROUP BY d.id ORDER BY min(c.number), d.id"
)


class CatalogueTables(Protocol):
    """The tables of a catalogue, whichever engine keeps them."""

    def read(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query without values."""
        ...

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table; those of revisions as `RevisionRow` has them, whatever columns are named."""
        ...

    def replace(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Let a table hold these rows, and no others."""
        ...

    def date(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Let documents have been added and updated when they were: `_DATES`."""
        ...


class SqliteTables:
    """Those of a catalogue in a file."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def read(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query without values."""
        return (tuple(row) for row in self._connections.stream(query))

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table, revisions with their texts unpacked."""
        if table != "revisions":
            return self.read(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - names of ours
        connection = self._connections.connection()
        return (kept_revision(connection, row) for row in self._connections.stream(ROW_QUERY))

    def replace(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Let a table hold these rows, and no others."""
        marks = ", ".join("?" * len(columns))
        with self._connections.transaction() as connection:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
            if table == "revisions":
                for row in rows:
                    keep_revision(connection, RevisionRow(*row))
                return
            connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608

    def date(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Let documents have been added and updated when they were."""
        with self._connections.transaction() as connection:
            connection.executemany("UPDATE documents SET added = ?, updated = ? WHERE id = ?", rows)


def tables_of(catalogue: AnyCatalogue, connections: Connections | None = None) -> CatalogueTables:
    """Return the tables of a catalogue; of one in SQLite by connections to its file."""
    if isinstance(catalogue, Catalogue):
        if connections is None:
            raise TypeError("a catalogue in SQLite is moved by connections to its file")
        return SqliteTables(connections)
    from vectorstore.postgres.moving import PostgresTables  # noqa: PLC0415 - psycopg, which is an extra

    return PostgresTables(catalogue.connections)


def move(
    source: tuple[AnyCatalogue, CatalogueTables],
    target: tuple[AnyCatalogue, CatalogueTables],
    *,
    on_document: OnDocument | None = None,
) -> int:
    """Fill an empty catalogue with all that another holds; return how many chunks came, each the same.

    Documents come in the order in which their chunks were kept, so that equal scores stay in their order. Vectors of
    other models than the library's own do not. Raises LibraryDamaged where anything is not as it was.
    """
    (old, old_tables), (new, new_tables) = source, target
    facts = old.facts()
    new.remember({name: facts[name] for name in _FACTS if name in facts})
    model = facts.get("model_hash", "")
    ids = [DocumentId(row[0]) for row in old_tables.read(_IN_ORDER)]
    made_with = {record.id: record.made_with for record in old.documents()}
    for number, one in enumerate(ids, start=1):
        chunks = old.chunks_of(one)
        vectors = _by_text(old, one, model)
        new.put(old.document(one), chunks, vectors, model=model, made_with=made_with[one])
        if on_document is not None:
            on_document(number, len(ids))
    new_tables.date(list(old_tables.read(f"SELECT {', '.join(_DATES)} FROM documents")))  # noqa: S608 - ours
    for table, columns in _COLUMNS.items():
        new_tables.replace(table, columns, list(old_tables.rows(table, columns)))
    return _verified((old, old_tables), (new, new_tables), model)


def _by_text(catalogue: AnyCatalogue, document_id: DocumentId, model: str) -> dict[str, bytes]:
    vectors = dict(catalogue.vectors(model, documents=[document_id]))
    return {
        text_hash(chunk.embedded_text): vectors[chunk.id]
        for chunk in catalogue.chunks_of(document_id)
        if chunk.id in vectors
    }


def _verified(old: tuple[AnyCatalogue, CatalogueTables], new: tuple[AnyCatalogue, CatalogueTables], model: str) -> int:
    """Return how many chunks there are, all the same. Raises LibraryDamaged where anything differs."""
    wrong = [name for name, same in _comparisons(old, new) if not same]
    chunks = 0
    for record in old[0].documents():
        before, after = (one.chunks_of(record.id) for one in (old[0], new[0]))
        vectors: tuple[Mapping[ChunkId, bytes], ...] = tuple(
            {chunk: halved(vector) for chunk, vector in one.vectors(model, documents=[record.id])}
            for one in (old[0], new[0])
        )
        if before != after or vectors[0] != vectors[1]:
            wrong.append(record.title)
        chunks += len(before)
    if wrong:
        raise LibraryDamaged(f"not everything came as it was: {', '.join(wrong)}; nothing was made of it")
    return chunks


def _comparisons(
    old: tuple[AnyCatalogue, CatalogueTables], new: tuple[AnyCatalogue, CatalogueTables]
) -> Iterator[tuple[str, bool]]:
    yield "the documents", old[0].documents() == new[0].documents()
    for table, columns in _COLUMNS.items():
        rows = (sorted(map(tuple, one[1].rows(table, columns)), key=repr) for one in (old, new))
        yield table, next(rows) == next(rows)
