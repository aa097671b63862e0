"""Facts: the numbers, names and negations of a claim, compared outright with a passage.

What a network overlooks as one word in forty. Knows words, never logits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from assistant.english.words import Word, content_stems, split_words
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Discrepancies:
    """What of a claim the passage lacks; each in [0, 1], 0 for nothing.

    `numbers`, `names` and `words` are shares of the claim's own; `negation` is 1 where the claim denies and the
    nearest sentence of the passage does not, or the other way round, in what it says of the same.
    """

    numbers: float
    names: float
    words: float
    negation: float

    def values(self) -> tuple[float, ...]:
        """Return the four, in the order of `DISCREPANCY_NAMES`."""
        return tuple(astuple(self))


DISCREPANCY_NAMES = tuple(field.name for field in fields(Discrepancies))

_NEGATIONS = frozenset("not no never none nothing nobody neither nor without cannot hardly n't".split())
_DENIAL = re.compile(r"\w+n['’]t\b", re.IGNORECASE)
_CARDINALS: Mapping[str, str] = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
_FIRST = "1"  # "one" is a pronoun as often as a number, and is not compared


def compare(claim: str, passage: str) -> Discrepancies:
    """Return what of `claim` does not stand in `passage`."""
    own, others = split_words(claim), split_words(passage)
    stems = content_stems(others)
    return Discrepancies(
        numbers=_lacking(_numbers(own), _numbers(others) | _FREE),
        names=_lacking(_names(own), stems),
        words=_lacking(content_stems(own), stems),
        negation=float(denies(claim) != _denies_of(own, _nearest(own, passage))),
    )


_FREE = frozenset({_FIRST})


def _lacking(wanted: frozenset[str], present: frozenset[str]) -> float:
    return len(wanted - present) / len(wanted) if wanted else 0.0


def _numbers(words: Sequence[Word]) -> frozenset[str]:
    """Return numbers in one spelling: 1,000 as 1000, twelve as 12, 3.50 as 3.5."""
    found = (_CARDINALS.get(word.lower) or _spelling(word.form) for word in words)
    return frozenset(number for number in found if number)


def _spelling(form: str) -> str:
    digits = re.sub(r"[^\d.]", "", form) if any(character.isdigit() for character in form) else ""
    bare = digits.strip(".")
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _names(words: Sequence[Word]) -> frozenset[str]:
    return content_stems(word for word in words[1:] if word.is_capitalised and not word.is_number)


def _nearest(claim: Sequence[Word], passage: str) -> str:
    wanted = content_stems(claim)
    sentences = [passage[span.start : span.end] for span in split_sentences(passage)]
    return max(sentences, key=lambda one: len(wanted & content_stems(split_words(one))), default="")


# What ends one clause of a sentence and begins another.
_CLAUSE = re.compile(
    r"[;:]\s|,\s(?:(?:and|but|while|because|although|which|who|so)\s)?|\s(?:but|while|because|although)\s"
)
# A "no" that denies nothing.
_NO_DENIAL = re.compile(
    r"\bno (?:later|earlier|more|fewer|less|sooner) than\b|\bnot only\b|\bwhether or not\b|\bno doubt\b"
    r"|\bat no (?:extra |additional )?(?:cost|charge)\b|\bwithout (?:extra |additional )?(?:charge|cost|payment)\b"
    r"|\bnot (?:far|long) (?:from|after|before)\b|\bno\.? \d",
    re.IGNORECASE,
)


def _denies_of(claim: Sequence[Word], sentence: str) -> bool:
    """Whether a sentence denies something of what the claim speaks of: in a clause whose words no other clause has."""
    wanted = content_stems(claim)
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause.strip()]
    affirmed = content_stems(word for clause in clauses if not denies(clause) for word in split_words(clause))
    if not wanted & affirmed:
        return denies(sentence)
    denied = content_stems(word for clause in clauses if denies(clause) for word in split_words(clause))
    return bool((denied - affirmed) & wanted)


def denies(text: str) -> bool:
    """Whether a text denies something, somewhere in it."""
    plain = _NO_DENIAL.sub(" ", text)
    return bool(_DENIAL.search(plain)) or any(word.lower in _NEGATIONS for word in split_words(plain))
