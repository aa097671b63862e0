"""What a served library does when many ask at once: answers a minute, how long each took, none lost, memory.

Askers use the API as any program does, and the page of a tree that has none yet, so that another tree of the project
can be measured in the same run, in turns: `python -m bench.server --against ../other-tree`. Each tree ingests the
documents into a library of its own: articles of the measuring data with the questions of its news quiz, all different,
or without that data the project's pages with questions made of them. `--different 20` asks twenty over and over.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from statistics import quantiles

import httpx

from bench.workspace import Workspace, parser_with_data

ROOT = Path(__file__).parent.parent
_PATIENCE = 300.0  # seconds for one answer
_QUESTIONS = 400
_WARMING = 8  # questions asked before anything is measured: what is loaded and cached by then is no growth
_ARTICLES = "news/articles_2022.jsonl.gz"
QUIZ = "news/questions_2022.jsonl.gz"
"""The questions of the news quiz, in the measuring data."""

Ask = Callable[[str], Awaitable[bool]]
"""Asks a question, and tells whether an answer came."""


@dataclass
class Tally:
    """What became of the questions asked of one tree: seconds of each answer, and how many got none."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    asked_for: float = 0.0
    processor: float = 0.0
    memory: list[float] = field(default_factory=list)
    grown: float = 0.0

    @property
    def a_minute(self) -> float:
        """Answers a minute."""
        return 60 * len(self.seconds) / self.asked_for if self.asked_for else 0.0

    def line(self, name: str) -> str:
        """Return the figures as a line of the table."""
        cuts = quantiles(self.seconds, n=20, method="inclusive") if len(self.seconds) > 1 else [0.0] * 19
        each = self.processor / max(len(self.seconds), 1)
        figures = f"{self.a_minute:6.1f} {cuts[9]:8.1f} {cuts[18]:8.1f} {self.lost:6d} {each:8.2f}"
        return f"{name:<16} {len(self.seconds):6d} {figures} {max(self.memory):9.0f} {self.grown:8.0f}"


def main() -> None:
    """Measure, and print a table."""
    options = _options()
    trees = {"this tree": ROOT, **({"the other tree": options.against.resolve()} if options.against else {})}
    tallies = {name: Tally() for name in trees}
    with tempfile.TemporaryDirectory() as folder:
        libraries = {name: Path(folder) / f"library{number}" for number, name in enumerate(trees)}
        documents, questions = articles_in(Path(folder) / "news", options)
        for name, tree in trees.items():
            run_of(tree, "ingest", "--library", str(libraries[name]), str(documents.resolve()))
        questions = (questions or _made_of(libraries["this tree"]))[: options.different]
        _measure(trees, libraries, questions, options, tallies)
    print(f"{len(questions)} questions, {options.askers} askers, {options.turns} times {options.seconds} s")
    head = f"{'a min':>6} {'p50 s':>8} {'p95 s':>8} {'lost':>6} {'CPU s':>8} {'MB':>9} {'growth':>8}"
    print(f"{'':<16} {'count':>6} {head}")
    for name, tally in tallies.items():
        print(tally.line(name))


def _measure(
    trees: Mapping[str, Path],
    libraries: Mapping[str, Path],
    questions: Sequence[str],
    options: argparse.Namespace,
    tallies: Mapping[str, Tally],
) -> None:
    """Let each tree be asked in turns."""
    for turn in range(options.turns):
        for name, tree in trees.items():
            print(f"turn {turn + 1}, {name}: {options.askers} askers for {options.seconds} s", file=sys.stderr)
            with serving_from(tree, libraries[name]) as (url, process):
                asyncio.run(_ask_all(url, process, questions, options, tallies[name]))


def _options() -> argparse.Namespace:
    parser = parser_with_data("bench.server", __doc__)
    parser.add_argument("--documents", type=Path, help="what is ingested and asked, instead of articles")
    parser.add_argument("--articles", type=int, default=60, help="how many articles are ingested")
    parser.add_argument("--different", type=int, help="at most so many questions, asked over and over")
    parser.add_argument("--against", type=Path, help="another tree of the project, measured in turns with this one")
    parser.add_argument("--askers", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60, help="how long each turn asks")
    parser.add_argument("--turns", type=int, default=1)
    return parser.parse_args()


def articles_in(folder: Path, options: argparse.Namespace) -> tuple[Path, list[str]]:
    """Write articles as files, and return their folder and what is asked; other documents where there are none."""
    workspace = Workspace(folder, options.data)
    rows = [] if options.documents else list(islice(workspace.rows(_ARTICLES), options.articles))
    if not rows:
        return options.documents or ROOT / "docs", []
    folder.mkdir()
    for number, row in enumerate(rows):
        (folder / f"{number}.txt").write_text(f"{row['title']}\n\n{row['text']}", "utf-8")
    return folder, [row["question_sentence"] for row in workspace.rows(QUIZ)]


def _made_of(library: Path) -> list[str]:
    """Return questions made of the library's own documents, all different."""
    made = run_of(ROOT, "evaluate", "--generate", str(_QUESTIONS), "--library", str(library))
    return [json.loads(line)["question"] for line in made.splitlines()]


def run_of(tree: Path, *arguments: str) -> str:
    """Run a command of a tree, and return what it prints."""
    command = [sys.executable, "-m", "ui", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def serving_from(tree: Path, library: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the library from a tree until the measurement is done."""
    port = free_port()
    command = [sys.executable, "-m", "ui", "ui", "--library", str(library.resolve()), "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    process = subprocess.Popen(command, cwd=tree, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/health")
        yield url, process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """Return a port of this machine that nothing listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until a server answers there that all is well."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            httpx.get(url, timeout=5).raise_for_status()
        except (httpx.TransportError, httpx.HTTPStatusError):
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the server did not come up")


async def _ask_all(
    url: str, process: subprocess.Popen[bytes], questions: Sequence[str], options: argparse.Namespace, tally: Tally
) -> None:
    numbers = count()
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE, limits=limits) as client:
        ask = await _way_of(client)
        for question in questions[-_WARMING:]:
            await ask(question)
        before, busy = memory_of(process.pid), processor_of(process.pid)
        started = time.monotonic()

        async def asker() -> None:
            while time.monotonic() < started + options.seconds:
                question = questions[next(numbers) % len(questions)]
                asked = time.monotonic()
                if await ask(question):
                    tally.seconds.append(time.monotonic() - asked)
                else:
                    tally.lost += 1

        await asyncio.gather(*(asker() for _ in range(options.askers)))
        tally.asked_for += time.monotonic() - started
    tally.processor += processor_of(process.pid) - busy
    tally.memory.append(memory_of(process.pid))
    tally.grown = max(tally.grown, tally.memory[-1] - before)


async def _way_of(client: httpx.AsyncClient) -> Ask:
    """Return how a server is asked: by its API, or by its page, as one did that had no API."""
    listed = await client.get("/v1/models")
    if listed.is_success:
        model = listed.json()["data"][0]["id"]
        return lambda question: _completed(client, model, question)
    config = (await client.get("/config")).json()
    button = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "ask")
    event = int(next(one["id"] for one in config["dependencies"] if [button, "click"] in one["targets"]))
    return lambda question: _clicked(client, event, question)


async def _completed(client: httpx.AsyncClient, model: str, question: str) -> bool:
    """Ask one question, and read its answer."""
    asked = {"model": model, "messages": [{"role": "user", "content": question}]}
    answer = await client.post("/v1/chat/completions", json=asked)
    return answer.is_success and bool(answer.json()["choices"][0]["message"]["content"])


async def _clicked(client: httpx.AsyncClient, event: int, question: str) -> bool:
    """Ask one question in a new tab of the page, and read its answer to the end."""
    tab = uuid.uuid4().hex
    asked = {"data": [question, None, []], "fn_index": event, "session_hash": tab, "event_data": None}
    (await client.post("/gradio_api/queue/join", json=asked)).raise_for_status()
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": tab}) as stream:
        async for line in stream.aiter_lines():
            if not line.startswith("data:"):
                continue
            message = json.loads(line[5:])
            if message["msg"] == "process_completed":
                return bool(message["success"])
    return False


def processor_of(process: int) -> float:
    """Return how many seconds of the processor a process has taken."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def memory_of(process: int) -> float:
    """Return how many MB a process has in memory."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
