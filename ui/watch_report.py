"""What is said of a watch, as lines. Knows its state, never a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ui.ingest_report import problem_lines, summary_line
from vectorstore.reports import MirrorReport
from vectorstore.watching import WatchState


def state_lines(state: WatchState) -> Iterator[str]:
    """Yield what is watched and how it stands: for a page that shows it all the time."""
    yield f"Watching {', '.join(state.places)}."
    if state.is_busy:
        yield "Taking in what changed…"
    elif state.last is not None:
        yield f"{_clock(state.at)} {summary_line(state.last, dry_run=False)}"
    if state.problem:
        yield state.problem


def change_lines(before: WatchState, now: WatchState) -> Iterator[str]:
    """Yield what is new since `before`: for a terminal that keeps what was said."""
    if now.last is not None and now.at != before.at and (before.last is None or _did_something(now.last)):
        yield f"{_clock(now.at)} {summary_line(now.last, dry_run=False)}"
        yield from problem_lines(now.last)
    elif now.problem and now.problem != before.problem:
        yield now.problem


def _did_something(report: MirrorReport) -> bool:
    lists = (report.added, report.updated, report.moved, report.copied, report.emptied, report.removed, report.failed)
    return any(lists) or bool(report.held)


def _clock(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds).astimezone():%H:%M:%S}"
