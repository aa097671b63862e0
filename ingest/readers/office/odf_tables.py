"""Tables of OpenDocument files as grids: repeated and covered cells, header rows, hidden rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.office.odf import TABLE
from ingest.readers.tables import CellGrid, GridCell

_ROW_HOLDERS = frozenset(TABLE + name for name in ("table-rows", "table-row-group", "table-header-rows"))
_MOST_REPEATS = 1_000  # of one row or cell that holds something
_HIDDEN = frozenset(("collapse", "filter"))
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


@dataclass(frozen=True, slots=True)
class OdfRow:
    """A row as written: its element, whether it is a header, and how many times it stands there."""

    element: etree._Element
    header: bool
    repeats: int

    @property
    def cells(self) -> list[etree._Element]:
        """Its cells, covered ones included."""
        return [child for child in self.element if child.tag in _CELLS]

    @property
    def hidden(self) -> bool:
        """Whether it is not shown."""
        return self.element.get(f"{TABLE}visibility") in _HIDDEN


def rows_of(table: etree._Element, *, header: bool = False) -> Iterator[OdfRow]:
    """Yield the rows of a table, those in groups included."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield OdfRow(child, header, _repeats(child, "number-rows-repeated"))
        elif child.tag in _ROW_HOLDERS:
            yield from rows_of(child, header=header or child.tag == f"{TABLE}table-header-rows")


def only_cell(table: etree._Element) -> etree._Element | None:
    """Return the cell of a table that has one only: a frame around text."""
    cells = [cell for row in rows_of(table) for cell in row.cells]
    return cells[0] if len(cells) == 1 else None


def grid_of(table: etree._Element, text_of: Callable[[etree._Element], str]) -> CellGrid:
    """Return the grid of a table. `text_of` reads a cell, once, in the order of the text."""
    lines: list[tuple[GridCell, ...]] = []
    hidden: set[int] = set()
    headers = 0
    covering: dict[tuple[int, int], str] = {}
    for row in rows_of(table):
        line = _line(row, len(lines), text_of, covering)
        if not any(cell.text for cell in line):
            continue
        headers += row.header and headers == len(lines)
        for _ in range(row.repeats):
            hidden |= {len(lines)} if row.hidden else set()
            lines.append(line)
    return CellGrid(tuple(lines), headers or None, frozenset(hidden))


def _line(
    row: OdfRow, number: int, text_of: Callable[[etree._Element], str], covering: dict[tuple[int, int], str]
) -> tuple[GridCell, ...]:
    line: list[GridCell] = []
    for cell in row.cells:
        text = text_of(cell)
        times = _repeats(cell, "number-columns-repeated") if text or cell.getnext() is not None else 1
        for _ in range(times):
            column = len(line)
            covered = cell.tag == f"{TABLE}covered-table-cell" and not text
            line.append(GridCell(covering.get((number, column), ""), repeats=True) if covered else GridCell(text))
            _cover(cell, text, number, column, covering)
    return tuple(line)


def _cover(cell: etree._Element, text: str, number: int, column: int, covering: dict[tuple[int, int], str]) -> None:
    across, down = _repeats(cell, "number-columns-spanned"), _repeats(cell, "number-rows-spanned")
    if text and across * down > 1:
        covering |= {(number + y, column + x): text for y in range(down) for x in range(across)}


def _repeats(element: etree._Element, name: str) -> int:
    value = element.get(TABLE + name) or "1"
    return min(max(int(value), 1), _MOST_REPEATS) if value.isdecimal() else 1
