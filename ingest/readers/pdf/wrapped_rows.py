"""Tables of a PDF page without rules whose cells wrap: drawn cell by cell, each at the right of those before.

Knows words in the order in which they were drawn; never what they say. Rows on one line each are found by their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.documents import BlockKind
from ingest.readers.pdf.lines import Line, PlacedWord, names_over
from ingest.readers.pdf.rules import in_lines

_LEAST_ROWS = 3  # that wrap; of fewer, where others stand on one line each
_LEAST_WHOLE, _WHOLE = 2, 3  # rows on one line each, and the cells of such a row, that make a row that wraps a table's
_REACH = 40  # pieces before one after which words are drawn back, at which such a table may begin
_SAME = 3.0  # points: edges and baselines that lie so near are the same
_GAP = 3.0  # of the type size: a wider gap between rows ends a table
_GAP_IN_CELL = 0.8  # of the type size: a wider gap between lines ends a cell
_LONGEST_ROW = 80  # lines
_MOST_LINES = 2_000  # of a page; one with more is a drawing
_FIRST_BLOCK = 100_000  # of its lines: no ruled table has that number


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one line without a wide gap between them, and the number of the line."""

    line: int
    words: Line


@dataclass(slots=True)
class _WrappedCell:
    """The pieces of a cell, from above, and the box around them."""

    pieces: list[_Piece]
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, piece: _Piece) -> _WrappedCell:
        words = piece.words
        return cls([piece], words.left, words.top, words.right, words.bottom)

    def takes(self, piece: _Piece) -> bool:
        """Whether a piece is the next line of the cell: from its left edge on, or to its right edge."""
        words, last = piece.words, self.pieces[-1].words
        if words.baseline <= last.baseline + _SAME or words.top - self.bottom > _GAP_IN_CELL * words.size:
            return False
        return self.left - _SAME <= words.left < self.right or abs(words.right - self.right) <= _SAME

    def add(self, piece: _Piece) -> None:
        self.pieces.append(piece)
        self.left = min(self.left, piece.words.left)
        self.right = max(self.right, piece.words.right)
        self.bottom = max(self.bottom, piece.words.bottom)


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row from the left, and the piece after them."""

    cells: tuple[_WrappedCell, ...]
    end: int

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)

    @property
    def left(self) -> float:
        return self.cells[0].left

    @property
    def lines(self) -> set[int]:
        return {piece.line for cell in self.cells for piece in cell.pieces}

    @property
    def is_whole(self) -> bool:
        """Whether it stands on one line."""
        return all(len(cell.pieces) == 1 for cell in self.cells)

    def goes_back(self) -> bool:
        """Whether a cell was drawn beside another that had gone on below: then the cells wrap, and stand level."""
        lowest = [cell.pieces[-1].words.top for cell in self.cells]
        back = any(cell.top < low - _SAME for low, cell in zip(lowest, self.cells[1:], strict=False))
        return back and self._is_level()

    def _is_level(self) -> bool:
        tops, bottoms = [cell.top for cell in self.cells], [cell.bottom for cell in self.cells]
        middles = [top + bottom for top, bottom in zip(tops, bottoms, strict=True)]
        return any(max(edges) - min(edges) <= 2 * _SAME for edges in (tops, bottoms, middles))


def with_wrapped_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those of each such table as its rows, a line each."""
    back = _drawn_back(lines)
    if len(lines) > _MOST_LINES or not back:
        return list(lines)
    done: list[Line] = []
    at = 0
    for number, rows in enumerate(_tables([*_pieces(lines)], back)):
        edges = _edges(rows) or []
        numbers = set().union(*(row.lines for row in rows))
        first, end = min(numbers), max(numbers) + 1
        if len(numbers) < end - first or first < at:
            continue
        above = _named(lines[first - 1], rows, edges, _FIRST_BLOCK + number) if at < first else None
        done.extend(lines[at : first - 1 if above else first])
        done.extend([above] if above else [])
        done.extend(_line(row, edges, lines[first], _FIRST_BLOCK + number) for row in rows)
        at = end
    return [*done, *lines[at:]]


def _drawn_back(lines: Sequence[Line]) -> list[int]:
    """Return the numbers of the pieces after which words were drawn at their right and above them.

    Cells that wrap are drawn so; few pages have any, and asking for that first takes a tenth of the time.
    """
    edges = list(_piece_edges(lines))
    return [
        number
        for number, ((_, top, right), (left, after, _)) in enumerate(pairwise(edges))
        if after < top - _SAME and left > right
    ]


def _piece_edges(lines: Sequence[Line]) -> Iterator[tuple[float, float, float]]:
    """Yield the left, top and right of each piece."""
    for line in lines:
        if len(line.cells) == 1 or not _is_plain(line):
            yield line.left, line.top, line.right
        else:
            for cell in line.cells:
                _, lefts, tops, rights, _ = zip(*cell, strict=True)
                yield min(lefts), min(tops), max(rights)


def _pieces(lines: Sequence[Line]) -> Iterator[_Piece]:
    for number, line in enumerate(lines):
        if len(line.cells) == 1 or not _is_plain(line):
            yield _Piece(number, line)
        else:
            yield from (_Piece(number, _on_its_line(line.of_words(cell))) for cell in line.cells)


def _on_its_line(cell: Line) -> Line:
    """Return a cell with its own baseline where it stands wholly above or below that of the line that it was put in."""
    if cell.bottom >= cell.baseline - _SAME and cell.top <= cell.baseline:
        return cell
    return replace(cell, baseline=cell.bottom)


def _tables(pieces: Sequence[_Piece], back: Sequence[int]) -> Iterator[list[_Row]]:
    """Yield runs of rows that stand below one another; `back` are the pieces after which words were drawn back."""
    last = back[-_LEAST_ROWS] if len(back) >= _LEAST_ROWS else -1
    near = {start for place in back for start in range(max(place - _REACH, 0), place + 1) if _begins(pieces, start)}
    index = 0
    while index < len(pieces):
        rows = _rows_from(pieces, index) if index <= last or index in near else []
        if _is_table(rows) and _edges(rows):
            yield rows
            index = rows[-1].end
        else:
            index += 1


def _begins(pieces: Sequence[_Piece], start: int) -> bool:
    """Whether a table may begin with a piece: no line of a cell that begins above it."""
    if start == 0 or (start + 1 < len(pieces) and pieces[start + 1].line == pieces[start].line):
        return True
    return not _WrappedCell.of(pieces[start - 1]).takes(pieces[start])


def _is_table(rows: Sequence[_Row]) -> bool:
    """Whether the cells of most rows wrap, or those of one among rows of several cells on one line each."""
    back = [row.goes_back() for row in rows]
    if sum(back) >= _LEAST_ROWS:
        return True
    whole = sum(len(row.cells) >= _WHOLE and row.is_whole for row in rows)
    return whole >= _LEAST_WHOLE and any(went and not row.is_whole for went, row in zip(back, rows, strict=True))


def _rows_from(pieces: Sequence[_Piece], start: int) -> list[_Row]:
    rows: list[_Row] = []
    while start < len(pieces):
        row = _row_at(pieces, start, rows[-1].bottom if rows else float("-inf"))
        if row is None or (rows and not _is_next(rows, row, pieces[start].words.size)):
            break
        if not rows and len(row.cells) == 1:
            break
        rows.append(row)
        start = row.end
    while rows and len(rows[-1].cells) == 1:
        rows.pop()
    return rows


def _row_at(pieces: Sequence[_Piece], start: int, above: float) -> _Row | None:
    """Return the row that begins with a piece, below what stands above it; None where none can begin."""
    if not _is_plain(pieces[start].words):
        return None
    cells = [_WrappedCell.of(pieces[start])]
    bottom = cells[0].bottom
    index = start + 1
    for index in range(start + 1, min(start + _LONGEST_ROW, len(pieces))):
        piece = pieces[index]
        if not _is_plain(piece.words):
            break
        if cells[-1].takes(piece) and (len(cells) == 1 or piece.words.left > cells[-2].right):
            cells[-1].add(piece)
        elif piece.words.left > cells[-1].right and above < piece.words.top + _SAME and piece.words.top < bottom:
            cells.append(_WrappedCell.of(piece))
        else:
            break
        bottom = max(bottom, cells[-1].bottom)
    else:
        index = min(start + _LONGEST_ROW, len(pieces))
    return _Row(tuple(cells), index)


def _is_plain(line: Line) -> bool:
    return not (line.kind or line.filled or line.turn or line.right_to_left)


def _is_next(rows: Sequence[_Row], row: _Row, size: float) -> bool:
    """Whether a row stands right below others: from the same left edge, or cell by cell under theirs, as totals do."""
    if not -_SAME < row.top - rows[-1].bottom < _GAP * size:
        return False
    return abs(row.left - rows[-1].left) <= _SAME or (len(row.cells) > 1 and all(_stands_under(rows, row)))


def _stands_under(rows: Sequence[_Row], row: _Row) -> Iterator[bool]:
    for cell in row.cells:
        yield any(one.left < cell.right and cell.left < one.right for other in rows for one in other.cells)


def _edges(rows: Sequence[_Row]) -> list[float] | None:
    """Return the left edges of the columns, where no cell reaches across; None where two of a row are in one."""
    whole = [row for row in rows if len(row.cells) > 1]
    edges: list[float] = []
    reach = float("-inf")
    for left, right in sorted((cell.left, cell.right) for row in whole for cell in row.cells):
        if left > reach:
            edges.append(left)
        reach = max(reach, right)
    apart = all(len({_home(cell.left, edges) for cell in row.cells}) == len(row.cells) for row in whole)
    return edges if apart else None


def _named(line: Line, rows: Sequence[_Row], edges: Sequence[float], block: int) -> Line | None:
    """Return the line right above a table as its row of names, which stand too near for cells; None if it is none."""
    cells = [cell for row in rows if len(row.cells) > 1 for cell in row.cells]
    homes = [_home(cell.left, edges) for cell in cells]
    columns = [
        (edge, max(cell.right for cell, home in zip(cells, homes, strict=True) if home == number))
        for number, edge in enumerate(edges)
    ]
    gap = rows[0].top - line.bottom
    sizes = names_over(line, columns) if _is_plain(line) and -_SAME < gap < _GAP * line.size else ()
    return replace(line, parted=False, block=block, kind=BlockKind.ROW, cell_sizes=sizes) if sizes else None


def _home(left: float, edges: Sequence[float]) -> int:
    return max((index for index, edge in enumerate(edges) if edge <= left), default=0)


def _line(row: _Row, edges: Sequence[float], like: Line, block: int) -> Line:
    texts: list[list[PlacedWord]] = [[] for _ in edges]
    for cell in row.cells:
        words = [word for piece in cell.pieces for word in piece.words.words]
        texts[_home(cell.left, edges)] = in_lines(words)
    return replace(
        like,
        words=tuple(word for text in texts for word in text),
        baseline=row.bottom,
        parted=False,
        block=block,
        kind=BlockKind.ROW,
        cell_sizes=tuple(len(text) for text in texts),
    )
