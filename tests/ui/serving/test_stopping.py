from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[3]

# A desk served with Gradio's page, whose answers take as long as the test says.
_PROGRAM = """
import sys, threading
from pathlib import Path
from tests.ui.serving.desk import desk_at
from ui.listening import take_address
from ui.server import serve
from ui.serving.running import ServerOptions

folder, held, patience = Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
desk = desk_at(folder)
desk.pipeline.hold = threading.Event()
threading.Timer(held, desk.pipeline.hold.set).start() if held < 60 else None
address = take_address("127.0.0.1", 0)
serve(desk, address, ServerOptions(patience=patience), announce=lambda: print(address.getsockname()[1], flush=True))
print("ended in good order", flush=True)
"""
ASKED = {
    "model": "sourcechat",
    "stream": True,
    "messages": [{"role": "user", "content": "When was the kettle founded?"}],
}


class Program:
    """A server in a process of its own."""

    def __init__(self, folder: Path, *, held: float, patience: float) -> None:
        arguments = [sys.executable, "-c", _PROGRAM, str(folder), str(held), str(patience)]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def stopped_after(self, *signals: signal.Signals) -> float:
        started = time.monotonic()
        for one in signals:
            self.process.send_signal(one)
            time.sleep(0.2)
        self.process.wait(60)
        return time.monotonic() - started


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    started: list[Program] = []
    yield started
    for one in started:
        one.process.kill()
        one.process.wait(10)
        if one.process.stdout is not None:
            one.process.stdout.close()


def test_with_a_tab_open_it_ends_within_seconds(programs: list[Program], tmp_path: Path) -> None:
    program = Program(tmp_path, held=90, patience=5)
    programs.append(program)
    with httpx.stream("GET", f"{program.url}/gradio_api/heartbeat/tab", timeout=60) as tab:
        next(tab.iter_text())

        seconds = program.stopped_after(signal.SIGTERM)

    assert seconds < 8
    assert program.process.returncode == 0
    assert program.process.stdout is not None
    assert "ended in good order" in program.process.stdout.read()


def test_an_answer_under_way_becomes_whole_and_meanwhile_it_says_that_it_stops(
    programs: list[Program], tmp_path: Path
) -> None:
    program = Program(tmp_path, held=6, patience=30)
    programs.append(program)
    with httpx.stream("POST", f"{program.url}/v1/chat/completions", json=ASKED, timeout=60) as growing:
        pieces = growing.iter_text()
        next(pieces)
        program.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        asked = httpx.post(f"{program.url}/v1/chat/completions", json=ASKED, timeout=30)
        ready = httpx.get(f"{program.url}/ready")
        rest = "".join(pieces)
    program.process.wait(30)

    assert (ready.status_code, ready.json()["status"]) == (503, "stopping")
    assert '"code": "server_stopping"' in asked.text
    assert "founded in 1987" in rest
    assert rest.endswith("data: [DONE]\n\n")


@pytest.mark.parametrize(("patience", "signals"), [(1.0, [signal.SIGTERM]), (60.0, [signal.SIGTERM, signal.SIGTERM])])
def test_an_answer_that_takes_too_long_says_that_it_was_cut(
    programs: list[Program], tmp_path: Path, patience: float, signals: list[signal.Signals]
) -> None:
    program = Program(tmp_path, held=90, patience=patience)
    programs.append(program)
    with httpx.stream("POST", f"{program.url}/v1/chat/completions", json=ASKED, timeout=60) as growing:
        pieces = growing.iter_text()
        next(pieces)

        seconds = program.stopped_after(*signals)
        rest = "".join(pieces)

    assert "The server was stopped before this answer was whole" in rest
    assert "[DONE]" not in rest
    assert seconds < 10
