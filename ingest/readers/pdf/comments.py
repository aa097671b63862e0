"""Comments of a PDF page: what readers wrote on it, beside it, or to what they marked.

Knows PDFium's annotations; never the text that they are about. Form fields are annotations too, and read elsewhere.
"""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.encoding import tidy

_SPOKEN = frozenset(
    (
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE,
        pdfium.FPDF_ANNOT_POLYGON,
        pdfium.FPDF_ANNOT_POLYLINE,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_CARET,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_FILEATTACHMENT,
    )
)
_UNSEEN = 0x01 | 0x02 | 0x20  # flags: invisible, hidden, no view
_MOST = 5_000  # annotations of a page that are looked at


def comments_of(page: pypdfium2.PdfPage) -> tuple[str, ...]:
    """Return the words of each comment, after its author where one is named, in the order of the file."""
    count = min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)
    found = [_comment(page, index) for index in range(count)]
    return tuple(dict.fromkeys(comment for comment in found if comment))


def _comment(page: pypdfium2.PdfPage, index: int) -> str:
    annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
    if not annotation:
        return ""
    try:
        if pdfium.FPDFAnnot_GetSubtype(annotation) not in _SPOKEN or pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            return ""
        words, author = _string(annotation, b"Contents"), _string(annotation, b"T")
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
    return f"{author}: {words}" if words and author else words


def _string(annotation: object, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return " ".join(tidy(buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")).split())
