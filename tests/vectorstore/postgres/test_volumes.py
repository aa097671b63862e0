from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.vectorstore.contracts import MODEL, put
from tests.vectorstore.fakes import note
from tests.vectorstore.postgres.test_fulltext import QUESTIONS, WORDS, fill
from vectorstore.catalogue import Catalogue
from vectorstore.engines import AnyCatalogue
from vectorstore.errors import LibraryDamaged
from vectorstore.postgres import volumes
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.checking import mend_keywords, problems_of
from vectorstore.postgres.schema import drop

_COUNTS = "SELECT count(*) AS volumes, coalesce(max(after), 0) AS after FROM volumes"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Volumes of some chunks."""
    monkeypatch.setattr(volumes, "VOLUME", 16)
    monkeypatch.setattr(volumes, "LATEST", 4)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Catalogue]:
    """The same documents in SQLite."""
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def same(stored: PostgresCatalogue, beside: AnyCatalogue) -> None:
    """Ask both what they find, in all documents and in some."""
    draw = random.Random(6)
    questions = [*QUESTIONS, *(" ".join(draw.choices(WORDS, k=draw.randint(1, 6))) for _ in range(20))]
    documents = [record.id for record in beside.documents()]
    for question in questions:
        for limit, within in ((3, ()), (10, ()), (10, documents[::7]), (10, documents[-2:])):
            expected = beside.search(question, limit=limit, documents=within)
            found = stored.search(question, limit=limit, documents=within)
            assert list(found) == list(expected), question
            assert list(found.values()) == pytest.approx(list(expected.values())), question


def told_of_keywords(stored: PostgresCatalogue) -> list[str]:
    """Return what a look at everything finds wrong with the keywords."""
    return [problem for problem in problems_of(stored, lambda _: None) if "keywords" in problem]


def test_what_is_packed_is_found_and_scored_as_in_sqlite(stored: PostgresCatalogue, beside: Catalogue) -> None:
    fill(stored, beside)
    stored.pack(MODEL)

    counted = stored.connections.one(_COUNTS)
    same(stored, beside)

    assert counted == {"volumes": 4, "after": 62}
    assert not told_of_keywords(stored)


def test_what_comes_goes_and_changes_later_is_found_as_it_is(stored: PostgresCatalogue, beside: Catalogue) -> None:
    fill(stored, beside)
    stored.pack(MODEL)
    for catalogue in (stored, beside):
        for record in catalogue.documents()[3:40:4]:
            catalogue.remove(record.id)
    same(stored, beside)

    fill(stored, beside)  # the same documents, and those again that had gone
    same(stored, beside)
    gone = stored.connections.number("SELECT count(*) AS number FROM gone")
    stored.pack(MODEL)
    same(stored, beside)

    assert gone > 2
    assert stored.connections.number("SELECT count(*) AS number FROM gone") <= 8 * 2
    assert not told_of_keywords(stored)


def test_a_volume_of_which_all_is_gone_goes_wherever_it_was(stored: PostgresCatalogue, beside: Catalogue) -> None:
    fill(stored, beside)
    stored.pack(MODEL)
    for least in (40, 0):  # the last volumes, then all of them
        later = stored.connections.rows("SELECT DISTINCT document_id AS id FROM chunks WHERE number > %s", least)
        for row in later:
            for catalogue in (stored, beside):
                catalogue.remove(row["id"])
        stored.pack(MODEL)

        same(stored, beside)
        assert not told_of_keywords(stored)
        assert stored.connections.number("SELECT count(*) AS number FROM volumes WHERE first > %s", least) <= 1

    fill(stored, beside)  # now every number is a later one
    stored.pack(MODEL)
    same(stored, beside)
    assert not told_of_keywords(stored)


def test_a_volume_that_is_not_full_is_made_anew_with_the_latest(
    stored: PostgresCatalogue, open_catalogue: Callable[[], PostgresCatalogue], beside: Catalogue
) -> None:
    reader = open_catalogue()
    for number in range(12):
        for catalogue in (stored, beside):
            put(catalogue, note(f"day {number}", f"A heron, {number} times."))
        stored.pack(MODEL)
        found = reader.search("heron", limit=50)
        assert list(found) == list(beside.search("heron", limit=50))

    counted = stored.connections.one(_COUNTS)
    assert counted == {"volumes": 1, "after": 13}


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE postings SET packed = packed || packed WHERE first = 16",
        r"UPDATE postings SET packed = packed || '\x00' WHERE first = 16",
        r"UPDATE postings SET packed = '\xffff02' WHERE first = 16",
        r"UPDATE volumes SET lengths = '\x00' WHERE first = 16",
        "DELETE FROM volumes WHERE first = 16",
    ],
)
def test_postings_that_are_not_as_they_should_be_are_told_and_mended(
    stored: PostgresCatalogue, beside: Catalogue, harm: str
) -> None:
    fill(stored, beside)
    stored.pack(MODEL)
    stored.connections.run(harm)

    told = told_of_keywords(stored)
    mend_keywords(stored)

    assert told == ["the keywords do not fit the passages; run `sourcechat library repair`"]
    assert not told_of_keywords(stored)
    same(stored, beside)


def test_a_search_of_postings_that_nobody_packed_says_that_the_library_is_damaged(stored: PostgresCatalogue) -> None:
    fill(stored)
    stored.pack(MODEL)
    stored.connections.run(r"UPDATE postings SET packed = packed || '\x00'")

    with pytest.raises(LibraryDamaged, match="makes no sense"):
        stored.search("mill", limit=3)


def test_what_is_kept_in_mind_is_of_this_library_and_of_none_that_had_its_name(
    stored: PostgresCatalogue, open_catalogue: Callable[[], PostgresCatalogue]
) -> None:
    for number in range(8):
        put(stored, note(f"day {number}", f"A heron, {number} times."))
    stored.pack(MODEL)
    assert len(stored.search("heron", limit=50)) == 8

    drop(stored.connections)
    another = open_catalogue()
    for number in range(8):
        put(another, note(f"day {number}", "A heron, an otter and a long line of geese. " * (1 + number)))
    another.pack(MODEL)

    assert stored.search("heron", limit=50) == open_catalogue().search("heron", limit=50)


def test_a_library_of_before_is_searched_as_it_is_and_packed_by_the_next_writer(
    stored: PostgresCatalogue, open_catalogue: Callable[[], PostgresCatalogue], beside: Catalogue
) -> None:
    fill(stored, beside)
    stored.connections.run("DROP TABLE gone, postings, volumes")
    stored.connections.run("UPDATE facts SET value = '1' WHERE name = 'format'")

    opened = open_catalogue()
    same(opened, beside)
    opened.pack(MODEL)

    assert opened.connections.number("SELECT count(*) AS number FROM volumes") == 4
    same(opened, beside)
