"""Rows in words: what a table's row says when it stands alone, with the names of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.documents import Cell, Row, Span, Table

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


def told_at(tables: Sequence[Table], text: str, span: Span) -> str:
    """Return how the row at `span`, or the cells of one that lie in it, read alone; "" where that says no more."""
    for table in tables:
        if not table.start <= span.start < table.end:
            continue
        row = next((row for row in table.rows if row.start <= span.start and span.end <= row.end), None)
        if row is not None:
            told = _told(table, row, text, span)
            return told if told != text[span.start : span.end] else ""
    return ""


def _told(table: Table, row: Row, text: str, span: Span) -> str:
    if (span.start, span.end) == (row.start, row.end):
        return row_in_words(table, row, text)
    inside = [
        words for cell, words in cells_in_words(table, row, text) if span.start <= cell.start and cell.end <= span.end
    ]
    return " · ".join(inside)


def cells_in_words(table: Table, row: Row, text: str) -> Iterator[tuple[Cell, str]]:
    """Yield the filled cells of a row, each with what it says under its column's name."""
    for column, cell in zip(table.columns, row.cells, strict=True):
        words = text[cell.start : cell.end]
        if words:
            yield cell, f"{column}: {words}" if column else words
