"""Plain tables: those that are set in plain text, by pipes, tabs or aligned columns. Knows lines, never documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.tables import CellGrid

_RULE = re.compile(r"\s*(?:[-=_*~#+|:.·•–—─═│┼├┤╪╡╞┌┐└┘┬┴╔╗╚╝╠╣╬╦╩]\s*){3,}")
_PIPES = re.compile(r"[|│║]")
_CORNERS = re.compile(r"\s*[+├╞┌└╔╚╠]")
_GAP = re.compile(r"\s{2,}")
_FEWEST = 2  # rows and columns of a table
_FEWEST_ALIGNED = 3  # rows that make columns more than chance
_MOST_ALIGNED = 5_000  # rows; what is longer is a log
_WIDEST = 400  # columns
_LONGEST_MEAN_CELL = 30  # characters; wider columns are text set in two columns
_MOSTLY = 0.8
_MOST_HEADERS = 2  # lines above a drawn one; below more, it is drawn above a sum
_TAB_STOP = 8


def grid_of(lines: Sequence[str]) -> CellGrid | None:
    """Return the table that the lines of a block make up, None where they are none for sure."""
    return _piped(lines) or _tabbed(lines) or _aligned(lines)


def lines_above(lines: Sequence[str]) -> int:
    """Return how many lines without columns, one or two, stand right above lines that all have some; 0 for none."""
    first = next((number for number, line in enumerate(lines) if _GAP.search(line.strip())), 0)
    below = all(_GAP.search(line.strip()) for line in lines[first:])
    return first if 0 < first <= _MOST_HEADERS and below else 0


def without_rules(lines: Sequence[str]) -> list[str]:
    """Return the lines that hold more than a drawn line."""
    return [line for line in lines if not _RULE.fullmatch(line)]


def _piped(lines: Sequence[str]) -> CellGrid | None:
    bare = [line.strip() for line in lines]
    rules = [number for number, line in enumerate(bare) if _RULE.fullmatch(line)]
    rows = [number for number in range(len(bare)) if number not in rules]
    if len(rows) < _FEWEST and not (rows and rules):
        return None
    cells = {number: _pipe_cells(bare[number]) for number in rows}
    widths = {len(row) for row in cells.values()}
    framed = all(_PIPES.match(bare[number]) for number in rows)
    if min(widths) < _FEWEST or (not framed and (len(widths) > 1 or not rules)):
        return None
    groups = list(_groups(len(bare), rules))
    if len(groups) > _FEWEST and _CORNERS.match(bare[rules[0]]):
        merged = [_merged([cells[number] for number in group]) for group in groups]
        return CellGrid.of_texts(merged, header_rows=1 if any("=" in bare[number] for number in rules) else None)
    header = len(groups[0]) if len(groups) > 1 else None
    return CellGrid.of_texts([cells[number] for number in rows], header_rows=header)


def _pipe_cells(line: str) -> list[str]:
    inner = _PIPES.sub("|", line)
    inner = inner.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in inner.split("|")]


def _groups(count: int, rules: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers of the lines between drawn lines."""
    group: list[int] = []
    for number in range(count):
        if number not in rules:
            group.append(number)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _merged(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the cells of a row that was set on several lines."""
    width = max(map(len, rows))
    return [" ".join(row[column] for row in rows if column < len(row)).strip() for column in range(width)]


def _tabbed(lines: Sequence[str]) -> CellGrid | None:
    rows = [line.strip("\n").rstrip().split("\t") for line in without_rules(lines)]
    widths = {len(row) for row in rows}
    if len(rows) < _FEWEST or min(widths, default=0) < _FEWEST or not rows[0][0].strip():
        return None
    if max(widths) == _FEWEST and len(rows) < _FEWEST_ALIGNED:
        return None
    return CellGrid.of_texts(rows) if len(widths) == 1 else _tabbed_unevenly(rows)


def _tabbed_unevenly(rows: Sequence[Sequence[str]]) -> CellGrid | None:
    """Rows may end early, or be parted by several tabs for alignment."""
    packed = [[cell for cell in row if cell.strip()] for row in rows]
    if len({len(row) for row in packed}) == 1 and len(packed[0]) > 1:
        return CellGrid.of_texts(packed)
    return CellGrid.of_texts(rows) if len(rows) >= _FEWEST_ALIGNED else None


def _aligned(lines: Sequence[str]) -> CellGrid | None:
    """Columns are where all lines have blanks, at least two beside each other."""
    expanded = [line.expandtabs(_TAB_STOP).rstrip() for line in lines]
    rows = without_rules(expanded)
    if not _FEWEST_ALIGNED <= len(rows) <= _MOST_ALIGNED or max(map(len, rows)) > _WIDEST:
        return None
    if sum(bool(_GAP.search(row.strip())) for row in rows) < _MOSTLY * len(rows):
        return None
    cuts = _common_gaps(rows)
    cells = [_cut(row, cuts) for row in rows]
    filled = [[cell for cell in row if cell] for row in cells]
    if not cuts or sum(len(row) > 1 for row in filled) < _MOSTLY * len(rows) or not _are_columns(cells):
        return None
    header = next((number for number, line in enumerate(expanded) if _RULE.fullmatch(line)), 0)
    return CellGrid.of_texts(cells, header_rows=header if 0 < header <= _MOST_HEADERS else None)


def _common_gaps(rows: Sequence[str]) -> list[int]:
    """Return where columns begin after gaps that all rows share; a row may end before one."""
    width = max(map(len, rows))
    blank = [all(at >= len(row) or row[at] == " " for row in rows) for at in range(width)]
    margin = min(len(row) - len(row.lstrip()) for row in rows)
    return [at for at in range(margin + 2, width) if not blank[at] and blank[at - 1] and blank[at - 2]]


def _cut(row: str, cuts: Sequence[int]) -> list[str]:
    edges = [0, *cuts, len(row) + 1]
    return [row[begin:end].strip() for begin, end in pairwise(edges)]


def _are_columns(cells: Sequence[Sequence[str]]) -> bool:
    """Tell columns of values from bullets, from labels with a colon, and from text that is set in two columns."""
    first = [row[0] for row in cells if row[0]]
    if all(re.fullmatch(r"[-*•+]|\(?\d{1,3}[.)]|[a-zA-Z][.)]", cell) for cell in first):
        return False
    if all(cell.endswith(":") for cell in first):
        return False
    long = 0
    for column in zip(*cells, strict=False):
        texts = [cell for cell in column if cell]
        long += bool(texts) and sum(map(len, texts)) > _LONGEST_MEAN_CELL * len(texts)
    return long < _FEWEST
