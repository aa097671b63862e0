"""Extraction: what every reader of a file format takes and returns, and how it is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ingest.documents import Block, BlockKind, Box, Doubt, DoubtKind, Place, PlaceKind, Span, Table
from ingest.readers.tables import CellGrid, Progress, table_of, unheard

_DEEPEST = 4  # archives and mails in one another
Spanned = TypeVar("Spanned", Block, Place, Table, Doubt)


class CannotRead(ValueError):
    """No text can be made of the bytes. The message says why and what to do, without the file's name."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a file beside its bytes.

    `name` is the file's own (or a web page's address), `suffix` that of its format, `encoding` the one that a server
    or a mail declared. `progress` is told (parts done, parts in all) by readers that take long: who says nothing for
    the time limit of one file is ended. `depth` counts the archives and mails that the file lies in.
    """

    name: str = ""
    suffix: str = ""
    encoding: str | None = None
    progress: Callable[[int, int], None] = field(default=lambda _done, _total: None, repr=False, compare=False)
    depth: int = 0

    def inside(self, name: str, suffix: str, encoding: str | None = None) -> Hints:
        """Return what is known of a file that lies inside this one. Raises CannotRead where it lies too deep."""
        if self.depth >= _DEEPEST:
            raise CannotRead(f"archives in archives are read {_DEEPEST} deep only; unpack the innermost first")
        return replace(self, name=name, suffix=suffix, encoding=encoding, depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class Extraction:
    """A file as canonical text with its structure (see `Document`). `title` is "" where the file names none."""

    title: str
    text: str
    blocks: tuple[Block, ...] = ()
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def headings(self) -> tuple[Block, ...]:
        """The blocks that are headings."""
        return tuple(block for block in self.blocks if block.kind is BlockKind.HEADING)


@dataclass(slots=True)
class Builder:
    """Puts canonical text together block by block. Runs of blanks become one, except in code.

    What adds text returns its span, empty where there was nothing to add.
    """

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _places: list[Place] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _doubts: list[Doubt] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)

    @property
    def position(self) -> int:
        """Where the next text begins, unless a blank line comes before it."""
        return self._length

    @property
    def last_kind(self) -> BlockKind | None:
        """What was added last, None at the start."""
        return self._blocks[-1].kind if self._blocks else None

    @property
    def first_heading(self) -> str:
        """The words of the first heading, "" without any."""
        first = next((block for block in self._blocks if block.kind is BlockKind.HEADING), None)
        return "".join(self._parts)[first.start : first.end] if first else ""

    def since(self, start: int) -> str:
        """Return the text that was added from an offset on."""
        added: list[str] = []
        begin = self._length
        for part in reversed(self._parts):
            if begin <= start:
                break
            added.append(part)
            begin -= len(part)
        return "".join(reversed(added))[start - begin :]

    # -- text -----------------------------------------------------------------------------------------------------

    def paragraph(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, hidden: bool = False) -> Span:
        """Add a paragraph, with a blank line after it."""
        return self._add(text, "\n\n", kind, 1, hidden=hidden)

    def line(self, text: str, kind: BlockKind = BlockKind.ITEM, *, level: int = 1, hidden: bool = False) -> Span:
        """Add something with a single newline after it: a list item with its number, a field, a caption."""
        return self._add(text, "\n", kind, level, hidden=hidden)

    def heading(self, text: str, level: int, *, hidden: bool = False) -> Span:
        """Add a heading, on a line of its own after a blank one."""
        self.gap()
        return self._add(text, "\n", BlockKind.HEADING, level, hidden=hidden)

    def code(self, text: str, *, hidden: bool = False) -> Span:
        """Add lines as they stand, blanks and empty lines included, with a blank line after them."""
        self.gap()
        start, bare = self._length, text.strip("\n").rstrip()
        if bare:
            self._append(bare + "\n\n")
            self._blocks.append(Block(BlockKind.CODE, start, start + len(bare), hidden=hidden))
        return Span(start, start + len(bare))

    def table(
        self, grid: CellGrid, *, caption: str = "", hidden: bool = False, progress: Progress = unheard
    ) -> Table | None:
        """Add a table, a line for each row, its cells parted by " | "; return it.

        The grid says which rows are headers, or leaves it to be seen; titles above them become its caption. None is
        returned where no cell holds anything, and where the cells were paragraphs, which are added as such.
        """
        self.gap()
        found = table_of(grid, caption=caption, start=self._length, progress=progress)
        if found is None:
            return None
        self._append(found.text)
        self._blocks.extend((replace(block, hidden=True) for block in found.blocks) if hidden else found.blocks)
        if found.table is not None:
            self._tables.append(found.table)
        self.gap()
        return found.table

    def gap(self) -> None:
        """End a list or table with a blank line."""
        if self._parts and not "".join(self._parts[-2:]).endswith("\n\n"):
            self._append("\n")

    # -- what is said of it ---------------------------------------------------------------------------------------

    @contextmanager
    def place(self, kind: PlaceKind, name: str) -> Iterator[None]:
        """Name the place of everything that is added inside; nothing where nothing is."""
        at, start = len(self._places), self._length
        yield
        if self._length > start:
            self._places.insert(at, Place(kind, name, start, self._length))

    def add_place(self, place: Place) -> None:
        """Name the place of a span that is known only afterwards, such as a page that ends inside a paragraph."""
        self._places.append(place)

    def doubt(self, kind: DoubtKind, message: str, span: Span | None = None, *, confidence: float = 0.0) -> None:
        """Say what is not sure: of a span, or, without one, of something that is missing here."""
        where = span or Span(self._length, self._length)
        self._doubts.append(Doubt(kind, message, where.start, where.end, confidence))

    def box(self, box: Box) -> None:
        """Say where a word stands on its page."""
        self._boxes.append(box)

    def boxes(self, boxes: Iterable[Box]) -> None:
        """Say where several words stand."""
        self._boxes.extend(boxes)

    def include(self, extraction: Extraction, *, name: str = "") -> Span:
        """Add another reading, such as an attachment's, with all that is said of it; its title is left out.

        What is not sure of it is said under its `name`.
        """
        self.gap()
        start = self._length
        if extraction.text:
            self._append(extraction.text + "\n\n")
        self._blocks.extend(_moved(one, start) for one in extraction.blocks)
        self._places.extend(_moved(one, start) for one in extraction.places)
        self._tables.extend(_moved_table(one, start) for one in extraction.tables)
        under = f"“{name}”: " if name else ""
        self._doubts.extend(replace(_moved(one, start), message=under + one.message) for one in extraction.doubts)
        self._boxes.extend(one._replace(start=one.start + start, end=one.end + start) for one in extraction.boxes)
        return Span(start, start + len(extraction.text))

    def extraction(self, title: str = "") -> Extraction:
        """Return what was put together."""
        text = "".join(self._parts).rstrip()
        return Extraction(
            title=" ".join(title.split()),
            text=text,
            blocks=_in_order(self._blocks),
            places=_in_order([_within(place, len(text)) for place in self._places]),
            tables=_in_order(self._tables),
            doubts=_in_order([_within(doubt, len(text)) for doubt in self._doubts]),
            boxes=tuple(sorted(self._boxes)),
        )

    def _add(self, text: str, ending: str, kind: BlockKind, level: int, *, hidden: bool) -> Span:
        start, bare = self._length, " ".join(text.split())
        if bare:
            self._append(bare + ending)
            self._blocks.append(Block(kind, start, start + len(bare), level, hidden))
        return Span(start, start + len(bare))

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def _in_order(values: Sequence[Spanned]) -> tuple[Spanned, ...]:
    return tuple(sorted(values, key=lambda value: (value.start, -value.end)))


def _moved(value: Spanned, by: int) -> Spanned:
    return replace(value, start=value.start + by, end=value.end + by)


def _within(value: Spanned, length: int) -> Spanned:
    return replace(value, start=min(value.start, length), end=min(value.end, length))


def _moved_table(table: Table, by: int) -> Table:
    rows = tuple(
        replace(
            row,
            start=row.start + by,
            end=row.end + by,
            cells=tuple(cell._replace(start=cell.start + by, end=cell.end + by) for cell in row.cells),
        )
        for row in table.rows
    )
    return replace(table, start=table.start + by, end=table.end + by, rows=rows)
