from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.documents import DocumentId
from ingest.locations import Location, LocationKind, locate_input
from ingest.sources import Content, SourcesFound, piped_content
from ingest.walking import Located, uri_of
from tests.vectorstore.fakes import WordModel
from vectorstore.crews import Alone
from vectorstore.intake import Intake
from vectorstore.ledger import Known
from vectorstore.library import Library
from vectorstore.plans import Pending, Plan, Same
from vectorstore.preparing import MADE_WITH, Preparer
from vectorstore.reports import Failure, MirrorReport, Moved
from vectorstore.taking import MirrorOptions, Taker, name_of

NOTHING = SourcesFound((), (), ())
RECIPE = "Knead the dough for ten minutes, let it rise for an hour, and bake it until the crust is brown."


@pytest.fixture(scope="module")
def worker() -> Iterator[Preparer]:
    """One process that reads, for all the tests."""
    with closing(Preparer(WordModel)) as preparer:
        yield preparer


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordModel(), write=True) as opened:
        yield opened


class Desk:
    """Lets files of a folder be taken, each time by a taker of its own."""

    def __init__(self, library: Library, worker: Preparer, folder: Path) -> None:
        self.library = library
        self.folder = folder
        self._worker = worker

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def known(self, name: str) -> Known:
        uri = uri_of(self.folder / name)
        return self.library.ledger.at([uri])[uri]

    def document_of(self, name: str) -> DocumentId:
        document_id = self.known(name).document_id
        assert document_id is not None
        return document_id

    def taker(self, plan: Plan | None = None, options: MirrorOptions | None = None) -> Taker:
        return Taker(self.library, plan or Plan(), options or MirrorOptions())

    def take(self, *names: str, plan: Plan | None = None, options: MirrorOptions | None = None) -> MirrorReport:
        """Settle what is planned, take these files, remove what is gone; as a mirror does."""
        taker = self.taker(plan, options)
        taker.settle()
        intake = self._intake(taker, dry_run=options is not None and options.dry_run)
        for name in names:
            list(intake.take_file(self.pending(name)))
        taker.keep_stamps()
        taker.remove_gone()
        return taker.report(NOTHING, 0.5)

    def take_content(self, content: Content, options: MirrorOptions | None = None) -> MirrorReport:
        """Take in what is no file."""
        taker = self.taker(options=options)
        list(self._intake(taker).take_content(content))
        return taker.report(NOTHING, 0.5)

    def _intake(self, taker: Taker, *, dry_run: bool = False) -> Intake:
        return Intake(self.library, taker, Alone(self._worker), self._worker, dry_run=dry_run)

    def pending(self, name: str) -> Pending:
        path = self.folder / name
        return Pending(Located(uri_of(path), path), self.library.ledger.at([uri_of(path)]).get(uri_of(path)))

    def same(self, name: str, known: Known) -> Same:
        path = self.folder / name
        return Same(Located(uri_of(path), path), known, None)


@pytest.fixture
def desk(library: Library, worker: Preparer, tmp_path: Path) -> Desk:
    folder = tmp_path / "notes"
    folder.mkdir()
    return Desk(library, worker, folder)


# -- what fails ---------------------------------------------------------------------------------------------------


def test_a_source_that_fails_costs_itself_only(desk: Desk) -> None:
    desk.write("a.pdf", b"no pdf")
    desk.write("b.txt", "Tea at nine.")

    report = desk.take("a.pdf", "b.txt")

    assert ([one.location for one in report.failed], report.added) == (["a.pdf"], ("b.txt",))
    assert [problem.name for problem in desk.library.failures()] == ["a.pdf"]


def test_a_file_that_is_gone_since_it_was_found_fails_with_the_remedy(desk: Desk) -> None:
    report = desk.take("gone.txt")

    assert report.failed == (Failure("gone.txt", "gone.txt: gone since it was found; ingest the folder again"),)


def test_a_file_larger_than_is_taken_fails_unread(desk: Desk) -> None:
    desk.write("long.txt", "Tea. " * 10)

    report = desk.take("long.txt", options=MirrorOptions(most_bytes=20))

    assert "raise --max-file-mb" in report.failed[0].message
    assert desk.library.documents() == ()


def test_a_source_that_fails_keeps_the_document_that_it_was(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.take("tea.txt")
    document_id = desk.document_of("tea.txt")
    desk.write("tea.txt", b"\x00\x01" * 100)

    report = desk.take("tea.txt")

    assert len(report.failed) == 1
    assert desk.library.document(document_id).text == "Tea at nine."
    assert desk.document_of("tea.txt") == document_id


def test_an_address_whose_secret_is_not_known_fails_and_is_not_fetched(desk: Desk) -> None:
    taker = desk.taker()
    place = Location("https://example.org/", LocationKind.ADDRESS, "example.org", has_secrets=True)

    taken = list(taker.pages(replace(place, address=place.uri)))

    assert taken == []
    assert taker.failed[place.uri].message == "example.org: needs what was left out of it; ingest the address again"


# -- what is unchanged --------------------------------------------------------------------------------------------


def test_known_bytes_are_not_read_again(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.take("tea.txt")
    generation = desk.library.generation

    report = desk.take("tea.txt")

    assert (report.unchanged, report.embedded, report.chunks) == (("tea.txt",), 0, 0)
    assert desk.library.generation == generation


def test_other_bytes_that_read_the_same_change_the_fingerprint_only(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.take("tea.txt")
    before = desk.known("tea.txt")
    desk.write("tea.txt", b"\xef\xbb\xbfTea at nine.\r\n")

    report = desk.take("tea.txt")

    assert (report.unchanged, report.updated, report.embedded) == (("tea.txt",), (), 0)
    assert desk.known("tea.txt").fingerprint != before.fingerprint
    (record,) = desk.library.documents()
    assert (record.id, len(desk.library.revisions(record.id))) == (before.document_id, 1)
    assert desk.library.document(record.id).source.fingerprint == desk.known("tea.txt").fingerprint


def test_what_earlier_versions_made_is_made_anew(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.take("tea.txt")
    document_id = desk.document_of("tea.txt")
    desk.library.ledger.enter([replace(desk.known("tea.txt"), made_with="reading 0, chunking 0")])

    report = desk.take("tea.txt")

    assert report.updated == ("tea.txt",)
    assert (desk.document_of("tea.txt"), desk.known("tea.txt").made_with) == (document_id, MADE_WITH)


# -- what is added, updated and emptied ---------------------------------------------------------------------------


def test_passages_and_new_texts_of_what_was_taken_are_counted(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.write("moor.txt", "Curlews nest here.")

    report = desk.take("tea.txt", "moor.txt")

    assert report.added == ("tea.txt", "moor.txt")
    assert (report.chunks, report.embedded, report.seconds) == (2, 2, 0.5)


def test_an_edited_file_is_a_new_revision_of_its_document_and_only_so_many_are_kept(desk: Desk) -> None:
    for hour in ("nine", "ten", "eleven", "noon"):
        desk.write("tea.txt", f"Tea at {hour}.")
        report = desk.take("tea.txt", options=MirrorOptions(keep=2))

    assert report.updated == ("tea.txt",)
    document_id = desk.document_of("tea.txt")
    texts = [desk.library.text(document_id, one.revision) for one in desk.library.revisions(document_id)]
    assert texts == ["Tea at noon.", "Tea at eleven.", "Tea at ten."]


def test_a_file_without_text_any_more_empties_its_document_and_its_revisions_stay(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.take("tea.txt")
    document_id = desk.document_of("tea.txt")
    desk.write("tea.txt", "")

    report = desk.take("tea.txt")

    assert (report.emptied, report.removed, len(report.failed)) == (("tea.txt",), (), 1)
    assert desk.library.search("tea") == ()
    texts = [desk.library.text(document_id, one.revision) for one in desk.library.revisions(document_id)]
    assert texts == ["", "Tea at nine."]


def test_a_new_file_without_text_is_a_failure_and_no_document(desk: Desk) -> None:
    desk.write("blank.txt", "")

    report = desk.take("blank.txt")

    assert (report.emptied, report.added, len(report.failed)) == ((), (), 1)
    assert (tuple(desk.library.documents()), desk.known("blank.txt").document_id) == ((), None)


def test_an_emptied_place_of_a_shared_document_leaves_it_to_the_others(desk: Desk) -> None:
    for name in ("tea.txt", "copy.txt"):
        desk.write(name, "Tea at nine.")
    desk.take("tea.txt", "copy.txt")
    desk.write("copy.txt", "")

    report = desk.take("copy.txt")

    assert report.emptied == ("copy.txt",)
    assert desk.library.document(desk.document_of("tea.txt")).text == "Tea at nine."
    assert desk.known("copy.txt").document_id is None


def test_what_came_from_standard_input_is_taken_and_updated_by_name(desk: Desk) -> None:
    first, second = (piped_content(locate_input(text, name="list.txt")) for text in (b"Buy flour.", b"Buy rye."))
    desk.take_content(first)

    report = desk.take_content(second)

    assert report.updated == ("list.txt",)
    assert [desk.library.document(record.id).text for record in desk.library.documents()] == ["Buy rye."]


# -- what is elsewhere --------------------------------------------------------------------------------------------


def test_equal_files_are_one_document_of_two_places(desk: Desk) -> None:
    for name in ("tea.txt", "copy.txt"):
        desk.write(name, "Tea at nine.")

    report = desk.take("tea.txt", "copy.txt")

    assert (report.added, report.copied, report.embedded) == (("tea.txt",), ("copy.txt",), 1)
    assert desk.document_of("copy.txt") == desk.document_of("tea.txt")


def test_an_edited_copy_becomes_a_document_of_its_own(desk: Desk) -> None:
    for name in ("tea.txt", "copy.txt"):
        desk.write(name, "Tea at nine.")
    desk.take("tea.txt", "copy.txt")
    desk.write("tea.txt", "Tea at ten.")

    desk.take("tea.txt")

    texts = {name: desk.library.document(desk.document_of(name)).text for name in ("tea.txt", "copy.txt")}
    assert texts == {"tea.txt": "Tea at ten.", "copy.txt": "Tea at nine."}


def test_a_planned_move_keeps_the_document_and_tells_both_addresses(desk: Desk) -> None:
    path = desk.write("tea.txt", "Tea at nine.")
    desk.take("tea.txt")
    known = desk.known("tea.txt")
    path.rename(desk.folder / "moved.txt")

    report = desk.take(plan=Plan(moved=[desk.same("moved.txt", known)]))

    assert report.moved == (Moved(uri_of(desk.folder / "tea.txt"), uri_of(desk.folder / "moved.txt")),)
    assert desk.document_of("moved.txt") == known.document_id
    assert desk.library.ledger.at([known.uri]) == {}


def test_a_planned_copy_that_was_another_document_gives_that_up(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.write("moor.txt", "Curlews nest here.")
    desk.take("tea.txt", "moor.txt")

    report = desk.take(plan=Plan(copied=[desk.same("moor.txt", desk.known("tea.txt"))]))

    assert report.copied == ("moor.txt",)
    assert [record.title for record in desk.library.documents()] == ["tea"]


def test_a_file_much_like_one_that_is_gone_is_that_one_moved_and_edited(desk: Desk) -> None:
    desk.write("bread.txt", RECIPE)
    desk.write("moor.txt", "Curlews nest here.")
    desk.take("bread.txt", "moor.txt")
    document_id = desk.document_of("bread.txt")
    gone = [desk.known("bread.txt"), desk.known("moor.txt")]
    desk.write("loaf.txt", f"{RECIPE} Eat it warm.")

    report = desk.take("loaf.txt", plan=Plan(gone=gone))

    assert (len(report.moved), report.updated, report.added, report.removed) == (1, ("loaf.txt",), (), ("moor",))
    assert desk.document_of("loaf.txt") == document_id
    assert len(desk.library.revisions(document_id)) == 2


def test_of_two_files_much_like_one_that_is_gone_one_is_that_one_and_one_is_new(desk: Desk) -> None:
    desk.write("bread.txt", RECIPE)
    desk.take("bread.txt")
    gone = [desk.known("bread.txt")]
    desk.write("loaf.txt", f"{RECIPE} Eat it warm.")
    desk.write("roll.txt", f"{RECIPE} Eat it cold.")

    report = desk.take("loaf.txt", "roll.txt", plan=Plan(gone=gone))

    assert (len(report.moved), report.updated, report.added) == (1, ("loaf.txt",), ("roll.txt",))
    assert desk.document_of("loaf.txt") != desk.document_of("roll.txt")


def test_a_file_unlike_what_is_gone_is_a_new_document(desk: Desk) -> None:
    desk.write("bread.txt", RECIPE)
    desk.take("bread.txt")
    gone = [desk.known("bread.txt")]
    desk.write("loaf.txt", "A loaf is a hat too, in the dialect of the harbour.")

    report = desk.take("loaf.txt", plan=Plan(gone=gone))

    assert (report.moved, report.added, report.removed) == ((), ("loaf.txt",), ("bread",))


# -- what goes, and what is told ----------------------------------------------------------------------------------


def test_a_document_that_has_another_place_is_not_removed(desk: Desk) -> None:
    for name in ("tea.txt", "copy.txt"):
        desk.write(name, "Tea at nine.")
    desk.take("tea.txt", "copy.txt")

    first = desk.take(plan=Plan(gone=[desk.known("tea.txt")]))
    second = desk.take(plan=Plan(left_out=[desk.known("copy.txt")]))

    assert (first.removed, second.removed) == ((), ("tea",))
    assert desk.library.documents() == ()


def test_what_failed_before_is_told_again(desk: Desk) -> None:
    failing = Known(uri_of(desk.folder / "scan.pdf"), None, "", "f", MADE_WITH, failure="scan.pdf: no text layer")

    report = desk.take(plan=Plan(failing=[failing]))

    assert report.failed == (Failure("scan.pdf", "scan.pdf: no text layer"),)


def test_how_a_file_looked_is_kept_so_that_it_need_not_be_opened(desk: Desk) -> None:
    path = desk.write("tea.txt", "Tea at nine.")

    desk.take("tea.txt")

    stamp = desk.known("tea.txt").stamp
    assert stamp is not None
    assert (stamp.size, stamp.inode) == (path.stat().st_size, path.stat().st_ino)


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(desk: Desk) -> None:
    desk.write("tea.txt", "Tea at nine.")
    desk.write("moor.txt", "Curlews nest here.")
    desk.take("tea.txt", "moor.txt")
    before = (desk.library.generation, desk.known("tea.txt"), desk.known("moor.txt"))
    desk.write("tea.txt", "Tea at ten.")
    for name in ("new.txt", "twin.txt"):
        desk.write(name, "The mill grinds rye.")
    desk.write("bad.pdf", b"no pdf")

    names = ("tea.txt", "new.txt", "twin.txt", "bad.pdf")
    report = desk.take(*names, plan=Plan(gone=[desk.known("moor.txt")]), options=MirrorOptions(dry_run=True))

    assert (report.updated, report.added, report.copied) == (("tea.txt",), ("new.txt",), ("twin.txt",))
    assert (report.removed, [one.location for one in report.failed]) == (("moor",), ["bad.pdf"])
    assert (desk.library.generation, desk.known("tea.txt"), desk.known("moor.txt")) == before
    assert (len(desk.library.documents()), desk.library.failures()) == (2, ())


def test_a_source_is_called_by_its_file_or_its_address() -> None:
    assert name_of("file:///notes/caf%C3%A9.txt") == "café.txt"
    assert name_of("https://example.org/tea") == "https://example.org/tea"
