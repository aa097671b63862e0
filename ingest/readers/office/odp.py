"""OpenDocument presentations: each slide's title, texts, tables and notes, in the order of reading."""

from __future__ import annotations

import re

from lxml import etree

from ingest.documents import BlockKind, PlaceKind
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.office.odf import DRAW, PRESENTATION, SVG, OpenDocument, open_document
from ingest.readers.office.odf_flow import OdfFlow
from ingest.readers.office.odf_styles import OdfStyles, styles_of
from ingest.readers.office.runs import begin_paragraph
from ingest.readers.office.surface import Area, reading_order

_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(cm|mm|in|pt|pc|px)?")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96, "": 1.0}
_MOVED = re.compile(r"translate\s*\(\s*([^\s,)]+)[\s,]+([^\s)]+)\s*\)")
_PASSED_OVER = frozenset(("page-number", "page"))
_REPEATED = frozenset(("header", "footer", "date-time"))
_FRAME_NOTES = "notes"


def read_odp(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what a presentation (.odp, .otp, .fodp) shows, hidden slides marked. Raises CannotRead."""
    builder = Builder()
    file = open_document(content, builder)
    deck = _Deck(file, styles_of(file.styles, file.content), builder)
    pages = file.body("presentation").findall(f"{DRAW}page")
    for number, page in enumerate(pages, 1):
        with builder.place(PlaceKind.SLIDE, str(number)):
            deck.write_slide(page)
        hints.progress(number, len(pages))
    deck.close()
    return builder.extraction(builder.first_heading or file.title)


class _Deck:
    """Writes slides to a builder, and gathers what all of them repeat."""

    def __init__(self, file: OpenDocument, styles: OdfStyles, builder: Builder) -> None:
        self._file, self._styles, self._builder = file, styles, builder
        self._flow = OdfFlow(file, styles, builder)
        self._repeated: dict[str, None] = {}

    def write_slide(self, page: etree._Element) -> None:
        """Write a slide: its title, what lies on it in the order of reading, notes and comments."""
        self._flow.hidden = self._styles.is_hidden_page(page.get(f"{DRAW}style-name", ""))
        shapes = _in_order(page)
        for shape in [one for one in shapes if _kind(one) == "title"]:
            self._builder.heading(self._text(shape), 1, hidden=self._flow.hidden)
        for shape in shapes:
            self._write_shape(shape)
        for notes in page.iterfind(f"{PRESENTATION}notes"):
            self._write_notes(notes)
        for comment in page.iter("{*}annotation"):
            self._flow.write_comment(comment)
        self._builder.gap()

    def close(self) -> None:
        """Write what slides repeat and do not say elsewhere, and tell what was left out."""
        said = self._builder.extraction().text
        for declared in self._file.body("presentation").iter(
            f"{PRESENTATION}header-decl", f"{PRESENTATION}footer-decl"
        ):
            self._repeated.setdefault(" ".join((declared.text or "").split()))
        for line in self._repeated:
            if line not in said:
                self._builder.paragraph(line, BlockKind.NOTE)
        self._flow.losses.tell(self._builder)

    def _write_shape(self, shape: etree._Element) -> None:
        kind = _kind(shape)
        self._flow.lists.forget()
        if kind == "title" or kind in _PASSED_OVER or shape.get(f"{PRESENTATION}placeholder") == "true":
            return
        if kind in _REPEATED:
            self._repeated.setdefault(self._text(shape))
        elif shape.tag == f"{DRAW}g":
            for inner in _in_order(shape):
                self._write_shape(inner)
        else:
            self._flow.write_shape(shape)
            self._builder.gap()

    def _write_notes(self, notes: etree._Element) -> None:
        for frame in notes.iterfind(f"{DRAW}frame"):
            if _kind(frame) != _FRAME_NOTES or frame.get(f"{PRESENTATION}placeholder") == "true":
                continue
            for paragraph in self._flow.plain(frame):
                begin_paragraph(self._builder)
                self._builder.paragraph(" ".join(paragraph.lines), BlockKind.NOTE, hidden=self._flow.hidden)

    def _text(self, shape: etree._Element) -> str:
        return self._flow.text_of(shape)


def _kind(shape: etree._Element) -> str:
    return str(shape.get(f"{PRESENTATION}class", ""))


def _in_order(holder: etree._Element) -> list[etree._Element]:
    """Return the shapes of a slide or group in the order of reading."""
    shapes = [one for one in holder if str(one.tag).startswith(DRAW) and one.tag != f"{DRAW}layer-set"]
    return [shapes[number] for number in reading_order([_area(shape) for shape in shapes])]


def _area(shape: etree._Element) -> Area | None:
    """Return where a shape lies, in centimetres; a group where its members do."""
    if shape.tag == f"{DRAW}g":
        inner = [area for area in map(_area, shape) if area is not None]
        if not inner:
            return None
        return Area(
            min(one.left for one in inner),
            min(one.top for one in inner),
            max(one.right for one in inner),
            max(one.bottom for one in inner),
        )
    moved = _MOVED.search(shape.get(f"{DRAW}transform") or "")
    left, top = moved.groups() if moved else (shape.get(f"{SVG}x"), shape.get(f"{SVG}y"))
    if left is None or top is None:
        return None
    x, y = _length(left), _length(top)
    return Area(x, y, x + _length(shape.get(f"{SVG}width")), y + _length(shape.get(f"{SVG}height")))


def _length(value: str | None) -> float:
    match = _LENGTH.match(value or "")
    return float(match.group(1)) * _CENTIMETRES[match.group(2) or ""] if match else 0.0
