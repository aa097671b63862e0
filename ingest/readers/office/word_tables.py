"""Tables of Word files as grids: merged cells, header rows, rows that tracked changes deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.readers.office.styles import WORD, is_on, value_of
from ingest.readers.tables import CellGrid, GridCell

_HOLDERS = frozenset(WORD + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_WIDEST = 1_000  # columns that one cell may span; more is damage


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: what holds its paragraphs, the columns that it spans, and whether it goes on from the one above."""

    element: etree._Element
    span: int
    goes_on: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells, and the columns that it leaves free before them."""

    cells: tuple[TableCell, ...]
    before: int
    header: bool
    hidden: bool


def rows_of(table: etree._Element) -> Iterator[TableRow]:
    """Yield the rows that stand, those of content controls included and deleted ones not."""
    for element in _inside(table, f"{WORD}tr"):
        properties = element.find(f"{WORD}trPr")
        if properties is None:
            yield TableRow(_cells(element), 0, header=False, hidden=False)
        elif properties.find(f"{WORD}del") is None:
            yield TableRow(
                _cells(element),
                _count(value_of(properties, "gridBefore"), 0),
                is_on(properties.find(f"{WORD}tblHeader")),
                is_on(properties.find(f"{WORD}hidden")),
            )


def is_frame(rows: Sequence[TableRow]) -> bool:
    """Whether a table is none, but a frame around text: a single cell, or a few that hold tables themselves."""
    cells = [cell for row in rows for cell in row.cells]
    if len(cells) <= 1:
        return True
    return len(rows) <= _FRAME_ROWS and any(_holds_table(cell.element) for cell in cells)


_FRAME_ROWS = 2


def _holds_table(cell: etree._Element) -> bool:
    return any(
        len(table.findall(f"{WORD}tr")) > 1 and len(table.findall(f"{WORD}tr/{WORD}tc")) > _FRAME_ROWS
        for table in cell.findall(f"{WORD}tbl")
    )


def grid_of(rows: Sequence[TableRow], text_of: Callable[[etree._Element], str]) -> CellGrid:
    """Return the grid of a table. `text_of` reads a cell, once, in the order of the text."""
    above: dict[int, str] = {}
    lines: list[tuple[GridCell, ...]] = []
    for row in rows:
        line = [GridCell("")] * row.before
        for cell in row.cells:
            column = len(line)
            repeats = cell.goes_on or (cell.beside and column > 0)
            own = text_of(cell.element)
            text = own or (above.get(column, "") if cell.goes_on else line[-1].text if repeats else "")
            line.append(GridCell(text, repeats=repeats and not own))
            line.extend([GridCell(text, repeats=True)] * (cell.span - 1))
            above |= dict.fromkeys(range(column, len(line)), text)
        lines.append(tuple(line))
    headers = next((number for number, row in enumerate(rows) if not row.header), len(rows))
    hidden = frozenset(number for number, row in enumerate(rows) if row.hidden)
    return CellGrid(tuple(lines), headers if 0 < headers < len(rows) else None, hidden)


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _HOLDERS:
            yield from _inside(child, tag)


def _cells(row: etree._Element) -> tuple[TableCell, ...]:
    return tuple(_cell(element) for element in _inside(row, f"{WORD}tc"))


def _cell(element: etree._Element) -> TableCell:
    properties = element.find(f"{WORD}tcPr")
    if properties is None:
        return TableCell(element, 1, goes_on=False, beside=False)
    below, beside = properties.find(f"{WORD}vMerge"), properties.find(f"{WORD}hMerge")
    return TableCell(
        element,
        min(max(_count(value_of(properties, "gridSpan"), 1), 1), _WIDEST),
        below is not None and below.get(f"{WORD}val") != "restart",
        beside is not None and beside.get(f"{WORD}val") != "restart",
    )


def _count(value: str, otherwise: int) -> int:
    return int(value) if value.isdecimal() else otherwise
