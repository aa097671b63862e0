"""Exchanges: what a conversation of the web chat is made of. Values only; knows neither Gradio nor HTML."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answers import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what is shown under it: an answer, a message, or nothing yet.

    `documents` is how many were asked, 0 where it was not noted; `chosen` are their ids where not all were.
    """

    question: str
    answer: Answer | None = None
    message: str = ""
    documents: int = 0
    chosen: tuple[str, ...] = ()
