from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.contracts import EAST, HERE, NORTH, UP, IndexContract, rows
from vectorstore.chroma import VectorIndex
from vectorstore.errors import IndexDamaged, LibraryUnwritable


class TestChromaIndex(IndexContract):
    """The index in Chroma is one."""

    @pytest.fixture
    def index(self, tmp_path: Path) -> Iterator[VectorIndex]:
        index = VectorIndex(tmp_path / "chroma")
        yield index
        index.close()

    @pytest.fixture
    def opened_again(self, tmp_path: Path) -> Iterator[Callable[[], VectorIndex]]:
        again = VectorIndex(tmp_path / "chroma")
        yield lambda: again
        again.close()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[VectorIndex]:
    index = VectorIndex(tmp_path / "chroma")
    index.put([EAST, NORTH], rows(EAST, NORTH), [HERE, HERE])
    yield index
    index.close()


def test_a_scrambled_file_is_an_error_with_the_remedy(tmp_path: Path, index: VectorIndex) -> None:
    index.close()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)

    with pytest.raises(IndexDamaged, match="sourcechat library rebuild"):
        index.count()


def test_a_scrambled_index_can_be_cleared_and_filled_again(tmp_path: Path, index: VectorIndex) -> None:
    index.close()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexDamaged):
        index.count()

    index.clear()
    index.put([UP], rows(UP), [HERE])

    assert index.nearest(rows(UP)[0], limit=5) == (UP,)


def test_vectors_of_another_length_are_an_error_with_the_remedy(index: VectorIndex) -> None:
    with pytest.raises(IndexDamaged, match="rebuild"):
        index.put([UP], np.ones((1, 7), np.float32), [HERE])
    with pytest.raises(IndexDamaged, match="rebuild"):
        index.nearest(np.ones(7, np.float32), limit=1)


def test_cosines_decide_not_lengths(index: VectorIndex) -> None:
    index.put([UP], np.array([[9, 10, 0]], np.float32), [HERE])  # long, and nearer to the north

    assert index.nearest(np.array([0.9, 0.1, 0], np.float32), limit=1) == (EAST,)


def test_an_open_index_sees_what_another_process_wrote_once_it_is_closed(tmp_path: Path, index: VectorIndex) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.vectorstore.contracts import HERE, UP, rows;"
        "from vectorstore.chroma import VectorIndex;"
        "VectorIndex(Path(sys.argv[1])).put([UP], rows(UP), [HERE])"
    )
    index.nearest(rows(EAST)[0], limit=1)
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "chroma")], check=True)

    index.close()

    assert index.nearest(rows(UP)[0], limit=1) == (UP,)


def test_an_index_that_nobody_asks_costs_no_chroma(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from vectorstore.chroma import VectorIndex;"
        "VectorIndex(Path(sys.argv[1])).close(); print('chromadb' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


class _Refusing:
    """A collection in a place that takes nothing more."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def get(self, **_: object) -> object:
        raise self.error


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "no room"),
        OSError(errno.EROFS, "not here"),
        ValueError("error returned from database: (code: 13) database or disk is full"),
        ValueError("Permission denied (os error 13)"),
    ],
)
def test_what_the_disk_refuses_is_no_damage_and_loses_nothing(index: VectorIndex, error: Exception) -> None:
    index._collection = _Refusing(error)  # type: ignore[assignment]  # a stand-in for Chroma's

    with pytest.raises(LibraryUnwritable, match=r"the index cannot be written .* nothing is lost"):
        index.put([UP], rows(UP), [HERE])


def test_what_cannot_be_listed_is_damage_and_chroma_is_not_asked(tmp_path: Path) -> None:
    missing = VectorIndex(tmp_path / "never")

    with pytest.raises(IndexDamaged, match="never"):
        list(missing.ids())
    with pytest.raises(IndexDamaged, match="never"):
        missing.stamp()

    assert not (tmp_path / "never").exists()


def test_whatever_stands_where_the_index_belongs_is_there_and_can_be_cleared(tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    (kept / "note.txt").write_text("Nobody's index.")
    (tmp_path / "chroma").symlink_to(kept)
    index = VectorIndex(tmp_path / "chroma")
    before = index.exists

    index.clear()

    assert (before, index.exists) == (True, False)
    assert [path.name for path in kept.iterdir()] == ["note.txt"]


def test_a_file_in_the_place_of_an_index_gives_way(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("A file.")
    index = VectorIndex(tmp_path / "chroma")

    index.clear()
    index.clear()  # of nothing, too

    assert not index.exists


def test_its_stamp_tells_that_something_was_put_since(index: VectorIndex) -> None:
    index.settle()
    before = index.stamp()

    index.put([UP], rows(UP), [HERE])

    assert index.stamp() != before
