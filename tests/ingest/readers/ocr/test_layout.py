from __future__ import annotations

from ingest.readers.ocr.layout import in_reading_order
from ingest.readers.ocr.lines import PixelBox
from ingest.readers.ocr.rulings import Rulings
from tests.ingest.readers.ocr.drawing import column_of, fragment_of

LEFT = [
    "The mill stands at the old",
    "river and grinds the corn of",
    "three villages every year",
    "since the great flood",
]
RIGHT = [
    "Visitors may enter it from",
    "Easter until the first snow",
    "and are asked to wear shoes",
    "with soles of rubber",
]


def test_two_columns_are_read_one_after_the_other() -> None:
    heading = fragment_of("The mill and those who come to see it every single year", 0, -40)
    foot = fragment_of("The mill is closed on the first Monday of every second month", 0, 120)

    lines = in_reading_order([*column_of(RIGHT, 350, 5), foot, *column_of(LEFT, 0), heading], Rulings())

    assert [line.text for line in lines] == [heading.text, *LEFT, *RIGHT, foot.text]
    assert len({line.block for line in lines}) == 4


def test_cells_that_stand_below_each_other_are_rows_of_a_table() -> None:
    rows = [("Wheat", "120", "3.50"), ("Rye", "80", "2.75"), ("Barley", "64", "2.10")]
    cells = [
        fragment_of(cell, 200 * column, 30 * row) for row, texts in enumerate(rows) for column, cell in enumerate(texts)
    ]

    lines = in_reading_order(cells, Rulings())

    assert [line.cells for line in lines] == rows
    assert lines[0].text == "Wheat 120 3.50"


def test_an_empty_cell_keeps_its_place() -> None:
    cells = [
        fragment_of("Wheat", 0, 0), fragment_of("120", 200, 0), fragment_of("3.50", 400, 0),
        fragment_of("Rye", 0, 30), fragment_of("2.75", 400, 30),
    ]  # fmt: skip

    lines = in_reading_order(cells, Rulings())

    assert [line.cells for line in lines] == [("Wheat", "120", "3.50"), ("Rye", "", "2.75")]


def test_a_caption_beside_running_text_does_not_cut_it() -> None:
    text = [*LEFT, *RIGHT, *LEFT]
    caption = fragment_of("The old wheel", 0, 82)

    lines = in_reading_order([*column_of(text, 250), caption], Rulings())

    assert [line.text for line in lines] == [*text, caption.text]


def test_a_heading_below_a_left_column_belongs_to_what_spans_both() -> None:
    heading = fragment_of("Prices", 0, 150)
    below = fragment_of("A sack of flour costs twelve crowns for all who carry it home", 0, 180)

    lines = in_reading_order([*column_of(LEFT, 0), *column_of(RIGHT, 350, 5), heading, below], Rulings())

    assert [line.text for line in lines[-2:]] == [heading.text, below.text]


def test_words_on_both_sides_of_a_ruling_are_cells() -> None:
    rulings = Rulings(
        across=tuple(PixelBox(0, y, 300, y + 2) for y in (0, 40, 80)),
        down=tuple(PixelBox(x, 0, x + 2, 80) for x in (0, 64, 300)),
    )
    glued, below = fragment_of("Grain total sacks", 5, 10), fragment_of("Wheat 120", 5, 50)

    lines = in_reading_order([glued, below], rulings)

    assert [line.cells for line in lines] == [("Grain", "total sacks"), ("Wheat", "120")]


def test_nothing_on_a_page_is_no_line() -> None:
    assert in_reading_order([], Rulings()) == ()
