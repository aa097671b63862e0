from __future__ import annotations

from ingest.readers.office.surface import Area, reading_order


def test_columns_with_headings_are_read_one_after_the_other_when_made_so() -> None:
    headings = [Area(0, 0, 40, 10), Area(60, 0, 100, 10)]
    bodies = [Area(0, 12, 40, 90), Area(60, 12, 100, 90)]

    assert reading_order([headings[0], bodies[0], headings[1], bodies[1]]) == [0, 1, 2, 3]


def test_rows_of_labels_and_values_are_read_row_by_row_when_made_so() -> None:
    rows = [Area(0, 0, 10, 8), Area(12, 0, 90, 8), Area(0, 12, 10, 20), Area(12, 12, 90, 20)]

    assert reading_order(rows) == [0, 1, 2, 3]


def test_things_that_overlap_a_little_still_lie_one_below_the_other() -> None:
    assert reading_order([Area(0, 45, 100, 100), Area(0, 0, 100, 50)]) == [1, 0]


def test_things_that_lie_across_each_other_go_by_their_upper_edges() -> None:
    assert reading_order([Area(20, 20, 80, 80), Area(0, 0, 100, 100)]) == [1, 0]


def test_things_without_an_area_come_first_in_their_own_order() -> None:
    assert reading_order([Area(0, 0, 1, 1), None, None]) == [1, 2, 0]
