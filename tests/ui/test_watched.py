from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import cast

import pytest

from assistant.assembly import Assistant
from tests.ui.serving.desk import Desk
from ui.watched import watching


def test_what_comes_of_a_watched_folder_is_told_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("Tea at nine.")
    desk, lines = Desk(tmp_path / "library"), list[str]()

    with watching(cast("Assistant", desk), [tmp_path / "notes"], lines.append) as watches:
        deadline = time.monotonic() + 20
        while not lines and time.monotonic() < deadline:
            time.sleep(0.05)

        assert [one.path.name for one in watches.folders()] == ["notes"]
    assert "Added 1, " in lines[0]


@pytest.mark.model
def test_a_watched_folder_is_followed_until_it_is_interrupted(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("Tea at nine.")
    command = [sys.executable, "-m", "ui", "ingest", "--library", "library", "--watch", "notes"]
    environment = {**os.environ, "PYTHONFAULTHANDLER": "1"}
    out = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, stdout=out, text=True
    ) as running:
        try:
            assert running.stderr is not None
            assert "Watching notes" in running.stderr.readline()
            assert "unchanged 1" in running.stderr.readline()
            time.sleep(1)

            (tmp_path / "outside").mkdir()
            (tmp_path / "outside" / "b.txt").write_text("Bread at dawn.")
            (tmp_path / "outside").rename(tmp_path / "notes" / "moved")
            assert "Added 1, " in running.stderr.readline()

            running.send_signal(signal.SIGINT)
            try:
                running.wait(timeout=30)
            except subprocess.TimeoutExpired:  # it did not end once, rarely: each thread says where it is
                running.send_signal(signal.SIGABRT)
                pytest.fail(running.communicate(timeout=30)[1])
        finally:
            running.kill()  # where it has not ended, or the test would wait for it
    assert running.returncode == 0
