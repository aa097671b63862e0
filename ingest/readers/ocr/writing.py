"""Writing: recognised lines become paragraphs of a document, with their doubt and their boxes. Knows no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ingest.documents import BlockKind, Box, DoubtKind, Span
from ingest.readers.ocr.lines import RecognisedLine, RecognisedWord
from ingest.readers.ocr.paragraphs import has_bullet
from ingest.readers.reading import Builder
from ingest.readers.tables import Grid, GridCell, table_of

_NOTHING = (
    "holds no words that could be read: it is blank, a picture, or in a script that OCR does not know "
    "(install Tesseract with its language)"
)
_HYPHENS = ("-", "‐", "¬", "\u00ad")


def write_recognised(builder: Builder, lines: Sequence[RecognisedLine], *, page: int, scale: float) -> Span:
    """Add the lines of a page as headings, paragraphs, items and tables; return their span.

    `scale` is how many points one pixel measures (72 / dpi). A page without a line is a doubt of kind MISSING, any
    other one of kind RECOGNISED over all of it.
    """
    if not lines:
        builder.doubt(DoubtKind.MISSING, f"page {page} {_NOTHING}")
        return Span(builder.position, builder.position)
    builder.gap()
    start, end = builder.position, builder.position
    for _, block in groupby(lines, key=lambda line: line.block):
        members = list(block)
        write = _write_table if members[0].kind is BlockKind.ROW else _write_paragraph
        end = write(builder, members, page, scale)
    confidence = _mean_confidence(lines)
    message = f"page {page} was read by OCR (confidence {confidence:.2f})"
    builder.doubt(DoubtKind.RECOGNISED, message, Span(start, end), confidence=confidence)
    return Span(start, end)


def _write_paragraph(builder: Builder, lines: Sequence[RecognisedLine], page: int, scale: float) -> int:
    words = [word for line in lines for word in line.words]
    firsts = {id(line.words[0]) for line in lines[1:]}
    if has_bullet(lines[0]):
        words = words[1:]
    text, starts = "", []
    for word in words:
        if id(word) in firsts and text.endswith(_HYPHENS) and word.text[:1].islower():
            text = text[:-1]
        elif text:
            text += " "
        starts.append(len(text))
        text += word.text
    span = _add(builder, lines[0], text)
    for word, start in zip(words, starts, strict=True):
        _box(builder, word, span.start + start, page, scale)
    return span.end


def _add(builder: Builder, first: RecognisedLine, text: str) -> Span:
    if first.kind is BlockKind.HEADING:
        return builder.heading(text, first.level)
    if first.kind is BlockKind.ITEM:
        return builder.line(text, BlockKind.ITEM)
    builder.gap()
    return builder.paragraph(text)


def _write_table(builder: Builder, lines: Sequence[RecognisedLine], page: int, scale: float) -> int:
    # One row has no header above it.
    grid = Grid(tuple(_cells(line) for line in lines), header_rows=0 if len(lines) == 1 else None)
    written, table = table_of(grid), builder.table(grid)
    if table is None or written is None:
        return builder.position
    at = 0
    for word in (word for line in lines for word in line.words):
        found = written.text.find(word.text, at)
        if found >= 0:
            _box(builder, word, table.start + found, page, scale)
            at = found + len(word.text)
    return table.end


def _cells(line: RecognisedLine) -> tuple[GridCell, ...]:
    return tuple(
        GridCell(cell or repeated, repeats=bool(repeated))
        for cell, repeated in zip(line.cells, line.repeats, strict=True)
    )


def _box(builder: Builder, word: RecognisedWord, start: int, page: int, scale: float) -> None:
    left, top, right, bottom = (round(edge * scale, 1) for edge in word.box)
    builder.box(Box(start, start + len(word.text), page, left, top, right, bottom))


def _mean_confidence(lines: Sequence[RecognisedLine]) -> float:
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / letters
