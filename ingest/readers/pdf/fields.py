"""Fields of the forms of a PDF page: what was typed, chosen and ticked or not, as lines of a label and a value.

Knows PDFium's annotations and the words beside them; never paragraphs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.encoding import tidy
from ingest.readers.pdf.lines import Line, PdfPage, PlacedWord

_TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_TICKED = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_BESIDE = 40.0  # of the type size: words farther from a field are no label of it
_ABOVE = 1.5  # of the type size
_SIZE = 10.0  # points, where nothing on the page says how large the type is
_TICKED_AS, _LEFT_AS = "yes", "no"


@dataclass(frozen=True, slots=True)
class _Field:
    """A filled field: its name or tooltip, its value, whether it is a tick, and its box in the text's frame.

    `follows` says that its label stands before it: that of what is typed, and of a tick with no words behind it.
    """

    name: str
    value: str
    tick: bool
    left: float
    top: float
    right: float
    bottom: float
    follows: bool = True


def with_fields(sheet: PdfPage, page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv) -> PdfPage:
    """Return the page with a line for each field that is filled in: the label beside it and its value."""
    lines = list(sheet.lines)
    for field in _sided(list(_fields(page, form)), lines):
        place, label = _label(lines, field)
        line = _line(field, label, sheet.number, lines)
        if place is None:
            lines.insert(_place_for(lines, field), line)
        else:
            lines[place : place + 1] = _replaced(lines[place], label, line)
    return replace(sheet, lines=tuple(lines))


def _fields(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv) -> Iterator[_Field]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
                yield from _field(annotation, form)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _field(annotation: object, form: pypdfium2.PdfFormEnv) -> Iterator[_Field]:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form.raw, annotation)
    value, tick = "", kind in _TICKED
    if kind in _TYPED:
        value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    elif tick:
        value = _TICKED_AS if pdfium.FPDFAnnot_IsChecked(form.raw, annotation) else _LEFT_AS
    box = pdfium.FS_RECTF()
    if not value or not pdfium.FPDFAnnot_GetRect(annotation, box):
        return
    name = _string(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation) or _string(
        pdfium.FPDFAnnot_GetFormFieldName, form, annotation
    )
    yield _Field(name, value, tick, box.left, -box.top, box.right, -box.bottom)


def _sided(fields: Sequence[_Field], lines: Sequence[Line]) -> Iterator[_Field]:
    """Yield the fields with the side of their labels: ticks of one row have them behind them if the last one has."""
    cells = [(line, cell) for line in lines if line.turn == 0 for cell in line.cells]
    for field in fields:
        row = [one for one in fields if one.tick and min(one.bottom, field.bottom) > max(one.top, field.top)]
        last = max((one.right for one in row), default=field.right)
        behind = any(
            -line.size < cell[0].left - last < _BESIDE * line.size
            for line, cell in cells
            if min(line.bottom, field.bottom) > max(line.top, field.top)
        )
        yield replace(field, follows=not field.tick or not behind)


def _string(ask: Callable[..., int], form: pypdfium2.PdfFormEnv, annotation: object) -> str:
    length = ask(form.raw, annotation, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(form.raw, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return " ".join(tidy(buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")).split())


def _label(lines: Sequence[Line], field: _Field) -> tuple[int | None, tuple[PlacedWord, ...]]:
    """Return the words that label a field and the index of their line: before it, after a tick, or right above."""
    beside = [
        (distance, index, cell)
        for index, line in enumerate(lines)
        if not line.filled and line.turn == 0
        for cell in line.cells
        if (distance := _distance(cell, line, field)) is not None
    ]
    if not beside:
        return None, ()
    _, index, cell = min(beside, key=lambda found: found[:2])
    return index, cell


def _distance(cell: Sequence[PlacedWord], line: Line, field: _Field) -> float | None:
    left, right = cell[0].left, cell[-1].right
    if min(line.bottom, field.bottom) > max(line.top, field.top):
        gap = field.left - right if field.follows else left - field.right
        return gap if -line.size < gap < _BESIDE * line.size else None
    above = field.top - line.bottom
    if not field.tick and 0 <= above < _ABOVE * line.size and left < field.right and right > field.left - line.size:
        return _BESIDE * line.size + above
    return None


def _line(field: _Field, label: Sequence[PlacedWord], page: int, lines: Sequence[Line]) -> Line:
    words = list(label) or _spread(field.name or "field", field)
    if not words[-1].text.endswith((":", "?")):
        words[-1] = words[-1]._replace(text=words[-1].text + ":")
    size = next((line.size for line in lines if label and label[0] in line.words), _SIZE)
    values = _spread(field.value, field)
    return Line((*words, *values), page, max(field.bottom, words[0].bottom), size, filled=True)


def _spread(text: str, field: _Field) -> list[PlacedWord]:
    return [PlacedWord(word, field.left, field.top, field.right, field.bottom) for word in text.split()]


def _replaced(old: Line, label: Sequence[PlacedWord], new: Line) -> list[Line]:
    """Return a line without the words that became the label, before and after the new one."""
    start = old.words.index(label[0])
    rest = (old.words[:start], old.words[start + len(label) :])
    before, after = (replace(old, words=words) if words else None for words in rest)
    return [line for line in (before, new, after) if line is not None]


def _place_for(lines: Sequence[Line], field: _Field) -> int:
    """Return the index of the first line below a field."""
    return next((index for index, line in enumerate(lines) if line.top > field.top), len(lines))
