"""Styles of a Word file: what a paragraph's or a run's style says of headings, numbers and hidden words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{WORD}val"
_HEADING = re.compile(r"heading (\d)")
_CODE = re.compile(r"(?:html )?(?:source ?code|code|code ?block|preformatted(?: text)?|verbatim|macro(?: text)?)")
_DEEPEST = 9  # outline levels are 0 to 8; 9 is body text
_NO_NUMBER = "0"  # as an id: takes away the numbering that a style gives
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Style:
    """What a style, with those it is based on, says. `name` is in small letters, as Word itself names it in English.

    `outline` is the level of a heading from 1, 0 where it is none; `number` the id of a numbering, "" without one.
    """

    name: str = ""
    outline: int = 0
    number: str = ""
    level: int = 0
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    font: str = ""

    @property
    def is_title(self) -> bool:
        """Whether it is the document's own title."""
        return self.name == "title"

    @property
    def is_caption(self) -> bool:
        """Whether it names a table or figure."""
        return self.name == "caption"

    @property
    def is_code(self) -> bool:
        """Whether its lines are to stand as they are."""
        return _CODE.fullmatch(self.name) is not None


class Styles:
    """The styles of a file by their ids."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default = Style()
        for element in [] if root is None else root.iter(f"{WORD}style"):
            self._elements.setdefault(element.get(f"{WORD}styleId", ""), element)
        for name, element in self._elements.items():
            if element.get(f"{WORD}type") == "paragraph" and element.get(f"{WORD}default") in {"1", "true", "on"}:
                self.default = self.named(name)

    def named(self, name: str) -> Style:
        """Return a style by its id; one that says nothing where there is none."""
        if name not in self._resolved:
            self._resolved[name] = Style()  # ends a circle of styles that are based on each other
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        element = self._elements.get(name)
        if element is None:
            return Style()
        base = self.named(value_of(element, "basedOn"))
        own = value_of(element, "name").lower()
        heading = _HEADING.fullmatch(own)
        style = replace(base, name=own, outline=int(heading.group(1)) if heading else base.outline)
        return with_run(with_paragraph(style, element.find(f"{WORD}pPr")), element.find(f"{WORD}rPr"))


def with_paragraph(style: Style, properties: etree._Element | None) -> Style:
    """Return a style with what paragraph properties (w:pPr) add to it."""
    if properties is None:
        return style
    outline = value_of(properties, "outlineLvl")
    if outline.isdecimal():
        style = replace(style, outline=(int(outline) + 1) % (_DEEPEST + 1))
    numbering = properties.find(f"{WORD}numPr")
    if numbering is not None:
        number, level = value_of(numbering, "numId"), value_of(numbering, "ilvl")
        style = replace(
            style,
            number="" if number == _NO_NUMBER else number or style.number,
            level=int(level) if level.isdecimal() else style.level,
        )
    return style


def with_run(style: Style, properties: etree._Element | None) -> Style:
    """Return a style with what run properties (w:rPr) add to it."""
    if properties is None or not len(properties):
        return style
    for one in properties:
        if one.tag == _HIDING:
            style = replace(style, hidden=is_on(one))
        elif one.tag in _STRIKING:
            style = replace(style, struck=is_on(one))
        elif one.tag == _ALIGNMENT:
            style = replace(style, raised=one.get(_VAL) == "superscript")
        elif one.tag == _FONTS:
            font = one.get(f"{WORD}ascii") or one.get(f"{WORD}hAnsi") or style.font
            style = style if font == style.font else replace(style, font=font)
    return style


_HIDING = f"{WORD}vanish"
_STRIKING = frozenset((f"{WORD}strike", f"{WORD}dstrike"))
_ALIGNMENT = f"{WORD}vertAlign"
_FONTS = f"{WORD}rFonts"


def value_of(element: etree._Element, name: str) -> str:
    """Return the value of a child element by its local name, "" without one."""
    child = element.find(WORD + name)
    return "" if child is None else child.get(_VAL) or ""


def is_on(element: etree._Element | None) -> bool:
    """Return whether a switch such as w:vanish is there and not turned off."""
    return element is not None and (element.get(_VAL) or "1").lower() not in _OFF
