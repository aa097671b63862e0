"""Inlines of a Word paragraph: the words that it shows, and what is anchored in it (text boxes, notes, pictures).

Tracked changes are read as accepted, fields by their last result; hidden and struck-out words are counted as losses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.office.equations import MATH, equation
from ingest.readers.office.pictures import alternative, alternative_of_old, chosen
from ingest.readers.office.runs import EDGE, Losses, TextRun, settled
from ingest.readers.office.styles import WORD, Style, Styles, is_on, value_of, with_run
from ingest.readers.office.symbols import raised, shown

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_EXTENDED_CHART = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_ALTERNATES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_PAGE_FIELDS = frozenset("PAGE NUMPAGES SECTIONPAGES SECTION PAGEREF".split())


@dataclass(slots=True)
class ParagraphWords:
    """What a paragraph says. Line breaks in `text` are newlines; `marks` are (kind, id) of notes and comments.

    `parts` are ids of charts and diagrams; `paged` tells that it held the number of a page, `filled` a form's field.
    """

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    paged: bool = False
    filled: bool = False

    def before(self, other: ParagraphWords) -> None:
        """Put other words before these."""
        self.text = other.text + self.text
        self.boxes[:0], self.pictures[:0] = other.boxes, other.pictures
        self.parts[:0], self.marks[:0] = other.parts, other.marks


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction until it is parted from its result."""

    instruction: str = ""
    in_result: bool = False


class Inlines:
    """Reads one paragraph after another of one part of a file; a field may go on from one to the next."""

    def __init__(self, styles: Styles, losses: Losses, *, paged: bool = False) -> None:
        self._styles = styles
        self._losses = losses
        self._paged = paged  # a header or footer, whose page numbers say nothing
        self._fields: list[_Field] = []
        self._root: etree._Element | None = None
        self._endless: frozenset[etree._Element] = frozenset()  # of the part with that root
        self._runs: list[TextRun] = []
        self._words = ParagraphWords()
        self._readers: Mapping[str, Callable[[etree._Element, Style], None]] = {
            f"{WORD}r": self._run,
            f"{WORD}t": self._text,
            f"{WORD}sdt": self._control,
            f"{WORD}sym": self._symbol,
            f"{WORD}tab": self._blank,
            f"{WORD}ptab": self._blank,
            f"{WORD}noBreakHyphen": self._hyphen,
            f"{WORD}br": self._break,
            f"{WORD}cr": self._break,
            f"{WORD}ruby": self._ruby,
            f"{WORD}del": self._deleted,
            f"{WORD}moveFrom": lambda *_: None,  # it stands where it was moved to
            f"{WORD}fldChar": self._field_mark,
            f"{WORD}instrText": self._instruction,
            f"{WORD}fldSimple": self._simple_field,
            f"{WORD}footnoteReference": self._mark,
            f"{WORD}endnoteReference": self._mark,
            f"{WORD}commentReference": self._mark,
            f"{WORD}drawing": self._drawing,
            f"{WORD}pict": self._old_drawing,
            f"{WORD}object": self._old_drawing,
            f"{MATH}oMath": self._equation,
            f"{MATH}oMathPara": self._equation,
            _ALTERNATES: self._alternates,
        }

    def words(self, paragraph: etree._Element, style: Style) -> ParagraphWords:
        """Return what a paragraph in a style says."""
        self._runs, self._words = [], ParagraphWords()
        self._descend(paragraph, style)
        self._words.text = settled(self._runs, self._losses)
        return self._words

    def _descend(self, element: etree._Element, style: Style) -> None:
        for child in element:
            read = self._readers.get(child.tag)
            if read is not None:
                read(child, style)
            elif child.tag not in _SILENT and isinstance(child.tag, str):
                self._descend(child, style)

    @property
    def _in_instruction(self) -> bool:
        return any(not one.in_result for one in self._fields)

    def _say(self, text: str, style: Style) -> None:
        if self._in_instruction or not text:
            return
        if style.hidden:
            self._losses.hidden.append(text)
            return
        if self._paged and any(_is_page_field(one.instruction) for one in self._fields):
            self._words.paged = True
            return
        self._runs.append(TextRun(text, style.struck))

    # -- runs and what holds them -------------------------------------------------------------------------------------

    def _run(self, element: etree._Element, style: Style) -> None:
        properties = element.find(f"{WORD}rPr")
        if properties is not None and len(properties):
            name = value_of(properties, "rStyle")
            if name:
                own = self._styles.named(name)
                style = replace(
                    style,
                    hidden=own.hidden or style.hidden,
                    struck=own.struck or style.struck,
                    raised=own.raised or style.raised,
                    font=own.font or style.font,
                )
            style = with_run(style, properties)
        self._descend(element, style)

    def _text(self, element: etree._Element, style: Style) -> None:
        text = shown(element.text or "", style.font)
        self._say(raised(text) if style.raised else text, style)

    def _symbol(self, element: etree._Element, style: Style) -> None:
        code = element.get(f"{WORD}char") or ""
        try:
            character = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        self._say(shown(character, element.get(f"{WORD}font") or ""), style)

    def _blank(self, _element: etree._Element, style: Style) -> None:
        self._say("\t", style)

    def _hyphen(self, _element: etree._Element, style: Style) -> None:
        self._say("-", style)

    def _break(self, _element: etree._Element, style: Style) -> None:
        self._say("\n", style)

    def _ruby(self, element: etree._Element, style: Style) -> None:
        """Read the words, without the small ones above that say how they sound."""
        for base in element.iterfind(f"{WORD}rubyBase"):
            self._descend(base, style)

    def _deleted(self, element: etree._Element, _style: Style) -> None:
        self._losses.deleted.extend(one.text or "" for one in element.iter(f"{WORD}delText", f"{WORD}t"))

    def _control(self, element: etree._Element, style: Style) -> None:
        self._words.filled = True
        self._descend(element, style)

    def _alternates(self, element: etree._Element, style: Style) -> None:
        self._descend(chosen(element), style)

    def _equation(self, element: etree._Element, style: Style) -> None:
        """Read an equation, parted by a blank from words that it stands close to."""
        self._say(EDGE, style)
        self._say(equation(element), style)
        self._say(EDGE, style)

    # -- fields -------------------------------------------------------------------------------------------------------

    def _field_mark(self, element: etree._Element, style: Style) -> None:
        kind = element.get(f"{WORD}fldCharType")
        if kind == "begin":
            form = element.find(f"{WORD}ffData")
            self._words.filled |= form is not None
            self._say(_form_value(form), style)
            if not self._is_endless(element):
                self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            if _is_page_field(self._fields[-1].instruction):
                self._words.paged = True
            self._fields.pop()

    def _is_endless(self, begin: etree._Element) -> bool:
        """Return whether a field has no end: one that were followed would swallow the rest of the part."""
        root = begin.getroottree().getroot()
        if root is not self._root:
            self._root, self._endless = root, _endless_fields(root)
        return begin in self._endless

    def _instruction(self, element: etree._Element, _style: Style) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _simple_field(self, element: etree._Element, style: Style) -> None:
        self._fields.append(_Field(element.get(f"{WORD}instr") or "", in_result=True))
        if _is_page_field(self._fields[-1].instruction):
            self._words.paged = True
        self._descend(element, style)
        self._fields.pop()

    # -- what is anchored ---------------------------------------------------------------------------------------------

    def _mark(self, element: etree._Element, _style: Style) -> None:
        kind = _local_name(element).removesuffix("Reference")
        self._words.marks.append((kind, element.get(f"{WORD}id") or ""))

    def _drawing(self, element: etree._Element, style: Style) -> None:
        if style.hidden:
            return
        known = len(self._words.boxes), len(self._words.parts)
        self._drawn(element)
        if known == (len(self._words.boxes), len(self._words.parts)):
            self._words.pictures.extend(alternative(element))

    def _old_drawing(self, element: etree._Element, style: Style) -> None:
        if style.hidden:
            return
        known = len(self._words.boxes)
        self._drawn(element)
        for path in element.iter(_TEXT_PATH):
            self._words.pictures.append(path.get("string") or "")
        if known == len(self._words.boxes):
            self._words.pictures.extend(alternative_of_old(element))

    def _drawn(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == f"{WORD}txbxContent":
                self._words.boxes.append(child)
            elif child.tag == _ALTERNATES:
                self._drawn(chosen(child))
            elif child.tag in {_CHART, _EXTENDED_CHART}:
                self._words.parts.append(child.get(f"{_RELATION}id") or "")
            elif child.tag == _DIAGRAM:
                self._words.parts.append(child.get(f"{_RELATION}dm") or "")
            elif child.tag == _DRAWN_TEXT:
                self._words.pictures.append(child.text or "")
            else:
                self._drawn(child)


def _form_value(data: etree._Element | None) -> str:
    """Return what a form field of the old kind holds that is no text: a check box, a choice."""
    if data is None:
        return ""
    box, choice = data.find(f"{WORD}checkBox"), data.find(f"{WORD}ddList")
    if box is not None:
        state = box.find(f"{WORD}checked")
        return "☒ " if is_on(box.find(f"{WORD}default") if state is None else state) else "☐ "
    if choice is not None:
        entries = choice.findall(f"{WORD}listEntry")
        result = value_of(choice, "result") or value_of(choice, "default") or "0"
        number = int(result) if result.isdecimal() else 0
        return (entries[number].get(f"{WORD}val") or "") if number < len(entries) else ""
    return ""


def _endless_fields(root: etree._Element) -> frozenset[etree._Element]:
    """Return the beginnings of fields that have no end among what is read of a part."""
    begun: list[etree._Element] = []
    for mark in root.iter(f"{WORD}fldChar"):
        kind = mark.get(f"{WORD}fldCharType")
        if next(mark.iterancestors(f"{WORD}del", f"{WORD}moveFrom"), None) is not None:
            continue
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            begun.pop()
    return frozenset(begun)


def _is_page_field(instruction: str) -> bool:
    return (instruction.split() or [""])[0].upper() in _PAGE_FIELDS


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


_SILENT = frozenset(
    WORD + name
    for name in (
        "pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr tblPr delText delInstrText footnoteRef endnoteRef annotationRef "
        "separator continuationSeparator softHyphen lastRenderedPageBreak pgNum rPrChange pPrChange sectPr"
    ).split()
)
