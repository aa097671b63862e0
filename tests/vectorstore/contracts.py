"""What every catalogue and every index must do, as classes to inherit: give the fixture, and the tests run.

class TestMine(IndexContract):
    @pytest.fixture
    def index(self, tmp_path): ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.chunking import Chunk, ChunkId, chunk_document
from ingest.documents import Box, Document, DocumentId, Doubt, DoubtKind
from ingest.locations import Location, LocationKind
from ingest.stamps import Stamp
from tests.vectorstore.fakes import WordModel, note
from vectorstore.digests import text_hash
from vectorstore.engines import AnyCatalogue, AnyLedger
from vectorstore.errors import UnknownDocument
from vectorstore.ledger import Known

MODEL = "w1"
TEA = note("tea", "The tea room opens at nine. It closes at five.")
MOOR = note("moor", "Curlews nest on the moor.")
BREAD = note("Bread", "Bread is baked at dawn.")
TWO = note("two", "One sentence.\n\nAnother sentence.")

_MODEL = WordModel()


def chunks_of(document: Document) -> tuple[Chunk, ...]:
    """The chunks of a document, a few sentences each."""
    return chunk_document(document, count_tokens=_MODEL.count_tokens)


def vectors_of(chunks: Sequence[Chunk]) -> dict[str, bytes]:
    """What a catalogue is given with chunks: the vector of each text, by its hash; no number needs more than half."""
    texts = [chunk.embedded_text for chunk in chunks]
    vectors = _MODEL.embed(texts).astype(np.float16).astype(np.float32)
    return {text_hash(text): vector.tobytes() for text, vector in zip(texts, vectors, strict=True)}


def put(catalogue: AnyCatalogue, *documents: Document) -> None:
    """Keep documents with their chunks and vectors."""
    for document in documents:
        chunks = chunks_of(document)
        catalogue.put(document, chunks, vectors_of(chunks), model=MODEL, made_with="reader 1")


class CatalogueContract:
    """What every catalogue must do. `catalogue` is empty; `opened_again` is what another process sees of it."""

    @pytest.fixture
    def catalogue(self) -> AnyCatalogue:
        raise NotImplementedError

    @pytest.fixture
    def opened_again(self) -> Callable[[], AnyCatalogue]:
        raise NotImplementedError

    # -- facts

    def test_facts_are_remembered_and_replaced_by_name(self, catalogue: AnyCatalogue) -> None:
        catalogue.remember({"model": "a", "dimension": "4"})
        catalogue.remember({"model": "b"})

        assert {"model": "b", "dimension": "4"}.items() <= catalogue.facts().items()

    def test_an_empty_catalogue_holds_nothing(self, catalogue: AnyCatalogue) -> None:
        assert catalogue.documents() == ()
        assert catalogue.count_documents() == 0
        assert catalogue.count_chunks() == 0
        assert catalogue.generation == 0
        assert list(catalogue.vectors(MODEL)) == []
        assert catalogue.search("anything", limit=5) == {}

    def test_the_generation_grows_with_every_change_of_a_document(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)
        catalogue.touch(TEA.id, "other bytes", "reader 1")
        catalogue.remove(TEA.id)

        assert catalogue.generation == 3

    def test_facts_change_no_generation(self, catalogue: AnyCatalogue) -> None:
        catalogue.remember({"model": "a"})

        assert catalogue.generation == 0

    # -- documents

    def test_a_document_comes_back_as_it_was(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR)

        assert catalogue.document(TEA.id) == TEA
        assert catalogue.document(MOOR.id) == MOOR

    def test_records_are_ordered_by_title_whatever_its_case(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR, BREAD)

        assert [record.title for record in catalogue.documents()] == ["Bread", "moor", "tea"]
        assert catalogue.count_documents() == 3

    def test_the_records_of_some_documents_are_those_of_all_that_there_are(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR, BREAD)
        bread, moor, _ = catalogue.documents()

        assert catalogue.records([moor.id, DocumentId("never"), bread.id]) == (bread, moor)
        assert catalogue.records([]) == ()

    def test_documents_of_one_title_stand_by_their_source(self, catalogue: AnyCatalogue) -> None:
        first, second, third = (Document(note(name, "").source, "Menu", f"Menu {name}.") for name in ("a", "b", "c"))
        put(catalogue, third, first, second)

        assert [record.uri for record in catalogue.documents()] == [one.source.uri for one in (first, second, third)]
        assert len({record.id for record in catalogue.documents()}) == 3

    def test_a_record_says_what_is_known_without_the_text(self, catalogue: AnyCatalogue) -> None:
        before = datetime.now(UTC)
        put(catalogue, TEA)

        (record,) = catalogue.documents()

        assert (record.id, record.title, record.uri) == (TEA.id, "tea", TEA.source.uri)
        assert (record.fingerprint, record.revision) == (TEA.source.fingerprint, TEA.revision)
        assert (record.made_with, record.chunks, record.characters) == ("reader 1", 1, len(TEA.text))
        assert before <= record.added == record.updated <= datetime.now(UTC)

    def test_a_document_put_again_is_replaced_and_keeps_the_day_it_was_added(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)
        (first,) = catalogue.documents()
        longer = note("tea", "The tea room is closed. Nobody knows why. It was loved.")

        put(catalogue, longer)

        (second,) = catalogue.documents()
        assert second.added == first.added < second.updated
        assert (second.revision, second.characters) == (longer.revision, len(longer.text))
        assert catalogue.count_chunks() == len(chunks_of(longer))

    def test_put_returns_the_chunks_that_were_there_before(self, catalogue: AnyCatalogue) -> None:
        chunks = chunks_of(TEA)

        first = catalogue.put(TEA, chunks, vectors_of(chunks), model=MODEL, made_with="reader 1")
        second = catalogue.put(TEA, chunks, {}, model=MODEL, made_with="reader 1")

        assert first == ()
        assert second == tuple(chunk.id for chunk in chunks)

    def test_every_revision_of_a_text_can_be_read(self, catalogue: AnyCatalogue) -> None:
        later = note("tea", "The tea room is closed.")
        put(catalogue, TEA, later)

        assert catalogue.text(TEA.id, TEA.revision) == TEA.text
        assert catalogue.text(TEA.id, later.revision) == later.text

    def test_touching_a_document_changes_what_it_was_made_of_and_nothing_else(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)

        catalogue.touch(TEA.id, "other bytes", "reader 2")

        (record,) = catalogue.documents()
        assert (record.fingerprint, record.made_with) == ("other bytes", "reader 2")
        assert catalogue.document(TEA.id).text == TEA.text

    def test_a_removed_document_leaves_nothing(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR)

        gone = catalogue.remove(TEA.id)

        assert gone == tuple(chunk.id for chunk in chunks_of(TEA))
        assert [record.id for record in catalogue.documents()] == [MOOR.id]
        assert catalogue.chunks(gone) == {}
        assert catalogue.search("tea", limit=5) == {}
        assert catalogue.known_hashes(list(vectors_of(chunks_of(TEA))), MODEL) == frozenset()

    def test_what_is_not_there_is_an_error_that_says_where_to_look(self, catalogue: AnyCatalogue) -> None:
        for ask in (
            lambda: catalogue.document(TEA.id),
            lambda: catalogue.text(TEA.id, TEA.revision),
            lambda: catalogue.remove(TEA.id),
        ):
            with pytest.raises(UnknownDocument, match="sourcechat library list"):
                ask()

    def test_a_revision_that_never_was_is_an_error(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)

        with pytest.raises(UnknownDocument):
            catalogue.text(TEA.id, MOOR.revision)

    def test_any_characters_are_kept(self, catalogue: AnyCatalogue) -> None:
        strange = note("🙂 漢字", "Zero\x00width\u200b, “quotes” & <marks>; O'Neill -- DROP TABLE documents.")

        put(catalogue, strange)

        assert catalogue.document(strange.id) == strange

    # -- chunks

    def test_chunks_come_back_as_they_were_in_the_order_of_the_text(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TWO)

        assert catalogue.chunks_of(TWO.id) == chunks_of(TWO)

    def test_a_chunk_is_found_by_its_id_with_its_source_and_revision(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)
        (chunk,) = chunks_of(TEA)

        found = catalogue.chunks([chunk.id, ChunkId("unknown")])

        assert list(found) == [chunk.id]
        assert found[chunk.id].chunk == chunk
        assert (found[chunk.id].uri, found[chunk.id].revision) == (TEA.source.uri, TEA.revision)

    def test_many_ids_are_no_matter(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)
        (chunk,) = chunks_of(TEA)
        ids = [*(ChunkId(f"unknown {number}") for number in range(50_000)), chunk.id]

        assert list(catalogue.chunks(ids)) == [chunk.id]
        assert list(catalogue.vectors_of(ids, MODEL)) == [chunk.id]
        assert catalogue.document_of(ids) == {chunk.id: TEA.id}

    def test_the_document_of_a_chunk_is_known(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR)
        ids = [chunk.id for chunk in (*chunks_of(TEA), *chunks_of(MOOR))]

        assert set(catalogue.document_of(ids).values()) == {TEA.id, MOOR.id}

    # -- vectors

    def test_the_vectors_of_all_chunks_are_yielded_by_document_and_place(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR, TWO)

        ids = [one for one, _ in catalogue.vectors(MODEL)]

        documents = sorted((TEA, MOOR, TWO), key=lambda document: document.id)
        assert ids == [chunk.id for document in documents for chunk in chunks_of(document)]

    def test_vectors_are_the_bytes_that_were_given(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)
        (chunk,) = chunks_of(TEA)
        (given,) = vectors_of([chunk]).values()

        assert dict(catalogue.vectors(MODEL)) == {chunk.id: given}
        assert catalogue.vectors_of([chunk.id], MODEL) == {chunk.id: given}
        assert catalogue.sample(MODEL, 1) == {chunk.id: given}

    def test_vectors_are_as_they_were_given_to_four_decimals(self, catalogue: AnyCatalogue) -> None:
        (chunk,) = chunks_of(TEA)
        given = np.random.default_rng(1).standard_normal(384).astype(np.float32)
        given /= np.linalg.norm(given)

        catalogue.put(
            TEA, [chunk], {text_hash(chunk.embedded_text): given.tobytes()}, model=MODEL, made_with="reader 1"
        )

        kept = np.frombuffer(catalogue.vectors_of([chunk.id], MODEL)[chunk.id], np.float32)
        assert float(kept @ given) / float(np.linalg.norm(kept)) == pytest.approx(1, abs=1e-6)
        assert np.abs(kept - given).max() < 0.00005

    def test_vectors_can_be_those_of_some_documents(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR)

        assert [one for one, _ in catalogue.vectors(MODEL, documents=[MOOR.id])] == [
            chunk.id for chunk in chunks_of(MOOR)
        ]

    def test_another_model_has_no_vectors(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)
        (chunk,) = chunks_of(TEA)

        assert list(catalogue.vectors("other")) == []
        assert catalogue.vectors_of([chunk.id], "other") == {}
        assert catalogue.known_hashes(list(vectors_of([chunk])), "other") == frozenset()

    def test_a_sample_holds_no_more_than_is_asked_and_no_more_than_there_is(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR, BREAD)

        assert len(catalogue.sample(MODEL, 2)) == 2
        assert len(catalogue.sample(MODEL, 9)) == 3

    def test_equal_texts_share_a_vector_until_the_last_is_gone(self, catalogue: AnyCatalogue) -> None:
        (chunk,) = chunks_of(TEA)
        twin = Document(note("twin", "").source, TEA.title, TEA.text)
        put(catalogue, TEA, twin)
        hashes = list(vectors_of([chunk]))

        catalogue.remove(twin.id)
        with_one = catalogue.known_hashes(hashes, MODEL)
        catalogue.remove(TEA.id)

        assert with_one == frozenset(hashes)
        assert catalogue.known_hashes(hashes, MODEL) == frozenset()

    def test_vectors_of_texts_that_a_new_revision_dropped_are_gone(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, note("tea", "The tea room is closed."))

        assert catalogue.known_hashes(list(vectors_of(chunks_of(TEA))), MODEL) == frozenset()
        assert len(list(catalogue.vectors(MODEL))) == 1

    # -- revisions

    def test_the_present_revision_comes_first_and_no_more_earlier_ones_than_are_kept(
        self, catalogue: AnyCatalogue
    ) -> None:
        texts = ["The tea room opens.", "The tea room is full.", "The tea room closes."]
        oldest, middle, present = (note("tea", text) for text in texts)
        put(catalogue, oldest, middle, present)
        all_of_them = [record.revision for record in catalogue.revisions(TEA.id)]

        catalogue.keep_revisions(TEA.id, 1)

        assert all_of_them == [present.revision, middle.revision, oldest.revision]
        assert [record.characters for record in catalogue.revisions(TEA.id)] == [len(texts[2]), len(texts[1])]
        assert catalogue.text(TEA.id, middle.revision) == texts[1]
        with pytest.raises(UnknownDocument):
            catalogue.text(TEA.id, oldest.revision)

    def test_revisions_of_what_is_not_there_are_an_error(self, catalogue: AnyCatalogue) -> None:
        with pytest.raises(UnknownDocument):
            catalogue.revisions(TEA.id)

    def test_a_text_that_returns_is_the_present_revision_again(self, catalogue: AnyCatalogue) -> None:
        other = note("tea", "The tea room is closed.")
        put(catalogue, TEA, other, TEA)

        assert catalogue.document(TEA.id).text == TEA.text
        assert {record.revision for record in catalogue.revisions(TEA.id)} == {TEA.revision, other.revision}

    def test_boxes_are_kept_with_the_revision_that_they_are_of(self, catalogue: AnyCatalogue) -> None:
        boxes = (Box(0, 3, 1, 10.0, 20.0, 30.5, 32.0), Box(4, 7, 2, 10.0, 20.0, 44.25, 32.0))
        boxed = replace(TEA, boxes=boxes)
        plain = note("tea", "The tea room is closed.")
        put(catalogue, boxed, plain)

        assert catalogue.boxes(TEA.id, boxed.revision) == boxes
        assert catalogue.boxes(TEA.id, plain.revision) == ()

    # -- problems

    def test_a_failure_is_noted_once_and_replaced_by_a_later_one(self, catalogue: AnyCatalogue) -> None:
        generations = []
        for message in ("menu.pdf: damaged", "menu.pdf: damaged", "menu.pdf: no text layer"):
            catalogue.note_failure("file:///menu.pdf", "menu.pdf", message)
            generations.append(catalogue.generation)

        assert [problem.messages for problem in catalogue.failures()] == [("menu.pdf: no text layer",)]
        assert generations == [1, 1, 2]

    def test_failures_stand_by_name_until_they_are_forgotten(self, catalogue: AnyCatalogue) -> None:
        for name in ("z.pdf", "a.pdf", "m.pdf"):
            catalogue.note_failure(f"file:///{name}", name, "damaged")

        catalogue.forget_failures(["file:///m.pdf", "file:///never"])
        before = catalogue.generation
        catalogue.forget_failures(["file:///never"])

        assert [problem.name for problem in catalogue.failures()] == ["a.pdf", "z.pdf"]
        assert catalogue.generation == before

    def test_what_could_not_be_read_comes_before_documents_in_doubt(self, catalogue: AnyCatalogue) -> None:
        faint = Doubt(DoubtKind.RECOGNISED, "page 2: read from an image; look at the original", 0, 7, 0.4)
        put(catalogue, replace(TEA, doubts=(faint,)), MOOR)
        catalogue.note_failure("file:///z.pdf", "z.pdf", "z.pdf: damaged")

        assert [(one.name, one.messages, one.document_id) for one in catalogue.problems()] == [
            ("z.pdf", ("z.pdf: damaged",), None),
            ("tea", (faint.message,), TEA.id),
        ]

    # -- vectors of other models, by numbers and by ids

    def test_vectors_of_two_models_stand_beside_each_other_until_one_is_dropped(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR)
        catalogue.keep_vectors("w2", vectors_of(chunks_of(TEA)))
        both = (catalogue.count_vectors(MODEL), catalogue.count_vectors("w2"))

        catalogue.compact("w2", keep=None)

        assert both == (2, 1)
        assert (catalogue.count_vectors(MODEL), catalogue.count_vectors("w2")) == (0, 1)
        assert [one for one, _ in catalogue.vectors("w2")] == [chunk.id for chunk in chunks_of(TEA)]

    def test_compacting_keeps_so_many_earlier_revisions_or_all(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, note("tea", "The tea room is closed."), note("tea", "The tea room is sold."))

        catalogue.compact(MODEL, keep=None)
        with_all = len(catalogue.revisions(TEA.id))
        catalogue.compact(MODEL, keep=0)

        assert (with_all, len(catalogue.revisions(TEA.id))) == (3, 1)
        assert catalogue.document(TEA.id).text == "The tea room is sold."

    def test_of_ids_that_are_asked_for_only_those_that_are_there_have_vectors(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA)
        (chunk,) = chunks_of(TEA)

        assert list(catalogue.vectors_of([chunk.id, ChunkId("never")], MODEL)) == [chunk.id]
        assert catalogue.document_of([ChunkId("never")]) == {}

    def test_vectors_between_numbers_are_all_those_from_one_to_before_another(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR, BREAD)
        every = [one for one, _ in catalogue.vectors_between(0, None, MODEL)]

        parts = [one for first in range(5) for one, _ in catalogue.vectors_between(first, first + 1, MODEL)]

        assert len(every) == 3
        assert parts == every
        assert set(catalogue.vectors_at(range(5), MODEL)) == set(every)

    def test_the_chunks_of_some_documents_are_known_by_their_numbers(self, catalogue: AnyCatalogue) -> None:
        many = note("many", "\n\n".join(f"Mill {number} grinds rye. {'Rye and meal ' * 70}" for number in range(5)))
        put(catalogue, TEA, many, MOOR)

        numbers = catalogue.numbers_of([MOOR.id, many.id, DocumentId("never"), MOOR.id]).tolist()

        assert numbers == sorted(numbers)
        assert set(catalogue.vectors_at(numbers, MODEL)) == {one.id for one in (*chunks_of(many), *chunks_of(MOOR))}
        assert catalogue.numbers_of([]).tolist() == []

    def test_the_numbers_of_a_document_that_was_changed_are_those_of_its_present_chunks(
        self, catalogue: AnyCatalogue
    ) -> None:
        put(catalogue, TEA, MOOR)
        before = catalogue.numbers_of([TEA.id, MOOR.id]).tolist()

        catalogue.remove(MOOR.id)
        put(catalogue, note("tea", "The tea room is shut."))

        after = catalogue.numbers_of([TEA.id, MOOR.id]).tolist()
        assert (len(before), len(after)) == (2, 1)
        assert list(catalogue.vectors_at(after, MODEL)) == [one for one, _ in catalogue.vectors(MODEL)]

    def test_the_index_should_hold_what_is_not_outstanding(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR)
        tea, moor = (chunks_of(document)[0].id for document in (TEA, MOOR))

        before = set(catalogue.ids_in_index(MODEL))
        catalogue.outbox.settle([tea], "stamp")
        after = set(catalogue.ids_in_index(MODEL))
        catalogue.outbox.settle([moor], "stamp")

        assert (before, after) == (set(), {tea})
        assert set(catalogue.ids_in_index(MODEL)) == {tea, moor}
        assert set(catalogue.ids_in_index("other")) == set()

    # -- keyword search

    def test_a_misspelt_word_is_led_to_one_that_the_catalogue_has(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, MOOR)

        assert catalogue.meant_by("curlwes") == "Curlews"
        assert catalogue.meant_by("curlews") is None
        assert catalogue.meant_by("kettelx") is None

    def test_words_are_found_by_their_stem_best_first(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, MOOR, note("nests", "Nests, nests and nesting curlews."))

        found = catalogue.search("nested curlew", limit=5)

        titles = [catalogue.chunks([one])[one].chunk.title for one in found]
        assert titles == ["nests", "moor"]
        assert list(found.values()) == sorted(found.values(), reverse=True)

    def test_a_keyword_search_keeps_to_its_limit_and_to_some_documents(self, catalogue: AnyCatalogue) -> None:
        put(catalogue, TEA, BREAD, MOOR)

        assert len(catalogue.search("at the moor", limit=1)) == 1
        assert set(catalogue.search("the at", limit=5, documents=[TEA.id])) <= {chunk.id for chunk in chunks_of(TEA)}

    @pytest.mark.parametrize("query", ["", "   ", "?!", "NEAR(", '"', "tea*", "a OR", "\x00", "' OR 1=1 --", "🙂"])
    def test_no_query_breaks_a_keyword_search(self, catalogue: AnyCatalogue, query: str) -> None:
        put(catalogue, TEA)

        assert len(catalogue.search(query, limit=5)) <= 1

    # -- others

    def test_another_process_sees_what_was_done(
        self, catalogue: AnyCatalogue, opened_again: Callable[[], AnyCatalogue]
    ) -> None:
        other = opened_again()
        put(catalogue, TEA)

        assert [record.id for record in other.documents()] == [TEA.id]
        assert other.generation == catalogue.generation == 1
        assert dict(other.vectors(MODEL)) == dict(catalogue.vectors(MODEL))


Vectors = NDArray[np.float32]

# Three directions a quarter turn apart, and one between the first two.
EAST, NORTH, UP = (ChunkId(name) for name in ("east", "north", "up"))
BETWEEN = ChunkId("between")
DIRECTIONS: dict[ChunkId, list[float]] = {
    EAST: [1, 0, 0],
    NORTH: [0, 1, 0],
    UP: [0, 0, 1],
    BETWEEN: [0.8, 0.6, 0],
}
HERE = DocumentId("here")


def rows(*ids: ChunkId) -> Vectors:
    """The vectors of these directions, shape (ids, 3)."""
    return np.array([DIRECTIONS[one] for one in ids], np.float32)


class Searched(Protocol):
    """What can be asked for the neighbours of a vector."""

    def nearest(self, vector: Vectors, *, limit: int) -> tuple[ChunkId, ...]: ...


class SearchContract:
    """What everything that finds neighbours must do. `filled` makes it of ids and vectors, shape (ids, dimension)."""

    @pytest.fixture
    def filled(self) -> Callable[[Sequence[ChunkId], Vectors], Searched]:
        raise NotImplementedError

    def test_the_nearest_come_first(self, filled: Callable[[Sequence[ChunkId], Vectors], Searched]) -> None:
        ids = (UP, EAST, NORTH, BETWEEN)

        assert filled(ids, rows(*ids)).nearest(rows(EAST)[0], limit=3)[:2] == (EAST, BETWEEN)
        assert filled(ids, rows(*ids)).nearest(rows(NORTH)[0], limit=3)[:2] == (NORTH, BETWEEN)

    def test_every_vector_finds_itself(self, filled: Callable[[Sequence[ChunkId], Vectors], Searched]) -> None:
        generator = np.random.default_rng(7)
        drawn = generator.standard_normal((200, 16)).astype(np.float32)
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        ids = [ChunkId(f"{number:03}") for number in range(len(drawn))]

        searched = filled(ids, drawn)

        assert [searched.nearest(vector, limit=1)[0] for vector in drawn] == ids

    def test_no_more_come_than_are_asked_for_or_there_are(
        self, filled: Callable[[Sequence[ChunkId], Vectors], Searched]
    ) -> None:
        ids = (EAST, NORTH, UP)
        searched = filled(ids, rows(*ids))

        assert len(searched.nearest(rows(EAST)[0], limit=2)) == 2
        assert set(searched.nearest(rows(EAST)[0], limit=9)) == set(ids)


class Index(Searched, Protocol):
    """What holds vectors in step with a catalogue."""

    def count(self) -> int: ...
    def ids(self) -> Iterable[ChunkId]: ...
    def stamp(self) -> str: ...
    def settle(self) -> None: ...
    def vectors(self, ids: Sequence[ChunkId]) -> Mapping[ChunkId, Vectors]: ...
    def nearest_each(self, vectors: Vectors, *, limit: int) -> tuple[tuple[ChunkId, ...], ...]: ...
    def put(self, ids: Sequence[ChunkId], vectors: Vectors, documents: Sequence[DocumentId]) -> None: ...
    def remove(self, ids: Sequence[ChunkId]) -> None: ...
    def clear(self) -> None: ...
    def close(self) -> None: ...


class Within(Index, Protocol):
    """An index that can be asked for the nearest of some documents."""

    def nearest(self, vector: Vectors, *, limit: int, documents: Sequence[DocumentId] = ...) -> tuple[ChunkId, ...]: ...


THERE = DocumentId("there")


class IndexContract(SearchContract):
    """What every index must do. `index` is empty; `opened_again` is what another process sees of it."""

    @pytest.fixture
    def index(self) -> Index:
        raise NotImplementedError

    @pytest.fixture
    def opened_again(self) -> Callable[[], Index]:
        raise NotImplementedError

    @pytest.fixture
    def filled(self, index: Index) -> Callable[[Sequence[ChunkId], Vectors], Searched]:
        def fill(ids: Sequence[ChunkId], vectors: Vectors) -> Searched:
            index.put(ids, vectors, [HERE] * len(ids))
            return index

        return fill

    def test_an_empty_index_holds_nothing_and_finds_nothing(self, index: Index) -> None:
        assert index.count() == 0
        assert index.nearest(rows(EAST)[0], limit=5) == ()

    def test_what_is_put_again_is_replaced(self, index: Index) -> None:
        index.put([EAST, UP], rows(EAST, UP), [HERE, HERE])

        index.put([EAST], rows(NORTH), [HERE])

        assert index.count() == 2
        assert index.nearest(rows(NORTH)[0], limit=1) == (EAST,)

    def test_what_is_removed_is_found_no_more(self, index: Index) -> None:
        index.put([EAST, NORTH], rows(EAST, NORTH), [HERE, HERE])

        index.remove([EAST])

        assert index.count() == 1
        assert index.nearest(rows(EAST)[0], limit=5) == (NORTH,)

    def test_removing_what_is_not_there_is_no_matter(self, index: Index) -> None:
        index.put([EAST], rows(EAST), [HERE])

        index.remove([UP])

        assert index.count() == 1

    def test_nothing_put_or_removed_changes_nothing(self, index: Index) -> None:
        index.put([], np.zeros((0, 3), np.float32), [])
        index.remove([])

        assert index.count() == 0

    def test_more_than_one_batch_is_held_whole(self, index: Index) -> None:
        generator = np.random.default_rng(3)
        drawn = generator.standard_normal((2_500, 8)).astype(np.float32)
        ids = [ChunkId(f"{number:04}") for number in range(len(drawn))]

        index.put(ids, drawn, [HERE] * len(ids))
        full = index.count()
        index.remove(ids[:1_200])

        assert (full, index.count()) == (2_500, 1_300)

    def test_a_cleared_index_is_empty_and_takes_another_dimension(self, index: Index) -> None:
        index.put([EAST], rows(EAST), [HERE])

        index.clear()
        index.put([UP], np.array([[1, 0]], np.float32), [HERE])

        assert index.count() == 1

    def test_a_closed_index_opens_again_with_what_it_held(self, index: Index) -> None:
        index.put([EAST], rows(EAST), [HERE])

        index.close()

        assert index.nearest(rows(EAST)[0], limit=1) == (EAST,)

    def test_the_nearest_can_be_those_of_some_documents(self, index: Within) -> None:
        index.put([EAST, BETWEEN, NORTH], rows(EAST, BETWEEN, NORTH), [HERE, THERE, HERE])

        assert index.nearest(rows(EAST)[0], limit=3, documents=[THERE]) == (BETWEEN,)
        assert index.nearest(rows(EAST)[0], limit=3, documents=[HERE]) == (EAST, NORTH)
        assert index.nearest(rows(EAST)[0], limit=3, documents=[DocumentId("nowhere")]) == ()

    def test_the_vectors_of_those_that_are_there_come_back(self, index: Index) -> None:
        index.put([EAST, BETWEEN], rows(EAST, BETWEEN), [HERE, HERE])

        held = index.vectors([BETWEEN, UP])

        assert list(held) == [BETWEEN]
        assert held[BETWEEN] == pytest.approx(rows(BETWEEN)[0], abs=1e-3)
        assert index.vectors([UP]) == {}

    def test_each_of_several_questions_has_its_own_nearest(self, index: Index) -> None:
        index.put([EAST, NORTH, UP], rows(EAST, NORTH, UP), [HERE, HERE, THERE])

        assert index.nearest_each(rows(UP, EAST, NORTH), limit=1) == ((UP,), (EAST,), (NORTH,))

    def test_its_ids_are_those_of_what_was_put_and_not_removed(self, index: Index) -> None:
        index.put([EAST, NORTH, UP], rows(EAST, NORTH, UP), [HERE, HERE, THERE])
        index.put([EAST], rows(BETWEEN), [THERE])
        index.remove([NORTH])

        assert sorted(index.ids()) == sorted([EAST, UP])

    def test_its_stamp_stays_as_it_was_left(self, index: Index) -> None:
        index.put([EAST], rows(EAST), [HERE])
        index.settle()

        assert index.stamp() == index.stamp()
        assert list(index.ids()) == [EAST]

    def test_whoever_opens_it_later_finds_what_was_put(self, index: Index, opened_again: Callable[[], Index]) -> None:
        index.put([EAST, UP], rows(EAST, UP), [HERE, HERE])
        index.close()

        assert opened_again().nearest(rows(UP)[0], limit=1) == (UP,)


# -- ledgers

STAMP = Stamp(size=5, modified=1, changed=2, inode=3, device=4, looked=5)
NOTES = Location("file:///notes/", LocationKind.FOLDER, "/notes", exclude=("*.log", "!keep.log"))
SITE = Location("https://example.org/", LocationKind.ADDRESS, "https://example.org/", depth=2)


def source(uri: str, document_id: DocumentId | None = TEA.id, **values: object) -> Known:
    return Known(uri, document_id, "", "f", "1", **values)  # type: ignore[arg-type]  # of a test's own choice


class LedgerContract:
    """What the ledger of every catalogue must do. `catalogue` holds two notes, tea and moor."""

    @pytest.fixture
    def catalogue(self) -> AnyCatalogue:
        raise NotImplementedError

    @pytest.fixture
    def ledger(self, catalogue: AnyCatalogue) -> AnyLedger:
        return catalogue.ledger

    def test_a_document_that_is_put_has_its_source(self, ledger: AnyLedger) -> None:
        known = ledger.at([TEA.source.uri])[TEA.source.uri]

        assert (known.document_id, known.title, known.fingerprint) == (TEA.id, TEA.title, TEA.source.fingerprint)
        assert (known.stamp, known.failure) == (None, "")

    def test_sources_are_found_below_their_folder_and_not_beside_it(self, ledger: AnyLedger) -> None:
        ledger.enter([source("file:///notes2/tea.txt"), source("file:///notes/deep/tea.txt")])

        assert [uri.removeprefix("file://") for uri in ledger.below("file:///notes/")] == [
            "/notes/deep/tea.txt",
            "/notes/moor.txt",
            "/notes/tea.txt",
        ]

    def test_stamps_and_validators_are_kept(self, ledger: AnyLedger) -> None:
        ledger.enter([source("file:///notes/copy.txt", stamp=STAMP, validator='"v1"')])

        known = ledger.at(["file:///notes/copy.txt"])["file:///notes/copy.txt"]

        assert (known.stamp, known.validator) == (STAMP, '"v1"')

    def test_places_are_remembered_with_their_options_until_they_are_forgotten(self, ledger: AnyLedger) -> None:
        ledger.remember([NOTES, SITE])
        ledger.remember([NOTES])

        remembered = ledger.remembered()

        assert [one.location for one in remembered] == [SITE, NOTES]
        assert all(one.added <= one.synced for one in remembered)

        ledger.forget([NOTES.uri, SITE.uri])
        assert ledger.remembered() == ()

    def test_equal_bytes_are_found_but_not_those_that_could_not_be_read(
        self, catalogue: AnyCatalogue, ledger: AnyLedger
    ) -> None:
        ledger.enter([source("file:///notes/copy.txt"), source("file:///notes/bad.txt"), source("file:///b", None)])
        catalogue.note_failure("file:///notes/bad.txt", "bad.txt", "bad.txt: damaged")

        assert [one.uri for one in ledger.of_fingerprint("f")] == ["file:///notes/copy.txt"]
        assert ledger.at(["file:///notes/bad.txt"])["file:///notes/bad.txt"].failure == "bad.txt: damaged"

    def test_a_document_with_two_sources_outlives_one_of_them(self, catalogue: AnyCatalogue, ledger: AnyLedger) -> None:
        ledger.enter([source("file:///other/tea.txt")])
        assert ledger.of_document(TEA.id) == (TEA.source.uri, "file:///other/tea.txt")

        assert ledger.drop([TEA.source.uri]) == ()
        assert catalogue.document(TEA.id).source.uri == "file:///other/tea.txt"

        assert ledger.drop(["file:///other/tea.txt"]) == (TEA.id,)

    def test_a_source_that_is_no_document_goes_without_one(self, ledger: AnyLedger) -> None:
        ledger.enter([source("file:///notes/bad.pdf", None)])

        assert ledger.drop(["file:///notes/bad.pdf", "file:///unknown"]) == ()

    def test_a_moved_source_keeps_its_document(self, catalogue: AnyCatalogue, ledger: AnyLedger) -> None:
        before = catalogue.generation

        ledger.move({TEA.source.uri: source("file:///new/tea.txt")})

        assert catalogue.document(TEA.id).source.uri == "file:///new/tea.txt"
        assert ledger.of_document(TEA.id) == ("file:///new/tea.txt",)
        assert catalogue.generation > before

    def test_two_files_may_change_places(self, catalogue: AnyCatalogue, ledger: AnyLedger) -> None:
        ledger.move({TEA.source.uri: source(MOOR.source.uri, TEA.id), MOOR.source.uri: source(TEA.source.uri, MOOR.id)})

        assert catalogue.document(TEA.id).source.uri == MOOR.source.uri
        assert catalogue.document(MOOR.id).source.uri == TEA.source.uri

    def test_a_second_source_that_moves_leaves_the_name(self, ledger: AnyLedger) -> None:
        ledger.enter([source("file:///other/tea.txt")])

        ledger.move({"file:///other/tea.txt": source("file:///third/tea.txt")})

        assert ledger.of_document(TEA.id) == (TEA.source.uri, "file:///third/tea.txt")

    def test_a_removed_document_takes_its_sources_along(self, catalogue: AnyCatalogue, ledger: AnyLedger) -> None:
        catalogue.remove(TEA.id)

        assert ledger.at([TEA.source.uri]) == {}
        assert not ledger.is_taken(TEA.id)
        assert ledger.is_taken(MOOR.id)

    def test_a_place_that_is_remembered_again_keeps_its_day_and_takes_its_new_options(self, ledger: AnyLedger) -> None:
        ledger.remember([NOTES])
        (first,) = ledger.remembered()

        ledger.remember([replace(NOTES, exclude=("*.tmp",))])

        (second,) = ledger.remembered()
        assert second.location.exclude == ("*.tmp",)
        assert second.added == first.added <= first.synced < second.synced

    def test_places_stand_by_their_kind_and_name_in_whatever_order_they_were_remembered(
        self, ledger: AnyLedger
    ) -> None:
        zoo = Location("file:///a/", LocationKind.FOLDER, "/zoo")
        farm = Location("file:///b/", LocationKind.FOLDER, "/farm")
        ledger.remember([zoo, SITE, farm])

        assert [one.location for one in ledger.remembered()] == [SITE, farm, zoo]
        assert ledger.remembered()[0].location.depth == 2
        assert ledger.remembered()[0].location.address == SITE.uri
        assert ledger.remembered()[1].location.address == ""

    def test_forgetting_a_place_leaves_what_was_found_there(self, catalogue: AnyCatalogue, ledger: AnyLedger) -> None:
        ledger.remember([NOTES])

        ledger.forget([NOTES.uri, "file:///never/"])

        assert catalogue.count_documents() == 2
        assert list(ledger.at([TEA.source.uri])) == [TEA.source.uri]

    def test_a_source_that_is_entered_again_is_known_as_it_is_now(self, ledger: AnyLedger) -> None:
        ledger.enter([source("file:///notes/copy.txt", stamp=STAMP, validator='"v1"')])

        ledger.enter([source("file:///notes/copy.txt", None)])

        known = ledger.at(["file:///notes/copy.txt"])["file:///notes/copy.txt"]
        assert (known.document_id, known.title, known.stamp, known.validator) == (None, "", None, "")

    def test_of_addresses_that_are_asked_for_only_the_known_ones_come(self, ledger: AnyLedger) -> None:
        assert list(ledger.at(["file:///never", MOOR.source.uri])) == [MOOR.source.uri]
        assert ledger.at([]) == {}
        assert ledger.of_document(BREAD.id) == ()
        assert ledger.of_fingerprint("never") == ()

    def test_a_document_is_named_after_the_first_of_its_other_sources(
        self, catalogue: AnyCatalogue, ledger: AnyLedger
    ) -> None:
        ledger.enter([source("file:///z/tea.txt"), source("file:///b/tea.txt")])
        before = catalogue.generation

        assert ledger.drop([TEA.source.uri]) == ()

        assert ledger.of_document(TEA.id) == ("file:///b/tea.txt", "file:///z/tea.txt")
        assert catalogue.document(TEA.id).source.uri == "file:///b/tea.txt"
        assert catalogue.generation > before

    def test_a_source_beside_the_one_that_names_a_document_goes_without_renaming_it(
        self, catalogue: AnyCatalogue, ledger: AnyLedger
    ) -> None:
        ledger.enter([source("file:///b/tea.txt")])
        assert ledger.of_document(TEA.id) == (TEA.source.uri, "file:///b/tea.txt")  # the name first

        assert ledger.drop(["file:///b/tea.txt"]) == ()
        assert catalogue.document(TEA.id).source.uri == TEA.source.uri
