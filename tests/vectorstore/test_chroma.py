from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.contracts import EAST, HERE, NORTH, UP, IndexContract, rows
from vectorstore.chroma import VectorIndex
from vectorstore.errors import IndexDamaged


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
