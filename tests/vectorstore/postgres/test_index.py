from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from psycopg import errors

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from tests.vectorstore.contracts import EAST, HERE, NORTH, UP, IndexContract, rows
from vectorstore.errors import IndexAway, IndexDamaged
from vectorstore.postgres import index as module
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.connections import Connection, Connections
from vectorstore.postgres.connections import execute as module_execute
from vectorstore.postgres.index import PgvectorIndex

_GRAPH = "SELECT oid::bigint FROM pg_class WHERE oid = to_regclass('neighbours_graph')"


class TestPgvectorIndex(IndexContract):
    """The index in PostgreSQL is one."""

    @pytest.fixture
    def index(self, stored: PostgresCatalogue) -> PgvectorIndex:
        return PgvectorIndex(stored.connections)

    @pytest.fixture
    def opened_again(self, open_catalogue: Callable[[], PostgresCatalogue]) -> Callable[[], PgvectorIndex]:
        return lambda: PgvectorIndex(open_catalogue().connections)


@pytest.fixture
def index(stored: PostgresCatalogue) -> PgvectorIndex:
    return PgvectorIndex(stored.connections)


def test_the_graph_is_made_once_there_are_enough_and_finds_what_is_there(
    index: PgvectorIndex, stored: PostgresCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_GRAPH_FROM", 400)
    drawn = np.random.default_rng(5).standard_normal((500, 32)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    ids = [ChunkId(f"{number:03}") for number in range(len(drawn))]
    documents = [DocumentId(f"document {number % 100}") for number in range(len(drawn))]

    index.put(ids[:399], drawn[:399], documents[:399])
    index.settle()
    before = stored.connections.number(
        "SELECT count(*) AS n FROM pg_indexes WHERE indexname = 'neighbours_graph' AND schemaname = current_schema()"
    )
    index.put(ids[399:], drawn[399:], documents[399:])
    index.settle()
    after = stored.connections.number(
        "SELECT count(*) AS n FROM pg_indexes WHERE indexname = 'neighbours_graph' AND schemaname = current_schema()"
    )

    assert (before, after) == (0, 1)
    assert [index.nearest(vector, limit=1)[0] for vector in drawn] == ids
    for one_by_one in (20_000, -1):
        monkeypatch.setattr(module, "_ONE_BY_ONE", one_by_one)
        within = index.nearest(drawn[7], limit=10, documents=[documents[7]])
        assert set(within) == {ChunkId(f"{number:03}") for number in (7, 107, 207, 307, 407)}


def test_a_graph_that_is_about_to_be_outgrown_goes_and_is_made_anew_at_the_end(
    index: PgvectorIndex, stored: PostgresCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_GRAPH_FROM", 2)
    monkeypatch.setattr(module, "_MOST_LEFT", 1)
    drawn = np.random.default_rng(5).standard_normal((12, 32)).astype(np.float32)
    ids = [ChunkId(f"{number:02}") for number in range(12)]
    index.put(ids[:3], drawn[:3], [HERE] * 3)
    index.settle()
    made = stored.connections.one(_GRAPH)

    stored.outbox.add(ids[3:])
    index.put(ids[3:6], drawn[3:6], [HERE] * 3)
    index.settle()
    meanwhile = stored.connections.one(_GRAPH)
    index.put(ids[6:], drawn[6:], [HERE] * 6)
    stored.outbox.settle(ids[3:], index.stamp())
    index.settle()
    after = stored.connections.one(_GRAPH)
    stored.outbox.add(ids[:3])
    index.settle()

    assert meanwhile is None
    assert made is not None
    assert made != after == stored.connections.one(_GRAPH)
    assert [index.nearest(vector, limit=1)[0] for vector in drawn] == ids


def test_where_shared_memory_is_too_small_the_graph_is_made_by_one_process(
    index: PgvectorIndex, stored: PostgresCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_GRAPH_FROM", 1)
    tried: list[bool] = []

    def execute(connection: Connection, query: str, *values: object) -> object:
        if query.startswith("CREATE INDEX"):
            workers = connection.execute("SHOW max_parallel_maintenance_workers").fetchone()
            tried.append(workers == {"max_parallel_maintenance_workers": "0"})
            if not tried[-1]:
                raise errors.DiskFull("could not resize shared memory segment")
        return module_execute(connection, query, *values)

    index.put([EAST], rows(EAST), [HERE])
    monkeypatch.setattr(module, "execute", execute)
    index.settle()

    assert tried == [False, True]
    assert stored.connections.one(_GRAPH)


def test_vectors_come_back_as_near_as_half_precision_is(index: PgvectorIndex) -> None:
    index.put([EAST, NORTH], rows(EAST, NORTH), [HERE, HERE])

    assert np.allclose(index.vectors([EAST])[EAST], rows(EAST)[0], atol=1e-3)
    assert index.vectors([UP]) == {}


def test_vectors_of_another_length_are_an_error_with_the_remedy(index: PgvectorIndex) -> None:
    index.put([EAST], rows(EAST), [HERE])

    with pytest.raises(IndexDamaged, match="rebuild"):
        index.put([UP], np.ones((1, 7), np.float32), [HERE])
    with pytest.raises(IndexDamaged, match="rebuild"):
        index.nearest(np.ones(7, np.float32), limit=1)


def test_an_index_that_another_has_cleared_is_an_error_with_the_remedy(
    index: PgvectorIndex, stored: PostgresCatalogue
) -> None:
    index.put([EAST], rows(EAST), [HERE])
    PgvectorIndex(stored.connections).clear()

    with pytest.raises(IndexDamaged, match="rebuild"):
        index.nearest(rows(EAST)[0], limit=1)


def test_a_server_that_is_not_there_is_said() -> None:
    nowhere = Connections(Address.of("postgresql://ann:s3cret@127.0.0.1:9/shelf", "notes"), patience=0)

    with pytest.raises(IndexAway, match="the server does not answer"):
        PgvectorIndex(nowhere).nearest(rows(EAST)[0], limit=1)


def test_its_stamp_tells_it_from_one_that_took_its_place(index: PgvectorIndex) -> None:
    index.put([EAST], rows(EAST), [HERE])
    before = index.stamp()

    index.clear()
    index.put([EAST], rows(EAST), [HERE])

    assert index.stamp() != before
