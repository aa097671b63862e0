from __future__ import annotations

from lxml import etree

from ingest.readers.office.odf_tables import grid_of, only_cell, rows_of
from ingest.readers.tables import CellGrid, GridCell
from tests.ingest.readers.office.files import open_document_part

COVERED = "<table:covered-table-cell/>"


def table(*rows: str) -> etree._Element:
    root = etree.fromstring(open_document_part("text", f"<table:table>{''.join(rows)}</table:table>").encode())
    return root[0]


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext())


def test_covered_cells_repeat_the_text_that_spans_them() -> None:
    spanning = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'

    grid = grid_of(table(row(cell("Mill", spanning), COVERED, cell("a")), row(COVERED, COVERED, cell("b"))), text_of)

    repeated = GridCell("Mill", repeats=True)
    assert grid.rows == ((GridCell("Mill"), repeated, GridCell("a")), (repeated, repeated, GridCell("b")))


def test_repeated_cells_and_rows_stand_as_often_as_they_say_and_the_blank_end_of_a_row_once() -> None:
    grid = grid_of(
        table(
            row(cell("x", 'table:number-columns-repeated="2"'), cell("", 'table:number-columns-repeated="900"')),
            row(cell("y"), more='table:number-rows-repeated="2"'),
            row(cell(""), more='table:number-rows-repeated="900"'),
        ),
        text_of,
    )

    assert grid == CellGrid.of_texts([["x", "x", ""], ["y"], ["y"]])


def test_header_rows_are_counted_and_hidden_rows_told_by_their_place() -> None:
    grid = grid_of(
        table(
            f"<table:table-header-rows>{row(cell('Item'))}</table:table-header-rows>",
            row(cell("Oil")),
            row(cell("Tea"), more='table:visibility="collapse"'),
        ),
        text_of,
    )

    assert (grid.header_rows, grid.hidden_rows) == (1, frozenset({2}))


def test_rows_in_groups_are_rows_of_the_table() -> None:
    group = f"<table:table-row-group><table:table-rows>{row(cell('in'))}</table:table-rows></table:table-row-group>"

    found = list(rows_of(table(row(cell("out")), group)))

    assert [text_of(one.element) for one in found] == ["out", "in"]
    assert [one.header for one in found] == [False, False]


def test_a_table_of_one_cell_is_known_by_it() -> None:
    only = only_cell(table(row(cell("Framed"))))

    assert only is not None
    assert text_of(only) == "Framed"
    assert only_cell(table(row(cell("a")), row(cell("b")))) is None
