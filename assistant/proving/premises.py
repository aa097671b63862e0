"""Premises: the sentences of a source that a claim is compared with, each with what its pronouns may stand for.

Knows sentences, lists and questions by their form; never a claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.english.verbs import roots
from assistant.english.words import Word, split_words
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Premise:
    """A sentence of a source, or a list with what announces it; `before` are the roots of the few before it."""

    text: str
    words: tuple[Word, ...]
    roots: frozenset[str]
    before: frozenset[str]

    @property
    def has_pronoun(self) -> bool:
        """Whether a word of it may stand for what was named before."""
        return any(word.lower in PRONOUNS for word in self.words)

    @property
    def meant(self) -> frozenset[str]:
        """Its roots, with those that a pronoun of it may stand for."""
        return self.roots | self.before if self.has_pronoun else self.roots

    @property
    def is_question(self) -> bool:
        """Whether it only asks: then it says nothing."""
        return self.text.rstrip(' \n"”’»)').endswith("?")


PRONOUNS = frozenset("it he she they its his her their this these that those who which both".split())
_NEAR = 3  # sentences in which what "it" or "there" stands for was named


@lru_cache(maxsize=512)
def premises_of(text: str) -> tuple[Premise, ...]:
    """Return the premises of a text in order."""
    made: list[Premise] = []
    for piece in _pieces(text):
        words = split_words(piece)
        before = frozenset[str]().union(*(premise.roots for premise in made[-_NEAR:]))
        made.append(Premise(piece, words, roots(words), before))
    return tuple(made)


def _pieces(text: str) -> Iterator[str]:
    """Yield the sentences, those of a list joined to the one that announces it."""
    held, end = "", 0
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        between = text[end : span.start]
        is_item = bool(held) and (held.rstrip().endswith(":") or "\n\n" not in between)
        if held and not is_item:
            yield held
            held = ""
        if held or sentence.rstrip().endswith(":"):
            held = f"{held}\n{sentence}" if held else sentence
        else:
            yield sentence
        end = span.end
    if held:
        yield held
