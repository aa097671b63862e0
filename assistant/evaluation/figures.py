"""Figures: what a run comes to, by name, each with its interval, or with the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from assistant.errors import BadQuestions
from assistant.evaluation.retrieval_figures import CUTOFFS, DEPTH
from assistant.evaluation.scores import Scores
from assistant.metrics import Statistic, bootstrap, roc_auc
from assistant.reader.readings import CurvePoint

Pick = Callable[[Scores], tuple[float, ...] | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of the field: its name, what it says, and how it comes from rows.

    `pick` takes of a row what `statistic` is made of; None leaves the row out. No statistic means the mean.
    `lacking` says why a run may not give the figure.
    """

    name: str
    group: str
    says: str
    lacking: str
    pick: Pick
    statistic: Statistic | None = None
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a metric over `count` questions, in [0, 1] or seconds; None, and why, where it cannot be computed.

    `low` and `high` bound its 95 % bootstrap interval; None where one question alone gives none.
    """

    name: str
    count: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""

    def __str__(self) -> str:
        """`0.812 [0.790, 0.833] of 85`, or the reason for its absence."""
        if self.value is None:
            return f"- ({self.reason})"
        interval = "" if self.low is None or self.high is None else f" [{self.low:.3f}, {self.high:.3f}]"
        return f"{self.value:.3f}{interval} of {self.count}"


_NO_EVIDENCE = 'no question gives "evidence"'
_NO_ANSWERS = 'no question gives "answers"'
_NO_LIST = 'no question gives "all"'
_NO_CLAIM = "no answer claims anything that a judge could be asked of"
_NO_CITATION = "no answer cites anything"
_NO_TALK = 'no question with a "history" has anything to hold its answer against'
_NO_TALK_OF_EVIDENCE = 'no question with a "history" gives "evidence"'


def _value(name: str) -> Pick:
    return lambda row: (row.values[name],) if name in row.values else None


def _of_follow_ups(name: str) -> Pick:
    return lambda row: (row.values[name],) if name in row.values and row.follow_up else None


def _confidence(row: Scores) -> tuple[float, ...] | None:
    return None if row.confidence is None else (row.confidence, float(row.answerable))


def _auc(rows: NDArray[np.float64]) -> float:
    return roc_auc(rows[:, 0], rows[:, 1] > 0)


def _mean(name: str, group: str, says: str, lacking: str, *, lower: bool = False) -> Metric:
    return Metric(name, group, says, lacking, _value(name), lower_is_better=lower)


def _first(cutoff: int) -> str:
    return "first passage" if cutoff == 1 else f"first {cutoff} passages"


METRICS: Mapping[str, Metric] = {
    metric.name: metric
    for metric in (
        _mean(
            "correct", "answers", "questions answered rightly, or rightly refused", "nothing to hold an answer against"
        ),
        _mean("contained", "answers", "answers that contain an accepted string", _NO_ANSWERS),
        _mean("exact", "answers", "exact match of the marked words, as SQuAD compares", _NO_ANSWERS),
        _mean("f1", "answers", "token F1 of the marked words, as SQuAD compares", _NO_ANSWERS),
        _mean("all_of", "answers", "answers that contain every required string", _NO_LIST),
        _mean("all_share", "answers", "share of the required strings that are said", _NO_LIST),
        *(
            _mean(f"recall@{cutoff}", "retrieval", f"share of the evidence in the {_first(cutoff)}", _NO_EVIDENCE)
            for cutoff in CUTOFFS
        ),
        _mean(f"mrr@{DEPTH}", "retrieval", "one over the rank of the first evidence", _NO_EVIDENCE),
        _mean(f"ndcg@{DEPTH}", "retrieval", "discounted gain of the first 10 passages", _NO_EVIDENCE),
        _mean("evidence_hit", "retrieval", "questions with some evidence among the passages read", _NO_EVIDENCE),
        _mean("false_answers", "refusal", "unanswerable questions answered", "no question is unanswerable", lower=True),
        _mean("false_refusals", "refusal", "answerable questions refused", "no question is answerable", lower=True),
        Metric(
            "refusal_auc",
            "refusal",
            "how often an answerable question scores above one that is not",
            "needs answerable and unanswerable questions",
            _confidence,
            _auc,
        ),
        _mean("citation_recall", "citations", "statements that their citations support (ALCE)", _NO_CLAIM),
        _mean("citation_precision", "citations", "citations that are needed and right (ALCE)", _NO_CLAIM),
        _mean("evidence_cited", "citations", "gold evidence that is cited", _NO_EVIDENCE),
        _mean(
            "citations_on_evidence",
            "citations",
            "citations that quote gold evidence",
            "no answer to a question with evidence cites anything",
        ),
        _mean("verbatim", "citations", "citations whose words stand where they say", _NO_CITATION),
        _mean("grounded", "groundedness", "statements supported by what was read", _NO_CLAIM),
        Metric(
            "followup_correct",
            "conversation",
            "correct among questions with a history",
            _NO_TALK,
            _of_follow_ups("correct"),
        ),
        Metric(
            "followup_recall@5",
            "conversation",
            "recall@5 of questions with a history",
            _NO_TALK_OF_EVIDENCE,
            _of_follow_ups("recall@5"),
        ),
        _mean(
            "seconds", "time", "seconds for a question, its history apart", "the assistant answered nothing", lower=True
        ),
    )
}
"""Every metric by name, in the order of the reports."""


def metric_named(name: str) -> Metric:
    """Return the metric of that name. Raises BadQuestions, naming the known ones."""
    if name not in METRICS:
        near = get_close_matches(name, METRICS, n=1)
        hint = f"did you mean {near[0]}? Known" if near else "known"
        raise BadQuestions(f'no metric "{name}"; {hint} are {", ".join(METRICS)}')
    return METRICS[name]


def figures_of(rows: Sequence[Scores]) -> Mapping[str, Figure]:
    """Return every figure of the rows, by name, absent ones included."""
    return {name: figure(metric, rows) for name, metric in METRICS.items()}


def figure(metric: Metric, rows: Sequence[Scores]) -> Figure:
    """Return one figure of the rows; never NaN: a figure that cannot be computed says why."""
    picked = picks(metric, rows)
    if not len(picked):
        return Figure(metric.name, 0, reason=metric.lacking)
    value = _plain(picked, metric.statistic)
    if math.isnan(value):
        return Figure(metric.name, len(picked), reason=metric.lacking)
    if len(picked) == 1:
        return Figure(metric.name, 1, value)
    interval = bootstrap(picked, metric.statistic)
    return Figure(metric.name, len(picked), value, interval.low, interval.high)


def picks(metric: Metric, rows: Sequence[Scores]) -> NDArray[np.float64]:
    """Return what the metric is made of, one row for each question that counts, shape (questions, parts)."""
    picked = [one for row in rows if (one := metric.pick(row)) is not None]
    return np.array(picked, np.float64)


def refusal_curve(rows: Sequence[Scores]) -> tuple[CurvePoint, ...]:
    """Return both kinds of error at thresholds of confidence from 0 to 1; nothing unless both can be made."""
    scored = picks(METRICS["refusal_auc"], rows)
    if not len(scored) or math.isnan(_auc(scored)):
        return ()
    answerable = scored[scored[:, 1] > 0, 0]
    others = scored[scored[:, 1] == 0, 0]
    return tuple(
        CurvePoint(
            round(float(threshold), 2),
            false_answers=float((others >= threshold).mean()),
            false_refusals=float((answerable < threshold).mean()),
        )
        for threshold in np.linspace(0, 1, _THRESHOLDS)
    )


_THRESHOLDS = 51


def _plain(picked: NDArray[np.float64], statistic: Statistic | None) -> float:
    return float(picked.mean()) if statistic is None else statistic(picked)
