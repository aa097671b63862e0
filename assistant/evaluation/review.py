"""Review: what a person decides on the questions of a file, kept in the file at once, and where their evidence stands.

A decision is the field `review` of its row: `kept`, `edited` or `dropped`. Knows rows and documents, never a page.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Self

from assistant.errors import BadQuestions
from assistant.evaluation.questions import (
    DROPPED,
    KNOWN_FIELDS,
    EvaluationQuestion,
    FileRow,
    parse_question,
    read_rows,
    to_row,
)
from vectorstore.views import Texts


class ReviewDecision(StrEnum):
    """What was decided on a question."""

    KEPT = "kept"
    EDITED = "edited"
    DROPPED = DROPPED


class ReviewedFile:
    """A question file under review: the truth is the file, which is whole at every moment."""

    def __init__(self, path: Path, rows: Sequence[FileRow]) -> None:
        self.path = path
        self._rows = list(rows)
        self._written = _state(path)
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read the file. Raises BadQuestions."""
        return cls(path, read_rows(path))

    @property
    def questions(self) -> tuple[EvaluationQuestion, ...]:
        """Every question, as decided so far."""
        return tuple(row.question for row in self._rows)

    def count(self) -> Mapping[str, int]:
        """Return how many questions there are of each decision, "" for those still open."""
        return Counter(question.review for question in self.questions)

    def keep(self, place: int, wanted: EvaluationQuestion) -> None:
        """Keep the question at that place (from 0) as `wanted` states it: as edited, if that differs.

        Raises BadQuestions where it is no question any more, or the file cannot be written.
        """
        now = self._rows[place].question
        was_edited = now.review == ReviewDecision.EDITED or replace(wanted, review=now.review) != now
        self._decide(place, replace(wanted, review=ReviewDecision.EDITED if was_edited else ReviewDecision.KEPT))

    def drop(self, place: int) -> None:
        """Leave the question at that place out of evaluations; it stays in the file. Raises BadQuestions."""
        self._decide(place, replace(self._rows[place].question, review=ReviewDecision.DROPPED))

    def _decide(self, place: int, question: EvaluationQuestion) -> None:
        with self._lock:
            before = self._rows[place]
            row = json.loads(before.line)
            others = {name: value for name, value in row.items() if name not in KNOWN_FIELDS}
            line = json.dumps({**to_row(question), "id": row["id"], **others}, ensure_ascii=False)
            decided = FileRow(parse_question(line, before.place), line, before.place)
            self._write([*self._rows[:place], decided, *self._rows[place + 1 :]])

    def _write(self, rows: list[FileRow]) -> None:
        if _state(self.path) != self._written:
            raise BadQuestions(f"{self.path}: was changed by something else; start the review again")
        _replace(self.path, "".join(f"{row.line.strip()}\n" for row in rows))
        self._rows, self._written = rows, _state(self.path)


def _state(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise BadQuestions(f"{path}: cannot be read ({error}); start the review again") from error
    return status.st_mtime_ns, status.st_size


def _replace(path: Path, text: str) -> None:
    """Write the file so that a crash leaves the old one or the new one. Raises BadQuestions."""
    target = path.resolve()
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(target.stat().st_mode)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise BadQuestions(f"{path}: cannot be written ({error})") from error


# -- evidence ----------------------------------------------------------------------------------------------------------

_CONTEXT = 400  # characters shown before and after


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words with what stands around them in a document; `title` is "" where they stand in none."""

    title: str
    before: str
    quote: str
    after: str


def excerpts(question: EvaluationQuestion, archive: Texts) -> tuple[Excerpt, ...]:
    """Return each piece of evidence where it stands: in the documents that the question names, or else anywhere."""
    records = archive.documents()
    named = [record for record in records if {record.id, record.title, record.uri} & set(question.documents)]
    texts = [(record.title, archive.document(record.id).text) for record in named or records]
    return tuple(_excerpt(evidence, texts) for evidence in question.evidence)


def _excerpt(evidence: str, texts: Sequence[tuple[str, str]]) -> Excerpt:
    words = re.compile(r"\s+".join(map(re.escape, evidence.split())))
    for title, text in texts:
        found = words.search(text)
        if found is not None:
            start, end = found.span()
            return Excerpt(title, _end_of(text[:start]), found.group(), _beginning_of(text[end:]))
    return Excerpt("", "", evidence, "")


def _end_of(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text
    return f"… {text[-_CONTEXT:].partition(' ')[2]}"


def _beginning_of(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text
    return f"{text[:_CONTEXT].rpartition(' ')[0]} …"
