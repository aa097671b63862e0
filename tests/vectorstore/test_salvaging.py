from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.locations import Location, LocationKind
from ingest.walking import path_of
from tests.vectorstore.damages import change_text, zero_every_page
from tests.vectorstore.fakes import WordModel, note
from tests.vectorstore.holdings import rows
from vectorstore.catalogue import Catalogue
from vectorstore.digests import short, text_hash
from vectorstore.library import Library
from vectorstore.salvaging import Salvaged, salvage

TEA, MOOR, MILL = (
    note("tea", "Tea is served at ten."),
    note("moor", "Curlews nest on the moor."),
    note("mill", "The mill grinds rye."),
)
TRUTH = ("documents", "revisions", "vectors", "failures", "remembered", "sources")
DERIVED = ("chunks", "keywords")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The catalogue of three notes; one has an earlier revision, a source failed, a place is remembered."""
    with Library.open(tmp_path / "library", WordModel(), write=True) as library:
        library.put(note("tea", "Tea is served at nine."))
        for one in (TEA, MOOR, MILL):
            library.put(one)
        library.note_failure("file:///broken.pdf", "broken.pdf", "no text layer")
        library.ledger.remember([Location("file:///notes/", LocationKind.FOLDER, "/notes", exclude=("*.log",))])
    return tmp_path / "library" / "catalogue.sqlite"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new.sqlite"


def change(file: Path, statement: str, *values: object) -> None:
    """Change rows behind the catalogue's back."""
    with closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute(statement, values).rowcount > 0


def present_texts(file: Path) -> set[object]:
    """The hashes of the texts that passages have now."""
    with closing(sqlite3.connect(file)) as connection:
        return {digest for (digest,) in connection.execute("SELECT text_hash FROM chunks")}


def texts(file: Path) -> list[str]:
    """The present text of each document, in the order of their titles."""
    with closing(Catalogue.open(file)) as catalogue:
        return [catalogue.document(record.id).text for record in catalogue.documents()]


# -- what is whole ------------------------------------------------------------------------------------------------


def test_a_whole_catalogue_is_copied_row_for_row_and_nothing_embedded(old: Path, new: Path) -> None:
    model = WordModel()

    salvaged = salvage(old, new, model)

    assert (salvaged, model.embedded) == (Salvaged(3, (), 0), [])
    expected = {table: rows(old, table) for table in TRUTH}
    needed = present_texts(old)
    expected["vectors"] = [row for row in expected["vectors"] if row[0] in needed]  # none of the earlier revision
    assert {table: rows(new, table) for table in TRUTH} == expected
    assert all(expected.values())


def test_facts_are_copied_but_for_that_of_the_index_which_is_made_anew(old: Path, new: Path) -> None:
    change(old, "INSERT OR REPLACE INTO facts VALUES ('index', 'in step')")

    salvage(old, new, WordModel())

    assert "index" not in dict(rows(new, "facts"))  # type: ignore[arg-type]  # rows of two values
    assert {row for row in rows(old, "facts") if row[0] != "index"} <= {*rows(new, "facts")}


def test_the_old_file_is_only_read(old: Path, new: Path) -> None:
    assert change_text(old, TEA.text, "Tea is served never.") == 1
    before = old.read_bytes()

    salvage(old, new, WordModel())

    assert old.read_bytes() == before


def test_a_catalogue_of_no_documents_is_salvaged_too(tmp_path: Path, new: Path) -> None:
    old = tmp_path / "empty.sqlite"
    Catalogue.open(old).close()

    assert salvage(old, new, WordModel()) == Salvaged(0, (), 0)


def test_it_is_told_how_many_documents_are_done(old: Path, new: Path) -> None:
    told: list[tuple[int, int]] = []

    salvage(old, new, WordModel(), on_document=lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]


# -- what is derived ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", DERIVED)
def test_what_is_derived_is_made_again(old: Path, new: Path, table: str) -> None:
    expected = rows(old, "chunks")
    zero_every_page(old, "chunks" if table == "chunks" else "keywords_data")

    salvaged = salvage(old, new, WordModel())

    assert salvaged == Salvaged(3, (), 0)
    assert [row[1:] for row in sorted(rows(new, "chunks"), key=lambda row: repr(row[1]))] == [
        row[1:] for row in sorted(expected, key=lambda row: repr(row[1]))
    ]
    with closing(Catalogue.open(new)) as catalogue:
        (found,) = catalogue.search("curlews", limit=5)
        assert catalogue.chunks([found])[found].chunk.text == MOOR.text


def test_the_count_of_passages_is_made_again(old: Path, new: Path) -> None:
    change(old, "UPDATE documents SET chunks = 99")

    salvage(old, new, WordModel())

    with closing(Catalogue.open(new)) as catalogue:
        assert [record.chunks for record in catalogue.documents()] == [1, 1, 1]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM vectors WHERE text_hash = ?",
        "UPDATE vectors SET vector = zeroblob(1024) WHERE text_hash = ?",
    ],
    ids=["gone", "changed"],
)
def test_a_vector_that_is_lost_is_embedded_again(old: Path, new: Path, damage: str) -> None:
    model = WordModel()
    expected = {row[0]: row for row in rows(old, "vectors")}
    with closing(Catalogue.open(old)) as catalogue:
        (chunk,) = catalogue.chunks_of(MOOR.id)
    change(old, damage, short(text_hash(chunk.embedded_text)))

    salvaged = salvage(old, new, model)

    assert (salvaged.documents, salvaged.lost, salvaged.embedded) == (3, (), 1)
    assert len(model.embedded) == 1
    assert MOOR.text in model.embedded[0]
    assert all(row == expected[row[0]] for row in rows(new, "vectors"))


def test_vectors_of_another_model_are_none_of_this_one(old: Path, new: Path) -> None:
    salvaged = salvage(old, new, WordModel("other", "o1"))

    assert salvaged.embedded == 3
    assert {row[1] for row in rows(new, "vectors")} == {"o1"}


# -- what is lost -------------------------------------------------------------------------------------------------


def test_a_text_that_is_lost_is_named_with_its_source_and_the_others_stay(old: Path, new: Path) -> None:
    assert change_text(old, MOOR.text, "Curlews nest nowhere.") == 1

    salvaged = salvage(old, new, WordModel())

    assert salvaged.lost == (f"moor: its text cannot be read; ingest {MOOR.source.uri} again",)
    assert salvaged.documents == 2
    assert texts(new) == [MILL.text, TEA.text]


def test_the_source_of_a_lost_document_is_forgotten_so_that_it_is_read_again(old: Path, new: Path) -> None:
    change(old, "UPDATE revisions SET structure = 'other' WHERE document_id = ?", MOOR.id)

    salvage(old, new, WordModel())

    with closing(Catalogue.open(new)) as catalogue:
        known = catalogue.ledger.at([TEA.source.uri, MOOR.source.uri])
        assert [path.name for uri in known if (path := path_of(uri))] == ["tea.txt"]


def test_an_earlier_revision_that_is_lost_costs_itself_only(old: Path, new: Path) -> None:
    assert change_text(old, "Tea is served at nine.", "Tea is served at six.") == 1

    salvaged = salvage(old, new, WordModel())

    assert salvaged == Salvaged(3, (), 0)
    assert sorted(str(row[2]) for row in rows(new, "revisions")) == sorted([TEA.text, MOOR.text, MILL.text])


def test_an_entry_of_a_source_that_is_lost_is_made_of_its_document(old: Path, new: Path) -> None:
    change(old, "DELETE FROM sources WHERE document_id = ?", MOOR.id)

    salvage(old, new, WordModel())

    with closing(Catalogue.open(new)) as catalogue:
        known = catalogue.ledger.at([MOOR.source.uri])[MOOR.source.uri]
    assert (known.document_id, known.fingerprint, known.stamp) == (MOOR.id, MOOR.source.fingerprint, None)


@pytest.mark.parametrize("damaged", ["documents", "documents_by_title"])
def test_what_is_known_of_documents_is_kept_twice_and_read_from_either(old: Path, new: Path, damaged: str) -> None:
    expected = rows(old, "documents")
    zero_every_page(old, damaged)

    salvaged = salvage(old, new, WordModel())

    assert (salvaged.lost, rows(new, "documents")) == ((), expected)


def test_a_document_of_which_only_the_text_is_left_is_named_by_its_id(old: Path, new: Path) -> None:
    change(old, "DELETE FROM documents WHERE id = ?", MOOR.id)  # what refers to it stays: no foreign keys here

    salvaged = salvage(old, new, WordModel())

    assert salvaged.lost == (f"document {MOOR.id}: what was known of it cannot be read; ingest its source again",)
    assert texts(new) == [MILL.text, TEA.text]


# -- what is no catalogue -----------------------------------------------------------------------------------------


def _write_nothing(file: Path) -> None:
    file.write_bytes(b"")


def _write_garbage(file: Path) -> None:
    file.write_bytes(b"not a database" * 1_000)


def _write_another(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")


@pytest.mark.parametrize("write", [_write_nothing, _write_garbage, _write_another])
def test_what_is_no_catalogue_is_an_error(tmp_path: Path, new: Path, write: object) -> None:
    other = tmp_path / "other.sqlite"
    write(other)  # type: ignore[operator]  # one of three functions

    with pytest.raises(sqlite3.DatabaseError):
        salvage(other, new, WordModel())


def test_a_catalogue_without_one_whole_text_is_an_error(old: Path, new: Path) -> None:
    change(old, "UPDATE revisions SET digest = 'other'")

    with pytest.raises(sqlite3.DatabaseError, match="the text of no document is whole"):
        salvage(old, new, WordModel())
