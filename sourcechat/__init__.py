"""The face of sourcechat for Python: ten names, each loaded when it is first asked for. Knows names, nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answers import Answer, Citation, Statement
    from assistant.assembly import Assistant
    from assistant.chain import AnswerChain
    from assistant.conversation.question import Question, Turn
    from ingest.errors import SourcechatError
    from vectorstore.library import Library
    from vectorstore.retriever import LibraryRetriever

__all__ = [
    "Answer",
    "AnswerChain",
    "Assistant",
    "Citation",
    "Library",
    "LibraryRetriever",
    "Question",
    "SourcechatError",
    "Statement",
    "Turn",
]

_HOMES = {
    "Answer": "assistant.answers",
    "AnswerChain": "assistant.chain",
    "Assistant": "assistant.assembly",
    "Citation": "assistant.answers",
    "Library": "vectorstore.library",
    "LibraryRetriever": "vectorstore.retriever",
    "Question": "assistant.conversation.question",
    "SourcechatError": "ingest.errors",
    "Statement": "assistant.answers",
    "Turn": "assistant.conversation.question",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'sourcechat' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
