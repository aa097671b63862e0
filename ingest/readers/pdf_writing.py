"""Canonical text of a PDF's paragraphs, with its blocks, pages, tables and the box of every word.

Knows how text is put together; never how it was found on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from ingest.documents import BlockKind, Box, DoubtKind, Place, PlaceKind, Span
from ingest.readers.pdf_hyphens import Hyphens
from ingest.readers.pdf_lines import Frame, Line, Word
from ingest.readers.pdf_paragraphs import BULLETS, Paragraph
from ingest.readers.reading import Builder
from ingest.readers.tables import Grid, WrittenTable, table_of

_BULLET = re.compile(f"[{re.escape(BULLETS)}]$")
_INDENT = 0.6  # of the type size: the width of a character of code
_TIGHT = (BlockKind.ITEM, BlockKind.FIELD)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a part of one, what parts it from the piece before, and where it stands."""

    glue: str
    text: str
    word: Word
    line: Line


class Writer:
    """Writes paragraphs one after the other. `frames` says how each page is shown, by number from 0."""

    def __init__(self, builder: Builder, frames: Mapping[int, Frame], hyphens: Hyphens) -> None:
        self._builder = builder
        self._frames = frames
        self._hyphens = hyphens
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

    def finish(self, scans: Mapping[int, float]) -> None:
        """Name the page of all that was written, and say which pages were recognised from images, and how surely."""
        ends = [*(start for start, _ in self._starts[1:]), self._builder.position]
        for (start, number), end in zip(self._starts, ends, strict=True):
            self._builder.add_place(Place(PlaceKind.PAGE, str(number + 1), start, end))
            if number in scans and end > start:
                message = f"page {number + 1} is an image, read by OCR"
                self._builder.doubt(DoubtKind.RECOGNISED, message, Span(start, end), confidence=scans[number])

    def start_of(self, page: int) -> Span:
        """Return where the words of a page begin, or those of the next page with any."""
        begin = next((start for start, number in self._starts if number >= page), self._builder.position)
        return Span(begin, begin)

    def _prose(self, paragraph: Paragraph, *, leads: bool) -> None:
        pieces = list(self._pieces(paragraph))
        text = "".join(piece.glue + piece.text for piece in pieces)
        offset = self._add(text, paragraph, leads=leads)
        for piece in pieces:
            offset += len(piece.glue)
            self._box(offset, piece)
            offset += len(piece.text)

    def _add(self, text: str, paragraph: Paragraph, *, leads: bool) -> int:
        if paragraph.kind is BlockKind.HEADING:
            return self._builder.heading(text, paragraph.level).start
        if paragraph.kind in _TIGHT or paragraph.tight:
            return self._builder.line(text, paragraph.kind).start
        self._builder.gap()
        if leads:
            return self._builder.line(text, paragraph.kind).start
        return self._builder.paragraph(text, paragraph.kind).start

    def _pieces(self, paragraph: Paragraph) -> Iterator[_Piece]:
        """Yield the words of a paragraph. A word that a line end parts comes as two pieces without a blank between."""
        lines = paragraph.lines
        words = [(word, line) for line in lines for word in line.words]
        if paragraph.kind is BlockKind.ITEM and len(words) > 1 and _BULLET.match(words[0][0].text):
            words = words[1:]
        glue = ""
        for (word, line), (following, next_line) in pairwise([*words, words[-1]]):
            text, ahead = word.text, " "
            if next_line is not line:
                after = self._hyphens.glue(text, following.text)
                ahead = "" if after in ("", "-") else " "
                text = text[:-1] if after == "" else text
            yield _Piece(glue, text, word, line)
            glue = ahead

    def _box(self, offset: int, piece: _Piece) -> None:
        page = piece.line.page
        if not self._starts or self._starts[-1][1] != page:
            self._starts.append((offset, page))
        left, top, right, bottom = self._frames[page].shown(piece.word, piece.line.turn)
        self._builder.box(
            Box(
                offset,
                offset + len(piece.text),
                page + 1,
                round(left, 1),
                round(top, 1),
                round(right, 1),
                round(bottom, 1),
            )
        )

    def _table(self, paragraph: Paragraph) -> None:
        rows = paragraph.rows
        grid = Grid.of_texts([[_text(cell) for cell in row] for row in rows])
        table = self._builder.table(grid)
        if table is None:
            return
        written = cast("WrittenTable", table_of(grid))
        offset = 0
        for row, line in zip(rows, paragraph.lines, strict=True):
            for word in (word for cell in row for word in cell):
                offset = written.text.index(word.text, offset)
                self._box(table.start + offset, _Piece("", word.text, word, line))
                offset += len(word.text)

    def _code(self, paragraph: Paragraph) -> None:
        left = min(line.left for line in paragraph.lines)
        texts = [" " * round((line.left - left) / (_INDENT * line.size)) + line.text for line in paragraph.lines]
        offset = self._builder.code("\n".join(texts)).start
        for text, line in zip(texts, paragraph.lines, strict=True):
            offset += len(text) - len(line.text)
            for word in line.words:
                self._box(offset, _Piece("", word.text, word, line))
                offset += len(word.text) + 1


def _text(cell: Sequence[Word]) -> str:
    return " ".join(word.text for word in cell)
