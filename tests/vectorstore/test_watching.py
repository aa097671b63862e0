from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from vectorstore.errors import LibraryLocked
from vectorstore.reports import MirrorReport
from vectorstore.watching import Watch

PATIENCE = 20.0  # seconds; a busy machine is slow to tell


class Mirrorer:
    """Notes which places were to be refreshed, and what files they held then."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, ...]] = []
        self.locked = 0

    def __call__(self, places: Sequence[str]) -> MirrorReport:
        if self.locked:
            self.locked -= 1
            raise LibraryLocked("another process is writing to it")
        self.seen.append(tuple(sorted(file.name for place in places for file in Path(place).rglob("*.txt"))))
        return MirrorReport()


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "two", "outside"):
        (tmp_path / name).mkdir()
    return tmp_path / "one", tmp_path / "two"


@pytest.fixture
def mirrorer() -> Mirrorer:
    return Mirrorer()


@pytest.fixture
def watching(folders: tuple[Path, Path], mirrorer: Mirrorer) -> Iterator[Watch]:
    watch = Watch(folders, mirrorer, quiet=100)
    watch.start()
    until(lambda: len(mirrorer.seen) == 1)
    time.sleep(0.5)  # until the system tells of changes
    yield watch
    watch.stop()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def test_a_new_file_is_mirrored_and_only_its_place(
    folders: tuple[Path, Path], mirrorer: Mirrorer, watching: Watch
) -> None:
    (folders[1] / "other.txt").write_text("x")
    until(lambda: ("other.txt",) in mirrorer.seen)

    (folders[0] / "a.txt").write_text("x")
    until(lambda: mirrorer.seen[-1] == ("a.txt",))

    assert watching.state.last == MirrorReport()
    assert not watching.state.problem


def test_a_folder_that_is_moved_in_is_walked(
    folders: tuple[Path, Path], mirrorer: Mirrorer, watching: Watch, tmp_path: Path
) -> None:
    (tmp_path / "outside" / "deep").mkdir()
    (tmp_path / "outside" / "deep" / "b.txt").write_text("x")

    (tmp_path / "outside" / "deep").rename(folders[0] / "deep")

    until(lambda: mirrorer.seen[-1] == ("b.txt",))
    assert watching.state.at > 0


@pytest.mark.usefixtures("watching")
def test_a_file_that_is_saved_in_steps_is_mirrored_once(folders: tuple[Path, Path], mirrorer: Mirrorer) -> None:
    for _ in range(5):
        (folders[0] / "a.txt").write_text("x" * 1_000)
        (folders[0] / ".a.swp").write_text("y")
        time.sleep(0.01)

    until(lambda: len(mirrorer.seen) > 1)
    time.sleep(0.5)

    assert mirrorer.seen[1:] == [("a.txt",)]


def test_a_library_that_is_busy_is_tried_again(folders: tuple[Path, Path], mirrorer: Mirrorer) -> None:
    problems: list[str] = []
    mirrorer.locked = 1
    watch = Watch(folders, mirrorer, quiet=100, on_state=lambda state: problems.append(state.problem))

    watch.start()
    until(lambda: len(mirrorer.seen) == 1)
    watch.stop()

    assert "another process is writing to it" in problems


def test_what_is_written_while_it_mirrors_is_mirrored_next(folders: tuple[Path, Path], mirrorer: Mirrorer) -> None:
    def slow(places: Sequence[str]) -> MirrorReport:
        report = mirrorer(places)
        if len(mirrorer.seen) == 1:
            (folders[0] / "late.txt").write_text("x")
            time.sleep(0.3)
        return report

    watch = Watch(folders, slow, quiet=100)
    watch.start()
    until(lambda: ("late.txt",) in mirrorer.seen)
    watch.stop()


def test_it_looks_when_it_is_asked_to(mirrorer: Mirrorer, watching: Watch) -> None:
    watching.look()

    until(lambda: len(mirrorer.seen) == 2)


def test_a_place_that_comes_is_mirrored_when_it_is_asked_to_look(tmp_path: Path, mirrorer: Mirrorer) -> None:
    watch = Watch([tmp_path / "late"], mirrorer, quiet=100)
    watch.start()
    until(lambda: bool(watch.state.problem))
    (tmp_path / "late").mkdir()

    watch.look()

    until(lambda: len(mirrorer.seen) == 1)
    watch.stop()


def test_it_stops_at_once(folders: tuple[Path, Path], mirrorer: Mirrorer) -> None:
    watch = Watch(folders, mirrorer, quiet=100)
    watch.start()
    until(lambda: len(mirrorer.seen) == 1)

    started = time.monotonic()
    watch.stop()

    assert time.monotonic() - started < 5
    assert "watch" not in [thread.name for thread in threading.enumerate()]


def test_a_place_that_is_not_there_is_said(tmp_path: Path, mirrorer: Mirrorer) -> None:
    watch = Watch([tmp_path / "away"], mirrorer, quiet=100)
    watch.start()
    until(lambda: bool(watch.state.problem))
    watch.stop()

    assert "away; what it held stays" in watch.state.problem
    assert mirrorer.seen == []
