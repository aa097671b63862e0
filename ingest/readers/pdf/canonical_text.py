"""Canonical text of a PDF's paragraphs, with its blocks, pages, tables and the box of every word.

Knows how text is put together; never how it was found on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.documents import BlockKind, Box, DoubtKind, Place, PlaceKind, Span
from ingest.readers.extraction import Builder
from ingest.readers.hyphens import Hyphens, is_unparted
from ingest.readers.pdf.lines import Frame, Line, PlacedWord, Shown
from ingest.readers.pdf.paragraphs import BULLETS, Paragraph
from ingest.readers.tables import CellGrid

_BULLET = re.compile(f"[{re.escape(BULLETS)}]$")
_INDENT = 0.6  # of the type size: the width of a character of code
_TIGHT = (BlockKind.ITEM, BlockKind.FIELD)
_new_box = tuple.__new__  # a named tuple's own constructor takes twice as long


class CanonicalWriter:
    """Writes paragraphs one after the other. `frames` says how each page is shown, by number from 0."""

    def __init__(self, builder: Builder, frames: Mapping[int, Frame], hyphens: Hyphens) -> None:
        self._builder = builder
        self._frames = frames
        self._hyphens = hyphens
        self._shown: dict[tuple[int, int], Shown] = {}
        self._starts: list[tuple[int, int]] = []  # where each run of words of one page begins, and its page

    def write(self, paragraph: Paragraph, *, leads: bool = False) -> None:
        """Add a paragraph, heading, item, table, note or code; one that `leads` a list has no blank line after it."""
        if paragraph.kind is BlockKind.ROW:
            self._table(paragraph)
        elif paragraph.kind is BlockKind.CODE:
            self._code(paragraph)
        else:
            self._prose(paragraph, leads=leads)

    def gap(self) -> None:
        """End a list, so that what follows is no part of it."""
        self._builder.gap()

    def empty_page(self, number: int) -> None:
        """Note a page without any text."""
        self._starts.append((max(self._builder.position - 2, 0), number))

    def comments(self, comments: Sequence[str], page: int) -> None:
        """Add what readers wrote on a page."""
        self._builder.gap()
        if not self._starts or self._starts[-1][1] != page:
            self._starts.append((self._builder.position, page))
        for comment in comments:
            self._builder.line(f"Comment: {comment}", BlockKind.NOTE)
        self._builder.gap()

    def finish(self, scans: Mapping[int, float], labels: Mapping[int, str] | None = None) -> None:
        """Name the page of all that was written, and say which pages were recognised from images, and how surely.

        `labels` are what pages call themselves where that is not their number; they are by number from 0, as `scans`.
        """
        ends = [*(start for start, _ in self._starts[1:]), self._builder.position]
        for (start, number), end in zip(self._starts, ends, strict=True):
            self._builder.add_place(Place(PlaceKind.PAGE, str(number + 1), start, end, (labels or {}).get(number, "")))
            if number in scans and end > start:
                message = f"page {number + 1} is an image, read by OCR"
                self._builder.doubt(DoubtKind.RECOGNISED, message, Span(start, end), confidence=scans[number])

    def start_of(self, page: int) -> Span:
        """Return where the words of a page begin, or those of the next page with any."""
        begin = next((start for start, number in self._starts if number >= page), self._builder.position)
        return Span(begin, begin)

    def _prose(self, paragraph: Paragraph, *, leads: bool) -> None:
        """Add running text. A word that a line end parts is one word, with two boxes."""
        lines = list(paragraph.lines)
        first = lines[0]
        if paragraph.kind is BlockKind.ITEM and len(first.words) > 1 and _BULLET.match(first.words[0].text):
            lines[0] = first.of_words(first.words[1:])
        if paragraph.kind is BlockKind.HEADING or not (paragraph.tight or paragraph.kind in _TIGHT):
            self._builder.gap()
        text, start = "", self._builder.position
        for index, line in enumerate(lines):
            glue = ""
            if index:
                between = self._hyphens.glue(text, line.text)
                text = text[:-1] if between == "" else text
                glue = "" if between in ("", "-") or is_unparted(text, line.text) else " "
            self._boxes(line, start + len(text) + len(glue))
            text += glue + line.text
        self._add(text, paragraph, leads=leads)

    def _add(self, text: str, paragraph: Paragraph, *, leads: bool) -> None:
        if paragraph.kind is BlockKind.HEADING:
            self._builder.heading(text, paragraph.level)
        elif leads or paragraph.tight or paragraph.kind in _TIGHT:
            self._builder.line(text, paragraph.kind)
        else:
            self._builder.paragraph(text, paragraph.kind)

    def _boxes(self, line: Line, offset: int) -> None:
        """Say where the words of a line stand, which begin in the text at an offset."""
        shown, page = self._on(line), line.page + 1
        if not self._starts or self._starts[-1][1] != line.page:
            self._starts.append((offset, line.page))
        if not shown.moved:
            for word in line.words:
                self._builder.box(Box(offset, offset + len(word.text), page, *shown.box(word)))
                offset += len(word.text) + 1
            return
        _, _, x, _, y = shown
        boxes: list[Box] = []
        for text, left, top, right, bottom in line.words:
            end = offset + len(text)
            boxes.append(_new_box(Box, (offset, end, page, left + x, top + y, right + x, bottom + y)))
            offset = end + 1
        self._builder.boxes(boxes)

    def _on(self, line: Line) -> Shown:
        """Return how a line's frame is shown, noting where its page begins."""
        key = (line.page, line.turn)
        if key not in self._shown:
            self._shown[key] = self._frames[line.page].shown(line.turn)
        return self._shown[key]

    def _box(self, word: PlacedWord, offset: int, page: int, shown: Shown) -> None:
        if not self._starts or self._starts[-1][1] != page:
            self._starts.append((offset, page))
        self._builder.box(Box(offset, offset + len(word.text), page + 1, *shown.box(word)))

    def _table(self, paragraph: Paragraph) -> None:
        self._builder.gap()
        start = self._builder.position
        self._builder.table(CellGrid.of_texts([[_text(cell) for cell in row] for row in paragraph.rows]))
        written, offset = self._builder.since(start), 0
        for row, line in zip(paragraph.rows, paragraph.lines, strict=True):
            for word in (word for cell in row for word in cell):
                found = written.find(word.text, offset)
                if found >= 0:
                    self._box(word, start + found, line.page, self._on(line))
                    offset = found + len(word.text)

    def _code(self, paragraph: Paragraph) -> None:
        left = min(line.left for line in paragraph.lines)
        texts = [" " * round((line.left - left) / (_INDENT * line.size)) + line.text for line in paragraph.lines]
        offset = self._builder.code("\n".join(texts)).start
        for text, line in zip(texts, paragraph.lines, strict=True):
            self._boxes(line, offset + len(text) - len(line.text))
            offset += len(text) + 1


def _text(cell: Sequence[PlacedWord]) -> str:
    return " ".join(word.text for word in cell)
