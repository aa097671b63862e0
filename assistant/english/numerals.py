"""Numerals: the English words for numbers, what they are worth, and how figures are written elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.patterns import lazy_pattern

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
SCALE_NAMES: Mapping[str, str] = {
    "000": "thousand",
    "k": "thousand",
    "tsd": "thousand",
    "m": "million",
    "mn": "million",
    "mio": "million",
    "bn": "billion",
    "mrd": "billion",
}
"""How scales are cut short, in English and in German."""

SCALE_LETTERS: Mapping[str, int] = {short: SCALES[SCALE_NAMES[short]] for short in ("k", "m", "mn", "bn")}
"""Scales right behind digits with a currency sign: $12bn."""

ORDINALS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}

VAGUE = frozenset("half twice once both several".split())
"""Words for a number that have no one value, or no number of their own."""

NUMBER_WORDS = frozenset([*COUNTS, *SCALES, "dozens", *VAGUE])


def plain_digits(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9, each in its place: ٣ and ३ as 3."""
    if text.isascii():
        return text
    return _FOREIGN_DIGIT.sub(lambda match: str(int(match.group())), text)


_FOREIGN_DIGIT = lazy_pattern(r"[^\D0-9]")


def ungrouped(digits: str) -> str:
    """Return a figure without what parts its thousands, and with a point: 1,234.5 and 1.234,5 and 1 234,5 as 1234.5.

    A single point before three digits is taken for a decimal one, as English has it.
    """
    bare = _BLANKS.sub("", digits)
    if _DECIMAL_COMMA.fullmatch(bare) or _POINTS.fullmatch(bare):
        return bare.replace(".", "").replace(",", ".")
    return bare.replace(",", "")


_BLANKS = lazy_pattern("[ \u00a0\u202f'’]")
_DECIMAL_COMMA = lazy_pattern(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}")
_POINTS = lazy_pattern(r"\d{1,3}(?:\.\d{3}){2,}")
