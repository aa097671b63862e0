"""The nearest-neighbour index, in PostgreSQL by pgvector: ids, vectors in half precision, the document of each.

Derived; never the truth. Beside the catalogue, but followed by its outbox like any other index. The graph (HNSW) is
made at once when most vectors are there, which takes a tenth of what it takes to add them to it one by one; where more
are to come than it has, it goes, and is made anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from psycopg import errors
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from vectorstore.errors import IndexAway, IndexDamaged, LibraryAway, LibraryUnwritable, NoLibrary
from vectorstore.exact import Vectors
from vectorstore.postgres.connections import Connection, Connections, execute, execute_each
from vectorstore.postgres.schema import keep_apart

_TABLE = "neighbours"
_GRAPH = "neighbours_graph"
_GRAPH_FROM = 10_000  # vectors: fewer are looked at one by one in some milliseconds
_ONE_BY_ONE = 20_000  # vectors of some documents that are looked at one by one, in some ten milliseconds
_NEAREST = "ORDER BY vector <=> %s::text::halfvec LIMIT %s"
_CARE = "ef_construction = 128"  # twice what pgvector takes: of a million vectors 98 of 100 are found, with its own 94
_MOST_LEFT = 5_000  # chunks that may still be outstanding when the graph is made
_HEAD = struct.Struct(">hh")  # of a vector on its way: how many numbers it has, and nothing
_MOST_MEMORY = "4GB"  # to make a graph in, which takes two to three times what its vectors do; or the server's own


class _Half(bytes):
    """A vector as pgvector takes it."""


class _HalfDumper(Dumper):
    format = Format.BINARY
    oid = 0  # the server knows from the query what it is

    def dump(self, obj: _Half) -> Buffer:
        return bytes(obj)


class PgvectorIndex:
    """One library's index, beside its catalogue."""

    is_local = False
    """Whether its files are in the library's folder, and may be damaged there."""

    finds_within = True
    """Whether it finds the nearest of some documents only."""

    most_exact: int | None = 2_000
    """Up to so many chunks it is not worth its while: beyond, every process would fetch all vectors."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._is_there = False

    @property
    def exists(self) -> bool:
        """Whether there is an index. Raises IndexAway."""
        if not self._is_there:
            with self._translated():
                self._is_there = self._connections.one(_OID, _TABLE) is not None
        return self._is_there

    def count(self) -> int:
        """Return how many vectors the index holds. Raises IndexAway."""
        return self._number("SELECT count(*) AS number FROM neighbours") if self.exists else 0

    def put(self, ids: Sequence[ChunkId], vectors: Vectors, documents: Sequence[DocumentId]) -> None:
        """Add vectors, shape (ids, dimension), or replace those of the same id. Raises IndexDamaged and IndexAway."""
        if not ids:
            return
        if not self.exists:
            self._make(vectors.shape[1])
        packed = (_Half(_HEAD.pack(vectors.shape[1], 0) + row.tobytes()) for row in vectors.astype(">f2"))
        rows = list(zip(ids, documents, packed, strict=True))
        query = (
            "INSERT INTO neighbours VALUES (%s, %s, %s::halfvec) ON CONFLICT (chunk_id) DO UPDATE"
            " SET document_id = excluded.document_id, vector = excluded.vector"
        )

        def work(connection: Connection) -> None:
            connection.adapters.register_dumper(_Half, _HalfDumper)
            execute_each(connection, query, rows)

        with self._translated():
            self._connections.change(work)

    def remove(self, ids: Sequence[ChunkId]) -> None:
        """Remove vectors; ids that are not there are no matter. Raises IndexAway."""
        if ids and self.exists:
            query = "DELETE FROM neighbours WHERE chunk_id = ANY(%s::text[])"
            with self._translated():
                self._connections.change(lambda connection: execute(connection, query, list(ids)))

    def nearest(self, vector: Vectors, *, limit: int, documents: Sequence[DocumentId] = ()) -> tuple[ChunkId, ...]:
        """Return the ids of the vectors nearest to `vector`, shape (dimension,), from `documents` where any are given.

        Raises IndexDamaged and IndexAway.
        """
        if not self.exists:
            return ()
        with self._translated():
            rows = self._connections.rows(
                self._query(documents),
                *([list(documents)] if documents else []),
                f"[{','.join(map(str, vector.tolist()))}]",
                limit,
            )
        return tuple(ChunkId(row["chunk_id"]) for row in rows)

    def nearest_each(self, vectors: Vectors, *, limit: int) -> tuple[tuple[ChunkId, ...], ...]:
        """Return the ids nearest to each vector, shape (queries, dimension). Raises as `nearest` does."""
        return tuple(self.nearest(vector, limit=limit) for vector in vectors)

    def vectors(self, ids: Sequence[ChunkId]) -> dict[ChunkId, Vectors]:
        """Return the vectors of those of these ids that the index holds. Raises IndexAway."""
        if not self.exists:
            return {}
        query = "SELECT chunk_id, vector FROM neighbours WHERE chunk_id = ANY(%s::text[])"
        with self._translated():
            rows = self._connections.rows(query, list(ids))
        return {
            ChunkId(row["chunk_id"]): np.frombuffer(row["vector"], ">f2", offset=_HEAD.size).astype(np.float32)
            for row in rows
        }

    def settle(self) -> None:
        """Make the graph, once most vectors are there; drop one that is about to be outgrown. Raises IndexAway."""
        with self._translated():
            left = self._number("SELECT count(*) AS number FROM outbox")
            graph = self._connections.one(_GRAPH_OF, _GRAPH)
            if graph is not None:
                if left > max(graph["vectors"], _MOST_LEFT):  # nobody asks it, with so many outstanding
                    self._connections.change(lambda connection: execute(connection, "DROP INDEX neighbours_graph"))
            elif left <= _MOST_LEFT and self.count() >= _GRAPH_FROM:
                self._connections.change(_make_graph)
                self._connections.run("ANALYZE neighbours")

    def ids(self) -> Iterator[ChunkId]:
        """Yield the ids that the index lists. Raises IndexAway."""
        if self.exists:
            with self._translated():
                for row in self._connections.stream("SELECT chunk_id FROM neighbours"):
                    yield ChunkId(row["chunk_id"])

    def stamp(self) -> str:
        """Return what tells whether it is still the index that it was: another one would have another number.

        Raises IndexDamaged where there is none, and IndexAway.
        """
        with self._translated():
            row = self._connections.one(_OID, _TABLE)
        if row is None:
            raise IndexDamaged(f"{self._connections.address}: no index there; run `sourcechat library rebuild`")
        return f"pgvector {row['oid']}"

    def clear(self) -> None:
        """Start anew with an empty index. Raises IndexAway."""
        with self._translated():
            self._connections.change(lambda connection: execute(connection, "DROP TABLE IF EXISTS neighbours"))
        self._is_there = False

    def close(self) -> None:
        """Look again whether there is an index when next asked; the connections are the catalogue's."""
        self._is_there = False

    def _query(self, documents: Sequence[DocumentId]) -> str:
        """Return what to ask: the graph, or, where the documents have few vectors, each of these.

        With a filter that keeps a tenth, the graph found 92 of 100 of the nearest ten.
        """
        if not documents:
            return f"SELECT chunk_id FROM neighbours {_NEAREST}"  # noqa: S608 - no value in it
        chunks = self._connections.number(
            "SELECT coalesce(sum(chunks), 0)::bigint AS number FROM documents WHERE id = ANY(%s::text[])",
            list(documents),
        )
        within = "FROM neighbours WHERE document_id = ANY(%s::text[])"
        if chunks > _ONE_BY_ONE:
            return f"SELECT chunk_id {within} {_NEAREST}"
        here = f"WITH here AS MATERIALIZED (SELECT chunk_id, vector {within})"
        return f"{here} SELECT chunk_id FROM here {_NEAREST}"  # noqa: S608 - as above

    def _make(self, dimension: int) -> None:
        def work(connection: Connection) -> None:
            # Not in the schema of one library, with which it would go.
            execute(connection, "CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
            execute(
                connection,
                "CREATE TABLE neighbours (chunk_id words PRIMARY KEY, document_id words NOT NULL,"
                f" vector halfvec({dimension:d}) NOT NULL)",
            )
            execute(connection, "CREATE INDEX neighbours_of_document ON neighbours (document_id)")
            keep_apart(connection)

        with self._translated():
            try:
                self._connections.change(work)
            except LibraryUnwritable as error:
                raise IndexAway(f"{error}; have somebody run CREATE EXTENSION vector in the database") from error
        self._is_there = True

    def _number(self, query: str) -> int:
        with self._translated():
            return self._connections.number(query)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        where = self._connections.address
        try:
            yield
        except LibraryAway as error:
            raise IndexAway(str(error)) from error
        except NoLibrary as error:
            self._is_there = False  # another has cleared it
            raise IndexDamaged(f"{where}: no index there; run `sourcechat library rebuild`") from error
        except (errors.FeatureNotSupported, errors.UndefinedFile) as error:
            raise IndexAway(
                f"{where}: the server has no pgvector; install it there, or set index.engine to chroma"
            ) from error
        except errors.DataException as error:
            raise IndexDamaged(f"{where}: {error.diag.message_primary}; run `sourcechat library rebuild`") from error


# The number of a table of the library, which another that takes its place does not have.
_OID = (
    "SELECT c.oid::bigint AS oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND c.relname = %s"
)
# About how many vectors the graph has.
_GRAPH_OF = _OID.replace("c.oid::bigint AS oid", "c.reltuples::bigint AS vectors")
_ENOUGH_MEMORY = (
    "SELECT set_config('maintenance_work_mem', greatest(pg_size_bytes(current_setting('maintenance_work_mem')),"
    " least(3 * pg_table_size('neighbours'), pg_size_bytes(%s))) / 1024 || 'kB', true)"
)


def _make_graph(connection: Connection) -> None:
    execute(connection, _ENOUGH_MEMORY, _MOST_MEMORY)
    make = f"CREATE INDEX neighbours_graph ON neighbours USING hnsw (vector halfvec_cosine_ops) WITH ({_CARE})"
    try:
        with connection.transaction():
            execute(connection, make)
    except (errors.DiskFull, errors.OutOfMemory):  # of shared memory, of which a container has 64 MB, say
        execute(connection, "SET LOCAL max_parallel_maintenance_workers TO 0")
        execute(connection, make)
