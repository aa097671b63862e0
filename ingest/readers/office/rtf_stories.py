"""The stories of an RTF file (its body, notes, text boxes, headers): paragraphs and tables put together from runs.

Knows what a paragraph, a cell and a row are; never how RTF writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.office.runs import Losses, TextRun, lines_of, settled
from ingest.readers.tables import CellGrid, GridCell

_NEAR = 40  # twips (1/20 point) by which the edges of one column may differ


@dataclass(slots=True)
class RtfParagraph:
    """A paragraph: its lines, the level of a heading or list item (0: none), its number, and what is anchored in it.

    `anchored` are (kind, story, author) of notes, comments and text boxes; `paged` tells that it held a page's number.
    """

    lines: list[str]
    heading: int = 0
    level: int = 0
    label: str = ""
    anchored: list[tuple[str, RtfStory, str]] = field(default_factory=list)
    paged: bool = False

    @property
    def numbered(self) -> list[str]:
        """Its lines, the first with its number."""
        return [f"{self.label} {self.lines[0]}", *self.lines[1:]] if self.label and self.lines else self.lines


@dataclass(slots=True)
class RtfTable:
    """A table, and the paragraphs of its cells, for what is anchored in them."""

    grid: CellGrid
    paragraphs: list[RtfParagraph]


@dataclass(frozen=True, slots=True)
class CellEdge:
    """The right edge of a cell in twips, and whether it goes on from the cell above or beside."""

    right: int
    below: bool = False
    beside: bool = False


@dataclass(slots=True)
class RowFormat:
    """How a row is laid out, as its definition says so far."""

    edges: list[CellEdge] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class _Row:
    cells: list[str]
    format: RowFormat


@dataclass(slots=True)
class RtfStory:
    """One story while it is read."""

    losses: Losses
    blocks: list[RtfParagraph | RtfTable] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    label: str | None = None
    anchored: list[tuple[str, RtfStory, str]] = field(default_factory=list)
    paged: bool = False
    in_row: bool = False
    _cell: list[RtfParagraph] = field(default_factory=list)
    _row: list[str] = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)
    _kept: list[RtfParagraph] = field(default_factory=list)

    def end_paragraph(self, *, heading: int, level: int, in_table: bool) -> None:
        """End the paragraph that was begun; in a table it is one of the present cell."""
        paragraph = self._take(heading, level)
        if in_table:
            self._cell.append(paragraph)
            return
        self.end_table()
        if paragraph.lines or paragraph.anchored:
            self.blocks.append(paragraph)

    def end_cell(self) -> None:
        """End a cell."""
        self._cell.append(self._take(0, 0))
        filled = [one for one in self._cell if one.lines]
        self._kept.extend(self._cell)
        if len(filled) == 1:
            self._row.append(" ".join(filled[0].numbered))
        else:
            labels = [one.label for one in self._cell if one.label] if not filled else []
            self._row.append(" ".join([line for one in filled for line in one.lines] or labels[:1]))
        self._cell = []

    def end_row(self, row: RowFormat) -> None:
        """End a row, which was laid out as said."""
        if self._row:
            self._rows.append(_Row(self._row, row))
        self._row, self.in_row = [], False

    def end_table(self) -> None:
        """End the table, if there is one."""
        if self._row or self._cell:
            self.end_cell()
            self.end_row(RowFormat())
        if self._rows:
            self.blocks.append(RtfTable(_grid(self._rows), self._kept))
        self._rows, self._kept = [], []

    def close(self) -> None:
        """End whatever was begun."""
        self.end_paragraph(heading=0, level=0, in_table=bool(self._row or self._cell))
        self.end_table()

    def lines(self) -> Iterator[str]:
        """Yield the lines of a closed story: of its paragraphs, and of its tables the cells."""
        for paragraph in self.paragraphs():
            yield from paragraph.numbered

    def paragraphs(self) -> Iterator[RtfParagraph]:
        """Yield the paragraphs of a closed story, those of tables included."""
        for block in self.blocks:
            if isinstance(block, RtfParagraph):
                yield block
            else:
                yield from block.paragraphs

    def _take(self, heading: int, level: int) -> RtfParagraph:
        lines = lines_of(settled(self.runs, self.losses))
        label = " ".join((self.label or "").split())
        shown = label if any(character.isalnum() for character in label) else ""
        listed = level or (1 if self.label is not None else 0)
        paragraph = RtfParagraph(lines, heading, listed, shown, self.anchored, self.paged)
        self.runs, self.label, self.anchored, self.paged = [], None, [], False
        return paragraph


def _grid(rows: list[_Row]) -> CellGrid:
    """Return the grid of rows whose cells end where their definitions say; without these, cell by cell."""
    edges = _columns(rows)
    above: list[str] = []
    lines: list[tuple[GridCell, ...]] = []
    for row in rows:
        line: list[GridCell] = []
        for number, own in enumerate(row.cells):
            edge = row.format.edges[number] if number < len(row.format.edges) else None
            column = len(line)
            last = column if edge is None or not edges else max(_column(edges, edge.right), column)
            goes_on = edge is not None and not own and (edge.below or (edge.beside and column > 0))
            text = own
            if goes_on and edge is not None:
                text = line[-1].text if edge.beside else above[column] if column < len(above) else ""
            line.append(GridCell(text, repeats=goes_on))
            line.extend([GridCell(text, repeats=True)] * (last - column))
        above = [cell.text for cell in line]
        lines.append(tuple(line))
    headers = next((number for number, row in enumerate(rows) if not row.format.header), len(rows))
    return CellGrid(tuple(lines), headers if 0 < headers < len(rows) else None)


def _columns(rows: list[_Row]) -> list[int]:
    """Return the right edges of the columns; none where a row has fewer edges than cells."""
    if any(len(row.cells) > len(row.format.edges) for row in rows):
        return []
    edges: list[int] = []
    for right in sorted({edge.right for row in rows for edge in row.format.edges[: len(row.cells)]}):
        if not edges or right - edges[-1] > _NEAR:
            edges.append(right)
    return edges


def _column(edges: list[int], right: int) -> int:
    return next((number for number, edge in enumerate(edges) if right - edge <= _NEAR), len(edges) - 1)
