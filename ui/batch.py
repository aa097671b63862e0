"""Batches: rows of a JSONL file as questions. Knows the form of a row, never how it is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation.history import EarlierTurn, read_history
from assistant.errors import AssistantError, BadQuestions


class BadBatch(AssistantError):
    """A row of a batch is not what it should be; the message names the line."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One question of a batch. `id` is given back with the answer."""

    id: str | int | None
    question: str
    history: tuple[EarlierTurn, ...]


def read_batch(path: Path) -> tuple[BatchQuestion, ...]:
    """Return the rows of a JSONL file; blank lines are passed over. Raises BadBatch before anything is asked."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # only there: JSON may hold other line separators as they are
    except (OSError, UnicodeDecodeError) as error:
        raise BadBatch(f"{path}: cannot be read ({error}); name a JSONL file in UTF-8") from error
    rows = tuple(_row(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip())
    if not rows:
        raise BadBatch(f'{path}: holds no questions; write {{"id": ..., "question": "..."}} on each line')
    return rows


def _row(line: str, place: str) -> BatchQuestion:
    try:
        table = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadBatch(f"{place}: not JSON ({error.msg}); write one object on each line") from error
    if not isinstance(table, Mapping) or not isinstance(table.get("question"), str):
        raise BadBatch(f'{place}: no question; write {{"id": ..., "question": "..."}}')
    try:
        history = read_history(table.get("history"), place)
    except BadQuestions as error:
        raise BadBatch(str(error)) from error
    return BatchQuestion(table.get("id"), table["question"], history)
