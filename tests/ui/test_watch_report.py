from __future__ import annotations

from dataclasses import replace

from ui.watch_report import change_lines
from vectorstore.reports import MirrorReport
from vectorstore.watching import WatchState

IDLE = WatchState(("/notes",))
DONE = replace(IDLE, last=MirrorReport(added=("a.txt",)), at=60.0)


def test_a_terminal_is_told_what_is_new_once() -> None:
    (said,) = change_lines(IDLE, DONE)

    assert "Added 1" in said
    assert list(change_lines(DONE, DONE)) == []
    assert list(change_lines(DONE, replace(DONE, last=MirrorReport(unchanged=("a.txt",)), at=61.0))) == []
    assert list(change_lines(DONE, replace(DONE, problem="busy"))) == ["busy"]
