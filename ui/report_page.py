"""The report of an evaluation as one HTML page: no script, no request, everything from outside escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files

from assistant.evaluation.comparison import RunComparison
from assistant.evaluation.figures import METRICS, Figure
from assistant.evaluation.run import RunRow
from assistant.evaluation.run_json import Report
from assistant.evaluation.sweep import QUALITY, Point
from ui.charts import Curve, Dot, curve, interval, scatter
from ui.report_text import (
    CHANGE_HEAD,
    FLIP_HEAD,
    NO_FLIP,
    SLICED,
    STAGE_HEAD,
    bounds,
    change_rows,
    disagreement_sentence,
    flip_rows,
    number,
    says,
    slice_row,
    stage_row,
    sweep_head,
    sweep_row,
    unpaired,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_page(report: Report) -> str:
    """Return the report as a page that needs nothing beside it."""
    style = files("ui").joinpath("assets", "report.css").read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation of {escape(report.about.questions)}</title><style>{style}</style></head><body>"
        f"{''.join(_sections(report))}</body></html>\n"
    )


def _sections(report: Report) -> Iterator[str]:
    yield _head(report)
    yield _figures(report)
    yield _curve(report)
    if report.comparison is not None:
        yield _comparison(report.comparison)
    if report.sweep:
        yield _sweep(report.sweep)
    if report.disagreement is not None:
        yield f"<h2>Judges</h2><p>{escape(disagreement_sentence(report.disagreement))}</p>"
        yield _list([f"{claim} — {passage}" for claim, passage in report.disagreement.examples])
    if report.stages:
        yield f"<h2>Stages</h2>{_table(STAGE_HEAD, map(stage_row, report.stages))}"
    for dimension, parts in report.slices.items():
        rows = (slice_row(value, figures) for value, figures in parts.items())
        yield f"<h2>By {escape(dimension)}</h2>{_table((dimension, *SLICED), rows)}"
    yield from _questions(report.run.rows)


def _head(report: Report) -> str:
    about = report.about
    settings = ", ".join(f"{name} = {value}" for name, value in about.settings.items())
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in report.notes)
    return (
        f"<h1>Evaluation of {escape(about.questions)}</h1>"
        f'<p class="about">{len(report.run.rows)} questions asked of {about.documents} documents ({about.passages} '
        f"passages) in {escape(about.library)} on {escape(about.date)}; sourcechat {escape(about.version)}, judged by "
        f"{escape(about.judge)}.<br>{escape(settings)}</p>{notes}"
    )


# -- figures -----------------------------------------------------------------------------------------------------------


def _figures(report: Report) -> str:
    groups = dict.fromkeys(METRICS[name].group for name in report.figures)
    rows = "".join(
        f'<tr class="group"><th colspan="5">{escape(group)}</th></tr>'
        + "".join(_figure(figure) for name, figure in report.figures.items() if METRICS[name].group == group)
        for group in groups
    )
    scale = '<th class="scale"><span>0</span><span>1</span></th>'
    head = f"<tr><th>figure</th><th>value, 95 % interval</th><th>questions</th>{scale}<th>says</th></tr>"
    return f'<h2>Figures</h2><table class="figures">{head}{rows}</table>'


def _figure(figure: Figure) -> str:
    metric = METRICS[figure.name]
    if figure.value is None:
        why = f'<td class="reason" colspan="4">no figure: {escape(figure.reason)}</td>'
        return f"<tr><td>{_breakable(figure.name)}</td>{why}</tr>"
    drawn = "" if metric.group == "time" else interval(figure.value, figure.low, figure.high, label=str(figure))
    return (
        f"<tr><td>{_breakable(figure.name)}{' ↓' if metric.lower_is_better else ''}</td>"
        f'<td class="number">{number(figure.value)} {bounds(figure.low, figure.high)}</td>'
        f'<td class="count">{figure.count}</td><td>{drawn}</td><td class="says">{escape(says(figure))}</td></tr>'
    )


def _curve(report: Report) -> str:
    if not report.curve:
        return ""
    lines = (
        Curve("false answers", "first", tuple((one.threshold, one.false_answers) for one in report.curve)),
        Curve("false refusals", "second", tuple((one.threshold, one.false_refusals) for one in report.curve)),
    )
    title = "Both errors against the threshold of confidence"
    drawn = curve(lines, x_label="threshold of confidence", y_label="share of questions", title=title)
    return f"<h2>{title}</h2>{drawn}"


def _comparison(comparison: RunComparison) -> str:
    flips = flip_rows(comparison)
    return (
        f"<h2>Against the baseline</h2>{_table(CHANGE_HEAD, change_rows(comparison))}"
        f"<h2>Flipped</h2>{_table(FLIP_HEAD, flips) if flips else f'<p>{NO_FLIP}</p>'}"
        f"{_list(list(unpaired(comparison)))}"
    )


def _sweep(points: Sequence[Point]) -> str:
    dots = [
        Dot(", ".join(one.chosen.values()), one.seconds, one.quality, one.worth_having)
        for one in points
        if one.quality is not None
    ]
    drawn = scatter(dots, x_label="median seconds", y_label=QUALITY, title=f"{QUALITY} against time") if dots else ""
    table = _table(sweep_head(points), map(sweep_row, points))
    return f"<h2>Sweep</h2>{drawn}{table}<p>A star marks the Pareto front.</p>"


# -- questions ---------------------------------------------------------------------------------------------------------


def _questions(rows: Sequence[RunRow]) -> Iterator[str]:
    """Yield the questions in groups: first those that were not answered rightly."""
    for heading, wanted in _GROUPS.items():
        some = [row for row in rows if _is_correct(row) is wanted]
        if some:
            yield f"<h2>{heading}: {len(some)} of {len(rows)}</h2>{''.join(map(_question, some))}"


def _is_correct(row: RunRow) -> bool | None:
    correct = row.values.get("correct")
    return None if correct is None else correct == 1.0


def _question(row: RunRow) -> str:
    correct = _is_correct(row)
    mark = '<span class="reason">–</span>' if correct is None else _MARKS[correct]
    inside = "".join(f"<p><b>{name}</b> {escape(text)}</p>" for name, text in _details(row) if text)
    return (
        f"<details><summary>{mark} <b>{escape(row.question.id)}</b> {escape(row.question.question)}</summary>"
        f"{inside}</details>"
    )


def _details(row: RunRow) -> Iterator[tuple[str, str]]:
    """Yield what is shown of a question when it is opened, by name; nothing where there is nothing."""
    question, answer = row.question, row.answer
    yield "asked before", "\n".join(turn.question for turn in question.history)
    if answer is not None and answer.standalone_question != question.question:
        yield "searched as", answer.standalone_question
    yield "said", row.scores.said
    yield "wanted", " / ".join((*question.answers, *question.required)) if question.answerable else "a refusal"
    yield "evidence", "\n".join(question.evidence)
    if answer is not None:
        yield "quotes", "\n".join(one.quote for one in answer.citations)
        yield "confidence", number(answer.confidence)
    yield "made", question.made
    yield "figures", "  ".join(f"{name} {value:.3f}" for name, value in row.values.items())


_GROUPS: Mapping[str, bool | None] = {
    "Not correct": False,
    "Correct": True,
    "With nothing to hold the answer against": None,
}
_MARKS = {True: '<span class="good">✓</span>', False: '<span class="bad">✗</span>'}


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<div class="wide"><table><tr>{top}</tr>{body}</table></div>'


def _cell(text: str) -> str:
    if _NUMBERS.fullmatch(text):  # broken, if at all, round an interval and never inside it
        return f'<td class="interval">{escape(text).replace(", ", ",&nbsp;").replace("of ", "of&nbsp;")}</td>'
    kind = ' class="long"' if len(text) > _LONG else ""
    return f"<td{kind}>{escape(text)}</td>"


def _breakable(name: str) -> str:
    """Return a name that a narrow page may break behind its underscores."""
    return escape(name).replace("_", "_<wbr>")


_LONG = 24  # characters of a cell: longer text is broken into lines
_NUMBERS = re.compile(r"[-+<\[\d][-+<\[\]\d., of]*")


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>" if items else ""
