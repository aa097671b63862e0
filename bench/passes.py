"""Forward passes of the reader: what a passage costs by how many are in one, and by how many cores run one.

Run `python -m bench.passes`. Milliseconds of the processor for each passage, and of the clock; the least of several.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import numpy as np

from bench.workspace import least_taken
from vectorstore.graphs import open_graph, run_graph

_PASSAGES = 12
_PIECES = 222  # of a window, as the news have them
_TIMES = 5


def main() -> None:
    """Print a row for each way."""
    graph, cores = Path(str(files("assistant.reader") / "reader.onnx")), os.cpu_count() or 1
    print(f"{cores} cores, load {os.getloadavg()[0]:.1f}{'processor':>20} {'clock':>8}")
    for threads in (1, cores):
        session = open_graph(graph, threads=threads)
        with ThreadPoolExecutor(cores // threads) as pool:
            for at_once in (1, 2, 4, 6):
                windows = _windows(at_once)
                passes = [windows] * (_PASSAGES // at_once)
                busy, passed = _least(lambda: list(pool.map(lambda one: run_graph(session, one), passes)))  # noqa: B023
                print(f"passes of {at_once}, {threads} threads each {busy:12.1f} {passed:8.1f}")


def _windows(count: int) -> dict[str, np.ndarray]:
    drawn = np.random.default_rng(0).integers(1000, 30000, (count, _PIECES))
    return {"ids": drawn, "mask": np.ones_like(drawn), "types": np.ones_like(drawn), "whole": np.ones((), np.bool_)}


def _least(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least milliseconds of the processor and of the clock for each passage."""
    busy, clock = least_taken(work, times=_TIMES)
    return busy * 1000 / _PASSAGES, clock * 1000 / _PASSAGES


if __name__ == "__main__":
    main()
