"""Where benchmarks keep what is slow to make, where the measuring data is, and how its rows are sampled."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Item = TypeVar("Item")

SEED = 20261124


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder to keep libraries in between runs, and the folder of the measuring data, which may be missing."""

    folder: Path
    data: Path

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of one file of the measuring data, none when it is not here."""
        path = self.data / name
        if not path.exists():
            return
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def sampled(rows: Iterable[Item], number: int, *, seed: int = SEED) -> list[Item]:
    """Return at most so many of the rows, the same ones every time for a seed."""
    given = list(rows)
    return random.Random(seed).sample(given, min(number, len(given)))  # noqa: S311 - a sample, no secret


def least_taken(work: Callable[[], object], *, times: int) -> tuple[float, float]:
    """Return the least seconds of the processor and of the clock that something takes, after once to warm up."""
    work()
    taken = []
    for _ in range(times):
        busy, started = time.process_time(), time.perf_counter()
        work()
        taken.append((time.process_time() - busy, time.perf_counter() - started))
    return min(busy for busy, _ in taken), min(clock for _, clock in taken)


def peak_megabytes() -> float:
    """Return how much memory this process held at most since it was started, as Linux tells.

    What `getrusage` tells of a process begins with what whoever started it held.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def parser_of(module: str, about: str | None) -> argparse.ArgumentParser:
    """Return a parser of `python -m module` that knows where libraries and data are."""
    parser = parser_with_data(module, about)
    parser.add_argument("--folder", type=Path, default=Path(".sourcechat/bench"), help="where libraries are kept")
    return parser


def parser_with_data(module: str, about: str | None) -> argparse.ArgumentParser:
    """Return a parser of `python -m module` that knows where the data is, for what needs no library."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the measuring data")
    return parser
