"""Numerals: the English words for numbers, and what they are worth. A table; knows no text."""

from __future__ import annotations

from collections.abc import Mapping

COUNTS: Mapping[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES: Mapping[str, int] = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
SCALE_LETTERS: Mapping[str, int] = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
"""Scales right behind digits with a currency sign: $12bn."""

VAGUE = frozenset("half twice once both several".split())
"""Words for a number that have no one value, or no number of their own."""

NUMBER_WORDS = frozenset([*COUNTS, *SCALES, "dozens", *VAGUE])
