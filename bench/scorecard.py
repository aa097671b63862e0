"""The scorecard: what sourcechat is worth on the examples and the measuring data, beside baselines, in one table.

Run as `make evaluate` or `python -m bench.scorecard [--data FOLDER] [--sample N] [--markdown FILE] [--write]`. A figure
of ours that falls below the committed baseline by more than a hair ends it with status 3; without a baseline, and
without `--write`, nothing is run and the status is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import platformdirs

from bench.corpora import CORPORA
from bench.parts import (
    Bench,
    corpus_lines,
    example_lines,
    language_lines,
    rewriting_lines,
    sentence_lines,
    support_lines,
)
from bench.results import HEADING, Baseline, Line, to_markdown
from bench.workspace import Workspace, parser_of
from vectorstore.embedders import load_embedder

SAMPLE = 100
BASELINE = Path(__file__).with_name("scorecard.json")
_NOTHING_TO_COMPARE = 1  # exit status, as of a person's error on the command line
_BELOW = 3  # exit status, as of `sourcechat evaluate --fail-under`


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit status."""
    options = _parse(arguments)
    baseline = Baseline.read(BASELINE)
    if baseline is None and not options.write:
        print(f"{BASELINE}: no baseline to compare with; restore the file, or make one with --write", file=sys.stderr)
        return _NOTHING_TO_COMPARE
    started, date = time.perf_counter(), datetime.now(UTC).date().isoformat()
    embedder = load_embedder(cache=platformdirs.user_cache_path("sourcechat"))
    bench = Bench(Workspace(options.folder, options.data), embedder, options.sample)
    print(HEADING)
    lines = [line for part in _parts(bench) for line in _printed(part())]
    print(f"in {(time.perf_counter() - started) / 60:.1f} minutes, at most {options.sample} questions of each set")
    if options.markdown is not None:
        options.markdown.write_text(to_markdown(lines, command=_command(options.sample), date=date), "utf-8")
    if options.write or baseline is None:
        baseline = Baseline.of(lines, sample=options.sample, date=date)
        baseline.write(BASELINE)
    return judged(lines, baseline, options.sample)


def judged(lines: Iterable[Line], baseline: Baseline, sample: int) -> int:
    """Say what fell below the baseline; return the exit status. Other samples are no comparison."""
    if baseline.sample != sample:
        print(f"not compared: the baseline was made with --sample {baseline.sample}", file=sys.stderr)
        return 0
    fallen = baseline.fallen(lines)
    for message in fallen:
        print(f"below the baseline of {baseline.date}: {message}", file=sys.stderr)
    return _BELOW if fallen else 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_of("bench.scorecard", __doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="questions of each set, at most")
    parser.add_argument("--markdown", type=Path, help="keep the table in this file, for README")
    parser.add_argument("--write", action="store_true", help="make this run the baseline")
    return parser.parse_args(arguments)


def _command(sample: int) -> str:
    return f'make evaluate ARGS="--sample {sample}"'


def _parts(bench: Bench) -> Iterator[Callable[[], Iterator[Line]]]:
    yield partial(example_lines, bench)
    yield partial(language_lines, bench)
    for corpus in CORPORA:
        if corpus.is_in(bench.workspace):
            yield partial(corpus_lines, bench, corpus)
    for part in (sentence_lines, support_lines, rewriting_lines):
        yield partial(part, bench)


def _printed(lines: Iterable[Line]) -> Iterator[Line]:
    started, part = time.perf_counter(), ""
    for line in lines:
        part = line.part
        print(line, flush=True)
        yield line
    if part:
        print(f"{part}: {time.perf_counter() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
