"""Small pictures of text, drawn with the typeface that Pillow carries, and fragments without a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from ingest.readers.ocr.lines import Fragment, PixelBox, RecognisedWord

LINE = 40  # pixels from one drawn line to the next


def page_of(*lines: str, width: int = 900, size: int = 28) -> Image.Image:
    """Return black lines on white, from the upper left corner."""
    page = Image.new("RGB", (width, 80 + LINE * len(lines)), "white")
    drawing, face = ImageDraw.Draw(page), ImageFont.load_default(size)
    for number, line in enumerate(lines):
        drawing.text((40, 30 + LINE * number), line, "black", font=face)
    return page


def fragment_of(text: str, left: float, top: float, *, letter: float = 10, height: float = 20) -> Fragment:
    """Return a fragment whose letters and blanks are all equally wide."""
    words, at = [], left
    for word in text.split():
        words.append(RecognisedWord(word, PixelBox(at, top, at + letter * len(word), top + height)))
        at += letter * (len(word) + 1)
    return Fragment(tuple(words), PixelBox(left, top, at - letter, top + height), 0.9)


def column_of(texts: Sequence[str], left: float, top: float = 0, *, pitch: float = 25) -> list[Fragment]:
    """Return fragments below each other."""
    return [fragment_of(text, left, top + number * pitch) for number, text in enumerate(texts)]
