"""Ways: how kinds of question are answered that a search for passages alone does not answer. The seam for them.

Knows what a way is given and what it gives back; never a kind of question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.answers import Answer
from assistant.conversation.question import Question
from ingest.documents import DocumentId


@dataclass(frozen=True, slots=True)
class Asked:
    """What a way is given: the question as a person asked it, and its words so that they stand alone."""

    question: Question
    standalone: str

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The documents that may be looked in; () for all of them."""
        return self.question.documents


class Way(Protocol):
    """Answers one kind of question, each in its own way.

    An answer is in statements with citations, verified like every other: a citation whose words do not stand where it
    says is dropped, and an answer left without any is none. One that never had any claims nothing of the documents.
    What is not said in the words of a source is marked as concluded. The questions in an answer are filled in after it.
    """

    @property
    def name(self) -> str:
        """What it does, in one word: the name of its stage, of its timing, and of the answers that it gave."""
        ...

    def answer(self, asked: Asked) -> Answer | None:
        """Return the answer to a question of its kind; None to leave it to the ways behind, and to the search."""
        ...


class Deferred:
    """A way that is made by the first question that may be of its kind: what it imports costs the others nothing."""

    def __init__(self, name: str, *, may_be: Callable[[str], bool], make: Callable[[], Way]) -> None:
        self._name = name
        self._may_be = may_be
        self._make = make
        self._made: Way | None = None

    @property
    def name(self) -> str:
        """The way's name."""
        return self._name

    def answer(self, asked: Asked) -> Answer | None:
        """Return what the way answers; None for a question whose form is not of its kind."""
        if not self._may_be(asked.standalone):
            return None
        if self._made is None:
            self._made = self._make()
        return self._made.answer(asked)
