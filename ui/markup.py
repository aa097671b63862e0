"""Markup: text of documents as escaped HTML, with spans of it inside an element, and what tells its language.

Knows no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.english.language import language_of
from ingest.documents import Span


def highlighted(text: str, spans: Sequence[Span], tag: str) -> str:
    """Return escaped text with the spans, as far as they lie apart, inside `tag`."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda one: one.start):
        if span.start < at:
            continue
        parts.append(escape(text[at : span.start]))
        parts.append(f"<{tag}>{escape(text[span.start : span.end])}</{tag}>")
        at = span.end
    return "".join((*parts, escape(text[at:])))


def clipped(text: str, limit: int) -> str:
    """Return text on one line, cut to so many characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def own_language(text: str) -> str:
    """Return the attributes of an element that holds a text: its direction, and its language where that is known.

    A screen reader speaks it so, and a browser draws the characters of China and Japan as each does.
    """
    language = language_of(text)
    return f' dir="auto" lang="{language}"' if language else ' dir="auto"'
