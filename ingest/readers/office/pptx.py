"""Presentations: each slide's title, texts, tables, charts and notes, in the order of reading.

Read from the package's own XML: python-pptx gives shapes in the order they were drawn and knows neither numbers of
lists nor SmartArt, and what is built on it lets tables and charts run together.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.documents import BlockKind, DoubtKind, PlaceKind
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.office.diagrams import chart_of, diagram_of
from ingest.readers.office.pictures import worded, write_pictures
from ingest.readers.office.runs import Losses, begin_paragraph
from ingest.readers.office.slide_texts import DRAWING, grid_of, paragraphs_of, text_of
from ingest.readers.office.slides import NUMBER, REPEATED, SLIDE, Layouts, SlideShape, fixed_texts, shapes_of
from ingest.readers.packages import Package, Relationship

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_EXTENDED_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OTHERS = {
    "xl/workbook.xml": "a workbook; give it the ending .xlsx",
    "word/document.xml": "a Word file; give it the ending .docx",
    "content.xml": "an OpenDocument file; give it the ending .odp",
}
_NOTES_BODY = "body"


def read_pptx(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return what a presentation (.pptx, .pptm, .ppsx, .potx) shows, hidden slides marked. Raises CannotRead."""
    package = Package.open(content)
    main = _main_part(package)
    builder = Builder()
    deck = _Deck(package, main, builder)
    slides = list(_slides(package, main))
    for number, part in enumerate(slides, 1):
        with builder.place(PlaceKind.SLIDE, str(number)):
            deck.write_slide(part, number)
        hints.progress(number, len(slides))
    deck.close()
    write_pictures(package, builder, hints)
    return builder.extraction(deck.title or builder.first_heading)


def _main_part(package: Package) -> str:
    found = package.related("", "officeDocument") or tuple(one for one in ("ppt/presentation.xml",) if one in package)
    other = next((what for part, what in _OTHERS.items() if part in package), None)
    if found and not other:
        return found[0]
    reason = f"no presentation, but {other}" if other else "no presentation; open it in its program and save it anew"
    raise CannotRead(reason)


def _slides(package: Package, main: str) -> Iterator[str]:
    """Yield the parts of the slides in the order in which they are shown."""
    relations = package.relationships(main)
    for one in package.xml(main, mend=True).iterfind(f"{SLIDE}sldIdLst/{SLIDE}sldId"):
        relation = relations.get(one.get(f"{_RELATION}id") or "")
        if relation is not None:
            yield relation.target


class _Deck:
    """Writes slides to a builder, and gathers what all of them repeat."""

    def __init__(self, package: Package, main: str, builder: Builder) -> None:
        self._package, self._builder = package, builder
        self._layouts = Layouts(package)
        self._losses = Losses()
        self._authors = _authors(package, main)
        self._repeated: dict[str, None] = {}
        self._relations: dict[str, Relationship] = {}
        self._hidden = False
        self.title = ""

    def write_slide(self, part: str, number: int) -> None:
        """Write a slide, its notes and comments; say so where it is broken or missing."""
        try:
            root = self._package.xml(part, mend=True)
        except CannotRead as error:
            self._builder.doubt(DoubtKind.MISSING, f"Slide {number} could not be read: {error}.")
            return
        self._relations = dict(self._package.relationships(part))
        self._hidden = root.get("show") in {"0", "false"}
        above = self._layouts.above(part)
        for shape in shapes_of(root, above):
            self._write_shape(shape)
        if root.get("showMasterSp") not in {"0", "false"}:
            for body in (body for one in above for body in fixed_texts(one)):
                self._repeated.setdefault(text_of(body, self._losses))
        for notes in self._package.related(part, "notesSlide"):
            self._write_notes(notes)
        for comments in self._package.related(part, "comments"):
            self._write_comments(comments)
        self._builder.gap()

    def close(self) -> None:
        """Write what slides repeat at their feet and do not say elsewhere, and tell what was left out."""
        said = self._builder.extraction().text
        for line in self._repeated:
            if line not in said:
                self._builder.paragraph(line, BlockKind.NOTE)
        self._losses.tell(self._builder)

    # -- shapes -------------------------------------------------------------------------------------------------------

    def _write_shape(self, shape: SlideShape) -> None:
        hidden = self._hidden or shape.hidden
        body = shape.element.find(f"{SLIDE}txBody")
        if shape.placeholder == NUMBER:
            return
        if shape.placeholder in REPEATED:
            self._repeated.setdefault(text_of(body, self._losses))
        elif shape.is_title:
            title = text_of(body, self._losses)
            self._builder.heading(title, 1, hidden=hidden)
            self.title = self.title or title
        elif shape.element.tag == f"{SLIDE}graphicFrame":
            self._write_frame(shape, hidden=hidden)
        elif body is None:
            self._write_alternative(shape, hidden=hidden)
        else:
            self._write_paragraphs(shape, body, hidden=hidden)

    def _write_paragraphs(self, shape: SlideShape, body: etree._Element, *, hidden: bool) -> None:
        written = False
        for paragraph in paragraphs_of(body, self._losses, shape.styles):
            written = True
            if paragraph.level:
                for line in paragraph.lines:
                    self._builder.line(line, level=paragraph.level, hidden=hidden)
                continue
            begin_paragraph(self._builder)
            for line in paragraph.lines[:-1]:
                self._builder.line(line, BlockKind.PARAGRAPH, hidden=hidden)
            self._builder.paragraph(paragraph.lines[-1], hidden=hidden)
        self._builder.gap()
        if not written:
            self._write_alternative(shape, hidden=hidden)

    def _write_alternative(self, shape: SlideShape, *, hidden: bool) -> None:
        named = next(shape.element.iter(f"{SLIDE}cNvPr"), None)
        if named is not None:
            self._builder.line(worded(named.get("descr") or ""), BlockKind.CAPTION, hidden=hidden)

    def _write_frame(self, shape: SlideShape, *, hidden: bool) -> None:
        self._write_alternative(shape, hidden=hidden)
        for element in shape.element.iter(f"{DRAWING}tbl", _CHART, _EXTENDED_CHART, _DIAGRAM):
            if element.tag == f"{DRAWING}tbl":
                self._builder.table(grid_of(element, self._losses), hidden=hidden)
            elif element.tag == _DIAGRAM:
                self._write_diagram(element.get(f"{_RELATION}dm") or "", hidden=hidden)
            else:
                self._write_chart(element.get(f"{_RELATION}id") or "", hidden=hidden)

    def _write_diagram(self, identity: str, *, hidden: bool) -> None:
        root = self._part(identity)
        for text, level in [] if root is None else diagram_of(root):
            self._builder.line(text, level=level, hidden=hidden)
        self._builder.gap()

    def _write_chart(self, identity: str, *, hidden: bool) -> None:
        root = self._part(identity)
        if root is not None:
            chart = chart_of(root)
            self._builder.line(chart.title, BlockKind.CAPTION, hidden=hidden)
            self._builder.table(chart.grid, caption=chart.title, hidden=hidden)

    def _part(self, identity: str) -> etree._Element | None:
        relation = self._relations.get(identity)
        try:
            if relation is not None and not relation.external:
                return self._package.xml(relation.target, mend=True)
        except CannotRead:
            pass
        self._builder.doubt(DoubtKind.MISSING, "A chart or diagram that belongs here is not in the file, or broken.")
        return None

    # -- beside the slide ---------------------------------------------------------------------------------------------

    def _write_notes(self, part: str) -> None:
        for shape in shapes_of(self._package.xml(part, mend=True), []):
            if shape.placeholder is None or shape.placeholder in {_NOTES_BODY, ""}:
                for paragraph in paragraphs_of(shape.element.find(f"{SLIDE}txBody"), self._losses):
                    begin_paragraph(self._builder)
                    self._builder.paragraph(paragraph.text, BlockKind.NOTE, hidden=self._hidden)

    def _write_comments(self, part: str) -> None:
        for comment in self._package.xml(part, mend=True).iter("{*}cm", "{*}reply"):
            texts = [one.text or "" for one in comment.iterfind(f"{SLIDE}text")]
            body = next((one for one in comment if str(one.tag).endswith("}txBody")), None)
            said = " ".join(texts) or text_of(body, self._losses)
            author = self._authors.get(comment.get("authorId") or "")
            begin_paragraph(self._builder)
            if said.strip():
                self._builder.paragraph(f"{author}: {said}" if author else said, BlockKind.NOTE, hidden=self._hidden)


def _authors(package: Package, main: str) -> dict[str, str]:
    """Return the names of those who wrote comments, of the old and the new kind, by their ids."""
    return {
        one.get("id") or "": one.get("name") or ""
        for kind in ("commentAuthors", "authors")
        for part in package.related(main, kind)
        for one in package.xml(part, mend=True)
    }
