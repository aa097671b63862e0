"""Conversations: immutable turns, and the question that stands alone behind a follow-up.

Knows the form of English questions; never the documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.followups import Exchange, Talk, without_preamble, write_out
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


# How a question or a request begins; a first turn that begins otherwise, and asks nothing, is a title.
_ASKING = re.compile(
    r"[?]|^\W*(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|will"
    r"|would|should|may|might|must|in what|in which|at what|tell|describe|show|give|compare|list|explain|name|find"
    r"|summari[sz]e|define|i|we|my|please|let|and|but|so|any)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 12  # words
_SAYS_NOTHING = re.compile(r"^\W*(?:I (?:don['’]t|do not) know|Not in your documents:|CANNOTANSWER)", re.IGNORECASE)
_DISAMBIGUATION = re.compile(r"\s*\([^()]*\)\s*$|^\s*(?:early |late |mid-? ?)?(?:1\d|20)\d\ds?(?:\s?[-–]\s?(?:\d{2,4}s?|present))?\s*:\s*", re.IGNORECASE)
_MARKER = re.compile(r"\s*\[\d+\]")


def stand_alone(question: Question) -> str:
    """Return the question with what it leaves to the turns before it written out.

    Each earlier question is itself made to stand alone first, so that a subject is carried over several turns.
    """
    talk = Talk()
    for turn in question.history:
        talk = _heard(talk, turn)
    return write_out(question.text, talk)


def _heard(talk: Talk, turn: Turn) -> Talk:
    """Return the talk after one more turn."""
    answer = "" if _SAYS_NOTHING.match(turn.answer) else _MARKER.sub("", turn.answer)
    if not _ASKING.search(turn.question):
        if not talk.exchanges and len(turn.question.split()) <= _LONGEST_TITLE:
            if not talk.title:
                return replace(talk, title=_plain(turn.question))
            if not talk.section:
                return replace(talk, section=_plain(turn.question))
        if talk.exchanges and not talk.exchanges[-1].answer:
            last = replace(talk.exchanges[-1], answer=turn.question)
            return replace(talk, exchanges=(*talk.exchanges[:-1], last))
    asked = without_preamble(write_out(turn.question, talk))
    return replace(talk, exchanges=(*talk.exchanges, Exchange(asked, answer, turn.question)))


def _plain(heading: str) -> str:
    """Return a title or heading without what only tells it from others: "(band)", "1969-1971:"."""
    plain = _DISAMBIGUATION.sub("", heading).strip(" :")
    return plain or heading.strip()
