from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from vectorstore.scratch import (
    BESIDE,
    clear_scratch,
    is_running,
    move_where_nothing_is,
    remove_database,
    scratch_for,
)

_LEAVES = """
import sys
from pathlib import Path
from vectorstore.scratch import scratch_for

one = scratch_for(Path(sys.argv[1]))
for path in (one, scratch_for(one)):
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).touch()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.sqlite"


def test_what_a_process_left_that_is_gone_is_cleared(file: Path) -> None:
    subprocess.run([sys.executable, "-c", _LEAVES, str(file)], check=True)
    before = len(list(file.parent.iterdir()))

    clear_scratch(file)

    assert (before, list(file.parent.iterdir())) == (8, [])


def test_what_somebody_still_writes_stays(file: Path) -> None:
    ours = scratch_for(file)
    ours.touch()

    clear_scratch(file)

    assert ours.exists()


@pytest.mark.parametrize(
    "name",
    [
        "kept.sqlite",
        "kept.sqlite-wal",
        f".kept.sqlite.{socket.gethostname()}x.1.1",  # of another machine, whose processes cannot be looked at
        ".kept.sqlite.notes",
        f".other.sqlite.{socket.gethostname()}.0.1",
    ],
)
def test_what_is_no_scratch_of_this_file_and_machine_stays(file: Path, name: str) -> None:
    other = file.with_name(name)
    other.touch()

    clear_scratch(file)

    assert other.exists()


def _no_links(*_: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("knows_links", [True, False])
def test_a_file_is_moved_only_where_nothing_is(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, knows_links: bool
) -> None:
    if not knows_links:
        monkeypatch.setattr(os, "link", _no_links)
    one, other = scratch_for(file), file.with_name("other")
    one.write_text("one")
    other.write_text("other")

    move_where_nothing_is(one, file)
    with pytest.raises(FileExistsError):
        move_where_nothing_is(other, file)

    assert (one.exists(), file.read_text(), other.read_text()) == (False, "one", "other")


def test_a_database_goes_with_what_is_beside_it(file: Path) -> None:
    for suffix in ("", *BESIDE):
        file.with_name(file.name + suffix).touch()
    other = file.with_name("kept.sqlite.txt")
    other.touch()

    remove_database(file)
    remove_database(file)  # of what is gone nothing is said

    assert list(file.parent.iterdir()) == [other]


def test_a_process_runs_until_it_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        there = is_running(other.pid)
        other.communicate(b"\n")

    assert there
    assert not is_running(other.pid)
    assert is_running(os.getpid())
    assert is_running(1)  # another person's, perhaps
