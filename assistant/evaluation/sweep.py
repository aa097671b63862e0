"""Sweeps: one question file under several settings: what each is worth, what it costs, and which are worth having."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import product

import numpy as np

from assistant.errors import BadQuestions
from assistant.evaluation.figures import METRICS, Figure, figures_of
from assistant.evaluation.questions import EvaluationQuestion
from assistant.evaluation.run import Answerer, Measuring, OnProgress, evaluate

QUALITY = "correct"
"""The figure that is held against time."""

_NOISE = 1.1  # ratio of two medians up to which they count as the same time

Chosen = Mapping[str, str]
"""A value for each setting that is swept, by dotted name."""

Subject = tuple[Answerer, Measuring]
Make = Callable[[Chosen], AbstractContextManager[Subject]]
"""Gives the assistant under the chosen settings, and what its answers are held against, for as long as it is asked."""

Watch = Callable[[Chosen], OnProgress]
"""Gives who is told how far the run under the chosen settings is."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One setting with the values to try."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What a run under the chosen settings came to; `seconds` is the median time of a question.

    `worth_having` says that no other point is better and as fast, or faster and as good: the Pareto front. Medians
    within 10 % of each other count as the same time.
    """

    chosen: Chosen
    figures: Mapping[str, Figure]
    seconds: float
    worth_having: bool = False

    @property
    def quality(self) -> float | None:
        """The figure that is held against time; None where there is none."""
        return self.figures[QUALITY].value


def read_axis(text: str) -> Axis:
    """Return the axis written as `SETTING=A,B,C`. Raises BadQuestions; an unknown setting shows when it is set."""
    name, _, values = text.partition("=")
    tried = tuple(value.strip() for value in values.split(",") if value.strip())
    if not name.strip() or not tried:
        raise BadQuestions(f"{text}: not a sweep; write SETTING=A,B,C, as in retrieval.top_k=4,8,16")
    if len(set(tried)) < len(tried):
        raise BadQuestions(f"{text}: a value stands there twice")
    return Axis(name.strip(), tried)


def grid(axes: Sequence[Axis]) -> tuple[Chosen, ...]:
    """Return every combination of the values. Raises BadQuestions for a setting that is swept twice."""
    names = [axis.name for axis in axes]
    if len(set(names)) < len(names):
        raise BadQuestions("a setting is swept twice; write its values in one list")
    return tuple(dict(zip(names, values, strict=True)) for values in product(*(axis.values for axis in axes)))


def sweep(
    axes: Sequence[Axis],
    questions: Sequence[EvaluationQuestion],
    make: Make,
    *,
    watch: Watch | None = None,
) -> tuple[Point, ...]:
    """Run the questions under every combination of the settings, and mark those worth having."""
    points: list[Point] = []
    for chosen in grid(axes):
        with make(chosen) as (answerer, measuring):
            run = evaluate(answerer, questions, measuring, on_progress=None if watch is None else watch(chosen))
        seconds = float(np.median([row.seconds for row in run.rows]))
        points.append(Point(chosen, figures_of(run.scores), seconds))
    return pareto(points)


def pareto(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points with those marked that no other one beats in quality and time together."""
    return tuple(
        Point(one.chosen, one.figures, one.seconds, worth_having=not any(_beats(other, one) for other in points))
        for one in points
    )


def _beats(other: Point, one: Point) -> bool:
    if other.quality is None or one.quality is None:
        return one.quality is None and other.quality is not None
    faster, slower = (slow.seconds > fast.seconds * _NOISE for fast, slow in ((other, one), (one, other)))
    return (other.quality > one.quality and not slower) or (other.quality == one.quality and faster)


SHOWN = tuple(
    name for name in (QUALITY, "recall@5", "false_answers", "false_refusals", "refusal_auc") if name in METRICS
)
"""The figures that a table of a sweep shows beside the time."""
