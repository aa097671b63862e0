from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import SourceNotFound
from ingest.locations import locate_input
from ingest.sources import SourcesFound
from ingest.walking import Located, Unlisted
from tests.vectorstore.fakes import WordModel
from vectorstore.ledger import Known
from vectorstore.library import Library
from vectorstore.mirror import forget_place, mirror, sync
from vectorstore.plans import PlanLimits, make_plan
from vectorstore.preparing import MADE_WITH
from vectorstore.reports import MirrorReport, Progress
from vectorstore.taking import MirrorOptions


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


def test_an_address_that_cannot_be_one_is_reported_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    report = mirror(library, [str(folder), "http://ann:secret@a..b/"])

    assert report.added
    (failure,) = report.failed
    assert "check the spelling" in failure.message
    assert "secret" not in f"{failure.location} {failure.message}"
    with pytest.raises(SourceNotFound, match="check the spelling"):
        mirror(library, ["http://a..b/"])


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
    closed = Unlisted(f"{folder.as_uri()}/", "notes", "notes: its files cannot be listed")

    def gone(found: SourcesFound) -> list[Known]:
        plan = make_plan(found, [], library.ledger, made_with=MADE_WITH, limits=PlanLimits(prune=True))
        return [*plan.gone, *plan.left_out]

    assert len(gone(SourcesFound((), (), (closed.uri,)))) == 2
    assert gone(SourcesFound((), (), (closed.uri,), (closed,))) == []


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
    (other / "a.txt").write_text("Tea at nine.\n")  # other bytes, the same text

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


# -- nothing is lost by a source that is away ------------------------------------------------------------------------


@pytest.fixture
def ten(library: Library, tmp_path: Path) -> Path:
    """A folder of ten notes, taken in: six at the top and four in a folder of their own."""
    ten = tmp_path / "ten"
    (ten / "deep").mkdir(parents=True)
    for number in range(10):
        inside = "deep/" if number >= 6 else ""
        (ten / f"{inside}{number}.txt").write_text(f"Note {number} tells of {WORDS[number]} and little more.")
    assert len(mirror(library, [str(ten)]).added) == 10
    return ten


WORDS = ("tea", "bread", "curlews", "peat", "heather", "lambs", "sickles", "mills", "wells", "bees")


def test_a_folder_that_holds_nothing_that_it_held_loses_nothing(library: Library, ten: Path, tmp_path: Path) -> None:
    ten.rename(tmp_path / "away")
    ten.mkdir()

    report = mirror(library, [str(ten)])

    (held,) = report.held
    assert (report.stopped, report.removed) == (True, ())
    assert (held.place, len(held.gone), held.held) == (str(ten), 10, 10)
    assert len(library.documents()) == 10


def test_nothing_is_taken_from_another_volume_mounted_in_its_place(library: Library, ten: Path, tmp_path: Path) -> None:
    ten.rename(tmp_path / "away")
    ten.mkdir()
    (ten / "other.txt").write_text("Something else.")

    report = mirror(library, [str(ten)])

    assert (report.stopped, report.added) == (True, ("other.txt",))  # what would have been added
    assert len(library.documents()) == 10


def test_what_is_gone_is_removed_when_that_is_asked_for(library: Library, ten: Path) -> None:
    for file in ten.rglob("*.txt"):
        file.unlink()

    report = mirror(library, [str(ten)], options=MirrorOptions(prune=True))

    assert len(report.removed) == 10
    assert library.documents() == ()


def test_up_to_half_of_a_folder_may_go_and_more_may_not(library: Library, ten: Path) -> None:
    for number in range(5):
        (ten / f"{number}.txt").unlink()
    assert len(mirror(library, [str(ten)]).removed) == 5

    for number in range(6, 9):
        (ten / "deep" / f"{number}.txt").unlink()
    assert mirror(library, [str(ten)]).stopped
    assert not mirror(library, [str(ten)], options=MirrorOptions(most_gone=0.7)).stopped


def test_a_folder_that_breaks_off_in_listing_removes_nothing(
    library: Library, ten: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def broken(path: str) -> object:
        if path.endswith("deep"):
            raise OSError(5, "Input/output error", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", broken)
    report = mirror(library, [str(ten)])

    assert report.removed == ()
    assert [failure.location for failure in report.failed] == ["deep"]
    assert len(library.documents()) == 10


def test_a_dry_run_shows_what_would_be_held_back(library: Library, ten: Path, tmp_path: Path) -> None:
    ten.rename(tmp_path / "away")
    ten.mkdir()

    report = mirror(library, [str(ten)], dry_run=True)

    assert report.stopped
    assert len(report.held[0].gone) == 10


# -- what becomes of a file that changes -------------------------------------------------------------------------------


def test_an_emptied_file_no_longer_answers_and_keeps_its_earlier_text(library: Library, folder: Path) -> None:
    run(library, folder)
    (before,) = [record for record in library.documents() if record.title == "a"]
    (folder / "a.txt").write_text(" \n")

    report = run(library, folder)

    assert report.emptied == ("a.txt",)
    assert "tea" not in str([passage.chunk.text for passage in library.search("tea")]).lower()
    assert library.text(before.id, before.revision) == "Tea at nine."
    assert [problem.name for problem in library.failures()] == ["a.txt"]

    (folder / "a.txt").write_text("Tea at ten.")
    assert run(library, folder).updated == ("a.txt",)
    assert [record.id for record in library.documents() if record.title == "a"] == [before.id]
    assert library.failures() == ()


def test_a_link_that_leads_out_of_the_folder_is_named_and_not_taken(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("The safe opens with 4711.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "inner.txt").symlink_to(folder / "a.txt")

    report = run(library, folder)

    assert report.outside == (str(folder / "link.txt"),)
    assert (report.added, report.copied) == (("a.txt", "b.md"), ("inner.txt",))
    assert library.search("safe")[0].chunk.text != "The safe opens with 4711."


# -- identity ----------------------------------------------------------------------------------------------------------


def ids(library: Library) -> dict[str, str]:
    """The address of each document by its identity."""
    return {record.id: record.uri.rpartition("/")[2] for record in library.documents()}


def test_a_renamed_file_is_the_same_document(library: Library, folder: Path) -> None:
    run(library, folder)
    before = ids(library)
    (folder / "a.txt").rename(folder / "tea.txt")

    report = run(library, folder)

    assert [(one.before.rpartition("/")[2], one.after.rpartition("/")[2]) for one in report.moved] == [
        ("a.txt", "tea.txt")
    ]
    assert (report.added, report.removed, report.embedded) == ((), (), 0)
    assert {one: name.replace("a.txt", "tea.txt") for one, name in before.items()} == ids(library)


def test_a_moved_folder_does_not_double_its_documents(library: Library, ten: Path, tmp_path: Path) -> None:
    before = ids(library)
    ten.rename(tmp_path / "elsewhere")

    report = mirror(library, [str(tmp_path / "elsewhere")])

    assert (len(report.moved), report.added, report.embedded) == (10, (), 0)
    assert ids(library) == before
    assert all("/elsewhere/" in record.uri for record in library.documents())


def test_a_file_moved_between_two_folders_keeps_its_identity(library: Library, folder: Path, ten: Path) -> None:
    run(library, folder)
    before = ids(library)
    (ten / "0.txt").rename(folder / "0.txt")

    report = mirror(library, [str(ten), str(folder)])

    assert (len(report.moved), report.added, report.removed) == (1, (), ())
    assert ids(library) == before


def test_a_moved_and_slightly_edited_file_keeps_its_identity(library: Library, ten: Path) -> None:
    before = ids(library)
    (ten / "0.txt").unlink()
    (ten / "deep" / "tea.txt").write_text("Note 0 tells of tea and little more. It was moved.")

    report = mirror(library, [str(ten)])

    assert [one.before.rpartition("/")[2] for one in report.moved] == ["0.txt"]
    assert (report.updated, report.added, report.removed) == (("tea.txt",), (), ())
    assert ids(library).keys() == before.keys()


def test_another_text_is_another_document(library: Library, ten: Path) -> None:
    (ten / "0.txt").unlink()
    (ten / "0-new.txt").write_text("Quite another story, of a ship that never came home.")

    report = mirror(library, [str(ten)])

    assert (report.moved, report.added, len(report.removed)) == ((), ("0-new.txt",), 1)


def test_two_files_that_change_places_keep_their_documents(library: Library, folder: Path) -> None:
    run(library, folder)
    texts = {record.id: library.document(record.id).text for record in library.documents()}
    (folder / "a.txt").rename(folder / "c.txt")
    (folder / "b.md").rename(folder / "a.txt")
    (folder / "c.txt").rename(folder / "b.md")

    report = run(library, folder)

    assert (len(report.moved), report.embedded) == (2, 0)
    assert {record.id: library.document(record.id).text for record in library.documents()} == texts


def test_a_copy_is_another_place_of_the_same_text_and_outlives_the_first(library: Library, folder: Path) -> None:
    run(library, folder)
    before = ids(library)
    (folder / "copy.txt").write_text("Tea at nine.")

    assert run(library, folder).copied == ("copy.txt",)
    assert len(library.documents()) == 2

    (folder / "a.txt").unlink()
    assert run(library, folder).removed == ()
    assert ids(library) == {one: name.replace("a.txt", "copy.txt") for one, name in before.items()}

    (folder / "copy.txt").unlink()
    assert run(library, folder).removed == ("a",)


def test_equal_files_taken_in_together_are_one_document(library: Library, folder: Path) -> None:
    (folder / "copy.txt").write_text("Tea at nine.")

    planned = mirror(library, [str(folder)], dry_run=True)
    report = run(library, folder)

    assert (planned.added, planned.copied) == (report.added, report.copied) == (("a.txt", "b.md"), ("copy.txt",))


def test_an_edited_copy_becomes_a_document_of_its_own(library: Library, folder: Path) -> None:
    (folder / "copy.txt").write_text("Tea at nine.")
    run(library, folder)
    (folder / "a.txt").write_text("Tea at ten.")

    report = run(library, folder)

    assert report.updated == ("a.txt",)
    assert sorted(library.document(record.id).text for record in library.documents())[1:] == [
        "Tea at nine.",
        "Tea at ten.",
    ]


def test_a_new_file_in_the_place_of_a_renamed_one_is_another_document(library: Library, folder: Path) -> None:
    run(library, folder)
    before = ids(library)
    (folder / "a.txt").rename(folder / "old.txt")
    run(library, folder)
    (folder / "a.txt").write_text("Bread at dawn, sold out at eight.")

    report = run(library, folder)

    assert report.added == ("a.txt",)
    assert len(library.documents()) == 3
    assert before.keys() < ids(library).keys()


def test_a_file_written_over_another_takes_its_place(library: Library, folder: Path) -> None:
    (folder / "c.txt").write_text("Bread at dawn.")
    run(library, folder)
    (folder / "a.txt").replace(folder / "c.txt")

    report = run(library, folder)

    assert len(report.moved) == 1
    assert sorted(library.document(record.id).text for record in library.documents()) == [
        "Moor\nCurlews nest here.",
        "Tea at nine.",
    ]
    assert run(library, folder).unchanged == ("b.md", "c.txt")


# -- places ------------------------------------------------------------------------------------------------------------


def test_places_are_remembered_and_refreshed_together(library: Library, folder: Path, ten: Path) -> None:
    run(library, folder)
    (folder / "a.txt").write_text("Tea at ten.")
    (ten / "0.txt").unlink()

    report = sync(library)

    assert (report.updated, report.removed) == (("a.txt",), ("0",))


def test_a_place_that_is_away_loses_nothing_and_the_others_are_refreshed(
    library: Library, folder: Path, ten: Path, tmp_path: Path
) -> None:
    run(library, folder)
    (folder / "a.txt").write_text("Tea at ten.")
    ten.rename(tmp_path / "away")

    report = sync(library)

    assert report.updated == ("a.txt",)
    assert [failure.location for failure in report.failed] == [str(ten)]

    ten.mkdir()
    assert [len(held.gone) for held in sync(library).held] == [10]
    assert len(library.documents()) == 12


def test_a_folder_takes_the_place_of_what_lies_in_it(library: Library, folder: Path) -> None:
    mirror(library, [str(folder / "a.txt")])
    run(library, folder)
    mirror(library, [str(folder / "b.md")])

    assert [one.location.uri for one in library.ledger.remembered()] == [f"{folder.as_uri()}/"]


def test_what_is_excluded_stays_out_and_goes_when_it_is_excluded_later(library: Library, ten: Path) -> None:
    report = mirror(library, [str(ten)], options=MirrorOptions(exclude=("deep/",)))

    assert sorted(report.removed) == ["6", "7", "8", "9"]
    assert mirror(library, [str(ten)]).unchanged == tuple(f"{number}.txt" for number in range(6))  # remembered
    assert len(mirror(library, [str(ten)], options=MirrorOptions(exclude=())).added) == 4


def test_an_ignore_file_is_obeyed(library: Library, folder: Path) -> None:
    (folder / ".sourcechatignore").write_text("*.md\n!keep.md\n")
    (folder / "keep.md").write_text("# Kept\n\nThis stays.")

    assert run(library, folder).added == ("a.txt", "keep.md")


def test_a_forgotten_place_takes_its_documents_along_but_not_those_that_are_elsewhere_too(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "copy.txt").write_text("Tea at nine.")
    run(library, folder)
    run(library, other)

    gone = forget_place(library, library.ledger.remembered()[0].location)

    assert gone == ("Moor",)
    assert [record.uri for record in library.documents()] == [(other / "copy.txt").as_uri()]
    assert [one.location.path for one in library.ledger.remembered()] == [other]


def test_what_is_piped_in_is_a_document_by_its_name(library: Library) -> None:
    first = mirror(library, [locate_input(b"Tea at nine.", name="menu.txt")])
    second = mirror(library, [locate_input(b"Tea at ten.", name="menu.txt")])

    assert (first.added, second.updated) == (("menu.txt",), ("menu.txt",))
    assert [record.uri for record in library.documents()] == ["stdin:menu.txt"]


# -- what an unchanged file costs --------------------------------------------------------------------------------------


def test_an_unchanged_file_is_not_opened(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in folder.iterdir():
        os.utime(file, (10**9, 10**9))
    _age(library, folder)

    def refused(located: Located, **_: object) -> None:
        raise AssertionError(located)

    monkeypatch.setattr("vectorstore.plans.fingerprint_of", refused)
    assert run(library, folder).unchanged == ("a.txt", "b.md")


def test_a_file_with_its_old_size_and_time_is_seen_to_have_changed(library: Library, folder: Path) -> None:
    os.utime(folder / "a.txt", (10**9, 10**9))
    _age(library, folder)
    (folder / "a.txt").write_text("Tea at four.")
    os.utime(folder / "a.txt", (10**9, 10**9))

    assert run(library, folder).updated == ("a.txt",)


def _age(library: Library, folder: Path) -> None:
    """Take a folder in as if its files had been looked at a minute after they last changed."""
    run(library, folder)
    known = library.ledger.below(f"{folder.as_uri()}/").values()
    library.ledger.enter(
        [
            replace(one, stamp=replace(one.stamp, looked=one.stamp.looked + 60 * 10**9))
            for one in known
            if one.stamp is not None
        ]
    )


def test_only_so_many_earlier_revisions_are_kept(library: Library, folder: Path) -> None:
    run(library, folder)
    (first,) = [record for record in library.documents() if record.title == "a"]
    for hour in ("ten", "eleven", "twelve"):
        (folder / "a.txt").write_text(f"Tea at {hour}.")
        mirror(library, [str(folder)], options=MirrorOptions(keep=2))

    texts = [library.text(first.id, one.revision) for one in library.revisions(first.id)]

    assert texts == ["Tea at twelve.", "Tea at eleven.", "Tea at ten."]
