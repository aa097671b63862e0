from __future__ import annotations

import pytest

from ingest.readers.pdf.lines import Frame, Line, PlacedWord, to_text


def _line(*words: tuple[str, float, float]) -> Line:
    return Line(tuple(PlacedWord(text, left, 0, right, 7) for text, left, right in words), 0, 7, 10)


def test_cells_are_parted_where_the_gap_is_wide() -> None:
    line = _line(("Norby", 0, 25), ("town", 28, 50), ("1288", 120, 140))

    assert [[word.text for word in cell] for cell in line.cells] == [["Norby", "town"], ["1288"]]
    assert line.gaps == ((50, 120),)


def test_a_line_set_apart_to_fill_its_column_is_one_cell() -> None:
    line = _line(("evenly", 0, 30), ("spaced", 45, 75), ("words", 90, 115))

    assert len(line.cells) == 1


def test_a_part_of_a_line_knows_only_its_own_words() -> None:
    line = _line(("Norby", 0, 25), ("town", 28, 50), ("1288", 120, 140))
    asked = line.cells, line.gaps

    part = line.of_words(line.words[:2])

    assert (part.text, part.left, part.right, part.size) == ("Norby town", 0, 50, 10)
    assert (len(part.cells), part.gaps) == (1, ())
    assert (line.cells, line.gaps) == asked


def test_a_line_of_arabic_runs_from_right_to_left() -> None:
    assert _line(("مرحبا", 50, 80), ("بكم", 20, 45)).right_to_left
    assert not _line(("“Quay”", 0, 30), ("side", 33, 50)).right_to_left


@pytest.mark.parametrize(
    ("turns", "box"),
    [(0, (10, 20, 40, 30)), (1, (70, 10, 80, 40)), (2, (160, 70, 190, 80)), (3, (20, 160, 30, 190))],
)
def test_boxes_are_those_of_the_page_as_it_is_turned(turns: int, box: tuple[float, ...]) -> None:
    frame = Frame(left=0, bottom=0, right=200, top=100, turns=turns)
    word = PlacedWord("quay", *to_text(10, 70, 40, 80, 0))

    assert frame.shown(0).box(word) == box


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_text_turned_on_the_page_keeps_its_box(turn: int) -> None:
    frame = Frame(left=0, bottom=0, right=200, top=100, turns=0)
    word = PlacedWord("quay", *to_text(10, 70, 40, 80, turn))

    assert frame.shown(turn).box(word) == (10, 20, 40, 30)
    assert (frame.width, frame.height) == (200, 100)
