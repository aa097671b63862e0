"""Rows in words: what a table's row says when it stands alone, with the names of its columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.documents import Cell, Row, Span, Table

_LABELLED = 2  # columns of a table without names whose first column labels the second
_SECTIONS_REACH = 200  # rows below a section's own row that are named by it


def row_in_words(table: Table, row: Row, text: str) -> str:
    """Return the filled cells of a row, each with its column's name: “Item: Heating · Budget: 900 · May: 912.40”.

    `text` is the document's. A table of two columns without names reads as labels and values: “Plot: 37”. A row of
    one cell among rows of many names those that follow it: “Deferred tax · Item: Leases · 2019: 41”. A cell that is
    merged over several rows or columns, in whose span each of them lies, is said in each.
    """
    words = [said for _, said in _in_words(table, row, text)]
    section = _section(table, row, text)
    if not any(table.columns):
        words = _labelled(words, len(row.cells))
    return " · ".join((section, *words) if section else words)


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
    """Yield the filled cells that stand in a row, each with what it says under its column's name."""
    return ((cell, said) for cell, said in _in_words(table, row, text) if cell.start >= row.start)


def _in_words(table: Table, row: Row, text: str) -> Iterator[tuple[Cell, str]]:
    """Yield the filled cells with what they say; one that is merged over several columns says it of each."""
    for number, cell in enumerate(row.cells):
        words = text[cell.start : cell.end]
        if words:
            columns = table.columns[number : number + cell.width]
            yield cell, " · ".join(dict.fromkeys(_said(column, words) for column in columns))


def _said(column: str, words: str) -> str:
    return f"{_bare(column)}: {words}" if column and not words.endswith(":") else words


def _bare(label: str) -> str:
    return label.rstrip(" :")


def _labelled(cells: Sequence[str], columns: int) -> list[str]:
    """Return the cells of a row without names, those that are labels joined with the values beside them."""
    if columns == len(cells) == _LABELLED:
        return [f"{_bare(cells[0])}: {cells[1]}"]
    words: list[str] = []
    for cell in cells:
        if words and words[-1].endswith(":"):
            words[-1] = f"{words[-1]} {cell}"
        else:
            words.append(cell)
    return words


def _section(table: Table, row: Row, text: str) -> str:
    """Return the words of the nearest row above that holds its first cell only, "" for none and for such a row."""
    if _is_section(row, text):
        return ""
    at = bisect_left(table.rows, row.start, key=lambda one: one.start)
    nearby = table.rows[max(0, at - _SECTIONS_REACH) : at]
    above = next((one for one in reversed(nearby) if _is_section(one, text)), None)
    return _bare(text[above.start : above.end]) if above else ""


def _is_section(row: Row, text: str) -> bool:
    """Tell whether only the first of several cells holds something; of two, where it ends as what follows it begins."""
    first = row.cells[0]
    if first.end == first.start or any(cell.end > cell.start for cell in row.cells[1:]):
        return False
    return len(row.cells) > _LABELLED or (len(row.cells) == _LABELLED and text[first.end - 1] == ":")
