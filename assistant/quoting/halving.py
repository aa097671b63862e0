"""Halving: a question that asks two things at once is answered twice, each half from where it stands.

Knows passages and readings; where one sentence says both, it is shown alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers import Answer, Citation, Statement
from assistant.english.compounds import halves_of
from assistant.english.expectation import Kind, expect, find_candidates
from assistant.english.words import split_words, stems_of
from assistant.messages.message import quoted, say
from assistant.quoting.extractive import ExtractiveOptions
from assistant.quoting.kinds import Quoter, Said
from assistant.reader.by_language import Readers
from assistant.ways import Asked
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage
from vectorstore.views import SearchedLibrary

_READ = 8  # passages for each half


@dataclass(frozen=True, slots=True)
class _Half:
    """A half of a question, what is said to it, and the passages that were read."""

    question: str
    said: Said
    passages: tuple[Passage, ...]


class Halver:
    """A `Way` of questions that ask two things at once."""

    name = "halves"

    def __init__(self, library: SearchedLibrary, readers: Readers) -> None:
        self._library = library
        self._readers = readers

    def answer(self, asked: Asked) -> Answer | None:
        """Return what is said to both halves, and which of them found nothing; None where neither did."""
        halves = halves_of(asked.standalone)
        if halves is None:
            return None
        found = [self._half(question, asked) for question in halves]
        told = [half for half in found if half.said.statements]
        if not told:
            return None
        statements, citations = _joined(_without_repeated(told))
        missing = [half.question for half in found if not half.said.statements]
        return Answer(
            "",
            "",
            statements=statements,
            citations=citations,
            passages=tuple(dict.fromkeys(passage for half in found for passage in half.passages)),
            confidence=min(half.said.confidence for half in told),
            notes=tuple(say("Nothing sure was found on {question}.", question=quoted(one)) for one in missing),
        )

    def _half(self, question: str, asked: Asked) -> _Half:
        passages = self._library.search(question, limit=_READ, documents=asked.documents)
        read = self._readers.read(question, passages)
        quoter = Quoter(read.threshold, ExtractiveOptions(max_statements=1), self._readers.judge)
        return _Half(question, quoter.say(question, read.passages, read.readings), tuple(read.passages))


def _without_repeated(halves: Sequence[_Half]) -> list[_Half]:
    """Leave out a half that the sentence of the other answers too."""
    for number, half in enumerate(halves):
        others = " ".join(one.text for other in halves if other is not half for one in other.said.statements)
        own = " ".join(one.text for one in half.said.statements)
        if others and _says(half.question, others) and _shared(half.question, others) >= _shared(half.question, own):
            return [other for at, other in enumerate(halves) if at != number]
    return list(halves)


def _says(question: str, text: str) -> bool:
    """Tell whether a text has what a question asks for by its form: a date, a name, a figure."""
    expected = expect(question)
    if expected.kind is Kind.DATE and _HOURS.search(text):
        return True
    return expected.kind is not Kind.OTHER and bool(find_candidates(expected, text, split_words(text)))


def _shared(question: str, text: str) -> int:
    return len(stems_of(question) & stems_of(text))


_HOURS = lazy_pattern(
    r"\b\d{1,2}(?::\d\d)? ?(?:am|pm|h)?(?: ?(?:to|until|and) ?| ?[-–] ?)\d{1,2}(?::\d\d)?\b", re.IGNORECASE
)


def _joined(halves: Sequence[_Half]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the statements of both in order, with their citations numbered through."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for half in halves:
        shift = len(citations)
        citations += [replace(one, number=one.number + shift) for one in half.said.citations]
        statements += [
            replace(one, citations=tuple(number + shift for number in one.citations)) for one in half.said.statements
        ]
    return tuple(statements), tuple(citations)
