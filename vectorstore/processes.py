"""Processes: workers of this machine, each in a process of its own. Knows pipes and signals, never a document.

A process that is killed, or that runs out of memory, is started again, and what it was at is done again: it kept
nothing. Where that happens again and again over one thing, that thing is given up.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from typing import cast

from ingest.errors import SourcechatError
from ingest.sources import Content
from vectorstore.embedding import Vectors
from vectorstore.errors import WorkerLost
from vectorstore.preparing import MakeEmbedder, Prepared, Preparer

logger = logging.getLogger(__name__)

_PROGRAM = "from vectorstore.processes import main; main()"
_TRIES = 3
_TO_END = 5.0  # seconds; a process whose pipe is closed ends by itself


class ProcessWorker:
    """A worker in a process of its own, which is started for the first thing and kept for the next ones."""

    def __init__(self, make_embedder: MakeEmbedder) -> None:
        self._make_embedder = make_embedder
        self._guard = threading.Lock()
        self._running: tuple[subprocess.Popen[bytes], Connection] | None = None
        self._closed = False

    def read(self, content: Content) -> Prepared:
        """Return a source read and chunked. Raises IngestError, WorkerLost and EmbeddingModelNotFound."""
        return cast("Prepared", self._done("read", content))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, float32 of shape (texts, dimension). Raises as `read` does."""
        return cast("Vectors", self._done("embed", tuple(texts)))

    def close(self) -> None:
        """End the process, also in the middle of something, with the one that reads for it."""
        self._closed = True
        self._end()

    def _done(self, what: str, value: object) -> object:
        ending = 0
        for _ in range(_TRIES):
            _, pipe = self._started()
            try:
                pipe.send((what, value))
                answer = pipe.recv()
            except (EOFError, OSError):
                ending = self._end()
                if self._closed:
                    raise WorkerLost("stopped") from None
                logger.warning("a worker broke off (%s); starting another", _named(ending))
            else:
                if isinstance(answer, SourcechatError):
                    raise answer
                return answer
        raise WorkerLost(
            f"the process that prepared it broke off {_TRIES} times ({_named(ending)}); "
            "free some memory, or take fewer --workers"
        )

    def _started(self) -> tuple[subprocess.Popen[bytes], Connection]:
        with self._guard:
            if self._closed:
                raise WorkerLost("stopped")
            if self._running is None:
                self._running = self._start()
            return self._running

    def _start(self) -> tuple[subprocess.Popen[bytes], Connection]:
        ours, theirs = Pipe()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - this interpreter, and a module of ours
                [sys.executable, "-c", _PROGRAM, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                start_new_session=True,  # so that it is ended with its own, and not by a Ctrl+C that is meant for us
            )
        with suppress(OSError):  # where it is dead already, that is met when it is asked for something
            ours.send_bytes(pickle.dumps(self._make_embedder))
        return process, ours

    def _end(self) -> int:
        """End the process and whatever it started; return its exit status, negative for the signal that ended it."""
        with self._guard:
            running, self._running = self._running, None
        if running is None:
            return 0
        process, pipe = running
        if self._closed and process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        try:
            status = process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            status = -signal.SIGKILL
        with suppress(ProcessLookupError):  # what read for it would read on
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        pipe.close()
        return status


def _named(ending: int) -> str:
    return f"signal {-ending}" if ending < 0 else f"status {ending}"


# -- inside the other process ------------------------------------------------------------------------------------------


def serve(pipe: Connection) -> None:
    """Prepare one thing after another until the pipe is closed."""
    preparer = Preparer(pickle.loads(pipe.recv_bytes()))  # noqa: S301 - from the process that started this one
    try:
        while True:
            what, value = pipe.recv()
            try:
                answer: object = preparer.read(value) if what == "read" else preparer.embed(value)
            except SourcechatError as error:
                answer = error
            pipe.send(answer)
    except (EOFError, BrokenPipeError):  # whoever started it is done, or gone
        return
    finally:
        preparer.close()


def main() -> None:
    """Serve at the pipe whose number is the first argument."""
    serve(Connection(int(sys.argv[1])))
