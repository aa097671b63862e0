from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import vectorstore.binding
import vectorstore.fulltext
from ingest.chunking import Chunk, ChunkId
from ingest.documents import DocumentId
from tests.vectorstore.contracts import BREAD, MOOR, TEA, chunks_of, put
from tests.vectorstore.fakes import note
from vectorstore.catalogue import Catalogue
from vectorstore.connections import Connections
from vectorstore.fulltext import FullText, terms_of
from vectorstore.postings import best
from vectorstore.stretches import Stretches


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    """A catalogue of three notes."""
    opened = Catalogue.open(path)
    put(opened, TEA, MOOR, BREAD)
    yield opened
    opened.close()


@pytest.fixture
def full_text(path: Path, catalogue: Catalogue) -> Iterator[FullText]:
    del catalogue  # it makes the file
    connections = Connections(path)
    yield FullText(connections, Stretches())
    connections.close()


def titles(catalogue: Catalogue, found: dict[ChunkId, float]) -> list[str]:
    """The titles of what was found, in its order."""
    chunks = catalogue.chunks(list(found))
    return [chunks[one].chunk.title for one in found]


# -- terms -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("Tea, tea and more TEA?", ["tea", "and", "more"]),
        ('"tea" AND (room* OR -moor) NEAR/2 title:x', "tea and room or moor near 2 title x".split()),
        ("図書館は9時", ["図書", "書館", "館は", "9", "時"]),
        ("茶", ["茶"]),
        ("Straße STRASSE", ["strasse"]),
        ("?! … 🙂", []),
        ("", []),
    ],
)
def test_the_words_of_a_query_are_looked_up_once_in_order(query: str, terms: list[str]) -> None:
    assert terms_of(query) == terms


def test_of_a_long_query_the_first_words_are_looked_up() -> None:
    words = [f"word{number}" for number in range(60)]

    assert terms_of(" ".join(words)) == words[:48]


# -- searching ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ['"curlews', "curlews AND", "NOT curlews", "curlews*", "title:curlews", "-curlews", "curlews NEAR/2", "(^curlews"],
)
def test_operators_of_the_index_are_words_like_any(catalogue: Catalogue, full_text: FullText, query: str) -> None:
    assert titles(catalogue, full_text.search(query, limit=5, documents=())) == ["moor"]
    assert full_text.search("curl*", limit=5, documents=()) == {}


def test_one_shared_word_is_enough_and_more_come_first(catalogue: Catalogue, full_text: FullText) -> None:
    put(catalogue, note("both", "Curlews and bread."))

    found = full_text.search("curlews bread zeppelin", limit=5, documents=())

    assert titles(catalogue, found)[0] == "both"
    assert set(titles(catalogue, found)) == {"both", "moor", "Bread"}
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert min(found.values()) > 0


@pytest.mark.parametrize("size", [1, 39, 2_560, 2_561, 9_999])
@pytest.mark.parametrize("digits", [0, 1, 9])
def test_the_first_of_many_scores_are_the_best_and_equal_ones_keep_their_order(size: int, digits: int) -> None:
    drawn = np.random.default_rng(size)
    scores = np.round(drawn.random(size) * 10, digits) * (drawn.random(size) < 0.5)

    first = best(scores, 40)

    ordered = sorted(enumerate(scores.tolist()), key=lambda one: -one[1])
    assert first == [one for one in ordered if one[1] > 0][:40]


def test_what_is_equal_comes_in_the_order_it_was_taken_in(catalogue: Catalogue, full_text: FullText) -> None:
    put(catalogue, *(note(f"n{number}", "An osprey.") for number in (3, 1, 2)))

    assert titles(catalogue, full_text.search("osprey", limit=2, documents=())) == ["n3", "n1"]


def test_a_search_keeps_to_the_documents_that_are_named(catalogue: Catalogue, full_text: FullText) -> None:
    put(catalogue, note("it's", "Curlews again."))

    def found(*documents: DocumentId) -> list[str]:
        return titles(catalogue, full_text.search("curlews tea", limit=5, documents=documents))

    assert found(TEA.id) == ["tea"]
    assert set(found(TEA.id, MOOR.id)) == {"tea", "moor"}
    assert found(BREAD.id) == []
    assert found(DocumentId("unknown"), DocumentId("' OR 1=1 --")) == []


def test_a_document_that_is_named_is_found_beyond_the_limit_of_the_others(
    catalogue: Catalogue, full_text: FullText
) -> None:
    put(catalogue, *(note(f"curlews {number}", "Curlews, curlews, curlews.") for number in range(5)))

    assert list(full_text.search("curlews", limit=1, documents=[MOOR.id])) == [chunks_of(MOOR)[0].id]


def test_what_is_removed_or_changed_is_found_no_more(catalogue: Catalogue, full_text: FullText) -> None:
    catalogue.remove(MOOR.id)
    put(catalogue, note("tea", "The room is shut."))

    assert full_text.search("curlews moor", limit=5, documents=()) == {}
    assert full_text.search("nine", limit=5, documents=()) == {}
    assert titles(catalogue, full_text.search("shut", limit=5, documents=())) == ["tea"]


def test_a_character_of_a_pair_is_not_a_word_of_its_own(catalogue: Catalogue, full_text: FullText) -> None:
    put(catalogue, note("library", "図書館"))

    assert full_text.search("書図", limit=5, documents=()) == {}


# -- words that are misspelt -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("curlwes", "Curlews"),
        ("curlews", None),  # known
        ("Curlew", None),  # known by its stem
        ("kurlews", None),  # another first letter
        ("mayor", None),  # English, and so not misspelt for the moor
        ("xyzzyq", None),
        ("c3po", None),
    ],
)
def test_a_misspelt_word_is_led_to_the_one_that_is_meant(full_text: FullText, word: str, meant: str | None) -> None:
    assert full_text.meant_by(word) == meant


def test_a_word_of_a_title_can_be_meant(catalogue: Catalogue, full_text: FullText) -> None:
    put(catalogue, note("Ravensworth", "A village."))

    assert full_text.meant_by("ravenswroth") == "Ravensworth"


def test_a_word_that_is_gone_is_meant_no_more(catalogue: Catalogue, full_text: FullText) -> None:
    before = full_text.meant_by("curlwes")

    catalogue.remove(MOOR.id)

    assert (before, full_text.meant_by("curlwes")) == ("Curlews", None)


def test_a_reader_finds_the_same_before_and_after_another_packs_and_what_changes_then(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.binding, "LATEST", 2)
    notes = [note(f"mill {number}", f"Mill {number} grinds rye{number} and meal.") for number in range(5)]
    with closing(Catalogue.open(path)) as writer, closing(Catalogue.open(path)) as reader:
        put(writer, *notes)
        before = reader.search("meal rye3", limit=9)

        writer.pack("w1")
        packed = reader.search("meal rye3", limit=9)
        writer.remove(notes[3].id)
        put(writer, note("late", "Late meal."))

        assert packed == before
        assert [one.title for one in _titled(reader, "meal rye3")] == ["late", "mill 0", "mill 1", "mill 2", "mill 4"]


def _titled(catalogue: Catalogue, query: str) -> list[Chunk]:
    found = catalogue.search(query, limit=9)
    stored = catalogue.chunks(list(found))
    return sorted((stored[one].chunk for one in found), key=lambda chunk: chunk.title)


def test_a_word_of_many_volumes_is_counted_without_being_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectorstore.binding, "LATEST", 2)
    monkeypatch.setattr(vectorstore.fulltext, "_COMMON_FROM", 3)
    with closing(Catalogue.open(path)) as catalogue:
        for number in range(9):
            put(catalogue, note(f"mill {number}", f"The mill grinds rye{number}."))
            catalogue.pack("w1")
        with closing(Connections(path)) as connections:
            connections.rows("UPDATE postings SET packed = x'01' WHERE word = 'grind'")

        found = catalogue.search("what grinds rye4", limit=9)

        assert [stored.chunk.title for stored in catalogue.chunks(list(found)).values()] == ["mill 4"]
