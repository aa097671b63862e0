"""Reports of an evaluation as text: columns for the terminal, and Markdown. Knows a report, never how it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.evaluation.comparison import RunComparison
from assistant.evaluation.figures import METRICS, Figure
from assistant.evaluation.judges import Dissent
from assistant.evaluation.run_json import Report
from assistant.evaluation.sweep import SHOWN, Point
from assistant.evaluation.timing import Stage

SLICED = ("correct", "recall@5", "false_answers", "false_refusals", "grounded")
"""The figures that a table of slices shows."""

_LONGEST = 160  # characters of an answer in a table
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~^-])")
_NONE = "–"
_SMALLEST = 0.001  # p-value that is written out

Row = Sequence[str]


def to_lines(report: Report) -> Iterator[str]:
    """Yield the lines that the terminal shows: figures, stages, and what else there is."""
    yield from _columns([("figure", "value", "95 % interval", "questions", "says"), *map(_figure_row, _shown(report))])
    for figure in report.figures.values():
        if figure.value is None:
            yield f"{figure.name}: no figure, {figure.reason}"
    if report.stages:
        yield ""
        yield from _columns([STAGE_HEAD, *map(stage_row, report.stages)])
    if report.comparison is not None:
        yield ""
        yield from comparison_lines(report.comparison)
    if report.sweep:
        yield ""
        yield from sweep_lines(report.sweep)
    if report.disagreement is not None:
        yield f"\n{disagreement_sentence(report.disagreement)}"
    yield from (f"note: {note}" for note in report.notes)


def comparison_lines(comparison: RunComparison) -> Iterator[str]:
    """Yield how every figure moved, and which questions flipped."""
    yield from _columns([CHANGE_HEAD, *change_rows(comparison)])
    for flip in comparison.flips:
        yield f"{'gained' if flip.gained else 'lost  '} {flip.id}: {one_line(flip.question)}"
    yield from unpaired(comparison)


def sweep_lines(points: Sequence[Point]) -> Iterator[str]:
    """Yield a line for each combination of settings; a star marks the Pareto front."""
    yield from _columns([sweep_head(points), *map(sweep_row, points)])


def to_markdown(report: Report) -> str:
    """Return the report as Markdown, with everything that comes from documents or models escaped."""
    blocks = [
        "# Evaluation",
        _about(report),
        *(f"> {escaped(note)}" for note in report.notes),
        _table(("figure", "value", "95 % interval", "questions", "says"), map(_figure_row, _shown(report))),
        "\n".join(
            f"- {figure.name}: no figure, {figure.reason}" for figure in report.figures.values() if figure.reason
        ),
        *(("## Stages", _table(STAGE_HEAD, map(stage_row, report.stages))) if report.stages else ()),
        *_comparison_blocks(report.comparison),
        *_sweep_blocks(report.sweep),
        *(() if report.disagreement is None else ("## Judges", escaped(disagreement_sentence(report.disagreement)))),
        *_slice_blocks(report),
        *_wrong_blocks(report),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line: no markup, no HTML, no end of a table's cell."""
    plain = _MARKS.sub(r"\\\1", one_line(text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def one_line(text: str) -> str:
    """Return text on one line, cut where it is long."""
    line = "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


# -- what a report holds, as cells -------------------------------------------------------------------------------------

STAGE_HEAD = ("stage", "median s", "95th percentile s", "memory MB")
CHANGE_HEAD = ("figure", "baseline", "now", "difference", "95 % interval", "p", "questions")
FLIP_HEAD = ("", "id", "question", "baseline said", "now says")
NO_FLIP = "No answer flipped."


def _shown(report: Report) -> list[Figure]:
    return [figure for figure in report.figures.values() if figure.value is not None]


def _figure_row(figure: Figure) -> Row:
    return (figure.name, number(figure.value), bounds(figure.low, figure.high), str(figure.count), says(figure))


def says(figure: Figure) -> str:
    """Return what a figure says, and whether less of it is better."""
    metric = METRICS[figure.name]
    return f"{metric.says} (lower is better)" if metric.lower_is_better else metric.says


def stage_row(stage: Stage) -> Row:
    """Return a row of the table of stages."""
    megabytes = _NONE if stage.megabytes is None else f"{stage.megabytes:.0f}"
    return (stage.name, f"{stage.median:.4f}", f"{stage.slow:.4f}", megabytes)


def change_rows(comparison: RunComparison) -> Iterator[Row]:
    """Yield the rows of the table of what changed."""
    for change in comparison.changes:
        interval = change.difference.interval
        yield (
            change.name,
            number(change.old),
            number(change.new),
            f"{interval.value:+.3f}",
            f"[{interval.low:+.3f}, {interval.high:+.3f}]",
            chance(change.difference.p_value),
            str(change.count),
        )


def flip_rows(comparison: RunComparison) -> tuple[Row, ...]:
    """Return the rows of the table of answers that flipped."""
    return tuple(
        ("gained" if flip.gained else "lost", flip.id, flip.question, flip.old, flip.new) for flip in comparison.flips
    )


def unpaired(comparison: RunComparison) -> Iterator[str]:
    """Yield what could not be compared, and why."""
    for ids, why in (
        (comparison.only_old, "only in the baseline"),
        (comparison.only_new, "only in this run"),
        (comparison.reworded, "another question in the baseline"),
    ):
        if ids:
            yield f"{len(ids)} not compared, {why}: {one_line(', '.join(ids))}"


def sweep_head(points: Sequence[Point]) -> Row:
    """Return the head of the table of a sweep."""
    return ("", *points[0].chosen, "median s", *SHOWN)


def sweep_row(point: Point) -> Row:
    """Return a row of the table of a sweep; a star marks what is worth having."""
    figures = (_with_bounds(point.figures[name]) for name in SHOWN)
    return ("*" if point.worth_having else "", *point.chosen.values(), f"{point.seconds:.3f}", *figures)


def _with_bounds(figure: Figure) -> str:
    interval = "" if figure.low is None else f" {bounds(figure.low, figure.high)}"
    return f"{number(figure.value)}{interval}"


def disagreement_sentence(disagreement: Dissent) -> str:
    """Return how far the chosen judge and the default one differ, as a sentence."""
    judge = one_line(disagreement.judge)
    if disagreement.share is None:
        return f"{judge} was asked of no statement, so that it differs from the default judge in none."
    return (
        f"{judge} and the default judge differ on {disagreement.share:.1%} of {disagreement.asked} pairs: "
        f"{disagreement.stricter} only the default finds supported, {disagreement.milder} only {judge} does."
        f"{_undecided(disagreement)}"
    )


def _undecided(disagreement: Dissent) -> str:
    if not disagreement.undecided:
        return ""
    failure = f" (the model failed: {one_line(disagreement.failure)})" if disagreement.failure else ""
    return f" On {disagreement.undecided} it gave no verdict{failure}; they count as not supported."


def number(value: float | None) -> str:
    """Return a figure with three digits after the point."""
    return _NONE if value is None else f"{value:.3f}"


def chance(p_value: float) -> str:
    """Return a p-value with three digits after the point: none is 0."""
    return f"{p_value:.3f}" if p_value >= _SMALLEST else f"<{_SMALLEST}"


def bounds(low: float | None, high: float | None) -> str:
    """Return the bounds of an interval."""
    return _NONE if low is None or high is None else f"[{low:.3f}, {high:.3f}]"


# -- Markdown ----------------------------------------------------------------------------------------------------------


def _about(report: Report) -> str:
    about = report.about
    return (
        f"{len(report.run.rows)} questions of {escaped(about.questions)}, asked of {about.documents} documents "
        f"({about.passages} passages) on {about.date}, sourcechat {about.version}, judged by {escaped(about.judge)}."
    )


def _comparison_blocks(comparison: RunComparison | None) -> tuple[str, ...]:
    if comparison is None:
        return ()
    flips = flip_rows(comparison)
    return (
        "## Against the baseline",
        _table(CHANGE_HEAD, change_rows(comparison)),
        _table(FLIP_HEAD, flips) if flips else NO_FLIP,
        *map(escaped, unpaired(comparison)),
    )


def _sweep_blocks(points: Sequence[Point]) -> tuple[str, ...]:
    if not points:
        return ()
    return ("## Sweep", _table(sweep_head(points), map(sweep_row, points)), "A star marks the Pareto front.")


def _slice_blocks(report: Report) -> Iterator[str]:
    for dimension, parts in report.slices.items():
        yield f"## By {dimension}"
        yield _table((dimension, *SLICED), (slice_row(value, figures) for value, figures in parts.items()))


def slice_row(value: str, figures: Mapping[str, Figure]) -> Row:
    """Return a row of a table of slices: each figure with its interval and how many questions give it."""
    cells = (str(figures[name]) if name in figures else _NONE for name in SLICED)
    return (value, *cells)


def _wrong_blocks(report: Report) -> Iterator[str]:
    wrong = [row.scores for row in report.run.rows if row.values.get("correct") == 0.0]
    if wrong:
        yield "## Not correct"
        yield _table(("id", "question", "said"), ((one.id, one.question, one.said) for one in wrong))


def _table(head: Row, rows: Iterator[Row] | Sequence[Row]) -> str:
    lines = [f"| {' | '.join(map(escaped, row))} |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def _columns(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
