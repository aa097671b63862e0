"""Slides of a presentation: its shapes in the order of reading, with what they inherit from layout and master."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from lxml import etree

from ingest.readers.extraction import CannotRead
from ingest.readers.office.pictures import chosen
from ingest.readers.office.slide_texts import DRAWING
from ingest.readers.office.surface import Area, reading_order
from ingest.readers.packages import Package

SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ALTERNATES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SHAPES = frozenset(SLIDE + name for name in ("sp", "pic", "graphicFrame", "grpSp"))
TITLES = frozenset(("title", "ctrTitle"))
REPEATED = frozenset(("ftr", "dt", "hdr"))
NUMBER = "sldNum"
# The kind of a master's placeholder that a slide's inherits from, and of the master's text styles.
_MASTER_KINDS = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}
_STYLES = {"title": "titleStyle", "body": "bodyStyle"}


@dataclass(frozen=True, slots=True)
class SlideShape:
    """One shape: its element, its area on the slide, and what kind of placeholder it fills (None: none)."""

    element: etree._Element
    area: Area | None
    placeholder: str | None
    hidden: bool
    styles: tuple[etree._Element, ...] = ()

    @property
    def is_title(self) -> bool:
        """Whether it is the slide's title."""
        return self.placeholder in TITLES


@dataclass(frozen=True, slots=True)
class _Scale:
    """How the coordinates of a group's members become those of the slide."""

    left: float = 0.0
    top: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def area(self, left: float, top: float, width: float, height: float) -> Area:
        x, y = self.left + left * self.across, self.top + top * self.down
        return Area(x, y, x + width * self.across, y + height * self.down)


class Layouts:
    """The layouts and masters of a presentation, read when a slide first needs them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, etree._Element | None] = {}

    def above(self, slide: str) -> list[etree._Element]:
        """Return the layout of a slide and its master, those that are there and whole."""
        found: list[etree._Element] = []
        part = slide
        for kind in ("slideLayout", "slideMaster"):
            part = next(iter(self._package.related(part, kind)), "")
            root = self._root(part) if part else None
            if root is None:
                break
            found.append(root)
        return found

    def _root(self, part: str) -> etree._Element | None:
        if part not in self._roots:
            try:
                self._roots[part] = self._package.xml(part, mend=True)
            except CannotRead:  # its shapes then have no places to inherit, and keep their words
                self._roots[part] = None
        return self._roots[part]


def shapes_of(root: etree._Element, above: list[etree._Element]) -> list[SlideShape]:
    """Return the shapes of a slide in the order of reading, groups taken apart; its title first."""
    tree = root.find(f"{SLIDE}cSld/{SLIDE}spTree")
    shapes = [] if tree is None else _ordered(tree, above, _Scale())
    return sorted(shapes, key=lambda shape: not shape.is_title)


def fixed_texts(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the text bodies of a layout or master that every slide shows as they are: those of no placeholder."""
    for element in root.iterfind(f"{SLIDE}cSld/{SLIDE}spTree/{SLIDE}sp"):
        if _placeholder(element) is None:
            yield from element.iterfind(f"{SLIDE}txBody")


def _ordered(tree: etree._Element, above: list[etree._Element], scale: _Scale) -> list[SlideShape]:
    elements = list(_shape_elements(tree))
    areas = [_area(element, above, scale) for element in elements]
    found: list[SlideShape] = []
    for number in reading_order(areas):
        element = elements[number]
        if element.tag == f"{SLIDE}grpSp":
            found.extend(_ordered(element, above, _inner_scale(element, scale)))
        else:
            found.append(_shape(element, areas[number], above))
    return found


def _shape_elements(tree: etree._Element) -> Iterator[etree._Element]:
    for child in tree:
        if child.tag in _SHAPES:
            yield child
        elif child.tag == _ALTERNATES:
            yield from _shape_elements(chosen(child))


def _shape(element: etree._Element, area: Area | None, above: list[etree._Element]) -> SlideShape:
    named = next(element.iter(f"{SLIDE}cNvPr"), None)
    placeholder = _placeholder(element)
    kind = None if placeholder is None else placeholder.get("type") or ""
    styles = () if placeholder is None else tuple(_styles(placeholder, above))
    return SlideShape(element, area, kind, named is not None and named.get("hidden") in {"1", "true"}, styles)


def _placeholder(element: etree._Element) -> etree._Element | None:
    return element.find(f"*/{SLIDE}nvPr/{SLIDE}ph")


def _inherited(placeholder: etree._Element, above: list[etree._Element]) -> Iterator[etree._Element]:
    """Yield the shapes of the layout and the master that a placeholder takes after."""
    kind, index = placeholder.get("type") or "", placeholder.get("idx") or "0"
    for depth, root in enumerate(above):
        for shape in root.iter(f"{SLIDE}sp", f"{SLIDE}pic", f"{SLIDE}graphicFrame"):
            other = _placeholder(shape)
            if other is not None and _is_like(other, kind, index, in_master=depth > 0):
                yield shape
                kind = kind or other.get("type") or ""
                break


def _is_like(other: etree._Element, kind: str, index: str, *, in_master: bool) -> bool:
    theirs = other.get("type") or ""
    if in_master:
        return theirs == _MASTER_KINDS.get(kind, kind)
    return (other.get("idx") or "0") == index if index != "0" else theirs == kind or {theirs, kind} <= TITLES


def _styles(placeholder: etree._Element, above: list[etree._Element]) -> Iterator[etree._Element]:
    """Yield the list styles that hold for a placeholder, the nearest first."""
    for shape in _inherited(placeholder, above):
        yield from shape.iterfind(f"{SLIDE}txBody/{DRAWING}lstStyle")
    kind = placeholder.get("type") or ""
    name = _STYLES.get(_MASTER_KINDS.get(kind, kind))
    if name and above:
        yield from above[-1].iterfind(f"{SLIDE}txStyles/{SLIDE}{name}")


def _area(element: etree._Element, above: list[etree._Element], scale: _Scale) -> Area | None:
    own = _frame(element)
    if own is not None:
        return _scaled(own, scale)
    placeholder = _placeholder(element)
    inherited = () if placeholder is None else _inherited(placeholder, above)
    frame = next((one for one in map(_frame, inherited) if one is not None), None)
    return None if frame is None else _scaled(frame, _Scale())


def _frame(element: etree._Element) -> etree._Element | None:
    """Return the element that says where a shape lies."""
    for path in (f"{SLIDE}spPr/{DRAWING}xfrm", f"{SLIDE}xfrm", f"{SLIDE}grpSpPr/{DRAWING}xfrm"):
        found = element.find(path)
        if found is not None and found.find(f"{DRAWING}off") is not None:
            return found
    return None


def _scaled(frame: etree._Element, scale: _Scale) -> Area:
    return scale.area(*_numbers(frame, "off", "x", "y"), *_numbers(frame, "ext", "cx", "cy"))


def _inner_scale(group: etree._Element, scale: _Scale) -> _Scale:
    frame = _frame(group)
    if frame is None:
        return scale
    numbers = partial(_numbers, frame)
    (left, top), (width, height) = numbers("off", "x", "y"), numbers("ext", "cx", "cy")
    (inner_left, inner_top), (inner_width, inner_height) = numbers("chOff", "x", "y"), numbers("chExt", "cx", "cy")
    across = scale.across * (width / inner_width if inner_width else 1)
    down = scale.down * (height / inner_height if inner_height else 1)
    return _Scale(
        scale.left + left * scale.across - inner_left * across,
        scale.top + top * scale.down - inner_top * down,
        across,
        down,
    )


def _numbers(frame: etree._Element, name: str, first: str, second: str) -> tuple[float, float]:
    element = frame.find(DRAWING + name)
    if element is None:
        return 0.0, 0.0
    try:
        return float(element.get(first) or 0), float(element.get(second) or 0)
    except ValueError:
        return 0.0, 0.0
