from __future__ import annotations

from ingest.documents import Span
from ingest.readers.tables import Grid, table_of
from ingest.rows import row_in_words, told_at


def words(*rows: tuple[str, ...], header_rows: int) -> list[str]:
    found = table_of(Grid.of_texts(rows, header_rows=header_rows))
    assert found is not None
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
    found = table_of(Grid.of_texts([("Item", "Budget", "May"), ("Heating", "900", "912.40")], header_rows=1))
    assert found is not None
    (row,) = found.table.rows
    _, budget, may = row.cells

    assert told_at([found.table], found.text, Span(row.start, row.end)) == "Item: Heating · Budget: 900 · May: 912.40"
    assert told_at([found.table], found.text, Span(budget.start, may.end)) == "Budget: 900 · May: 912.40"
    assert told_at([found.table], found.text, Span(0, 4)) == ""
