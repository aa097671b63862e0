"""Terms: where a text has the words that are looked for. Knows spelling, never what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.english.words import Word, split_words
from ingest.documents import Span


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are looked for, one after another, in any form: "solar panel" finds "Solar panels".

    A word that is asked for with a capital is a name: written without one it is a doubtful find.
    """

    words: str
    pattern: re.Pattern[str]
    stems: tuple[str, ...]
    names: tuple[bool, ...]

    @classmethod
    def of(cls, words: str) -> Term:
        """Make a term of words as a person wrote them."""
        parts = _pieces(words)
        forms = r"[\W_]+".join(_beginning(part.form) for part in parts)
        pattern = re.compile(rf"(?<![^\W_]){forms}(?![^\W_])", re.IGNORECASE)
        return cls(words, pattern, tuple(part.stem for part in parts), tuple(part.form[0].isupper() for part in parts))


@dataclass(frozen=True, slots=True)
class Find:
    """Where a term stands. `sure` is False where a name is written without a capital, as another word may be."""

    span: Span
    sure: bool


def finds(term: Term, text: str) -> Iterator[Find]:
    """Yield every place of `text` that has the term."""
    for match in term.pattern.finditer(text):
        words = _pieces(match.group())
        if tuple(word.stem for word in words) == term.stems:
            sure = all(not name or word.form[0].isupper() for name, word in zip(term.names, words, strict=True))
            yield Find(Span(match.start(), match.end()), sure)


def _pieces(text: str) -> tuple[Word, ...]:
    """Return the words of a text, those that a hyphen joins each for itself."""
    return split_words(re.sub(r"(?<=\w)[-.&](?=\w)", " ", text))


_SHORTEST_STEM = 4  # letters; what is shorter is looked for with an ending of "s" only


def _beginning(form: str) -> str:
    """Return a pattern of a word and its forms: its stem's letters and any ending, which the stem is held against."""
    bare = re.sub(r"['’]s?$", "", form)
    if not bare.isalpha() or len(bare) < _SHORTEST_STEM:
        return rf"{re.escape(bare)}(?:['’]?s)?(?:['’])?"
    kept = re.escape(bare[: max(3, len(bare) - 3)])
    return rf"{kept}[^\W\d_]*(?:['’]s?)?"
