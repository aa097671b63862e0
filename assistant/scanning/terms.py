"""Terms: where a text has the words that are looked for. Knows spelling, never what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.english.words import Word, split_words
from ingest.documents import Span


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are looked for, one after another, in either number: "solar panel" finds "Solar panels".

    A word that is asked for with a capital is a name: it has one number, and written without the capital it is a
    doubtful find. `least` are letters that a text must have for the pattern to be worth trying.
    """

    words: str
    pattern: re.Pattern[str]
    names: tuple[bool, ...]
    least: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> Term:
        """Make a term of words as a person wrote them."""
        parts = _pieces(words)
        forms = r"[\W_]+".join(f"(?:{'|'.join(map(re.escape, _forms(part)))})(?:['’]s?)?" for part in parts)
        pattern = re.compile(rf"(?<![^\W_]){forms}(?![^\W_])", re.IGNORECASE)
        names = tuple(part.is_capitalised for part in parts)
        return cls(words, pattern, names, tuple(min(_forms(part), key=len)[:-1].lower() for part in parts))

    def may_be_in(self, lowered: str) -> bool:
        """Whether a text, given in lower case, may have it."""
        return all(letters in lowered for letters in self.least)


@dataclass(frozen=True, slots=True)
class Find:
    """Where a term stands. `sure` is False where a name is written without a capital, as another word may be."""

    span: Span
    sure: bool


def finds(term: Term, text: str) -> Iterator[Find]:
    """Yield every place of `text` that has the term."""
    for match in term.pattern.finditer(text):
        words = _pieces(match.group())
        sure = all(not name or word.is_capitalised for name, word in zip(term.names, words, strict=False))
        yield Find(Span(match.start(), match.end()), sure)


def _pieces(text: str) -> tuple[Word, ...]:
    """Return the words of a text, those that a hyphen joins each for itself."""
    return split_words(re.sub(r"(?<=\w)[-.&](?=\w)", " ", text))


_SHORTEST = 3  # letters of a word that has another number


def _forms(word: Word) -> tuple[str, ...]:
    """Return a word as it is written, and unless it is a name, in the other number: "panel", "panels"."""
    bare = re.sub(r"['’]s?$", "", word.form)
    if word.is_capitalised or not bare.isalpha() or len(bare) < _SHORTEST:
        return (bare,)
    if bare.endswith("ies"):
        return (bare, f"{bare[:-3]}y")
    if bare.endswith("s") and not bare.endswith(("ss", "us", "is")):
        return (bare, bare[:-1], *([bare[:-2]] if bare.endswith("es") else []))
    if re.search(r"[^aeiou]y$", bare):
        return (bare, f"{bare[:-1]}ies")
    return (bare, f"{bare}s", f"{bare}es")
