from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ui.page.watch_list import watch_list
from ui.serving.watches import WatchedFolder
from vectorstore.reports import Failure, HeldPlace, MirrorReport, Progress
from vectorstore.watching import WatchState

DONE = MirrorReport(added=("a.txt", "b.txt"), removed=("c.txt",), failed=(Failure("d.pdf", "damaged"),))


@pytest.fixture
def folder(tmp_path: Path) -> WatchedFolder:
    path = tmp_path / "secret" / "notes"
    path.mkdir(parents=True)
    return WatchedFolder("1", path, is_paused=False, is_kept=True, state=WatchState((str(path),), last=DONE, at=60.0))


def told(folder: WatchedFolder, *, is_owner: bool = True) -> dict[str, object]:
    (one,) = watch_list([folder], is_owner=is_owner)
    return one


def test_a_folder_is_told_with_what_came_of_it(folder: WatchedFolder) -> None:
    one = told(folder)

    assert (one["name"], one["state"], one["at"]) == ("notes", "watched", "1970-01-01T00:01:00+00:00")
    assert [one[kind] for kind in ("added", "updated", "removed", "failed", "gone")] == [2, 0, 1, 1, 0]
    assert one["path"] == str(folder.path)


def test_only_the_owner_is_told_where_it_is(folder: WatchedFolder) -> None:
    troubled = replace(folder, state=replace(folder.state, problem=f"{folder.path}: changes cannot be seen"))

    one = told(troubled, is_owner=False)

    assert "secret" not in json.dumps(one)
    assert one["problem"] == "hidden"
    assert "changes cannot be seen" in str(told(troubled)["problem"])


def test_its_state_is_told_in_one_word(folder: WatchedFolder, tmp_path: Path) -> None:
    reading = replace(folder, state=replace(folder.state, is_busy=True), progress=Progress(2, 5, 9, "a.txt"))

    assert (told(reading)["state"], told(reading)["done"], told(reading)["total"]) == ("reading", 2, 5)
    assert told(replace(reading, is_paused=True))["state"] == "paused"
    assert told(replace(folder, path=tmp_path / "gone"))["state"] == "away"


def test_documents_that_are_gone_and_stay_are_counted(folder: WatchedFolder) -> None:
    held = MirrorReport(held=(HeldPlace(str(folder.path), ("A", "B", "C"), 4),))
    state = WatchState((str(folder.path),), last=held, at=60.0, problem="3 of its 4 documents are gone, and stay")

    one = told(replace(folder, state=state), is_owner=False)

    assert (one["gone"], one["problem"]) == (3, "")
