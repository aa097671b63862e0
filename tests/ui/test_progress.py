from __future__ import annotations

import pytest

from ui import progress
from ui.progress import shown_progress
from vectorstore.reports import Progress


def test_where_there_is_no_terminal_a_line_is_said_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((0.0, 1.0, 5.0, 5.0))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))

    with shown_progress() as on_progress:
        on_progress(Progress(1, 9, 3, "early"))
        on_progress(Progress(2, 9, 7, "a\x1b[31mb.txt"))

    assert capsys.readouterr().err == "2 of 9 documents, 7 passages: a [31mb.txt\n"
