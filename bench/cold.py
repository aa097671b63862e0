"""Cold start: a whole `sourcechat ask` process against the stock chain's, side by side, alternating."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.workspace import Workspace

_ROUNDS = 5
_QUESTION = "How much is the portfolio of new cooperation projects worth?"
_EXAMPLES = Path("examples/documents")


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds by the clock, and megabytes resident at most."""

    seconds: float
    megabytes: float


def bench_cold(workspace: Workspace) -> None:
    """Print the median time and memory of both, and their ratios."""
    library, store = workspace.folder / "examples", workspace.folder / "stock"
    ours = [sys.executable, "-m", "ui", "ask", "--library", str(library), _QUESTION]
    stock = [sys.executable, "bench/stock.py", "ask", str(store), _QUESTION]
    subprocess.run([sys.executable, "-m", "ui", "ingest", "--library", str(library), str(_EXAMPLES)], check=True)
    if not store.exists():
        texts = sorted(str(path) for path in _EXAMPLES.iterdir() if path.suffix in (".md", ".txt", ".html"))
        measure([sys.executable, "bench/stock.py", "ingest", str(store), *texts])

    runs = [(measure(ours), measure(stock)) for _ in range(_ROUNDS)]

    own, others = zip(*runs, strict=True)
    print(f"{f'cold ask, median of {_ROUNDS} alternating runs':<46} sourcechat  stock chain  ratio")
    _report("seconds", [run.seconds for run in own], [run.seconds for run in others], digits=2)
    _report("resident memory, MB", [run.megabytes for run in own], [run.megabytes for run in others], digits=0)


def _report(name: str, own: Sequence[float], others: Sequence[float], *, digits: int) -> None:
    ours, stock = statistics.median(own), statistics.median(others)
    print(f"  {name:<44} {ours:10.{digits}f}  {stock:11.{digits}f}  {ours / stock:5.2f}")


def measure(command: list[str]) -> Run:
    """Run a command to its end, quietly. Raises CalledProcessError."""
    timed = [sys.executable, "-I", "-S", "bench/stopwatch.py", *command]
    printed = subprocess.run(timed, stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, megabytes = map(float, printed.split())
    return Run(seconds, megabytes)
