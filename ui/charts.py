"""Charts as inline SVG: figures with their intervals, curves, points. Knows numbers and labels, never a report.

Colours come from the page's style sheet by class, so that a chart follows the page into the dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_TRACK = 220  # width of an interval's track
_ROW = 18
_WIDTH, _HEIGHT = 460, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 12, 38
_TICKS = 5
_LEGEND = 0.36  # of the width: falling and rising errors leave the top of the middle free
_RADIUS = 5


@dataclass(frozen=True, slots=True)
class Line:
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


def curve(lines: Sequence[Line], *, x_label: str, y_label: str, title: str) -> str:
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
    return _frame(_axes(ticks, [f"{one:.1f}" for one in ticks], x_label, y_label) + drawn + legend, title)


def scatter(dots: Sequence[Dot], *, x_label: str, y_label: str, title: str) -> str:
    """Return points of quality in [0, 1] against a cost from 0; those worth having are filled and joined."""
    most = max((dot.x for dot in dots), default=1.0) or 1.0
    ticks = [place / _TICKS for place in range(_TICKS + 1)]
    axes = _axes(ticks, [f"{one * most:.2g}" for one in ticks], x_label, y_label)
    front = " ".join(f"{_x(dot.x / most)},{_y(dot.y)}" for dot in sorted(dots, key=lambda dot: dot.x) if dot.filled)
    drawn = "".join(
        f'<circle class="{"dot" if dot.filled else "open"}" cx="{_x(dot.x / most)}" cy="{_y(dot.y)}" r="{_RADIUS}">'
        f"<title>{escape(dot.name)}</title></circle>"
        f'<text x="{_x(dot.x / most) + (-8 if dot.x > most / 2 else 8)}" y="{_y(dot.y) - 8}" '
        f'text-anchor="{"end" if dot.x > most / 2 else "start"}">{escape(dot.name)}</text>'
        for dot in dots
    )
    return _frame(f'{axes}<polyline class="line first" points="{front}"/>{drawn}', title)


def _bar(low: float, high: float, middle: float) -> str:
    width = max(_at(high) - _at(low), 1)
    return f'<rect class="bar" x="{_at(low)}" y="{middle - 3}" width="{width:.1f}" height="6" rx="3"/>'


def _axes(ticks: Sequence[float], labels: Sequence[str], x_label: str, y_label: str) -> str:
    across = "".join(
        f'<line class="grid" x1="{_x(0)}" x2="{_x(1)}" y1="{_y(tick)}" y2="{_y(tick)}"/>'
        f'<text class="tick" x="{_x(0) - 6}" y="{_y(tick) + 4}" text-anchor="end">{tick:.1f}</text>'
        for tick in ticks
    )
    below = "".join(
        f'<text class="tick" x="{_x(tick)}" y="{_y(0) + 15}" text-anchor="middle">{escape(label)}</text>'
        for tick, label in zip(ticks, labels, strict=True)
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
