"""Paragraphs of a PDF: the lines of a column become headings, paragraphs, items, fields, code and rows of tables.

Knows type, indents and gaps; never the order of columns or what is on other pages, but for the usual size of type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ingest.documents import BlockKind
from ingest.readers.pdf.layout import TextColumn
from ingest.readers.pdf.lines import Cell, Line, PdfPage, PlacedWord, names_over

BULLETS = "•‣◦▪●○■□–—·∙►➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06e-*"
_BULLET = re.compile(f"[{re.escape(BULLETS)}]$")
_ITEM = re.compile(
    r"(?:\(\d{1,2}\)|\d{1,3}[.)]|\.\d{1,2}|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?|\[\d{1,3}\])$"
)
_LABEL = re.compile(r"[^\W\d_][^:.;!?]{0,39}:(?:\s|$)")
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|listing|algorithm|scheme|plate|abbildung|abb\.|tabelle|tab\.|figura|tableau|cuadro)"
    r"\s*[A-Z]?\d+[\w.-]*\s*[.:|–—-]",
    re.IGNORECASE,
)
_LEAST_DOTS = 5
_LEADERS = re.compile(rf"(?:\.\s?){{{_LEAST_DOTS},}}|…{{2,}}")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶]+)$")
_RAISED = 0.1  # of the type size: how far the mark of a note stands above its line
_ENDS = tuple(".!?:;。！？…")
_CLOSING = "\"'”’»)]"
_RUN_GAP = 0.75  # of the type size, beyond the usual distance of lines: a wider one ends a paragraph
_LEAST_STEP = 0.8  # of the type size: lines that are nearer stand beside one another
_SAME_SIZE = 0.08
_HEADING = 1.12  # of the usual size
_SMALL = 0.93
_INDENT = 0.8  # of the type size
_BLANK = 0.25  # of the type size
_NO_HEADING_END = ",;-\u2010\u00ad"
_WRAPPED = 0.6  # of the column's width: a shorter line of a heading is one by itself
_HANGING = 0.9  # of the type size: the gap after the bare number of an item
_IN_PROSE = re.compile(r"[A-Z]\.|\d{1,3}\.|\d{1,2}\.\d{1,2}")  # also of a date, an amount, a name: "3. Mai", "0.1 bar"
_BARE_MARK = re.compile(r"\d{1,2}|[a-z]|[ivx]{2,4}")  # of an item, without a dot
_LONGEST_MARK = 16  # characters of an item's number, with its dots or brackets
_LONGEST_HEADING = 180
_MOST_HEADING_LINES = 4
_MOST_BOLD_LINES = 2
_WRAPPED_LINES = 0.25  # of the lines of a list
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_VERSE = 0.6  # of the column's width
_LEAST_VERSE = 3  # lines
_SHORT_LINE = 6  # words: lines of lists, addresses and labels
_LEAST_ROWS = 3
_ROWS_OF_CELLS = 0.5  # of a table's lines: others go on in one cell
_LEAST_WIDE_ROWS = 2
_NARROW = 2  # columns
_ALIGNED = 0.6  # of the cells of a row
_SAME_EDGE = 3.0  # points
_TABLE_SIZES = 0.2  # of the type size: a larger change ends a table
_TABLE_GAP = 2.5  # of the type size: a wider gap between rows ends a table


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, one thing in the text.

    `full` says that the last line reaches the edge of its column, so that the text may go on elsewhere; `tight` that
    it is a line right after another of a list, and `leads` that such a line may follow. Rows of a
    table are paragraphs of kind ROW with a cell for each column, "" for an empty one, for each line in `rows`.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int = 1
    full: bool = False
    small: bool = False
    tight: bool = False
    leads: bool = False
    rows: tuple[tuple[tuple[PlacedWord, ...], ...], ...] = ()

    @property
    def page(self) -> int:
        """The number of the page, from 0."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Its words, as drawn."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Type:
    """The usual type of a document: its size, and whether running text is bold or of one width."""

    size: float
    bold: bool = False
    mono: bool = False

    @classmethod
    def of(cls, sheets: Sequence[PdfPage]) -> Type:
        """Return what most characters are set in."""
        sizes: Counter[float] = Counter()
        bold = mono = 0
        for sheet in sheets:
            for line in sheet.lines:
                weight = len(line.text)
                sizes[round(line.size * 2) / 2] += weight
                bold += weight if line.bold else -weight
                mono += weight if line.mono else -weight
        if not sizes:
            return cls(10.0)
        return cls(sizes.most_common(1)[0][0], bold > 0, mono > 0)


def paragraphs_of(column: TextColumn, usual: Type) -> Iterator[Paragraph]:
    """Yield what a column holds, in order."""
    kind = column.lines[0].kind
    if kind is None:
        yield from _drawn(column, usual)
    else:
        rows = tuple(_recognised_cells(line) for line in column.lines) if kind is BlockKind.ROW else ()
        yield Paragraph(kind, column.lines, column.lines[0].level, full=True, rows=rows)


def _drawn(column: TextColumn, usual: Type) -> Iterator[Paragraph]:
    edges = _Edges(column.lines)
    for members, columns in _tables([part for line in column.lines for part in _fields_of(line)]):
        if columns:
            whole = list(_whole_rows(members, columns))
            rows = _under_their_names([row for _, row in whole])
            yield Paragraph(BlockKind.ROW, tuple(line for line, _ in whole), rows=rows)
        else:
            for run in _runs(members):
                yield from _Run(run, edges.of(run[0].size), usual).paragraphs()


def _fields_of(line: Line) -> Sequence[Line]:
    """Return the labels with values that stand side by side on a line, each as a line; others as they are."""
    if line.filled or len(line.cells) == 1 or line.text.count(":") == 1:
        return (line,)
    cells = line.cells
    starts = [number for number, cell in enumerate(cells) if _LABEL.match(" ".join(word.text for word in cell))]
    fields = [cells[start:end] for start, end in pairwise((*starts, len(cells)))]
    if len(fields) == 1 or not starts or starts[0] > 0 or all(_is_bare_label(field) for field in fields):
        return (line,)
    return [line.of_words([word for cell in field for word in cell]) for field in fields]


def _is_bare_label(field: Sequence[Cell]) -> bool:
    return len(field) == 1 and field[0][-1].text.endswith(":")


def _whole_rows(
    lines: Sequence[Line], columns: Sequence[tuple[float, float]]
) -> Iterator[tuple[Line, tuple[Cell, ...]]]:
    """Yield the rows of a table, each with its first line; a cell that a line end wrapped goes on with the next."""
    before: tuple[Line, tuple[Cell, ...]] | None = None
    for line in lines:
        row = _in_columns(_recognised_cells(line) if line.cell_sizes else line.cells, columns)
        if before is not None and _only_wraps(before[1], row, columns, line.size):
            merged = tuple((*above, *below) for above, below in zip(before[1], row, strict=True))
            before = (before[0], merged)
            continue
        if before is not None:
            yield before
        before = (line, row)
    if before is not None:
        yield before


def _under_their_names(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with columns as one of which one holds a name in the first row, and the next the values to it.

    A name is set at the left of its column and numbers at its right, so that they need not overlap.
    """
    joined: list[tuple[Cell, ...]] = []
    for column in zip(*rows, strict=True):
        if joined and (_only_names(joined[-1], column) or _only_names(column, joined[-1])):
            joined[-1] = tuple((*left, *right) for left, right in zip(joined[-1], column, strict=True))
        else:
            joined.append(column)
    return tuple(zip(*joined, strict=True))


def _only_names(column: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return bool(column[0]) and not any(column[1:]) and not other[0] and sum(map(bool, other)) > 1


def _only_wraps(
    above: Sequence[Cell], row: Sequence[Cell], columns: Sequence[tuple[float, float]], size: float
) -> bool:
    """Whether a row holds a single cell, in a small letter, for which the cell above had no room.

    The other cells may also stand beside the last line of that cell, if it is the row's first.
    """
    filled = [index for index, cell in enumerate(row) if cell]
    index = filled[0]
    if len(filled) > 1 and (index > 0 or any(above[1:])):
        return False
    if not above[index] or not row[index][0].text[0].islower():
        return False
    word, room = row[index][0], columns[index][1] - above[index][-1].right
    return word.right - word.left + _BLANK * size > room


def _recognised_cells(line: Line) -> tuple[tuple[PlacedWord, ...], ...]:
    if not line.cell_sizes:
        return (line.words,)
    ends = list(accumulate(line.cell_sizes))
    return tuple(line.words[end - count : end] for end, count in zip(ends, line.cell_sizes, strict=True))


def _in_columns(
    cells: Sequence[Sequence[PlacedWord]], columns: Sequence[tuple[float, float]]
) -> tuple[tuple[PlacedWord, ...], ...]:
    """Put the cells of a row under their columns."""
    row: list[tuple[PlacedWord, ...]] = [()] * len(columns)
    for cell in filter(None, cells):
        middle = (cell[0].left + cell[-1].right) / 2
        home = min(range(len(columns)), key=lambda index: max(columns[index][0] - middle, middle - columns[index][1]))
        row[home] = (*row[home], *cell)
    return tuple(row)


def is_item(line: Line) -> bool:
    """Whether a line begins with a bullet or the number of a list's item."""
    if len(line.words) == 1:
        return False
    first, second = line.words[:2]
    if _is_mark(first.text):
        return True
    if not _BARE_MARK.fullmatch(first.text):
        return False
    return second.left - first.right > _HANGING * line.size and len(line.cells) <= _NARROW


def _is_mark(text: str) -> bool:
    return len(text) <= _LONGEST_MARK and bool(_BULLET.match(text) or _ITEM.match(text))


def ends_sentence(text: str) -> bool:
    """Whether nothing need follow."""
    return text.rstrip(_CLOSING).endswith(_ENDS)


# -- tables -----------------------------------------------------------------------------------------------------------


def _tables(lines: Sequence[Line]) -> Iterator[tuple[list[Line], tuple[tuple[float, float], ...]]]:
    """Part lines into tables, with the columns they share, and what is none, with ()."""
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        count, columns = _table_at(lines, index)
        members = list(lines[index : index + count])
        index += count
        if not columns:
            plain.extend(members)
            continue
        sizes = names_over(plain[-1], columns) if plain and _close(plain[-1], members[0]) else ()
        if sizes:
            members = [replace(plain.pop(), cell_sizes=sizes), *members]
        if plain:
            yield plain, ()
            plain = []
        yield members, columns
    if plain:
        yield plain, ()


def _table_at(lines: Sequence[Line], start: int) -> tuple[int, tuple[tuple[float, float], ...]]:
    """Return how many lines from `start` on are a table, and its columns; () for lines that are none."""
    if len(lines[start].cells) == 1 or _numbered(lines, start):
        return 1, ()
    under = _values_under(lines, start)
    if under:
        return _LEAST_WIDE_ROWS, under
    columns: list[tuple[float, float]] = []
    rows = count = 0
    for index in range(start, len(lines)):
        if index > start and not _close(lines[index - 1], lines[index]):
            break
        widened = _with_row(columns, lines[index])
        if widened is None:
            break
        columns = widened
        if len(lines[index].cells) > 1:
            rows += 1
            count = index - start + 1
    members = lines[start : start + count]
    if all(line.cells[0][-1].text.endswith(":") for line in members) or _is_list_of_marks(members):
        return max(count, 1), ()  # labels with values, or items set apart from their bullets or numbers
    return (count, tuple(columns)) if _is_table(members, rows, len(columns)) else (1, ())


def _values_under(lines: Sequence[Line], start: int) -> tuple[tuple[float, float], ...]:
    """Return the columns that a line of labels in small type makes with the values right below it; () without them."""
    labels = lines[start]
    values = lines[start + 1] if start + 1 < len(lines) else labels
    if len(labels.cells) != len(values.cells) or labels.size > _SMALL * values.size or labels.filled or values.filled:
        return ()
    if not 0 <= values.top - labels.bottom < values.size or any(_is_number(cell) for cell in labels.cells):
        return ()
    pairs = list(zip(labels.cells, values.cells, strict=True))
    if any(abs(label[0].left - value[0].left) > _SAME_EDGE for label, value in pairs):
        return ()
    return tuple((label[0].left, max(label[-1].right, value[-1].right)) for label, value in pairs)


def _numbered(lines: Sequence[Line], start: int) -> bool:
    """Whether a line is an item with a hanging number, and the next goes on with its text."""
    if len(lines[start].cells) != _NARROW or not is_item(lines[start]) or start + 1 == len(lines):
        return False
    after = lines[start + 1]
    return len(after.cells) == 1 and abs(after.left - lines[start].cells[1][0].left) < _SAME_EDGE


def _is_list_of_marks(lines: Sequence[Line]) -> bool:
    """Whether all that stands at the left of a wide gap is a bullet or an item's number, and no value at its right."""
    rows = [line.cells for line in lines if len(line.cells) > 1]
    if any(len(row) != _NARROW or len(row[0]) != 1 for row in rows):
        return False
    marks = [row[0][0].text for row in rows]
    bare = [mark for mark in marks if not _is_mark(mark)]
    if any(not _BARE_MARK.fullmatch(mark) for mark in bare) or sum(_is_number(row[1]) for row in rows) * 2 > len(rows):
        return False
    return len(bare) < len(marks) or all(map(_follows, bare, bare[1:]))


def _follows(mark: str, after: str) -> bool:
    """Whether the bare mark of an item may come right after another: in order, or at another depth."""
    if mark.isdecimal() and after.isdecimal():
        return int(after) == int(mark) + 1
    return mark.isdecimal() != after.isdecimal() or after > mark or after == "a"


def _is_table(lines: Sequence[Line], rows: int, columns: int) -> bool:
    """Whether aligned lines, `rows` of them with several cells, are more than a chance."""
    if rows < _ROWS_OF_CELLS * len(lines):
        return False
    return rows >= _LEAST_ROWS or (rows >= _LEAST_WIDE_ROWS and columns > _NARROW)


def _with_row(columns: Sequence[tuple[float, float]], line: Line) -> list[tuple[float, float]] | None:
    """Return the columns of a table with one more row; None where it does not stand under them."""
    cells = [(cell[0].left, max(word.right for word in cell)) for cell in line.cells]
    if line.filled:
        return None
    if len(cells) == 1:
        return list(columns) if _begins_column(columns, cells[0], line.size) else None
    return _merged(columns, cells) if _aligned(columns, cells) else None


def _close(before: Line, line: Line) -> bool:
    if abs(line.size - before.size) > _TABLE_SIZES * before.size:
        return False
    return line.baseline > before.baseline and line.top - before.bottom <= _TABLE_GAP * line.size


def _merged(
    columns: Sequence[tuple[float, float]], cells: Sequence[tuple[float, float]]
) -> list[tuple[float, float]] | None:
    """Return the columns widened by a row's cells; None where two cells fall into one column, or one into two."""
    merged = list(columns)
    taken: set[tuple[float, float]] = set()
    for cell in cells:
        touched = [column for column in merged if min(cell[1], column[1]) > max(cell[0], column[0])]
        if len(touched) > 1 or any(column in taken for column in touched):
            return None
        wide = (min(cell[0], touched[0][0]), max(cell[1], touched[0][1])) if touched else cell
        merged = sorted([*(column for column in merged if column not in touched), wide])
        taken.add(wide)
    return merged


def _aligned(columns: Sequence[tuple[float, float]], cells: Sequence[tuple[float, float]]) -> bool:
    """Whether most of a row's cells stand under what is above them, not only touch it."""
    pairs = [
        (cell, column) for cell in cells for column in columns if min(cell[1], column[1]) > max(cell[0], column[0])
    ]
    return sum(_under(cell, column) for cell, column in pairs) >= _ALIGNED * len(pairs)


def _under(cell: tuple[float, float], column: tuple[float, float]) -> bool:
    overlap = min(cell[1], column[1]) - max(cell[0], column[0])
    edges = min(abs(cell[0] - column[0]), abs(cell[1] - column[1]))
    return edges < _SAME_EDGE or overlap * 2 > min(cell[1] - cell[0], column[1] - column[0])


def _begins_column(columns: Sequence[tuple[float, float]], cell: tuple[float, float], size: float) -> bool:
    """Whether a row of one cell goes on in a column: it begins where the column does, or lies within it."""
    return any(
        abs(column[0] - cell[0]) < _SAME_EDGE or (column[0] - size < cell[0] and cell[1] < column[1] + size)
        for column in columns
    )


# -- running text -----------------------------------------------------------------------------------------------------


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Part lines where the gap, the size or the weight of the type changes."""
    usual = _usual_step(lines)
    run: list[Line] = []
    for line in lines:
        if run and not _same_run(run[-1], line, usual):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _usual_step(lines: Sequence[Line]) -> float:
    """Return the usual distance of baselines in sizes of type."""
    steps = Counter(
        round((line.baseline - before.baseline) / line.size, 1)
        for before, line in pairwise(lines)
        if _LEAST_STEP * line.size < line.baseline - before.baseline < 3 * line.size
    )
    if not steps:
        return 1.2
    most = max(steps.values())
    return min(step for step, count in steps.items() if count * 2 >= most)


def _same_run(before: Line, line: Line, usual: float) -> bool:
    if abs(line.size - before.size) > _SAME_SIZE * max(line.size, before.size):
        return False
    if before.bold != line.bold and not _short_tail(before, line):
        return False
    step = (line.baseline - before.baseline) / max(line.size, 1.0)
    return -_RUN_GAP < step <= usual + _RUN_GAP * 0.6 or step < 0


def _short_tail(before: Line, line: Line) -> bool:
    """Whether a line of one or two bold words goes on with a paragraph."""
    return line.words[0].text[0].islower() and not before.text.endswith(_ENDS)


class _Edges:
    """How far the lines of a column reach that are set in type of one size."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._known: dict[float, tuple[float, float]] = {}

    def of(self, size: float) -> tuple[float, float]:
        """Return the left and the right of the lines in about this size."""
        if size not in self._known:
            alike = [line for line in self._lines if abs(line.size - size) <= _SAME_SIZE * line.size]
            self._known[size] = min(line.left for line in alike), max(line.right for line in alike)
        return self._known[size]


class _Run:
    """Lines of one type, evenly spaced: one paragraph or several, or lines that stand for themselves.

    `edges` are the left and the right of the column, as lines of this type fill it.
    """

    def __init__(self, lines: Sequence[Line], edges: tuple[float, float], usual: Type) -> None:
        self._lines = lines
        self._usual = usual
        self._left = min(line.left for line in lines)
        self._column_left, self._right = edges
        self._verse = self._is_verse()
        self._listed = self._verse or _is_list(lines)

    def paragraphs(self) -> Iterator[Paragraph]:
        if self._is_code():
            yield Paragraph(BlockKind.CODE, tuple(self._lines))
            return
        if self._is_heading():
            for lines in self._wrapped():
                yield Paragraph(BlockKind.HEADING, tuple(lines))
            return
        parts: list[list[Line]] = []
        for line in self._lines:
            if parts and not self._breaks(parts[-1], line):
                parts[-1].append(line)
            else:
                parts.append([line])
        tight = len(parts) > 1 and all(len(part) == 1 for part in parts)
        for number, part in enumerate(parts):
            yield self._paragraph(part, tight=tight and number > 0, leads=tight)

    def _paragraph(self, lines: Sequence[Line], *, tight: bool, leads: bool) -> Paragraph:
        small = lines[0].size < _SMALL * self._usual.size
        kind = self._kind(lines, small=small)
        return Paragraph(kind, tuple(lines), full=self._is_full(lines[-1]), small=small, tight=tight, leads=leads)

    def _kind(self, lines: Sequence[Line], *, small: bool) -> BlockKind:
        text = lines[0].text
        if _CAPTION.match(text):
            return BlockKind.CAPTION
        if small and _is_note(lines[0]):
            return BlockKind.FOOTNOTE
        if is_item(lines[0]):
            return BlockKind.ITEM
        if lines[0].filled or (len(lines) == 1 and _LABEL.match(text) and not text.endswith(":")):
            return BlockKind.FIELD
        return BlockKind.PARAGRAPH

    def _is_code(self) -> bool:
        return not self._usual.mono and len(self._lines) > 1 and all(line.mono for line in self._lines)

    def _is_heading(self) -> bool:
        lines = self._lines
        text = " ".join(line.text for line in lines)
        if len(lines) > _MOST_HEADING_LINES or len(text) > _LONGEST_HEADING or not any(c.isalpha() for c in text):
            return False
        if text[-1] in _NO_HEADING_END or _has_leaders(text) or _CAPTION.match(text):
            return False
        if any(len(line.cells) > 1 and not _is_number(line.cells[0]) for line in lines):
            return False
        if min(line.size for line in lines) >= _HEADING * self._usual.size:
            return not (ends_sentence(text) and len(lines) > 1)
        bold = all(line.bold for line in lines) and not self._usual.bold
        return (
            bold
            and not ends_sentence(text)
            and len(lines) <= _MOST_BOLD_LINES
            and min(x.size for x in lines) >= _SMALL * self._usual.size
        )

    def _is_verse(self) -> bool:
        """Whether lines are short in a wide column: each was ended on purpose, even where the next begins small."""
        lines = self._lines
        narrow = max(line.right for line in lines) - self._left < _VERSE * (self._right - self._column_left)
        return len(lines) >= _LEAST_VERSE and narrow and sum(len(x.words) for x in lines) <= _SHORT_LINE * len(lines)

    def _wrapped(self) -> Iterator[list[Line]]:
        """Part the lines of headings where one did not fill its column, centred as it may be, before the next."""
        width = self._right - self._column_left
        heading: list[Line] = []
        for line in self._lines:
            filled = heading and heading[-1].right - heading[-1].left >= _WRAPPED * width
            if heading and not filled and not line.text[0].islower():
                yield heading
                heading = []
            heading.append(line)
        yield heading

    def _is_full(self, line: Line) -> bool:
        if line.right_to_left:
            return line.left - self._column_left < line.size * 4
        return self._right - line.right < line.size * 4

    def _breaks(self, gathered: Sequence[Line], line: Line) -> bool:
        """Whether a line begins anew, rather than going on with the line before."""
        before = gathered[-1]
        if before.parted or (before.text[-1] in "-\u2010\u00ad" and line.text[0].islower()):
            return before.filled or line.filled
        if _begins(line) and not self._goes_on_with_mark(gathered, line):
            return True
        if _stands_alone(before) or _both_labelled(gathered, line):
            return True
        if line.text[0].islower() and not ends_sentence(before.text) and not self._verse:
            return False
        if is_item(gathered[0]):
            return self._ends_item(gathered, line)
        return self._listed or self._would_fit(before, line) or self._new_indent(gathered, line)

    def _goes_on_with_mark(self, gathered: Sequence[Line], line: Line) -> bool:
        """Whether what looks like an item's mark is a number or an initial for which the line before had no room."""
        before = gathered[-1]
        if not _IN_PROSE.fullmatch(line.words[0].text) or line.filled or is_item(gathered[0]):
            return False
        if ends_sentence(before.text) or before.text[-1] in ",)" or line.left > before.left + _BLANK * line.size:
            return False
        return not self._would_fit(before, line)

    def _ends_item(self, gathered: Sequence[Line], line: Line) -> bool:
        first = gathered[0]
        if line.left > first.left + _BLANK * line.size:
            return False
        return len(gathered) > 1 or self._would_fit(gathered[-1], line)

    def _would_fit(self, before: Line, line: Line) -> bool:
        """Whether a line's first word would have found room on the line before, which thus ended on purpose."""
        room = before.left - self._column_left if before.right_to_left else self._right - before.right
        return _width_of_first(line) + _BLANK * line.size < room

    def _new_indent(self, gathered: Sequence[Line], line: Line) -> bool:
        before = gathered[-1]
        if before.right_to_left:
            return False
        indented = line.left > before.left + _INDENT * line.size
        return (indented or line.left < before.left - _INDENT * line.size < gathered[0].left) and ends_sentence(
            before.text
        )


def _width_of_first(line: Line) -> float:
    """Return how wide the first word of a line is; in scripts without blanks the first two characters are one."""
    word = line.words[0]
    width = word.right - word.left
    return width * min(2 / len(word.text), 1) if _UNPARTED.match(word.text) else width


def _is_note(line: Line) -> bool:
    """Whether a line begins with a raised number or a sign, the mark of a note."""
    if len(line.words) == 1 or not _NOTE_MARK.match(line.words[0].text):
        return False
    return not line.words[0].text.isdigit() or line.words[0].bottom < line.baseline - _RAISED * line.size


def _is_number(cell: Sequence[PlacedWord]) -> bool:
    return len(cell) == 1 and not any(character.isalpha() for character in cell[0].text[1:])


def _begins(line: Line) -> bool:
    return line.filled or is_item(line) or bool(_CAPTION.match(line.text))


def _stands_alone(line: Line) -> bool:
    return line.filled or _has_leaders(line.text)


def _has_leaders(text: str) -> bool:
    """Whether dots lead the eye to what stands at the end of a line; counting dots first takes a tenth of the time."""
    return (text.count(".") >= _LEAST_DOTS or "……" in text) and bool(_LEADERS.search(text))


def _both_labelled(gathered: Sequence[Line], line: Line) -> bool:
    return len(gathered) == 1 and bool(_LABEL.match(line.text) and _LABEL.match(gathered[0].text))


def _is_list(lines: Sequence[Line]) -> bool:
    """Whether short lines each begin anew: names with numbers, addresses, labels, signs."""
    going_on = sum(_goes_on(before, line) for before, line in pairwise(lines))
    if len(lines) == 1 or going_on > _WRAPPED_LINES * len(lines):
        return False
    return sum(map(_count_words, lines)) <= _SHORT_LINE * len(lines)


def _count_words(line: Line) -> int:
    """Count the words of a line; in scripts without blanks two characters are about a word."""
    unparted = 0 if line.text.isascii() else len(_UNPARTED.findall(line.text))
    return len(line.words) + unparted // 2


def _goes_on(before: Line, line: Line) -> bool:
    return line.text[0].islower() or before.text[-1] in ",-\u2010\u00ad"
