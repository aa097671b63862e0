"""Problems: what a library could not read, or not for sure. Knows no format and no store."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents import DocumentId


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that could not be read, or a document with doubts; `messages` name places and remedies.

    `document_id` is None where there is no document: nothing of the source could be read.
    """

    name: str
    uri: str
    messages: tuple[str, ...]
    document_id: DocumentId | None = None
