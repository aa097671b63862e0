from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import SourceNotFound
from ingest.sources import Found, Unlisted
from tests.vectorstore.fakes import WordModel
from vectorstore.library import Library
from vectorstore.mirror import MirrorReport, Progress, _gone, mirror


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two notes."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text("Tea at nine.")
    (folder / "b.md").write_text("# Moor\n\nCurlews nest here.")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordModel(), write=True) as opened:
        yield opened


def run(library: Library, folder: Path) -> MirrorReport:
    return mirror(library, [str(folder)])


def test_a_folder_is_taken_in(library: Library, folder: Path) -> None:
    report = run(library, folder)

    assert report.added == ("a.txt", "b.md")
    assert [record.title for record in library.documents()] == ["a", "Moor"]


def test_a_second_run_does_nothing(library: Library, folder: Path) -> None:
    run(library, folder)

    report = run(library, folder)

    assert (report.unchanged, report.embedded) == (("a.txt", "b.md"), 0)


def test_a_changed_file_is_updated_and_a_gone_one_removed(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "a.txt").write_text("Tea at ten.")
    (folder / "b.md").unlink()

    report = run(library, folder)

    assert (report.updated, report.removed) == (("a.txt",), ("Moor",))
    assert [passage.chunk.text for passage in library.search("tea")] == ["Tea at ten."]


def test_bytes_that_read_the_same_are_unchanged(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "a.txt").write_bytes(b"Tea at nine.\r\n")

    report = run(library, folder)

    assert (report.updated, report.embedded) == ((), 0)


def test_documents_of_other_folders_stay(library: Library, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes2"
    other.mkdir()
    (other / "c.txt").write_text("Bread.")
    run(library, folder)

    report = run(library, other)

    assert report.removed == ()
    assert len(library.documents()) == 3


def test_one_bad_file_is_reported_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    (folder / "aa.pdf").write_bytes(b"no pdf")

    report = run(library, folder)

    assert report.added == ("a.txt", "b.md")
    assert [failure.location for failure in report.failed] == ["aa.pdf"]
    assert "damaged or not a PDF" in report.failed[0].message


def test_a_file_that_became_unreadable_keeps_what_was_read_before(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "a.txt").write_bytes(b"\x00\x01" * 100)

    report = run(library, folder)

    assert [failure.location for failure in report.failed] == ["a.txt"]
    assert library.search("tea")[0].chunk.text == "Tea at nine."


def test_a_dry_run_says_what_would_be_done_and_does_nothing(library: Library, folder: Path) -> None:
    report = mirror(library, [str(folder)], dry_run=True)

    assert report.added == ("a.txt", "b.md")
    assert library.documents() == ()


def test_a_missing_place_is_an_error_before_anything_is_changed(library: Library, folder: Path) -> None:
    with pytest.raises(SourceNotFound):
        mirror(library, [str(folder), str(folder / "missing")])

    assert library.documents() == ()


def test_progress_is_told_after_every_source(library: Library, folder: Path) -> None:
    told: list[Progress] = []

    mirror(library, [str(folder)], on_progress=told.append)

    assert [(one.done, one.total, one.name) for one in told] == [(1, 2, "a.txt"), (2, 2, "b.md")]


def test_what_cannot_be_read_is_remembered_until_it_can_or_is_gone(library: Library, folder: Path) -> None:
    (folder / "c.pdf").write_bytes(b"no pdf")
    (folder / "d.txt").write_bytes(b"")

    run(library, folder)

    assert [(problem.name, problem.document_id) for problem in library.failures()] == [("c.pdf", None), ("d.txt", None)]

    (folder / "c.pdf").unlink()
    (folder / "d.txt").write_text("Now there is something.")
    run(library, folder)

    assert library.failures() == ()


def test_a_file_that_fails_again_changes_nothing(library: Library, folder: Path) -> None:
    (folder / "c.pdf").write_bytes(b"no pdf")
    run(library, folder)
    before = library.generation

    run(library, folder)

    assert library.generation == before


def test_what_is_in_doubt_is_reported_and_listed(library: Library, folder: Path) -> None:
    (folder / "e.csv").write_bytes("Name,Town\nAda,Zürich\nBo,Málaga\nCy,Br".encode() + b"\xff" + "ünn\n".encode())

    report = run(library, folder)

    (doubted,) = report.doubted
    (problem,) = library.problems()
    assert (doubted.name, problem.name) == ("e.csv", "e")
    assert doubted.messages == problem.messages


def test_a_folder_without_documents_is_told_from_one_that_had_some(library: Library, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    assert run(library, empty).found_nothing

    (empty / "a.txt").write_text("Tea.")
    run(library, empty)
    (empty / "a.txt").unlink()
    assert not run(library, empty).found_nothing


def test_documents_of_a_folder_that_cannot_be_listed_are_not_gone(library: Library, folder: Path) -> None:
    run(library, folder)
    known = {record.id: record for record in library.documents()}
    closed = Unlisted(f"{folder.as_uri()}/", "notes", "notes: its files cannot be listed")

    assert len(_gone(Found((), (), (closed.uri,)), known)) == 2
    assert _gone(Found((), (), (closed.uri,), (closed,)), known) == []


def test_a_file_whose_name_is_no_text_is_taken_in(library: Library, folder: Path) -> None:
    Path(os.fsdecode(bytes(folder) + b"/caf\xe9.txt")).write_text("It opens at nine.")

    report = run(library, folder)

    assert "caf\ufffd.txt" in report.added
    assert [passage.chunk.title for passage in library.search("opens")][:1] == ["caf\ufffd"]


def test_folders_are_searched_to_the_bottom_and_hidden_files_passed_over(library: Library, folder: Path) -> None:
    below = folder / "below" / "deeper"
    below.mkdir(parents=True)
    (below / "c.txt").write_text("Bread at dawn.")
    (folder / ".hidden.txt").write_text("Nobody reads this.")

    report = run(library, folder)

    assert "c.txt" in report.added
    assert not any("hidden" in name for name in report.added)


def test_a_file_that_is_named_itself_is_taken_in_and_its_folder_left_alone(library: Library, folder: Path) -> None:
    report = mirror(library, [str(folder / "a.txt")])

    assert report.added == ("a.txt",)
    assert [record.title for record in library.documents()] == ["a"]


def test_what_was_embedded_is_counted_and_equal_texts_once(library: Library, folder: Path, tmp_path: Path) -> None:
    first = run(library, folder)
    other = tmp_path / "copies"
    other.mkdir()
    (other / "a.txt").write_text("Tea at nine.")

    second = run(library, other)

    assert (first.chunks, first.embedded) == (2, 2)
    assert (second.chunks, second.embedded) == (1, 0)


def test_a_dry_run_tells_what_would_change_and_go(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "a.txt").write_text("Tea at ten.")
    (folder / "b.md").unlink()

    report = mirror(library, [str(folder)], dry_run=True)

    assert (report.updated, report.removed) == (("a.txt",), ("Moor",))
    assert library.search("tea")[0].chunk.text == "Tea at nine."


def test_a_folder_given_twice_is_taken_in_once(library: Library, folder: Path) -> None:
    report = mirror(library, [str(folder), str(folder), str(folder / "a.txt")])

    assert report.added == ("a.txt", "b.md")


def test_a_structure_that_changes_under_the_same_text_is_taken_in(library: Library, folder: Path) -> None:
    (folder / "c.md").write_text("Sharpen ~~shears~~ sickles.")
    run(library, folder)
    assert [problem.name for problem in library.problems()] == ["c"]

    (folder / "c.md").write_text("Sharpen sickles.")
    report = run(library, folder)

    assert (report.updated, library.problems()) == (("c.md",), ())


def test_a_file_that_failed_and_is_gone_is_no_problem_any_more(library: Library, folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"")
    mirror(library, [str(folder / "c.txt")])
    assert [problem.name for problem in library.failures()] == ["c.txt"]

    (folder / "c.txt").unlink()
    mirror(library, [str(folder / "a.txt")])

    assert library.failures() == ()


def test_what_is_neither_file_nor_folder_is_refused(library: Library) -> None:
    with pytest.raises(SourceNotFound, match="neither a file nor a folder"):
        mirror(library, ["/dev/null"])
