"""Headed: lines that say only with their heading what is so, as under "What tenants must not do".

Knows how headings and the lines under them are worded; never a question.
"""

from __future__ import annotations

import re

from assistant.reader.readings import quote, said
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_MODAL = lazy_pattern(
    r"(?:\d+[.)]?\s+)?(?:what|things) (?:(?P<who>(?:the |our |my )?[\w' ]+?)"
    r" (?P<modal>(?:must|may|should|can|shall)(?P<not> not| never)?|cannot|have to) (?:do|be done)"
    r"|to (?P<left>leave) (?:at home|behind))\W*",
    re.IGNORECASE,
)


def told_under(passage: Passage, span: Span) -> str:
    """Return a line under "What tenants must not do" as a sentence: "Tenants must not smoke"; "" for any other."""
    heading = _heading_of(passage, span)
    if heading is None:
        return ""
    item = said(passage, span).strip()
    if heading["left"]:
        return f"{item} stay at home"
    return f"{heading['who'].capitalize()} {heading['modal'].lower()} {item[:1].lower()}{item[1:]}"


def denying_heading(passage: Passage, span: Span) -> Span | None:
    """Return the heading without which a line says the contrary, where the passage has it; None for any other line."""
    heading = _heading_of(passage, span)
    if heading is None or not (heading["left"] or heading["not"] or heading["modal"].lower() == "cannot"):
        return None
    return next((one for one in passage.chunk.sentences if quote(passage, one).strip() == heading.string), None)


def _heading_of(passage: Passage, span: Span) -> re.Match[str] | None:
    before = passage.chunk.text[: span.start - passage.chunk.start]
    return _MODAL.fullmatch(passage.chunk.heading.rpartition(" › ")[2]) if before.endswith("\n") else None
