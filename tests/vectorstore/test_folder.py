from __future__ import annotations

from pathlib import Path

import pytest

from ingest.walking import walk
from vectorstore.errors import NoLibrary
from vectorstore.folder import LibraryFolder


def test_everything_lies_in_the_folder(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)

    names = [path.relative_to(tmp_path).name for path in (folder.catalogue, folder.index, folder.lock, folder.writer)]

    assert names == ["catalogue.sqlite", "chroma", "writer.lock", "writer.json"]


def test_a_folder_is_made_with_those_above_it_and_may_be_there(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path / "my" / "library")

    folder.make()
    folder.make()

    assert folder.path.is_dir()


@pytest.mark.parametrize("library", ["notes", "notes/below/library"])
def test_what_a_library_keeps_is_left_out_of_a_folder_that_it_lies_in(tmp_path: Path, library: str) -> None:
    folder = LibraryFolder(tmp_path / library)
    folder.make()
    files = [folder.catalogue, folder.damaged, folder.path / "conversations.sqlite", folder.index / "a.json"]
    kept = [*files, folder.lock, folder.index_lock, folder.writer, folder.watched]
    note, others = tmp_path / "notes" / "note.md", tmp_path / "notes" / "writer" / "writer.json"
    for file in (*kept, note, others):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}")

    found = walk(tmp_path / "notes", suffixes=[".json", ".md"])

    assert [one.path for one in found.located] == [note, others]
    assert found.skipped == ()


def test_an_ignore_file_of_a_person_stays_as_it_is(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    folder.ignore_file.write_text("drafts\n")

    folder.make()

    assert folder.ignore_file.read_text() == "drafts\n"


@pytest.mark.parametrize("inside", ["", "below"])
def test_a_file_cannot_be_made_a_library(tmp_path: Path, inside: str) -> None:
    file = tmp_path / "news.md"
    file.write_text("x")

    with pytest.raises(NoLibrary, match=r"cannot be made a library .*name another folder with --library"):
        LibraryFolder(file / inside).make()


def test_where_no_library_is_whoever_only_reads_is_told_how_to_make_one(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path / "my library")

    with pytest.raises(NoLibrary) as raised:
        folder.require()

    assert str(raised.value) == (
        f"no library at {folder.path}; run `sourcechat ingest --library '{folder.path}' FOLDER`"
    )
    assert not folder.path.exists()


def test_a_folder_of_something_else_holds_no_library(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")

    with pytest.raises(NoLibrary, match="no library at"):
        LibraryFolder(tmp_path).require()


def test_a_file_is_no_library(tmp_path: Path) -> None:
    file = tmp_path / "news.md"
    file.write_text("x")

    with pytest.raises(NoLibrary, match="not a folder; name the folder of a library"):
        LibraryFolder(file).require()


def test_a_folder_with_a_catalogue_is_a_library(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    folder.catalogue.touch()

    folder.require()
