"""Tables of web pages: which hold data and which only lay a page out, and the grid of those with data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from ingest.readers.tables import CellGrid, GridCell

_CELLS = ("td", "th")
_LARGEST_SPAN = 1_000  # as in the HTML standard
_MOST_CELLS = 200_000  # of a grid: spans can claim millions
_LONG_CELL = 600  # characters: of data, a cell holds less
_LAYOUT_BLOCKS = "h1 h2 h3 h4 p ul ol pre form article section".split()
_DEEPEST = 10  # tables that one with data may lie in
_FEW_WORDS = 12  # of a cell that is a value, on however many lines
_MANY_BLOCKS = 4  # in one cell, above which it is a column of a page


def is_layout(table: etree._Element) -> bool:
    """Whether a table only places the parts of a page."""
    if table.get("role") in ("presentation", "none") or sum(1 for _ in table.iterancestors("table")) > _DEEPEST:
        return True
    if table.find(".//table") is not None:
        return table.find("caption") is None and not _has_headers(table)
    if _has_headers(table) or table.find("caption") is not None:
        return False
    rows = list(_rows(table))
    if max((len(row) for row in rows), default=0) <= 1:
        return True
    if len(rows) == 1 and any(_holds_blocks(cell) for cell in _cells(rows[0])):
        return True
    return any(_is_column_of_page(cell) for row in rows for cell in _cells(row))


def caption_of(table: etree._Element) -> etree._Element | None:
    """Return the element that names the table."""
    return table.find("caption")


def grid_of(table: etree._Element, text_of: Callable[[etree._Element], str]) -> CellGrid:
    """Return the cells of a table with data; one that spans several is written in the first, repeated in the rest."""
    rows = list(_rows(table))
    grid: list[dict[int, GridCell]] = [{} for _ in rows]
    count = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while column in grid[number]:
                column += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            count += wide * high
            if count > _MOST_CELLS:
                wide = high = 1
            _fill(grid, number, column, GridCell(text_of(cell)), wide, high)
            column += wide
    written = tuple(tuple(cells.get(column, GridCell("")) for column in range(_width(cells))) for cells in grid)
    return CellGrid(written, header_rows=_count_headers(table, rows))


def _fill(grid: list[dict[int, GridCell]], row: int, column: int, cell: GridCell, wide: int, high: int) -> None:
    for down in range(high):
        for right in range(wide):
            repeated = GridCell(cell.text, repeats=True) if (down or right) else cell
            grid[row + down].setdefault(column + right, repeated)


def _width(cells: dict[int, GridCell]) -> int:
    return max(cells, default=-1) + 1


def _span(cell: etree._Element, name: str) -> int:
    """Return how many rows or columns a cell spans; 0 is all that are left, of rows only."""
    written = (cell.get(name) or "1").strip()
    number = int(written) if written.isascii() and written.isdigit() else 1
    return min(number, _LARGEST_SPAN) if name == "rowspan" else max(min(number, _LARGEST_SPAN), 1)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the table's own rows, those of its head first and of its foot last."""
    for part in ("thead", "", "tfoot"):
        for child in table:
            if child.tag == "tr" and not part:
                yield child
            elif child.tag == part or (not part and child.tag == "tbody"):
                yield from child.findall("tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (child for child in row if child.tag in _CELLS)


def _count_headers(table: etree._Element, rows: list[etree._Element]) -> int | None:
    """Return how many rows name the columns, None where the page does not say."""
    head = table.find("thead")
    in_head = len(head.findall("tr")) if head is not None else 0
    if in_head and len(rows) > in_head:
        return in_head
    count = 0
    for row in rows:
        cells = list(_cells(row))
        if not cells or not all(cell.tag == "th" and cell.get("scope") not in ("row", "rowgroup") for cell in cells):
            break
        count += 1
    if 0 < count < len(rows):
        return count
    return 0 if any(cell.tag == "th" for row in rows for cell in _cells(row)) else None


def _has_headers(table: etree._Element) -> bool:
    return table.find("thead") is not None or any(cell.tag == "th" for row in _rows(table) for cell in _cells(row))


def _holds_blocks(cell: etree._Element) -> bool:
    """Whether a cell holds what stands below each other, as the columns of a page do."""
    lines = sum(1 for _ in cell.iterdescendants("br", "p", "div", "li"))
    return lines > 2 and len(" ".join(cell.itertext()).split()) > _FEW_WORDS  # noqa: PLR2004 - three lines


def _is_column_of_page(cell: etree._Element) -> bool:
    blocks = sum(1 for _ in cell.iterdescendants(*_LAYOUT_BLOCKS))
    if blocks == 0:
        return False
    return blocks > _MANY_BLOCKS or len("".join(cell.itertext())) > _LONG_CELL or cell.find(".//h2") is not None
