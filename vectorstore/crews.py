"""Crews: several workers that prepare sources at once, each one thing at a time. Knows futures, never a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType
from typing import Protocol, Self, TypeVar

from ingest.sources import Content
from vectorstore.embedding import Vectors
from vectorstore.preparing import Prepared

Made = TypeVar("Made")


class Worker(Protocol):
    """Prepares sources, one thing at a time. One that is lost over something says so, and goes on with the next."""

    def read(self, content: Content) -> Prepared:
        """Return a source read and chunked. Raises IngestError, WorkerLost and EmbeddingModelNotFound."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, float32 of shape (texts, dimension). Raises as `read` does."""
        ...

    def close(self) -> None:
        """End whatever works, also in the middle of something."""
        ...


class Crew(Protocol):
    """Whoever prepares sources, as a context manager. `room` is how many of them may be on their way at once."""

    room: int

    def read(self, content: Content) -> Future[Prepared]:
        """Begin to read and chunk a source; the future raises as a worker does."""
        ...

    def embed(self, texts: Sequence[str]) -> Future[Vectors]:
        """Begin to embed texts; the future raises as a worker does."""
        ...

    def __enter__(self) -> Self:
        """Give it."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers."""
        ...


Hire = Callable[[], Crew]
"""Gives a crew."""

_AHEAD = 2  # sources for each of several workers: while one is kept, the next is there


class Alone:
    """A crew of one who works while it is waited for: nothing happens at once."""

    room = 1

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()

    def read(self, content: Content) -> Future[Prepared]:
        """Read and chunk a source."""
        return _done(lambda: self._worker.read(content))

    def embed(self, texts: Sequence[str]) -> Future[Vectors]:
        """Embed texts."""
        return _done(lambda: self._worker.embed(texts))


class Several:
    """A crew of workers, each with a thread that waits for it; whoever worked last works next, if one is enough."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self.room = len(workers) * _AHEAD
        self._workers = workers
        self._idle: LifoQueue[Worker] = LifoQueue()
        for worker in reversed(workers):
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(len(workers), thread_name_prefix="worker")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._threads.shutdown()

    def read(self, content: Content) -> Future[Prepared]:
        """Begin to read and chunk a source, once a worker is free."""
        return self._threads.submit(self._by_one, lambda worker: worker.read(content))

    def embed(self, texts: Sequence[str]) -> Future[Vectors]:
        """Begin to embed texts, once a worker is free."""
        return self._threads.submit(self._by_one, lambda worker: worker.embed(texts))

    def _by_one(self, work: Callable[[Worker], Made]) -> Made:
        worker = self._idle.get()
        try:
            return work(worker)
        finally:
            self._idle.put(worker)


def _done(work: Callable[[], Made]) -> Future[Made]:
    future: Future[Made] = Future()
    try:
        future.set_result(work())
    except Exception as error:  # noqa: BLE001 - whoever asks for the result meets it
        future.set_exception(error)
    return future
