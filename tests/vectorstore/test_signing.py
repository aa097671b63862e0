from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import vectorstore.binding
import vectorstore.neighbours
from ingest.chunking import ChunkId
from tests.vectorstore.contracts import MODEL, chunks_of, put, vectors_of
from tests.vectorstore.fakes import WordModel, note
from vectorstore.catalogue import Catalogue
from vectorstore.checking import catalogue_problems
from vectorstore.chroma import VectorIndex
from vectorstore.connections import Connections
from vectorstore.folder import LibraryFolder
from vectorstore.neighbours import Neighbours
from vectorstore.signs import Vectors

NOTES = [note(f"mill {number}", f"Wheel {number} of mill{number} grinds rye{number}.") for number in range(20)]


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    folder = LibraryFolder(tmp_path / "library")
    folder.make()
    return folder


@pytest.fixture
def catalogue(folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """Twenty notes, the first of them in volumes of eight."""
    monkeypatch.setattr(vectorstore.binding, "LATEST", 8)
    with closing(Catalogue.open(folder.catalogue)) as opened:
        opened.remember({"model_hash": MODEL})
        for document in NOTES:
            put(opened, document)
            opened.pack(MODEL)
        yield opened


@pytest.fixture
def neighbours(folder: LibraryFolder, catalogue: Catalogue) -> Neighbours:
    return Neighbours(folder, catalogue, VectorIndex(folder.index), MODEL)


def vector_of(text: str) -> Vectors:
    return np.asarray(WordModel().embed([text])[0], np.float32)


def problems_of(folder: LibraryFolder) -> tuple[str, ...]:
    with closing(Connections(folder.catalogue)) as connections:
        return catalogue_problems(connections, lambda _: None)


def ids_of(number: int) -> ChunkId:
    return chunks_of(NOTES[number])[0].id


def test_volumes_have_signs_and_the_latest_chunks_have_none(catalogue: Catalogue, folder: LibraryFolder) -> None:
    assert [(first, after) for first, after, _ in catalogue.signs(MODEL)] == [(1, 9), (9, 17)]
    assert catalogue.signs("another model") == ()
    assert problems_of(folder) == ()


@pytest.mark.parametrize("number", [0, 9, 19])
def test_a_chunk_is_found_by_its_signs_and_without(
    neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "LOOKED_AT", 4)
    asked = vector_of(chunks_of(NOTES[number])[0].embedded_text)

    assert neighbours.nearest(asked, limit=1) == (ids_of(number),)
    assert len(neighbours.nearest(asked, limit=15)) == 15


def test_the_more_chunks_there_are_the_more_are_looked_at(
    catalogue: Catalogue, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "LOOKED_AT", 1)
    looked_at: list[int] = []

    def vectors_at(numbers: Sequence[int], _: str) -> dict[ChunkId, bytes]:
        looked_at.append(len(numbers))
        return {}

    monkeypatch.setattr(catalogue, "vectors_at", vectors_at)

    neighbours.nearest(vector_of("rye"), limit=2)
    monkeypatch.setattr(vectorstore.neighbours, "_LOOKED_AT_SHARE", 1 / 2)
    neighbours.nearest(vector_of("rye"), limit=2)

    assert looked_at == [4, 8]  # of sixteen that have signs


@pytest.mark.parametrize("number", [0, 9, 16, 19])
def test_within_documents_of_many_chunks_the_signs_of_these_are_looked_at(
    catalogue: Catalogue, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "_ONE_BY_ONE", 2)
    monkeypatch.setattr(vectorstore.neighbours, "LOOKED_AT", 3)
    chosen = [NOTES[one].id for one in (16, 9, 0, 19, 7)]  # two of them in no volume
    asked = vector_of(chunks_of(NOTES[number])[0].embedded_text)

    found = neighbours.nearest(asked, limit=1, documents=chosen)
    every = neighbours.nearest(asked, limit=9, documents=chosen)
    catalogue.remove(NOTES[number].id)

    assert found == (ids_of(number),)
    assert set(every) == {ids_of(one) for one in (16, 9, 0, 19, 7)}
    assert set(neighbours.nearest(asked, limit=9, documents=chosen)) == {*every} - {ids_of(number)}


def test_what_is_removed_is_found_no_more_and_what_comes_is(catalogue: Catalogue, neighbours: Neighbours) -> None:
    asked = vector_of(chunks_of(NOTES[3])[0].embedded_text)
    before = neighbours.nearest(asked, limit=3)

    catalogue.remove(NOTES[3].id)
    put(catalogue, note("late", "Wheel 3 of mill3 grinds rye3."))

    assert before[0] == ids_of(3)
    assert ids_of(3) not in neighbours.nearest(asked, limit=20)
    assert catalogue.chunks(neighbours.nearest(asked, limit=1)).popitem()[1].chunk.title == "late"


def test_where_most_are_gone_all_others_are_still_found(
    catalogue: Catalogue, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "LOOKED_AT", 4)
    for document in NOTES[2:]:
        catalogue.remove(document.id)

    assert set(neighbours.nearest(vector_of("rye"), limit=2)) == {ids_of(0), ids_of(1)}


def test_signs_of_a_removed_chunk_are_no_problem(catalogue: Catalogue, folder: LibraryFolder) -> None:
    catalogue.remove(NOTES[3].id)

    assert problems_of(folder) == ()


def test_signs_of_another_model_are_made_when_it_packs(catalogue: Catalogue, folder: LibraryFolder) -> None:
    kept = {key: value for document in NOTES for key, value in vectors_of(chunks_of(document)).items()}
    other = {key: np.frombuffer(value, np.float32)[::-1].tobytes() for key, value in kept.items()}
    catalogue.keep_vectors("w2", other)
    catalogue.remember({"model_hash": "w2"})

    catalogue.pack("w2")

    assert len(catalogue.signs("w2")) == 2
    assert catalogue.signs(MODEL) == ()
    assert problems_of(folder) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signs SET packed = x'00'",
        "UPDATE signs SET packed = CAST(substr(packed, 1, length(packed) - 8) || x'ffffffffffffffff' AS BLOB)",
    ],
)
def test_signs_that_are_not_as_they_were_made_are_told(
    folder: LibraryFolder, catalogue: Catalogue, statement: str
) -> None:
    del catalogue  # it is filled
    with closing(Connections(folder.catalogue)) as connections, connections.transaction() as connection:
        connection.execute(statement)

    assert problems_of(folder) == ("the signs do not fit the vectors; run `sourcechat library repair`",)
