from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from ingest.documents import Source
from ingest.errors import UnreadableFile
from ingest.sources import Content
from tests.vectorstore.fakes import MortalModel, WordModel
from vectorstore.errors import WorkerLost
from vectorstore.preparing import Preparer
from vectorstore.processes import ProcessWorker

NOTE = Content(Source("file:///mill.txt", "0"), "mill.txt", ".txt", b"The mill is closed in March.")
_PATIENCE = 60.0  # seconds


@pytest.fixture(scope="module")
def worker() -> Iterator[ProcessWorker]:
    """One process, for the tests that do not end it for good."""
    with closing(ProcessWorker(WordModel)) as one:
        yield one


def process_of(worker: ProcessWorker) -> int:
    assert worker._running is not None
    return worker._running[0].pid


def is_gone(process: int) -> bool:
    """Whether a process has ended within our patience."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(FileNotFoundError, ProcessLookupError):
            if "\nState:\tZ" not in f"\n{Path(f'/proc/{process}/status').read_text()}":
                time.sleep(0.02)
                continue
        return True
    return False


def test_a_process_prepares_as_it_is_done_here(worker: ProcessWorker) -> None:
    with closing(Preparer(WordModel)) as here:
        assert worker.read(NOTE) == here.read(NOTE)
    np.testing.assert_array_equal(worker.embed(["rye"]), WordModel().embed(["rye"]))
    assert process_of(worker) != os.getpid()


def test_one_process_does_thing_after_thing_also_past_one_that_fails(worker: ProcessWorker) -> None:
    worker.read(NOTE)
    first = process_of(worker)

    with pytest.raises(UnreadableFile, match=r"empty\.txt: empty"):
        worker.read(Content(Source("file:///empty.txt", "1"), "empty.txt", ".txt", b""))
    worker.read(NOTE)

    assert process_of(worker) == first


def test_a_process_that_was_killed_is_started_again(worker: ProcessWorker) -> None:
    worker.embed(["rye"])
    os.kill(process_of(worker), signal.SIGKILL)

    assert worker.read(NOTE).document.text == "The mill is closed in March."


def test_what_a_process_breaks_off_over_is_done_again(tmp_path: Path) -> None:
    with closing(ProcessWorker(partial(MortalModel, tmp_path, lives=1))) as worker:
        np.testing.assert_array_equal(worker.embed(["rye"]), WordModel().embed(["rye"]))

    assert len(list(tmp_path.iterdir())) == 1


def test_what_processes_break_off_over_again_and_again_is_given_up_and_the_next_thing_done(tmp_path: Path) -> None:
    with closing(ProcessWorker(partial(MortalModel, tmp_path, lives=3))) as worker:
        with pytest.raises(WorkerLost, match=r"broke off 3 times \(signal 9\); free some memory, or take fewer"):
            worker.embed(["rye"])

        assert worker.embed(["rye"]).shape == (1, WordModel.dimension)


def test_closing_ends_the_process_in_the_middle_of_something(tmp_path: Path) -> None:
    worker = ProcessWorker(partial(MortalModel, tmp_path, lives=1, sleeps=True))
    lost: list[WorkerLost] = []

    def wait_for_it() -> None:
        try:
            worker.embed(["rye"])
        except WorkerLost as error:
            lost.append(error)

    waiting = Thread(target=wait_for_it)
    waiting.start()
    while not list(tmp_path.iterdir()):
        time.sleep(0.01)
    process = process_of(worker)
    worker.close()
    waiting.join(_PATIENCE)

    assert lost
    assert is_gone(process)


def test_a_process_ends_when_whoever_started_it_is_killed() -> None:
    program = (
        "import time\nfrom tests.vectorstore.fakes import WordModel\nfrom vectorstore.processes import ProcessWorker\n"
        "worker = ProcessWorker(WordModel)\nworker.embed(['rye'])\nprint(worker._running[0].pid, flush=True)\n"
        "time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    process = int(owner.stdout.readline())

    owner.kill()
    owner.wait()
    owner.stdout.close()

    assert is_gone(process)
