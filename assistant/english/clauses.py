"""Clauses: a plain English sentence parted where both sides have a verb of their own.

Knows forms and places of words, no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.english.verbs import AUXILIARIES, main_verb
from assistant.english.words import Word, split_words
from ingest.patterns import lazy_pattern

_BREAK = lazy_pattern(
    r"(?:[;:]|,? (?:and|but|while|whereas|although|because|so|as|after|before|when|which|who|where)"
    r"|,(?= (?:\w+(?:ing|ed)|the|an?|it|he|she|they|this|these|its|their)\b)| [–—-])\s+",
    re.IGNORECASE,
)


def clauses(claim: str) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each clause of a claim: parted where both sides have a verb of their own."""
    words = split_words(claim)
    cuts = [match.end() for match in _BREAK.finditer(claim)]
    parts: list[tuple[Word, ...]] = []
    start = 0
    for cut in [*cuts, len(claim)]:
        part = tuple(word for word in words if start <= word.start < cut)
        rest = tuple(word for word in words if word.start >= cut)
        if cut == len(claim) or (_says(rest) and (main_verb(part) is not None or rest[0].lower in _SUBJECTS)):
            parts.append(part)
            start = cut
    return tuple(part for part in parts if part)


_SUBJECTS = frozenset("it he she they we you".split())
_SOON = 5  # words within which a clause has its verb


def _says(words: Sequence[Word]) -> bool:
    """Whether words have a verb soon: so that they are no item of a list."""
    if len(words) > 1 and (words[0].lower in AUXILIARIES or words[0].lower.endswith(("ing", "ed"))):
        return True
    verb = main_verb(words)
    return verb is not None and verb.opens < _SOON
