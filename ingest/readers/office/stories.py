"""The stories of a Word file (its body, notes, comments, headers) written as blocks, in the order of reading."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.documents import BlockKind, DoubtKind
from ingest.formats import read_file
from ingest.readers.extraction import Builder, CannotRead, Hints
from ingest.readers.office.diagrams import chart_of, diagram_of
from ingest.readers.office.inlines import Inlines, ParagraphWords
from ingest.readers.office.item_numbers import numeral
from ingest.readers.office.numbering import Numbering
from ingest.readers.office.pictures import chosen
from ingest.readers.office.runs import Losses, begin_paragraph, lines_of, without_bullet
from ingest.readers.office.styles import WORD, Style, Styles, value_of, with_paragraph
from ingest.readers.office.word_tables import grid_of, is_frame, rows_of
from ingest.readers.packages import Package

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ALTERNATES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_HOLDERS = frozenset(
    WORD + name
    for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body", "document", "dir", "bdo")
)
_LONGEST_HEADING = 300  # characters; a longer paragraph at a heading's level is one of text
_FIELD = re.compile(r"[^:]{1,60}:\s*\S.{0,200}")
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


@dataclass(slots=True)
class Paragraph:
    """A paragraph as read: its words, its style, and, for one of a list, its level from 1 and the number shown."""

    words: ParagraphWords
    style: Style
    level: int = 0
    label: str = ""

    @property
    def lines(self) -> list[str]:
        """Its lines, the first with its number."""
        lines = lines_of(self.words.text)
        return [f"{self.label} {lines[0]}", *lines[1:]] if self.label and lines else lines


class Story:
    """Writes the body of a Word file, and what is anchored in it, to a builder."""

    def __init__(self, package: Package, part: str, builder: Builder) -> None:
        self._package, self._part, self._builder = package, part, builder
        self._relations = package.relationships(part)
        self._styles = Styles(self._related("styles"))
        self._numbering = Numbering(self._related("numbering"), self._styles)
        self._notes = {kind: self._listed(f"{kind}s", kind) for kind in ("footnote", "endnote", "comment")}
        self._counts = {"footnote": 0, "endnote": 0}
        self._forms = {"footnote": "decimal", "endnote": "lowerRoman"}
        self._losses = Losses()
        self._inlines = Inlines(self._styles, self._losses)
        self._carried: ParagraphWords | None = None
        self._code: list[str] = []
        self._caption = ""
        self.title = ""

    def write(self, container: etree._Element) -> None:
        """Write what a body, cell or text box holds."""
        for kind in self._forms:
            for form in container.iterfind(f".//{WORD}sectPr/{WORD}{kind}Pr/{WORD}numFmt"):
                self._forms[kind] = form.get(f"{WORD}val") or self._forms[kind]
        for block in blocks_of(container):
            if block.tag == f"{WORD}p":
                paragraph = self._paragraph(block)
                if paragraph is not None:
                    self._write_paragraph(paragraph)
                    self._write_anchored([paragraph.words])
            elif block.tag == f"{WORD}tbl":
                self._write_table(block)
            else:
                self._flush()
                self._include(block.get(f"{_RELATION}id") or "")
        self._flush()

    def _include(self, identity: str) -> None:
        """Read another file that stands as a part of this one, such as a web page that was put in."""
        relation = self._relations.get(identity)
        target = "" if relation is None or relation.external else relation.target
        try:
            extraction = read_file(self._package.read(target), Hints(target, posixpath.splitext(target)[1].lower()))
        except CannotRead as error:
            self._builder.doubt(DoubtKind.MISSING, f"Another file that stands in this one could not be read: {error}.")
        else:
            self._builder.include(extraction)

    def close(self) -> None:
        """Write what pages repeat and the text does not say, and tell what was left out."""
        body = self._builder.extraction().text
        for line in self._repeated():
            if line not in body:
                self._builder.paragraph(line, BlockKind.NOTE)
        self._losses.tell(self._builder)

    # -- paragraphs ---------------------------------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element) -> Paragraph | None:
        """Read a paragraph; None where it goes on in the next one, as one whose end was deleted does."""
        properties = element.find(f"{WORD}pPr")
        name = "" if properties is None else value_of(properties, "pStyle")
        style = with_paragraph(self._styles.named(name) if name else self._styles.default, properties)
        words = self._inlines.words(element, style)
        if self._carried is not None:
            words.before(self._carried)
            self._carried = None
        if _goes_on(element, properties):
            self._carried = words
            return None
        return self._numbered(Paragraph(words, style), name)

    def _numbered(self, paragraph: Paragraph, style_name: str) -> Paragraph:
        style = paragraph.style
        if self._numbering.is_list(style.number):
            level = self._numbering.level_of(style.number, style_name, style.level)
            paragraph.level = level + 1
            paragraph.label = self._numbering.next_label(style.number, level)
        return paragraph

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        style, lines = paragraph.style, paragraph.lines
        if style.is_code and not paragraph.level:
            self._code.extend(paragraph.words.text.replace("\t", "    ").split("\n"))
            return
        self._flush()
        if not lines:
            return
        level = 1 if style.is_title else style.outline
        if level and sum(map(len, lines)) <= _LONGEST_HEADING:
            self._builder.heading(" ".join(lines), level)
            self.title = self.title or (" ".join(lines) if style.is_title else "")
        elif paragraph.level:
            self._builder.line(lines[0], level=paragraph.level)
            for line in lines[1:]:
                self._builder.line(line, BlockKind.PARAGRAPH)
        elif style.is_caption:
            self._caption = " ".join(lines)
            self._builder.line(self._caption, BlockKind.CAPTION)
            return
        else:
            self._write_lines(paragraph, lines)
        self._caption = ""

    def _write_lines(self, paragraph: Paragraph, lines: list[str]) -> None:
        bare = without_bullet(lines[0])
        if bare != lines[0]:
            self._builder.line(" ".join((bare, *lines[1:])))
            return
        begin_paragraph(self._builder)
        if paragraph.words.filled and all(_FIELD.fullmatch(line) for line in lines):
            for line in lines:
                self._builder.line(line, BlockKind.FIELD)
            return
        for line in lines[:-1]:
            self._builder.line(line, BlockKind.PARAGRAPH)
        self._builder.paragraph(lines[-1])

    def _flush(self) -> None:
        """Write the lines of code that were gathered."""
        if self._code:
            self._builder.code("\n".join(self._code))
            self._code = []

    # -- tables -------------------------------------------------------------------------------------------------------

    def _write_table(self, table: etree._Element) -> None:
        self._flush()
        rows = list(rows_of(table))
        if is_frame(rows):
            for row in rows:
                for cell in row.cells:
                    self.write(cell.element)
            return
        anchored: list[ParagraphWords] = []
        self._builder.table(grid_of(rows, lambda cell: self._cell_text(cell, anchored)), caption=self._caption)
        self._caption = ""
        self._write_anchored(anchored)

    def _cell_text(self, cell: etree._Element, anchored: list[ParagraphWords]) -> str:
        """Return a cell in one line. The number of a list's item stays where it is all that the cell holds."""
        paragraphs = list(self._plain(cell, anchored))
        if len(paragraphs) == 1:
            only = paragraphs[0]
            return " ".join(only.lines) or only.label
        return " ".join(line for one in paragraphs for line in lines_of(one.words.text))

    def _plain(self, container: etree._Element, anchored: list[ParagraphWords]) -> Iterator[Paragraph]:
        """Read what a cell or note holds as paragraphs, tables and text boxes inside included."""
        for block in blocks_of(container):
            if block.tag == f"{WORD}p":
                paragraph = self._paragraph(block)
                if paragraph is not None:
                    yield paragraph
                    yield from (Paragraph(ParagraphWords(text), Style()) for text in paragraph.words.pictures)
                    for box in paragraph.words.boxes:
                        yield from self._plain(box, anchored)
                    anchored.append(ParagraphWords(parts=paragraph.words.parts, marks=paragraph.words.marks))
            elif block.tag == f"{WORD}tbl":
                for row in rows_of(block):
                    for cell in row.cells:
                        yield from self._plain(cell.element, anchored)

    # -- what is anchored ---------------------------------------------------------------------------------------------

    def _write_anchored(self, several: list[ParagraphWords]) -> None:
        for words in several:
            for text in words.pictures:
                self._builder.line(text, BlockKind.CAPTION)
            for box in words.boxes:
                self.write(box)
            for part in words.parts:
                self._write_part(part)
            for kind, identity in words.marks:
                self._write_note(kind, identity)

    def _write_part(self, identity: str) -> None:
        relation = self._relations.get(identity)
        if relation is None or relation.external or relation.target not in self._package:
            self._builder.doubt(DoubtKind.MISSING, "A chart or diagram is named here, and is not in the file.")
            return
        root = self._package.xml(relation.target, mend=True)
        if relation.kind.startswith("diagram"):
            for text, level in diagram_of(root):
                self._builder.line(text, level=level)
            self._builder.gap()
            return
        chart = chart_of(root)
        if chart.title:
            self._builder.line(chart.title, BlockKind.CAPTION)
        self._builder.table(chart.grid, caption=chart.title)

    def _write_note(self, kind: str, identity: str) -> None:
        element = self._notes[kind].get(identity)
        if element is None:
            return
        anchored: list[ParagraphWords] = []
        lines = [line for one in self._plain(element, anchored) for line in one.lines]
        if kind == "comment":
            author = (element.get(f"{WORD}author") or "").strip()
            begin_paragraph(self._builder)
            self._builder.paragraph(
                f"{author}: {' '.join(lines)}" if author and lines else " ".join(lines), BlockKind.NOTE
            )
            return
        self._counts[kind] += 1
        number = numeral(self._counts[kind], self._forms[kind])
        begin_paragraph(self._builder)
        for place, line in enumerate(lines):
            self._builder.paragraph(line if place else f"[{number}] {line}", BlockKind.FOOTNOTE)

    # -- parts --------------------------------------------------------------------------------------------------------

    def _related(self, kind: str) -> etree._Element | None:
        found = self._package.related(self._part, kind)
        return self._package.xml(found[0], mend=True) if found else None

    def _listed(self, kind: str, tag: str) -> dict[str, etree._Element]:
        """Return the notes or comments of a part by their ids."""
        root = self._related(kind)
        found = [] if root is None else root.findall(WORD + tag)
        return {one.get(f"{WORD}id", ""): one for one in found if one.get(f"{WORD}type") not in _SEPARATORS}

    def _repeated(self) -> Iterator[str]:
        """Yield the lines of the headers and footers of pages, each once, without the numbers of pages."""
        said: set[str] = set()
        self._inlines = Inlines(self._styles, self._losses, paged=True)
        for relation in self._relations.values():
            if relation.kind not in {"header", "footer"} or relation.external or relation.target not in self._package:
                continue
            for one in self._plain(self._package.xml(relation.target, mend=True), []):
                line = " ".join(one.lines)
                if line and line not in said and not (one.words.paged and len(line.split()) <= _PAGE_WORDS):
                    said.add(line)
                    yield line


_PAGE_WORDS = 3  # beside a page's number: "Page … of …"


def blocks_of(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs, tables and embedded files of a container, inserted and controlled ones included."""
    for child in container:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag in _HOLDERS:
            yield from blocks_of(child)
        elif child.tag == _ALTERNATES:
            yield from blocks_of(chosen(child))


_BLOCKS = frozenset(WORD + name for name in ("p", "tbl", "altChunk"))


def _goes_on(element: etree._Element, properties: etree._Element | None) -> bool:
    """Whether a paragraph is the beginning of the next: its end was deleted or moved, or it is a drop cap."""
    following = element.getnext()
    if properties is None or following is None or following.tag != f"{WORD}p":
        return False
    mark = properties.find(f"{WORD}rPr")
    if mark is not None and (mark.find(f"{WORD}del") is not None or mark.find(f"{WORD}moveFrom") is not None):
        return True
    frame = properties.find(f"{WORD}framePr")
    return frame is not None and frame.get(f"{WORD}dropCap") in {"drop", "margin"}
