"""Tables: a grid of cells, as a sheet or a page has it, becomes rows of text under column names.

Knows nothing of formats: each reader of one says what its cells hold and which go on from others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import NamedTuple

from ingest.documents import Block, BlockKind, Cell, Row, Table
from ingest.readers.headers import CellKind, count_headers, kind_of

SEPARATOR = " | "  # between the cells of a row, in the text
_PARAGRAPH = 200  # characters of a cell that is a paragraph, where columns have no names
_PARAGRAPHS = 0.7  # of a table's characters, from which on it only lays paragraphs out
_LABEL = 60  # characters of a cell that can label the one beside it
_WIDE = 4  # filled cells of a usual row, from which on a row of two above it tells of the table
_PROGRESS_EVERY = 5_000  # rows
_BEGINNING = 200  # rows that tell what a table is
_SENTENCE = 60  # characters of a last row's only cell that is a note
_NOTE = re.compile(
    r"\W{0,2}(?:sources?|notes?|quellen?|anmerkung(?:en)?|hinweise?|fuentes?|nota|bron)\b.*|[*†‡§¹²³].+|\(\w\) .+",
    re.IGNORECASE | re.DOTALL,
)


class GridCell(NamedTuple):
    """One cell: a tuple, as a sheet has thousands.

    `name` is its address in a sheet or ""; one that `repeats` goes on from the cell beside or above it.
    A merged cell is written once, where it begins; its repetitions carry its text so that all its columns are named.
    `strong` marks what is bold or said to be a header, `hidden` what stands in a column that is not shown.
    """

    text: str
    name: str = ""
    repeats: bool = False
    strong: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CellGrid:
    """Rows of cells, each from the first column on; rows may be of different lengths.

    `header_rows` says how many of the first rows name the columns; None leaves it to be seen from what they hold.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int | None = None
    hidden_rows: frozenset[int] = frozenset()

    @classmethod
    def of_texts(cls, rows: Sequence[Sequence[str]], *, header_rows: int | None = None) -> CellGrid:
        """Return a grid of plain cells."""
        return cls(tuple(tuple(GridCell(text) for text in row) for row in rows), header_rows)


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table and its text: a line for each row, and for what stands above it; paragraphs for notes below it.

    `table` is None where the grid only laid paragraphs out: these are the text then.
    """

    table: Table | None
    text: str
    blocks: tuple[Block, ...]


Progress = Callable[[int, int], None]
"""Told how far something long is: parts done, parts in all."""


def unheard(_done: int, _total: int) -> None:
    """Take progress that nobody waits for."""


def table_of(grid: CellGrid, *, caption: str = "", start: int = 0, progress: Progress = unheard) -> WrittenTable | None:
    """Write a grid from offset `start` on; None where no cell holds anything.

    Blank rows and columns are left out. Above the header, rows of one cell are titles (the caption) and those of a
    label and a value are fields; sentences below the last row are notes. A cell merged over several rows is written
    in the first; in the others its span is that of the first, so that each of the rows says it.
    """
    kept = [
        _Line(tuple(map(_bare, row)), number, number in grid.hidden_rows)
        for number, row in enumerate(grid.rows)
        if any(cell.text and not cell.repeats and not cell.text.isspace() for cell in row)
    ]
    if not kept:
        return None
    lines = _without_blank_columns(kept)
    if _lays_paragraphs_out(lines, grid.header_rows):
        return _write_paragraphs([grid.rows[line.number] for line in lines], lines, start)
    parts = _parts(lines, grid.header_rows)
    return _write(parts, caption, start, progress)


@dataclass(frozen=True, slots=True)
class _Line:
    cells: tuple[GridCell, ...]
    number: int  # among the grid's rows
    hidden: bool

    @property
    def own(self) -> list[GridCell]:
        """The cells that are written: those that hold something and do not go on from another."""
        return [cell for cell in self.cells if cell.text and not cell.repeats]

    @property
    def texts(self) -> list[str]:
        """What each cell holds, or goes on with."""
        return [cell.text for cell in self.cells]

    @property
    def written(self) -> list[str]:
        """What each cell holds, "" for those that go on from another."""
        return ["" if cell.repeats else cell.text for cell in self.cells]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines of a table by what they are, in this order from above."""

    above: Sequence[_Line]
    headers: Sequence[_Line]
    body: Sequence[_Line]
    notes: Sequence[_Line]


def _bare(cell: GridCell) -> GridCell:
    text = " ".join(cell.text.split())
    return cell if text == cell.text else cell._replace(text=text)


def _without_blank_columns(lines: Sequence[_Line]) -> list[_Line]:
    width = max(len(line.cells) for line in lines)
    filled: set[int] = set()
    for line in lines:
        if len(filled) < width:
            filled.update(column for column, cell in enumerate(line.cells) if cell.text and not cell.repeats)
    columns = sorted(filled)
    if len(columns) == width and all(len(line.cells) == width for line in lines):
        return list(lines)
    return [_Line(tuple(_picked(line.cells, columns)), line.number, line.hidden) for line in lines]


def _picked(cells: Sequence[GridCell], columns: Sequence[int]) -> Iterator[GridCell]:
    return (cells[column] if column < len(cells) else _BLANK for column in columns)


_BLANK = GridCell("")


def _lays_paragraphs_out(lines: Sequence[_Line], header_rows: int | None) -> bool:
    """Tell whether cells are paragraphs side by side, or a box around one, rather than a table's."""
    lines = lines[:_BEGINNING]
    width = len(lines[0].cells)
    if header_rows or (width > 1 and len(lines) > 1 and count_headers([line.written for line in lines])):
        return False
    own = [cell for line in lines for cell in line.own]
    lengths = [len(cell.text) for cell in own]
    if len(own) == 1 and not (own[0].name and lengths[0] <= _PARAGRAPH):  # in a sheet, a cell keeps its address
        return True
    labelled = width == 2 and all(len(line.cells[0].text) <= _LABEL for line in lines)  # noqa: PLR2004 - a label and its value
    return not labelled and sum(length for length in lengths if length > _PARAGRAPH) >= _PARAGRAPHS * sum(lengths)


def _parts(lines: Sequence[_Line], header_rows: int | None) -> _Parts:
    if header_rows is not None:
        headers = sum(line.number < header_rows for line in lines)
        above = next((number for number in range(headers - 1) if not _stands_above(lines[number])), max(headers - 1, 0))
        headers -= above
    else:
        above = _count_above(lines)
        rest = lines[above : above + _BEGINNING]
        headers = count_headers([line.written for line in rest], [all(c.strong for c in line.own) for line in rest])
    notes = _count_notes(lines[above + headers + 1 :])
    last = len(lines) - notes
    return _Parts(lines[:above], lines[above : above + headers], lines[above + headers : last], lines[last:])


def _stands_above(line: _Line) -> bool:
    """Tell whether a row among those said to be headers is a title of them all."""
    alone = len(line.cells) > 1 and len(line.own) == 1 and not any(cell.repeats for cell in line.cells)
    return alone or _spans_all(line)


def _spans_all(line: _Line) -> bool:
    return len(line.cells) > 1 and len(line.own) == 1 and all(cell.text for cell in line.cells)


def _count_above(lines: Sequence[_Line]) -> int:
    """Count the titles and fields above the header; none where no row holds several cells."""
    filled = sorted(len(line.own) for line in lines[:_BEGINNING])
    usual = filled[len(filled) // 2]
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else None
        if not (_is_title(line, below) or _is_field(line, usual)):
            return number if len(line.own) > 1 or _begins_further(line) else 0
    return 0


def _begins_further(line: _Line) -> bool:
    return not line.cells[0].text


def _is_title(line: _Line, below: _Line | None) -> bool:
    """Tell whether a row of one cell is a title, not a name over some of the columns of the row below it."""
    if len(line.own) != 1 or len(line.cells) == 1:
        return False
    if not _begins_further(line):
        return _spans_all(line) or not any(cell.repeats for cell in line.cells)
    if any(cell.repeats for cell in line.cells) or below is None:
        return False
    names = [text for text in below.texts if text]
    parted = _begins_further(below) or len(set(names)) < len(names)
    return not parted and not any(kind_of(name) is CellKind.YEAR for name in names) and len(names) > 1


def _is_field(line: _Line, usual: int) -> bool:
    """Tell whether a row is a label and its value above a table with more columns."""
    own = line.own
    if len(own) != 2 or usual < _WIDE or line.cells[:2] != tuple(own):  # noqa: PLR2004 - a label and its value
        return False
    return own[0].text.endswith(":") or kind_of(own[1].text) not in {CellKind.TEXT, CellKind.YEAR}


def _count_notes(lines: Sequence[_Line]) -> int:
    """Count the last rows that are sentences about the table."""
    count = 0
    while count < len(lines) and _is_note(lines[-count - 1]):
        count += 1
    return count


def _is_note(line: _Line) -> bool:
    own = line.own
    if len(line.cells) == 1 or len(own) != 1 or own[0] is not line.cells[0]:
        return False
    text = own[0].text
    return len(text) > _SENTENCE or (text[-1] in ".!。" and " " in text) or bool(_NOTE.fullmatch(text))


# -- writing ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Writer:
    """Text that grows line by line from an offset on, with its blocks."""

    position: int
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def add(self, words: str, kind: BlockKind, *, hidden: bool, ending: str = "\n") -> None:
        self.parts += (words, ending)
        self.blocks.append(Block(kind, self.position, self.position + len(words), hidden=hidden))
        self.position += len(words) + len(ending)


def _write_paragraphs(rows: Sequence[Sequence[GridCell]], lines: Sequence[_Line], start: int) -> WrittenTable:
    writer = _Writer(start)
    for row, line in zip(rows, lines, strict=True):
        for cell in row:
            for paragraph in () if cell.repeats else cell.text.split("\n"):
                words = " ".join(paragraph.split())
                if words:
                    writer.add(words, BlockKind.PARAGRAPH, hidden=line.hidden, ending="\n\n")
    return WrittenTable(None, "".join(writer.parts), tuple(writer.blocks))


def _write(parts: _Parts, caption: str, start: int, progress: Progress) -> WrittenTable:
    writer = _Writer(start)
    titles = [line.own[0].text for line in parts.above if len(line.own) == 1]
    for line in parts.above:
        kind = BlockKind.CAPTION if len(line.own) == 1 else BlockKind.FIELD
        writer.add(": ".join(cell.text.rstrip(" :") for cell in line.own), kind, hidden=line.hidden)
    for line in parts.headers:
        writer.add(_row_text(line, writer.position, ())[0], BlockKind.ROW, hidden=line.hidden)
    body = tuple(_write_body(parts.body, writer, progress))
    end = writer.position - 1
    for line in parts.notes:
        if line is parts.notes[0]:
            writer.parts.append("\n")
            writer.position += 1
        writer.add(line.own[0].text, BlockKind.PARAGRAPH, hidden=line.hidden, ending="\n\n")
    columns = _column_names(parts.headers, len((*parts.headers, *parts.body)[0].cells))
    table = Table(start, end, columns, body, caption or " ".join(titles))
    return WrittenTable(table, "".join(writer.parts), tuple(writer.blocks))


def _write_body(lines: Sequence[_Line], writer: _Writer, progress: Progress) -> Iterator[Row]:
    above: Sequence[tuple[GridCell, Cell]] = ()
    for number, line in enumerate(lines):
        if number % _PROGRESS_EVERY == 0:
            progress(number, len(lines))
        begin = writer.position
        words, cells = _row_text(line, begin, above)
        writer.add(words, BlockKind.ROW, hidden=line.hidden)
        above = tuple(zip(line.cells, cells, strict=True))
        yield Row(begin, begin + len(words), cells, line.hidden)


def _row_text(line: _Line, start: int, above: Sequence[tuple[GridCell, Cell]]) -> tuple[str, tuple[Cell, ...]]:
    """Return the cells of a row as text, and their spans; blank cells at its end leave no separator."""
    text = ""
    cells: list[Cell] = []
    written = line.written
    merged = any(cell.repeats for cell in line.cells)
    last = next((number for number in reversed(range(len(written))) if written[number]), 0)
    for number, cell in enumerate(line.cells):
        if 0 < number <= last:
            text = text.rstrip() + SEPARATOR if text else SEPARATOR.lstrip()
        here = start + len(text)
        if cell.repeats:
            cells.append(_repeated(cell, above[number] if above else None, here))
            continue
        width = _width(line, number) if merged else 1
        cells.append(Cell(here, here + len(cell.text), cell.name, cell.hidden, width))
        text += cell.text
    return text, tuple(cells)


def _repeated(cell: GridCell, above: tuple[GridCell, Cell] | None, here: int) -> Cell:
    """Return the span of the cell above that goes on here; an empty one where it goes on from beside."""
    if above is not None and above[0].text == cell.text and above[1].end > above[1].start:
        return Cell(above[1].start, above[1].end, cell.name, cell.hidden)
    return Cell(here, here, cell.name, cell.hidden)


def _width(line: _Line, number: int) -> int:
    """Return how many columns a cell is merged over; all of a row are none of them."""
    cell = line.cells[number]
    further = takewhile(lambda one: one.repeats and one.text == cell.text, line.cells[number + 1 :])
    width = 1 + sum(1 for _ in further) if cell.text else 1
    return width if width < len(line.cells) else 1


# -- column names -----------------------------------------------------------------------------------------------


def _column_names(headers: Sequence[_Line], width: int) -> tuple[str, ...]:
    """Join the names that stand over each column, once where a row repeats the one above."""
    merged = any(cell.repeats for line in headers for cell in line.cells)
    rows = [line.texts for line in headers]
    named = rows if merged else [_spread(row, below) for row, below in zip(rows, (*rows[1:], None), strict=False)]
    return tuple(
        " › ".join(name for name, _ in groupby(row[column] for row in named) if name) for column in range(width)
    )


def _spread(row: Sequence[str], below: Sequence[str] | None) -> Sequence[str]:
    """Let a name over several columns, of which no merged cell tells, go on to the blanks at its right.

    A name that stands alone is over all columns but the first, and the first name over its own alone, unless that has
    another name below it.
    """
    filled = [number for number, text in enumerate(row) if text]
    if len(filled) == 1 and filled[0] > 0:
        return ["" if number == 0 else row[filled[0]] for number in range(len(row))]
    if below is None:
        return row
    spread: list[str] = []
    name = ""
    for number, text in enumerate(row):
        name = text if text or number == 0 else name
        spread.append(text or (name if below[number] and (below[0] or row[0] != name) else ""))
    return spread
