"""Canonical text of recognised lines: paragraphs with their doubt and their boxes. Knows no pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ingest.documents import BlockKind, Box, DoubtKind, Span
from ingest.readers.extraction import Builder
from ingest.readers.hyphens import Hyphens, is_unparted
from ingest.readers.ocr.lines import RecognisedLine, RecognisedWord
from ingest.readers.ocr.paragraphs import has_bullet
from ingest.readers.tables import CellGrid, GridCell, table_of

_NOTHING = (
    "holds no words that could be read: it is blank, a picture, or in a script that OCR does not know "
    "(install Tesseract with its language)"
)
_NOT_SIGN = "¬"  # what a hyphen at the end of a line is often taken for


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
    hyphens = Hyphens([line.text for line in lines])
    for _, block in groupby(lines, key=lambda line: line.block):
        members = list(block)
        if members[0].kind is BlockKind.ROW:
            end = _write_table(builder, members, page, scale)
        else:
            span, places = _write_words(builder, members, hyphens)
            for word, place in places:
                _box(builder, word, span.start + place, page, scale)
            end = span.end
    confidence = _mean_confidence(lines)
    message = f"page {page} was read by OCR (confidence {confidence:.2f})"
    builder.doubt(DoubtKind.RECOGNISED, message, Span(start, end), confidence=confidence)
    return Span(start, end)


def _write_words(
    builder: Builder, lines: Sequence[RecognisedLine], hyphens: Hyphens
) -> tuple[Span, list[tuple[RecognisedWord, int]]]:
    """Add the words of a paragraph; return its span, and where in it each word begins."""
    text = ""
    starts: list[tuple[RecognisedWord, int]] = []
    for number, line in enumerate(lines):
        if number:
            text = _before_next(text, line, hyphens)
        for place, word in enumerate(line.words[1:] if not number and has_bullet(line) else line.words):
            text += " " if place else ""
            starts.append((word, len(text)))
            text += word.text
    return _add(builder, lines[0], text), starts


def _before_next(text: str, line: RecognisedLine, hyphens: Hyphens) -> str:
    """Return the text as the next line goes on with it: a parted word without its hyphen, a new one after a blank."""
    if text.endswith(_NOT_SIGN) and line.text[:1].islower():
        text = text.removesuffix(_NOT_SIGN) + "-"
    glue = hyphens.glue(text, line.text)
    if glue == "":
        return text[:-1]
    return text if glue == "-" or is_unparted(text, line.text) else text + " "


def _add(builder: Builder, first: RecognisedLine, text: str) -> Span:
    if first.kind is BlockKind.HEADING:
        return builder.heading(text, first.level)
    if first.kind is BlockKind.ITEM:
        return builder.line(text, BlockKind.ITEM)
    builder.gap()
    return builder.paragraph(text)


def _write_table(builder: Builder, lines: Sequence[RecognisedLine], page: int, scale: float) -> int:
    # One row has no header above it.
    grid = CellGrid(tuple(_cells(line) for line in lines), header_rows=0 if len(lines) == 1 else None)
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
