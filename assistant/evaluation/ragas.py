"""Ragas: a run handed to its metrics, and what they say of it taken back. The one door to ragas.

Ragas gives NaN where a model's reply cannot be read. Such scores are left out and counted; they never enter a mean.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import JudgeFailed
from assistant.evaluation.answer_figures import said
from assistant.evaluation.run import Run
from assistant.metrics import Interval, bootstrap


@dataclass(frozen=True, slots=True)
class RagasFigure:
    """One metric of ragas over the rows that it could score; `unread` counts those that it could not.

    `interval` is None where there was none to score.
    """

    name: str
    count: int
    unread: int
    interval: Interval | None


def ragas_rows(run: Run) -> tuple[dict[str, object], ...]:
    """Return the answered questions of a run as rows of a ragas `EvaluationDataset`; refusals claim nothing."""
    rows: list[dict[str, object]] = []
    for row in run.rows:
        if row.answer is None or row.answer.refused:
            continue
        accepted = row.question.answers[:1] or row.question.required
        rows.append(
            {
                "user_input": row.answer.standalone_question,
                "response": said(row.answer),
                "retrieved_contexts": [passage.chunk.text for passage in row.answer.passages],
                "reference": "; ".join(accepted),
                "reference_contexts": list(row.question.evidence),
            }
        )
    return tuple(rows)


def evaluate_with_ragas(run: Run, metrics: Sequence[object], *, llm: object = None) -> Mapping[str, RagasFigure]:
    """Let ragas metrics score the run with a LangChain chat model, and return their figures by name.

    Raises JudgeFailed when ragas is not installed, or when no question was answered.
    """
    try:
        ragas = importlib.import_module("ragas")
    except ImportError as error:
        if getattr(error, "name", None) == "ragas":
            raise JudgeFailed("ragas is not installed; install it with `pip install 'sourcechat[ragas]'`") from error
        raise JudgeFailed(f"ragas is installed, but something it needs is not ({error})") from error
    rows = ragas_rows(run)
    if not rows:
        raise JudgeFailed("no question was answered, so that ragas has nothing to score")
    dataset = ragas.EvaluationDataset.from_list(list(rows))
    scores = ragas.evaluate(dataset, metrics=list(metrics), llm=llm, show_progress=False).scores
    return {name: _figure(name, [row.get(name) for row in scores]) for name in scores[0]}


def _figure(name: str, scores: Sequence[object]) -> RagasFigure:
    read = [float(score) for score in scores if isinstance(score, int | float) and math.isfinite(score)]
    return RagasFigure(name, len(read), len(scores) - len(read), bootstrap(read) if read else None)
