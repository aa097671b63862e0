"""Pages of a PDF that are only an image: told from others, rendered, and read by OCR.

Knows PDFium's images and renderer; never how characters are recognised.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import pairwise
from statistics import median
from typing import Protocol, cast

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.documents import BlockKind
from ingest.readers.pdf.lines import Frame, Line, PdfPage, PlacedWord, to_text

_DPI = 200
_POINTS = 72.0  # in an inch
_SMALLEST = 2_300  # pixels along the longer edge: a small page with small type is rendered finer
_LARGEST = 5_000  # pixels along an edge of what is rendered: a page of a metre is read more coarsely
_FEW = 200  # characters: a page with fewer may still be a scan, with a stamp or a head written over it
_IMAGE_SHARE = 0.3  # of the page
_UNREADABLE_SHARE = 0.3  # of the characters: fonts that do not say what their glyphs mean
_TYPE_SHARE = 0.75  # of a line's height is the size of its type
_OCR = "ingest.readers.ocr"


class _RecognisedBox(Protocol):
    left: float
    top: float
    right: float
    bottom: float


class _RecognisedWord(Protocol):
    text: str
    box: _RecognisedBox


class _RecognisedLine(Protocol):
    text: str
    box: _RecognisedBox
    confidence: float
    words: Sequence[_RecognisedWord]
    block: int
    kind: BlockKind
    level: int
    cells: Sequence[str]


class _Recognise(Protocol):
    def __call__(self, image: object, *, dpi: int, on_line: Callable[[], None]) -> Sequence[_RecognisedLine]: ...


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read from its image, and how sure that is, in [0, 1]."""

    sheet: PdfPage
    confidence: float


def is_scan(page: pypdfium2.PdfPage, sheet: PdfPage) -> bool:
    """Whether what a page says is in an image or in outlines, or in fonts that do not say what their glyphs mean."""
    if sheet.unreadable > _UNREADABLE_SHARE:
        return True
    if not sheet.lines:
        return bool(pdfium.FPDFPage_CountObjects(page.raw))
    return sheet.characters < _FEW and _image_share(page, sheet.frame) > _IMAGE_SHARE


def read_scan(page: pypdfium2.PdfPage, sheet: PdfPage, on_line: Callable[[], None] = lambda: None) -> Scan | None:
    """Return the page with the lines of its image; None where no words are seen in it. `on_line` is a sign of life."""
    recognise = cast("_Recognise", import_module(_OCR).recognise)  # its networks are heavy: loaded for a scan only
    width, height = sheet.frame.width, sheet.frame.height
    longer = max(width, height, 1.0)
    dpi = min(max(_DPI, int(_SMALLEST * _POINTS / longer)), int(_LARGEST * _POINTS / longer))
    image = page.render(scale=dpi / _POINTS).to_pil().convert("RGB")
    recognised = [line for line in recognise(image, dpi=dpi, on_line=on_line) if line.text.strip()]
    if not recognised:
        return None
    shown = _shown(sheet) if sheet.unreadable <= _UNREADABLE_SHARE else ()
    lines = _lines(recognised, sheet.number, _POINTS / dpi)
    fresh = [line for line in lines if not any(_covers(other, line) for other in shown)]
    if not fresh:
        return None
    confidence = sum(line.confidence * len(line.text) for line in recognised) / sum(len(x.text) for x in recognised)
    frame = Frame(0.0, -height, width, 0.0, 0)
    return Scan(PdfPage(sheet.number, frame, (*shown, *fresh), recognised=True), confidence)


def _image_share(page: pypdfium2.PdfPage, frame: Frame) -> float:
    """Return how much of the page its largest image covers."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    largest = 0.0
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        if pdfium.FPDFPageObj_GetBounds(image.raw, left, bottom, right, top):
            across = min(right.value, frame.right) - max(left.value, frame.left)
            up = min(top.value, frame.top) - max(bottom.value, frame.bottom)
            largest = max(largest, max(across, 0.0) * max(up, 0.0))
    return largest / max(frame.width * frame.height, 1.0)


def _shown(sheet: PdfPage) -> tuple[Line, ...]:
    """Return a page's lines in the frame of the page as shown, in which images are read."""
    frames = {turn: sheet.frame.shown(turn) for turn in {line.turn for line in sheet.lines}}
    shown = [
        line.of_words([PlacedWord(word.text, *frames[line.turn].box(word)) for word in line.words])
        for line in sheet.lines
    ]
    return tuple(replace(line, baseline=line.bottom, turn=0) for line in shown)


def _lines(recognised: Sequence[_RecognisedLine], page: int, scale: float) -> list[Line]:
    """Return recognised lines in the frame of their text, which may lie on its side or its head."""
    turn = _turn(recognised)
    lines = [_line(line, page, scale, turn) for line in recognised]
    usual = median(line.size for line in lines)
    return [replace(line, size=usual) for line in lines]


def _turn(recognised: Sequence[_RecognisedLine]) -> int:
    """Return the quarter turns of the text against the clock, by where words follow one another."""
    pairs = [pair for line in recognised for pair in pairwise(line.words)]
    across = sum(word.box.left - before.box.left for before, word in pairs)
    down = sum(word.box.top - before.box.top for before, word in pairs)
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 2
    return 1 if down < 0 else 3


def _line(line: _RecognisedLine, page: int, scale: float, turn: int) -> Line:
    words = tuple(_word(word.text, word.box, scale, turn) for word in line.words if word.text.strip())
    height = (line.box.right - line.box.left if turn % 2 else line.box.bottom - line.box.top) * scale
    return Line(
        words or (_word(line.text, line.box, scale, turn),),
        page,
        max(word.bottom for word in words) if words else line.box.bottom * scale,
        max(height * _TYPE_SHARE, 1.0),
        turn=turn,
        block=line.block,
        kind=line.kind,
        level=line.level,
        cell_sizes=_counts(line.cells, len(words)),
    )


def _word(text: str, box: _RecognisedBox, scale: float, turn: int) -> PlacedWord:
    edges = (box.left * scale, -box.bottom * scale, box.right * scale, -box.top * scale)
    return PlacedWord(text, *to_text(*edges, turn))


def _counts(cells: Sequence[str], words: int) -> tuple[int, ...]:
    """Return the number of words in each cell, () where the cells do not hold the line's words."""
    counts = tuple(len(cell.split()) for cell in cells)
    return counts if sum(counts) == words else ()


def _covers(one: Line, other: Line) -> bool:
    """Whether a line of the text layer stands where one was recognised."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down * 2 > min(one.bottom - one.top, other.bottom - other.top)
