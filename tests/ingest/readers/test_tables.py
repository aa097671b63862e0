from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import BlockKind, Table
from ingest.readers.extraction import Builder, Extraction
from ingest.readers.tables import CellGrid, GridCell, table_of

BUDGET = (
    ("Item", "Budget", "May"),
    ("Heating", "900", "912.40"),
    ("Water", "", "298.00"),
)


def read(rows: tuple[tuple[str, ...], ...], header_rows: int | None = None) -> tuple[Extraction, Table]:
    builder = Builder()
    table = builder.table(CellGrid.of_texts(rows, header_rows=header_rows))
    assert table is not None
    return builder.extraction(), table


def cells(extraction: Extraction, table: Table) -> list[list[str]]:
    return [[extraction.text[cell.start : cell.end] for cell in row.cells] for row in table.rows]


def kinds(extraction: Extraction) -> list[tuple[str, str]]:
    return [(block.kind.value, extraction.text[block.start : block.end]) for block in extraction.blocks]


def test_rows_are_lines_of_cells_under_their_columns() -> None:
    extraction, table = read(BUDGET)

    assert extraction.text == "Item | Budget | May\nHeating | 900 | 912.40\nWater | | 298.00"
    assert table.columns == ("Item", "Budget", "May")
    assert cells(extraction, table) == [["Heating", "900", "912.40"], ["Water", "", "298.00"]]


def test_titles_above_the_header_are_the_caption() -> None:
    extraction, table = read((("Household 2026", "", ""), ("in euros", "", ""), *BUDGET))

    assert table.caption == "Household 2026 in euros"
    assert kinds(extraction)[:2] == [("caption", "Household 2026"), ("caption", "in euros")]
    assert table.columns == ("Item", "Budget", "May")


def test_a_label_and_its_value_above_a_wide_table_are_a_field() -> None:
    wide = tuple((*row, last, last) for row, last in zip(BUDGET, ("June", "12.50", "9.10"), strict=True))

    extraction, table = read((("Kept by:", "Ada", "", "", ""), *wide))

    assert kinds(extraction)[0] == ("field", "Kept by: Ada")
    assert len(table.rows) == 2


def test_a_row_merged_over_all_columns_is_a_title_also_of_a_given_header() -> None:
    title = GridCell("Household"), GridCell("Household", repeats=True)
    rows = (title, (GridCell("Item"), GridCell("May")), (GridCell("Heating"), GridCell("912.40")))

    found = table_of(CellGrid(rows, header_rows=2))

    assert found is not None
    assert found.table is not None
    assert (found.table.caption, found.table.columns) == ("Household", ("Item", "May"))


def test_a_merged_header_names_all_its_columns() -> None:
    rows = (
        (GridCell("Item"), GridCell("2026"), GridCell("2026", repeats=True)),
        (GridCell("Item", repeats=True), GridCell("Budget"), GridCell("Spent")),
        (GridCell("Heating"), GridCell("900"), GridCell("912.40")),
    )

    found = table_of(CellGrid(rows))

    assert found is not None
    assert found.table is not None
    assert found.table.columns == ("Item", "2026 › Budget", "2026 › Spent")
    assert found.text == "Item | 2026\n| Budget | Spent\nHeating | 900 | 912.40\n"


def test_without_merged_cells_a_name_goes_on_to_the_blanks_beside_it() -> None:
    _, table = read(
        (
            ("", "2026", "", "2025", ""),
            ("", "Budget", "Spent", "Budget", "Spent"),
            ("Heating", "900", "912.40", "850", "861.15"),
            ("Water", "310", "298.00", "300", "305.70"),
        )
    )

    assert table.columns == ("", "2026 › Budget", "2026 › Spent", "2025 › Budget", "2025 › Spent")


def test_names_over_several_columns_are_seen_where_the_first_column_is_under_one_too() -> None:
    rows = (
        ("Payments", "", "", "Deductions", ""),
        ("Item", "Hours", "Amount", "Item", "Amount"),
        ("Basic pay", "150", "2,250.00", "Income tax", "240.40"),
        ("Overtime", "8", "180.00", "Pension", "97.20"),
    )

    _, table = read(rows)

    assert table.columns == (
        "Payments › Item",
        "Payments › Hours",
        "Payments › Amount",
        "Deductions › Item",
        "Deductions › Amount",
    )


def test_a_cell_merged_over_rows_is_written_once_and_held_by_each() -> None:
    rows = (
        (GridCell("Region"), GridCell("Town"), GridCell("Houses")),
        (GridCell("North"), GridCell("Alm"), GridCell("12")),
        (GridCell("North", repeats=True), GridCell("Birk"), GridCell("9")),
    )

    found = table_of(CellGrid(rows))

    assert found is not None
    assert found.table is not None
    assert found.text == "Region | Town | Houses\nNorth | Alm | 12\n| Birk | 9\n"
    assert found.table.rows[1].cells[0] == found.table.rows[0].cells[0]


def test_a_cell_merged_over_columns_is_held_by_the_first() -> None:
    rows = (
        (GridCell("Item"), GridCell("Budget"), GridCell("May")),
        (GridCell("Heating"), GridCell("900"), GridCell("912")),
        (GridCell("closed"), GridCell("closed", repeats=True), GridCell("0")),
    )

    found = table_of(CellGrid(rows))

    assert found is not None
    assert found.table is not None
    last = found.table.rows[1].cells
    assert (last[0].end - last[0].start, last[1].end - last[1].start) == (6, 0)


def test_the_columns_of_a_table_without_header_have_no_names() -> None:
    extraction, table = read((("Heating", "900", "3 May 2026"), ("Water", "310", "4 May 2026")))

    assert table.columns == ("", "", "")
    assert len(cells(extraction, table)) == 2


def test_blank_rows_and_columns_are_left_out_and_short_rows_filled() -> None:
    extraction, table = read((("Item", "", "Budget", ""), ("", "", "", ""), ("Heating", "", "900"), ("Water",)))

    assert table.columns == ("Item", "Budget")
    assert cells(extraction, table) == [["Heating", "900"], ["Water", ""]]


def test_a_named_column_stays_though_it_is_empty() -> None:
    _, table = read((("Item", "Budget", "Remark"), ("Heating", "900", ""), ("Water", "310", "")))

    assert table.columns == ("Item", "Budget", "Remark")


def test_sentences_below_the_last_row_are_notes_not_rows() -> None:
    extraction, table = read((*BUDGET, ("Source: meters read by the keeper", "", ""), ("* estimated", "", "")))

    assert len(table.rows) == 2
    assert extraction.text.endswith("298.00\n\nSource: meters read by the keeper\n\n* estimated")
    assert table.end == extraction.text.index("\n\nSource")
    assert kinds(extraction)[-1] == ("paragraph", "* estimated")


def test_the_last_row_stays_a_row_though_it_has_one_cell() -> None:
    extraction, table = read((*BUDGET, ("Rent", "", "")))

    assert cells(extraction, table)[-1] == ["Rent", "", ""]


def test_paragraphs_laid_out_in_cells_are_paragraphs() -> None:
    left, right = "Wool is spun on the upper floor. " * 10, "Felt is made in the yard. " * 10
    builder = Builder()

    table = builder.table(CellGrid.of_texts([[left, right + "\nCome and see."]]))

    assert table is None
    assert [block.kind for block in builder.extraction().blocks] == [BlockKind.PARAGRAPH] * 3


def test_a_box_around_one_text_is_a_paragraph() -> None:
    builder = Builder()

    assert builder.table(CellGrid.of_texts([["Mind the step"]])) is None
    assert builder.extraction().text == "Mind the step"


def test_a_sheet_s_only_cell_keeps_its_address() -> None:
    found = table_of(CellGrid(((GridCell("Mind the step", "B7"),),)))

    assert found is not None
    assert found.table is not None
    assert found.table.rows[0].cells[0].name == "B7"


def test_hidden_rows_are_kept_and_marked() -> None:
    rows = tuple(tuple(GridCell(text) for text in row) for row in BUDGET)

    found = table_of(CellGrid(rows, hidden_rows=frozenset({2})))

    assert found is not None
    assert found.table is not None
    assert [row.hidden for row in found.table.rows] == [False, True]
    assert [block.hidden for block in found.blocks] == [False, False, True]


def test_a_grid_of_blanks_is_nothing() -> None:
    assert table_of(CellGrid.of_texts([["", " "], ["\n"]])) is None


TEXTS = st.text(alphabet="aB1 .:|\n", max_size=12)


@given(st.lists(st.lists(TEXTS, max_size=5), max_size=7), st.sampled_from([None, 0, 1, 3]))
def test_every_word_is_written_once_and_every_span_holds_its_cell(
    rows: list[list[str]], header_rows: int | None
) -> None:
    builder = Builder()
    builder.paragraph("Before.")
    table = builder.table(CellGrid.of_texts(rows, header_rows=header_rows))
    extraction = builder.extraction()

    written = "".join(extraction.text.replace("Before.", "", 1).split())
    given_text = "".join("".join(cell.split()) for row in rows for cell in row)
    assert sorted(written.replace("|", "").replace(":", "")) == sorted(given_text.replace("|", "").replace(":", ""))
    for row in table.rows if table else ():
        assert extraction.text[row.start : row.end].count("\n") == 0
        assert all(row.start <= cell.start <= cell.end <= row.end for cell in row.cells)
