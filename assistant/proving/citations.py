"""Citations: numbered references to the exact words of a source. Knows passages, never how they were chosen."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answers import Citation
from ingest.documents import Span
from vectorstore.passages import Passage


class Citations:
    """Gathers the citations of one answer: the same words of the same document keep their number."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, Span], int] = {}
        self._made: list[Citation] = []

    def cite(self, passage: Passage, span: Span) -> int:
        """Return the number of the citation of `span`, a span of the passage's document inside the passage."""
        key = (passage.chunk.document_id, span)
        if key not in self._numbers:
            self._numbers[key] = len(self._made) + 1
            self._made.append(to_citation(passage, span, number=self._numbers[key]))
        return self._numbers[key]

    def made(self) -> tuple[Citation, ...]:
        """Return the citations so far, by number."""
        return tuple(self._made)


def to_citation(passage: Passage, span: Span, *, number: int) -> Citation:
    """Return the citation of `span`, a span of the passage's document inside the passage."""
    chunk = passage.chunk
    return Citation(
        number=number,
        document_id=chunk.document_id,
        revision=passage.revision,
        title=chunk.title,
        source=passage.source,
        page=chunk.page,
        start=span.start,
        end=span.end,
        quote=chunk.text[span.start - chunk.start : span.end - chunk.start],
    )


def nearest(passages: Iterable[Passage], *, limit: int) -> tuple[Citation, ...]:
    """Return whole passages as citations, one for each stretch of text, best first: what a refusal shows."""
    return tuple(
        to_citation(passage, Span(passage.chunk.start, passage.chunk.end), number=number)
        for number, passage in enumerate(list(passages)[:limit], start=1)
    )
