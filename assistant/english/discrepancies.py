"""Discrepancies: the numbers, names and negations of a claim, compared outright with a passage.

What a network overlooks as one word in forty. Knows words, never logits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from assistant.english.names import names_in
from assistant.english.negation import denies, denies_of
from assistant.english.numerals import COUNTS, plain_digits, ungrouped
from assistant.english.words import Word, content_stems, split_words, stems_of, without_marks
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

_FIRST = "1"  # "one" is a pronoun as often as a number, and is not compared


def compare(claim: str, passage: str) -> Discrepancies:
    """Return what of `claim` does not stand in `passage`."""
    own, others = split_words(claim), split_words(passage)
    stems = content_stems(others)
    return Discrepancies(
        numbers=_lacking(_numbers(own), _numbers(others) | _FREE),
        names=_lacking(_plain(names_in(own)), _plain(stems)),
        words=_lacking(content_stems(own), stems),
        negation=float(denies(claim) != denies_of(own, _nearest(own, passage))),
    )


_FREE = frozenset({_FIRST})


def _plain(stems: frozenset[str]) -> frozenset[str]:
    """Return stems without the marks of their letters, which are left out as often as not: Krakow, Kraków."""
    return frozenset(map(without_marks, stems))


def _lacking(wanted: frozenset[str], present: frozenset[str]) -> float:
    return len(wanted - present) / len(wanted) if wanted else 0.0


def _numbers(words: Sequence[Word]) -> frozenset[str]:
    """Return numbers in one spelling: 1,000 as 1000, twelve as 12, 3.50 as 3.5."""
    found = (str(COUNTS[word.lower]) if word.lower in COUNTS else _spelling(word.form) for word in words)
    return frozenset(number for number in found if number)


def _spelling(form: str) -> str:
    digits = re.sub(r"[^\d.]", "", ungrouped(re.sub(r"[^\d.,]", "", plain_digits(form))))
    bare = digits.strip(".")
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _nearest(claim: Sequence[Word], passage: str) -> str:
    wanted = content_stems(claim)
    sentences = [passage[span.start : span.end] for span in split_sentences(passage)]
    return max(sentences, key=lambda one: len(wanted & stems_of(one)), default="")
