"""History: the turns before a question as files state them, some of which have yet to be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Answer
from assistant.conversation.question import Question, Turn
from assistant.errors import BadQuestions
from ingest.documents import DocumentId


@dataclass(frozen=True, slots=True)
class EarlierTurn:
    """An earlier question, and what was answered; None when it has yet to be asked."""

    question: str
    answer: str | None = None


def read_history(values: object, place: str) -> tuple[EarlierTurn, ...]:
    """Return the earlier turns that the "history" of a row states, of any file of questions. Raises BadQuestions."""
    if values is None:
        return ()
    if not isinstance(values, list):
        raise BadQuestions(f'{place}: "history" is not a list of earlier turns, oldest first')
    return tuple(_turn(value, place) for value in values)


def to_history_row(turn: EarlierTurn) -> object:
    """Return what `read_history` reads back as `turn`."""
    return turn.question if turn.answer is None else {"question": turn.question, "answer": turn.answer}


def turns_of(
    ask: Callable[[Question], Answer], history: Sequence[EarlierTurn], documents: tuple[DocumentId, ...] = ()
) -> tuple[Turn, ...]:
    """Return the turns before a question, oldest first; those without an answer are asked, of the documents."""
    turns: tuple[Turn, ...] = ()
    for earlier in history:
        said = earlier.answer
        if said is None:
            said = ask(Question(earlier.question, turns, documents)).text
        turns = (*turns, Turn(earlier.question, said))
    return turns


def _turn(value: object, place: str) -> EarlierTurn:
    if isinstance(value, str) and value.strip():
        return EarlierTurn(value)
    if isinstance(value, Mapping) and isinstance(value.get("question"), str) and value["question"].strip():
        answer = value.get("answer")
        if answer is None or isinstance(answer, str):
            return EarlierTurn(value["question"], answer)
    raise BadQuestions(f'{place}: an earlier turn is a question or {{"question": "...", "answer": "..."}}')
