"""A document as HTML: its headings, lists, tables, slides and mails as such, with the quotes in it marked.

Knows documents and spans; never where they came from or who cites them. All text in it is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from ingest.documents import Block, BlockKind, Cell, Document, Place, PlaceKind, Row, Span, Table
from ui.document_text import all_blocks
from ui.page.texts import say

_AROUND = 40_000  # characters shown before and after the quote at first; a page of a book has 2,000
_NUMBERED = re.compile(r"\(?(?:\d+|[A-Za-z]|[ivxlcIVXLC]+)[.)]\s")
_PARTED = " | "
_WHOLE = re.compile(r"(?=\S*[-–/])\S{1,24}")  # a date, a number with dashes: not broken where it could be
_HIGHEST, _DEEPEST = 3, 6  # levels of headings: above are those of the page itself


@dataclass(frozen=True, slots=True)
class Marks:
    """The spans of a text that are cited, and which of them is looked at; the others are marked more quietly."""

    spans: tuple[Span, ...] = ()
    focus: Span | None = None

    def within(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Return the parts of the marks inside a range, in order and apart, and whether each is looked at."""
        found: list[tuple[int, int, bool]] = []
        at = start
        for span in sorted({*self.spans, *((self.focus,) if self.focus else ())}, key=lambda one: (one.start, one.end)):
            first, last = max(span.start, at), min(span.end, end)
            if first < last:
                found.append((first, last, self.is_focus(first, last)))
                at = last
        return found

    def is_focus(self, start: int, end: int) -> bool:
        """Whether a range lies in the mark that is looked at."""
        return self.focus is not None and self.focus.start <= start and end <= self.focus.end


def document_html(document: Document, marks: Marks, *, whole: bool = False) -> str:
    """Return a document, or what stands around the quote that is looked at, with ways to see the rest."""
    start, end = (0, len(document.text)) if whole else _window(document, marks.focus)
    blocks = [block for block in all_blocks(document) if start <= block.start < end]
    parts = groupby(blocks, key=lambda block: _parts(document.places, block.start))
    announced: tuple[Place, ...] = ()
    html = []
    for places, inside in parts:
        begun = [place for place in places if place not in announced]
        html.append(_part(places, begun, "".join(_blocks(document, list(inside), marks))))
        announced = places
    before = _more("source.earlier") if start > 0 else ""
    after = _more("source.later") if end < len(document.text) else ""
    return f"{before}{''.join(html)}{after}"


def _window(document: Document, focus: Span | None) -> tuple[int, int]:
    """Return what is shown at first: from a line's beginning to a line's end."""
    at = focus or Span(0, 0)
    start, end = at.start - _AROUND, at.end + _AROUND
    first = document.text.find("\n", start, at.start) + 1 if start > 0 else 0
    last = document.text.find("\n", end)
    return first, len(document.text) if last < 0 else last


def _more(name: str) -> str:
    return f'<button type="button" class="button quiet" data-source="whole">{escape(say(name))}</button>'


# -- parts: pages, slides, sheets, mails -------------------------------------------------------------------------------


def _parts(places: Sequence[Place], offset: int) -> tuple[Place, ...]:
    holding = [one for one in places if one.kind is not PlaceKind.LINE and one.start <= offset < one.end]
    return tuple(sorted(holding, key=lambda one: (one.start, -one.end)))


def _part(places: Sequence[Place], begun: Sequence[Place], inside: str) -> str:
    if not places:
        return inside
    heads = "".join(
        f'<p class="part-name" dir="auto">{escape(say(f"place.{one.kind}", name=one.name))}</p>' for one in begun
    )
    kinds = " ".join(sorted({f"part-{one.kind}" for one in places}))
    return f'<section class="part {kinds}{"" if begun else " goes-on"}">{heads}{inside}</section>'


# -- blocks ------------------------------------------------------------------------------------------------------------


def _blocks(document: Document, blocks: Sequence[Block], marks: Marks) -> Iterator[str]:
    """Yield the blocks one by one, those of a table together."""
    for table, inside in groupby(blocks, key=lambda block: _table_of(document.tables, block)):
        if table is not None:
            yield _table(document.text, table, list(inside), marks)
        else:
            yield from (_block(document.text, block, marks) for block in inside)


def _block(text: str, block: Block, marks: Marks) -> str:
    shown = marked(text, block.start, block.end, marks)
    if block.hidden:
        shown = f'<span class="aside-name">{escape(say("note.hidden"))}</span> {shown}'
    match block.kind:
        case BlockKind.HEADING:
            level = min(_HIGHEST + block.level, _DEEPEST)
            return f'<p class="heading level-{level}" dir="auto" role="heading" aria-level="{level}">{shown}</p>'
        case BlockKind.ITEM:
            kind = "item numbered" if _NUMBERED.match(text, block.start, block.end) else "item"
            return f'<p class="{kind}" dir="auto" style="--depth: {block.level}">{shown}</p>'
        case BlockKind.CODE:
            return f'<pre tabindex="0" dir="auto">{shown}</pre>'
        case BlockKind.QUOTED:
            return f'<blockquote dir="auto">{shown}</blockquote>'
        case BlockKind.NOTE | BlockKind.FOOTNOTE:
            name = say("note.speaker" if block.kind is BlockKind.NOTE else "footnote")
            return (
                f'<p class="aside"><span class="aside-name">{escape(name)}</span> <span dir="auto">{shown}</span></p>'
            )
        case _:
            return f'<p class="{block.kind}" dir="auto">{shown}</p>'


def marked(text: str, start: int, end: int, marks: Marks) -> str:
    """Return a range of a text with the marks in it."""
    parts, at = [], start
    for first, last, is_focus in marks.within(start, end):
        kind = ' class="focus"' if is_focus else ""
        parts += [escape(text[at:first]), f"<mark{kind}>{escape(text[first:last])}</mark>"]
        at = last
    return "".join((*parts, escape(text[at:end])))


# -- tables ------------------------------------------------------------------------------------------------------------


def _table_of(tables: Sequence[Table], block: Block) -> Table | None:
    if block.kind is not BlockKind.ROW:
        return None
    return next((one for one in tables if one.start <= block.start < one.end), None)


def _table(text: str, table: Table, blocks: Sequence[Block], marks: Marks) -> str:
    """Return those rows of a table that the blocks are; a block that is no row of it is a row of its header.

    The header is that of its columns, whose names are joined of several rows; only what is cited of it stands as it is.
    Its caption is above it in the text.
    """
    rows: Mapping[int, Row] = {row.start: row for row in table.rows}
    header = [block for block in blocks if block.start not in rows]
    if any(table.columns) and not any(marks.within(block.start, block.end) for block in header):
        names = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns)
        head = f"<tr>{names}</tr>"
    else:
        head = "".join(_head(text, block, marks) for block in header)
    body = "".join(_row(text, rows[block.start], marks) for block in blocks if block.start in rows)
    top = f"<thead>{head}</thead>" if head else ""
    return f'<div class="table" tabindex="0"><table dir="auto">{top}<tbody>{body}</tbody></table></div>'


def _head(text: str, block: Block, marks: Marks) -> str:
    cells, at = [], block.start
    for name in text[block.start : block.end].split(_PARTED):
        cells.append(f'<th scope="col">{marked(text, at, at + len(name), marks)}</th>')
        at += len(name) + len(_PARTED)
    return f"<tr>{''.join(cells)}</tr>"


def _row(text: str, row: Row, marks: Marks) -> str:
    cited = ' class="cited"' if marks.within(row.start, row.end) else ""
    cells = "".join(
        f"<td{_spanned(cell)}{_kinds(text, cell, row, marks)}>{marked(text, cell.start, cell.end, marks)}</td>"
        for cell in _shown_cells(row)
    )
    return f"<tr{cited}>{cells}</tr>"


def _spanned(cell: Cell) -> str:
    return f' colspan="{cell.width}"' if cell.width > 1 else ""


def _shown_cells(row: Row) -> Iterator[Cell]:
    """Yield the cells of a row without those that a merged one covers."""
    covered = 0
    for cell in row.cells:
        if covered:
            covered -= 1
            continue
        covered = cell.width - 1
        yield cell


def _kinds(text: str, cell: Cell, row: Row, marks: Marks) -> str:
    """Return the classes of a cell: whether it is cited by itself, and whether it stays on one line."""
    is_whole = _WHOLE.fullmatch(text, cell.start, cell.end) is not None
    kinds = [name for name, is_so in (("cited", _is_cited(cell, row, marks)), ("whole", is_whole)) if is_so]
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _is_cited(cell: Cell, row: Row, marks: Marks) -> bool:
    """Whether a cell is marked by itself: where less than its row is cited."""
    found = marks.within(cell.start, cell.end)
    whole = marks.within(row.start, row.end)
    return bool(found) and not any(first <= row.start and last >= row.end for first, last, _ in whole)
