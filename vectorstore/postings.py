"""Postings: in which chunks of a volume a word stands, and with what weight; and the BM25 that they come to.

A volume is a run of consecutive chunks, each known by its offset in it. Knows arrays and bytes; neither SQL nor a text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

WEIGHTS = {"title": 2.0, "heading": 1.5, "text": 1.0}
"""Of an occurrence of a word, by where it stands."""

MOST_OFFSETS = 2**16
"""So many chunks a volume may span: what two bytes tell apart."""

_UNIT = 2  # by which weights become whole numbers
_MOST_WEIGHT, _MOST_LENGTH = 255, 2**16 - 1  # what one byte and two hold; BM25 tells no more of them apart
_BYTES = 3  # of a posting
_K1, _B = 1.2, 0.75  # as FTS5 has them, and Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"
_AT_ONCE = 64  # scores of which only the best is looked at, to find out what the first ones have at least
_LEAST_IDF = 1e-6  # of a word that more than half of the chunks have; FTS5's


@dataclass(frozen=True, slots=True)
class Postings:
    """Offsets of chunks, ascending, and the weight that a word has in each."""

    offsets: NDArray[np.int64]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, weights: Mapping[int, float]) -> Postings:
        """Return the postings of a word that has these weights, by offset."""
        offsets = sorted(weights)
        return cls(np.array(offsets, np.int64), np.array([weights[one] for one in offsets], np.float64))

    @classmethod
    def unpack(cls, packed: bytes) -> Postings:
        """Return postings that were packed. Raises ValueError for what was not."""
        return unpacked([(0, packed)])

    def pack(self) -> bytes:
        """Return them in three bytes each."""
        return self.pack_parts([len(self.offsets)])[0]

    def pack_parts(self, ends: Sequence[int]) -> list[bytes]:
        """Return the postings of one word after the other, packed, by where each one's end."""
        offsets = self.offsets.astype("<u2").tobytes()
        halves = np.minimum(self.weights * _UNIT, _MOST_WEIGHT).astype(np.uint8).tobytes()
        return [offsets[2 * start : 2 * end] + halves[start:end] for start, end in pairwise([0, *ends])]

    def without(self, offsets: Iterable[int]) -> Postings:
        """Return those of other chunks."""
        kept = ~np.isin(self.offsets, list(offsets))
        return Postings(self.offsets[kept], self.weights[kept])


def joined(parts: Sequence[tuple[int, Postings]]) -> Postings:
    """Return the postings of a word in several volumes as those in one, by what each adds to its offsets."""
    return Postings(
        np.concatenate([part.offsets + shift for shift, part in parts]),
        np.concatenate([part.weights for _, part in parts]),
    )


def unpacked(parts: Sequence[tuple[int, bytes]]) -> Postings:
    """Return the postings of a word that were packed in several volumes as those in one, as `joined` does.

    All at once: a call of numpy costs as much as some hundred postings. Raises ValueError for what was not packed.
    """
    numbers = [number_of(packed) for _, packed in parts]
    for number, (_, packed) in zip(numbers, parts, strict=True):
        if number * _BYTES != len(packed):
            raise ValueError(f"{len(packed)} bytes are no postings")
    offsets = b"".join([packed[: 2 * number] for number, (_, packed) in zip(numbers, parts, strict=True)])
    halves = b"".join([packed[2 * number :] for number, (_, packed) in zip(numbers, parts, strict=True)])
    shifts = np.repeat(np.array([shift for shift, _ in parts], np.int64), numbers)
    return Postings(np.frombuffer(offsets, "<u2") + shifts, np.frombuffer(halves, np.uint8) / _UNIT)


def number_of(packed: bytes) -> int:
    """Return how many postings were packed."""
    return len(packed) // _BYTES


def pack_lengths(lengths: NDArray[np.int64]) -> bytes:
    """Return the numbers of words of a volume's chunks in two bytes each; 0 where no chunk is."""
    return np.minimum(lengths, _MOST_LENGTH).astype("<u2").tobytes()


def unpack_lengths(packed: bytes) -> NDArray[np.int64]:
    """Return lengths that were packed."""
    return np.frombuffer(packed, "<u2").astype(np.int64)


def idf(chunks: int, having: int) -> float:
    """Return what a word tells that so many of the chunks have."""
    return max(math.log((chunks - having + 0.5) / (having + 0.5)), _LEAST_IDF)


def bm25(lengths: NDArray[np.int64], average: float, words: Iterable[tuple[float, Postings]]) -> NDArray[np.float64]:
    """Return the score of every chunk of a volume, 0 where it has none of the words, given by `idf` and postings."""
    norms = _K1 * (1 - _B + _B * lengths / average)
    scores = np.zeros(len(lengths))
    for telling, postings in words:
        weights = postings.weights
        scores[postings.offsets] += telling * (weights * (_K1 + 1)) / (weights + norms[postings.offsets])
    return scores


def best(scores: NDArray[np.float64], limit: int) -> list[tuple[int, float]]:
    """Return the places of the best scores and these, best first; ties in the order in which they were taken in."""
    least = np.nextafter(0, 1)
    if len(scores) > limit * _AT_ONCE:  # the best of so many scores at once: what is less than all these is no first
        highest = np.maximum.reduceat(scores, np.arange(0, len(scores), _AT_ONCE))
        least = max(least, np.partition(highest, len(highest) - limit)[len(highest) - limit])
    places = np.flatnonzero(scores >= least)
    order = np.argsort(-scores[places], kind="stable")[:limit]
    return list(zip(places[order].tolist(), scores[places[order]].tolist(), strict=True))


def only(scores: NDArray[np.float64], places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the scores at some places, and 0 for the others."""
    kept = np.zeros(len(scores))
    kept[places] = scores[places]
    return kept
