"""What is taken in by several comes to the same library as by one, whatever becomes of those who prepare it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.errors import ReaderKilled
from ingest.sources import Content
from tests.vectorstore.fakes import WordModel
from tests.vectorstore.kills import mortal, state_of, write_notes
from vectorstore.crews import Several, Worker
from vectorstore.embedding import Vectors
from vectorstore.errors import WorkerLost
from vectorstore.library import Library
from vectorstore.mirror import mirror
from vectorstore.preparing import Prepared, Preparer
from vectorstore.processes import ProcessWorker
from vectorstore.reports import MirrorReport
from vectorstore.taking import MirrorOptions

_NOTES = 14

Rule = Callable[[str], bool]


def never(_: str) -> bool:
    return False


class Losing:
    """A worker that is lost over what some rule says, and does all else as it is done here."""

    def __init__(self, *, reading: Rule = never, embedding: Rule = never) -> None:
        self._preparer = Preparer(WordModel)
        self._reading = reading
        self._embedding = embedding

    def read(self, content: Content) -> Prepared:
        if self._reading(content.name):
            raise WorkerLost("broke off")
        return self._preparer.read(content)

    def embed(self, texts: Sequence[str]) -> Vectors:
        if any(map(self._embedding, texts)):
            raise WorkerLost("broke off")
        return self._preparer.embed(texts)

    def close(self) -> None:
        self._preparer.close()


class ReaderAlwaysKilled(Losing):
    """A worker whose reading process is killed over every file."""

    def read(self, content: Content) -> Prepared:
        raise ReaderKilled(f"{content.name}: its reader broke off (signal 9)")


def over(*words: str) -> Rule:
    return lambda text: any(word in text for word in words)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return write_notes(tmp_path / "notes", _NOTES)


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    with Library.open(folder, WordModel(), write=True) as library:
        yield library


def taken(library: Path, notes: Path, workers: Sequence[Worker] = (), **options: bool) -> MirrorReport:
    """Mirror a folder into a library by some workers; by none, where the one who keeps does it all."""
    chosen = MirrorOptions(**options)  # type: ignore[arg-type]  # each is one of its flags
    with opened(library) as one:
        return mirror(one, [str(notes)], options=chosen, hire=(lambda: Several(workers)) if workers else None)


def losing(count: int = 2, *, reading: Rule = never, embedding: Rule = never) -> list[Losing]:
    return [Losing(reading=reading, embedding=embedding) for _ in range(count)]


def counts(report: MirrorReport) -> tuple[list[str], ...]:
    lists = (report.added, report.updated, report.unchanged, report.copied, report.removed)
    return tuple(sorted(one) for one in lists)


def test_several_come_to_the_same_library_as_one_alone(tmp_path: Path, notes: Path) -> None:
    alone = taken(tmp_path / "alone", notes)
    several = taken(tmp_path / "several", notes, losing(3))

    assert counts(several) == counts(alone)
    assert (several.chunks, several.embedded) == (alone.chunks, alone.embedded)
    assert state_of(tmp_path / "several") == state_of(tmp_path / "alone")


def test_several_come_to_the_same_when_the_folder_has_changed(tmp_path: Path, notes: Path) -> None:
    for library in ("alone", "several"):
        taken(tmp_path / library, notes)
    (notes / "note0.txt").write_text((notes / "note0.txt").read_text() + "\n\nThe lock was mended.")
    (notes / "note1.txt").write_text((notes / "note1.txt").read_text() + "\n\nIt has a new roof.")
    (notes / "note1.txt").rename(notes / "renamed.txt")  # and edited
    (notes / "note2.txt").unlink()
    (notes / "one.txt").write_text("The well is dry.")
    (notes / "another.txt").write_text("The well is dry.")

    alone = taken(tmp_path / "alone", notes)
    several = taken(tmp_path / "several", notes, losing(3))

    assert counts(several) == counts(alone)
    assert several.moved == alone.moved
    assert len(several.copied) == 1
    assert state_of(tmp_path / "several") == state_of(tmp_path / "alone")


@pytest.mark.parametrize(
    ("reading", "embedding"),
    [(over("note3", "note5"), never), (never, over("wheel4", "wheel6")), (over("note"), over("wheel"))],
    ids=["reading some", "embedding some", "all"],
)
def test_what_workers_are_lost_over_is_done_by_the_one_who_keeps(
    tmp_path: Path, notes: Path, reading: Rule, embedding: Rule
) -> None:
    taken(tmp_path / "alone", notes)

    report = taken(tmp_path / "several", notes, losing(reading=reading, embedding=embedding))

    assert (len(report.added), report.failed) == (_NOTES, ())
    assert state_of(tmp_path / "several") == state_of(tmp_path / "alone")


def test_a_source_whose_reader_was_killed_everywhere_is_told_and_tried_again_the_next_time(
    tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("vectorstore.mirror.Preparer", lambda _: ReaderAlwaysKilled())
        lost = taken(tmp_path / "library", notes, [ReaderAlwaysKilled()])
    again = taken(tmp_path / "library", notes, losing())

    assert (len(lost.failed), lost.added) == (_NOTES, ())
    assert "broke off (signal 9)" in lost.failed[0].message
    assert (len(again.added), again.failed) == (_NOTES, ())
    with opened(tmp_path / "library") as library:
        assert library.failures() == ()


def test_a_new_edition_whose_reader_was_killed_leaves_the_document_and_is_tried_again(
    tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(tmp_path / "library", notes)
    (notes / "note0.txt").write_text("The mill was sold.")

    with monkeypatch.context() as patched:
        patched.setattr("vectorstore.mirror.Preparer", lambda _: ReaderAlwaysKilled())
        lost = taken(tmp_path / "library", notes, [ReaderAlwaysKilled()])
    again = taken(tmp_path / "library", notes)

    assert (len(lost.failed), len(lost.unchanged), lost.removed) == (1, _NOTES - 1, ())
    assert again.updated == ("note0.txt",)


def test_a_damaged_source_costs_itself_only_and_is_not_read_again(tmp_path: Path, notes: Path) -> None:
    (notes / "torn.pdf").write_bytes(b"%PDF-1.7 and no more")

    first = taken(tmp_path / "library", notes, losing())
    again = taken(tmp_path / "library", notes, losing(reading=over("")))  # whoever read now would be lost

    assert [one.location for one in first.failed] == ["torn.pdf"]
    assert len(first.added) == _NOTES
    assert (again.failed, len(again.unchanged)) == (first.failed, _NOTES)


def test_a_dry_run_by_several_reads_and_keeps_nothing(tmp_path: Path, notes: Path) -> None:
    report = taken(tmp_path / "library", notes, losing(embedding=over("")), dry_run=True)

    assert len(report.added) == _NOTES
    with opened(tmp_path / "library") as library:
        assert library.documents() == ()


def test_processes_that_are_killed_at_their_work_lose_nothing_and_do_nothing_twice(tmp_path: Path, notes: Path) -> None:
    deaths = tmp_path / "deaths"
    deaths.mkdir()
    taken(tmp_path / "alone", notes)

    report = taken(tmp_path / "several", notes, [ProcessWorker(mortal(deaths, 4)) for _ in range(2)])

    assert len(list(deaths.iterdir())) == 4
    assert (len(report.added), report.failed) == (_NOTES, ())
    assert state_of(tmp_path / "several") == state_of(tmp_path / "alone")
