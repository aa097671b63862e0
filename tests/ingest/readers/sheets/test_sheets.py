from __future__ import annotations

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Builder, Extraction
from ingest.readers.sheets.sheets import CellRange, Sheet, SheetCell, SheetRow, add_sheet, column_name, column_number
from ingest.readers.tables import unheard


def row(number: int, *texts: str, left: int = 0) -> SheetRow:
    """A row, counted from 0; "" is a blank cell."""
    return SheetRow(number, tuple(SheetCell(left + at, text) for at, text in enumerate(texts) if text))


def read(sheet: Sheet) -> Extraction:
    builder = Builder()
    add_sheet(builder, sheet, unheard)
    return builder.extraction()


HEADER, OIL, TEA = row(0, "Item", "Sum"), row(1, "Oil", "4"), row(2, "Tea", "5")


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_and_counted_alike(number: int, letters: str) -> None:
    assert column_name(number) == letters
    assert column_number(letters.lower()) == number


def test_an_address_names_an_area_whichever_corners_it_gives() -> None:
    assert CellRange.named("$B$3:D7") == CellRange.named("D7:B3") == CellRange(2, 1, 6, 3)
    assert CellRange.named("B3") == CellRange(2, 1, 2, 1)
    assert CellRange.named("Sheet1!B3") is None
    assert [CellRange(2, 1, 6, 3).holds(6, 3), CellRange(2, 1, 6, 3).holds(7, 3)] == [True, False]


def test_tables_are_parted_by_blank_rows_and_each_has_its_title() -> None:
    prices = (row(0, "Prices"), row(1, "Item", "Sum"), row(2, "Oil", "4"), row(3, "Tea", "5"))
    hours = (row(6, "Hours"), row(7, "Day", "From"), row(8, "Mon", "9"), row(9, "Tue", "8"))

    extraction = read(Sheet("Sheet1", (*prices, *hours)))

    assert [table.columns for table in extraction.tables] == [("Item", "Sum"), ("Day", "From")]
    assert extraction.text.startswith("Prices\nItem | Sum\nOil | 4\nTea | 5\n\nHours\nDay | From")


def test_a_title_that_stands_apart_names_no_columns_whatever_it_is_merged_over() -> None:
    rows = (row(0, "Fees"), row(2, "Berth", "Fee", "Until"), row(3, "A1", "410", "May"), row(4, "A2", "12", "June"))

    extraction = read(Sheet("Sheet1", rows, merged=(CellRange(0, 0, 0, 1),)))

    assert [(table.columns, table.caption) for table in extraction.tables] == [(("Berth", "Fee", "Until"), "Fees")]


def test_two_tables_side_by_side_are_read_one_after_the_other() -> None:
    right = (row(0, "Item", "Sum", left=4), row(1, "Rye", "6", left=4), row(2, "Oats", "7", left=4))
    rows = [SheetRow(one.number, one.cells + other.cells) for one, other in zip((HEADER, OIL, TEA), right, strict=True)]

    assert [table.columns for table in read(Sheet("Sheet1", rows)).tables] == [("Item", "Sum"), ("Item", "Sum")]


def test_a_name_that_somebody_gave_is_a_heading_and_notes_stand_with_their_cell() -> None:
    named = read(Sheet("Budget", (HEADER, OIL, TEA), notes=(("B2", "Estimated"),), texts=("Box", "Box")))

    kinds = [(one.kind, named.text[one.start : one.end]) for one in named.blocks if one.kind is not BlockKind.ROW]
    assert kinds == [(BlockKind.HEADING, "Budget"), (BlockKind.PARAGRAPH, "Box"), (BlockKind.NOTE, "B2: Estimated")]
    assert read(Sheet("Tabelle 1", (HEADER, OIL, TEA))).text == "Item | Sum\nOil | 4\nTea | 5"


def test_what_a_sheet_lacks_is_told_with_the_cells() -> None:
    formulas = tuple(f"C{number}" for number in range(1, 8))

    extraction = read(Sheet("Sheet1", (HEADER, OIL), uncomputed=formulas, struck=("A9",), cut_at=1200))

    assert [one.kind for one in extraction.doubts] == [DoubtKind.MISSING, DoubtKind.LEFT_OUT, DoubtKind.MISSING]
    messages = [one.message for one in extraction.doubts]
    assert "no result of the formulas in C1, C2, C3, C4, C5 and 2 more cells" in messages[0]
    assert messages[1] == "sheet “Sheet1”: struck-through text is left out, of A9"
    assert "read up to row 1,200 only" in messages[2]
