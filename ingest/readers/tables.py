"""Tables: a grid of cells, as a sheet or a page has it, becomes rows of text under column names.

Knows nothing of formats: each reader of one says what its cells hold and which go on from others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.documents import Block, BlockKind, Cell, Row, Table

SEPARATOR = " | "  # between the cells of a row, in the text
_MOST_HEADER_ROWS = 4
_LONGEST_NAME = 80  # characters of a cell that can name a column
_NUMBER = re.compile(r"[-+(]?[^\w\s]?\s?\d[\d\s.,:/%–-]*\)?\s?\D{0,4}")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell. `name` is its address in a sheet or ""; one that `repeats` goes on from the cell beside or above it.

    A merged cell is written once, where it begins; its repetitions carry its text so that all its columns are named.
    """

    text: str
    name: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, each from the first column on; rows may be of different lengths.

    `header_rows` says how many of the first rows name the columns; None leaves it to be seen from what they hold.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int | None = None
    hidden_rows: frozenset[int] = frozenset()

    @classmethod
    def of_texts(cls, rows: Sequence[Sequence[str]], *, header_rows: int | None = None) -> Grid:
        """Return a grid of plain cells."""
        return cls(tuple(tuple(GridCell(text) for text in row) for row in rows), header_rows)


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table and its text: a line for each row, and for each title above it."""

    table: Table
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    cells: tuple[GridCell, ...]
    hidden: bool


def table_of(grid: Grid, *, caption: str = "", start: int = 0) -> WrittenTable | None:
    """Write a grid from offset `start` on; None where no cell holds anything.

    Blank rows and columns are left out. Rows above the header that hold one cell only are titles.
    """
    lines = [
        _Line(tuple(_bare(cell) for cell in row), number in grid.hidden_rows) for number, row in enumerate(grid.rows)
    ]
    given = grid.header_rows
    kept = [(number, line) for number, line in enumerate(lines) if any(cell.text for cell in line.cells)]
    if not kept:
        return None
    rows = _without_blank_columns([line for _, line in kept])
    titles = 0 if given is not None else _count_titles(rows)
    headers = sum(number < given for number, _ in kept) if given is not None else _count_headers(rows[titles:])
    return _write(rows, titles, headers, caption, start)


def _bare(cell: GridCell) -> GridCell:
    return GridCell(" ".join(cell.text.split()), cell.name, cell.repeats)


def _without_blank_columns(rows: Sequence[_Line]) -> list[_Line]:
    width = max(len(row.cells) for row in rows)
    padded = [(*row.cells, *(GridCell(""),) * (width - len(row.cells))) for row in rows]
    filled = [column for column in range(width) if any(cells[column].text for cells in padded)]
    return [
        _Line(tuple(cells[column] for column in filled), row.hidden) for cells, row in zip(padded, rows, strict=True)
    ]


def _own(line: _Line) -> list[GridCell]:
    """Return the cells that are written: those that hold something and do not go on from another."""
    return [cell for cell in line.cells if cell.text and not cell.repeats]


def _count_titles(rows: Sequence[_Line]) -> int:
    """Count the rows of one cell above the first with several; none where no row has several."""
    return next((number for number, row in enumerate(rows) if len(_own(row)) > 1), 0)


def _count_headers(rows: Sequence[_Line]) -> int:
    """Count the header rows, by what they hold: names above values.

    A row names columns when its cells are short, are no numbers, and rows with values follow. Further ones follow a
    row with merged cells.
    """
    count = 0
    while count < min(_MOST_HEADER_ROWS, len(rows) - 1) and _names_columns(rows[count]):
        count += 1
        if not any(cell.repeats for cell in rows[count - 1].cells):
            break
    return count


def _names_columns(row: _Line) -> bool:
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) > 1 and all(
        len(text) <= _LONGEST_NAME and not _NUMBER.fullmatch(text) and not text.endswith(":") for text in texts
    )


def _write(rows: Sequence[_Line], titles: int, headers: int, caption: str, start: int) -> WrittenTable:
    text = ""
    blocks: list[Block] = []
    body: list[Row] = []
    for number, line in enumerate(rows):
        words, cells = _row_text(line, start + len(text))
        kind = BlockKind.CAPTION if number < titles else BlockKind.ROW
        begin, end = start + len(text), start + len(text) + len(words)
        blocks.append(Block(kind, begin, end, hidden=line.hidden))
        if number >= titles + headers:
            body.append(Row(begin, end, cells, line.hidden))
        text += words + "\n"
    named = " ".join(cell.text for row in rows[:titles] for cell in _own(row))
    columns = _column_names(rows[titles : titles + headers], len(rows[0].cells))
    table = Table(start, start + len(text) - 1, columns, tuple(body), caption or named)
    return WrittenTable(table, text, tuple(blocks))


def _row_text(line: _Line, start: int) -> tuple[str, tuple[Cell, ...]]:
    """Return the cells of a row as text, and their spans; blank cells at its end leave no separator."""
    text = ""
    cells: list[Cell] = []
    last = max((number for number, cell in enumerate(line.cells) if cell.text and not cell.repeats), default=0)
    for number, cell in enumerate(line.cells):
        if 0 < number <= last:
            text = text.rstrip() + SEPARATOR if text else SEPARATOR.lstrip()
        written = "" if cell.repeats else cell.text
        cells.append(Cell(start + len(text), start + len(text) + len(written), cell.name))
        text += written
    return text, tuple(cells)


def _column_names(headers: Sequence[_Line], width: int) -> tuple[str, ...]:
    return tuple(
        " › ".join(name for name, _ in groupby(row.cells[column].text for row in headers) if name)
        for column in range(width)
    )
