"""The flow of an OpenDocument file: paragraphs, lists, tables and frames written as blocks, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Builder
from ingest.readers.office.mathml import mathml
from ingest.readers.office.odf import CHART, CORE, DRAW, MATH, OFFICE, SVG, TABLE, TEXT, OpenDocument
from ingest.readers.office.odf_inlines import OdfInlines, OdfWords
from ingest.readers.office.odf_lists import OdfLists
from ingest.readers.office.odf_styles import Look, OdfStyles, label_of
from ingest.readers.office.odf_tables import grid_of, only_cell
from ingest.readers.office.pictures import worded
from ingest.readers.office.runs import Losses, begin_paragraph, lines_of, without_bullet

_LONGEST_HEADING = 300  # characters; a longer paragraph at a heading's level is one of text
_OUTLINE_LEVELS = 10


@dataclass(slots=True)
class OdfParagraph:
    """A paragraph as read: its words, its style, its level as a heading, and in a list its level and number."""

    words: OdfWords
    look: Look = field(default_factory=Look)
    heading: int = 0
    level: int = 0
    label: str = ""

    @property
    def lines(self) -> list[str]:
        """Its lines, the first with its number."""
        lines = lines_of(self.words.text)
        return [f"{self.label} {lines[0]}", *lines[1:]] if self.label and lines else lines


class OdfFlow:
    """Writes what bodies, cells, frames and notes hold to a builder."""

    def __init__(self, file: OpenDocument, styles: OdfStyles, builder: Builder) -> None:
        self._file, self._styles, self._builder = file, styles, builder
        self.losses = Losses()
        self._inlines = OdfInlines(file, styles, self.losses)
        self.lists = OdfLists(styles)
        self._outline: dict[int, int] = {}
        self._code: list[str] = []
        self._caption = ""
        self.title = ""
        self.hidden = False
        self._writers: Mapping[str, Callable[[etree._Element], None]] = {
            f"{TEXT}p": self._write_element,
            f"{TEXT}h": self._write_element,
            f"{TEXT}list": self._write_list,
            f"{TEXT}section": self._write_section,
            f"{TEXT}tracked-changes": self._count_deleted,
            f"{TABLE}table": self._write_table,
            f"{OFFICE}annotation": self._write_anchored,
            f"{OFFICE}forms": _pass_over,
            f"{TEXT}index-title-template": _pass_over,
        }

    def write(self, container: etree._Element) -> None:
        """Write what a container holds; what it holds of unknown kinds is looked into."""
        for child in container:
            write = self._writers.get(child.tag)
            if write is not None:
                write(child)
            elif str(child.tag).startswith(DRAW):
                self.write_shape(child)
            elif isinstance(child.tag, str):
                self.write(child)
        self._flush()

    def text_of(self, container: etree._Element) -> str:
        """Return what a cell holds in one line, and write what is anchored in it later.

        The number of a list's item stays where it is all that the cell holds.
        """
        paragraphs = list(self.plain(container))
        if len(paragraphs) == 1:
            return " ".join(paragraphs[0].lines) or paragraphs[0].label
        return " ".join(line for one in paragraphs for line in lines_of(one.words.text))

    def plain(self, container: etree._Element) -> Iterator[OdfParagraph]:
        """Read what a container holds as paragraphs, tables and frames inside included."""
        for child in container:
            if isinstance(child.tag, str) and child.tag not in _NOT_SHOWN:
                yield from self._plain_one(child)

    def _plain_one(self, element: etree._Element) -> Iterator[OdfParagraph]:
        if element.tag in _PARAGRAPHS:
            paragraph = self._read(element)
            yield paragraph
            for one in paragraph.words.anchored:
                yield from self.plain(one)
        elif element.tag == f"{TEXT}list":
            for item, child in self.lists.items(element):
                for paragraph in self._plain_one(child):
                    paragraph.level, paragraph.label = item.level, item.take_label()
                    yield paragraph
        elif element.tag in _DESCRIPTIONS:
            yield OdfParagraph(OdfWords(worded(element.text or "")))
        else:
            yield from self.plain(element)

    # -- paragraphs ---------------------------------------------------------------------------------------------------

    def _write_element(self, element: etree._Element) -> None:
        paragraph = self._read(element)
        self._write_paragraph(paragraph)
        self._write_several(paragraph.words.anchored)

    def _read(self, element: etree._Element) -> OdfParagraph:
        look = self._styles.look("paragraph", element.get(f"{TEXT}style-name", ""))
        concealed = element.find(f"{TEXT}hidden-paragraph")
        if concealed is not None and concealed.get(f"{TEXT}is-hidden") == "true":
            self.losses.hidden.extend(element.itertext())
            return OdfParagraph(OdfWords(), look)
        paragraph = OdfParagraph(self._inlines.words(element, look), look)
        if element.tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level") or "1"
            paragraph.heading = int(level) if level.isdecimal() else 1
            if element.get(f"{TEXT}is-list-header") != "true" and paragraph.words.text.strip():
                paragraph.label = self._outline_label(paragraph.heading)
        return paragraph

    def _outline_label(self, level: int) -> str:
        self._outline[level] = self._outline.get(level, self._outline_start(level) - 1) + 1
        for deeper in range(level + 1, _OUTLINE_LEVELS + 1):
            self._outline.pop(deeper, None)
        return label_of(self._styles.outline, level, self._outline)

    def _outline_start(self, level: int) -> int:
        style = self._styles.outline.get(level)
        return style.start if style else 1

    def _write_paragraph(self, paragraph: OdfParagraph) -> None:
        names, lines = paragraph.look.names, paragraph.lines
        if _is_code(names) and not paragraph.level:
            self._code.extend(paragraph.words.text.replace("\t", "    ").split("\n"))
            return
        self._flush()
        if not lines:
            return
        whole = " ".join(lines)
        is_title = "title" in names
        if (paragraph.heading or is_title) and len(whole) <= _LONGEST_HEADING:
            self._builder.heading(whole, paragraph.heading or 1, hidden=self.hidden)
            self.title = self.title or (whole if is_title else "")
        elif paragraph.level:
            self._builder.line(lines[0], level=paragraph.level, hidden=self.hidden)
            for line in lines[1:]:
                self._builder.line(line, BlockKind.PARAGRAPH, hidden=self.hidden)
        elif "caption" in names:
            self._builder.line(whole, BlockKind.CAPTION, hidden=self.hidden)
            self._caption = whole
            return
        else:
            self._write_lines(lines)
        self._caption = ""

    def _write_lines(self, lines: list[str]) -> None:
        bare = without_bullet(lines[0])
        if bare != lines[0]:
            self._builder.line(" ".join((bare, *lines[1:])), hidden=self.hidden)
            return
        begin_paragraph(self._builder)
        for line in lines[:-1]:
            self._builder.line(line, BlockKind.PARAGRAPH, hidden=self.hidden)
        self._builder.paragraph(lines[-1], hidden=self.hidden)

    def _flush(self) -> None:
        """Write the lines of code that were gathered."""
        if self._code:
            self._builder.code("\n".join(self._code), hidden=self.hidden)
            self._code = []

    # -- what holds paragraphs ----------------------------------------------------------------------------------------

    def _write_list(self, element: etree._Element) -> None:
        for item, child in self.lists.items(element):
            if child.tag not in _PARAGRAPHS:
                self.write_one(child)
                continue
            paragraph = self._read(child)
            if not paragraph.heading:
                paragraph.level = item.level
            paragraph.label = item.take_label() or paragraph.label
            if not paragraph.heading and not paragraph.label and not item.is_first:
                self._builder.line(" ".join(paragraph.lines), BlockKind.PARAGRAPH, hidden=self.hidden)
            else:
                self._write_paragraph(paragraph)
            self._write_several(paragraph.words.anchored)

    def write_one(self, element: etree._Element) -> None:
        """Write one element, of whatever kind."""
        write = self._writers.get(element.tag)
        if write is not None:
            write(element)
        else:
            self.write(element)

    def _write_section(self, element: etree._Element) -> None:
        if element.get(f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true":
            self.losses.hidden.extend(element.itertext())
        else:
            self.write(element)

    def _count_deleted(self, element: etree._Element) -> None:
        for deletion in element.iter(f"{TEXT}deletion"):
            kept = (one for one in deletion.iter(f"{TEXT}p", f"{TEXT}h", f"{TEXT}span"))
            self.losses.deleted.extend(text or "" for one in kept for text in (one.text, one.tail))

    def _write_table(self, table: etree._Element) -> None:
        self._flush()
        only = only_cell(table)
        if only is not None:
            self.write(only)
            return
        self._builder.table(grid_of(table, self.text_of), caption=self._caption, hidden=self.hidden)
        self._caption = ""

    # -- what is anchored ---------------------------------------------------------------------------------------------

    def _write_several(self, elements: list[etree._Element]) -> None:
        for element in elements:
            if str(element.tag).startswith(DRAW):
                self.write_shape(element)
            else:
                self._write_anchored(element)

    def write_shape(self, element: etree._Element) -> None:
        """Write a frame's or a shape's words, or those that describe it."""
        written = self._builder.position
        for child in element:
            if child.tag == f"{DRAW}object":
                self._write_object(child)
            elif child.tag in {f"{TABLE}table", f"{TEXT}p", f"{TEXT}list"}:
                self.write_one(child)
            elif str(child.tag).startswith(DRAW):
                self.write_shape(child)
        self._flush()
        if self._builder.position == written:
            for name in ("desc", "title"):
                text = worded(element.findtext(SVG + name) or "")
                if text:
                    self._builder.line(text, BlockKind.CAPTION, hidden=self.hidden)
                    return

    def _write_object(self, element: etree._Element) -> None:
        root = self._file.embedded(element)
        if root is None:
            self._builder.doubt(DoubtKind.MISSING, "An object that is embedded here could not be read.")
        elif root.tag == MATH:
            self._builder.paragraph(mathml(root), hidden=self.hidden)
        else:
            title = next(("".join(one.itertext()) for one in root.iter(f"{CHART}title")), "")
            self._builder.line(title, BlockKind.CAPTION, hidden=self.hidden)
            for table in root.iter(f"{TABLE}table"):
                self._builder.table(grid_of(table, self.text_of), caption=title, hidden=self.hidden)

    def _write_anchored(self, element: etree._Element) -> None:
        if element.tag == f"{OFFICE}annotation":
            self.write_comment(element)
            return
        body, citation = element.find(f"{TEXT}note-body"), element.find(f"{TEXT}note-citation")
        label = "" if citation is None else " ".join("".join(citation.itertext()).split())
        lines = [] if body is None else [line for one in self.plain(body) for line in one.lines]
        begin_paragraph(self._builder)
        for number, line in enumerate(lines):
            self._builder.paragraph(line if number or not label else f"[{label}] {line}", BlockKind.FOOTNOTE)

    def write_comment(self, element: etree._Element) -> None:
        """Write a comment with who wrote it."""
        said = " ".join(line for one in self.plain(element) for line in one.lines)
        author = (element.findtext(f"{CORE}creator") or "").strip()
        begin_paragraph(self._builder)
        self._builder.paragraph(f"{author}: {said}" if author and said else said, BlockKind.NOTE, hidden=self.hidden)


_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_DESCRIPTIONS = frozenset((f"{SVG}title", f"{SVG}desc"))
_NOT_SHOWN = frozenset(
    (
        f"{TEXT}tracked-changes",
        f"{OFFICE}forms",
        f"{TEXT}note-citation",
        f"{CORE}creator",
        f"{CORE}date",
        f"{OFFICE}binary-data",
    )
)


def _is_code(names: tuple[str, ...]) -> bool:
    return any(name in {"preformatted text", "source code", "source text", "code"} for name in names)


def _pass_over(_element: etree._Element) -> None:
    return
