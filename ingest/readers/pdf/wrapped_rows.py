"""Tables of a PDF page without rules whose cells wrap: drawn cell by cell, each row begins where its cells begin.

Knows lines in the order in which they were drawn; never what they say. Rows on one line each are found by their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.documents import BlockKind
from ingest.readers.pdf.lines import Line, PlacedWord
from ingest.readers.pdf.rules import in_lines

_LEAST_ROWS = 3
_SAME = 3.0  # points: edges and baselines that lie so near are the same
_GAP = 3.0  # of the type size: a wider gap between rows ends a table
_GAP_IN_ROW = 0.8  # of the type size: what stands further below all cells of a row, and not at its left, is no cell's
_LONGEST_ROW = 80  # lines
_MOST_LINES = 2_000  # of a page; one with more is a drawing
_FIRST_BLOCK = 100_000  # of its lines: no ruled table has that number


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of a row as drawn, from `start` up to `end`: those of a further cell begin beside its first line."""

    start: int
    end: int


def with_wrapped_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those of each such table as its rows, a line each."""
    done: list[Line] = []
    at = 0
    for number, rows in enumerate(_tables(lines)):
        edges = _edges(lines[rows[0].start : rows[-1].end])
        done.extend(lines[at : rows[0].start])
        done.extend(_row(lines[row.start : row.end], edges, _FIRST_BLOCK + number) for row in rows)
        at = rows[-1].end
    return [*done, *lines[at:]]


def _tables(lines: Sequence[Line]) -> Iterator[list[_Row]]:
    """Yield runs of rows that stand below one another, most of which go back up to where they began."""
    index = 0
    while index < len(lines) <= _MOST_LINES:
        rows = _rows_from(lines, index)
        if sum(_returns(lines[row.start : row.end]) for row in rows) >= _LEAST_ROWS:
            yield rows
            index = rows[-1].end
        else:
            index += 1


def _rows_from(lines: Sequence[Line], start: int) -> list[_Row]:
    rows: list[_Row] = []
    while start < len(lines):
        end = _row_end(lines, start)
        if end is None or (rows and not _is_next(lines, rows[-1], start)):
            break
        rows.append(_Row(start, end))
        start = end
    return rows


def _row_end(lines: Sequence[Line], start: int) -> int | None:
    """Return where a row ends that begins with a line: before the first line below it all, at its left edge.

    None for one whose lines do not stand in cells side by side.
    """
    first = lines[start]
    if first.kind or first.filled or first.turn or first.right_to_left:
        return None
    bottom, left = first.bottom, first.left
    for index in range(start + 1, min(start + _LONGEST_ROW, len(lines))):
        line = lines[index]
        if line.kind or line.filled or line.turn or line.baseline < first.baseline - _SAME:
            return index
        if line.top - bottom > _GAP_IN_ROW * line.size and line.left >= left + _SAME:
            return index
        if line.baseline > bottom and line.left < left + _SAME and _is_whole(lines[start:index]):
            return index
        bottom = max(bottom, line.bottom)
    return min(start + _LONGEST_ROW, len(lines))


def _is_whole(row: Sequence[Line]) -> bool:
    """Whether a row has all its cells: several on one line, or a further one that was drawn after the first."""
    return len(row[0].cells) > 1 or _returns(row)


def _returns(row: Sequence[Line]) -> bool:
    """Whether a cell of a row was drawn beside its first line after another had gone on below that."""
    return any(
        line.baseline < before.baseline - _SAME
        and abs(line.baseline - row[0].baseline) <= _SAME
        and line.left > row[0].right
        for before, line in pairwise(row)
    )


def _is_next(lines: Sequence[Line], row: _Row, start: int) -> bool:
    """Whether a row stands right below another, at the same left edge."""
    bottom = max(line.bottom for line in lines[row.start : row.end])
    gap = lines[start].top - bottom
    return abs(lines[start].left - lines[row.start].left) <= _SAME and -_SAME < gap < _GAP * lines[start].size


def _edges(lines: Sequence[Line]) -> list[float]:
    """Return the left edges of the columns: where nothing of any row reaches across."""
    spans = sorted((cell[0].left, max(word.right for word in cell)) for line in lines for cell in line.cells)
    edges: list[float] = []
    reach = float("-inf")
    for left, right in spans:
        if left > reach:
            edges.append(left)
        reach = max(reach, right)
    return edges


def _row(lines: Sequence[Line], edges: Sequence[float], block: int) -> Line:
    cells: list[list[PlacedWord]] = [[] for _ in edges]
    for line in lines:
        for word in line.words:
            home = max((index for index, edge in enumerate(edges) if edge <= word.left), default=0)
            cells[home].append(word)
    texts = [in_lines(cell) for cell in cells]
    return replace(
        lines[0],
        words=tuple(word for text in texts for word in text),
        parted=False,
        block=block,
        kind=BlockKind.ROW,
        cell_sizes=tuple(len(text) for text in texts),
    )
