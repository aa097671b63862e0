"""Chunks: runs of whole sentences that fit the embedding model. Knows a token counter, never a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from ingest.documents import DocumentId, Span

ChunkId = NewType("ChunkId", str)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of a document, `document.text[start:end] == text`, made of whole sentences.

    `sentences` are spans of the document's text, in order, inside [start, end). `title` and `heading` (the
    path of headings above the chunk, outermost first, joined by " › ", or "") are embedded with the text.
    `page` is the page on which the chunk starts, None without pages.
    """

    id: ChunkId
    document_id: DocumentId
    start: int
    end: int
    text: str
    title: str
    heading: str
    page: int | None
    sentences: tuple[Span, ...]

    @property
    def embedded_text(self) -> str:
        """What the embedding model reads: title, heading and text, a line each."""
        return "\n".join(part for part in (self.title, self.heading, self.text) if part)
