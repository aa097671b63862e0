"""Actors: workers on the machines of a Ray cluster, or of one that is started here. The only door to ray.

A source's bytes go there and what was made of them comes back, so that those machines need no folder of ours. An actor
that is killed, or whose machine goes away, is started again by Ray, elsewhere perhaps, and what it did is done again.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Sequence
from importlib.util import find_spec
from types import TracebackType
from typing import Any, cast

from ingest.errors import SourcechatError
from ingest.sources import Content
from vectorstore.crews import Several
from vectorstore.embedding import Vectors
from vectorstore.errors import WorkerLost, WorkersAway
from vectorstore.preparing import MakeEmbedder, Making, Prepared, Preparer

LOCAL = "ray://local"
"""The address of a cluster that is started here, and ended with the crew."""

_TOKEN = {"RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"}
_TRIES = 3
_TO_BEGIN = 120.0  # seconds for a cluster to start the first actor
_TO_FOLLOW = 10.0  # seconds more for the others, whose cores may be taken


class Actor:
    """What runs there: prepares, and returns our errors as values, since what is raised comes with its trace."""

    def __init__(self, make_embedder: MakeEmbedder) -> None:
        self._preparer = Preparer(make_embedder)

    def making(self) -> Making:
        """Return what it makes things with."""
        return self._preparer.making

    def read(self, content: Content) -> Prepared | SourcechatError:
        """Return a source read and chunked, or why not."""
        try:
            return self._preparer.read(content)
        except SourcechatError as error:
            return error

    def embed(self, texts: Sequence[str]) -> Vectors | SourcechatError:
        """Return the vectors of texts, or why not."""
        try:
            return self._preparer.embed(texts)
        except SourcechatError as error:
            return error


class RayWorker:
    """A worker that is an actor."""

    def __init__(self, handle: Any) -> None:  # noqa: ANN401 - Ray makes the type of a handle when it runs
        self._handle = handle

    def read(self, content: Content) -> Prepared:
        """Return a source read and chunked. Raises IngestError, WorkerLost and EmbeddingModelNotFound."""
        return cast("Prepared", _got(self._handle.read, content))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts, float32 of shape (texts, dimension). Raises as `read` does."""
        return cast("Vectors", _got(self._handle.embed, tuple(texts)))

    def close(self) -> None:
        """End the actor, also in the middle of something."""
        import ray  # noqa: PLC0415 - two seconds, and an extra

        if not ray.is_initialized():  # it is gone with its cluster, and Ray would start one here to look for it
            return
        try:
            ray.kill(self._handle)
        except (ray.exceptions.RayError, ConnectionError):
            return


class Cluster(Several):
    """A crew of one actor for each core of a cluster, which is left with the crew."""

    @classmethod
    def join(cls, address: str, make_embedder: MakeEmbedder, making: Making) -> Cluster:
        """Join the cluster at `ray://HOST:PORT`, or start one at `ray://local`.

        Raises WorkersAway where ray is not installed, nobody answers, or actors do not make what `making` says.
        """
        _connect(address)
        try:
            return cls(_gathered(address, make_embedder, making))
        except BaseException:
            _leave()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        _leave()


def _connect(address: str) -> None:
    if find_spec("ray") is None:
        raise WorkersAway(f"{address}: Ray is not installed; pip install 'sourcechat[ray]', or take --workers N")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    if address == LOCAL:  # else it listens to every network, and does what whoever comes wants done
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
        if not _TOKEN & os.environ.keys():  # else Ray keeps one in the home, by which clusters started later are closed
            os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex())
    import ray  # noqa: PLC0415 - as above

    try:
        if address == LOCAL:
            ray.init("local", include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        else:
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ray.exceptions.RayError) as error:
        raise WorkersAway(
            f"{address}: no Ray cluster answers as ours would ({_first_line(error)}); see that it runs, that the port "
            "is that of its clients (10001), that Python and Ray are of the same versions, and that RAY_AUTH_MODE and "
            "RAY_AUTH_TOKEN say here what they say there"
        ) from error


def _gathered(address: str, make_embedder: MakeEmbedder, making: Making) -> list[RayWorker]:
    """Return the workers that began in time, each of which makes what it should."""
    import ray  # noqa: PLC0415 - as above

    made = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_TRIES - 1)(Actor)
    handles = [made.remote(make_embedder) for _ in range(max(1, int(ray.cluster_resources().get("CPU", 1))))]
    asked = {handle.making.remote(): handle for handle in handles}
    ray.wait(list(asked), num_returns=1, timeout=_TO_BEGIN)
    began, others = ray.wait(list(asked), num_returns=len(asked), timeout=_TO_FOLLOW)
    for one in others:
        ray.kill(asked[one])
    if not began:
        raise WorkersAway(f"{address}: no worker began within {_TO_BEGIN:.0f} s; are all of its cores taken?")
    try:
        theirs = ray.get(began)
    except ray.exceptions.RayError as error:
        raise WorkersAway(
            f"{address}: its workers cannot begin ({_first_line(error)}); install sourcechat on its machines"
        ) from error
    if any(one != making for one in theirs):
        raise WorkersAway(
            f"{address}: its machines read, chunk or embed otherwise than this one; install the same release on all"
        )
    return [RayWorker(asked[one]) for one in began]


def _leave() -> None:
    import ray  # noqa: PLC0415 - as above

    ray.shutdown()


def _got(ask: Any, value: object) -> object:  # noqa: ANN401 - as above
    import ray  # noqa: PLC0415 - as above

    try:
        answer = ray.get(ask.remote(value))
    except (ray.exceptions.RayError, ConnectionError) as error:
        raise WorkerLost(f"its worker in the cluster broke off ({_first_line(error)})") from error
    if isinstance(answer, SourcechatError):
        raise answer
    return answer


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:200]
