"""What a terminal is told of a watch, as lines. Knows its state, never a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ui.ingest_report import problem_lines, summary_line
from vectorstore.reports import MirrorReport
from vectorstore.watching import WatchState


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
