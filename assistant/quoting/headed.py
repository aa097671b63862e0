"""Headed: lines that say only with their heading what is so, as under "What tenants must not do".

Knows how headings and the lines under them are worded; never a question.
"""

from __future__ import annotations

import re

from assistant.english.verbs import AUXILIARIES, main_verb
from assistant.english.words import split_words
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
    """Return a line under "What tenants must not do" as a sentence: "Tenants must not smoke"; "" for any other.

    A line that is a sentence of its own says what it says: "Guests are welcome".
    """
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
    line = quote(passage, span)
    if not before.endswith("\n") or _is_sentence(line):
        return None
    return _MODAL.fullmatch(passage.chunk.heading.rpartition(" › ")[2])


def _is_sentence(line: str) -> bool:
    """Tell whether a line says of somebody or something what is so; "used by guests" alone may be part of a name."""
    words = split_words(line)
    verb = main_verb(words)
    return _ADDRESSING.match(line) is not None or (verb is not None and words[verb.opens].lower in AUXILIARIES)


# What a sentence begins with that tells or asks whoever reads it something for itself.
_ADDRESSING = lazy_pattern(r"\W*(?:please|if|when|i|you|we|they|he|she|it|there|this|that)\b", re.IGNORECASE)
