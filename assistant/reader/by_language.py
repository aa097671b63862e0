"""By language: who reads what is in which language, and in which order the passages stand once they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.english.language import are_mostly_english, may_be_english
from assistant.reader.claims import Judge
from assistant.reader.readings import Reader, Reading, by_reading, by_score_and_reading
from assistant.reader.telling import read_told
from vectorstore.passages import Passage


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the passages, best first, what is said of their sentences, and how sure that must be.

    `by_fallback` says that the likeliest was read by who knows any language, and errs more often; where all was, the
    search's order stays unless it knows many languages.
    """

    passages: tuple[Passage, ...]
    readings: tuple[Reading, ...]
    threshold: float
    by_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads: `main` what is in its language, `fallback` what is not; `judge` what supports what.

    `mixed`, where there is one, reads questions in the main language over passages in any; then `fallback` knows many
    languages, and its order is better than the search's. `prepare` is called before anything is searched for: what has
    to be loaded may be loaded meanwhile.
    """

    main: Reader
    fallback: Reader | None = None
    judge: Judge | None = None
    mixed: Reader | None = None
    prepare: Callable[[], None] = lambda: None

    def read(self, question: str, passages: Sequence[Passage]) -> Read:
        """Read the passages that were found for a question that stands alone."""
        reader = self.reader_for(question, passages)
        readings = read_told(reader, question, passages)
        if reader is self.fallback:
            ordered = tuple(passages) if self.mixed is None else by_reading(passages, readings)
            return Read(ordered, readings, reader.threshold, by_fallback=True)
        foreign = reader is self.mixed and bool(readings) and not may_be_english(readings[0].passage.chunk.text)
        return Read(by_score_and_reading(passages, readings), readings, reader.threshold, by_fallback=foreign)

    def reader_for(self, question: str, passages: Sequence[Passage]) -> Reader:
        """Return who reads a question and the passages found for it: most of those must be in English for `main`."""
        if self.fallback is None:
            return self.main
        if not may_be_english(question):
            return self.fallback
        if self.mixed is not None:
            return self.mixed
        return self.main if are_mostly_english([passage.chunk.text for passage in passages]) else self.fallback
