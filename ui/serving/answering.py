"""Answering: the questions of everybody at once, in a few threads of their own, which are ended together.

Knows questions and answers; never HTTP or a page. What waits for an answer holds no thread of the server.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Event, Thread
from typing import Protocol

from assistant.answers import Answer
from assistant.conversation.question import Question
from ingest.errors import SourcechatError
from ui.serving.faults import AnswerCut, AnswerFailed, ServerBusy, ServerStopping

logger = logging.getLogger(__name__)

_CUT = "The server was stopped before this answer was whole. Please ask again."
_STOPPING = "the server is being stopped and takes no more questions; ask again in a moment"


class StreamingAnswerer(Protocol):
    """What answers questions."""

    def stream(self, question: Question, /) -> Iterator[Answer]:
        """Yield the answer as it grows; the last one is whole."""
        ...


class Watcher(Protocol):
    """Who counts answers."""

    def answered(self, outcome: str, seconds: float) -> None:
        """Note that an answer ended: `answered`, `refused`, `failed`, `cut` or `left`, after so many seconds."""
        ...


@dataclass(frozen=True, slots=True)
class AnsweringOptions:
    """How many questions are answered at once, and how many may wait.

    Four fill two cores: while one waits for the networks, another counts words.
    """

    workers: int = 4
    waiting: int = 200


@dataclass(eq=False)
class _Run:
    """One question under way: whoever asked is told of each answer, of an error, or of the end (None)."""

    question: Question
    tell: Callable[[Answer | Exception | None], None]
    pipeline: StreamingAnswerer
    started: float = field(default_factory=time.perf_counter)
    left: Event = field(default_factory=Event)
    noted: bool = False


class Answering:
    """Answers questions from a pipeline. `stream` is for threads, `astream` for an event loop."""

    def __init__(
        self, pipeline: StreamingAnswerer, options: AnsweringOptions | None = None, *, watcher: Watcher | None = None
    ) -> None:
        self._pipeline = pipeline
        self._options = options or AnsweringOptions()
        self._watcher = watcher
        self._changed = Condition()
        self._waiting: list[_Run] = []
        self._under_way: set[_Run] = set()
        self._stopping = False
        self._workers = 0

    @property
    def waiting(self) -> int:
        """How many questions wait for a thread."""
        return len(self._waiting)

    @property
    def under_way(self) -> int:
        """How many questions are being answered."""
        return len(self._under_way)

    def stream(self, question: Question) -> Iterator[Answer]:
        """Yield the answer as it grows.

        Raises ServerBusy, ServerStopping, AnswerCut, AnswerFailed for a bug, and the pipeline's errors that are ours.
        """
        told: queue.SimpleQueue[Answer | Exception | None] = queue.SimpleQueue()
        run = self._take(_Run(question, told.put, self._pipeline))
        try:
            while (said := told.get()) is not None:
                if isinstance(said, Exception):
                    raise said
                yield said
        finally:
            run.left.set()

    async def astream(self, question: Question, *, through: StreamingAnswerer | None = None) -> AsyncIterator[Answer]:
        """Yield the answer as it grows, as `stream` does; `through` another pipeline where one is given."""
        told: asyncio.Queue[Answer | Exception | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def tell(said: Answer | Exception | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(told.put_nowait, said)

        run = self._take(_Run(question, tell, through or self._pipeline))
        try:
            while (said := await told.get()) is not None:
                if isinstance(said, Exception):
                    raise said
                yield said
        finally:
            run.left.set()

    async def answer(self, question: Question) -> Answer:
        """Return the whole answer; raises as `stream` does."""
        whole = None
        async for whole in self.astream(question):  # noqa: B007 - the last one counts
            pass
        if whole is None:
            raise RuntimeError("a question reached its end without an answer")
        return whole

    def lent(self, pipeline: StreamingAnswerer) -> Answering:
        """Return answering from another pipeline, by the same threads and with one limit for both."""
        return _Lent(self, pipeline)

    def refuse(self) -> None:
        """Take no more questions; those that are under way or wait are answered still."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def drained(self, within: float) -> bool:
        """Wait so many seconds until every question is answered; say whether all are."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._under_way, within)

    def cut(self) -> int:
        """End what is under way or waits, and tell who asked; return how many were cut."""
        with self._changed:
            ended = [*self._waiting, *self._under_way]
            self._waiting.clear()
        for run in ended:
            run.left.set()
            run.tell(AnswerCut(_CUT))
            self._note("cut", run)
        return len(ended)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _take(self, run: _Run) -> _Run:
        with self._changed:
            if self._stopping:
                raise ServerStopping(_STOPPING)
            if len(self._waiting) >= self._options.waiting:
                raise ServerBusy(f"{len(self._waiting)} questions wait already; ask again in a moment")
            self._waiting.append(run)
            if self._workers < self._options.workers:
                self._workers += 1
                Thread(target=self._work, name=f"answering {self._workers}", daemon=True).start()
            self._changed.notify()
        return run

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting))
                run = self._waiting.pop(0)
                self._under_way.add(run)
            try:
                self._answer(run)
            finally:
                with self._changed:
                    self._under_way.discard(run)
                    self._changed.notify_all()

    def _answer(self, run: _Run) -> None:
        answer = None
        try:
            for answer in run.pipeline.stream(run.question):
                if run.left.is_set():
                    self._note("left", run)
                    return
                run.tell(answer)
        except SourcechatError as error:
            self._note("failed", run)
            run.tell(error)
        except Exception:  # whoever asked is told; the others' answers go on, and the log keeps the traceback
            logger.exception("a question failed")
            self._note("failed", run)
            run.tell(AnswerFailed())
        else:
            self._note("refused" if answer is not None and answer.refused else "answered", run)
            run.tell(None)

    def _note(self, outcome: str, run: _Run) -> None:
        if self._watcher is not None and not run.noted:
            run.noted = True
            self._watcher.answered(outcome, time.perf_counter() - run.started)


class _Lent(Answering):
    """Answers from a pipeline of its own, and leaves to another one when that is done."""

    def __init__(self, whole: Answering, pipeline: StreamingAnswerer) -> None:
        super().__init__(pipeline)
        self._whole = whole

    @property
    def waiting(self) -> int:
        return self._whole.waiting

    @property
    def under_way(self) -> int:
        return self._whole.under_way

    def refuse(self) -> None:
        self._whole.refuse()

    def drained(self, within: float) -> bool:
        return self._whole.drained(within)

    def cut(self) -> int:
        return self._whole.cut()

    def _take(self, run: _Run) -> _Run:
        return self._whole._take(run)  # noqa: SLF001 - one class, as two
