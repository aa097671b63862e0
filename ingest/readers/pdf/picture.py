"""A page of a PDF as a picture. Knows pages and pixels, never their words."""

from __future__ import annotations

import io

import pypdfium2 as pdfium

_MOST_PIXELS = 4_000_000  # of a picture; a page may claim to be as large as a house


def draw(data: bytes, page: int, *, pixels: int) -> tuple[bytes, float, float, int]:
    """Return a page, counted from 1, as a PNG so many pixels wide, its size in points, and how many pages there are.

    Raises pdfium.PdfiumError and IndexError.
    """
    with pdfium.PdfDocument(data) as document:
        if not 0 < page <= len(document):
            raise IndexError(f"page {page} of {len(document)}")
        drawn = document[page - 1]
        width, height = drawn.get_size()
        scale = min(pixels / width, (_MOST_PIXELS / (width * height)) ** 0.5)
        png = io.BytesIO()
        drawn.render(scale=scale, may_draw_forms=True).to_pil().save(png, "PNG")
        return png.getvalue(), width, height, len(document)
