"""Charts and diagrams of Office files: a chart as the table of its values, a diagram as a list of its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.tables import CellGrid, GridCell

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_EXTENDED = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MOST_POINTS = 20_000  # of a series; charts show at most some hundreds
_DECIMALS = 10  # that a value shows; more come from its binary form
_WORDLESS = frozenset(("pres", "sibTrans", "parTrans"))  # points of a diagram that are lines between others
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's title, and its values: a row for each category, a column for each series."""

    title: str
    grid: CellGrid


def chart_of(root: etree._Element) -> Chart:
    """Return the chart that a part (chartN.xml, chartExN.xml) draws, with the values that it last showed."""
    if root.tag.startswith(_EXTENDED):
        return _extended(root)
    title = root.find(f"{_CHART}chart/{_CHART}title")
    categories: dict[int, str] = {}
    columns: list[tuple[str, dict[int, str]]] = []
    for series in root.iter(f"{_CHART}ser"):
        named = _first(series, "cat", "xVal")
        categories |= {at: text for at, text in _points(named).items() if at not in categories}
        columns.append((_words(series.find(f"{_CHART}tx")), _points(_first(series, "val", "yVal"))))
    rows = sorted({*categories, *(at for _, values in columns for at in values)})
    names = [_axis_title(root), *(name for name, _ in columns)]
    lines = [names, *([categories.get(at, ""), *(values.get(at, "") for _, values in columns)] for at in rows)]
    grid = CellGrid(tuple(tuple(GridCell(text) for text in line) for line in lines), header_rows=1)
    return Chart(_words(title), grid if columns else CellGrid(()))


def diagram_of(root: etree._Element) -> Iterator[tuple[str, int]]:
    """Yield the words of a diagram's (SmartArt's) boxes with their depth from 1, in the order of its outline."""
    points = {
        one.get("modelId", ""): one for one in root.iter(f"{_DIAGRAM}pt") if one.get("type", "node") not in _WORDLESS
    }
    below: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(f"{_DIAGRAM}cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd") or "0"
            below.setdefault(link.get("srcId", ""), []).append(
                (int(order) if order.isdecimal() else 0, link.get("destId", ""))
            )
    said: set[str] = set()
    tops = [name for name, one in points.items() if one.get("type") == "doc"]
    for top in tops or list(points):
        yield from _outline(top, points, below, said, 0)
    for name in points:
        yield from _outline(name, points, {}, said, 1)


def _outline(
    name: str,
    points: dict[str, etree._Element],
    below: dict[str, list[tuple[int, str]]],
    said: set[str],
    depth: int,
) -> Iterator[tuple[str, int]]:
    if name in said or name not in points or depth > _DEEPEST:
        return
    said.add(name)
    for paragraph in points[name].iterfind(f"{_DIAGRAM}t/{_DRAWING}p"):
        text = "".join(one.text or "" for one in paragraph.iter(f"{_DRAWING}t"))
        if text.strip():
            yield text, max(depth, 1)
    for _, child in sorted(below.get(name, ())):
        yield from _outline(child, points, below, said, depth + 1)


def _first(series: etree._Element, *names: str) -> etree._Element | None:
    return next((one for one in (series.find(_CHART + name) for name in names) if one is not None), None)


def _points(element: etree._Element | None) -> dict[int, str]:
    """Return the points of a series by their index. Categories of several levels are joined, the outer first."""
    if element is None:
        return {}
    levels = list(element.iter(f"{_CHART}lvl"))
    if levels:
        return _levelled([_level(one) for one in levels])
    return _level(element)


def _level(element: etree._Element) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in element.iter(f"{_CHART}pt"):
        at = point.get("idx") or ""
        if at.isdecimal() and int(at) < _MOST_POINTS:
            found[int(at)] = _shown(point.findtext(f"{_CHART}v") or "")
    return found


def _levelled(levels: list[dict[int, str]]) -> dict[int, str]:
    """Join an inner level with those outside it, whose names stand at the first point that they hold for."""
    inner, joined = levels[0], {}
    for at in sorted(inner):
        outer = [next((level[one] for one in range(at, -1, -1) if one in level), "") for level in reversed(levels[1:])]
        joined[at] = " ".join(filter(None, (*outer, inner[at])))
    return joined


def _shown(value: str) -> str:
    """Return a cached value without the digits that only its binary form has: 0.1, not 0.10000000000000001."""
    try:
        number = float(value)
    except ValueError:
        return value
    if "." not in value or "e" in value.lower():
        return value
    return f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _words(element: etree._Element | None) -> str:
    """Return the words of a title or a series' name, written there or last read from a cell."""
    if element is None:
        return ""
    paragraphs = ["".join(run.text or "" for run in one.iter(f"{_DRAWING}t")) for one in element.iter(f"{_DRAWING}p")]
    values = [one.text or "" for one in element.iter(f"{_CHART}v")]
    return " ".join(" ".join(paragraphs or values).split())


def _axis_title(root: etree._Element) -> str:
    axis = next(root.iter(f"{_CHART}catAx", f"{_CHART}dateAx"), None)
    return "" if axis is None else _words(axis.find(f"{_CHART}title"))


def _extended(root: etree._Element) -> Chart:
    """Read a chart of the newer kinds (waterfall, treemap …): its dimensions are columns."""
    columns = [
        [point.text or "" for point in dimension.iter(f"{_EXTENDED}pt")][:_MOST_POINTS]
        for dimension in root.iter(f"{_EXTENDED}strDim", f"{_EXTENDED}numDim")
    ]
    longest = max((len(column) for column in columns), default=0)
    rows = [
        tuple(GridCell(_shown(column[at]) if at < len(column) else "") for column in columns) for at in range(longest)
    ]
    title = " ".join(
        "".join(one.text or "" for one in found.iter(f"{_DRAWING}t")) for found in root.iter(f"{_EXTENDED}title")
    )
    return Chart(" ".join(title.split()), CellGrid(tuple(rows), header_rows=0))
