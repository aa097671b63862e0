"""The figures of a library as it grows, drawn as SVG: what `bench.library --json` or `bench.engines --json` wrote.

Run `python -m bench.growth FIGURES.json docs/library-growth.svg`.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

_NAMED = {  # what is drawn, of more that is measured
    "search_p50": "a search",
    "in_one_p50": "in one document",
    "keywords_p50": "of it keywords",
    "nearest_p50": "of it neighbours",
    "listed_again": "documents()",
}
_COLOURS = ("#1f6feb", "#7c3aed", "#c2410c", "#15803d", "#666666")
_LEFT, _TOP, _SIDE, _DOWN = 56, 16, 400, 240
_FONT = 'font-family="sans-serif" font-size="12"'


def main() -> None:
    """Write the drawing."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("drawing", type=Path)
    options = parser.parse_args()
    options.drawing.write_text(drawn(json.loads(options.figures.read_text("utf-8"))), "utf-8")


def drawn(figures: Sequence[Mapping[str, float]]) -> str:
    """Return the SVG: passages across, each step ten times the one before; milliseconds up."""
    measured = dict.fromkeys(name for one in figures for name in one if name != "passages")
    lines = {name: called for name, called in _NAMED.items() if name in measured} or {name: name for name in measured}
    sizes = [one["passages"] for one in figures]
    least, most = math.log10(min(sizes)), math.log10(max(sizes))
    top = max(one.get(name, 0.0) for one in figures for name in lines) * 1.1

    def place(size: float, value: float) -> str:
        across = _LEFT + _SIDE * (math.log10(size) - least) / max(most - least, 1e-9)
        return f"{across:.0f},{_TOP + _DOWN * (1 - value / top):.0f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300" {_FONT}>',
        '<rect width="640" height="300" fill="#fff"/>',
        f'<path d="M{_LEFT} {_TOP}V{_TOP + _DOWN}H{_LEFT + _SIDE}" fill="none" stroke="#999"/>',
        f'<text x="{_LEFT - 6}" y="{_TOP + 8}" text-anchor="end">{top:.0f} ms</text>',
        f'<text x="{_LEFT - 6}" y="{_TOP + _DOWN}" text-anchor="end">0</text>',
    ]
    for size in sizes:
        across = place(size, 0).partition(",")[0]
        parts.append(f'<text x="{across}" y="{_TOP + _DOWN + 18}" text-anchor="middle">{size:,.0f}</text>')
    for index, (name, called) in enumerate(lines.items()):
        points = " ".join(place(one["passages"], one[name]) for one in figures if name in one)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{_COLOURS[index]}" stroke-width="2"/>')
        where = f'x="{_LEFT + _SIDE + 12}" y="{_TOP + 14 + 18 * index}" fill="{_COLOURS[index]}"'
        parts.append(f"<text {where}>{escape(called)}</text>")
    return "\n".join(
        [*parts, f'<text x="{_LEFT + _SIDE / 2}" y="292" text-anchor="middle">passages</text>', "</svg>\n"]
    )


if __name__ == "__main__":
    main()
