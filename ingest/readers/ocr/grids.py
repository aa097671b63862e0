"""Tables on a page: from rulings, or from cells that stand below each other. Knows boxes and words, never pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.ocr.lines import Fragment, PixelBox, around, rows_of
from ingest.readers.ocr.rulings import Rulings

_NEAR = 0.6  # line heights: rulings that lie so near are one, or meet
_MOST_LINES = 12  # in a cell; a box with more is a frame around a text
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,:/%()–-]*\D{0,4}")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row's cells, what merged ones that go on into it say, and what was read in it, in order."""

    cells: tuple[str, ...]
    repeats: tuple[str, ...]
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of a page, and the box that holds it."""

    box: PixelBox
    rows: tuple[GridRow, ...]


# -- by rulings -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Frame:
    """Rulings that meet: where columns and rows part, and the strokes themselves."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    rulings: Rulings

    @property
    def box(self) -> PixelBox:
        """From the outermost rulings."""
        return PixelBox(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])


def cut_at_rulings(fragments: Sequence[Fragment], rulings: Rulings) -> list[Fragment]:
    """Part fragments that run over a ruling between two of their words."""
    return [part for fragment in fragments for part in _cut(fragment, rulings.down)]


def ruled_tables(rulings: Rulings, fragments: Sequence[Fragment]) -> tuple[list[FoundTable], list[Fragment]]:
    """Return the tables that rulings frame, and the fragments in none of them."""
    if not fragments:
        return [], []
    near = _NEAR * median(fragment.box.height for fragment in fragments)
    tables, rest = [], list(fragments)
    for frame in _frames(rulings, near):
        inside = [one for one in rest if _holds(frame.box, one.box)]
        table = _ruled_table(frame, inside)
        if table is not None:
            tables.append(table)
            rest = [one for one in rest if one not in inside]
    return tables, rest


def _cut(fragment: Fragment, strokes: Sequence[PixelBox]) -> Iterator[Fragment]:
    at = [
        stroke.centre
        for stroke in strokes
        if fragment.box.left < stroke.centre < fragment.box.right and stroke.top < fragment.box.middle < stroke.bottom
    ]
    words = list(fragment.words)
    for x in sorted(at):
        before = [word for word in words if word.box.centre < x]
        words = words[len(before) :]
        if before:
            yield Fragment(tuple(before), around([word.box for word in before]), fragment.confidence)
    if words:
        yield Fragment(tuple(words), around([word.box for word in words]), fragment.confidence)


def _holds(outer: PixelBox, inner: PixelBox) -> bool:
    return outer.left <= inner.centre <= outer.right and outer.top <= inner.middle <= outer.bottom


def _frames(rulings: Rulings, near: float) -> Iterator[_Frame]:
    """Yield groups of rulings that meet, where they part something."""
    for group in _meeting([*rulings.across, *rulings.down], near):
        across = tuple(box for box in group if box.width >= box.height)
        down = tuple(box for box in group if box.width < box.height)
        if len(across) < 2 or not down:  # noqa: PLR2004 - no rows
            continue
        whole = around(group)
        columns = _apart([whole.left, *(box.centre for box in down), whole.right], near)
        rows = _apart([box.middle for box in across], near)
        if len(columns) > 2 and len(rows) > 1:  # noqa: PLR2004 - two columns have three edges
            yield _Frame(columns, rows, Rulings(across, down))


def _meeting(boxes: Sequence[PixelBox], near: float) -> list[list[PixelBox]]:
    groups: list[list[PixelBox]] = []
    for box in boxes:
        met = [group for group in groups if any(_touch(box, other, near) for other in group)]
        groups = [group for group in groups if group not in met]
        groups.append([box, *(other for group in met for other in group)])
    return groups


def _touch(one: PixelBox, other: PixelBox, near: float) -> bool:
    return (
        one.left - near <= other.right
        and other.left - near <= one.right
        and one.top - near <= other.bottom
        and other.top - near <= one.bottom
    )


def _apart(positions: Sequence[float], near: float) -> tuple[float, ...]:
    """Return positions in order, those that lie near each other as one."""
    kept: list[float] = []
    for position in sorted(positions):
        if not kept or position - kept[-1] > near:
            kept.append(position)
    return tuple(kept)


def _ruled_table(frame: _Frame, fragments: Sequence[Fragment]) -> FoundTable | None:
    owners = _merged(frame)
    contents: dict[tuple[int, int], list[Fragment]] = {}
    for fragment in fragments:
        place = (_index(frame.rows, fragment.box.middle), _index(frame.columns, fragment.box.centre))
        contents.setdefault(owners[place], []).append(fragment)
    if len(contents) < 2 or any(len(rows_of(held)) > _MOST_LINES for held in contents.values()):  # noqa: PLR2004 - cells
        return None
    rows: list[GridRow] = []
    for row in range(len(frame.rows) - 1):
        places = [(row, column) for column in range(len(frame.columns) - 1)]
        begun = [owners[place] == place for place in places]
        held = [contents.get(owners[place], []) for place in places]
        rows.extend(_stacked(held, begun) or [_ruled_row(held, begun)])
    return FoundTable(frame.box, tuple(row for row in rows if row.fragments))


def _merged(frame: _Frame) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each field of the grid the first one of its cell: fields with no stroke between them are one cell."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(frame.rows) - 1):
        y = (frame.rows[row] + frame.rows[row + 1]) / 2
        for column in range(len(frame.columns) - 1):
            x = (frame.columns[column] + frame.columns[column + 1]) / 2
            owner = (row, column)
            if column and not _parts_at(frame.rulings.down, frame.columns[column], y, frame.columns[1:]):
                owner = owners[row, column - 1]
            elif row and not _runs_over(frame.rulings.across, x, frame.rows[row]):
                owner = owners[row - 1, column]
            owners[row, column] = owner
    return owners


def _parts_at(strokes: Sequence[PixelBox], x: float, y: float, columns: Sequence[float]) -> bool:
    reach = min(abs(x - other) for other in columns if other != x) / 2 if len(columns) > 1 else abs(x)
    return any(stroke.top <= y <= stroke.bottom and abs(stroke.centre - x) < reach for stroke in strokes)


def _runs_over(strokes: Sequence[PixelBox], x: float, y: float) -> bool:
    return any(stroke.left <= x <= stroke.right and stroke.top - 3 <= y <= stroke.bottom + 3 for stroke in strokes)


def _index(edges: Sequence[float], position: float) -> int:
    return max(0, min(len(edges) - 2, sum(edge <= position for edge in edges) - 1))


def _ruled_row(held: Sequence[Sequence[Fragment]], begun: Sequence[bool]) -> GridRow:
    cells = tuple(_text(content) if begins else "" for content, begins in zip(held, begun, strict=True))
    repeats = tuple("" if begins else _text(content) for content, begins in zip(held, begun, strict=True))
    fragments = tuple(one for content, begins in zip(held, begun, strict=True) if begins for one in _in_order(content))
    return GridRow(cells, repeats, fragments)


def _stacked(held: Sequence[Sequence[Fragment]], begun: Sequence[bool]) -> list[GridRow]:
    """Part a ruled row that holds several: each of its cells has as many lines, and one has a figure in each."""
    lines = [rows_of(content) for content in held if content]
    counts = {len(one) for one in lines}
    if not all(begun) or len(lines) < 2 or len(counts) != 1 or counts == {1}:  # noqa: PLR2004 - a row has two cells
        return []
    if not any(all(_FIGURE.fullmatch(_text(line)) for line in one) for one in lines):
        return []
    columns = [rows_of(content) for content in held]
    return [
        _ruled_row([column[number] if column else [] for column in columns], begun) for number in range(counts.pop())
    ]


def _in_order(fragments: Sequence[Fragment]) -> list[Fragment]:
    return [fragment for row in rows_of(fragments) for fragment in row]


def _text(fragments: Sequence[Fragment]) -> str:
    return " ".join(fragment.text for fragment in _in_order(fragments))


# -- by alignment -----------------------------------------------------------------------------------------------------


def aligned_table(rows: Sequence[Sequence[Sequence[Fragment]]]) -> FoundTable:
    """Return rows of cells as a table whose columns are found from where the cells stand.

    A row of one cell goes on the cell above it.
    """
    columns = _columns(rows)
    placed: list[list[list[Fragment]]] = []
    for row in rows:
        if len(row) > 1 or not placed:
            placed.append([[] for _ in columns])
        for cell in row:
            placed[-1][_column(columns, around([one.box for one in cell]))].extend(cell)
    boxes = [fragment.box for row in rows for cell in row for fragment in cell]
    return FoundTable(around(boxes), tuple(_ruled_row(row, [True] * len(row)) for row in placed))


def _columns(rows: Sequence[Sequence[Sequence[Fragment]]]) -> list[tuple[float, float]]:
    """Return where columns begin and end: those of the fullest row, widened and joined by the cells of the others."""
    boxes = [[around([one.box for one in cell]) for cell in row] for row in rows]
    columns = [(box.left, box.right) for box in max(boxes, key=len)]
    for box in (box for row in boxes for box in row):
        over = [one for one in columns if min(one[1], box.right) > max(one[0], box.left)]
        if len(over) == 1:
            columns[columns.index(over[0])] = (min(over[0][0], box.left), max(over[0][1], box.right))
        elif not over:
            columns.append((box.left, box.right))
    return sorted(columns)


def _column(columns: Sequence[tuple[float, float]], box: PixelBox) -> int:
    shared = [min(right, box.right) - max(left, box.left) for left, right in columns]
    return shared.index(max(shared))
