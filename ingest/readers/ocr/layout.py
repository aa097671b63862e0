"""Reading order: fragments become lines, column after column and table by table. Knows boxes, never pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.ocr.grids import FoundTable, GridRow, aligned_table, cut_at_rulings, ruled_tables
from ingest.readers.ocr.lines import Fragment, PixelBox, RecognisedLine, around, rows_of
from ingest.readers.ocr.rulings import Rulings

_GUTTER = 0.9  # line heights: the least distance between two columns
_CELL_GAP = 1.5  # line heights: the least distance between two cells of a row
_PROSE_LINES = 3
_PROSE_LETTERS, _PROSE_WORDS = 18, 4  # a line of running text has as many, also in a narrow column; an address has not
_ALIGNED = 0.6  # of the rows on one side of a gutter go on across it: the rows of a table
_APART = 2.0  # line heights from one to the next: lines that stand alone
_AFTERTHOUGHT = 2  # lines at the foot of a left column that introduce what stands below both


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is put in order as one: a fragment, or a table with all its rows."""

    box: PixelBox
    content: Fragment | FoundTable


def in_reading_order(fragments: Sequence[Fragment], rulings: Rulings) -> tuple[RecognisedLine, ...]:
    """Return the lines of a page whose text stands upright and level."""
    tables, rest = ruled_tables(rulings, cut_at_rulings(fragments, rulings))
    pieces = [*(_Piece(table.box, table) for table in tables), *(_Piece(one.box, one) for one in rest)]
    if not pieces:
        return ()
    height = median(fragment.box.height for fragment in fragments)
    lines: list[RecognisedLine] = []
    block = 0
    for region in _regions(pieces, height):
        for part in _parts(region, height):
            lines.extend(_lines(part, block))
            block += 1
    return tuple(lines)


# -- columns ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a part of a page is parted in two columns: what stands above them, in each, and below."""

    above: list[_Piece]
    left: list[_Piece]
    right: list[_Piece]
    below: list[_Piece]

    @property
    def weight(self) -> int:
        """How many lines say that there are columns."""
        return min(len(self.left), len(self.right))


def _regions(pieces: list[_Piece], height: float) -> Iterator[list[_Piece]]:
    """Yield parts of the page of one column each. What stands beside running text comes after it."""
    if not pieces:
        return
    columns = max(_found_columns(pieces, height), key=lambda one: one.weight, default=None)
    if columns is None:
        yield pieces
        return
    aside = _aside(columns)
    if aside:
        yield from _regions([piece for piece in pieces if piece not in aside], height)
        yield from _regions(aside, height)
        return
    for part in (columns.above, columns.left, columns.right, columns.below):
        yield from _regions(part, height)


def _found_columns(pieces: list[_Piece], height: float) -> Iterator[_Columns]:
    for x, y in _gaps(pieces, height):
        columns = _parted_at(pieces, x, y)
        if _are_columns(columns):
            yield _without_afterthought(columns, height)


def _gaps(pieces: list[_Piece], height: float) -> Iterable[tuple[float, float]]:
    """Yield where blanks stand between pieces of one line: the middle of each, and the line's."""
    for row in rows_of(pieces):
        for left, right in pairwise(row):
            if right.box.left - left.box.right >= _GUTTER * height:
                yield (left.box.right + right.box.left) / 2, (left.box.middle + right.box.middle) / 2


def _parted_at(pieces: list[_Piece], x: float, y: float) -> _Columns:
    crossing = [piece.box for piece in pieces if piece.box.left < x < piece.box.right]
    top = max((box.middle for box in crossing if box.middle < y), default=float("-inf"))
    bottom = min((box.middle for box in crossing if box.middle > y), default=float("inf"))
    inside = [one for one in pieces if top < one.box.middle < bottom]
    return _Columns(
        [one for one in pieces if one.box.middle <= top],
        [one for one in inside if one.box.right <= x],
        [one for one in inside if one.box.left >= x],
        [one for one in pieces if one.box.middle >= bottom],
    )


def _are_columns(columns: _Columns) -> bool:
    """Tell columns from the cells of a table: running text on both sides, or on one without a partner in most lines."""
    left, right = rows_of(columns.left), rows_of(columns.right)
    prose = [_is_prose(columns.left), _is_prose(columns.right)]
    if not left or not right or all(prose):
        return all(prose)
    together = len(left) + len(right) - len(rows_of([*columns.left, *columns.right]))
    if any(prose):
        return together < _ALIGNED * max(len(left), len(right)) and not _are_labels(right if prose[0] else left)
    return min(len(left), len(right)) > 1 and together < _ALIGNED * min(len(left), len(right))


def _are_labels(rows: Sequence[Sequence[_Piece]]) -> bool:
    """Say whether lines beside running text stand apart from each other, each at what it names."""
    distances = [below[0].box.middle - above[0].box.middle for above, below in pairwise(rows)]
    return bool(distances) and median(distances) > _APART * median(row[0].box.height for row in rows)


def _aside(columns: _Columns) -> list[_Piece]:
    """Return a caption or a note that stands beside running text, which goes on above and below it."""
    left, right = _is_prose(columns.left), _is_prose(columns.right)
    if left == right:
        return []
    return columns.right if left else columns.left


def _is_prose(pieces: Sequence[_Piece]) -> bool:
    texts = [piece.content.text for piece in pieces if isinstance(piece.content, Fragment)]
    if len(texts) < _PROSE_LINES:
        return False
    return median(map(len, texts)) >= _PROSE_LETTERS and median(len(text.split()) for text in texts) >= _PROSE_WORDS


def _without_afterthought(columns: _Columns, height: float) -> _Columns:
    """Move a heading that stands below the left column, over what spans both, to what it introduces."""
    if not columns.below:
        return columns
    foot = max(piece.box.bottom for piece in columns.right)
    rows = rows_of(columns.left)
    kept = len(rows)
    while kept > 1 and rows[kept - 1][0].box.top > foot:
        kept -= 1
        if rows[kept][0].box.top - rows[kept - 1][0].box.bottom > _CELL_GAP * height / 2:
            break
    if not 0 < len(rows) - kept <= _AFTERTHOUGHT:
        return columns
    moved = [piece for row in rows[kept:] for piece in row]
    return _Columns(
        columns.above, [piece for row in rows[:kept] for piece in row], columns.right, [*moved, *columns.below]
    )


# -- lines and rows ---------------------------------------------------------------------------------------------------


def _parts(region: Sequence[_Piece], height: float) -> Iterator[list[list[Fragment]] | FoundTable]:
    """Yield runs of lines, and tables, from top to bottom."""
    prose: list[list[Fragment]] = []
    rows: list[list[list[Fragment]]] = []  # rows of cells
    for row in rows_of(region):
        tables = [piece.content for piece in row if isinstance(piece.content, FoundTable)]
        cells = _cells([piece.content for piece in row if isinstance(piece.content, Fragment)], height)
        goes_on = bool(rows) and len(cells) == 1 and _continues(rows, cells[0], height)
        if (tables or (len(cells) == 1 and not goes_on)) and rows:
            yield aligned_table(rows)
            rows = []
        if (tables or len(cells) > 1) and prose:
            yield prose
            prose = []
        if len(cells) > 1 or goes_on:
            rows.append(cells)
        elif cells:
            prose.append(cells[0])
        yield from tables
    if rows:
        yield aligned_table(rows)
    if prose:
        yield prose


def _cells(row: Sequence[Fragment], height: float) -> list[list[Fragment]]:
    cells: list[list[Fragment]] = []
    for fragment in row:
        if cells and fragment.box.left - cells[-1][-1].box.right < _CELL_GAP * height:
            cells[-1].append(fragment)
        else:
            cells.append([fragment])
    return cells


def _continues(rows: Sequence[Sequence[Sequence[Fragment]]], cell: Sequence[Fragment], height: float) -> bool:
    """Say whether a line that stands alone goes on a cell of the row above it, not its first."""
    box, last = around([one.box for one in cell]), [around([one.box for one in other]) for other in rows[-1]]
    is_near = box.top - max(one.bottom for one in last) < _GUTTER * height
    return is_near and box.left > last[0].right and len(last) > 1


def _lines(part: list[list[Fragment]] | FoundTable, block: int) -> Iterator[RecognisedLine]:
    if isinstance(part, FoundTable):
        yield from (_row(row, block) for row in part.rows)
    else:
        yield from (_line(members, block) for members in part)


def _row(row: GridRow, block: int) -> RecognisedLine:
    line = _line(row.fragments, block)
    return replace(line, cells=row.cells, repeats=row.repeats)


def _line(members: Sequence[Fragment], block: int) -> RecognisedLine:
    words = tuple(word for member in members for word in member.words)
    letters = sum(len(member.text) for member in members)
    confidence = sum(member.confidence * len(member.text) for member in members) / letters
    text = " ".join(word.text for word in words)
    return RecognisedLine(text, around([one.box for one in members]), confidence, words, block)
