"""Decoding: likelihoods of characters, step by step along a line, become words. Knows no network and no page.

Each step names a character or none; equal ones in a row are one (connectionist temporal classification, Graves 2006).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_NOTHING = 0  # the index that stands for no character
_BLANK = 0.2  # likelihood: inside words it stays below 0.01, where a narrow blank was missed it is 0.25 to 0.45
_SURE_MARK = 0.9  # likelihood: accents that are there reach 0.98, those made of specks 0.3 to 0.75

_LIKE_SPECKS = frozenset(".,·'`´‘’-–~:;°•■|_")
_SURE_SIGN = 0.7  # likelihood of a sign that stands alone: bullets and dashes reach 0.85, specks 0.35 to 0.5


@dataclass(frozen=True, slots=True)
class DecodedWord:
    """A word, where it begins and ends as shares of the line's length, and its confidence.

    `plain` is the word with the accents left out that are not sure: they may be specks.
    """

    text: str
    plain: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    step: int
    likelihood: float


def decode(likelihoods: npt.NDArray[np.float32], alphabet: Sequence[str]) -> tuple[DecodedWord, ...]:
    """Return the words of a line from likelihoods of (steps, 1 + characters). The alphabet has a blank."""
    best = likelihoods.argmax(axis=1)
    begins = np.flatnonzero((best != _NOTHING) & (np.diff(best, prepend=_NOTHING) != 0))
    letters = [_Letter(alphabet[best[step] - 1], int(step), float(likelihoods[step, best[step]])) for step in begins]
    blank = likelihoods[:, 1 + alphabet.index(" ")]
    return tuple(_word(word, len(best)) for word in _parted(letters, blank) if not _is_speck(word))


def _parted(letters: Sequence[_Letter], blank: npt.NDArray[np.float32]) -> Iterator[list[_Letter]]:
    """Yield the letters of each word: between words a blank is likely, be it not the likeliest."""
    word: list[_Letter] = []
    for letter in letters:
        ends = letter.text.isspace() or (word and blank[word[-1].step : letter.step].max() >= _BLANK)
        if ends and word:
            yield word
            word = []
        if not letter.text.isspace():
            word.append(letter)
    if word:
        yield word


def _is_speck(word: Sequence[_Letter]) -> bool:
    return len(word) == 1 and word[0].text in _LIKE_SPECKS and word[0].likelihood < _SURE_SIGN


def _word(letters: Sequence[_Letter], steps: int) -> DecodedWord:
    first, last = letters[0].step, letters[-1].step
    half = (last - first) / (len(letters) - 1) / 2 if len(letters) > 1 else 1.5
    return DecodedWord(
        "".join(letter.text for letter in letters),
        "".join(_plain(letter) for letter in letters),
        max(0.0, (first + 0.5 - half) / steps),
        min(1.0, (last + 0.5 + half) / steps),
        sum(letter.likelihood for letter in letters) / len(letters),
    )


def _plain(letter: _Letter) -> str:
    base = unicodedata.normalize("NFD", letter.text)[:1]
    return base if letter.likelihood < _SURE_MARK and base.isascii() else letter.text
