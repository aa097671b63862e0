"""Watched: the commands' watch of folders, said on stderr and to the page. Imports what is heavy when it is used."""

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
    from vectorstore.watching import WatchState


# Seconds from one look for Ctrl+C to the next: the system may hand it to a thread that is not the waiting one, which
# then waits on. One of five interruptions beside a busy watch was lost so.
_GLANCE = 0.5


@contextmanager
def watching(assistant: Assistant, folders: Sequence[Path]) -> Iterator[Callable[[], Sequence[str]] | None]:
    """Keep the library in step with folders meanwhile; give what says how that stands, None without folders."""
    if not folders:
        yield None
        return
    from ui.watch_report import state_lines
    from vectorstore.watching import Watch

    watch = Watch(folders, assistant.ingest, on_state=_said(), ignored=[assistant.settings.library])
    watch.start()
    try:
        yield lambda: tuple(state_lines(watch.state))
    finally:
        watch.stop()


def watch_until_interrupted(assistant: Assistant, folders: Sequence[Path]) -> None:
    """Keep the library in step with folders until Ctrl+C."""
    with watching(assistant, folders), suppress(KeyboardInterrupt):
        typer.echo(f"Watching {plain_line(', '.join(map(str, folders)))}; stop with Ctrl+C.", err=True)
        never = threading.Event()
        while not never.wait(_GLANCE):
            pass


def _said() -> Callable[[WatchState], None]:
    """Return what says on stderr what is new of a watch."""
    from ui.watch_report import change_lines
    from vectorstore.watching import WatchState

    before = WatchState(())

    def say(state: WatchState) -> None:
        nonlocal before
        for line in change_lines(before, state):
            typer.echo(plain_line(line), err=True)
        before = state

    return say
