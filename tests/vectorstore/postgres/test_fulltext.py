from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.contracts import put
from tests.vectorstore.fakes import note
from vectorstore.catalogue import Catalogue
from vectorstore.engines import AnyCatalogue
from vectorstore.postgres import fulltext
from vectorstore.postgres.catalogue import PostgresCatalogue

WORDS = (
    "mill miller milling grind ground river weir flour meal oats technology technologies generously is as us café "
    "naïve straße стог сена 会议室 停车场 Oʻzbekiston nests nested nesting curlews heather 1847 3.5 dawn baked bread"
).split()
QUESTIONS = [
    "mill",
    "who grinds oats at the mill",
    "technology is as us",
    "nesting curlews",
    "CAFE naive strasse",
    "会议室在哪里",
    "O'zbekiston",
    "dawn dawn bread baking",
    "zeppelin",
    "river weir flour meal 1847",
]


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Catalogue]:
    """The same documents in SQLite."""
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def fill(*catalogues: AnyCatalogue) -> None:
    draw = random.Random(5)
    for number in range(60):
        text = "\n\n".join(" ".join(draw.choices(WORDS, k=draw.randint(3, 40))) + "." for _ in range(3))
        written = note(f"{draw.choice(WORDS)} {number}", text)
        for catalogue in catalogues:
            put(catalogue, written)
    for catalogue in catalogues:
        put(catalogue, note("mill 7", "The mill grinds no more."))
        catalogue.remove(catalogue.documents()[-1].id)


def test_a_word_longer_than_an_index_takes_is_found(stored: PostgresCatalogue, beside: Catalogue) -> None:
    draw = random.Random(7)
    word = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=20_000))
    for catalogue in (stored, beside):
        put(catalogue, replace(note("image", "An image of the mill."), title=word))

    for question in (word, "mill"):
        assert stored.search(question, limit=3) == pytest.approx(beside.search(question, limit=3))


def test_chunks_are_found_and_scored_as_in_sqlite(stored: PostgresCatalogue, beside: Catalogue) -> None:
    draw = random.Random(6)
    fill(stored, beside)
    questions = [*QUESTIONS, *(" ".join(draw.choices(WORDS, k=draw.randint(1, 6))) for _ in range(40))]

    for question in questions:
        expected = beside.search(question, limit=10)
        found = stored.search(question, limit=10)
        assert list(found) == list(expected), question
        assert list(found.values()) == pytest.approx(list(expected.values())), question


def test_the_best_are_found_without_scoring_all_in_a_large_library(
    stored: PostgresCatalogue, beside: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "_FIRST_FROM", 1)
    monkeypatch.setattr(fulltext, "_ENOUGH", 1)
    fill(stored, beside)

    for question in QUESTIONS:
        for limit in (1, 3, 10):
            assert list(stored.search(question, limit=limit)) == list(beside.search(question, limit=limit)), question


def test_a_misspelt_word_is_known_for_the_one_that_is_meant(stored: PostgresCatalogue) -> None:
    put(stored, note("birds", "The curlews of Ravenhall nest late."))

    assert stored.meant_by("Ravenhal") == "Ravenhall"
    assert stored.meant_by("Ravenhall") is None
    assert stored.meant_by("zzzzzz") is None


def test_what_is_counted_is_what_is_there(stored: PostgresCatalogue) -> None:
    put(stored, note("tea", "Tea and tea.\n\nMore tea."), note("moor", "A moor."))
    put(stored, note("tea", "Coffee."))
    stored.remove(note("moor", "").id)

    totals = stored.connections.one("SELECT chunks, words FROM totals")
    terms = stored.connections.rows("SELECT term, chunks FROM terms WHERE chunks > 0 ORDER BY term")

    assert totals == {"chunks": 1, "words": 2}
    assert terms == [{"term": "coffe", "chunks": 1}, {"term": "tea", "chunks": 1}]
