from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.documents import DocumentId
from tests.vectorstore.contracts import BREAD, MOOR, TEA, put
from tests.vectorstore.fakes import note
from vectorstore.catalogue import Catalogue
from vectorstore.connections import Connections
from vectorstore.stretches import Stretches

MANY = note("many", "\n\n".join(f"Mill {number} grinds rye. {'Rye and meal ' * 70}" for number in range(4)))


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue in which the second of three documents has chunks 2 to 5."""
    with closing(Catalogue.open(tmp_path / "catalogue.sqlite")) as opened:
        put(opened, TEA, MANY, MOOR)
        yield opened


@pytest.fixture
def connections(tmp_path: Path, catalogue: Catalogue) -> Iterator[Connections]:
    del catalogue  # it makes the file
    with closing(Connections(tmp_path / "catalogue.sqlite")) as opened:
        yield opened


def numbers(stretches: Stretches, connections: Connections, *documents: DocumentId) -> list[int]:
    with connections.snapshot() as connection:
        found: list[int] = stretches.numbers(connection, documents).tolist()
        return found


def test_a_stretch_is_all_chunks_of_a_document_and_runs_come_in_order(connections: Connections) -> None:
    assert numbers(Stretches(), connections, MANY.id) == [2, 3, 4, 5]
    assert numbers(Stretches(), connections, MOOR.id, TEA.id) == [1, 6]
    assert numbers(Stretches(), connections, MOOR.id, MANY.id, TEA.id, MANY.id) == [1, 2, 3, 4, 5, 6]


def test_of_nothing_and_of_what_is_not_there_there_are_no_numbers(connections: Connections) -> None:
    assert numbers(Stretches(), connections) == []
    assert numbers(Stretches(), connections, DocumentId("never")) == []


def test_what_is_kept_in_mind_is_read_again_when_a_document_has_changed(
    catalogue: Catalogue, connections: Connections
) -> None:
    stretches = Stretches()
    before = numbers(stretches, connections, MANY.id, MOOR.id)

    put(catalogue, BREAD, note("many", "Shut."))

    assert before == [2, 3, 4, 5, 6]
    assert numbers(stretches, connections, MANY.id, BREAD.id) == [7, 8]


def test_what_is_kept_in_mind_is_not_asked_for_again(connections: Connections) -> None:
    stretches = Stretches()
    before = numbers(stretches, connections, MANY.id)
    asked: list[str] = []
    connections.connection().set_trace_callback(asked.append)

    assert numbers(stretches, connections, MANY.id) == before
    assert not [one for one in asked if "chunks" in one]
