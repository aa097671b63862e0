from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ui.serving.faults import Fault
from ui.serving.watches import WatchedFolder, Watches, folders_like
from vectorstore.reports import MirrorReport, OnProgress, Progress

PATIENCE = 20.0  # seconds; a busy machine is slow to tell


class Mirrorer:
    """Notes which folders were read; while `hold` is set it waits in the middle of one, then tells how far it is."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.broken_off: list[str] = []
        self.hold: threading.Event | None = None

    def __call__(self, places: Sequence[str], on_progress: OnProgress) -> MirrorReport:
        (place,) = places
        on_progress(Progress(1, 3, 1, "a.txt"))
        if self.hold is not None:
            self.hold.wait(PATIENCE)
        try:
            on_progress(Progress(2, 3, 2, "b.txt"))
        except Exception:
            self.broken_off.append(Path(place).name)
            raise
        self.read.append(Path(place).name)
        return MirrorReport(added=("a.txt",))


@pytest.fixture
def mirrorer() -> Mirrorer:
    return Mirrorer()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    for name in ("notes", "papers"):
        (tmp_path / name).mkdir()
    return tmp_path / "library"


@pytest.fixture
def watches(mirrorer: Mirrorer, home: Path) -> Iterator[Watches]:
    watches = Watches(mirrorer, home)
    watches.start()
    yield watches
    if mirrorer.hold is not None:
        mirrorer.hold.set()
    watches.stop()


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def only(watches: Watches) -> WatchedFolder:
    (folder,) = watches.folders()
    return folder


def test_a_folder_that_is_added_is_read_and_then_followed(watches: Watches, mirrorer: Mirrorer, home: Path) -> None:
    watches.add(str(home.parent / "notes"))
    until(lambda: mirrorer.read == ["notes"])
    until(lambda: only(watches).state.at > 0)

    (home.parent / "notes" / "late.txt").write_text("x")

    until(lambda: mirrorer.read == ["notes", "notes"])
    assert only(watches).state.last == MirrorReport(added=("a.txt",))


def test_what_was_added_is_followed_by_the_next_server_and_what_was_given_is_not(
    watches: Watches, mirrorer: Mirrorer, home: Path
) -> None:
    watches.add(str(home.parent / "notes"))
    until(lambda: mirrorer.read == ["notes"])
    watches.stop()

    first = Watches(mirrorer, home, [home.parent / "papers"])
    second = Watches(mirrorer, home)

    assert [(one.path.name, one.is_kept) for one in first.folders()] == [("notes", True), ("papers", False)]
    assert [one.path.name for one in second.folders()] == ["notes"]


def test_a_folder_that_is_paused_is_not_read_until_it_goes_on_also_by_the_next_server(
    watches: Watches, mirrorer: Mirrorer, home: Path
) -> None:
    folder = watches.add(str(home.parent / "notes"))
    until(lambda: mirrorer.read == ["notes"])

    watches.pause(folder.id)
    (home.parent / "notes" / "late.txt").write_text("x")
    time.sleep(1.5)

    assert (mirrorer.read, only(watches).is_paused) == (["notes"], True)
    with pytest.raises(Fault, match="paused"):
        watches.look(folder.id)
    again = Watches(mirrorer, home)
    again.start()
    assert only(again).is_paused
    watches.resume(folder.id)
    until(lambda: mirrorer.read == ["notes", "notes"])
    assert not only(watches).is_paused
    again.stop()


def test_a_reading_tells_how_far_it_is_and_is_broken_off_by_a_pause(
    watches: Watches, mirrorer: Mirrorer, home: Path
) -> None:
    mirrorer.hold = threading.Event()
    folder = watches.add(str(home.parent / "notes"))
    until(lambda: only(watches).progress == Progress(1, 3, 1, "a.txt"))

    watches.pause(folder.id)
    mirrorer.hold.set()

    until(lambda: mirrorer.broken_off == ["notes"])
    assert (only(watches).is_paused, only(watches).progress, mirrorer.read) == (True, None, [])


def test_one_folder_is_read_at_a_time(watches: Watches, mirrorer: Mirrorer, home: Path) -> None:
    mirrorer.hold = threading.Event()
    watches.add(str(home.parent / "notes"))
    watches.add(str(home.parent / "papers"))
    until(lambda: any(one.progress for one in watches.folders()))
    time.sleep(1.5)

    assert len([one for one in watches.folders() if one.progress]) == 1
    mirrorer.hold.set()
    until(lambda: sorted(mirrorer.read) == ["notes", "papers"])


def test_a_folder_is_read_again_when_that_is_asked_for(watches: Watches, mirrorer: Mirrorer, home: Path) -> None:
    folder = watches.add(str(home.parent / "notes"))
    until(lambda: only(watches).state.at > 0)

    watches.look(folder.id)

    until(lambda: mirrorer.read == ["notes", "notes"])


def test_a_watch_that_is_ended_is_forgotten(watches: Watches, home: Path) -> None:
    folder = watches.add(str(home.parent / "notes"))

    watches.end(folder.id)

    assert watches.folders() == ()
    assert json.loads((home / "watched.json").read_text("utf-8")) == []
    for gone in (watches.end, watches.pause, watches.resume, watches.look):
        with pytest.raises(Fault) as fault:
            gone(folder.id)
        assert fault.value.status == 404


def test_a_folder_takes_the_place_of_those_in_it_and_none_is_followed_twice(watches: Watches, home: Path) -> None:
    deep = home.parent / "notes" / "deep"
    deep.mkdir()
    watches.add(str(deep))

    watches.add(str(home.parent / "notes"))

    assert only(watches).path.name == "notes"
    for again in (deep, home.parent / "notes"):
        with pytest.raises(Fault, match="watched already"):
            watches.add(str(again))


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("notes", "name the whole path"),
        ("{here}/nothing", "no such folder"),
        ("{here}/file.txt", "a file; name its folder"),
        ("{here}/library", "the library itself"),
        ("{here}/library/uploads", "the library itself"),
        ("/", "the whole disk"),
        ("~nobody-of-this-name/x", "no such folder"),
        ("/a\0b", "no such folder"),
    ],
)
def test_what_cannot_be_followed_is_refused_and_said(watches: Watches, home: Path, named: str, said: str) -> None:
    (home.parent / "file.txt").write_text("x")
    (home / "uploads").mkdir()

    with pytest.raises(Fault, match=said):
        watches.add(named.format(here=home.parent))

    assert watches.folders() == ()


@pytest.mark.parametrize("kept", ["", "{", "7", '[{"folder": 7}]', '[{"paused": true}]'])
def test_a_list_that_cannot_be_read_is_an_empty_one(mirrorer: Mirrorer, home: Path, kept: str) -> None:
    (home / "watched.json").write_text(kept, "utf-8")

    assert Watches(mirrorer, home).folders() == ()


def test_folders_are_offered_as_their_path_is_typed(home: Path) -> None:
    (home.parent / ".hidden").mkdir()
    (home.parent / "note.txt").write_text("x")

    assert [Path(one).name for one in folders_like(f"{home.parent}/NO")] == ["notes"]
    assert [Path(one).name for one in folders_like(f"{home.parent}/")] == ["library", "notes", "papers"]
    assert [Path(one).name for one in folders_like(f"{home.parent}/.")] == [".hidden"]
    assert folders_like("notes/x") == folders_like(f"{home}/none/x") == folders_like("/a\0b") == ()
