"""Spelling: a question with the words mended that the library does not know but nearly does, and what was mended.

Knows which words of a question are names: those are not mended, since another's name is no misspelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.english.language import language_of
from assistant.english.names import is_name
from assistant.english.words import split_words
from assistant.messages.message import Message, say
from ingest.patterns import lazy_pattern


class KnownWords(Protocol):
    """Whoever knows the words of a library. `Library` does."""

    def meant_by(self, word: str) -> str | None:
        """Return the word that a misspelt one is meant for; None where it is known, or may mean none."""
        ...


@dataclass(frozen=True, slots=True)
class Mended:
    """A word as it was written, and as the library has it."""

    written: str
    meant: str

    def __str__(self) -> str:
        """Return it as it is told: “recipt” → “receipt”."""
        return f"“{self.written}” → “{self.meant}”"


def mend(question: str, vocabulary: KnownWords) -> tuple[str, tuple[Mended, ...]]:
    """Return a question that stands alone with its misspelt words mended, and what was mended.

    A question in another language than English is left as it is: the library may be in yet another one, in which its
    words look misspelt ("lange": "large").
    """
    question = _DOSE.sub(r"\1does", _SLIPS.sub(lambda match: _MEANT[match.group().lower()], question))
    if not _may_be_mended(question):
        return question, ()
    words = split_words(question)
    mended: list[tuple[int, int, Mended]] = []
    for index, word in enumerate(words):
        if word.is_content and not is_name(words, index) and (meant := vocabulary.meant_by(word.form)):
            mended.append((word.start, word.end, Mended(word.form, meant)))
    text = question
    for start, end, one in reversed(mended):
        text = text[:start] + one.meant + text[end:]
    return text, tuple(one for *_, one in mended)


# Question words as they are often mistyped; what is asked for is told by them, so that they are mended unsaid.
_MEANT = {
    written: meant
    for meant, slips in (
        ("which", "wich whitch whcih wihch"),
        ("what", "wat waht whta wht"),
        ("when", "wen whne wehn"),
        ("where", "wher whre wehre"),
        ("who", "woh"),
        ("why", "wy whi"),
        ("how", "hwo hw"),
        ("does", "doess does't deos"),
        ("should", "shoud shuold"),
        ("could", "coud cuold"),
        ("would", "woud wuold"),
        ("many", "meny mnay"),
        ("much", "mutch muhc"),
        ("the", "teh hte"),
    )
    for written in slips.split()
}
_SLIPS = lazy_pattern(rf"\b(?:{'|'.join(map(re.escape, _MEANT))})\b", re.IGNORECASE)
_DOSE = lazy_pattern(
    r"\b((?:what|which|how|when|where|why|who)\b(?: \w+){0,2} )dose(?= (?:the|a|an|my|our|your|it|he|she)\b)",
    re.IGNORECASE,
)


def names_meant(question: str, vocabulary: KnownWords) -> tuple[Mended, ...]:
    """Return the names of a question that the library nearly has, which are asked after, never mended."""
    words = split_words(question) if _may_be_mended(question) else ()
    return tuple(
        Mended(word.form, meant)
        for index, word in enumerate(words)
        if is_name(words, index) and (meant := vocabulary.meant_by(word.form))
    )


def _may_be_mended(question: str) -> bool:
    return language_of(question) in {"", "en"}


def told(mended: Sequence[Mended]) -> Message:
    """Return what was searched for instead, in a sentence."""
    return say("Searched for {words}.", words=", ".join(map(str, mended)))
