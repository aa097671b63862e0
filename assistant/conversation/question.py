"""Questions as a person asks them: the words, and what was said before. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents import DocumentId


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange: what was asked, and the text that was answered."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the person's words, the turns before it, oldest first, and the documents to look in.

    No documents means all of them.
    """

    text: str
    history: tuple[Turn, ...] = ()
    documents: tuple[DocumentId, ...] = ()


def to_question(asked: Question | str) -> Question:
    """Return what is asked as a question, which a bare text may stand for. Raises TypeError for anything else."""
    if isinstance(asked, Question):
        return asked
    if isinstance(asked, str):
        return Question(asked)
    raise TypeError(f"a question is a text or a Question, not {type(asked).__name__}: {asked!r}")
