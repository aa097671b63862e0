"""Retrieval figures: whether the passages that were read hold the evidence, and how near the top.

Knows passages in their final order and evidence; never how they were found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.evidence import folded, holds
from assistant.metrics import ndcg_at, recall_at, reciprocal_rank

CUTOFFS = (1, 3, 5, 10)
DEPTH = 10  # of MRR and nDCG


@dataclass(frozen=True, slots=True)
class RankedEvidence:
    """What a ranking brings: for each rank how much evidence not seen before, of `wanted` pieces in all."""

    new: tuple[int, ...]
    wanted: int

    @property
    def missing(self) -> int:
        """How many pieces of evidence are nowhere in the ranking."""
        return self.wanted - sum(self.new)


def find_evidence(texts: Sequence[str], evidence: Sequence[str]) -> RankedEvidence:
    """Return what the texts of a ranking, best first, bring of the evidence; a piece counts where it stands first."""
    open_ = list(dict.fromkeys(map(folded, evidence)))
    new, wanted = [], len(open_)
    for text in map(folded, texts):
        left = [one for one in open_ if not holds(text, one)]
        new.append(len(open_) - len(left))
        open_ = left
    return RankedEvidence(tuple(new), wanted)


def ranking_values(found: RankedEvidence) -> Mapping[str, float]:
    """Return recall at each cutoff, MRR, nDCG and whether anything was found, each in [0, 1].

    Recall is the share of the pieces of evidence. For MRR and nDCG a passage is relevant when it brings a new piece;
    the ideal ranking has the same relevant passages first, and one more for each piece that is missing.
    """
    relevant = [count > 0 for count in found.new]
    ideal = sum(relevant) + found.missing
    recalls = {f"recall@{cutoff}": recall_at(cutoff, found.new, found.wanted) for cutoff in CUTOFFS}
    return {
        **recalls,
        f"mrr@{DEPTH}": reciprocal_rank(DEPTH, relevant),
        f"ndcg@{DEPTH}": ndcg_at(DEPTH, relevant, ideal),
        "evidence_hit": float(any(relevant)),
    }


def retrieval_values(texts: Sequence[str], evidence: Sequence[str]) -> Mapping[str, float]:
    """Return the figures of one ranking of passages; none where there is no evidence to find."""
    return ranking_values(find_evidence(texts, evidence)) if evidence else {}
