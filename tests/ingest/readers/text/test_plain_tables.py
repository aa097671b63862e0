from __future__ import annotations

import pytest

from ingest.readers.text.plain_tables import grid_of, without_rules


@pytest.mark.parametrize(
    "block",
    [
        ["1.   Butter", "2.   Flour", "3.   Salt"],
        ["Name:    Ada", "Town:    Oslo", "Age:     36"],
        [
            "The words of the first column go on  and those of the second column do so",
            "over several lines, as they do  in newspapers and in many of the journals",
            "which are printed with two columns.  for people who read them on paper too.",
        ],
        ["One line  of words", "and  another", "and a third  one"],
        ["a | b"],
        ["The pipe a|b joins", "two words"],
    ],
)
def test_lists_labels_and_prose_are_no_tables(block: list[str]) -> None:
    assert grid_of(block) is None


def test_a_row_that_ends_early_leaves_its_last_cells_empty() -> None:
    grid = grid_of(["Ada Berg    Oslo        36", "Ben Lund    Bergen      41", "Cy          Stavanger"])

    assert grid is not None
    assert [[cell.text for cell in row] for row in grid.rows][2] == ["Cy", "Stavanger", ""]


def test_a_line_below_the_names_makes_them_a_header() -> None:
    grid = grid_of(["12        13", "--        --", "4         5", "6         7"])

    assert grid is not None
    assert grid.header_rows == 1


def test_drawn_lines_are_left_out() -> None:
    assert without_rules(["a", "-----", "+--+--+", "* * *", "b"]) == ["a", "b"]
