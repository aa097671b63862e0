"""Exact search: every vector held against every other. Knows arrays and ids, never where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.chunking import ChunkId

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ExactIndex:
    """The vectors of some chunks in memory: `vectors` of shape (ids, dimension), in the order of `ids`."""

    ids: tuple[ChunkId, ...]
    vectors: Vectors

    @classmethod
    def of(cls, rows: Iterable[tuple[ChunkId, bytes]]) -> ExactIndex:
        """Gather rows of a chunk's id and its vector, float32 as bytes, holding no more than one of them twice."""
        ids: list[ChunkId] = []
        gathered = bytearray()
        for one, vector in rows:
            ids.append(one)
            gathered += vector
        return cls(tuple(ids), np.frombuffer(gathered, np.float32).reshape(len(ids), -1) if ids else _nothing())

    def with_(self, rows: Iterable[tuple[ChunkId, bytes]]) -> ExactIndex:
        """Return these and others, given as `of` takes them, which come first."""
        others = ExactIndex.of(rows)
        if not self.ids or not others.ids:
            return others if others.ids else self
        return ExactIndex((*others.ids, *self.ids), np.concatenate([others.vectors, self.vectors]))

    def nearest(self, vector: Vectors, *, limit: int) -> tuple[ChunkId, ...]:
        """Return the ids of the vectors nearest to `vector`, shape (dimension,), best first; ties keep their order."""
        if not self.ids:
            return ()
        distances = -np.vecdot(self.vectors, vector)  # a product of matrices would keep a second core busy for 20 ms
        candidates: Sequence[int] | NDArray[np.intp] = range(len(self.ids))
        if limit < len(self.ids):
            furthest = np.partition(distances, limit - 1)[limit - 1]
            candidates = np.flatnonzero(distances <= furthest)
        order = np.argsort(distances[candidates], kind="stable")[:limit]
        return tuple(self.ids[candidates[place]] for place in order)


def _nothing() -> Vectors:
    return np.zeros((0, 0), np.float32)
