"""Rows in words: what a table's row says when it stands alone, with the names of its columns."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.documents import Cell, Row, Table

_LABELLED = 2  # columns of a table without names whose first column labels the second


def row_in_words(table: Table, row: Row, text: str) -> str:
    """Return the filled cells of a row, each with its column's name: “Item: Heating · Budget: 900 · May: 912.40”.

    `text` is the document's. A table of two columns without names reads as labels and values: “Plot: 37”.
    """
    cells = [text[cell.start : cell.end] for cell in row.cells]
    if not any(table.columns):
        if len(cells) == _LABELLED and all(cells):
            return f"{cells[0].rstrip(' :')}: {cells[1]}"
        return " · ".join(cell for cell in cells if cell)
    return " · ".join(words for _, words in cells_in_words(table, row, text))


def cells_in_words(table: Table, row: Row, text: str) -> Iterator[tuple[Cell, str]]:
    """Yield the filled cells of a row, each with what it says under its column's name."""
    for column, cell in zip(table.columns, row.cells, strict=True):
        words = text[cell.start : cell.end]
        if words:
            yield cell, f"{column}: {words}" if column else words
