"""Slices: the same figures for parts of the questions: by document, type, length, language and place in a talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.english.expectation import expect
from assistant.english.language import may_be_english
from assistant.evaluation.figures import Figure, figures_of
from assistant.evaluation.run import RunRow
from ingest.documents import DocumentId

_SHORT, _MIDDLE = 6, 12  # words of a question
_LENGTHS = (f"up to {_SHORT} words", f"{_SHORT + 1} to {_MIDDLE} words", f"{_MIDDLE + 1} words or more")
_MOST = 40  # values of one dimension, those with most questions: a longer table is not read

Slices = Mapping[str, Mapping[str, Mapping[str, Figure]]]
"""Figures by dimension, by value, by name; only those that can be computed."""


def slices_of(rows: Sequence[RunRow], titles: Mapping[DocumentId, str]) -> Slices:
    """Return the figures of every slice; a dimension that does not part the questions is left out."""
    parted = {name: _part(rows, values) for name, values in _dimensions(titles).items()}
    return {
        dimension: {value: _present(part) for value, part in parts.items()}
        for dimension, parts in parted.items()
        if len(parts) > 1
    }


def type_of(row: RunRow) -> str:
    """Return the question's type: that of the file, or else the kind of answer that its form asks for."""
    return row.question.kind or expect(row.question.question).kind.value


def language_of(row: RunRow) -> str:
    """Return the question's language: that of the file, or else whether it is English."""
    return row.question.language or ("en" if may_be_english(row.question.question) else "not en")


def length_of(row: RunRow) -> str:
    """Return whether the question is short, middling or long."""
    words = len(row.question.question.split())
    if words <= _SHORT:
        return _LENGTHS[0]
    return _LENGTHS[1] if words <= _MIDDLE else _LENGTHS[2]


def _dimensions(titles: Mapping[DocumentId, str]) -> Mapping[str, Callable[[RunRow], Sequence[str]]]:
    return {
        "document": lambda row: [titles.get(one, one) for one in row.documents],
        "type": lambda row: [type_of(row)],
        "length": lambda row: [length_of(row)],
        "language": lambda row: [language_of(row)],
        "conversation": lambda row: ["follow-up" if row.question.history else "first question"],
        "answerable": lambda row: ["answerable" if row.question.answerable else "unanswerable"],
    }


def _part(rows: Sequence[RunRow], values: Callable[[RunRow], Sequence[str]]) -> Mapping[str, list[RunRow]]:
    parts: dict[str, list[RunRow]] = {}
    for row in rows:
        for value in values(row):
            parts.setdefault(value, []).append(row)
    largest = sorted(parts, key=lambda value: -len(parts[value]))[:_MOST]
    return {value: parts[value] for value in sorted(largest, key=_rank)}


def _rank(value: str) -> tuple[int, str]:
    """Return where a value stands: lengths as they grow, all else by name."""
    return (_LENGTHS.index(value) if value in _LENGTHS else 0, value)


def _present(rows: Sequence[RunRow]) -> Mapping[str, Figure]:
    return {
        name: figure for name, figure in figures_of([row.scores for row in rows]).items() if figure.value is not None
    }
