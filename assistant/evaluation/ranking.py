"""Rankings: any search over any texts, measured by one function, so that systems stand beside one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.retrieval_figures import RankedEvidence, find_evidence, ranking_values
from assistant.metrics import Interval, bootstrap, contains_answer


@dataclass(frozen=True, slots=True)
class Ranked:
    """One text of a ranking, and the document that it is of."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A question with what its ranking should bring: documents by id, or evidence by its words, or an accepted answer.

    The first of the three that is given counts.
    """

    question: str
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


Rank = Callable[[str], Sequence[Ranked]]
"""A system: texts for a question, best first."""


def measure_ranking(questions: Sequence[Sought], rank: Rank) -> Mapping[str, Interval]:
    """Return recall at each cutoff, MRR, nDCG and hits of a system over the questions, each with its interval.

    Raises ValueError where there is no question.
    """
    values = [ranking_values(find(one, rank(one.question))) for one in questions]
    if not values:
        raise ValueError("no question to rank for")
    return {name: bootstrap([one[name] for one in values]) for name in values[0]}


def find(sought: Sought, ranked: Sequence[Ranked]) -> RankedEvidence:
    """Return what a ranking brings of what is sought, at which rank."""
    if sought.documents:
        return _find_documents(sought.documents, [one.document for one in ranked])
    if sought.evidence:
        return find_evidence([one.text for one in ranked], sought.evidence)
    holding = [contains_answer(one.text, sought.answers) > 0 for one in ranked]
    first = holding.index(True) if True in holding else None
    return RankedEvidence(tuple(int(place == first) for place in range(len(ranked))), 1)


def _find_documents(wanted: Sequence[str], ranked: Sequence[str]) -> RankedEvidence:
    """Return at which ranks the documents come first; further passages of one take no rank of their own."""
    documents = list(dict.fromkeys(ranked))
    return RankedEvidence(tuple(int(one in wanted) for one in documents), len(set(wanted)))
