"""What one served library does for who uses it: its start, a first statement, a long conversation, files meanwhile.

Run `python -m bench.served`, or with `--only PART` one of its parts: `page`, `first`, `turns`, `files`. What is served
are articles of the measuring data, ingested anew (`--articles`), or a copy of a library that is there (`--library`;
files are added to it). What is asked are the questions of the data's news quiz, or those of a file (`--questions`). The
page is opened in Chromium.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread

import httpx
from playwright.sync_api import sync_playwright

from bench.server import QUIZ, ROOT, articles_in, memory_of, processor_of, run_of, serving_from
from bench.workspace import Workspace, parser_with_data

_PATIENCE = 300.0  # seconds for one answer
_FIRST = 5  # questions whose first statement is waited for
_RECURRING = 10  # questions of the long conversation, over and over
_ASKERS = 5
_FILES = 20  # of one upload
_MOST = 390  # questions that are asked meanwhile: of the 810 of the quiz none is asked twice in a run
_CHROMIUM = "/usr/bin/chromium"
_USABLE, _GROWTH, _RAISED = 2.5, 50, 0.5  # aims: seconds, MB, and the share by which files may raise the p95


@dataclass(frozen=True, slots=True)
class _Measured:
    """A server that is measured: how it is asked, its process, and what it is asked."""

    url: str
    process: int
    client: httpx.Client
    questions: Iterator[str]
    options: argparse.Namespace


def main() -> None:
    """Measure one after the other, and print a line for each."""
    options = _options()
    questions = _questions(options)
    with _library(options) as library:
        started = time.perf_counter()
        with serving_from(ROOT, library) as (url, process), httpx.Client(base_url=url, timeout=_PATIENCE) as client:
            _say(f"listens after {time.perf_counter() - started:.1f} s")
            while not client.get("/ready").is_success:
                time.sleep(0.1)
            _say(f"ready after {time.perf_counter() - started:.1f} s, {memory_of(process.pid):.0f} MB")
            measured = _Measured(url, process.pid, client, questions, options)
            for part in options.only or _PARTS:
                _PARTS[part](measured)
            _say(f"in the end {memory_of(process.pid):.0f} MB, {processor_of(process.pid):.0f} s of the processor")


def _page(measured: _Measured) -> None:
    """Say how soon the page can be used of a server that is ready, in a browser that never saw it."""
    _say(f"the page can be used {_usable(measured.url):.1f} s after it is opened (aim {_USABLE})")


def _first(measured: _Measured) -> None:
    """Say after how long the first words of an answer come."""
    _ask(measured.client, next(measured.questions))
    waited = [_first_words(measured.client, next(measured.questions)) for _ in range(_FIRST)]
    passages = sum(one["passages"] for one in measured.client.get("/page/library").json()["documents"])
    _say(
        f"first words of {_FIRST} new questions over {passages:,} passages after {median(waited):.1f} s (median), "
        f"{max(waited):.1f} at most"
    )


def _turns(measured: _Measured) -> None:
    """Say what a long conversation lets the server grow by."""
    recurring = list(islice(measured.questions, _RECURRING))
    _converse(measured.client, measured.process, recurring, measured.options.turns)


def _added(measured: _Measured) -> None:
    """Say how much longer answers take while files are added."""
    options, client = measured.options, measured.client
    alone = _asked_during(client, lambda: time.sleep(options.seconds), measured.questions)
    _say(f"{_ASKERS} askers: {_times(alone)}")
    meanwhile = _asked_during(client, lambda: _add(client, options.files), measured.questions)
    raised = _p95(meanwhile) / _p95(alone) - 1
    _say(f"{_ASKERS} askers while {options.files} files are added: {_times(meanwhile)}")
    _say(f"files raise the p95 by {raised:.0%} (aim {_RAISED:.0%} at most)")


_PARTS: Mapping[str, Callable[[_Measured], None]] = {"page": _page, "first": _first, "turns": _turns, "files": _added}


def _options() -> argparse.Namespace:
    parser = parser_with_data("bench.served", __doc__)
    parser.add_argument("--only", action="append", choices=[*_PARTS], help="measure this part; may be said again")
    parser.add_argument("--library", type=Path, help="what is served, instead of articles ingested anew")
    parser.add_argument("--documents", type=Path, help="what is ingested, instead of articles")
    parser.add_argument("--articles", type=int, default=60, help="how many articles are ingested")
    parser.add_argument("--questions", type=Path, help="a file of questions, as `sourcechat evaluate` takes it")
    parser.add_argument("--turns", type=int, default=500, help="of the long conversation")
    parser.add_argument("--files", type=int, default=300, help="added while others ask")
    parser.add_argument("--seconds", type=int, default=60, help="asked before that")
    return parser.parse_args()


@contextmanager
def _library(options: argparse.Namespace) -> Iterator[Path]:
    """Give the library that is served, made of articles where none is named."""
    if options.library:
        yield options.library
        return
    with tempfile.TemporaryDirectory() as folder:
        documents, _ = articles_in(Path(folder) / "news", options)
        run_of(ROOT, "ingest", "--library", f"{folder}/library", str(documents.resolve()))
        yield Path(folder) / "library"


def _questions(options: argparse.Namespace) -> Iterator[str]:
    if options.questions:
        rows = options.questions.read_text("utf-8").splitlines()
        return cycle([json.loads(row)["question"] for row in rows])
    return cycle([row["question_sentence"] for row in Workspace(Path(), options.data).rows(QUIZ)])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _usable(url: str) -> float:
    """Return how many seconds a new browser takes from the address to a page in which one can type and press."""
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=_CHROMIUM) as browser:
        page = browser.new_page()
        started = time.perf_counter()
        page.goto(url)
        page.wait_for_function('() => document.documentElement.dataset.ready === "true"')
        return time.perf_counter() - started


def _ask(client: httpx.Client, question: str) -> float:
    """Return how many seconds an answer took."""
    started = time.perf_counter()
    asked = {"model": "sourcechat", "messages": [{"role": "user", "content": question}]}
    client.post("/v1/chat/completions", json=asked).raise_for_status()
    return time.perf_counter() - started


def _first_words(client: httpx.Client, question: str) -> float:
    """Return after how many seconds the first words of an answer came."""
    asked = {"model": "sourcechat", "stream": True, "messages": [{"role": "user", "content": question}]}
    started = time.perf_counter()
    with client.stream("POST", "/v1/chat/completions", json=asked) as events:
        for line in events.iter_lines():
            said = json.loads(line[6:]) if line.startswith("data: {") else {"choices": []}
            if any(one["delta"].get("content") for one in said["choices"]):
                break
    return time.perf_counter() - started


def _converse(client: httpx.Client, process: int, questions: Sequence[str], turns: int) -> None:
    """Ask so many turns in one conversation of the page, and say what that grew by after its first tenth."""
    conversation, took, sent, before = "", [], [], 0.0
    for number, question in enumerate(islice(cycle(questions), turns)):
        if number == turns // 10:
            before = memory_of(process)
        started = time.perf_counter()
        said = client.post("/page/ask", json={"question": question, "conversation": conversation}).raise_for_status()
        took.append(time.perf_counter() - started)
        sent.append(len(said.content) / 1000)
        conversation = json.loads(said.text.strip().rpartition("\n\n")[2].removeprefix("data: "))["conversation"]
    part = turns // 10
    _say(
        f"{turns} turns: grown by {memory_of(process) - before:.0f} MB after the first {part} (aim {_GROWTH} at most); "
        f"{median(sent[:part]):.1f} kB a turn at first, {median(sent[-part:]):.1f} at last; "
        f"{median(took[:part]):.2f} s at first, {median(took[-part:]):.2f} at last"
    )


def _asked_during(client: httpx.Client, work: Callable[[], object], questions: Iterator[str]) -> list[float]:
    """Return how long answers to several askers took while something is done."""
    done, took = Event(), []
    asked = list(islice(questions, _MOST))

    def asker(own: Sequence[str]) -> None:
        for question in own:
            if done.is_set():
                return
            took.append(_ask(client, question))

    threads = [Thread(target=asker, args=(asked[number::_ASKERS],)) for number in range(_ASKERS)]
    for thread in threads:
        thread.start()
    work()
    done.set()
    for thread in threads:
        thread.join()
    return took


def _add(client: httpx.Client, files: int) -> None:
    """Add so many small files, some at a time."""
    for first in range(0, files, _FILES):
        parts = [
            (
                "file",
                (f"note {number}.txt", f"Note {number}\n\nThe lamp of pier {number} is lit at dusk by the keeper."),
            )
            for number in range(first, min(first + _FILES, files))
        ]
        client.post("/v1/documents", files=parts).raise_for_status()


def _times(took: Sequence[float]) -> str:
    return f"{len(took)} answers, p50 {median(took):.1f} s, p95 {_p95(took):.1f} s"


def _p95(took: Sequence[float]) -> float:
    return quantiles(took, n=20, method="inclusive")[18] if len(took) > 1 else took[0]


if __name__ == "__main__":
    main()
