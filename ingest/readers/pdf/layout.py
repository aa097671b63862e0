"""Reading order: the lines of one page as columns, one after the other. Knows places, never words or other pages.

Lines that overlap across are read downwards, a column at the left before one at the right unless something stands
across both in between (Breuel, High performance document layout analysis, 2003); what is still open is read as drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ingest.readers.pdf.lines import Line, PdfPage, PlacedWord, cells_of
from ingest.readers.pdf.wrapped_rows import with_wrapped_rows

_DOWNWARDS = 3  # quarter turns of text whose lines run down the page
_LEADERS = "....."  # dots that lead the eye to what stands at the end of a line
_WOVEN_LINES = 3  # that a gutter must part, at least
_GUTTER = 0.6  # of the type size: a narrower one is chance
_PROSE_WORDS = 3  # in a line of a column, at the median
_LONGEST_COLUMN = 150  # lines that are looked at for a gutter
_SAMPLE = 40  # lines of them that tell prose from cells
_FEWEST_WORDS = 2  # beside the gutter in its first line
_PROSE_FILL = 0.6  # of the column's width is written on, at the median
_SHARED_BASELINES = 0.8  # of a stack's lines
_FLUSH = 2.0  # points
_STACKED = 3.0  # of the type size: a wider gap parts two stacks
_OVERLAP = 0.1  # of the narrower: stacks that overlap less stand side by side
_MARGIN_WIDTH = 0.45  # of what it stands beside: a narrower column in smaller type is a margin, read afterwards
_MARGIN_SIZE = 0.95
_MOST_STACKS = 120  # ordered by place; a page with more is a drawing, and read as drawn


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Lines that stand below one another, in order, and the box around them; `middle` is half way down."""

    lines: tuple[Line, ...]
    left: float
    top: float
    right: float
    bottom: float
    width: float
    middle: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> TextColumn:
        """Return the column that the lines make."""
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        return cls(tuple(lines), left, top, right, bottom, right - left, (top + bottom) / 2)

    @property
    def size(self) -> float:
        """The usual size of its type."""
        return median(line.size for line in self.lines)


def columns_of(sheet: PdfPage) -> tuple[TextColumn, ...]:
    """Return the page's columns in reading order; text that stands another way than most comes last."""
    if sheet.recognised:
        return tuple(TextColumn.of(tuple(block)) for _, block in groupby(sheet.lines, key=lambda line: line.block))
    straight = [line for line in sheet.lines if not line.askew]
    turns = sorted({line.turn for line in straight}, key=lambda turn: -_characters(straight, turn))
    upright = [
        column for turn in turns for column in _ordered(_forwards([line for line in straight if line.turn == turn]))
    ]
    askew = [line for line in sheet.lines if line.askew]
    return (*upright, *([TextColumn.of(askew)] if askew else []))


def _forwards(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines with those that run down the page from its right edge on; PDFium has each run from the left."""
    if not lines or lines[0].turn != _DOWNWARDS:
        return lines
    ordered: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and (line.baseline >= run[-1].baseline or line.right <= run[-1].left or line.left >= run[-1].right):
            ordered.extend(reversed(run))
            run = []
        run.append(line)
    return [*ordered, *reversed(run)]


def _characters(lines: Sequence[Line], turn: int) -> int:
    return sum(len(line.text) for line in lines if line.turn == turn)


def _ordered(lines: Sequence[Line]) -> list[TextColumn]:
    downwards = all(line.top >= before.top - 1 for before, line in pairwise(lines))
    if downwards and lines and all(len(line.cells) == 1 and not line.kind for line in lines):
        return [TextColumn.of(lines)]
    unwoven = _unwoven(with_wrapped_rows(lines))
    stacks = _with_rows(_stacks(unwoven))
    if all(line.top >= before.top - 1 for before, line in pairwise(unwoven)):
        return stacks if any(line.kind for line in unwoven) else [TextColumn.of(unwoven)] if unwoven else []
    if len(stacks) > _MOST_STACKS:
        return stacks
    stacks = [part for stack in stacks for part in _parted_across(stack, stacks)]
    mirrored = sum(line.right_to_left for line in lines) * 2 > len(lines)
    return _sorted(stacks, mirrored=mirrored)


# -- columns whose lines were drawn row by row ------------------------------------------------------------------------


def _unwoven(lines: Sequence[Line]) -> list[Line]:
    """Part rows that run through several columns of prose; the left column then comes before the right one."""
    done: list[Line] = []
    index = 0
    while index < len(lines):
        run = None if lines[index].kind else _woven_run(lines, index)
        if run is None:
            done.append(lines[index])
            index += 1
            continue
        count, gutter = run
        lefts, rights = _parted(lines[index : index + count], gutter)
        done.extend(_unwoven(lefts))
        done.extend(_unwoven(rights))
        index += count
    return done


def _woven_run(lines: Sequence[Line], start: int) -> tuple[int, float] | None:
    """Return how many lines from `start` on share a gutter between two columns of prose, and its middle."""
    line = lines[start]
    cells = zip(line.gaps, line.cells, line.cells[1:], strict=False)
    runs = [
        _run_along(lines, start, gap) for gap, before, after in cells if min(len(before), len(after)) >= _FEWEST_WORDS
    ]
    found = [run for run in runs if run is not None]
    return max(found) if found else None


def _run_along(lines: Sequence[Line], start: int, gap: tuple[float, float]) -> tuple[int, float] | None:
    left, right = gap
    count = both = 0
    previous: Line | None = None
    for line in lines[start : start + _LONGEST_COLUMN]:
        if line.kind or (previous is not None and not 0 < line.baseline - previous.baseline < _STACKED * line.size):
            break
        for gap_left, gap_right in line.gaps:
            if min(gap_right, right) - max(gap_left, left) > _GUTTER * line.size:
                left, right = max(left, gap_left), min(right, gap_right)
                both += 1
                break
        else:
            if line.right > right and line.left < left:
                break
        count += 1
        previous = line
    middle = (left + right) / 2
    if both < _WOVEN_LINES or not _prose(lines[start : start + min(count, _SAMPLE)], middle):
        return None
    return count, middle


def _prose(lines: Sequence[Line], gutter: float) -> bool:
    """Whether both sides of a gutter are columns of running text, not cells of a table."""
    sides = [
        [[word for word in line.words if (word.left < gutter) is at_left] for line in lines]
        for at_left in (True, False)
    ]
    return all(_is_prose([words for words in side if words], lines[0].size) for side in sides)


def _is_prose(side: Sequence[Sequence[PlacedWord]], size: float) -> bool:
    """Whether lines are filled with words: further columns may stand among them, but no short cells."""
    if len(side) < _WOVEN_LINES:
        return False
    cells = [cell for words in side for cell in cells_of(words, size)]
    letters = sum(word.text[0].isalpha() for words in side for word in words)
    if median(len(cell) for cell in cells) < _PROSE_WORDS or letters * 3 <= 2 * sum(len(words) for words in side):
        return False
    left = min(words[0].left for words in side)
    right = max(max(word.right for word in words) for words in side)
    return median((max(word.right for word in words) - words[0].left) / (right - left) for words in side) >= _PROSE_FILL


def _parted(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    lefts: list[Line] = []
    rights: list[Line] = []
    for line in lines:
        sides = (
            tuple(word for word in line.words if word.left < gutter),
            tuple(word for word in line.words if word.left >= gutter),
        )
        for words, found in zip(sides, (lefts, rights), strict=True):
            if words:
                found.append(line.of_words(words))
    return (rights, lefts) if sum(line.right_to_left for line in lines) * 2 > len(lines) else (lefts, rights)


# -- tables that were drawn column by column ---------------------------------------------------------------------------


def _with_rows(stacks: Sequence[TextColumn]) -> list[TextColumn]:
    """Weave stacks of short lines side by side that share their baselines: the columns of a table."""
    woven: list[TextColumn] = []
    for stack in stacks:
        if woven and _is_beside(woven[-1], stack):
            woven[-1] = TextColumn.of(_rows([*woven[-1].lines, *stack.lines]))
        else:
            woven.append(stack)
    return woven


def _is_beside(table: TextColumn, stack: TextColumn) -> bool:
    if min(len(table.lines), len(stack.lines)) < _WOVEN_LINES or stack.left < table.right:
        return False
    lines = (*table.lines, *stack.lines)
    if any(line.filled or line.kind or line.right_to_left or line.words[0].text.endswith(":") for line in lines):
        return False
    if any(_LEADERS in line.text for line in lines):
        return False  # each line has its own value already, as in a menu
    if any(_is_prose([line.words for line in one.lines], one.size) or _is_flush(one) for one in (table, stack)):
        return False
    baselines = {round(line.baseline) for line in table.lines}
    shared = sum(round(line.baseline) in baselines for line in stack.lines)
    return shared >= _SHARED_BASELINES * len(stack.lines)


def _is_flush(column: TextColumn) -> bool:
    """Whether most lines reach both edges of a column, as running text does and cells do not."""
    flush = [line for line in column.lines if line.left < column.left + _FLUSH and line.right > column.right - _FLUSH]
    return len(flush) * 2 > len(column.lines) and median(len(line.words) for line in flush) > 1


def _rows(lines: Sequence[Line]) -> list[Line]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (round(line.baseline), line.left)):
        if rows and abs(rows[-1][0].baseline - line.baseline) <= 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [row[0].of_words([word for line in row for word in line.words]) for row in rows]


# -- the order of stacks ----------------------------------------------------------------------------------------------


def _stacks(lines: Sequence[Line]) -> list[TextColumn]:
    """Gather lines that were drawn one below the other."""
    stacks: list[list[Line]] = []
    for line in lines:
        if stacks and _continues(stacks[-1], line):
            stacks[-1].append(line)
        else:
            stacks.append([line])
    return [TextColumn.of(stack) for stack in stacks]


def _continues(stack: Sequence[Line], line: Line) -> bool:
    before = stack[-1]
    if before.kind is not line.kind or before.block != line.block:
        return False
    if line.kind is not None:
        return True
    if line.baseline <= before.baseline or line.top - before.bottom > _STACKED * max(line.size, before.size):
        return False
    return min(line.right, before.right) - max(line.left, before.left) > 0


def _parted_across(stack: TextColumn, stacks: Sequence[TextColumn]) -> list[TextColumn]:
    """Part a stack where some of its lines reach over another that stands beside the rest of it: a title, a footer."""
    beside = [one for one in stacks if one is not stack and min(stack.bottom, one.bottom) > max(stack.top, one.top)]
    runs = groupby(stack.lines, key=lambda line: [_reaches(line, one) for one in beside])
    parts = [list(run) for _, run in runs]
    return [stack] if len(parts) == 1 else [TextColumn.of(part) for part in parts]


def _reaches(line: Line, other: TextColumn) -> bool:
    return min(line.right, other.right) - max(line.left, other.left) > _OVERLAP * other.width


def _sorted(stacks: Sequence[TextColumn], *, mirrored: bool) -> list[TextColumn]:
    """Return the stacks such that each comes after all that must be read before it; ties as drawn.

    Sets of stacks are the bits of whole numbers: a page of drawings has a hundred stacks, and each pair is asked for.
    """
    ahead = _ahead(sorted(stacks, key=lambda stack: stack.middle), mirrored=mirrored)
    ranks = {id(stack): rank for rank, stack in enumerate(sorted(stacks, key=lambda stack: stack.middle))}
    left = [(stack, ranks[id(stack)]) for stack in stacks]
    waiting = (1 << len(stacks)) - 1
    order: list[TextColumn] = []
    while left:
        free = next((one for one in left if not ahead[one[1]] & waiting), None)
        # A circle of stacks that lie within one another is opened at the highest.
        chosen = free or min(left, key=lambda one: one[0].top)
        left.remove(chosen)
        waiting &= ~(1 << chosen[1])
        order.append(chosen[0])
    return order


def _ahead(stacks: Sequence[TextColumn], *, mirrored: bool) -> list[int]:
    """Return for each stack, from the highest middle down, those that are read before it."""
    overlapping = [_overlapping(stacks, one) for one in stacks]
    ahead = [0] * len(stacks)
    for low, lower in enumerate(stacks):
        for high in range(low):
            higher = stacks[high]
            between = (1 << low) - (2 << high)
            parted = overlapping[low] & overlapping[high] & between
            if overlapping[low] >> high & 1 or parted or _first(higher, lower, mirrored=mirrored):
                ahead[low] |= 1 << high
            else:
                ahead[high] |= 1 << low
    return ahead


def _first(higher: TextColumn, lower: TextColumn, *, mirrored: bool) -> bool:
    """Whether the higher of two stacks side by side, with nothing across both between them, is read first."""
    if _is_margin(higher, lower) or _is_margin(lower, higher):
        return _is_margin(lower, higher)
    return higher.left > lower.left if mirrored else higher.left < lower.left


def _overlapping(stacks: Sequence[TextColumn], one: TextColumn) -> int:
    left, right, width = one.left, one.right, one.width
    bits = 0
    for index, other in enumerate(stacks):
        if other.left < right and left < other.right and other is not one:
            shared = min(right, other.right) - max(left, other.left)
            if shared > _OVERLAP * min(width, other.width):
                bits |= 1 << index
    return bits


def _is_margin(a: TextColumn, beside: TextColumn) -> bool:
    if min(a.bottom, beside.bottom) <= max(a.top, beside.top):
        return False
    return a.width < _MARGIN_WIDTH * beside.width and a.size < _MARGIN_SIZE * beside.size
