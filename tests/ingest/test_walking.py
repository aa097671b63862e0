from __future__ import annotations

from pathlib import Path

import pytest

from ingest.walking import is_there, path_of, uri_of, walk, would_find

SUFFIXES = (".txt",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file at the top, one below, and patterns there."""
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "deep/b.txt", "deep/c.txt", "picture.xyz"):
        (tmp_path / name).write_text("x")
    (tmp_path / "deep" / ".sourcechatignore").write_text("c.txt\n")
    return tmp_path


def test_files_are_found_with_how_they_look(folder: Path) -> None:
    found = walk(folder, suffixes=SUFFIXES)

    assert [one.name for one in found.located] == ["a.txt", "b.txt"]
    assert all(one.stamp and one.stamp.size == 1 for one in found.located)
    assert [path.name for path in found.skipped] == ["picture.xyz"]


@pytest.mark.parametrize(
    ("name", "exclude", "found"),
    [("deep/b.txt", (), True), ("deep/c.txt", (), False), ("deep/b.txt", ("deep",), False), ("a.xyz", (), False)],
)
def test_whether_a_walk_would_find_a_file(folder: Path, name: str, exclude: tuple[str, ...], found: bool) -> None:  # noqa: FBT001
    assert would_find(folder, folder / name, suffixes=SUFFIXES, exclude=exclude) is found


def test_links_are_followed_within_the_folder_only(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "secret.txt").write_text("x")
    (folder / "inner.txt").symlink_to(folder / "a.txt")
    (folder / "outer.txt").symlink_to(other / "secret.txt")
    (folder / "outer").symlink_to(other, target_is_directory=True)

    found = walk(folder, suffixes=SUFFIXES)

    assert [one.name for one in found.located] == ["a.txt", "inner.txt", "b.txt"]
    assert [path.name for path in found.outside] == ["outer", "outer.txt"]


def test_paths_and_addresses_are_the_same_thing(tmp_path: Path) -> None:
    path = tmp_path / "Über uns – 漢字 #1.txt"

    assert uri_of(path) == path.as_uri()
    assert path_of(uri_of(path)) == path
    assert path_of("https://example.org/") is None
    assert not is_there(path)
