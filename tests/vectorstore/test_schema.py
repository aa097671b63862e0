from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import vectorstore.binding
import vectorstore.catalogue
import vectorstore.schema
from ingest.documents import Block, BlockKind, DocumentId, Place, PlaceKind
from tests.vectorstore.damages import zero_every_page
from tests.vectorstore.fakes import WordModel, note
from tests.vectorstore.format_4 import to_format_4
from vectorstore.catalogue import Catalogue
from vectorstore.checking import check
from vectorstore.digests import digest_of, text_hash
from vectorstore.errors import LibraryDamaged, LibraryUnwritable
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library
from vectorstore.upkeep import back_up, import_file, repair

FORMAT_1 = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, uri TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, title TEXT NOT NULL,
    revision TEXT NOT NULL, made_with TEXT NOT NULL, added TEXT NOT NULL, updated TEXT NOT NULL
);
CREATE TABLE revisions (
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, revision TEXT NOT NULL,
    text TEXT NOT NULL, pages TEXT NOT NULL, headings TEXT NOT NULL, dated TEXT NOT NULL,
    PRIMARY KEY (document_id, revision)
);
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    starts INTEGER NOT NULL, ends INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, sentences TEXT NOT NULL,
    text TEXT NOT NULL, text_hash TEXT NOT NULL
);
CREATE TABLE vectors (
    text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (text_hash, model)
);
CREATE VIRTUAL TABLE keywords USING fts5 (title, heading, text, content='',
    tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO documents VALUES ('d1', 'file:///tea.pdf', 'f', 'Tea', 'r1', 'reading 1, chunking 1',
    '2026-01-31T09:00:00+00:00', '2026-01-31T09:00:00+00:00');
INSERT INTO revisions VALUES ('d1', 'r1', 'Tea\nIt is green.', '[[1, 0, 16]]', '[[1, 0, 3]]', '2026-01-31');
INSERT INTO chunks VALUES (1, 'c1', 'd1', 0, 16, '', 1, '[[0, 3], [4, 16]]', 'Tea\nIt is green.', 'h1');
INSERT INTO keywords (rowid, title, heading, text) VALUES (1, 'Tea', '', 'Tea\nIt is green.');
PRAGMA user_version = 1;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(FORMAT_1)
    connection.close()
    return path


def test_a_library_of_the_first_format_keeps_its_documents_pages_and_headings(path: Path) -> None:
    catalogue = Catalogue.open(path)

    (record,) = catalogue.documents()
    document = catalogue.document(DocumentId("d1"))

    assert (record.title, record.chunks, record.characters) == ("Tea", 1, 16)
    assert document.text == "Tea\nIt is green."
    assert document.places == (Place(PlaceKind.PAGE, "1", 0, 16),)
    assert document.blocks == (Block(BlockKind.HEADING, 0, 3, 1),)
    assert [chunk.text for chunk in catalogue.chunks_of(DocumentId("d1"))] == ["Tea\nIt is green."]
    catalogue.close()


def test_what_was_found_before_is_found_and_can_be_removed(path: Path) -> None:
    catalogue = Catalogue.open(path)

    assert list(catalogue.search("green", limit=3)) == ["c1"]
    catalogue.remove(DocumentId("d1"))
    assert catalogue.search("green", limit=3) == {}
    catalogue.close()


def test_a_library_of_a_later_format_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(LibraryDamaged, match="made by another version"):
        Catalogue.open(path)


def test_the_sources_of_a_library_of_an_earlier_format_are_its_documents(path: Path) -> None:
    catalogue = Catalogue.open(path)

    (known,) = catalogue.ledger.below("file:///").values()

    assert (known.uri, known.document_id, known.fingerprint, known.made_with) == (
        "file:///tea.pdf",
        "d1",
        "f",
        "reading 1, chunking 1",
    )
    assert known.stamp is None
    assert catalogue.ledger.remembered() == ()
    catalogue.close()


def test_a_library_of_the_first_format_gets_digests_and_an_empty_outbox(path: Path) -> None:
    Catalogue.open(path).close()

    connection = sqlite3.connect(path)
    (digest,) = connection.execute("SELECT digest FROM revisions").fetchone()
    structure, boxes = connection.execute("SELECT structure, boxes FROM revisions").fetchone()
    structure = zlib.decompress(structure).decode()
    outstanding = connection.execute("SELECT count(*) FROM outbox").fetchone()
    connection.close()

    assert digest == digest_of("Tea\nIt is green.", structure, boxes)
    assert outstanding == (0,)


# -- from format 4 -----------------------------------------------------------------------------------------------------

MILLS = [note(f"mill {number}", f"Mill {number} grinds rye{number}. {'Meal and rye. ' * 90}") for number in range(12)]
EARLIER = replace(MILLS[3], text="Mill 3 stood still.\x00")
ASKED = ("rye3", "mill 7", "meal")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LibraryFolder:
    """A library of format 4: twelve documents of several passages, one with an earlier revision; most in volumes."""
    monkeypatch.setattr(vectorstore.binding, "LATEST", 8)
    folder = LibraryFolder(tmp_path / "kept")
    with Library.open(folder.path, WordModel(), write=True) as library:
        for document in MILLS:
            library.put(document)
        library.note_failure("file:///broken.pdf", "broken.pdf", "no text layer")
    to_format_4(folder.catalogue, vectors_of(folder), "w1", [EARLIER])
    return folder


def vectors_of(folder: LibraryFolder) -> Mapping[str, bytes]:
    """The vectors that format 4 had of a library's passages, in float32."""
    with closing(Catalogue.open(folder.catalogue)) as catalogue:
        texts = [chunk.embedded_text for document in MILLS for chunk in catalogue.chunks_of(document.id)]
    return {text_hash(text): vector.tobytes() for text, vector in zip(texts, WordModel().embed(texts), strict=True)}


def version_of(folder: LibraryFolder) -> int:
    with closing(sqlite3.connect(folder.catalogue)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def assert_is_whole(folder: LibraryFolder) -> None:
    """All that was kept is there, found by its words and by its vectors, and nothing is embedded for it."""
    model = WordModel()
    assert check(folder).problems == ()
    with Library.open(folder.path, model) as library:
        assert {one.title: library.document(one.id) for one in library.documents()} == {one.title: one for one in MILLS}
        assert [library.text(MILLS[3].id, one.revision) for one in library.revisions(MILLS[3].id)] == [
            MILLS[3].text,
            EARLIER.text,
        ]
        for document in MILLS:
            chunks = library.chunks(document.id)
            assert len(chunks) > 1
            assert all(chunk.text == document.text[chunk.start : chunk.end] for chunk in chunks)
            embedded = model.embed([chunk.embedded_text for chunk in chunks])
            assert np.abs(library.vectors(document.id) - embedded).max() < 0.0005
        assert library.search("rye7")[0].chunk.title == "mill 7"
        assert [one.name for one in library.failures()] == ["broken.pdf"]


def test_a_library_of_format_4_is_brought_up_to_date_whoever_opens_it(kept: LibraryFolder) -> None:
    before = version_of(kept)

    Library.open(kept.path, WordModel()).close()

    assert (before, version_of(kept)) == (4, 5)
    assert_is_whole(kept)


def test_scores_are_those_of_before(kept: LibraryFolder, tmp_path: Path) -> None:
    fresh = LibraryFolder(tmp_path / "fresh")
    with Library.open(fresh.path, WordModel(), write=True) as library:
        for document in MILLS:
            library.put(document)
        expected = {query: library.search(query) for query in ASKED}

    with Library.open(kept.path, WordModel()) as library:
        assert {query: library.search(query) for query in ASKED} == expected


def test_it_takes_new_documents_and_edits_like_any_other(kept: LibraryFolder) -> None:
    model = WordModel()
    with Library.open(kept.path, model, write=True) as library:
        library.put(MILLS[0])
        assert model.embedded == []
        library.put(replace(MILLS[3], text="Mill 3 burnt down."))
        library.remove(MILLS[11].id)
        library.put(note("new", "Curlews nest."))

        assert library.search("curlews")[0].chunk.title == "new"
        assert len(library.revisions(MILLS[3].id)) == 3
    assert check(kept).problems == ()


@pytest.mark.parametrize("step", ["keep_revision", "keep_vectors", "_chunk_of_4"])
def test_what_is_broken_off_leaves_all_as_it_was_and_goes_on_next_time(
    kept: LibraryFolder, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = {table: rows_of_4(kept, table) for table in ("revisions", "chunks", "vectors", "signs")}
    real, calls = getattr(vectorstore.schema, step), []

    def broken_off(*given: object) -> object:
        calls.append(given)
        if len(calls) == (1 if step == "keep_vectors" else 7):
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(vectorstore.schema, step, broken_off)
    with pytest.raises(KeyboardInterrupt):
        Library.open(kept.path, WordModel(), write=True)

    assert version_of(kept) == 4
    assert {table: rows_of_4(kept, table) for table in before} == before
    Library.open(kept.path, WordModel(), write=True).close()
    assert_is_whole(kept)


def rows_of_4(folder: LibraryFolder, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder.catalogue)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()  # noqa: S608 - a name of ours


def test_where_it_cannot_be_brought_up_to_date_that_is_told_with_the_reason(
    kept: LibraryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: sqlite3.Connection) -> None:
        raise LibraryUnwritable("the disk is full; free some space")

    monkeypatch.setattr(vectorstore.catalogue, "bring_up", full)

    with pytest.raises(LibraryUnwritable, match=r"by a command that may write there; the disk is full"):
        Catalogue.open(kept.catalogue)

    assert version_of(kept) == 4


@pytest.mark.parametrize(
    ("statement", "said", "embedded"),
    [
        ("UPDATE vectors SET vector = zeroblob(1024) WHERE rowid = 2", "1 passages have no vector", 1),
        ("UPDATE chunks SET sentences = '[[' WHERE number = 2", "passages are not as they were kept: mill 0", 0),
        ("UPDATE revisions SET structure = '{' WHERE text LIKE 'Mill 3 st%'", "mill 3 (an earlier revision)", 0),
    ],
)
def test_what_had_changed_by_itself_is_told_and_healed(
    kept: LibraryFolder, statement: str, said: str, embedded: int
) -> None:
    with closing(sqlite3.connect(kept.catalogue)) as connection, connection:
        assert connection.execute(statement).rowcount == 1

    assert said in "\n".join(check(kept).problems)

    model = WordModel()
    salvaged = repair(kept, model)
    assert salvaged is not None
    assert (salvaged.documents, salvaged.lost, salvaged.embedded) == (12, (), embedded)
    assert check(kept).problems == ()


@pytest.mark.parametrize("table", ["chunks", "vectors", "keywords_data"])
def test_one_that_was_damaged_before_is_repaired_of_what_it_is(kept: LibraryFolder, table: str) -> None:
    zero_every_page(kept.catalogue, table)
    model = WordModel()
    if table != "keywords_data":
        with pytest.raises(LibraryDamaged, match="run `sourcechat library repair`"):
            Library.open(kept.path, model)

    salvaged = repair(kept, model)

    assert salvaged is not None
    assert (salvaged.documents, salvaged.lost) == (12, ())
    assert bool(salvaged.embedded) == (table == "vectors")
    assert_is_whole(kept)


def test_an_export_of_format_4_is_imported(kept: LibraryFolder, tmp_path: Path) -> None:
    file, again = tmp_path / "one.sourcechat", LibraryFolder(tmp_path / "again")
    back_up(kept, file)

    import_file(file, again)

    assert version_of(again) == 5
    assert_is_whole(again)


def test_no_row_of_a_vector_is_longer_than_a_fifth_of_a_page(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    with closing(Catalogue.open(file)) as catalogue:
        vector = np.full(384, 0.05, np.float32).tobytes()
        catalogue.keep_vectors("a" * 64, {text_hash(str(number)): vector for number in range(500)})
    with closing(sqlite3.connect(file)) as connection:
        query = "SELECT count(*) FROM dbstat WHERE name = 'vectors' AND pagetype = 'leaf'"
        assert connection.execute(query).fetchone() == (100,)
