"""Question files: what is asked, what must be answered, and where it stands. Knows the form of a row, never a library.

One JSON object on each line; the fields are listed in docs/evaluation.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Protocol

from assistant.conversation.history import EarlierTurn, read_history, to_history_row
from assistant.errors import BadQuestions
from ingest.documents import DocumentId
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """One question with what its answer is held against.

    `answers` are accepted strings, any of which will do; `required` must all occur; `evidence` are substrings of the
    sentences that answer. `documents` are those that the evidence stands in, where the file names them. `kind`,
    `language`, `made` (how the question was made) and `review` (what a person decided on it) are labels, "" where the
    file gives none. `place` is where its row stands (`FILE:NUMBER`), "" where it comes from no file.
    """

    id: str
    question: str
    answerable: bool
    history: tuple[EarlierTurn, ...] = ()
    answers: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    made: str = ""
    review: str = ""
    place: str = field(default="", compare=False)


class NamedDocument(Protocol):
    """What a document may be called by in a question file."""

    @property
    def id(self) -> DocumentId:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """Its title."""
        ...

    @property
    def uri(self) -> str:
        """Its address."""
        ...


_LISTS: Mapping[str, str] = {"answers": "answers", "all": "required", "evidence": "evidence", "documents": "documents"}
_LABELS: Mapping[str, str] = {"type": "kind", "language": "language", "made": "made", "review": "review"}
KNOWN_FIELDS: Final = ("id", "question", "answerable", "history", *_LISTS, *_LABELS)
_ALIKE = 0.8  # similarity of names above which an unknown field is taken for a slip of the pen
_NEEDS_A_PLACE = ("answers", "required", "evidence")


_HALF_A_CHARACTER = lazy_pattern("[\ud800-\udfff]")

DROPPED: Final = "dropped"
"""The review of a question that is not asked."""

_REVIEWS = ("", "kept", "edited", DROPPED)


def read_questions(path: Path) -> tuple[EvaluationQuestion, ...]:
    """Return the questions of a JSONL file in order; blank lines and what a review dropped are passed over.

    Raises BadQuestions with the line.
    """
    questions = tuple(row.question for row in read_rows(path) if row.question.review != DROPPED)
    if not questions:
        raise BadQuestions(f"{path}: every question was dropped in review; keep some of them")
    return questions


@dataclass(frozen=True, slots=True)
class FileRow:
    """A question as its line states it, with the line, and where that stands (`FILE:NUMBER`)."""

    question: EvaluationQuestion
    line: str
    place: str


def read_rows(path: Path) -> tuple[FileRow, ...]:
    """Return every row of a question file, dropped ones too. Raises BadQuestions with the line."""
    lines = _text_of(path).split("\n")
    placed = [(f"{path}:{number}", line) for number, line in enumerate(lines, start=1) if line.strip()]
    rows = tuple(FileRow(parse_question(line, place), line, place) for place, line in placed)
    if not rows:
        raise BadQuestions(f'{path}: holds no question; write one {{"id", "question", "answerable"}} on each line')
    _no_id_twice(rows)
    return rows


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise BadQuestions(f"{path}: cannot be read ({error.strerror}); name a JSONL file in UTF-8") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadQuestions(f"{path}:{line}: not UTF-8 ({error.reason}); save the file in UTF-8") from error


def to_row(question: EvaluationQuestion) -> dict[str, object]:
    """Return the object that `read_questions` reads back as `question`; empty fields are left out."""
    row: dict[str, object] = {"id": question.id, "question": question.question}
    if question.history:
        row["history"] = [to_history_row(turn) for turn in question.history]
    for name, attribute in (*_LISTS.items(), *_LABELS.items()):
        value = getattr(question, attribute)
        if value:
            row[name] = list(value) if isinstance(value, tuple) else value
    return {**row, "answerable": question.answerable}


def resolve_documents(
    questions: Sequence[EvaluationQuestion], library: Sequence[NamedDocument]
) -> tuple[EvaluationQuestion, ...]:
    """Return the questions with the ids of the documents that they name by id, title, address or file name.

    Raises BadQuestions, which names the question and the document, for one that the library has not, or has twice.
    """
    return tuple(
        replace(question, documents=tuple(_find(name, question, library) for name in question.documents))
        for question in questions
    )


# -- one row -----------------------------------------------------------------------------------------------------------


def parse_question(line: str, place: str) -> EvaluationQuestion:
    """Return the question of one line, which stands at `place`. Raises BadQuestions."""
    row = _row(line, place)
    question = EvaluationQuestion(
        id=_identity(row, place),
        question=_text(row, "question", place),
        answerable=_answerable(row, place),
        history=read_history(row.get("history"), place),
        answers=_strings(row, "answers", place),
        required=_strings(row, "all", place),
        evidence=_strings(row, "evidence", place),
        documents=_strings(row, "documents", place),
        kind=_label(row, "type", place),
        language=_label(row, "language", place),
        made=_label(row, "made", place),
        review=_review(row, place),
        place=place,
    )
    _no_contradiction(question, place)
    return question


def _row(line: str, place: str) -> Mapping[str, object]:
    try:
        row = json.loads(line, object_pairs_hook=lambda pairs: _no_key_twice(pairs, place))
        halved = _HALF_A_CHARACTER.search(json.dumps(row, ensure_ascii=False))
    except json.JSONDecodeError as error:
        fault = f"{error.msg} at character {error.colno}"
        raise BadQuestions(f"{place}: not JSON ({fault}); write one object on each line") from error
    except (ValueError, RecursionError) as error:
        raise BadQuestions(f"{place}: not JSON ({error}); write one object on each line") from error
    if halved:
        raise BadQuestions(f"{place}: holds {halved.group()!a}, half a character; write the character itself")
    if not isinstance(row, Mapping):
        raise BadQuestions(f'{place}: not an object; write {{"id": ..., "question": ..., "answerable": true}}')
    for name in row:
        close = [] if name in KNOWN_FIELDS else get_close_matches(name, KNOWN_FIELDS, n=1, cutoff=_ALIKE)
        if close and close[0] not in row:
            raise BadQuestions(f'{place}: unknown field "{name}"; did you mean "{close[0]}"?')
    return row


def _no_key_twice(pairs: Sequence[tuple[str, object]], place: str) -> dict[str, object]:
    once: dict[str, object] = {}
    for key, value in pairs:
        if key in once:
            raise BadQuestions(f"{place}: {json.dumps(key)} is written twice; keep one of the two")
        once[key] = value
    return once


def _identity(row: Mapping[str, object], place: str) -> str:
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise BadQuestions(f'{place}: no "id"; give every question one of its own, a text or a whole number')
    return str(value)


def _text(row: Mapping[str, object], name: str, place: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadQuestions(f'{place}: no "{name}"; write what is asked, as a text')
    return value


def _answerable(row: Mapping[str, object], place: str) -> bool:
    value = row.get("answerable")
    if not isinstance(value, bool):
        raise BadQuestions(f'{place}: "answerable" must be true or false: do the documents answer the question?')
    return value


def _strings(row: Mapping[str, object], name: str, place: str) -> tuple[str, ...]:
    values = row.get(name)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(one, str) and one.strip() for one in values):
        raise BadQuestions(f'{place}: "{name}" is not a list of texts; write ["...", "..."]')
    return tuple(values)


def _label(row: Mapping[str, object], name: str, place: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadQuestions(f'{place}: "{name}" is not a text')
    return value


def _review(row: Mapping[str, object], place: str) -> str:
    value = _label(row, "review", place)
    if value not in _REVIEWS:
        raise BadQuestions(f'{place}: "review" is "{value}"; write kept, edited or dropped, or remove it')
    return value


def _no_contradiction(question: EvaluationQuestion, place: str) -> None:
    given = [name for name in _NEEDS_A_PLACE if getattr(question, name)]
    if given and not question.answerable:
        name = "all" if given[0] == "required" else given[0]
        raise BadQuestions(f'{place}: not answerable, and yet it has "{name}"; remove one of the two')


# -- the whole file ----------------------------------------------------------------------------------------------------


def _no_id_twice(rows: Sequence[FileRow]) -> None:
    places: dict[str, str] = {}
    for row in rows:
        name = row.question.id
        if name in places:
            raise BadQuestions(f'{row.place}: the id "{name}" stands at {places[name]} already; change one')
        places[name] = row.place


def _find(name: str, question: EvaluationQuestion, library: Sequence[NamedDocument]) -> str:
    where = question.place or f"question {question.id}"
    found = [one.id for one in library if name in (one.id, one.title, one.uri, one.uri.rsplit("/", 1)[-1])]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadQuestions(f'{where}: {len(found)} documents are called "{name}"; name one by its id')
    raise BadQuestions(
        f'{where}: no document "{name}" in the library; '
        "name its id, title, address or file name as `sourcechat library list --json` shows them"
    )
