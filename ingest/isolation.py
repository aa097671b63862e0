"""Isolation: files are read in a process of their own, so that a crash, a hang or a flood costs one file only.

Knows how to keep such a process; never a format. A process is started for the first file and kept for the next ones.
What it answers is plain text and numbers: a reader that a file took over can say what is wrong, and do nothing here.
"""

from __future__ import annotations

import gc
import io
import json
import logging
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self, cast

from ingest.documents import Document
from ingest.errors import IngestError, NothingToRead, ReaderKilled, UnreadableFile, UnsupportedFormat
from ingest.packing import pack_document, unpack_document
from ingest.reading import read
from ingest.sources import Content

logger = logging.getLogger(__name__)

_PROGRAM = "from ingest.isolation import main; main()"
_HEAD = 8  # bytes that say how long a message is
_TO_END = 10.0  # seconds; a process whose input has ended ends by itself
_MEGABYTE = 2**20
_FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP}  # ends of a process that it does not come to itself
_SELDOM = 50_000  # new values between two searches for rings of them, of which readers make few: 700 cost a twentieth


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What one file may cost. `seconds` pass without a sign of progress; `seconds_in_all` whatever the progress.

    `megabytes` bounds the memory of the reading process, its programs (about 300) included.
    """

    seconds: float = 120.0
    seconds_in_all: float = 3_600.0
    megabytes: int = 4_096


@dataclass(frozen=True, slots=True)
class _Part:
    """A sign of life: so much of the file is read."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Failed:
    """The file could not be read; `kind` is our own error, or UnreadableFile for anything else that was raised."""

    error: IngestError
    trace: str


class IsolatedReader:
    """Reads contents to documents in another process. Use it as a context manager; `close` ends the process."""

    def __init__(self, limits: FileLimits | None = None) -> None:
        self._limits = limits or FileLimits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, content: Content) -> Document:
        """Return the document, as `ingest.reading.read` does. Raises IngestError, whatever the file does."""
        process = self._running()
        try:
            _send(cast("IO[bytes]", process.stdin), pickle.dumps(content, pickle.HIGHEST_PROTOCOL))
            answer = self._answer(process, content.name)
        except (BrokenPipeError, EOFError) as error:
            code = self._end()
            if code in _FROM_OUTSIDE:
                raise ReaderKilled(
                    f"{content.name}: its reader broke off ({_ending(code)}), which is seldom the file's doing; free "
                    "some memory, and ingest again"
                ) from error
            raise UnreadableFile(
                f"{content.name}: its reader broke off ({_ending(code)}); the file may be damaged, export it again"
            ) from error
        except BaseException:  # too slow, or a person who wants to stop
            process.kill()
            self._end()
            raise
        if isinstance(answer, _Failed):
            logger.debug("%s: %s", content.name, answer.trace or answer.error)
            raise answer.error
        return answer

    def close(self) -> None:
        """End the process, if there is one."""
        self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and a module of ours
                [sys.executable, "-c", _PROGRAM, str(self._limits.megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], name: str) -> Document | _Failed:
        # Unbuffered: an answer that a buffer took along with a sign of life would never make the pipe ready again.
        output = cast("IO[bytes]", cast("io.BufferedReader", process.stdout).raw)
        started = time.monotonic()
        while True:
            patience = min(self._limits.seconds, started + self._limits.seconds_in_all - time.monotonic())
            ready, _, _ = select.select([output], [], [], max(patience, 0))
            if not ready:
                raise UnreadableFile(
                    f"{name}: not read within {max(self._limits.seconds, time.monotonic() - started):.0f} s; "
                    "split it, or export it again"
                )
            answer = _unpacked(_receive(output))
            if not isinstance(answer, _Part):
                return answer

    def _end(self) -> int | None:
        """End the process and return its exit status: negative for the signal that ended it."""
        process, self._process = self._process, None
        if process is None:
            return None
        with suppress(BrokenPipeError):  # what it did not take any more is lost with it
            cast("IO[bytes]", process.stdin).close()
        try:
            process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        cast("IO[bytes]", process.stdout).close()
        return process.returncode


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {-code}"
    return "out of memory" if code == _OUT_OF_MEMORY else f"status {code}"


_OUT_OF_MEMORY = 64


_Answer = Document | _Failed | _Part
_ERRORS = {error.__name__: error for error in (IngestError, NothingToRead, UnreadableFile, UnsupportedFormat)}


def _packed(answer: _Answer) -> bytes:
    """Return an answer as bytes: a letter that says what it is, then what it says."""
    match answer:
        case Document():
            return b"D" + pack_document(answer)
        case _Part():
            return b"P" + json.dumps([answer.done, answer.total]).encode()
        case _Failed():
            return b"F" + json.dumps([type(answer.error).__name__, str(answer.error), answer.trace]).encode()


def _unpacked(packed: bytes) -> _Answer:
    match packed[:1]:
        case b"D":
            return unpack_document(packed[1:])
        case b"P":
            return _Part(*json.loads(packed[1:]))
        case _:
            kind, message, trace = json.loads(packed[1:])
            return _Failed(_ERRORS.get(kind, UnreadableFile)(message), trace)


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(_HEAD, "big"))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """Return the next message. Raises EOFError at the end of the stream, also inside a message."""
    return _exactly(stream, int.from_bytes(_exactly(stream, _HEAD), "big"))


def _exactly(stream: IO[bytes], length: int) -> bytes:
    taken = bytearray()
    while len(taken) < length:
        piece = stream.read(length - len(taken))
        if not piece:
            raise EOFError
        taken += piece
    return bytes(taken)


# -- inside the other process ------------------------------------------------------------------------------------------


def serve(contents: IO[bytes], answers: IO[bytes]) -> None:
    """Read one content after another until the stream ends."""
    while True:
        try:
            message = _receive(contents)
        except EOFError:
            return
        content = cast("Content", pickle.loads(message))  # noqa: S301 - from the process that started this one
        _send(answers, _packed(_outcome(content, answers)))


def _outcome(content: Content, answers: IO[bytes]) -> Document | _Failed:
    try:
        return read(content, on_part=lambda done, total: _send(answers, _packed(_Part(done, total))))
    except IngestError as error:
        return _Failed(error, "")
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    # Dozens of libraries raise what they like on broken files; here, and only here, that costs the file, not the rest.
    except Exception as error:  # noqa: BLE001
        reason = f"{type(error).__name__}: {error}"[:200]
        failure = UnreadableFile(f"{content.name}: damaged, or not what its name says; export it again ({reason})")
        return _Failed(failure, traceback.format_exc())


def collect_seldom() -> None:
    """Look for rings of values as seldom as suits a process that only reads, and never among what is loaded by now."""
    gc.freeze()
    gc.set_threshold(_SELDOM)


def main() -> None:
    """Serve on standard input and output, within the memory that the first argument gives in megabytes."""
    most = int(sys.argv[1]) * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not fall among the answers
    collect_seldom()
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:  # whoever asked was killed: there is nobody to tell, nor what lies in the buffer
        os._exit(0)
