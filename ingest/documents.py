"""Documents: canonical plain text with its structure, and the places that a citation can name.

Knows nothing of file formats, chunks or vectors.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, NewType

DocumentId = NewType("DocumentId", str)
Revision = NewType("Revision", str)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters, `text[start:end]`."""

    start: int
    end: int


class PlaceKind(StrEnum):
    """What a place is called when a citation names it."""

    PAGE = "page"
    SLIDE = "slide"
    SHEET = "sheet"
    CHAPTER = "chapter"
    MAIL = "mail"
    CELL = "cell"  # of a notebook; the cells of a sheet are those of its tables
    LINE = "line"
    MEMBER = "file"  # of an archive, or attached to a mail


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the source that has a name: page “3”, sheet “Budget”, chapter “The Mill”, mail “Ada, 2 May 2026”.

    A place of kind LINE is a run of lines that stand in the text as in the source; its name is the number of the
    first of them. Places may lie inside others (the pages of a file in an archive). `label` is what a page calls
    itself where that is not its number: “iv”, “A-3”.
    """

    kind: PlaceKind
    name: str
    start: int
    end: int
    label: str = ""


class BlockKind(StrEnum):
    """What a block of text was in its source."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list; its number or letter is part of its text, a bullet is not
    ROW = "row"  # of a table: its cells, parted by " | "
    FIELD = "field"  # a label and what it is filled with, "Label: value"
    CODE = "code"  # lines as they stand
    CAPTION = "caption"  # the title of a table, a figure's words
    FOOTNOTE = "footnote"
    NOTE = "note"  # a speaker's, a margin's, a comment
    QUOTED = "quoted"  # an earlier mail, repeated in a reply


@dataclass(frozen=True, slots=True)
class Block:
    """A span of the text that was one thing in its source. `level` is the depth of a heading or item, from 1.

    `hidden` marks what the source holds without showing it: hidden rows, sheets and slides.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 1
    hidden: bool = False


class Cell(NamedTuple):
    """A cell of a table: its span of the text, empty for an empty cell, and its address in a sheet (“B7”) or "".

    `hidden` marks the cells of a column that the source holds without showing it; `width` is the number of columns
    that the cell is merged over, of which the further ones are empty. A tuple, as `Box` is: a workbook has thousands.
    """

    start: int
    end: int
    name: str = ""
    hidden: bool = False
    width: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a cell for each column, in order, and the span that holds them all."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under column names, in order of the text. Header rows are in the text, but no rows of these.

    A column that spans several header rows has their names joined by " › "; a column without a name has "".
    `caption` is the title that stands above the table, or "".
    """

    start: int
    end: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str = ""


class DoubtKind(StrEnum):
    """Why something may not be what the source says."""

    RECOGNISED = "recognised"  # read from an image by OCR
    REPLACED = "replaced"  # bytes that are no text in the file's encoding
    ENCODING = "encoding"  # guessed, and the guess is not sure
    MISSING = "missing"  # something that could not be read at all: a page of only an image, a broken part
    STRUCK = "struck out"  # read, though a line is drawn through it in the source
    LEFT_OUT = "left out"  # read, and left out on purpose: deleted text, navigation beyond doubt is not told


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that could not be read for sure, and the span it concerns (empty where the text is not there).

    `message` is one sentence that names the place and, where there is one, the remedy. `confidence` is in [0, 1].
    """

    kind: DoubtKind
    message: str
    start: int
    end: int
    confidence: float = 0.0


class Box(NamedTuple):
    """Where the word `text[start:end]` stands on a page: in points from the upper left corner of the page as shown.

    A tuple, since a document has one for every word: a frozen dataclass takes four times as long to make.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: a `file://` or `http(s)://` address, and what it held when read.

    `fingerprint` is the SHA-256 of the source's bytes, in hexadecimal: equal fingerprints need no reading.
    `identity` is the document that it is known to be, None for one made of its address.
    """

    uri: str
    fingerprint: str
    identity: DocumentId | None = field(default=None, compare=False)

    @property
    def document_id(self) -> DocumentId:
        """The document's identity: stable while its content changes, and when it moves."""
        return self.identity or identity_of(self.uri)


@dataclass(frozen=True, slots=True)
class Document:
    """One source as canonical plain text.

    A newline in `text` always ends a sentence: paragraphs are parted by a blank line, headings, list items
    and table rows by a single newline, and readers have joined the lines that were only wrapped.
    Blocks, places, tables, doubts and boxes are in order of `start`. What lies in no block is a paragraph.
    Places may part inside a sentence.
    """

    source: Source
    title: str
    text: str
    blocks: tuple[Block, ...] = ()
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def id(self) -> DocumentId:
        """That of its source."""
        return self.source.document_id

    @property
    def revision(self) -> Revision:
        """Hash of what a reader of the document sees: its title and its text."""
        return Revision(_digest(f"{self.title}\0{self.text}"))

    @property
    def headings(self) -> tuple[Block, ...]:
        """The blocks that are headings."""
        return tuple(block for block in self.blocks if block.kind is BlockKind.HEADING)


def identity_of(uri: str, attempt: int = 0) -> DocumentId:
    """Return the identity of a document that is first met at an address; another `attempt` gives another."""
    return DocumentId(_digest(f"{uri}\0{attempt}" if attempt else uri))


def _digest(text: str) -> str:
    # 64 bits: at a million documents the chance of one collision is below 1 in 30 million.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
