from __future__ import annotations

import json
import logging
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import vectorstore.neighbours
from ingest.chunking import ChunkId, ChunkingOptions, chunk_document
from ingest.documents import Document
from tests.vectorstore.contracts import BREAD, HERE, MODEL, MOOR, TEA, chunks_of, put
from tests.vectorstore.fakes import WordModel, note
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import VectorIndex
from vectorstore.digests import text_hash
from vectorstore.exact import Vectors
from vectorstore.folder import LibraryFolder
from vectorstore.neighbours import Neighbours
from vectorstore.outbox import IndexNotes
from vectorstore.probing import Probed

NOT_AS_LEFT = "the index is not as it was left; run `sourcechat library rebuild`"


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    folder = LibraryFolder(tmp_path / "library")
    folder.make()
    return folder


@pytest.fixture
def catalogue(folder: LibraryFolder) -> Iterator[Catalogue]:
    """The catalogue of a library of one model."""
    opened = Catalogue.open(folder.catalogue)
    opened.remember({"model_hash": MODEL})
    yield opened
    opened.close()


@pytest.fixture
def index(folder: LibraryFolder) -> Iterator[VectorIndex]:
    opened = VectorIndex(folder.index)
    yield opened
    opened.close()


@pytest.fixture
def neighbours(folder: LibraryFolder, catalogue: Catalogue, index: VectorIndex) -> Neighbours:
    return Neighbours(folder, catalogue, index, MODEL)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every library with a chunk is a large one, and the index is given two chunks at once."""
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 0)
    monkeypatch.setattr(vectorstore.neighbours, "BATCH", 2)


@pytest.fixture
def indexed(large: None, catalogue: Catalogue, neighbours: Neighbours) -> Neighbours:
    """A large library of three notes, and its index in step."""
    del large
    put(catalogue, TEA, MOOR, BREAD)
    neighbours.follow()
    return neighbours


def id_of(document: Document) -> ChunkId:
    """The id of a note's only chunk."""
    (chunk,) = chunks_of(document)
    return chunk.id


def vector_of(document: Document) -> Vectors:
    """The vector of a note's only chunk."""
    (chunk,) = chunks_of(document)
    vector: Vectors = WordModel().embed([chunk.embedded_text])[0]
    return vector


def kept_of(document: Document) -> Vectors:
    """The same as the catalogue keeps it, in half precision."""
    return vector_of(document).astype(np.float16).astype(np.float32)


def forget(catalogue: Catalogue, index: VectorIndex, document: Document) -> None:
    """Let the index lack a note that the catalogue believes it has: whoever finds the note has not asked the index."""
    index.remove([id_of(document)])
    leave(catalogue, index)


def leave(catalogue: Catalogue, index: VectorIndex) -> None:
    """Let the catalogue believe in the files of the index as they are."""
    index.settle()
    catalogue.outbox.settle((), index.stamp())


# -- a small library ---------------------------------------------------------------------------------------------------


def test_a_small_library_keeps_no_index_and_is_searched_all_the_same(
    catalogue: Catalogue, index: VectorIndex, neighbours: Neighbours
) -> None:
    put(catalogue, TEA, MOOR)

    neighbours.follow()

    assert neighbours.nearest(vector_of(MOOR), limit=2) == (id_of(MOOR), id_of(TEA))
    assert (neighbours.is_large, neighbours.has_index, index.exists) == (False, False, False)
    assert catalogue.outbox.notes() == IndexNotes(None, ())


def test_an_empty_library_has_no_neighbours_and_no_problems(neighbours: Neighbours) -> None:
    neighbours.heal()
    neighbours.repair()
    neighbours.rebuild()

    assert neighbours.nearest(vector_of(TEA), limit=5) == ()
    assert neighbours.nearest(vector_of(TEA), limit=5, documents=[TEA.id]) == ()
    assert neighbours.problems() == ()


def test_a_library_is_large_with_one_chunk_more_than_is_searched_one_by_one(
    catalogue: Catalogue, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 1)

    put(catalogue, TEA)
    before = neighbours.is_large
    put(catalogue, MOOR)

    assert (before, neighbours.is_large, neighbours.has_index) == (False, True, False)


def test_a_library_that_becomes_small_lets_its_index_go(
    catalogue: Catalogue, index: VectorIndex, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 1)
    put(catalogue, TEA, MOOR)
    neighbours.follow()
    before = (neighbours.has_index, index.exists)

    catalogue.remove(TEA.id)
    neighbours.follow()

    assert before == (True, True)
    assert (neighbours.has_index, index.exists) == (False, False)
    assert catalogue.outbox.notes() == IndexNotes(None, ())
    assert neighbours.nearest(vector_of(MOOR), limit=5) == (id_of(MOOR),)


def test_a_library_whose_index_is_needed_no_more_is_searched_without_it_and_lets_it_go(
    folder: LibraryFolder,
    catalogue: Catalogue,
    index: VectorIndex,
    indexed: Neighbours,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget(catalogue, index, MOOR)
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 3)  # as of a later release

    reader = Neighbours(folder, catalogue, index, MODEL)
    found = reader.nearest(vector_of(MOOR), limit=1)
    kept_until_then = (reader.has_index, reader.problems(), index.exists)
    writer = Neighbours(folder, catalogue, VectorIndex(folder.index), MODEL)
    writer.heal()

    assert (found, kept_until_then) == ((id_of(MOOR),), (False, (), True))
    assert not folder.index.exists()
    assert catalogue.outbox.notes() == IndexNotes(None, ())
    assert indexed.nearest(vector_of(MOOR), limit=1) == (id_of(MOOR),)  # whoever had it open


def test_what_another_process_adds_is_found(
    folder: LibraryFolder, catalogue: Catalogue, neighbours: Neighbours
) -> None:
    put(catalogue, TEA)
    before = neighbours.nearest(vector_of(MOOR), limit=5)

    other = Catalogue.open(folder.catalogue)
    put(other, MOOR)
    other.close()

    assert before == (id_of(TEA),)
    assert neighbours.nearest(vector_of(MOOR), limit=1) == (id_of(MOOR),)


# -- when the index is asked -------------------------------------------------------------------------------------------


def test_an_index_in_step_is_asked_and_says_what_the_catalogue_would(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    expected = indexed.exact().nearest(vector_of(MOOR), limit=3)
    found = indexed.nearest(vector_of(MOOR), limit=3)

    forget(catalogue, index, MOOR)

    assert found == expected
    assert id_of(MOOR) not in indexed.nearest(vector_of(MOOR), limit=3)


def test_what_is_outstanding_is_found_before_the_index_has_followed(catalogue: Catalogue, indexed: Neighbours) -> None:
    mill = note("mill", "The mill grinds rye.")
    put(catalogue, mill)

    found = indexed.nearest(vector_of(mill), limit=2)

    assert catalogue.outbox.next(5) == (id_of(mill),)
    assert (len(found), found[0]) == (2, id_of(mill))


def test_a_removed_chunk_that_the_index_still_holds_is_not_found(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    catalogue.remove(MOOR.id)

    found = indexed.nearest(vector_of(MOOR), limit=2)

    assert id_of(MOOR) in set(index.ids())
    assert set(found) == {id_of(TEA), id_of(BREAD)}  # as many as were asked for, without it


def test_an_index_with_too_much_outstanding_is_not_asked(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(catalogue, index, MOOR)
    put(catalogue, note("mill", "The mill grinds rye."))
    asked = indexed.nearest(vector_of(MOOR), limit=5)

    monkeypatch.setattr(vectorstore.neighbours, "_MOST_PENDING", 0)

    assert id_of(MOOR) not in asked
    assert indexed.nearest(vector_of(MOOR), limit=5)[0] == id_of(MOOR)


def test_an_index_of_another_model_is_not_asked(catalogue: Catalogue, index: VectorIndex, indexed: Neighbours) -> None:
    forget(catalogue, index, MOOR)

    catalogue.remember({"model_hash": "w2"})  # another process has given the library another model

    assert indexed.nearest(vector_of(MOOR), limit=1) == (id_of(MOOR),)


def test_a_search_of_some_documents_does_not_ask_the_index(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    forget(catalogue, index, MOOR)

    assert indexed.nearest(vector_of(MOOR), limit=5, documents=[MOOR.id]) == (id_of(MOOR),)
    assert set(indexed.nearest(vector_of(TEA), limit=5, documents=[MOOR.id, BREAD.id])) == {id_of(MOOR), id_of(BREAD)}
    assert indexed.exact([BREAD.id]).ids == (id_of(BREAD),)


def test_an_index_that_is_not_as_it_was_left_is_not_asked_and_the_remedy_told_once(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    catalogue.outbox.settle((), "as another process left it")
    index.remove([id_of(MOOR)])

    with caplog.at_level(logging.WARNING):
        found = [indexed.nearest(vector_of(MOOR), limit=1) for _ in range(2)]

    assert found == [(id_of(MOOR),)] * 2
    assert [record.message.count("run `sourcechat library rebuild`") for record in caplog.records] == [1]


def test_nobody_is_warned_of_an_index_that_another_process_is_writing(
    folder: LibraryFolder, catalogue: Catalogue, indexed: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    folder.writer.write_text(json.dumps({"host": socket.gethostname(), "process": os.getppid()}))
    catalogue.outbox.settle((), "as another process left it")

    with caplog.at_level(logging.WARNING):
        found = indexed.nearest(vector_of(MOOR), limit=1)

    assert (found, caplog.records) == ((id_of(MOOR),), [])


def test_an_index_that_fails_when_asked_leaves_the_search_to_the_catalogue(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    index.clear()
    index.put([id_of(MOOR)], np.ones((1, 2), np.float32), [HERE])  # of another dimension
    leave(catalogue, index)

    with caplog.at_level(logging.WARNING):
        found = indexed.nearest(vector_of(MOOR), limit=1)

    assert found == (id_of(MOOR),)
    assert "the index failed" in caplog.text


def test_cosines_are_those_of_the_chunks_that_there_are(catalogue: Catalogue, neighbours: Neighbours) -> None:
    put(catalogue, TEA, MOOR)
    catalogue.remove(MOOR.id)

    cosines = neighbours.cosines(vector_of(TEA), [id_of(MOOR), id_of(TEA), ChunkId("unknown")])

    assert cosines == {id_of(TEA): pytest.approx(float(kept_of(TEA) @ vector_of(TEA)))}
    assert cosines[id_of(TEA)] == pytest.approx(1.0, abs=0.001)
    assert neighbours.cosines(vector_of(TEA), []) == {}


# -- keeping the index in step -----------------------------------------------------------------------------------------


def test_where_nothing_is_outstanding_nothing_is_done(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    told: list[tuple[int, int]] = []
    before = (catalogue.outbox.notes(), index.stamp())

    indexed.follow(on_progress=lambda done, total: told.append((done, total)))

    assert told == []
    assert (catalogue.outbox.notes(), index.stamp()) == before


def test_the_index_waits_until_enough_is_outstanding(catalogue: Catalogue, indexed: Neighbours) -> None:
    put(catalogue, note("mill", "The mill grinds rye."))

    indexed.follow(at_least=2)
    waiting = catalogue.outbox.count()
    put(catalogue, note("well", "The well is deep."))
    indexed.follow(at_least=2)

    assert (waiting, catalogue.outbox.count()) == (1, 0)


@pytest.mark.usefixtures("large")
def test_progress_is_told_after_every_batch(catalogue: Catalogue, neighbours: Neighbours) -> None:
    put(catalogue, TEA, MOOR, BREAD)
    told: list[tuple[int, int]] = []

    neighbours.follow(on_progress=lambda done, total: told.append((done, total)))

    assert told == [(2, 3), (3, 3)]


def test_the_index_follows_what_is_added_changed_and_removed(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    later, mill = note("moor", "Peat is cut in autumn."), note("mill", "The mill grinds rye.")
    put(catalogue, later, mill)
    catalogue.remove(TEA.id)

    indexed.follow()

    assert set(index.ids()) == {id_of(later), id_of(mill), id_of(BREAD)}
    assert (catalogue.outbox.count(), indexed.problems()) == (0, ())


def test_copies_of_a_passage_do_not_hide_the_others(
    catalogue: Catalogue, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 0)
    others, copies = 1_000, 500
    draw = np.random.default_rng(1)
    drawn = draw.standard_normal((others + 1, 8)) @ draw.standard_normal((8, 32))
    vectors = np.concatenate([np.repeat(drawn[:1], copies, axis=0), drawn[1:]])
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
    many = note("many", " ".join(f"This is number {number}." for number in range(len(vectors))))
    chunks = chunk_document(many, count_tokens=len, options=ChunkingOptions(max_tokens=30, overlap_sentences=0))
    kept = {text_hash(chunk.embedded_text): row.tobytes() for chunk, row in zip(chunks, vectors, strict=True)}
    catalogue.put(many, chunks, kept, model=MODEL, made_with="reader 1")

    neighbours.follow()

    found = [neighbours.nearest(vector, limit=1) for vector in vectors[copies:]]
    right = [near == (chunk.id,) for near, chunk in zip(found, chunks[copies:], strict=True)]
    assert np.mean(right) > 0.98
    assert neighbours.probed() == Probed()


def test_an_index_that_cannot_follow_is_made_anew(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    index.clear()
    index.put([id_of(MOOR)], np.ones((1, 2), np.float32), [HERE])  # of another dimension
    leave(catalogue, index)
    put(catalogue, note("mill", "The mill grinds rye."))

    indexed.follow()

    assert (index.count(), indexed.problems()) == (4, ())
    assert indexed.nearest(vector_of(MOOR), limit=1) == (id_of(MOOR),)


def test_a_rebuilding_that_is_broken_off_goes_on_where_it_was(catalogue: Catalogue, indexed: Neighbours) -> None:
    told: list[tuple[int, int]] = []

    def break_off(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexed.rebuild(on_progress=break_off)
    left = catalogue.outbox.count()
    found = indexed.nearest(vector_of(MOOR), limit=1)
    indexed.follow(on_progress=lambda done, total: told.append((done, total)))

    assert (left, found, told) == (1, (id_of(MOOR),), [(1, 1)])
    assert indexed.problems() == ()


def test_a_passage_without_a_vector_is_told_by_whoever_writes_next(
    catalogue: Catalogue, neighbours: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    put(catalogue, TEA)
    neighbours.heal()
    before = list(caplog.messages)
    (moor,) = chunks_of(MOOR)
    catalogue.put(MOOR, [moor], {}, model=MODEL, made_with="reader 1")

    with caplog.at_level(logging.WARNING):
        neighbours.heal()

    assert (before, caplog.messages) == ([], ["1 passages have no vector; run `sourcechat library repair`"])


# -- problems, and what is put right -----------------------------------------------------------------------------------


def test_an_index_that_is_gone_is_told_and_made_anew(
    folder: LibraryFolder, index: VectorIndex, indexed: Neighbours
) -> None:
    index.close()
    shutil.rmtree(folder.index)
    problems = indexed.problems()

    indexed.heal()

    assert problems == (NOT_AS_LEFT,)
    assert (index.count(), indexed.problems()) == (3, ())


def test_what_the_index_lacks_is_told_and_put_right(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    forget(catalogue, index, MOOR)
    problems = indexed.problems()

    indexed.heal()

    assert problems == ("the index does not list the passages that it should; run `sourcechat library rebuild`",)
    assert (index.count(), indexed.problems()) == (3, ())


def test_healing_an_index_that_is_right_leaves_it_alone(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    before = (catalogue.outbox.notes(), index.stamp())

    indexed.heal()

    assert (catalogue.outbox.notes(), index.stamp()) == before


def test_a_repair_puts_right_what_no_glance_shows(
    catalogue: Catalogue, index: VectorIndex, indexed: Neighbours
) -> None:
    index.put([id_of(MOOR)], vector_of(TEA)[None], [HERE])
    leave(catalogue, index)

    indexed.repair()

    assert np.allclose(index.vectors([id_of(MOOR)])[id_of(MOOR)], kept_of(MOOR), atol=1e-3)
    assert indexed.problems() == ()


@pytest.mark.usefixtures("large")
def test_a_large_library_without_an_index_has_no_problem_and_gets_one(
    catalogue: Catalogue, index: VectorIndex, neighbours: Neighbours
) -> None:
    put(catalogue, TEA, MOOR)
    problems = neighbours.problems()

    neighbours.heal()

    assert (problems, neighbours.has_index, index.count()) == ((), True, 2)
