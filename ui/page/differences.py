"""Differences: what has changed between two texts, line by line, as HTML. Knows no document. All text is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape

_MOST = 60  # changes that are shown
_MOST_LINES = 20_000  # of both texts together that are compared; beyond that it takes seconds


def difference_html(before: str, after: str) -> str:
    """Return the lines that went and those that came, in the order of the text; "" where nothing changed."""
    old, new = before.splitlines(), after.splitlines()
    if len(old) + len(new) > _MOST_LINES:
        old, new = old[: _MOST_LINES // 2], new[: _MOST_LINES // 2]
    changes = list(_changes(old, new))[:_MOST]
    return f'<div class="changes">{"".join(changes)}</div>' if changes else ""


def _changes(old: list[str], new: list[str]) -> Iterator[str]:
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone = "".join(f'<p dir="auto"><del>{escape(line)}</del></p>' for line in old[first:last] if line.strip())
        came = "".join(f'<p dir="auto"><ins>{escape(line)}</ins></p>' for line in new[start:end] if line.strip())
        if gone or came:
            yield f'<div class="change">{gone}{came}</div>'
