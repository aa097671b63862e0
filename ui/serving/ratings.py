"""Ratings: what users thought of answers, and why, kept with the conversation; told as questions for an evaluation.

A rating goes with its answer: when that is answered again or removed, or its conversation is deleted. Knows SQL and
exchanges; never a page.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.answers import Answer
from assistant.conversation.history import EarlierTurn
from assistant.evaluation.questions import EvaluationQuestion
from ui.exchanges import Exchange
from ui.keeping import from_kept
from ui.serving.conversations import Conversations
from ui.serving.database import Change, Database

Thumb = Literal["good", "bad"]
REASONS = ("wrong", "missing", "citation", "answerable", "unanswerable")
"""Why an answer is not good: the last two say that the documents do answer the question, or do not."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a user thought of an answer; `reason` is one of the `REASONS` or "", `note` is in the user's own words."""

    thumb: Thumb
    reason: str = ""
    note: str = ""


class Ratings:
    """The ratings of one library, in the database of its conversations. Safe for several threads and processes."""

    def __init__(
        self, database: Database, conversations: Conversations, *, now: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._conversations = conversations
        self._now = now

    def rate(self, user: str, conversation: str, number: int, rating: Rating | None) -> None:
        """Keep what a user thinks of an answer, None to take it back. Raises UnknownConversation."""
        self._conversations.read_one(user, conversation, number)

        def work(change: Change) -> None:
            change.run("DELETE FROM ratings WHERE conversation = ? AND number = ?", conversation, number)
            if rating is not None:  # of an answer that was removed meanwhile none is kept
                told = (rating.thumb, rating.reason, rating.note, self._now())
                change.run(
                    "INSERT INTO ratings SELECT conversation, number, ?, ?, ?, ? FROM exchanges"
                    " WHERE conversation = ? AND number = ?",
                    *told,
                    conversation,
                    number,
                )

        self._database.change(work, of=conversation)

    def of(self, user: str, conversation: str) -> dict[int, Rating]:
        """Return the ratings of a conversation by the numbers of its exchanges. Raises UnknownConversation."""
        self._conversations.read(user, conversation)
        rows = self._database.rows(
            "SELECT number, thumb, reason, note FROM ratings WHERE conversation = ?", conversation
        )
        return {number: Rating(thumb, reason, note) for number, thumb, reason, note in rows}

    def questions(self) -> Iterator[EvaluationQuestion]:
        """Yield everybody's rated answers as questions, the oldest rating first, with the turns before each."""
        rows = self._database.rows(
            "SELECT r.conversation, r.number, r.thumb, r.reason, r.note, e.kept FROM ratings r"
            " JOIN exchanges e ON e.conversation = r.conversation AND e.number = r.number ORDER BY r.rated"
        )
        for conversation, number, thumb, reason, note, kept in rows:
            for exchange in from_kept(kept):
                rating = Rating(thumb, reason, note)
                name = f"{conversation[:8]}-{number}"
                yield _question(name, exchange, rating, self._before(conversation, number))

    def _before(self, conversation: str, number: int) -> tuple[EarlierTurn, ...]:
        rows = self._database.rows(
            "SELECT kept FROM exchanges WHERE conversation = ? AND number < ? ORDER BY number", conversation, number
        )
        return tuple(EarlierTurn(one.question) for (kept,) in rows for one in from_kept(kept))


def _question(name: str, exchange: Exchange, rating: Rating, history: tuple[EarlierTurn, ...]) -> EvaluationQuestion:
    """Return a rated answer as a question: what was cited is the evidence where the answer was good."""
    answer = exchange.answer
    is_proved = rating.thumb == "good" and answer is not None and not answer.refused
    citations = answer.citations if answer is not None and is_proved else ()
    said = " ".join(filter(None, (rating.thumb, rating.reason, rating.note)))
    return EvaluationQuestion(
        id=name,
        question=exchange.question,
        answerable=_is_answerable(answer, rating),
        history=history,
        evidence=tuple(dict.fromkeys(one.quote for one in citations)),
        documents=tuple(dict.fromkeys(one.document_id for one in citations)),
        made=f"rated {said}",
    )


def _is_answerable(answer: Answer | None, rating: Rating) -> bool:
    if rating.reason in {"answerable", "unanswerable"}:
        return rating.reason == "answerable"
    refused = answer is not None and answer.refused
    return not (refused and rating.thumb == "good")
