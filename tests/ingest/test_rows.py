from __future__ import annotations

from collections.abc import Sequence

from ingest.documents import Span
from ingest.readers.extraction import Builder
from ingest.readers.tables import CellGrid, GridCell, table_of
from ingest.rows import row_in_words, told_at


def words(*rows: tuple[str, ...], header_rows: int) -> list[str]:
    found = table_of(CellGrid.of_texts(rows, header_rows=header_rows))
    assert found is not None
    assert found.table is not None
    return [row_in_words(found.table, row, found.text) for row in found.table.rows]


def test_a_row_is_said_with_the_names_of_its_columns() -> None:
    rows = (("Item", "Budget", "May"), ("Heating", "900", "912.40"))

    assert words(*rows, header_rows=1) == ["Item: Heating · Budget: 900 · May: 912.40"]


def test_an_empty_cell_is_not_said() -> None:
    assert words(("Item", "Budget", "May"), ("Heating", "", "912.40"), header_rows=1) == ["Item: Heating · May: 912.40"]


def test_a_table_of_two_columns_without_names_reads_as_labels() -> None:
    assert words(("Plot:", "37"), ("Name", "Ada"), header_rows=0) == ["Plot: 37", "Name: Ada"]


def test_a_wider_table_without_names_is_its_cells() -> None:
    assert words(("a", "b", "c"), header_rows=0) == ["a · b · c"]


def test_a_row_is_told_where_it_stands_and_so_are_some_of_its_cells() -> None:
    found = table_of(CellGrid.of_texts([("Item", "Budget", "May"), ("Heating", "900", "912.40")], header_rows=1))
    assert found is not None
    assert found.table is not None
    (row,) = found.table.rows
    _, budget, may = row.cells

    assert told_at([found.table], found.text, Span(row.start, row.end)) == "Item: Heating · Budget: 900 · May: 912.40"
    assert told_at([found.table], found.text, Span(budget.start, may.end)) == "Budget: 900 · May: 912.40"
    assert told_at([found.table], found.text, Span(0, 4)) == ""


def in_words(rows: Sequence[Sequence[str | GridCell]]) -> list[str]:
    builder = Builder()
    cells = tuple(tuple(one if isinstance(one, GridCell) else GridCell(one) for one in row) for row in rows)
    table = builder.table(CellGrid(cells))
    assert table is not None
    text = builder.extraction().text
    return [row_in_words(table, row, text) for row in table.rows]


def test_each_filled_cell_stands_with_its_column() -> None:
    rows = [["Item", "Budget", "May"], ["Heating", "900", "912.40"], ["Water", "", "298.00"]]

    assert in_words(rows) == ["Item: Heating · Budget: 900 · May: 912.40", "Item: Water · May: 298.00"]


def test_two_columns_without_names_are_labels_and_values() -> None:
    assert in_words([["Plot:", "37"], ["Keeper", "Ada"], ["Since:", "2019"]]) == [
        "Plot: 37",
        "Keeper: Ada",
        "Since: 2019",
    ]


def test_labels_and_values_side_by_side_are_joined() -> None:
    rows = [["Plot:", "37", "Keeper:", "Ada"], ["Since:", "2019", "Size:", "210"], ["Hedge:", "yes", "Shed:", "no"]]

    assert in_words(rows)[0] == "Plot: 37 · Keeper: Ada"


def test_a_colon_at_the_end_of_a_column_s_name_is_not_doubled() -> None:
    assert in_words([["Item:", "Costs:", "Due"], ["Heating", "900", "3 May"], ["Water", "31", "4 May"]])[0] == (
        "Item: Heating · Costs: 900 · Due: 3 May"
    )


def test_a_row_of_one_cell_names_the_rows_that_follow() -> None:
    rows = [
        ["", "2026", "2025"],
        ["Outside:", "", ""],
        ["Path", "40", "35"],
        ["Inside:", "", ""],
        ["Lamps", "12", "11"],
    ]

    assert in_words(rows) == [
        "Outside:",
        "Outside · Path · 2026: 40 · 2025: 35",
        "Inside:",
        "Inside · Lamps · 2026: 12 · 2025: 11",
    ]


def test_a_cell_merged_over_rows_is_said_in_each() -> None:
    north = GridCell("North", repeats=True)
    rows: list[list[str | GridCell]] = [["Region", "Town", "Houses"], ["North", "Alm", "12"], [north, "Birk", "9"]]

    assert in_words(rows)[1] == "Region: North · Town: Birk · Houses: 9"


def test_a_cell_merged_over_columns_is_said_of_each() -> None:
    saw = (GridCell("Saw"), GridCell("free"), GridCell("free", repeats=True))
    written = table_of(CellGrid(((GridCell("Tool"), GridCell("Day"), GridCell("Week")), saw), header_rows=1))

    assert written is not None
    assert written.table is not None
    assert row_in_words(written.table, written.table.rows[0], written.text) == "Tool: Saw · Day: free · Week: free"
