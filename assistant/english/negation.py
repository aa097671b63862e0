"""Negation: whether a text denies something, and of what. Knows the words that deny, never what is so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.english.words import Word, content_stems, split_words
from ingest.patterns import lazy_pattern


def denies(text: str) -> bool:
    """Whether a text denies something, somewhere in it."""
    plain = _NO_DENIAL.sub(" ", text)
    return bool(_DENIAL.search(plain)) or any(word.lower in _NEGATIONS for word in split_words(plain))


def denies_of(claim: Sequence[Word], sentence: str) -> bool:
    """Whether a sentence denies something of what the claim speaks of: in a clause whose words no other clause has."""
    wanted = content_stems(claim)
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    affirmed = content_stems(word for clause in clauses if not denies(clause) for word in split_words(clause))
    if not wanted & affirmed:
        return denies(sentence)
    denied = content_stems(word for clause in clauses if denies(clause) for word in split_words(clause))
    return bool((denied - affirmed) & wanted)


_NEGATIONS = frozenset("not no never none nothing nobody neither nor without cannot hardly n't".split())
_DENIAL = lazy_pattern(r"\w+n['’]t\b", re.IGNORECASE)
# What ends one clause of a sentence and begins another.
_CLAUSE = lazy_pattern(
    r"[;:]\s|,\s(?:(?:and|but|while|because|although|which|who|so)\s)?|\s(?:but|while|because|although)\s"
)
# A "no" that denies nothing.
_NO_DENIAL = lazy_pattern(
    r"\bno (?:later|earlier|more|fewer|less|sooner) than\b|\bnot only\b|\bwhether or not\b|\bno doubt\b"
    r"|\bat no (?:extra |additional )?(?:cost|charge)\b|\bwithout (?:extra |additional )?(?:charge|cost|payment)\b"
    r"|\bnot (?:far|long) (?:from|after|before)\b|\bno\.? \d",
    re.IGNORECASE,
)
