from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli import app


def test_a_port_that_is_in_use_ends_in_one_line_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        result = CliRunner().invoke(app, ["ui", "--library", "library", "--port", str(taken.getsockname()[1])])

    assert result.exit_code == 1
    assert "choose another with --port" in result.output
