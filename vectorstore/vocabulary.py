"""Vocabulary: which of the library's own words a word that it does not know may be misspelt for.

Knows spelling, and in how many chunks a word stands; never what a question means. Words that are English are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from symspellpy.editdistance import DistanceAlgorithm, EditDistance

_SHORTEST = 4  # letters; a shorter word has too many neighbours
_TWO_EDITS = 8  # letters from which two letters may be wrong
_LONGER = 5  # letters that an ending adds to what the index keeps of a word
_MOST_TRIED = 40  # words of the index whose forms are looked at
_DICTIONARY = "frequency_dictionary_en_82_765.txt"  # of symspellpy: 82,765 English words
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORDS = re.compile(r"^\S+", re.MULTILINE)


def may_be_misspelt(word: str) -> bool:
    """Whether a word that the library does not know may be misspelt: letters only, and not English."""
    return len(word) >= _SHORTEST and word.isalpha() and word.lower() not in _english()


def nearest_word(word: str, terms: Mapping[str, int], text_of: Callable[[str], str]) -> str | None:
    """Return the word that is meant by one that is misspelt, None for none.

    `terms` are words as the index keeps them, without their endings, with the number of chunks that have each;
    `text_of` gives a text with one. The word meant begins with the same letter. Of several it is the one with fewest
    letters to mend, then the one that most chunks have; where two are alike in both, neither.
    """
    near = sorted(
        (edits, -terms[term], form[0].isupper(), len(form), form, term)
        for edits, form, term in _forms(word.lower(), terms, text_of)
    )
    alike = {one[-1] for one in near if one[:2] == near[0][:2]}
    return near[0][-2] if len(alike) == 1 else None


def _forms(word: str, terms: Mapping[str, int], text_of: Callable[[str], str]) -> Iterator[tuple[int, str, str]]:
    most = 2 if len(word) >= _TWO_EDITS else 1
    for term in _likely(word, terms, most):
        for form in set(_WORD.findall(text_of(term))):
            singular = form.lower().removesuffix("s")
            edits = max(_edits(word, form.lower(), most), _edits(word, singular, most))
            if form[:1].lower() == word[:1] and edits > 0:
                yield edits, form, term


def _likely(word: str, terms: Mapping[str, int], most: int) -> list[str]:
    """Return the terms that the beginning of a word is near to, the nearest first: a term may end otherwise."""
    near: list[tuple[int, str]] = []
    for term in terms:
        if term[:1] != word[:1] or not len(word) - _LONGER <= len(term) <= len(word) + most:
            continue
        edits = min(
            (
                one
                for cut in (len(term), len(term) + 1, len(term) - 1)
                if (one := _edits(word[:cut], term, most + 1)) >= 0
            ),
            default=-1,
        )
        if edits >= 0:
            near.append((edits, term))
    return [term for _, term in sorted(near)[:_MOST_TRIED]]


def _edits(one: str, other: str, most: int) -> int:
    return int(_distance().compare(one, other, most))


@cache
def _distance() -> EditDistance:
    return EditDistance(DistanceAlgorithm.DAMERAU_OSA)


@cache
def _english() -> frozenset[str]:
    return frozenset(_FIRST_WORDS.findall(files("symspellpy").joinpath(_DICTIONARY).read_text("utf-8-sig")))
