"""Fusion: what vectors and keywords say of each item, joined into one score. Knows scores, never texts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

# A convex combination, as in Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS.
# Ranks forget how far the best is ahead. The share was chosen by `python -m bench.mixing`.
COSINE_SHARE = 0.6


def fuse(
    cosines: Mapping[Item, float], keywords: Mapping[Item, float], *, cosine_share: float = COSINE_SHARE
) -> list[tuple[Item, float]]:
    """Return every item with its score, best first; ties keep the order of the items.

    `cosines` hold one value for each item; `keywords` its BM25, higher is better, or nothing where it shares no word.
    A score is a weighted sum of both, each as a share of its best: at most 1, comparable within one question only.
    """
    nearest, likest = max(cosines.values(), default=0.0), max(keywords.values(), default=0.0)
    scores = {
        item: cosine_share * _share(cosine, nearest) + (1 - cosine_share) * _share(keywords.get(item, 0.0), likest)
        for item, cosine in cosines.items()
    }
    return sorted(scores.items(), key=lambda scored: -scored[1])


def _share(value: float, best: float) -> float:
    return value / best if best > 0 else 0.0
