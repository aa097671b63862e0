from __future__ import annotations

import subprocess
import sys

import pytest


def torture(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.vectorstore.torture", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_a_library_whose_writer_was_killed_is_the_same_once_its_work_is_done_again() -> None:
    assert torture("--kills", "30", "--seed", "7") == "30 kills, 0 left anything otherwise\n"


@pytest.mark.parametrize("scenario", ["edit", "rebuild", "upgrade"])
def test_a_full_disk_is_told_as_such_and_loses_nothing(scenario: str) -> None:
    told = torture("--kills", "5", "--full-disks", "--only", scenario)

    assert told == "5 kills, 0 left anything otherwise\n"
