from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

import vectorstore.neighbours
from tests.vectorstore.damages import change_text, zero_a_page
from tests.vectorstore.fakes import WordModel, note
from vectorstore.checking import check
from vectorstore.chroma import VectorIndex
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library

LONG = "\n\n".join(f"The mill number{number} grinds rye. {'Meal ' * 60}" for number in range(40))


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    """A library of two notes and a long one, with an edit and a removal behind it."""
    with Library.open(tmp_path, WordModel(), write=True) as library:
        for document in (note("tea", "Tea is green."), note("moor", "Curlews nest."), note("mill", LONG)):
            library.put(document)
        library.put(note("tea", "The tea room opens at nine. 会议室在三楼。"))
        library.put(note("gone", "Nobody reads this."))
        library.remove(note("gone", "").id)
    return LibraryFolder(tmp_path)


def change(folder: LibraryFolder, statement: str) -> None:
    connection = sqlite3.connect(folder.catalogue)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_whole_library_has_no_problem_and_is_left_as_it_is(folder: LibraryFolder) -> None:
    before = folder.catalogue.read_bytes()
    stages: list[str] = []

    report = check(folder, on_stage=stages.append)

    assert report.problems == ()
    assert (report.documents, report.chunks, report.indexed) == (3, 16, 16)
    assert stages == ["the catalogue's file", "texts", "passages", "vectors", "keywords", "the index"]
    assert folder.catalogue.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE texts SET packed = zeroblob(30)",
            r"texts are not as they were kept: tea \(an earlier revision\), moor, mill, tea;",
        ),
        ("DELETE FROM texts", r"texts are not as they were kept: tea \(an earlier revision\), moor, mill, tea;"),
        ("UPDATE revisions SET structure = zeroblob(30)", "texts are not as they were kept"),
        ("UPDATE revisions SET boxes = x'00'", "texts are not as they were kept"),
        ("DELETE FROM revisions WHERE document_id = {moor}", "texts are lost: moor"),
        ("UPDATE chunks SET ends = ends - 1 WHERE document_id = {moor}", "passages are not .*: moor"),
        ("UPDATE chunks SET ends = ends + 99 WHERE document_id = {moor}", "passages are not .*: moor"),
        ("UPDATE chunks SET sentences = '[[' WHERE document_id = {moor}", "passages are not .*: moor"),
        ("DELETE FROM chunks WHERE document_id = {moor}", "passages are not .*: moor"),
        ("UPDATE vectors SET vector = zeroblob(512) WHERE number = 2", "1 vectors are not as they were kept"),
        ("DELETE FROM vectors WHERE number = 2", "1 passages have no vector"),
        ("DELETE FROM keywords_docsize WHERE id = 2", "the keywords do not fit"),
        ("INSERT INTO keywords (rowid, title, heading, text) VALUES (2, '', '', 'gulls')", "the keywords do not fit"),
        ("DELETE FROM documents WHERE title = 'moor'", "belong to documents that are not there"),
    ],
)
def test_what_is_not_as_it_was_kept_is_told_with_the_remedy(folder: LibraryFolder, statement: str, said: str) -> None:
    change(folder, statement.replace("{moor}", "(SELECT id FROM documents WHERE title = 'moor')"))

    problems = "\n".join(check(folder).problems)

    assert re.search(said, problems)
    assert "run `sourcechat library repair`" in problems


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nine", "five", "texts are not as they were kept: tea;"),
        ("green", "black", r"texts are not as they were kept: tea \(an earlier revision\)"),
    ],
)
def test_a_word_that_has_changed_by_itself_is_told_with_the_remedy(
    folder: LibraryFolder, old: str, new: str, said: str
) -> None:
    assert change_text(folder.catalogue, old, new) == 1

    problems = "\n".join(check(folder).problems)

    assert re.search(said, problems)
    assert "run `sourcechat library repair`" in problems


@pytest.mark.parametrize("table", ["chunks", "keywords_data", "revisions", "texts", "vectors", "documents"])
def test_a_zeroed_page_is_told_with_the_remedy(folder: LibraryFolder, table: str) -> None:
    zero_a_page(folder.catalogue, table)

    assert "run `sourcechat library repair`" in "\n".join(check(folder).problems)


@pytest.fixture
def large(folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch) -> LibraryFolder:
    """The same as a large library, with an index."""
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 0)
    with Library.open(folder.path, WordModel(), write=True) as library:
        library.rebuild()
    return folder


def test_a_passage_that_the_index_lacks_is_told(large: LibraryFolder) -> None:
    index = VectorIndex(large.index)
    before = check(large).problems
    index.remove([next(iter(index.ids()))])
    index.close()

    assert before == ()
    assert check(large).problems == ("the index is not as it was left; run `sourcechat library rebuild`",)


def test_a_graph_that_ends_the_process_that_opens_it_is_told(large: LibraryFolder) -> None:
    (large.index / "chroma.sqlite3").write_bytes(b"\x00" * 5_000)

    assert check(large).problems == ("the index is not as it was left; run `sourcechat library rebuild`",)
