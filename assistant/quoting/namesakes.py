"""Namesakes: sentences on somebody of the same family name as whoever a question in another language names.

Two words side by side are a name where both may be it, inflected or in another script; where a name stands as it is
asked for, no other is taken for it. Knows how names sound; never who they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from assistant.reader.readings import Reading
from assistant.reader.sounds import may_be_one_name, sounds_of
from ingest.patterns import lazy_pattern

_Pair = tuple[str, str]

_WORD = lazy_pattern(
    "[\u30a1-\u30fa\u30fc]+|[\u0e00-\u0e7f]+|(?:[^\\W\\d_\u30a1-\u30fa\u30fc]|[\u0300-\u036f\u0900-\u0963\u0970-\u0dff])+"
)
_KATAKANA = lazy_pattern("[\u30a1-\u30fa]")
_ARTICLE = 3  # letters
_SOUNDS = 3  # of both words of a name, at least


def without_namesakes(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings without those that have the second word of a name that is asked for behind another first one.

    All of them where no sentence has the name that is asked for, or nothing shows that it is one: in Arabic, Hindi or
    Thai any two words may be, which only a capital or Katakana for the same tells.
    """
    common = _written_small([question, *(one.text for one in readings)])
    pairs = {one: tuple(pair for pair in _pairs(one.text) if pair[0].casefold() not in common) for one in readings}
    kept = tuple(readings)
    for asked in _pairs(question):
        alike = {pair for found in pairs.values() for pair in found if _is_one(asked, pair)}
        exact = {pair for pair in alike if _folded(pair) == _folded(asked)}
        meant = exact or alike
        if any(_shows_a_name(pair) for pair in (asked, *alike)) and meant:
            kept = tuple(one for one in kept if meant & set(pairs[one]) or not _has_other(asked, pairs[one], meant))
    return kept


def _written_small(texts: Sequence[str]) -> frozenset[str]:
    """Return the words that some text has without a capital, so that one begins a sentence but no name: "Die"."""
    return frozenset(word for text in texts for word in _WORD.findall(text) if word.islower())


def _pairs(text: str) -> tuple[_Pair, ...]:
    """Return the words that stand side by side, with a blank or a dot between them, and may be a name.

    A text that begins with a short word begins with an article, rather than with a name.
    """
    words = list(_WORD.finditer(text))
    return tuple(
        (one.group(), other.group())
        for one, other in pairwise(words)
        if (one.start() > 0 or len(one.group()) > _ARTICLE or not one.group()[0].isupper())
        and text[one.end() : other.start()] in {" ", "\u30fb", "\u00a0"}
        and _may_be_name(one.group(), other.group())
    )


def _may_be_name(first: str, second: str) -> bool:
    """Tell whether two words may be a name: with capitals, where their script has any."""
    return not (first[0].islower() or second[0].islower()) and len(sounds_of(first) + sounds_of(second)) >= _SOUNDS


def _shows_a_name(pair: _Pair) -> bool:
    return all(word[0].isupper() or _KATAKANA.match(word) is not None for word in pair)


def _is_one(asked: _Pair, said: _Pair) -> bool:
    return all(may_be_one_name(*both) for both in zip(asked, said, strict=True))


def _has_other(asked: _Pair, said: Sequence[_Pair], meant: AbstractSet[_Pair]) -> bool:
    """Tell whether a sentence has the second word of a name behind a first one that is not meant, and no title."""
    return any(
        may_be_one_name(asked[1], second) and (first, second) not in meant and first.casefold() not in _TITLES
        for first, second in said
    )


_TITLES = frozenset(
    "herr herrn frau familie mr mrs ms miss dr prof family monsieur madame señor señora sr sra signor signora senhor"
    " senhora господин госпожа доктор пан пані pan pani κύριος κυρία κ domnul doamna ông bà श्री"
    " श्रीमती คุณ นาย นาง".split()
)


def _folded(pair: _Pair) -> _Pair:
    return pair[0].casefold(), pair[1].casefold()
