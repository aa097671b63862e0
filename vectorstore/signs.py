"""Signs: of each vector one bit a number, whether it is above the middle of its volume's. They tell whom to look at.

Estimates first by how many bits a question shares, then by what the question says of each bit. Knows arrays and bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_WORD = 64  # bits
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
        head = np.array([len(self.middle), self.bits.shape[1]], "<u4").tobytes()
        numbers = np.array([self.mean_distance, self.step, *self.middle], "<f4").tobytes()
        return head + numbers + self.bits.astype("<u8").tobytes()

    def guess(self, vector: Vectors) -> Vectors:
        """Return about what the cosines with a vector are, by the bits that are shared."""
        apart = vector - self.middle
        differing = np.zeros(self.bits.shape[1], np.uint16)
        for mine, its in zip(self.bits, _bits(apart.reshape(1, -1)), strict=True):
            differing += np.bitwise_count(mine ^ its[0])
        angles = np.cos(np.pi * np.arange(len(vector) + 1) / len(vector))  # by how many bits differ
        near = float(self.middle @ vector) + float(np.linalg.norm(apart)) * self.mean_distance * angles
        cosines: Vectors = near.astype(np.float32)[differing]
        return cosines

    def estimate(self, vector: Vectors, places: NDArray[np.int64]) -> Vectors:
        """Return more exactly what the cosines of a vector and of those at some places are.

        What the vector says of eight bits is looked up: a product of matrices would keep every core busy for it.
        """
        weights = np.zeros(len(self.bits) * _WORD, np.float32)
        weights[: len(vector)] = 2 * vector
        told_of_byte = np.einsum("wb,vb->wv", weights.reshape(-1, 8), _BITS_OF_BYTE).ravel()
        rows = np.ascontiguousarray(self.bits[:, places].T).view(np.uint8)
        told = told_of_byte[rows + np.arange(rows.shape[1]) * len(_BITS_OF_BYTE)].sum(axis=1) - vector.sum()
        cosines: Vectors = float(self.middle @ vector) + self.step * told
        return cosines


def likeliest(volumes: Sequence[tuple[int, Signs]], vector: Vectors, most: int) -> list[int]:
    """Return the numbers of at most so many chunks that are likely the nearest to a vector, in no order.

    Of each volume its first number is given with its signs.
    """
    if not volumes:
        return []
    guesses = np.concatenate([signs.guess(vector) for _, signs in volumes])
    near = _largest(guesses, max(_LEAST_SHARING, int(len(guesses) * _SHARE), most))
    numbers, estimates = [], []
    start = 0
    for first, signs in volumes:
        end = start + signs.bits.shape[1]
        places = near[(near >= start) & (near < end)] - start
        numbers.append(first + places)
        estimates.append(signs.estimate(vector, places))
        start = end
    kept = _largest(np.concatenate(estimates), most)
    found: list[int] = np.concatenate(numbers)[kept].tolist()
    return found


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
