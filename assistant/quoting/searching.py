"""Bare words: a search typed as in a search box, read as "what do the documents say of this"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.english.auxiliaries import OPENING
from assistant.english.numbers import figures_of
from assistant.english.words import split_words, stems_of
from assistant.reader.labels import record_of
from assistant.reader.readings import Reading, quote, said
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_LONGEST = 6  # words of a bare search
_ABOUT = 0.6  # probability of a sentence that has all of the words, its heading and title filling in
_MOST = 3  # places shown
_QUESTION = lazy_pattern(
    rf"[?]|\b(?:who|whom|whose|what|which|when|where|why|how|{OPENING}"
    r"|am|tell|show|give|list|name|find|explain|describe|compare|define|summari[sz]e|i|we|you|please"
    r"|thanks?|hello|hi|help)\b",
    re.IGNORECASE,
)
_NUMBERED = lazy_pattern(r"^\s*\(?\d{1,2}[.)]\s")
_DEFINES = lazy_pattern(r"^[^.:]{1,60}:\s|\b(?:is|are|means|stands for|was) (?:an?|the)\b")


def is_bare(text: str) -> bool:
    """Whether a text is a few words to search for, neither a question nor a request."""
    words = split_words(text)
    return 0 < len(words) <= _LONGEST and _QUESTION.search(text) is None and any(word.is_content for word in words)


def lacks_words(text: str, readings: Sequence[Reading]) -> bool:
    """Whether the likeliest sentence, with its title and heading, lacks a word of a bare search."""
    return bool(readings) and not stems_of(text) <= _known(readings[0].passage, readings[0].sentence)


def places_of_words(text: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the sentences that have all the words of a bare search, one of each document, definitions first.

    Title and heading fill in, but a sentence must have one of the words itself. One with a figure goes before others.
    """
    asked = stems_of(text)
    known = {(one.passage.chunk.document_id, one.sentence): one for one in readings}
    found: list[tuple[tuple[bool, int, bool, float], Reading]] = []
    for passage in passages:
        for span in passage.chunk.sentences:
            own = stems_of(said(passage, span))
            if not asked & own or not asked <= _known(passage, span) or _is_label(passage, span):
                continue
            reading = known.get((passage.chunk.document_id, span)) or Reading(passage, span, 0.0)
            told = _NUMBERED.sub("", said(passage, span))
            rank = (
                _DEFINES.search(told) is None,
                -len(asked & own),
                not figures_of(told).numbers,
                -reading.probability,
            )
            found.append((rank, replace(reading, probability=max(reading.probability, _ABOUT))))
    ordered = [reading for _, reading in sorted(found, key=lambda pair: pair[0])]
    first = {one.passage.chunk.document_id: one for one in reversed(ordered)}
    return tuple(one for one in ordered if first[one.passage.chunk.document_id] is one)[:_MOST]


def _known(passage: Passage, span: Span) -> frozenset[str]:
    """Return the stems of a sentence with its title, its headings, and the line that a labelled value stands below."""
    chunk = passage.chunk
    return stems_of(f"{chunk.title} {chunk.heading} {record_of(passage, span)} {said(passage, span)}")


def _is_label(passage: Passage, span: Span) -> bool:
    text = quote(passage, span).strip()
    return text in {passage.chunk.title, *passage.chunk.heading.split(" › ")}
