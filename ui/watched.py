"""Watched: the commands' watch of folders, and what is said of it. Imports what is heavy when it is used."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ui.plain_text import plain_line

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from ui.serving.watches import Watches
    from vectorstore.watching import WatchState


# Seconds from one look for Ctrl+C to the next: the system may hand it to a thread that is not the waiting one, which
# then waits on. One of five interruptions beside a busy watch was lost so.
_GLANCE = 0.5


@contextmanager
def watching(assistant: Assistant, folders: Sequence[Path], tell: Callable[[str], None]) -> Iterator[Watches]:
    """Keep the library in step with folders meanwhile, and with those that were added in its web chat; give them.

    `tell` is told what is new of each, line by line.
    """
    from ui.serving.watches import Watches

    watches = Watches(
        lambda places, on_progress: assistant.ingest(places, on_progress=on_progress),
        assistant.home.path,
        folders,
        on_state=lambda: _said(tell),
    )
    watches.start()
    try:
        yield watches
    finally:
        watches.stop()


def watch_until_interrupted(assistant: Assistant, folders: Sequence[Path]) -> None:
    """Keep the library in step with folders until Ctrl+C."""
    from vectorstore.watching import Watch

    watch = Watch(folders, assistant.ingest, on_state=_said(said_on_stderr), ignored=[assistant.settings.library])
    watch.start()
    try:
        with suppress(KeyboardInterrupt):
            typer.echo(f"Watching {plain_line(', '.join(map(str, folders)))}; stop with Ctrl+C.", err=True)
            never = threading.Event()
            while not never.wait(_GLANCE):
                pass
    finally:
        watch.stop()


def said_on_stderr(line: str) -> None:
    """Write a line for whoever started a command."""
    typer.echo(plain_line(line), err=True)


def _said(tell: Callable[[str], None]) -> Callable[[WatchState], None]:
    """Return what tells what is new of a watch."""
    from ui.watch_report import change_lines
    from vectorstore.watching import WatchState

    before = WatchState(())

    def say(state: WatchState) -> None:
        nonlocal before
        for line in change_lines(before, state):
            tell(line)
        before = state

    return say
