from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import vectorstore.catalogue
from tests.vectorstore.contracts import MODEL, MOOR, TEA, CatalogueContract, chunks_of, put, vectors_of
from tests.vectorstore.fakes import note
from vectorstore.catalogue import RECORD_QUERY, Catalogue
from vectorstore.errors import LibraryDamaged


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(path)
    yield opened
    opened.close()


class TestSqliteCatalogue(CatalogueContract):
    """The catalogue in SQLite is one."""

    @pytest.fixture
    def catalogue(self, path: Path) -> Iterator[Catalogue]:
        opened = Catalogue.open(path)
        yield opened
        opened.close()

    @pytest.fixture
    def opened_again(self, path: Path) -> Iterator[Callable[[], Catalogue]]:
        opened: list[Catalogue] = []

        def again() -> Catalogue:
            opened.append(Catalogue.open(path))
            return opened[-1]

        yield again
        for one in opened:
            one.close()


def test_a_change_that_fails_half_way_leaves_everything_as_it_was(catalogue: Catalogue) -> None:
    put(catalogue, TEA)
    chunks = chunks_of(MOOR)

    with pytest.raises(sqlite3.IntegrityError):  # the same chunk twice
        catalogue.put(MOOR, [*chunks, *chunks], vectors_of(chunks), model=MODEL, made_with="reader 1")

    assert [record.id for record in catalogue.documents()] == [TEA.id]
    assert catalogue.generation == 1
    assert catalogue.search("curlews", limit=5) == {}


def test_every_thread_has_a_connection_of_its_own(catalogue: Catalogue) -> None:
    put(catalogue, TEA)
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(catalogue.count_chunks())) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [1, 1, 1, 1]


def test_a_catalogue_of_another_format_is_refused_with_the_remedy(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()

    with pytest.raises(LibraryDamaged, match="made by another version of sourcechat"):
        Catalogue.open(path)


def test_a_file_that_is_no_database_is_an_error_with_the_remedy(path: Path) -> None:
    path.write_bytes(b"not a database" * 100)

    with pytest.raises(LibraryDamaged, match="restore it from a backup"):
        Catalogue.open(path)


def test_two_that_make_a_catalogue_at_once_make_one(path: Path) -> None:
    made: list[Catalogue] = []
    threads = [threading.Thread(target=lambda: made.append(Catalogue.open(path))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one.count_chunks() for one in made] == [0, 0, 0, 0]
    for one in made:
        one.close()


def test_words_that_stand_nearly_everywhere_are_left_out_of_a_search_of_a_large_library(catalogue: Catalogue) -> None:
    everywhere = "\n\n".join(f"{'word ' * 120}the common number {number}." for number in range(1_100))
    put(catalogue, note("long", everywhere), note("rare", "The osprey is common."))

    found = catalogue.search("the common osprey", limit=5)

    (only,) = found
    assert catalogue.chunks([only])[only].chunk.title == "rare"
    assert len(catalogue.search("common", limit=5)) == 5  # there is nothing else to go by
    assert len(catalogue.search("common zeppelin", limit=5)) == 5  # nor is there with a word that stands nowhere


def test_a_question_of_many_words_is_cut(catalogue: Catalogue) -> None:
    put(catalogue, TEA)
    words = " ".join(f"word{number}" for number in range(48))

    assert catalogue.search(f"tea {words}", limit=5) != {}
    assert catalogue.search(f"{words} tea", limit=5) == {}


def test_titles_weigh_more_than_the_text(catalogue: Catalogue) -> None:
    put(catalogue, note("osprey", "A bird of the lake."), note("lake", "An osprey was seen there."))

    first = next(iter(catalogue.search("osprey", limit=5)))

    assert catalogue.chunks([first])[first].chunk.title == "osprey"


def test_a_catalogue_needs_no_numpy(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from vectorstore.catalogue import Catalogue;"
        "print(Catalogue.open(Path(sys.argv[1])).documents(), 'numpy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)

    assert done.stdout == "() False\n"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("会议室在三楼。停车场晚上十点关门。", "会议室在哪里？"),
        ("鍵は三階の事務所にあります。", "事務所はどこですか"),
        ("회의실은 3층에 있습니다.", "회의실이 어디죠"),
        ("ร้านหนังสือปิดวันจันทร์", "ร้านหนังสือ"),
        ("चक्की मार्च में बंद रहती है।", "चक्की कब बंद है?"),
        ("Oʻzbekiston maktabi yangi.", "O'zbekiston qayerda"),
        ("Die Straße ist gesperrt.", "welche strasse"),
    ],
)
def test_words_of_every_script_are_found(catalogue: Catalogue, text: str, query: str) -> None:
    written = note("Other", text)
    put(catalogue, TEA)
    put(catalogue, written)

    assert [one.document_id for one in catalogue.chunks_of(written.id)] == [written.id]
    assert list(catalogue.search(query, limit=5)) == [chunk.id for chunk in catalogue.chunks_of(written.id)]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00"])
def test_an_emptied_file_is_no_empty_library(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(LibraryDamaged, match="backup"):
        Catalogue.open(path)


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(LibraryDamaged, match="not the catalogue of a library"):
        Catalogue.open(path)

    assert path.read_bytes() == before


def test_making_a_catalogue_leaves_nothing_beside_it(path: Path) -> None:
    Catalogue.open(path).close()

    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_changes_is_outstanding_until_it_is_settled(catalogue: Catalogue) -> None:
    put(catalogue, TEA, MOOR)
    tea, moor = chunks_of(TEA), chunks_of(MOOR)

    before = catalogue.outbox.notes()
    catalogue.outbox.settle([chunk.id for chunk in (*tea, *moor)], "as left")
    put(catalogue, TEA)  # the same again
    again = catalogue.outbox.notes()
    catalogue.remove(MOOR.id)

    assert (before.stamp, set(before.pending)) == (None, {chunk.id for chunk in (*tea, *moor)})
    assert (again.stamp, again.pending) == ("as left", ())
    assert catalogue.outbox.next(5) == tuple(chunk.id for chunk in moor)


def test_space_is_given_back_where_much_is_unused(
    catalogue: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(1)
    texts = [" ".join(f"{draw.getrandbits(32):x}" for _ in range(4_000)) for _ in range(8)]
    notes = [note(f"note {number}", text) for number, text in enumerate(texts)]
    put(catalogue, *notes)
    for one in notes[1:]:
        catalogue.remove(one.id)
    before = _pages(path)

    catalogue.tidy()
    kept = _pages(path)
    monkeypatch.setattr(vectorstore.catalogue, "_LEAST_UNUSED", 0)
    catalogue.tidy()

    assert kept == before
    assert _pages(path) < before * 0.7  # the words that went are forgotten later
    assert catalogue.document(notes[0].id) == notes[0]


def test_the_order_of_documents_is_kept_where_an_earlier_release_did_not(catalogue: Catalogue, path: Path) -> None:
    put(catalogue, TEA, MOOR)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX documents_by_title")
    before = catalogue.documents()

    catalogue.tidy()

    assert catalogue.documents() == before
    with closing(sqlite3.connect(path)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {RECORD_QUERY} ORDER BY title COLLATE NOCASE, uri").fetchall()
    assert [row[-1] for row in plan] == ["SCAN documents USING COVERING INDEX documents_by_title"]


def _pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])
