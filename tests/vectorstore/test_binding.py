from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import vectorstore.binding
from ingest.chunking import ChunkId
from ingest.documents import Document
from tests.vectorstore.contracts import MODEL, put
from tests.vectorstore.fakes import note
from vectorstore.catalogue import Catalogue
from vectorstore.checking import catalogue_problems
from vectorstore.chunk_rows import searched_within
from vectorstore.connections import Connections
from vectorstore.errors import LibraryDamaged
from vectorstore.fulltext import terms_of
from vectorstore.volumes import TOKENIZER

NOTES = (
    note("Tea", "The tea room opens at nine. Tea, tea and more tea; and the rooms are shut at five."),
    note("Moor", "Curlews nest on the moor. A curlew’s nest is on the ground, and the moor is wide."),
    note("図書館", "図書館は9時に開きます。茶室もあります。"),
    note("Café", "The CAFÉ’s cafes: cafe, café, O‘zbek o'zbek. Nests of tables in the room."),
    note("Bread", "Bread is baked at dawn. The room smells of bread, and of nothing else at all."),
    note("हिन्दी", "हिन्दी में लिखा गया कमरा। Rooms."),
    note("Again", "Tea on the moor, with bread."),
)
ASKED = (
    "tea",
    "tea room",
    "the nest of a curlew",
    "café",
    "図書館",
    "茶室",
    "oʻzbek tables",
    "हिन्दी",
    "bread breads dawn",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture(params=[(2, 4, 2), (3, 5, 9), (7, 100, 9), (1, 1, 1)], ids=str)
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small volumes, so that a few notes make several."""
    for name, size in zip(("LATEST", "VOLUME", "SMALL_VOLUMES"), request.param, strict=True):
        monkeypatch.setattr(vectorstore.binding, name, size)


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    with closing(Catalogue.open(path)) as opened:
        opened.remember({"model_hash": MODEL})
        yield opened


def fill(catalogue: Catalogue, *documents: Document) -> None:
    """Put documents as a writer does."""
    for document in documents:
        put(catalogue, document)
        catalogue.pack(MODEL)


def by_sqlite(path: Path, query: str) -> dict[str, float]:
    """What SQLite's own ranking says of the same chunks: the measure of ours."""
    with closing(Connections(path)) as connections:
        connection = connections.connection()
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.whole USING fts5 (title, heading, text, content='', tokenize=\"{TOKENIZER}\")"
        )
        rows = list(searched_within(connection, 1, 1_000))
        for number, texts in rows:
            connection.execute(
                "INSERT INTO temp.whole (rowid, title, heading, text) VALUES (?, ?, ?, ?)", (number, *texts)
            )
        words = terms_of(query)
        found = connection.execute(
            "SELECT c.id, -bm25(whole, 2.0, 1.5, 1.0) AS score FROM temp.whole w JOIN chunks c ON c.number = w.rowid"
            " WHERE whole MATCH ? ORDER BY score DESC, c.number",
            (" OR ".join(f'"{word}"' for word in words),),
        )
        return {row["id"]: row["score"] for row in found}


def assert_as_sqlite_says(catalogue: Catalogue, path: Path, *asked: str) -> None:
    for query in asked:
        found, expected = catalogue.search(query, limit=50), by_sqlite(path, query)
        assert list(found) == list(expected), query
        assert list(found.values()) == pytest.approx(list(expected.values()))


def problems_of(path: Path) -> tuple[str, ...]:
    with closing(Connections(path)) as connections:
        return catalogue_problems(connections, lambda _: None)


def volumes(path: Path) -> list[tuple[int, int, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT first, after, chunks FROM volumes ORDER BY first").fetchall()


# -- as SQLite would ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sizes")
def test_scores_are_those_of_the_full_text_index_wherever_the_words_are(catalogue: Catalogue, path: Path) -> None:
    for document in NOTES:
        fill(catalogue, document)
        assert_as_sqlite_says(catalogue, path, *ASKED)

    assert volumes(path)
    assert problems_of(path) == ()


@pytest.mark.usefixtures("sizes")
def test_what_is_removed_or_replaced_leaves_no_word(catalogue: Catalogue, path: Path) -> None:
    fill(catalogue, *NOTES)

    catalogue.remove(NOTES[0].id)
    fill(catalogue, note("Moor", "Lapwings on the moor."), note("Tea", "Green tea."), note("Bread", ""))

    assert_as_sqlite_says(catalogue, path, *ASKED, "lapwings")
    assert catalogue.search("ground", limit=5) == {}
    assert problems_of(path) == ()


@pytest.mark.usefixtures("sizes")
def test_a_search_of_some_documents_finds_them_in_any_volume(catalogue: Catalogue) -> None:
    fill(catalogue, *NOTES)

    for document in NOTES:
        among = [document.id]
        expected = [
            one for one in catalogue.search("tea nest room 図書館", limit=9) if _document(catalogue, one) in among
        ]
        assert list(catalogue.search("tea nest room 図書館", limit=9, documents=among)) == expected


def _document(catalogue: Catalogue, chunk: ChunkId) -> object:
    return catalogue.document_of([chunk])[chunk]


@pytest.mark.usefixtures("sizes")
def test_a_misspelt_word_is_led_to_one_in_a_volume(catalogue: Catalogue) -> None:
    fill(catalogue, *NOTES, note("Late", "Ravensworth."))

    assert (catalogue.meant_by("curlwes"), catalogue.meant_by("ravenswroth")) == ("Curlews", "Ravensworth")
    assert catalogue.meant_by("curlews") is None


# -- volumes -----------------------------------------------------------------------------------------------------------


def test_small_volumes_become_one_when_they_are_many(
    catalogue: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.binding, "LATEST", 2)
    monkeypatch.setattr(vectorstore.binding, "SMALL_VOLUMES", 3)

    fill(catalogue, *NOTES[:4])
    before = volumes(path)
    fill(catalogue, *NOTES[4:])

    assert before == [(1, 3, 2), (3, 5, 2)]
    assert volumes(path) == [(1, 7, 6)]


def test_a_number_never_comes_twice(catalogue: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectorstore.binding, "LATEST", 2)
    fill(catalogue, *NOTES[:2])

    catalogue.remove(NOTES[1].id)
    fill(catalogue, NOTES[2])

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT number FROM chunks ORDER BY number").fetchall() == [(1,), (3,)]
    assert_as_sqlite_says(catalogue, path, *ASKED)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM postings WHERE word = 'curlew'",
        "UPDATE postings SET packed = x'000004' WHERE word = 'curlew'",
        "UPDATE volumes SET lengths = x'0100' || substr(lengths, 3)",
        "INSERT INTO postings VALUES (77, 'stray', 1, x'000002')",
        "DELETE FROM volumes",
    ],
)
def test_a_volume_that_is_not_as_it_was_made_is_told(
    catalogue: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(vectorstore.binding, "LATEST", 2)
    fill(catalogue, *NOTES[:5])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)

    assert problems_of(path) == ("the keywords do not fit the passages; run `sourcechat library repair`",)


def test_a_volume_that_makes_no_sense_is_damage_not_a_traceback(
    catalogue: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.binding, "LATEST", 2)
    fill(catalogue, *NOTES[:5])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE postings SET packed = x'ffff02' WHERE word = 'curlew'")

    with pytest.raises(LibraryDamaged, match="run `sourcechat library repair`"):
        catalogue.search("curlew", limit=5)
