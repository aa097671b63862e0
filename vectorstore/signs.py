"""Signs: of each vector one bit a number, whether it is above the middle of its volume's. They tell whom to look at.

Estimates first by how many bits a question shares, then by what the question says of each bit. Knows arrays and bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_WORD = 64  # bits
_COUNTED_IN_A_BYTE = 3  # words whose bits a byte can count
_BITS_OF_BYTE = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32)
_LEAST_SHARING = 4_000  # vectors that are looked at more closely, at least,
_SHARE = 1 / 16  # and of all


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a volume's vectors.

    `middle` is their mean, `mean_distance` how far they are from it, `step` how far each number of them is from it, on
    average; `bits` has shape (words, vectors).
    """

    middle: Vectors
    mean_distance: float
    step: float
    bits: NDArray[np.uint64]

    @classmethod
    def of(cls, vectors: Vectors, places: NDArray[np.int64], size: int) -> Signs:
        """Return the signs of vectors, shape (places, dimension), each at its place of `size`; others have none set."""
        middle = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        apart = vectors - middle
        bits = np.zeros((-(-len(middle) // _WORD), size), np.uint64)
        bits[:, places] = _bits(apart)
        return cls(middle, float(np.linalg.norm(apart, axis=1).mean()), float(np.abs(apart).mean()), bits)

    @property
    def size(self) -> int:
        """How many vectors there is room for."""
        size: int = self.bits.shape[1]
        return size

    def at(self, places: NDArray[np.int64]) -> Signs:
        """Return the signs of the vectors at some places only."""
        return replace(self, bits=self.bits.take(places, axis=1))

    def fit(self, vectors: Vectors, places: NDArray[np.int64]) -> bool:
        """Whether these are the signs of vectors, shape (places, dimension), at their places."""
        return len(self.middle) == vectors.shape[1] and np.array_equal(
            self.bits[:, places], _bits(vectors - self.middle)
        )

    @classmethod
    def unpack(cls, packed: bytes) -> Signs:
        """Return signs that were packed. Raises ValueError for what was not."""
        dimension, size = np.frombuffer(packed, "<u4", 2).tolist()
        numbers = np.frombuffer(packed, "<f4", dimension + 2, offset=8).astype(np.float32)
        bits = np.frombuffer(packed, "<u8", offset=8 + 4 * len(numbers)).reshape(-(-dimension // _WORD), size)
        return cls(numbers[2:], float(numbers[0]), float(numbers[1]), bits)

    def pack(self) -> bytes:
        """Return them as bytes: 48 a vector of 384 numbers."""
        head = np.array([len(self.middle), self.size], "<u4").tobytes()
        numbers = np.array([self.mean_distance, self.step, *self.middle], "<f4").tobytes()
        return head + numbers + self.bits.astype("<u8").tobytes()

    def guess(self, bearing: Bearing) -> Vectors:
        """Return about what the cosines with a vector are, by the bits that are shared."""
        apart = bearing.vector - self.middle
        its = _bits(apart.reshape(1, -1))
        differing = np.zeros(self.size, np.uint16)
        for word in range(0, len(its), _COUNTED_IN_A_BYTE):
            some = slice(word, word + _COUNTED_IN_A_BYTE)
            differing += np.bitwise_count(self.bits[some] ^ its[some]).sum(axis=0, dtype=np.uint8)
        near = float(self.middle @ bearing.vector) + float(np.linalg.norm(apart)) * self.mean_distance * bearing.angles
        cosines: Vectors = near.astype(np.float32).take(differing)
        return cosines

    def estimate(self, bearing: Bearing, told: Vectors) -> Vectors:
        """Return more exactly what the cosines with a vector are, by what it tells of the bits of some of these."""
        cosines: Vectors = float(self.middle @ bearing.vector) + self.step * told
        return cosines


@dataclass(frozen=True, slots=True)
class Bearing:
    """A vector whose nearest are sought, with what is the same for all volumes.

    `angles` are cosines by the number of bits that differ; `of_byte`, shape (bytes, 256), what it says of eight bits.
    """

    vector: Vectors
    angles: NDArray[np.float64]
    of_byte: Vectors

    @classmethod
    def of(cls, vector: Vectors) -> Bearing:
        """Reckon with a vector, shape (dimension,)."""
        weights = np.zeros(-(-len(vector) // _WORD) * _WORD, np.float32)
        weights[: len(vector)] = 2 * vector
        of_byte = np.einsum("wb,vb->wv", weights.reshape(-1, 8), _BITS_OF_BYTE)
        return cls(vector, np.cos(np.pi * np.arange(len(vector) + 1) / len(vector)), of_byte)

    def told(self, bits: NDArray[np.uint64]) -> Vectors:
        """Return what it tells of bits, shape (words, vectors), summed for each vector.

        Eight bits at a time are looked up: a product of matrices would keep every core busy for it.
        """
        rows = np.ascontiguousarray(bits).view(np.uint8).reshape(*bits.shape, 8)
        told: Vectors = np.full(bits.shape[1], -self.vector.sum(), np.float32)
        for place, of_byte in enumerate(self.of_byte):
            told += of_byte.take(rows[place // 8, :, place % 8])
        return told


def likeliest(volumes: Sequence[tuple[int, Signs]], vector: Vectors, most: int) -> list[int]:
    """Return the numbers of at most so many chunks that are likely the nearest to a vector, in no order.

    Of each volume its first number is given with its signs.
    """
    if not volumes:
        return []
    bearing = Bearing.of(vector)
    guesses = [signs.guess(bearing) for _, signs in volumes]
    ends = np.cumsum([len(some) for some in guesses])
    near = _largest(np.concatenate(guesses), max(_LEAST_SHARING, int(ends[-1] * _SHARE), most))
    edges = np.searchsorted(near, ends)[:-1]
    places = [some - end + len(guess) for some, end, guess in zip(np.split(near, edges), ends, guesses, strict=True)]
    bits = [signs.bits[:, some] for (_, signs), some in zip(volumes, places, strict=True)]
    told = np.split(bearing.told(np.concatenate(bits, axis=1)), edges)
    estimates = [signs.estimate(bearing, some) for (_, signs), some in zip(volumes, told, strict=True)]
    numbers = [first + some for (first, _), some in zip(volumes, places, strict=True)]
    found: list[int] = np.concatenate(numbers)[_largest(np.concatenate(estimates), most)].tolist()
    return found


def narrowed(volumes: Sequence[tuple[int, Signs]], numbers: NDArray[np.int64]) -> list[tuple[int, Signs]]:
    """Return the signs of the chunks of some numbers, ascending, as volumes in which each has its place in `numbers`.

    Those that are in no volume are in none of these.
    """
    edges = np.searchsorted(numbers, [(first, first + signs.size) for first, signs in volumes]).reshape(-1, 2).tolist()
    return [
        (start, signs.at(numbers[start:end] - first))
        for (first, signs), (start, end) in zip(volumes, edges, strict=True)
        if start < end
    ]


def _largest(values: Vectors, number: int) -> NDArray[np.int64]:
    """Return the places of so many of the largest values, ascending."""
    if number >= len(values):
        return np.arange(len(values))
    return np.sort(np.argpartition(values, len(values) - number)[len(values) - number :])


def _bits(apart: Vectors) -> NDArray[np.uint64]:
    """Return which numbers of vectors are above 0, shape (words, vectors)."""
    padded = np.zeros((len(apart), -(-apart.shape[1] // _WORD) * _WORD), np.bool_)
    padded[:, : apart.shape[1]] = apart > 0
    return np.ascontiguousarray(np.packbits(padded, axis=1).view(np.uint64).T)
