"""Suggestions: questions that the library can answer, drawn from its own titles, headings and abbreviations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.english.expectation import expect, find_candidates
from assistant.english.words import split_words
from assistant.messages.message import Message, quoted, say
from ingest.chunking import Chunk
from ingest.patterns import lazy_pattern
from vectorstore.views import Shelf

_MOST = 4
_DOCUMENTS = 12  # looked into, the newest additions last
_CHUNKS = 6  # of each document
_ACRONYM = lazy_pattern(r"\(([A-Z]{3,6})\)")
_LONGEST_TITLE = 60  # characters; a button is one line


class Suggester:
    """Draws questions once for each state of the library.

    Without `knows_languages`, as the pipeline has it, a question that is read as English is offered in English alone.
    """

    def __init__(self, library: Shelf, *, knows_languages: bool = False) -> None:
        self._library = library
        self._offer: Callable[[str], str] = (lambda question: question) if knows_languages else str
        self._drawn: tuple[int, tuple[str, ...]] | None = None

    def __call__(self) -> tuple[str, ...]:
        """Return at most four questions, different in kind."""
        generation = self._library.generation
        if self._drawn is None or self._drawn[0] != generation:
            self._drawn = (generation, self._draw())
        return self._drawn[1]

    def _draw(self) -> tuple[str, ...]:
        records = self._library.documents()[:_DOCUMENTS]
        chunks = [chunk for record in records for chunk in self._library.chunks(record.id)[:_CHUNKS]]
        abbreviations = [self._offer(one) for one in dict.fromkeys(_expansions(chunks))]
        titles = [
            say("What is {title} about?", title=quoted(record.title))
            for record in records
            if len(record.title) <= _LONGEST_TITLE
        ]
        questions = [*abbreviations[:2], *titles[: _MOST - 1 - len(abbreviations[:2])]]
        return tuple(questions + [say("Summarise my documents.")] * bool(records))[:_MOST]


def _expansions(chunks: Sequence[Chunk]) -> Iterator[Message]:
    for chunk in chunks:
        for match in _ACRONYM.finditer(chunk.text):
            question = say("What does {abbreviation} stand for?", abbreviation=match.group(1))
            if find_candidates(expect(question), chunk.text, split_words(chunk.text)):
                yield question
