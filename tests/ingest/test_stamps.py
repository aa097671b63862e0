from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.stamps import Stamp

LONG_AGO = 10**18


@pytest.fixture
def stamp() -> Stamp:
    """Of a file that was left alone for a minute before it was looked at."""
    return Stamp(size=5, modified=LONG_AGO, changed=LONG_AGO, inode=7, device=1, looked=LONG_AGO + 60 * 10**9)


def test_a_file_that_looks_as_before_is_the_same(stamp: Stamp) -> None:
    assert replace(stamp, looked=LONG_AGO + 90 * 10**9).is_same(stamp)


@pytest.mark.parametrize("what", ["size", "modified", "changed", "inode"])
def test_whatever_differs_leaves_a_doubt(stamp: Stamp, what: str) -> None:
    assert not replace(stamp, **{what: 8}).is_same(stamp)


def test_a_file_that_changed_just_before_it_was_looked_at_may_have_changed_just_after(stamp: Stamp) -> None:
    racy = replace(stamp, looked=LONG_AGO + 10**9)

    assert not racy.is_same(racy)


def test_setting_back_the_time_of_a_file_shows(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Tea at nine.")
    os.utime(file, (10**9, 10**9))
    before = Stamp.take(file)
    time.sleep(0.02)
    file.write_text("Tea at four.")
    os.utime(file, (10**9, 10**9))

    after = Stamp.take(file)

    assert (after.size, after.modified, after.inode) == (before.size, before.modified, before.inode)
    assert not after.is_same(replace(before, looked=before.looked + 60 * 10**9))
