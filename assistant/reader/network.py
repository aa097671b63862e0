"""The network: what the trained cross-encoder says of a question or a claim beside a passage, as plain numbers.

Knows logits and word pieces, never probabilities, sentences or verdicts. Its weights come with the package.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import DamagedReader
from assistant.reader.windows import Batch, Window, WindowMaker, pad
from vectorstore.cache import kept
from vectorstore.graphs import mapped_by, open_graph, run_graph, side_by_side, write_mapped

logger = logging.getLogger(__name__)

SUPPORT_LABELS = ("supported", "not_supported", "refuted")
OUTPUTS = ("start", "end", "answerable", "support")
WHOLE = "whole"
"""The input of a graph that would leave a passage after some layers: whether every layer is run all the same."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the network says of one pair of texts, all in logits.

    `starts` and `ends`, shape (pieces,), tell where an answer begins and ends; `offsets`, shape (pieces, 2), where
    each word piece stands in the passage's text; `none` is the sum of both logits of "no answer here". `support`,
    shape (3,), is in the order of `SUPPORT_LABELS`. A passage that was left before the last layer has no pieces.
    """

    answerable: float
    none: float
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    offsets: NDArray[np.int64]
    support: NDArray[np.float32]

    @property
    def supported_margin(self) -> float:
        """How far "supported" stands above the other two together: above 0 where it is the likelier."""
        supported, open_, refuted = (float(logit) for logit in self.support)
        return supported - float(np.logaddexp(open_, refuted))


class Network(Protocol):
    """Whatever reads pairs of a question or claim and a passage."""

    def look(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair (question or claim, passage), in order."""
        ...

    def seek(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair (question, passage), in order; leave early what clearly does not answer."""
        ...


class LazyNetwork:
    """A network that is loaded when it is first asked to look, once for all threads."""

    def __init__(self, load: Callable[[], Network]) -> None:
        self._load = load
        self._loaded: Network | None = None
        self._guard = Lock()

    def look(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair, in order. Raises DamagedReader."""
        return self._open().look(pairs)

    def seek(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair, in order, as a `Network` does. Raises DamagedReader."""
        return self._open().seek(pairs)

    def _open(self) -> Network:
        with self._guard:
            self._loaded = self._loaded or self._load()
        return self._loaded


Run = Callable[[Batch], Sequence[NDArray[np.float32]]]


class TrainedNetwork:
    """The trained network. `run` is one forward pass: a batch in, arrays in the order of `OUTPUTS` out.

    `seeking` is one that may leave the batch before the last layer: its starts and ends are of no piece then.

    A window is a batch of its own: what comes into a layer is rounded with one scale for the whole batch, so that what
    is seen would depend on what is read beside it; and several at once are no faster (`python -m bench.passes`).
    `at_once` passes are run side by side, each on a core of its own: that costs less than one on several.
    """

    def __init__(self, run: Run, maker: WindowMaker, *, at_once: int = 1, seeking: Run | None = None) -> None:
        self._run = run
        self._seeking = seeking or run
        self._maker = maker
        self._side_by_side = side_by_side(at_once, "reading")

    @classmethod
    def load(cls, model: Path | None = None, *, cache: Path | None = None) -> TrainedNetwork:
        """Open the weights of the package, or a graph of the same form with its digest beside it.

        With a `cache` they are kept there as they are run, which opens faster. Raises DamagedReader.
        """
        path = model or Path(str(files(__package__) / "reader.onnx"))
        session = open_graph(_checked(path) if cache is None else _mapped(path, cache), threads=1)
        may_leave = WHOLE in {one.name for one in session.get_inputs()}

        def run(batch: Batch, *, whole: bool) -> Sequence[NDArray[np.float32]]:
            how = {WHOLE: np.array(whole)} if may_leave else {}
            return run_graph(session, {"ids": batch.ids, "mask": batch.mask, "types": batch.types, **how})

        return cls(
            partial(run, whole=True), WindowMaker.load(), at_once=os.cpu_count() or 1, seeking=partial(run, whole=False)
        )

    def look(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair; a passage longer than a window is read in several that overlap."""
        return self._read(pairs, self._run)

    def seek(self, pairs: Sequence[tuple[str, str]]) -> tuple[Sighting, ...]:
        """Return a sighting of each pair, as `look` does; a window in which nothing answers is left early."""
        return self._read(pairs, self._seeking)

    def _read(self, pairs: Sequence[tuple[str, str]], run: Run) -> tuple[Sighting, ...]:
        cut = [self._maker.cut(query, passage) for query, passage in pairs]
        seen = self._see([window for windows in cut for window in windows], run)
        return tuple(_merge([next(seen) for _ in windows]) for windows in cut)

    def _see(self, windows: Sequence[Window], run: Run) -> Iterator[Sighting]:
        passes = self._side_by_side(lambda window: run(pad([window])), windows)
        return (
            _sighting(window, [output[0] for output in outputs])
            for window, outputs in zip(windows, passes, strict=True)
        )


def _mapped(path: Path, cache: Path) -> Path:
    """Return the path of a checked graph as it is kept in the cache, or its own where nothing can be kept."""
    name = "reader.onnx"
    try:
        folder = kept(cache / "reader", path, lambda made: write_mapped(_checked(path), made / name), maker=mapped_by())
    except OSError as error:
        logger.warning("%s: the reader cannot be kept there (%s); it opens more slowly", cache, error.strerror)
        return _checked(path)
    return folder / name


def _checked(path: Path) -> Path:
    """Return the path of a graph that is as its digest says: opened from there, it is in memory once."""
    try:
        expected = path.with_suffix(".sha256").read_text("utf-8").split()[0]
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise DamagedReader(f"{error.filename}: the reader's weights are missing; install sourcechat again") from error
    if digest != expected:
        raise DamagedReader(f"{path}: the reader's weights are damaged; install sourcechat again")
    return path


def _sighting(window: Window, outputs: Sequence[NDArray[np.float32]]) -> Sighting:
    start, end, answerable, support = outputs
    inside = slice(window.first, window.first + len(window.offsets))
    offsets = window.offsets[: len(start[inside])]
    none = float(start[:1].sum() + end[:1].sum())
    return Sighting(float(answerable), none, start[inside], end[inside], offsets, np.asarray(support))


def _merge(sightings: Sequence[Sighting]) -> Sighting:
    """Make one sighting of a long passage's windows: the best of each for every question that can be asked of it."""
    if len(sightings) == 1:
        return sightings[0]
    best = max(sightings, key=lambda one: one.answerable)
    supporting = max(sightings, key=lambda one: float(one.support[0] - one.support[1:].max()))
    # Windows are compared by how far their spans stand above "none"; of pieces seen twice both views are kept.
    return Sighting(
        best.answerable,
        0.0,
        np.concatenate([one.starts - one.none / 2 for one in sightings]),
        np.concatenate([one.ends - one.none / 2 for one in sightings]),
        np.concatenate([one.offsets for one in sightings]),
        supporting.support,
    )
