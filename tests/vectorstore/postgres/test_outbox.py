from __future__ import annotations

import pytest

from ingest.chunking import ChunkId
from tests.vectorstore.contracts import TEA, chunks_of, put
from vectorstore.outbox import IndexNotes
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.outbox import PostgresOutbox

ONE, TWO = ChunkId("one"), ChunkId("two")


@pytest.fixture
def outbox(stored: PostgresCatalogue) -> PostgresOutbox:
    """That of an empty catalogue."""
    return PostgresOutbox(stored.connections)


def test_nothing_is_outstanding_at_first_and_no_index_is_known(outbox: PostgresOutbox) -> None:
    assert outbox.notes() == IndexNotes(None, ())
    assert (outbox.count(), outbox.next(5), outbox.stamp()) == (0, (), None)


def test_what_is_noted_twice_is_outstanding_once(outbox: PostgresOutbox) -> None:
    outbox.add([ONE, TWO])
    outbox.add([ONE])

    assert outbox.count() == 2
    assert outbox.next(1) == (ONE,)


def test_what_is_settled_is_no_longer_outstanding_and_the_last_stamp_is_known(outbox: PostgresOutbox) -> None:
    outbox.add([ONE, TWO])
    outbox.settle([], "before")

    outbox.settle([ONE], "as left")

    assert outbox.notes() == IndexNotes("as left", (TWO,))
    assert outbox.stamp() == "as left"


def test_for_a_new_index_every_chunk_is_outstanding_and_the_old_one_forgotten(
    stored: PostgresCatalogue, outbox: PostgresOutbox
) -> None:
    put(stored, TEA)
    outbox.settle([chunk.id for chunk in chunks_of(TEA)], "as left")
    outbox.add([ONE])

    outbox.add_all()

    assert outbox.notes() == IndexNotes(None, tuple(chunk.id for chunk in chunks_of(TEA)))


def test_without_an_index_nothing_is_outstanding(outbox: PostgresOutbox) -> None:
    outbox.add([ONE])
    outbox.settle([], "as left")

    outbox.drop()

    assert outbox.notes() == IndexNotes(None, ())
