from __future__ import annotations

from dataclasses import replace

from ui.watch_report import change_lines, state_lines
from vectorstore.reports import MirrorReport
from vectorstore.watching import WatchState

IDLE = WatchState(("/notes",))
DONE = replace(IDLE, last=MirrorReport(added=("a.txt",)), at=60.0)


def test_a_page_is_told_what_is_watched_and_what_was_done_last() -> None:
    watched, done = state_lines(DONE)

    assert watched == "Watching /notes."
    assert "Added 1, updated 0" in done
    assert list(state_lines(replace(IDLE, is_busy=True)))[1:] == ["Taking in what changed…"]
    assert list(state_lines(replace(IDLE, problem="away"))) == ["Watching /notes.", "away"]


def test_a_terminal_is_told_what_is_new_once() -> None:
    (said,) = change_lines(IDLE, DONE)

    assert "Added 1" in said
    assert list(change_lines(DONE, DONE)) == []
    assert list(change_lines(DONE, replace(DONE, last=MirrorReport(unchanged=("a.txt",)), at=61.0))) == []
    assert list(change_lines(DONE, replace(DONE, problem="busy"))) == ["busy"]
