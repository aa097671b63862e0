from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vectorstore.cache import kept


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    path = tmp_path / "weights.bin"
    path.write_text("one")
    return path


class Maker:
    """Writes what the origin holds, and counts how often."""

    def __init__(self, origin: Path) -> None:
        self.origin = origin
        self.made = 0

    def __call__(self, folder: Path) -> None:
        self.made += 1
        (folder / "copy.txt").write_text(self.origin.read_text())


def test_what_is_made_is_kept_and_made_once(tmp_path: Path, origin: Path) -> None:
    make = Maker(origin)

    first = kept(tmp_path / "cache", origin, make, maker="1")
    second = kept(tmp_path / "cache", origin, make, maker="1")

    assert first == second
    assert (first / "copy.txt").read_text() == "one"
    assert make.made == 1


def test_nothing_but_the_folder_is_left_in_the_cache(tmp_path: Path, origin: Path) -> None:
    folder = kept(tmp_path / "cache", origin, Maker(origin), maker="1")
    kept(tmp_path / "cache", origin, Maker(origin), maker="2")

    assert list((tmp_path / "cache").iterdir()) == [folder]
    assert sorted(path.name for path in folder.iterdir()) == ["copy.txt", "origin.json"]


def test_what_was_made_of_a_file_that_is_gone_goes_when_something_is_made(tmp_path: Path, origin: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_text("two")
    gone = kept(tmp_path / "cache", origin, Maker(origin), maker="1")
    stays = kept(tmp_path / "cache", other, Maker(other), maker="1")
    (tmp_path / "cache" / "note.txt").write_text("not ours")
    origin.unlink()

    kept(tmp_path / "cache", other, Maker(other), maker="2")

    assert not gone.exists()
    assert (stays / "copy.txt").exists()
    assert (tmp_path / "cache" / "note.txt").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("longer"),
        lambda path: os.utime(path, (1, 1)),
    ],
    ids=["another size", "another time"],
)
def test_a_changed_origin_is_made_anew(tmp_path: Path, origin: Path, change: Callable[[Path], None]) -> None:
    make = Maker(origin)
    folder = kept(tmp_path / "cache", origin, make, maker="1")

    change(origin)
    again = kept(tmp_path / "cache", origin, make, maker="1")

    assert again == folder
    assert (again / "copy.txt").read_text() == origin.read_text()
    assert make.made == 2


def test_another_maker_makes_it_anew(tmp_path: Path, origin: Path) -> None:
    make = Maker(origin)

    kept(tmp_path / "cache", origin, make, maker="1")
    kept(tmp_path / "cache", origin, make, maker="2")

    assert make.made == 2


def test_two_origins_have_a_folder_each(tmp_path: Path, origin: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_text("two")

    folders = [kept(tmp_path / "cache", one, Maker(one), maker="1") for one in (origin, other)]

    assert [(folder / "copy.txt").read_text() for folder in folders] == ["one", "two"]


def test_what_fails_half_way_leaves_nothing_and_keeps_what_was_there(tmp_path: Path, origin: Path) -> None:
    folder = kept(tmp_path / "cache", origin, Maker(origin), maker="1")

    def fail(made: Path) -> None:
        (made / "copy.txt").write_text("half")
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        kept(tmp_path / "cache", origin, fail, maker="2")

    assert (folder / "copy.txt").read_text() == "one"
    assert list((tmp_path / "cache").iterdir()) == [folder]


def test_where_another_was_faster_its_folder_will_do(tmp_path: Path, origin: Path) -> None:
    make = Maker(origin)

    def slowly(made: Path) -> None:
        kept(tmp_path / "cache", origin, make, maker="1")
        make(made)

    folder = kept(tmp_path / "cache", origin, slowly, maker="1")

    assert (folder / "copy.txt").read_text() == "one"
    assert list((tmp_path / "cache").iterdir()) == [folder]


@pytest.mark.parametrize("word", ["", "not json", "{}"])
def test_a_folder_that_does_not_say_what_it_was_made_of_is_made_anew(tmp_path: Path, origin: Path, word: str) -> None:
    make = Maker(origin)
    folder = kept(tmp_path / "cache", origin, make, maker="1")
    (folder / "origin.json").write_text(word)

    kept(tmp_path / "cache", origin, make, maker="1")

    assert make.made == 2


def test_a_cache_that_is_a_file_is_an_error_of_the_system(tmp_path: Path, origin: Path) -> None:
    (tmp_path / "cache").write_text("x")

    with pytest.raises(OSError, match="cache"):
        kept(tmp_path / "cache", origin, Maker(origin), maker="1")


def test_an_origin_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    missing = tmp_path / "missing.bin"

    with pytest.raises(FileNotFoundError):
        kept(tmp_path / "cache", missing, Maker(missing), maker="1")
