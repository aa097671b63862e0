from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Builder, Extraction
from ingest.readers.ocr.canonical_text import write_recognised
from ingest.readers.ocr.layout import in_reading_order
from ingest.readers.ocr.lines import Fragment
from ingest.readers.ocr.paragraphs import in_paragraphs
from ingest.readers.ocr.rulings import Rulings
from tests.ingest.readers.ocr.drawing import column_of, fragment_of


def _written(*fragments: Fragment) -> Extraction:
    builder = Builder()
    write_recognised(builder, in_paragraphs(in_reading_order(fragments, Rulings())), page=3, scale=0.5)
    return builder.extraction()


def test_a_word_parted_at_the_end_of_a_line_is_whole_again() -> None:
    extraction = _written(
        *column_of(["The planks of the old bridge had rot-", "ted over the winter and were replaced."], 0)
    )

    assert extraction.text == "The planks of the old bridge had rotted over the winter and were replaced."


def test_a_compound_parted_at_its_hyphen_keeps_it() -> None:
    extraction = _written(
        *column_of(
            ["The press of the old bindery is self-", "contained, and its owner a well-known Anglo-", "Saxon."], 0
        )
    )

    assert "self-contained, and its owner a well-known Anglo-Saxon." in extraction.text
    assert all(" " not in extraction.text[box.start : box.end] for box in extraction.boxes)


def test_every_word_has_its_box_in_points() -> None:
    extraction = _written(fragment_of("Mill closed", 20, 40))

    assert [extraction.text[box.start : box.end] for box in extraction.boxes] == ["Mill", "closed"]
    first = extraction.boxes[0]
    assert (first.page, first.left, first.top, first.right, first.bottom) == (3, 10, 20, 30, 30)


def test_a_page_read_by_ocr_says_so_with_its_confidence() -> None:
    extraction = _written(fragment_of("Mill closed", 20, 40))

    (doubt,) = extraction.doubts
    assert doubt.kind is DoubtKind.RECOGNISED
    assert doubt.message == "page 3 was read by OCR (confidence 0.90)"
    assert doubt.confidence == pytest.approx(0.9)
    assert (doubt.start, doubt.end) == (0, len(extraction.text))


def test_a_page_without_words_is_told() -> None:
    extraction = _written()

    assert extraction.text == ""
    assert extraction.doubts[0].kind is DoubtKind.MISSING
    assert "page 3" in extraction.doubts[0].message


def test_bullets_go_and_numbers_stay() -> None:
    extraction = _written(
        *column_of(["• Bring a coat for the evening on the moor", "2. Take a map with you on the way"], 0)
    )

    assert extraction.text.splitlines() == [
        "Bring a coat for the evening on the moor",
        "2. Take a map with you on the way",
    ]
    assert [block.kind for block in extraction.blocks] == [BlockKind.ITEM, BlockKind.ITEM]


def test_rows_of_cells_become_a_table_with_boxes() -> None:
    cells = [("Grain", "Sacks"), ("Rye", "80"), ("Oats", "64")]

    extraction = _written(
        *(
            fragment_of(cell, 200 * column, 30 * row)
            for row, texts in enumerate(cells)
            for column, cell in enumerate(texts)
        )
    )

    assert extraction.text.splitlines() == ["Grain | Sacks", "Rye | 80", "Oats | 64"]
    assert extraction.tables[0].columns == ("Grain", "Sacks")
    assert [extraction.text[box.start : box.end] for box in extraction.boxes] == [
        "Grain",
        "Sacks",
        "Rye",
        "80",
        "Oats",
        "64",
    ]


def test_a_merged_cell_names_all_its_columns() -> None:
    lines = in_paragraphs(in_reading_order([fragment_of("Harvest", 0, 0), fragment_of("Sum", 200, 0)], Rulings()))
    merged = replace(lines[0], cells=("Harvest", "", "Sum"), repeats=("", "Harvest", ""))
    names = replace(lines[0], words=(), cells=("May", "June", ""), repeats=("", "", "Sum"))
    row = replace(lines[0], words=(), cells=("12", "15", "27"), repeats=("", "", ""))
    builder = Builder()

    write_recognised(builder, [merged, names, row], page=1, scale=1)

    assert builder.extraction().tables[0].columns == ("Harvest › May", "Harvest › June", "Sum")
