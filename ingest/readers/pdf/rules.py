"""Ruled tables of a PDF page: the lines that are drawn around cells, and the words that stand in these.

Knows what a page draws besides text; never columns of running text. A table without rules is found by its words.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.documents import BlockKind
from ingest.readers.hyphens import is_unparted
from ingest.readers.pdf.calls import Address, as_argument, by_address
from ingest.readers.pdf.lines import Line, PdfPage, PlacedWord

_THICKEST = 3.0  # points: a thicker box is a background
_SHORTEST = 4.0  # points
_TOUCHING = 2.5  # points
_MOST_OBJECTS = 5_000  # on a page: more are a drawing
_MOST_RULES = 1_500
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_LONGEST_CELL = 120  # words: a frame around whole paragraphs is no cell
_FILLED = 0.4  # of the cells
_ENDED = 0.5  # of the lines in cells end where the next word had room: several rows stand between two rules
_FEW_LINES = 3
_APART = 1.2  # of the height of words: those farther apart are in two cells
_FEWEST_FIGURES = 2  # columns of figures that part the rows between two rules
_FIGURE = re.compile(r"[($€£+\-–−]*\d[\d.,'’%)]*|[-–—]")
_PARTED = re.compile(r"\w[-\u00ad\u2010]$")
_get_object = by_address(pdfium.FPDFPage_GetObject, Address)
_get_type = by_address(pdfium.FPDFPageObj_GetType, ctypes.c_int)
_RECTANGLE = (4, 5)  # segments of a path


_Cells = dict[tuple[int, int], list[PlacedWord]]
"""The words in each cell, by its row and column, as drawn."""


class _Rule(NamedTuple):
    """A straight rule: where it lies across its direction, and from where to where; y grows downwards."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rules of one table: the edges of its columns and of its rows, and the rules themselves."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    upright: tuple[_Rule, ...]

    def place(self, word: PlacedWord) -> tuple[int, int] | None:
        """Return the row and column that hold the middle of a word."""
        row = _between(self.rows, (word.top + word.bottom) / 2)
        column = _between(self.columns, (word.left + word.right) / 2)
        return None if row is None or column is None else (row, column)

    def first(self, row: int, column: int) -> int:
        """Return the column in which the merged cell that holds this one begins."""
        while not self._begins(row, column):
            column -= 1
        return column

    def span(self, home: tuple[int, int]) -> Sequence[tuple[int, int]]:
        """Return the places that the merged cell beginning at a row and column takes up."""
        row, column = home
        end = column + 1
        while end < len(self.columns) - 1 and not self._begins(row, end):
            end += 1
        return [(row, one) for one in range(column, end)]

    def _begins(self, row: int, column: int) -> bool:
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        return column == 0 or any(
            abs(rule.at - self.columns[column]) <= _TOUCHING and rule.start <= middle <= rule.end
            for rule in self.upright
        )


def with_ruled_tables(sheet: PdfPage, page: pypdfium2.PdfPage) -> PdfPage:
    """Return the page with the words of each ruled table gathered as its rows, where the table was first drawn."""
    if any(line.turn for line in sheet.lines) or not _may_hold_a_table(sheet):
        return sheet
    lines = list(sheet.lines)
    for number, grid in enumerate(_grids(*_rules(page))):
        lines = _with_table(lines, grid, number)
    return replace(sheet, lines=tuple(lines))


def _may_hold_a_table(sheet: PdfPage) -> bool:
    """Whether words stand side by side; asking what else is drawn takes time."""
    return any(len(line.cells) > 1 for line in sheet.lines) or any(
        line.top < before.top for before, line in pairwise(sheet.lines)
    )


# -- rules ------------------------------------------------------------------------------------------------------------


def _rules(page: pypdfium2.PdfPage) -> tuple[list[_Rule], list[_Rule]]:
    """Return the level and the upright rules of a page, none where it draws too much."""
    level: list[_Rule] = []
    upright: list[_Rule] = []
    count = pdfium.FPDFPage_CountObjects(page.raw)
    at = as_argument(ctypes.cast(page.raw, Address))
    for index in range(count if count <= _MOST_OBJECTS else 0):
        drawn = _get_object(at, index)
        if _get_type(as_argument(drawn)) == pdfium.FPDF_PAGEOBJ_PATH:
            _add_rules(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT), level, upright)
    return (level, upright) if max(len(level), len(upright)) <= _MOST_RULES else ([], [])


def _add_rules(drawn: object, level: list[_Rule], upright: list[_Rule]) -> None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    if top - bottom <= _THICKEST:
        if right - left >= _SHORTEST:
            level.append(_Rule(-(top + bottom) / 2, left, right))
    elif right - left <= _THICKEST:
        if top - bottom >= _SHORTEST:
            upright.append(_Rule((left + right) / 2, -top, -bottom))
    elif _is_frame(drawn):
        level.extend((_Rule(-top, left, right), _Rule(-bottom, left, right)))
        upright.extend((_Rule(left, -top, -bottom), _Rule(right, -top, -bottom)))


def _is_frame(drawn: object) -> bool:
    """Whether a path is a rectangle whose edges are drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return bool(stroke.value) and pdfium.FPDFPath_CountSegments(drawn) in _RECTANGLE


def _grids(level: Sequence[_Rule], upright: Sequence[_Rule]) -> Iterator[_Grid]:
    """Yield the tables that rules make: groups of upright rules that level ones tie together."""
    groups: list[tuple[list[_Rule], list[_Rule]]] = []
    for rule in level:
        crossing = [one for one in upright if _touch(rule, one)]
        if not crossing:
            continue
        joined = [group for group in groups if any(one in group[1] for one in crossing)]
        merged = ([rule], crossing)
        for group in joined:
            groups.remove(group)
            merged = (merged[0] + group[0], merged[1] + [one for one in group[1] if one not in merged[1]])
        groups.append(merged)
    for levels, uprights in groups:
        rows, columns = _distinct(levels), _distinct(uprights)
        if len(rows) > _LEAST_ROWS and len(columns) > _LEAST_COLUMNS:
            yield _Grid(columns, rows, tuple(uprights))


def _touch(level: _Rule, upright: _Rule) -> bool:
    return (
        level.start - _TOUCHING <= upright.at <= level.end + _TOUCHING
        and upright.start - _TOUCHING <= level.at <= upright.end + _TOUCHING
    )


def _distinct(rules: Sequence[_Rule]) -> tuple[float, ...]:
    places: list[float] = []
    for place in sorted(rule.at for rule in rules):
        if not places or place - places[-1] > _TOUCHING:
            places.append(place)
    return tuple(places)


def _between(edges: Sequence[float], place: float) -> int | None:
    return next((index for index, (low, high) in enumerate(pairwise(edges)) if low <= place < high), None)


# -- words ------------------------------------------------------------------------------------------------------------


def _with_table(lines: Sequence[Line], grid: _Grid, number: int) -> list[Line]:
    """Return the lines with those of a table replaced by its rows; as they were where the words make none."""
    inside: list[PlacedWord] = []
    rest: list[Line] = []
    place: int | None = None
    for line in lines:
        places = [None if line.filled or line.kind else grid.place(word) for word in line.words]
        outside = [word for word, home in zip(line.words, places, strict=True) if home is None]
        if len(outside) < len(line.words):
            inside.extend(word for word, home in zip(line.words, places, strict=True) if home is not None)
            place = len(rest) if place is None else place
        if outside:
            rest.append(line if len(outside) == len(line.words) else line.of_words(outside))
    grid = _with_unruled_rows(grid, _placed(grid, inside))
    cells = _merged(grid, inside)
    if place is None or not _is_table(grid, cells):
        return list(lines)
    return [*rest[:place], *_rows(grid, _parted(grid, cells), lines[0], number), *rest[place:]]


def _placed(grid: _Grid, words: Sequence[PlacedWord]) -> _Cells:
    cells: _Cells = {}
    for word in words:
        place = grid.place(word)
        if place is not None:
            cells.setdefault(place, []).append(word)
    return cells


def _merged(grid: _Grid, words: Sequence[PlacedWord]) -> _Cells:
    """Return the words by cell; columns that no rule parts are one."""
    cells: _Cells = {}
    for word in words:
        place = grid.place(word)
        if place is not None:
            row, column = place
            cells.setdefault((row, grid.first(row, column)), []).append(word)
    return cells


def _parted(grid: _Grid, cells: _Cells) -> _Cells:
    """Part cells that are one only as no rule is drawn between their columns: words stand in each, far apart."""
    parted: _Cells = {}
    for home, words in cells.items():
        columns = _placed(grid, words)
        parts = [columns.get(place, []) for place in grid.span(home)]
        if all(parts) and all(_stand_apart(*pair) for pair in pairwise(parts)):
            parted |= columns
        else:
            parted[home] = words
    return parted


def _stand_apart(words: Sequence[PlacedWord], others: Sequence[PlacedWord]) -> bool:
    gap = min(word.left for word in others) - max(word.right for word in words)
    return gap > _APART * max(word.bottom - word.top for word in words)


def _with_unruled_rows(grid: _Grid, cells: _Cells) -> _Grid:
    """Return the grid with a row for each line of numbers where rules come every few rows only: numbers never wrap."""
    edges = [edge for row in {row for row, _ in cells} for edge in _unruled(grid, cells, row)]
    return replace(grid, rows=tuple(sorted((*grid.rows, *edges)))) if edges else grid


def _unruled(grid: _Grid, cells: _Cells, row: int) -> Sequence[float]:
    """Return where the rows part that stand between two rules; nowhere where some cell may have wrapped."""
    columns = [_lines_of(cells[row, column]) for column in range(len(grid.columns) - 1) if (row, column) in cells]
    figures = [lines for lines in columns if len(lines) > 1 and all(_is_figure(line) for line in lines)]
    longest = max(figures, key=len, default=[])
    if len(figures) < _FEWEST_FIGURES or any(len(lines) > len(longest) for lines in columns):
        return ()
    edges = [(_bottom(above) + min(word.top for word in below)) / 2 for above, below in pairwise(longest)]
    if any(
        any(word.top < edge < word.bottom for edge in edges) for lines in columns for line in lines for word in line
    ):
        return ()
    return edges


def _lines_of(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    lines: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        if lines and not _is_below(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _is_figure(line: Sequence[PlacedWord]) -> bool:
    return all(_FIGURE.fullmatch(word.text) for word in line)


def _bottom(words: Sequence[PlacedWord]) -> float:
    return max(word.bottom for word in words)


def _is_table(grid: _Grid, cells: _Cells) -> bool:
    if max(len(words) for words in cells.values()) > _LONGEST_CELL or len({column for _, column in cells}) == 1:
        return False
    if len(cells) < _FILLED * len({row for row, _ in cells}) * (len(grid.columns) - 1):
        return False
    ended = [ended for (_, column), words in cells.items() for ended in _ended_lines(words, grid.columns[column + 1])]
    return sum(ended) <= _ENDED * len(ended) or len(ended) < _FEW_LINES


def _ended_lines(words: Sequence[PlacedWord], edge: float) -> Iterator[bool]:
    """Yield for each line of a cell but the last whether it was ended, though the next word had room: rows unruled."""
    for before, word in pairwise(words):
        if _is_below(before, word):
            yield word.right - word.left < edge - before.right - (word.bottom - word.top)


def _is_below(before: PlacedWord, word: PlacedWord) -> bool:
    return word.top > before.bottom - (before.bottom - before.top) / 2


def _rows(grid: _Grid, cells: _Cells, like: Line, number: int) -> Iterator[Line]:
    for row in sorted({row for row, _ in cells}):
        texts = [in_lines(cells.get((row, column), [])) for column in range(len(grid.columns) - 1)]
        words = tuple(word for text in texts for word in text)
        yield replace(
            like,
            words=words,
            baseline=grid.rows[row + 1],
            parted=False,
            block=number,
            kind=BlockKind.ROW,
            cell_sizes=tuple(len(text) for text in texts),
        )


def in_lines(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """Return the words of a cell as they were drawn, with those whole that a line end parts."""
    whole: list[PlacedWord] = []
    for word in words:
        if whole and _is_below(whole[-1], word) and _PARTED.search(whole[-1].text) and word.text[0].islower():
            whole[-1] = whole[-1]._replace(text=whole[-1].text[:-1] + word.text)
        elif whole and _is_below(whole[-1], word) and is_unparted(whole[-1].text, word.text):
            whole[-1] = whole[-1]._replace(text=whole[-1].text + word.text)
        else:
            whole.append(word)
    return whole
