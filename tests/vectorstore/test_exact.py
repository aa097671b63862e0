from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import ChunkId
from tests.vectorstore.contracts import EAST, NORTH, UP, SearchContract, Searched, rows
from vectorstore.exact import ExactIndex, Vectors


class TestExactSearch(SearchContract):
    """Exact search finds what an index must."""

    @pytest.fixture
    def filled(self) -> Callable[[Sequence[ChunkId], Vectors], Searched]:
        return lambda ids, vectors: ExactIndex(tuple(ids), vectors)


def test_rows_of_bytes_become_an_index() -> None:
    index = ExactIndex.of((one, rows(one)[0].tobytes()) for one in (EAST, UP))

    assert index.ids == (EAST, UP)
    assert np.array_equal(index.vectors, rows(EAST, UP))
    assert index.vectors.dtype == np.float32


def test_no_rows_are_an_index_that_finds_nothing() -> None:
    empty = ExactIndex.of([])

    assert empty.ids == ()
    assert empty.vectors.shape == (0, 0)
    assert empty.nearest(np.ones(3, np.float32), limit=5) == ()


def test_vectors_as_near_as_each_other_keep_their_order() -> None:
    twins = ExactIndex((NORTH, UP, EAST), rows(UP, UP, EAST))

    assert twins.nearest(rows(UP)[0], limit=1) == (NORTH,)
    assert twins.nearest(rows(UP)[0], limit=2) == (NORTH, UP)
    assert twins.nearest(rows(UP)[0], limit=3) == (NORTH, UP, EAST)


@given(
    st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=40),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
    st.integers(1, 50),
)
def test_a_part_sorted_is_the_beginning_of_all_sorted(
    drawn: list[tuple[int, int]], asked: tuple[int, int], limit: int
) -> None:
    vectors = np.array(drawn, np.float32)
    ids = [ChunkId(str(number)) for number in range(len(drawn))]
    products = [x * asked[0] + y * asked[1] for x, y in drawn]
    expected = sorted(range(len(drawn)), key=lambda place: (-products[place], place))[:limit]

    found = ExactIndex(tuple(ids), vectors).nearest(np.array(asked, np.float32), limit=limit)

    assert found == tuple(ids[place] for place in expected)
