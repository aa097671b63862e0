"""Texts on slides (DrawingML): the paragraphs of a shape, their list levels and numbers, and tables of such cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.readers.office.equations import MATH, equation
from ingest.readers.office.item_numbers import numeral
from ingest.readers.office.pictures import chosen
from ingest.readers.office.runs import EDGE, Losses, TextRun, lines_of, settled, without_bullet
from ingest.readers.office.symbols import raised, shown
from ingest.readers.tables import CellGrid, GridCell

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ALTERNATES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BULLETS = tuple(DRAWING + name for name in ("buNone", "buChar", "buAutoNum", "buBlip"))
_LEVELS = 9
_SHAPES = {  # of automatic numbers: Word's name of the form, by the beginning of PowerPoint's, the longer one first
    "arabic1": "arabicAlpha",
    "arabic2": "arabicAbjad",
    "arabic": "decimal",
    "alphaUc": "upperLetter",
    "alphaLc": "lowerLetter",
    "romanUc": "upperRoman",
    "romanLc": "lowerRoman",
    "circleNum": "decimalEnclosedCircle",
    "ea1": "chineseCounting",
    "thaiAlpha": "thaiLetters",
    "thai": "thaiNumbers",
    "hindiAlpha1": "hindiConsonants",
    "hindi": "hindiNumbers",
    "hebrew": "hebrew2",
}
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Plain": "{}", "Minus": "{} -"}
_NUMBER_FIELD = "slidenum"


@dataclass(frozen=True, slots=True)
class SlideParagraph:
    """A paragraph of a shape: its lines, the first with its number, and its level in a list from 1, 0 outside."""

    lines: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)


def paragraphs_of(
    body: etree._Element | None, losses: Losses, styles: Sequence[etree._Element] = ()
) -> Iterator[SlideParagraph]:
    """Yield the paragraphs of a text body that say something.

    `styles` are the list styles that it inherits, the nearest first.
    """
    counters: dict[int, tuple[str, int]] = {}
    own = [] if body is None else body.findall(f"{DRAWING}lstStyle")
    for paragraph in [] if body is None else body.iterfind(f"{DRAWING}p"):
        lines = lines_of(settled(list(_runs(paragraph)), losses))
        if not lines:
            continue
        properties = paragraph.find(f"{DRAWING}pPr")
        level = min(_number(None if properties is None else properties.get("lvl"), 0), _LEVELS - 1)
        bullet = _bullet(properties, level, [*own, *styles])
        label = _label(bullet, level, counters)
        bare = without_bullet(lines[0])
        listed = bare != lines[0] or (bullet is not None and bullet.tag != f"{DRAWING}buNone")
        yield SlideParagraph((f"{label} {bare}" if label else bare, *lines[1:]), level + 1 if listed else 0)


def text_of(body: etree._Element | None, losses: Losses) -> str:
    """Return a text body as one line."""
    return " ".join(paragraph.text for paragraph in paragraphs_of(body, losses))


def grid_of(table: etree._Element, losses: Losses) -> CellGrid:
    """Return a table (a:tbl) as a grid, merged cells repeated."""
    lines: list[tuple[GridCell, ...]] = []
    for row in table.iterfind(f"{DRAWING}tr"):
        line: list[GridCell] = []
        for cell in row.iterfind(f"{DRAWING}tc"):
            text = text_of(cell.find(f"{DRAWING}txBody"), losses)
            below, beside = _is_on(cell.get("vMerge")), _is_on(cell.get("hMerge"))
            if below and lines and len(line) < len(lines[-1]):
                text = lines[-1][len(line)].text
            elif beside and line:
                text = line[-1].text
            line.append(GridCell(text, repeats=below or beside))
        lines.append(tuple(line))
    properties = table.find(f"{DRAWING}tblPr")
    named = properties is not None and _is_on(properties.get("firstRow")) and len(lines) > 1
    return CellGrid(tuple(lines), 1 if named and any(cell.text for cell in lines[0]) else None)


def _runs(element: etree._Element) -> Iterator[TextRun]:
    for child in element:
        if child.tag == f"{DRAWING}r" or (child.tag == f"{DRAWING}fld" and child.get("type") != _NUMBER_FIELD):
            yield _run(child)
        elif child.tag == f"{DRAWING}br":
            yield TextRun("\n")
        elif child.tag == _ALTERNATES:
            yield from _runs(chosen(child))
        elif child.tag in _EQUATIONS:
            yield from (TextRun(EDGE), TextRun(equation(child)), TextRun(EDGE))
        elif child.tag == _EQUATION_HOLDER:
            yield from _runs(child)


_EQUATION_HOLDER = "{http://schemas.microsoft.com/office/drawing/2010/main}m"
_EQUATIONS = frozenset((f"{MATH}oMath", f"{MATH}oMathPara"))


def _run(element: etree._Element) -> TextRun:
    text = (element.findtext(f"{DRAWING}t") or "").replace("\v", "\n").replace("_x000B_", "\n")
    properties = element.find(f"{DRAWING}rPr")
    if properties is None:
        return TextRun(shown(text, ""))
    text = shown(text, _font(properties, "sym" if not text.isascii() else "latin") or _font(properties, "latin"))
    above = (properties.get("baseline") or "0").rstrip("%")
    lifted = above.lstrip("-").isdecimal() and int(above) > 0
    return TextRun(raised(text) if lifted else text, (properties.get("strike") or "noStrike") != "noStrike")


def _font(properties: etree._Element, kind: str) -> str:
    found = properties.find(DRAWING + kind)
    return "" if found is None else found.get("typeface") or ""


def _bullet(properties: etree._Element | None, level: int, styles: Sequence[etree._Element]) -> etree._Element | None:
    """Return the bullet that holds for a paragraph: its own, or the first that a list style gives its level."""
    inherited = (style.find(f"{DRAWING}lvl{level + 1}pPr") for style in styles)
    for one in (properties, *inherited):
        found = None if one is None else next((child for child in one if child.tag in _BULLETS), None)
        if found is not None:
            return found
    return None


def _label(bullet: etree._Element | None, level: int, counters: dict[int, tuple[str, int]]) -> str:
    """Count a paragraph and return its number, "" without one. Other bullets of its level end a count."""
    for deeper in [one for one in counters if one > level]:
        del counters[deeper]
    if bullet is None or bullet.tag != f"{DRAWING}buAutoNum":
        counters.pop(level, None)
        return ""
    kind, start = bullet.get("type") or "arabicPeriod", bullet.get("startAt") or "1"
    known, value = counters.get(level, ("", 0))
    value = value + 1 if known == f"{kind} {start}" else _number(start, 1)
    counters[level] = f"{kind} {start}", value
    form = next((form for beginning, form in _SHAPES.items() if kind.startswith(beginning)), "decimal")
    around = next((pattern for ending, pattern in _AROUND.items() if kind.endswith(ending)), "{}")
    return around.format(numeral(value, form))


def _is_on(value: str | None) -> bool:
    return value in {"1", "true"}


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d+", value) else otherwise
