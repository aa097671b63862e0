from __future__ import annotations

from ingest.readers.ocr.lines import PixelBox, around, rows_of
from tests.ingest.readers.ocr.drawing import fragment_of


def test_a_box_around_others_holds_them_all() -> None:
    assert around([PixelBox(1, 2, 3, 4), PixelBox(0, 3, 2, 9)]) == PixelBox(0, 2, 3, 9)


def test_what_stands_side_by_side_is_a_row_from_left_to_right() -> None:
    right, left, below = fragment_of("right", 300, 3), fragment_of("left", 0, 0), fragment_of("below", 0, 25)

    assert rows_of([right, below, left]) == [[left, right], [below]]


def test_lines_that_stand_close_below_each_other_are_no_row() -> None:
    above, below = fragment_of("one line of text", 0, 0), fragment_of("and the next", 0, 9)

    assert rows_of([above, below]) == [[above], [below]]
