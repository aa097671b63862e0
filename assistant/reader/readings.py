"""Readings: what a reader says of each sentence it was shown. The seam behind which readers are exchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from ingest.chunking import ChunkId
from ingest.documents import Span
from vectorstore.passages import Passage

READING_WEIGHT = 0.2  # beside a search's score, at most 1; chosen by `python -m bench.mixing`


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How often a reader errs at a threshold: questions answered that have no answer, and the reverse, in [0, 1]."""

    threshold: float
    false_answers: float
    false_refusals: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence of a passage, and the probability that it answers the question.

    `sentence` and `highlights` (the words that answer) are spans of the document's text.
    """

    passage: Passage
    sentence: Span
    probability: float
    highlights: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as it is said: verbatim, or, for a table's row, with the names of its columns."""
        return said(self.passage, self.sentence)


def point_for(curve: Sequence[CurvePoint], *, false_answers: float) -> CurvePoint:
    """Return the point that refuses least with at most so many false answers; the strictest if none has so few."""
    allowed = [point for point in curve if point.false_answers <= false_answers]
    return min(allowed, key=lambda point: point.threshold) if allowed else curve[-1]


def by_score_and_reading(
    passages: Sequence[Passage], readings: Sequence[Reading], *, weight: float = READING_WEIGHT
) -> tuple[Passage, ...]:
    """Return the passages by their score of the search and the probability of their first reading, which is the best.

    Alone the reader's order is worse on questions that need several passages, and the search's on all others.
    """
    best: dict[ChunkId, float] = {}
    for reading in readings:
        best.setdefault(reading.passage.chunk.id, reading.probability)
    surest = max(best.values(), default=0.0) or 1.0

    def joined(passage: Passage) -> float:
        return passage.score + weight * best.get(passage.chunk.id, 0.0) / surest

    return tuple(sorted(passages, key=joined, reverse=True))


def by_reading(passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Passage, ...]:
    """Return the passages by the probability of their first reading, which is the best; equals as they are.

    Of questions in six languages over English paragraphs the right one came first so for 0.87, by the search for 0.79.
    """
    best: dict[ChunkId, float] = {}
    for reading in readings:
        best.setdefault(reading.passage.chunk.id, reading.probability)
    return tuple(sorted(passages, key=lambda passage: -best.get(passage.chunk.id, 0.0)))


class Reader(Protocol):
    """Reads passages for a question.

    `threshold` is the probability below which a reading is no answer, chosen on data kept for it.
    """

    @property
    def threshold(self) -> float:
        """The probability below which a reading is no answer, in [0, 1]."""
        ...

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of every sentence that could answer, once each, the likeliest answer first."""
        ...


def said(passage: Passage, span: Span) -> str:
    """Return the sentence of the passage at `span` as it stands alone; the words at any other span as they are."""
    chunk = passage.chunk
    if chunk.stand_alone and span in chunk.sentences:
        return chunk.sentence(chunk.sentences.index(span))
    return quote(passage, span)


def place_of(passage: Passage) -> str:
    """Return the words of the names of a document's file and of the folder that it lies in."""
    return re.sub(r"[\W_]+", " ", " ".join(re.split(r"[/\\]", unquote(passage.source))[-2:]))


def quote(passage: Passage, span: Span) -> str:
    """Return the words of the document at `span`, which lies inside the passage."""
    start = passage.chunk.start
    return passage.chunk.text[span.start - start : span.end - start]
