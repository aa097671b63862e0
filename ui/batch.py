"""Batches: rows of a JSONL file as questions. Knows the form of a row, never how it is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError


class BadBatch(AssistantError):
    """A row of a batch is not what it should be; the message names the line."""


@dataclass(frozen=True, slots=True)
class EarlierTurn:
    """An earlier question, and what was answered; None when it has yet to be asked."""

    question: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a batch. `id` is given back with the answer."""

    id: str | int | None
    question: str
    history: tuple[EarlierTurn, ...]


def read_batch(path: Path) -> tuple[Row, ...]:
    """Return the rows of a JSONL file; blank lines are passed over. Raises BadBatch before anything is asked."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadBatch(f"{path}: cannot be read ({error}); name a JSONL file in UTF-8") from error
    return tuple(_row(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip())


def _row(line: str, place: str) -> Row:
    try:
        table = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadBatch(f"{place}: not JSON ({error.msg}); write one object on each line") from error
    if not isinstance(table, Mapping) or not isinstance(table.get("question"), str):
        raise BadBatch(f'{place}: no question; write {{"id": ..., "question": "..."}}')
    history = table.get("history") or []
    if not isinstance(history, Sequence) or isinstance(history, str):
        raise BadBatch(f"{place}: history is not a list of earlier turns")
    return Row(table.get("id"), table["question"], tuple(_turn(turn, place) for turn in history))


def _turn(turn: object, place: str) -> EarlierTurn:
    if isinstance(turn, str):
        return EarlierTurn(turn, None)
    if isinstance(turn, Mapping) and isinstance(turn.get("question"), str):
        answer = turn.get("answer")
        return EarlierTurn(turn["question"], answer if isinstance(answer, str) else None)
    raise BadBatch(f'{place}: an earlier turn is a question or {{"question": ..., "answer": ...}}')
