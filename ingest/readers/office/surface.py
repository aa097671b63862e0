"""Surfaces: things that lie on a slide, in the order of reading. Knows rectangles, never what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

_MOST_CUT = 400  # things on one slide; more are taken from top to bottom
_OVERLAP = 0.15  # of a thing's size, by which it may reach over another and still lie beside it


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a surface, in any unit, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


def reading_order(areas: Sequence[Area | None]) -> list[int]:
    """Return the numbers of things in the order of reading: from top to bottom and left to right, column by column.

    The surface is cut where nothing lies across; of two ways to cut, that which keeps the order given, in which the
    author made or arranged the things, and else the one along the wider gap. Things without an area come first.
    """
    nowhere = [number for number, area in enumerate(areas) if area is None]
    placed = [(number, area) for number, area in enumerate(areas) if area is not None]
    return nowhere + [number for number, _ in _ordered(placed)]


_Placed = list[tuple[int, Area]]


def _ordered(placed: _Placed) -> _Placed:
    if len(placed) <= 1:
        return placed
    cuts = (
        [cut for cut in (_cut(placed, "top", "bottom"), _cut(placed, "left", "right")) if cut]
        if len(placed) <= _MOST_CUT
        else []
    )
    if not cuts:
        return sorted(placed, key=lambda one: (one[1].top, one[1].left))
    best = min(cuts, key=lambda cut: (cut.inversions, -cut.gap))
    return _ordered(best.before) + _ordered(best.after)


@dataclass(frozen=True, slots=True)
class _Cut:
    before: _Placed
    after: _Placed
    gap: float

    @property
    def inversions(self) -> int:
        """How many pairs the cut takes out of the order given."""
        return sum(late > early for late, _ in self.before for early, _ in self.after)


def _cut(placed: _Placed, low: str, high: str) -> _Cut | None:
    """Return the cut along the widest gap in one direction, None where there is none."""
    start, end = attrgetter(low), attrgetter(high)
    along = sorted(placed, key=lambda one: start(one[1]))
    reach = _shrunk(along[0][1], start, end)[1]
    best: tuple[float, int] | None = None
    for number, (_, area) in enumerate(along[1:], 1):
        begin, finish = _shrunk(area, start, end)
        if begin >= reach and (best is None or begin - reach > best[0]):
            best = begin - reach, number
        reach = max(reach, finish)
    return None if best is None else _Cut(along[: best[1]], along[best[1] :], best[0])


def _shrunk(area: Area, start: attrgetter[float], end: attrgetter[float]) -> tuple[float, float]:
    margin = (end(area) - start(area)) * _OVERLAP
    return start(area) + margin, end(area) - margin
