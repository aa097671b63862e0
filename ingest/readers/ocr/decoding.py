"""Decoding: likelihoods of characters, step by step along a line, become words. Knows no network and no page.

Each step names a character or none; equal ones in a row are one (connectionist temporal classification, Graves 2006).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_NOTHING = 0  # the index that stands for no character


@dataclass(frozen=True, slots=True)
class DecodedWord:
    """A word, where it begins and ends as shares of the line's length, and its confidence."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    step: int
    likelihood: float


def decode(likelihoods: npt.NDArray[np.float32], alphabet: Sequence[str]) -> tuple[DecodedWord, ...]:
    """Return the words of a line from likelihoods of (steps, 1 + characters)."""
    best = likelihoods.argmax(axis=1)
    sure = likelihoods.max(axis=1)
    begins = np.flatnonzero((best != _NOTHING) & (np.diff(best, prepend=_NOTHING) != 0))
    letters = [_Letter(alphabet[best[step] - 1], int(step), float(sure[step])) for step in begins]
    words: list[list[_Letter]] = [[]]
    for letter in letters:
        if letter.text.isspace():
            words.append([])
        else:
            words[-1].append(letter)
    return tuple(_word(word, len(best)) for word in words if word)


def _word(letters: Sequence[_Letter], steps: int) -> DecodedWord:
    first, last = letters[0].step, letters[-1].step
    half = (last - first) / (len(letters) - 1) / 2 if len(letters) > 1 else 1.5
    return DecodedWord(
        "".join(letter.text for letter in letters),
        max(0.0, (first + 0.5 - half) / steps),
        min(1.0, (last + 0.5 + half) / steps),
        sum(letter.likelihood for letter in letters) / len(letters),
    )
