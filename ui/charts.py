"""Charts as inline SVG: figures with their intervals, curves, points. Knows numbers and labels, never a report.

Colours come from the page's style sheet by class, so that a chart follows the page into the dark.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_TRACK = 220  # width of an interval's track
_ROW = 18
_WIDTH, _HEIGHT = 400, 260  # near the width of a phone, so that letters stay letters there
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 14, 12, 42
_TICKS = 5
_LEGEND = 0.36  # of the width: falling and rising errors leave the top of the middle free
_RADIUS = 5
_LETTER, _LINE = 6.5, 14  # about the width of a letter, and the height of a line
_LABELS_AT = (-9, 20, -23, 34, -37, 48)  # below a dot's middle: where its name may stand, the best place first
_ROUND = (1, 2, 5, 10)
_MARGIN = 0.05  # of quality, kept free above and below the dots


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line through points of [0, 1] × [0, 1], with the class of its colour."""

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A named point; `filled` marks those worth having."""

    name: str
    x: float
    y: float
    filled: bool


def interval(value: float, low: float | None, high: float | None, *, label: str) -> str:
    """Return a value in [0, 1] as a dot on a track, with its interval as a bar."""
    middle = _ROW / 2
    bar = "" if low is None or high is None else _bar(low, high, middle)
    return (
        f'<svg class="interval" role="img" viewBox="-6 0 {_TRACK + 12} {_ROW}" width="{_TRACK + 12}" height="{_ROW}">'
        f"<title>{escape(label)}</title>"
        f'<line class="axis" x1="0" x2="{_TRACK}" y1="{middle}" y2="{middle}"/>{bar}'
        f'<circle class="dot" cx="{_at(value)}" cy="{middle}" r="4"/></svg>'
    )


def curve(lines: Sequence[Curve], *, x_label: str, y_label: str, title: str) -> str:
    """Return lines over [0, 1] × [0, 1], each named beside the legend."""
    drawn = "".join(
        f'<polyline class="line {line.colour}" points="{" ".join(f"{_x(x)},{_y(y)}" for x, y in line.points)}"/>'
        for line in lines
    )
    legend = "".join(
        f'<rect class="key {line.colour}" x="{_x(_LEGEND)}" y="{_TOP + 8 + 18 * place}" width="12" height="3"/>'
        f'<text x="{_x(_LEGEND) + 18}" y="{_TOP + 14 + 18 * place}">{escape(line.name)}</text>'
        for place, line in enumerate(lines)
    )
    ticks = [place / _TICKS for place in range(_TICKS + 1)]
    labels = [f"{one:.1f}" for one in ticks]
    return _frame(_axes(labels, labels, x_label, y_label) + drawn + legend, title)


def scatter(dots: Sequence[Dot], *, x_label: str, y_label: str, title: str) -> str:
    """Return points of quality in [0, 1] against a cost from 0; those worth having are filled and joined.

    The quality's axis shows where the dots are; the cost's begins at 0.
    """
    most = _round_above(max((dot.x for dot in dots), default=1.0) or 1.0)
    least, best = _range_of([dot.y for dot in dots])
    ticks = [place / _TICKS for place in range(_TICKS + 1)]
    qualities = [f"{least + one * (best - least):.2f}" for one in ticks]
    axes = _axes([f"{one * most:.3g}" for one in ticks], qualities, x_label, y_label)
    placed = [
        _Placed(dot, _x(dot.x / most), _y((dot.y - least) / (best - least)))
        for dot in sorted(dots, key=lambda dot: dot.x)
    ]
    front = " ".join(f"{one.x},{one.y}" for one in placed if one.dot.filled)
    drawn = "".join(map(_circle, placed)) + "".join(_names(placed))
    return _frame(f'{axes}<polyline class="line first" points="{front}"/>{drawn}', title)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A dot, and where it stands in the chart."""

    dot: Dot
    x: float
    y: float


def _circle(one: _Placed) -> str:
    colour = "dot" if one.dot.filled else "open"
    title = f"<title>{escape(one.dot.name)}</title>"
    return f'<circle class="{colour}" cx="{one.x}" cy="{one.y}" r="{_RADIUS}">{title}</circle>'


def _names(placed: Sequence[_Placed]) -> Iterator[str]:
    """Yield the name of each dot, above or below it where no other name stands."""
    taken: list[tuple[float, float, float]] = []
    for one in placed:
        width = _LETTER * len(one.dot.name)
        middle = min(max(one.x, _LEFT + width / 2), _WIDTH - width / 2)
        free = (one.y + down for down in _LABELS_AT if not _is_taken(middle, one.y + down, width, taken))
        base = next(free, one.y + _LABELS_AT[-1])
        taken.append((middle, base, width))
        yield f'<text x="{middle:.1f}" y="{base:.1f}" text-anchor="middle">{escape(one.dot.name)}</text>'


def _is_taken(middle: float, base: float, width: float, taken: Sequence[tuple[float, float, float]]) -> bool:
    if not _TOP + _LINE / 2 <= base <= _HEIGHT - _BOTTOM:
        return True
    return any(abs(base - y) < _LINE and abs(middle - x) < (width + other) / 2 for x, y, other in taken)


def _round_above(value: float) -> float:
    """Return the least of 1, 2, 5, 10, 20, ... and 0.5, 0.2, ... that is no less."""
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _ROUND if step * power >= value)


def _range_of(values: Sequence[float]) -> tuple[float, float]:
    """Return tenths below and above the values, within [0, 1]."""
    low, high = min(values, default=0.0) - _MARGIN, max(values, default=1.0) + _MARGIN
    return max(0.0, math.floor(low * 10) / 10), min(1.0, math.ceil(high * 10) / 10)


def _bar(low: float, high: float, middle: float) -> str:
    width = max(_at(high) - _at(low), 1)
    return f'<rect class="bar" x="{_at(low)}" y="{middle - 1.5}" width="{width:.1f}" height="3"/>'


def _axes(x_ticks: Sequence[str], y_ticks: Sequence[str], x_label: str, y_label: str) -> str:
    """Return grid, ticks at equal distances and names of both axes."""
    places = [place / _TICKS for place in range(_TICKS + 1)]
    across = "".join(
        f'<line class="grid" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(place)}" y2="{_y(place)}"/>'
        f'<text class="tick" x="{_x(0) - 6}" y="{_y(place) + 4}" text-anchor="end">{escape(tick)}</text>'
        for place, tick in zip(places, y_ticks, strict=True)
    )
    below = "".join(
        f'<text class="tick" x="{_x(place)}" y="{_y(0) + 15}" text-anchor="middle">{escape(tick)}</text>'
        for place, tick in zip(places, x_ticks, strict=True)
    )
    middle = _TOP + (_HEIGHT - _TOP - _BOTTOM) / 2
    names = (
        f'x="{_x(0.5)}" y="{_HEIGHT - 6}">{escape(x_label)}</text>',
        f'transform="rotate(-90)" x="{-middle}" y="12">{escape(y_label)}</text>',
    )
    return across + below + "".join(f'<text class="label" text-anchor="middle" {name}' for name in names)


def _frame(inside: str, title: str) -> str:
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )


def _at(value: float) -> float:
    return round(_TRACK * min(max(value, 0.0), 1.0), 1)


def _x(share: float) -> float:
    return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)
