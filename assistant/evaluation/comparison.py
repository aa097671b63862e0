"""Comparison: a run against an earlier one, question by question: how far each figure moved, which answers flipped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.errors import BadQuestions
from assistant.evaluation.figures import METRICS, Metric
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.scores import DIGITS, Scores
from assistant.metrics import Difference, paired_difference

Pair = tuple[Scores, Scores]

_EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class FigureChange:
    """How a figure moved over the `count` questions that both runs give it for."""

    name: str
    count: int
    old: float
    new: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that was answered rightly in one run only, with what was said in each."""

    id: str
    question: str
    gained: bool
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Every figure that both runs give, the questions that flipped, and the ids that could not be paired.

    `reworded` are ids under which the two runs asked different things.
    """

    changes: tuple[FigureChange, ...]
    flips: tuple[Flip, ...]
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()


def compare(old: Sequence[Scores], new: Sequence[Scores]) -> RunComparison:
    """Pair two runs by the ids of their questions. Raises BadQuestions when they have none in common."""
    earlier, later = {one.id: one for one in old}, {one.id: one for one in new}
    common = [(earlier[one.id], one) for one in new if one.id in earlier]
    pairs = [pair for pair in common if _same_question(pair)]
    if not pairs:
        raise _nothing_in_common()
    return RunComparison(
        changes=tuple(change for metric in METRICS.values() if (change := _change(metric, pairs)) is not None),
        flips=tuple(_flip(pair) for pair in pairs if _flipped(pair)),
        only_old=tuple(one for one in earlier if one not in later),
        only_new=tuple(one for one in later if one not in earlier),
        reworded=tuple(pair[0].id for pair in common if not _same_question(pair)),
    )


def check_common(old: Sequence[Scores], questions: Sequence[EvaluationQuestion]) -> None:
    """Raise BadQuestions, before anything is asked, when `compare` would find nothing in common."""
    asked = {(one.id, one.question, one.answerable, bool(one.history)) for one in questions}
    if not any((one.id, one.question, one.answerable, one.follow_up) in asked for one in old):
        raise _nothing_in_common()


def _nothing_in_common() -> BadQuestions:
    return BadQuestions("the baseline has no question in common with this run; compare runs of one question file")


def _same_question(pair: Pair) -> bool:
    old, new = pair
    return (old.question, old.answerable, old.follow_up) == (new.question, new.answerable, new.follow_up)


def _change(metric: Metric, pairs: Sequence[Pair]) -> FigureChange | None:
    both = [(metric.pick(old), metric.pick(new)) for old, new in pairs]
    picked = [(old, new) for old, new in both if old is not None and new is not None]
    if not picked:
        return None
    old, new = (np.round([pair[side] for pair in picked], DIGITS) for side in (0, 1))
    values = _value(metric, old), _value(metric, new)
    if any(map(math.isnan, values)):
        return None
    return FigureChange(metric.name, len(picked), *values, paired_difference(old, new, metric.statistic))


def _value(metric: Metric, rows: NDArray[np.float64]) -> float:
    return float(rows.mean()) if metric.statistic is None else metric.statistic(rows)


def _flipped(pair: Pair) -> bool:
    old, new = (one.values.get("correct") for one in pair)
    return old is not None and new is not None and abs(old - new) > _EQUAL


def _flip(pair: Pair) -> Flip:
    old, new = pair
    return Flip(new.id, new.question, new.values["correct"] > old.values["correct"], old.said, new.said)
