"""A run as one JSON object, versioned, and read back as the baseline of a later one.

The schema is documented in docs/evaluation.md. Version 1 keeps every name that it has; names may be added.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant import answer_json
from assistant.answers import Answer
from assistant.errors import BadQuestions
from assistant.evaluation.answer_figures import short_answer
from assistant.evaluation.comparison import FigureChange, RunComparison
from assistant.evaluation.figures import METRICS, Figure, figures_of, refusal_curve
from assistant.evaluation.judges import Dissent
from assistant.evaluation.questions import to_row
from assistant.evaluation.run import Run, RunRow
from assistant.evaluation.scores import DIGITS, Scores
from assistant.evaluation.slices import Slices, slices_of
from assistant.evaluation.sweep import Point
from assistant.evaluation.timing import Stage, stages_of
from assistant.reader.readings import CurvePoint
from ingest.documents import DocumentId

SCHEMA = "sourcechat.evaluation"
VERSION = 1


@dataclass(frozen=True, slots=True)
class About:
    """What was run, and on what: enough to run it again."""

    questions: str
    library: str
    documents: int
    passages: int
    judge: str
    version: str
    date: str
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """A run with everything that is shown of it."""

    about: About
    run: Run
    figures: Mapping[str, Figure]
    curve: tuple[CurvePoint, ...]
    slices: Slices
    stages: tuple[Stage, ...]
    comparison: RunComparison | None = None
    sweep: tuple[Point, ...] = ()
    disagreement: Dissent | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the figures must know."""
        return self.run.notes


def report_on(run: Run, about: About, titles: Mapping[DocumentId, str]) -> Report:
    """Return the report of a run. `titles` are those of the library's documents."""
    answers = [row.answer for row in run.rows if row.answer is not None]
    return Report(
        about,
        run,
        figures_of(run.scores),
        refusal_curve(run.scores),
        slices_of(run.rows, titles),
        stages_of([answer.timings for answer in answers], [row.memory for row in run.rows]),
    )


# -- writing -----------------------------------------------------------------------------------------------------------


def to_json(report: Report) -> str:
    """Return the report as JSON text; never with NaN, which is no JSON."""
    return json.dumps(to_object(report), ensure_ascii=False, indent=1, allow_nan=False)


def to_object(report: Report) -> dict[str, object]:
    """Return the report as an object of plain values."""
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "about": asdict(report.about),
        "notes": list(report.notes),
        "figures": {name: _figure(figure) for name, figure in report.figures.items()},
        "curve": [asdict(point) for point in report.curve],
        "slices": {
            dimension: {
                value: {name: _figure(figure) for name, figure in figures.items()} for value, figures in parts.items()
            }
            for dimension, parts in report.slices.items()
        },
        "stages": [asdict(stage) for stage in report.stages],
        "comparison": _comparison(report.comparison),
        "sweep": [_point(point) for point in report.sweep],
        "disagreement": _disagreement(report.disagreement),
        "rows": [_row(row) for row in report.run.rows],
    }


def _figure(figure: Figure) -> dict[str, object]:
    metric = METRICS[figure.name]
    if figure.value is None:
        return {"value": None, "reason": figure.reason, "count": figure.count}
    return {
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "count": figure.count,
        "better": "lower" if metric.lower_is_better else "higher",
    }


def _comparison(comparison: RunComparison | None) -> dict[str, object] | None:
    if comparison is None:
        return None
    return {
        "changes": {change.name: _change(change) for change in comparison.changes},
        "flips": [asdict(flip) for flip in comparison.flips],
        "only_old": list(comparison.only_old),
        "only_new": list(comparison.only_new),
        "reworded": list(comparison.reworded),
    }


def _change(change: FigureChange) -> dict[str, object]:
    interval = change.difference.interval
    return {
        "old": _rounded(change.old),
        "new": _rounded(change.new),
        "difference": _rounded(interval.value),
        "low": _rounded(interval.low),
        "high": _rounded(interval.high),
        "p_value": _rounded(change.difference.p_value),
        "count": change.count,
    }


def _point(point: Point) -> dict[str, object]:
    return {
        "settings": dict(point.chosen),
        "seconds": _rounded(point.seconds),
        "worth_having": point.worth_having,
        "figures": {name: _figure(figure) for name, figure in point.figures.items()},
    }


def _disagreement(disagreement: Dissent | None) -> dict[str, object] | None:
    return None if disagreement is None else {**asdict(disagreement), "share": disagreement.share}


def _row(row: RunRow) -> dict[str, object]:
    return {
        **to_row(row.question),
        "found_in": list(row.documents),
        "follow_up": bool(row.question.history),
        "failure": row.failure,
        "seconds": _rounded(row.seconds),
        "values": {name: _rounded(value) for name, value in row.values.items()},
        "memory": {stage: round(megabytes, 1) for stage, megabytes in row.memory.items()},
        "said": None if row.answer is None else _said(row.answer),
    }


def _said(answer: Answer) -> dict[str, object]:
    """Return the object of `ask --json`, its passages without their text, which the library has."""
    passages = [answer_json.to_reference(passage) for passage in answer.passages]
    return {**answer_json.to_object(answer), "passages": passages, "short": short_answer(answer)}


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, DIGITS)


# -- reading -----------------------------------------------------------------------------------------------------------


def read_baseline(path: Path) -> tuple[Scores, ...]:
    """Return the scores of a report that `--json` wrote. Raises BadQuestions."""
    try:
        report = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadQuestions(f"{path}: cannot be read as a report ({error}); write one with --json") from error
    if not isinstance(report, Mapping) or report.get("schema") != SCHEMA:
        raise BadQuestions(f"{path}: not a report of `sourcechat evaluate`; write one with --json")
    if report.get("version") != VERSION:
        raise BadQuestions(
            f"{path}: a report of version {report.get('version')}, not {VERSION}; write it anew with --json"
        )
    try:
        return _scores(report["rows"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadQuestions(f"{path}: a damaged report ({error!r}); write it anew with --json") from error


def _scores(rows: Sequence[Mapping[str, object]]) -> tuple[Scores, ...]:
    return tuple(_score(row) for row in rows)


def _score(row: Mapping[str, object]) -> Scores:
    values, said = row["values"], row["said"]
    if not isinstance(values, Mapping) or not (said is None or isinstance(said, Mapping)):
        raise TypeError("a row without values")
    return Scores(
        str(row["id"]),
        str(row["question"]),
        bool(row["answerable"]),
        follow_up=bool(row["follow_up"]),
        confidence=None if said is None else _finite(said["confidence"]),
        values={str(name): _finite(value) for name, value in values.items()},
        said=str(row["failure"] if said is None else said["answer"]),
    )


def _finite(value: str | float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value} for a figure")
    return number
