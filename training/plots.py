"""Plots: curves in the unit square as SVG, for the model card. Knows points and labels, never what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
from numpy.typing import ArrayLike

Points = Sequence[tuple[float, float]]

_SIDE, _LEFT, _TOP, _WIDTH, _HEIGHT = 320, 56, 16, 480, 390
_FONT = 'font-family="sans-serif" font-size="12"'
_COLOURS = ("#1f6feb", "#c2410c", "#15803d")
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def plot(curves: Mapping[str, Points], *, across: str, up: str, diagonal: bool = False) -> str:
    """Return an SVG of the named curves; both axes run from 0 to 1. `diagonal` draws where both are equal."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_FONT}>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        *(_tick(level) for level in _TICKS),
        f'<text x="{_x(0.5)}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>',
        f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">{escape(up)}</text>',
    ]
    if diagonal:
        parts.append(_line([(0.0, 0.0), (1.0, 1.0)], "#999", dashed=True))
    for index, (name, points) in enumerate(curves.items()):
        colour = _COLOURS[index % len(_COLOURS)]
        parts.append(_line(points, colour))
        parts.append(f'<text x="{_x(1) + 10}" y="{_TOP + 14 + 18 * index}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>\n"])


def reliability(probabilities: ArrayLike, labels: ArrayLike, *, bins: int = 10) -> tuple[tuple[float, float], ...]:
    """Return, for each bin of equal width that is not empty, its mean probability and the share that was true."""
    chances, true = np.asarray(probabilities, np.float64), np.asarray(labels, np.float64)
    place = np.minimum((chances * bins).astype(int), bins - 1)
    return tuple(
        (float(chances[place == one].mean()), float(true[place == one].mean())) for one in sorted(set(place.tolist()))
    )


def _tick(level: float) -> str:
    return (
        f'<path d="M{_x(0)} {_y(level)}H{_x(1)}M{_x(level)} {_y(0)}V{_y(1)}" stroke="#ddd"/>'
        f'<text x="{_x(0) - 6}" y="{_y(level) + 4}" text-anchor="end">{level:g}</text>'
        f'<text x="{_x(level)}" y="{_y(0) + 16}" text-anchor="middle">{level:g}</text>'
    )


def _line(points: Points, colour: str, *, dashed: bool = False) -> str:
    places = " ".join(f"{_x(across)},{_y(up)}" for across, up in points)
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def _x(value: float) -> float:
    return round(_LEFT + _SIDE * value, 1)


def _y(value: float) -> float:
    return round(_TOP + _SIDE * (1 - value), 1)
