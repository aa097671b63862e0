from __future__ import annotations

import numpy as np
import pytest

from assistant.reader.windows import LONGEST, STRIDE, WindowMaker, pad


@pytest.fixture(scope="module")
def maker() -> WindowMaker:
    return WindowMaker.load()


def test_a_short_passage_is_one_window_with_the_question_before_it(maker: WindowMaker) -> None:
    (window,) = maker.cut("Who came?", "Anna came.")

    assert window.ids[0] == 101
    assert window.ids[window.first - 1] == window.ids[-1] == 102
    assert [tuple(offset) for offset in window.offsets] == [(0, 4), (5, 9), (9, 10)]


def test_an_empty_passage_has_one_window_without_a_piece(maker: WindowMaker) -> None:
    (window,) = maker.cut("Who came?", "")

    assert len(window.offsets) == 0
    assert len(window) == window.first + 1


def test_a_long_question_leaves_room_for_the_passage(maker: WindowMaker) -> None:
    windows = maker.cut("why " * 500, "Anna came.")

    assert len(windows) == 1
    assert len(windows[0].offsets) == 3


@pytest.mark.parametrize("words", [1, 312, 313, 314, 529, 530, 900])
def test_windows_cover_a_long_passage_and_overlap(words: int, maker: WindowMaker) -> None:
    text = "stone " * words

    windows = maker.cut("Where is it?", text)

    assert all(len(window) <= LONGEST for window in windows)
    starts = [int(window.offsets[0][0]) for window in windows]
    ends = [int(window.offsets[-1][1]) for window in windows]
    assert starts[0] == 0
    assert ends[-1] == len(text) - 1
    for end, start in zip(ends, starts[1:], strict=False):
        assert end - start == STRIDE * len("stone ") - 1


def test_windows_are_padded_to_the_longest_and_types_mark_the_passage(maker: WindowMaker) -> None:
    short, long = maker.cut("Who?", "Anna.")[0], maker.cut("Who?", "Anna and Berit came home.")[0]

    batch = pad([short, long], multiple=8)

    assert batch.ids.shape == (2, 16)
    assert batch.mask.sum(axis=1).tolist() == [len(short), len(long)]
    assert np.flatnonzero(batch.types[0]).tolist() == list(range(short.first, len(short)))
