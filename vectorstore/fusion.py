"""Reciprocal rank fusion. Knows ranks, never scores or texts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

# As in Cormack, Clarke and Buettcher 2009, "Reciprocal rank fusion outperforms Condorcet ...", SIGIR.
RANK_CONSTANT = 60


def fuse(*rankings: Sequence[Item]) -> list[tuple[Item, float]]:
    """Return every item of the rankings with its fused score, best first; ties keep the order of the rankings."""
    scores: dict[Item, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(dict.fromkeys(ranking), start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda scored: -scored[1])
