"""Weighing: how likely each proposal is what a question means, by weights fitted on questions with known answers."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from assistant.computing.execution import Outcome
from assistant.computing.linking import fold
from assistant.computing.proposals import Proposal, View


@dataclass(frozen=True, slots=True)
class Computed:
    """A proposal with what it gives, over the grid that it was proposed for."""

    proposal: Proposal
    outcome: Outcome
    view: View


@dataclass(frozen=True, slots=True)
class Weighable:
    """A proposal as far as it is weighed: its marks, and its result so that equal ones are equal."""

    marks: Mapping[str, float]
    result: tuple[str, ...]
    operation: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to read a question: the number of the best proposal that gives a result, and the belief in that."""

    number: int
    probability: float


@dataclass(frozen=True, slots=True)
class ProposalWeights:
    """A weight for each mark of a proposal, and for what tells how far to trust the first reading.

    Marks without one weigh nothing.
    """

    marks: Mapping[str, float]
    trust: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def load(cls) -> ProposalWeights:
        """Load the weights that `python -m training.weighing` makes."""
        text = files("assistant.computing").joinpath("weights.json").read_text(encoding="utf-8")
        kept = json.loads(text)
        return cls(kept["marks"], kept["trust"])

    def score(self, marks: Mapping[str, float]) -> float:
        """Return the weighed sum of marks."""
        return sum(self.marks.get(name, 0.0) * value for name, value in marks.items())


def readings(proposals: Sequence[Weighable], weights: ProposalWeights) -> tuple[Interpretation, ...]:
    """Return the readings of a question, likeliest first, one for each different result."""
    scores = [weights.score(one.marks) for one in proposals]
    highest = max(scores, default=0.0)
    masses: dict[tuple[str, ...], float] = defaultdict(float)
    best: dict[tuple[str, ...], int] = {}
    for number, (one, score) in enumerate(zip(proposals, scores, strict=True)):
        masses[one.result] += math.exp(score - highest)
        if one.result not in best or score > scores[best[one.result]]:
            best[one.result] = number
    total = sum(masses.values())
    found = [Interpretation(best[result], mass / total) for result, mass in masses.items()]
    return tuple(sorted(found, key=lambda reading: -reading.probability))


def weighable(one: Computed) -> Weighable:
    """Return a proposal as far as it is weighed."""
    marks = {name: value for name, value in marks_of(one).items() if value}
    return Weighable(marks, result_of(one.outcome), one.proposal.operation)


def result_of(outcome: Outcome) -> tuple[str, ...]:
    """Return a result so that equal ones are equal: its words in any order, or its number."""
    if outcome.words:
        return tuple(sorted(fold(word).strip() for word in outcome.words))
    return (f"{outcome.number:.6g}",)


def marks_of(one: Computed) -> dict[str, float]:
    """Return all marks of a proposal: its own, and what its result and its words say."""
    view, proposal, outcome = one.view, one.proposal, one.outcome
    content = view.asked.content - view.naming
    missed = len(content - proposal.covered)
    marks = dict(proposal.marks)
    marks["missed"] = float(missed)
    marks["missed share"] = missed / max(len(content), 1)
    marks["missed exact"] = float(len(_exact(view) - proposal.covered))
    marks["table"] = view.share
    marks["table named"] = float(bool(view.naming))
    marks["turned"] = float(view.grid.turned)
    marks[f"turned {proposal.operation}"] = float(view.grid.turned)
    marks |= _result_marks(view, outcome, proposal.operation)
    return marks


def _exact(view: View) -> frozenset[int]:
    """Return the words that stand in the table whole."""
    return frozenset().union(*(p.positions for p in view.pieces if p.sort.endswith(("whole", "dated", "compared"))))


_MANY = 5  # cells
_LONG = 60  # characters of a cell


def _result_marks(view: View, outcome: Outcome, operation: str) -> dict[str, float]:
    marks: dict[str, float] = {}
    if outcome.words:
        question = f" {fold(view.asked.text)} "
        echoed = sum(f" {fold(word)}" in question for word in outcome.words) / len(outcome.words)
        marks["echo"] = echoed
        marks[f"echo {operation}"] = echoed
        marks["words many"] = float(len(outcome.words) > _MANY)
        marks["long words"] = float(sum(map(len, outcome.words)) / len(outcome.words) > _LONG)
        numeric = sum(any(c.isdigit() for c in word) for word in outcome.words) / len(outcome.words)
        marks[f"digits for {view.intent.wh}"] = numeric
        marks[f"words for {view.intent.wh}"] = 1 - numeric
    else:
        marks["nought"] = float(outcome.number == 0)
        marks["one"] = float(outcome.number == 1)
        marks[f"number for {view.intent.wh}"] = 1.0
    return marks


def trust(
    found: Sequence[Interpretation],
    proposals: Sequence[Weighable],
    weights: ProposalWeights,
    *,
    among: int | None = None,
) -> float:
    """Return the calibrated probability that the first of some readings is right; `among` so many, if more were."""
    marks = trust_marks(found, proposals, among=among)
    return 1 / (1 + math.exp(-sum(weights.trust.get(name, 0.0) * value for name, value in marks.items())))


def trust_marks(
    found: Sequence[Interpretation], proposals: Sequence[Weighable], *, among: int | None = None
) -> dict[str, float]:
    """Return what tells how far the first of some readings can be trusted."""
    first = found[0]
    marks = proposals[first.number].marks
    second = found[1].probability if len(found) > 1 else 0.0
    share = min(max(first.probability, _LEAST), 1 - _LEAST)
    return {
        "bias": 1.0,
        "share": math.log(share / (1 - share)),
        "ahead": math.log(first.probability + _LEAST) - math.log(second + _LEAST),
        "readings": math.log(among or len(found)),
        **{name: marks.get(name, 0.0) for name in ("missed", "missed share", "missed exact", "echo")},
        f"operation {proposals[first.number].operation}": 1.0,
    }


_LEAST = 0.001


def compute(view: View, proposals: Sequence[Proposal]) -> list[Computed]:
    """Return the proposals that give something, with what they give."""
    computed = [Computed(one, view.executor.run(one.form), view) for one in proposals]
    return [one for one in computed if not one.outcome.is_empty]
