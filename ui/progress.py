"""Progress: how far mirroring is, on a terminal as a bar, elsewhere as lines. Knows no library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import typer

from ui.plain_text import plain_line

if TYPE_CHECKING:
    from rich.progress import Progress as ProgressBar

    from vectorstore.reports import OnProgress, Progress

_SECONDS_BETWEEN_LINES = 3.0  # of progress, where no bar can be drawn
_LONGEST_NAME = 40


@contextmanager
def shown_progress() -> Iterator[OnProgress]:
    """Show documents, passages, rate and time left on stderr as a bar; where that is no terminal, as lines."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with _bar() as bar:
        task = bar.add_task("", total=None, chunks=0, rate="")

        def advance(progress: Progress) -> None:
            seconds = bar.tasks[0].elapsed or 0
            rate = f"{progress.done / seconds:.1f}/s" if seconds else ""
            bar.update(
                task,
                total=progress.total,
                completed=progress.done,
                description=plain_line(progress.name)[:_LONGEST_NAME],
                chunks=progress.chunks,
                rate=rate,
            )

        yield advance


def _lines() -> OnProgress:
    """Return what says on stderr how far it is, every few seconds."""
    said = monotonic()

    def say(progress: Progress) -> None:
        nonlocal said
        if monotonic() - said >= _SECONDS_BETWEEN_LINES:
            said = monotonic()
            passages = f"{progress.chunks} passage{'' if progress.chunks == 1 else 's'}"
            name = plain_line(progress.name)
            typer.echo(f"{progress.done} of {progress.total} documents, {passages}: {name}", err=True)

    return say


def _bar() -> ProgressBar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        MofNCompleteColumn(),
        TextColumn("documents"),
        BarColumn(),
        TextColumn("{task.fields[chunks]} passages"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
