"""Exchanges: what a conversation of the web chat is made of. Values only; knows neither Gradio nor HTML."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answers import Answer
from ingest.documents import DocumentId


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what is shown under it: an answer with the documents it cites, a message, or nothing yet."""

    question: str
    answer: Answer | None = None
    message: str = ""
    texts: tuple[tuple[DocumentId, str], ...] = ()
