"""Flow: the running text of a web page or e-book, gathered until a block ends, becomes parts by what it stands in.

Knows blocks, lists, headings and labels; never how a page is walked, nor what is main in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.documents import BlockKind
from ingest.readers.encoding import tidy
from ingest.readers.tables import CellGrid
from ingest.readers.web import phrasing
from ingest.readers.web.numbering import Numbering

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p search section summary"
    " table tbody td tfoot th thead tr ul caption".split()
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_TELLING = frozenset((*HEADINGS, "li", "dt", "dd", "caption", "figcaption", "summary", "legend"))
_KINDS = {"caption": BlockKind.CAPTION, "figcaption": BlockKind.CAPTION}
_OF_ITEMS = (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE)  # what the first words of a list item may be
_CLOSE = frozenset(("summary", "legend", "dd", "dt"))  # their words belong to what follows
_INLINE_CODE = frozenset(("code", "kbd", "samp", "tt", "var"))
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|list-item|inline-block|table)", re.IGNORECASE)
_INLINE_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*inline(?!-)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:^|\s)(?:doc-)?(?:foot|end|rear)note(?:\s|$)")
_NOTE_ID = re.compile(r"(?:cite_note|fn|footnote|endnote|note)[-_:.]?\w{0,8}", re.IGNORECASE)
_BREAK = "\f"  # in gathered text, where a line was broken on purpose; tidying keeps it
_LONGEST_LABEL = 80  # characters of a term that stands before its explanation on one line
_LONGEST_TOLD = 80  # characters of text left out that are shown in its doubt
TICKED, LEFT = "☑", "☐"
_SEEN_BEFORE = 3  # pieces of gathered text that a raised character is judged by


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a page, and the element that it came from. `linked` is the number of its characters inside links.

    `grid` is a table's, with its caption as text. What is `close` is joined to what follows, what is `in_item` to the
    list item before it. `left_out` says what is not shown before it.
    """

    kind: BlockKind
    text: str
    element: etree._Element
    level: int = 1
    linked: int = 0
    grid: CellGrid | None = None
    close: bool = False
    in_item: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All its words, those of a table's cells too."""
        if self.grid is None:
            return self.text
        cells = (cell.text for row in self.grid.rows for cell in row if not cell.repeats)
        return " ".join(filter(None, (self.text, *cells)))


@dataclass(slots=True)
class _Item:
    """A list item that is open: its marker until its first words are written."""

    marker: str
    kind: BlockKind
    begun: bool = False


@dataclass(slots=True)
class Flow:
    """Takes elements and text in the order of reading, and gives `parts`."""

    _around: list[etree._Element]  # the blocks that are open
    _parts: list[Part] = field(default_factory=list)
    _gathered: list[str] = field(default_factory=list)
    _telling: list[etree._Element] = field(default_factory=list)  # open blocks that say what their words are
    _items: list[_Item] = field(default_factory=list)
    _lists: list[Numbering] = field(default_factory=list)
    _term: str = ""
    _links: int = 0
    _linked: int = 0
    _code: int = 0
    _seam: bool = False  # between two elements of running text, no blank between them
    _ended: str = ""  # the element of running text that ended right here
    _left_out: list[str] = field(default_factory=list)
    _asides: list[tuple[BlockKind, str, etree._Element]] = field(default_factory=list)
    _said_aside: set[str] = field(default_factory=set)
    _ticked: bool = False  # whether a sign of ours is among what was gathered

    @classmethod
    def inside(cls, root: etree._Element) -> Flow:
        """Return the flow of what lies in an element."""
        return cls([root])

    def parts(self) -> list[Part]:
        """End the flow and return its parts."""
        self.flush()
        if self._left_out:
            self._add(BlockKind.PARAGRAPH, "", self._around[-1])
        return self._parts

    # -- what comes in --------------------------------------------------------------------------------------------

    def start(self, element: etree._Element) -> None:
        """Take an element in."""
        if is_block(element):
            self.flush()
            self._enter(element)
        else:
            self._seam = self._seam or bool(self._ended)
            if self._ended == element.tag == "a":  # two links that touch are two, whatever their words
                self._gathered.append(" ")
            self._links += element.tag == "a"
            self._code += element.tag in _INLINE_CODE

    def end(self, element: etree._Element) -> None:
        """Leave an element that was taken in."""
        if is_block(element):
            self.flush()
            self._leave(element)
        else:
            self._links -= element.tag == "a"
            self._code -= element.tag in _INLINE_CODE
            self._ended = element.tag

    def text(self, text: str) -> None:
        """Take running text in."""
        if not text:
            return
        before = self._gathered[-1] if self._gathered else ""
        if self._seam and not self._code and before and phrasing.parted_at_seam(before, text):
            self._gathered.append(" ")
        self._seam, self._ended = False, ""
        self._gathered.append(text)
        if self._links > 0:
            self._linked += len(" ".join(text.split()))

    def line_break(self) -> None:
        """End a line inside a block."""
        self._gathered.append(_BREAK)

    def filled_in(self, value: str) -> None:
        """Take in what was typed or chosen after a label, "" for nothing: the label ends there all the same."""
        before = "".join(self._gathered).rstrip(" \t\n\xa0")
        if value:
            self._gathered[:] = [before, ": " if before[-1:].isalnum() else " ", value]
        self._gathered.append(_BREAK)

    def ticked(self, *, on: bool) -> None:
        """Take in a box or button that is ticked or left, as a sign before or after its label."""
        self._gathered.append(f" {TICKED if on else LEFT} ")
        self._ticked = True

    def picture(self, words: str, element: etree._Element) -> None:
        """Take in the words of a picture, to stand after the block that it lies in."""
        self._asides.append((BlockKind.CAPTION, words, element))

    def aside(self, words: str, element: etree._Element) -> None:
        """Take in a label with what the page says of it only to who points at it, to stand after the block, once."""
        if words not in self._said_aside:
            self._said_aside.add(words)
            self._asides.append((BlockKind.FIELD, words, element))

    def code(self, text: str, element: etree._Element) -> None:
        """Take in lines as they stand."""
        self.flush()
        marker = self._take_marker()
        if marker:
            self._add(BlockKind.ITEM, marker, element)
        if text.strip():
            self._add(BlockKind.CODE, text.strip("\n"), element)

    def table(self, caption: str, grid: CellGrid, element: etree._Element, *, linked: int) -> None:
        """Take in a table with data."""
        self.flush()
        self._parts.append(Part(BlockKind.ROW, caption, element, linked=linked, grid=grid, left_out=self._take_told()))

    def leave_out(self, what: str, words: str) -> None:
        """Say what is not shown here."""
        shown = words if len(words) <= _LONGEST_TOLD else words[:_LONGEST_TOLD].rstrip() + "…"
        self.tell(f"{what}: “{shown}”")

    def tell(self, told: str) -> None:
        """Say something of what comes next."""
        self._left_out.append(told)

    @property
    def before(self) -> str:
        """The last words that were taken in."""
        return "".join(self._gathered[-_SEEN_BEFORE:])

    def _enter(self, element: etree._Element) -> None:
        tag = element.tag
        self._around.append(element)
        if tag in _LISTS:
            self._lists.append(Numbering.of(element))
        elif tag == "li":
            marker = self._lists[-1].marker(element) if self._lists else ""
            self._items.append(_Item(marker, _kind_of_item(element)))
        if tag in _TELLING or _is_footnote(element):
            self._telling.append(element)

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._items.pop()
        elif tag == "dl":
            self._write_term(element)
        if self._telling and self._telling[-1] is element:
            self._telling.pop()
        self._around.pop()

    # -- parts ----------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """End a block: what was gathered becomes parts."""
        raw, linked = "".join(self._gathered), self._linked
        self._gathered.clear()
        self._linked, self._seam, self._ended = 0, False, ""
        groups = phrasing.lines_of(tidy(raw), _BREAK)
        if self._ticked:
            groups, self._ticked = _labelled(groups), False
        if groups:
            share = min(linked / sum(len(line) for group in groups for line in group), 1.0)
            self._write(groups, share)
        asides, self._asides = self._asides, []
        for kind, words, around in asides:
            if words not in raw:
                self._add(kind, words, around)

    def _write(self, groups: list[list[str]], share: float) -> None:
        inside, element = self._inside, self._around[-1]
        lines = [line for group in groups for line in group]
        if inside in HEADINGS:
            words = f"{self._take_marker()} {' '.join(lines)}".strip()
            self._add(BlockKind.HEADING, words, element, level=HEADINGS[inside], share=share)
        elif inside == "dt":
            self._write_term(element)
            self._term = " ".join(lines)
        elif inside == "dd" and self._term and len(lines) == 1 and len(self._term) <= _LONGEST_LABEL:
            parted = " " if self._term.endswith((":", "?", ".", "!")) else ": "
            self._add(BlockKind.FIELD, f"{self._term}{parted}{lines[0]}", element, share=share)
            self._term = ""
        else:
            self._write_term(element)
            self._write_lines(groups, share)

    def _write_lines(self, groups: list[list[str]], share: float) -> None:
        noted = bool(self._telling) and _is_footnote(self._telling[-1])
        kind = BlockKind.FOOTNOTE if noted else _KINDS.get(self._inside, BlockKind.PARAGRAPH)
        element = self._around[-1]
        for group in groups:
            for number, line in enumerate(group):
                if kind in _OF_ITEMS and self._items and not self._items[-1].begun:
                    item = self._items[-1].kind
                    words = f"{self._take_marker()} {line}".strip()
                    self._add(item, words, element, share=share, level=len(self._items))
                else:
                    close = number + 1 < len(group) or bool(self._items) or self._inside in _CLOSE
                    self._add(kind, line, element, share=share, close=close)

    @property
    def _inside(self) -> str:
        return str(self._telling[-1].tag) if self._telling else ""

    def _write_term(self, element: etree._Element) -> None:
        """Write a term whose explanation does not fit on its line, or that has none."""
        if self._term:
            term, self._term = self._term, ""
            self._add(BlockKind.PARAGRAPH, term, element, close=True)

    def _take_marker(self) -> str:
        if not self._items or self._items[-1].begun:
            return ""
        self._items[-1].begun = True
        return self._items[-1].marker

    def _take_told(self) -> tuple[str, ...]:
        told = tuple(self._left_out)
        self._left_out.clear()
        return told

    def _add(
        self,
        kind: BlockKind,
        text: str,
        element: etree._Element,
        *,
        level: int = 1,
        share: float = 0.0,
        close: bool = False,
    ) -> None:
        linked = round(share * len(text))
        told, in_item = self._take_told(), bool(self._items)
        self._parts.append(Part(kind, text, element, level, linked, close=close, in_item=in_item, left_out=told))


def _labelled(groups: list[list[str]]) -> list[list[str]]:
    """Return the lines without those of nothing but boxes to tick, such as the ones that open a menu."""
    return [said for group in groups if (said := [line for line in group if line.strip(f"{TICKED}{LEFT} ")])]


def is_block(element: etree._Element) -> bool:
    """Whether an element stands apart from the text before and after it."""
    style = element.get("style")
    if element.tag in _BLOCKS:
        return not (style and element.tag in ("div", "p", "li") and _INLINE_STYLE.search(style))
    return bool(style) and bool(_BLOCK_STYLE.search(style))


def _kind_of_item(element: etree._Element) -> BlockKind:
    noted = _is_footnote(element) or _NOTE_ID.fullmatch(element.get("id") or "")
    return BlockKind.FOOTNOTE if noted else BlockKind.ITEM


def _is_footnote(element: etree._Element) -> bool:
    role = f"{element.get('role') or ''} {element.get('epub-type') or ''}"
    return bool(_FOOTNOTE.search(role))
