"""What several servers of one library do behind one address when many ask and one of them is killed.

Run `python -m bench.several`: a PostgreSQL of our own, three `sourcechat ui --auth`, each with a folder of its own, and
a proxy that sends each request to the next. First one person asks alone, then two hundred ask a question a minute, each
with a key and each answer kept in a conversation; half way one server is killed. A client that is cut asks once more,
as people do. The questions are the examples', drawn as people's are: some often, most rarely (Zipf); those of the one
who asks alone and those of the many are different ones, so that nobody has the other's answers from memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx

from bench.balancing import balanced
from bench.engines import postgresql
from bench.server import ROOT, free_port, memory_of, processor_of, wait_for
from ui.serving.accounts import Accounts
from ui.serving.conversations import TABLES
from ui.serving.database import open_database
from vectorstore.folder import Engines, LibraryFolder

_EXAMPLES = ROOT / "examples"
_PATIENCE = 300.0  # seconds for one answer
_EVERY = 60.0  # seconds from one question of an asker to the next
_ASKERS_OF_USER = 10
_PASSWORD = "a password for the bench"  # noqa: S105 - of users who last as long as the measurement
_BUSY = frozenset({502, 503})
_NAME = "bench_several"


@dataclass
class Tally:
    """What became of questions: seconds of each answer, how many got none, and how often one had to be sent again."""

    seconds: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    again: int = 0
    asked: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return the figures as a line."""
        p95 = quantiles(self.seconds, n=20, method="inclusive")[18] if len(self.seconds) > 1 else 0.0
        times = f"p50 {median(self.seconds):.2f} s, p95 {p95:.2f} s, {max(self.seconds):.2f} s at most"
        different = len(set(self.asked))
        return (
            f"{len(self.seconds)} answers to {different} different questions: {times};"
            f" sent again {self.again}, lost {len(self.lost)}"
        )


@dataclass(frozen=True)
class Server:
    """One server: its address and its process."""

    url: str
    process: subprocess.Popen[bytes]


def main() -> None:
    """Measure, and print a line for each part."""
    options = _options()
    first, second = _halves(options.questions)
    draw = random.Random(20261129)  # noqa: S311 - drawn questions, no secret
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        library = _filled(folder, stack.enter_context(postgresql(options.url)))
        keys = _keys(library, -(-options.askers // _ASKERS_OF_USER))
        servers = [stack.enter_context(_serving(folder / f"server{one}", library)) for one in range(options.servers)]
        address = stack.enter_context(balanced([one.url for one in servers]))
        print(f"{len(servers)} servers, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before", flush=True)
        alone = asyncio.run(_alone(address, keys[0], _drawn(draw, first, options.alone)))
        print(f"one asker alone, one question after another: {alone.line()}", flush=True)
        asked = [_drawn(draw, second, options.minutes) for _ in range(options.askers)]
        before = sum(processor_of(one.process.pid) for one in servers)
        many, killed = asyncio.run(_many(address, keys, asked, servers, options))
        print(f"{options.askers} askers, a question a minute each for {options.minutes} minutes: {many.line()}")
        left = [one for one in servers if one is not servers[-1]]
        busy = sum(processor_of(one.process.pid) for one in left) + killed - before
        memory = ", ".join(f"{memory_of(one.process.pid):.0f}" for one in left)
        print(f"core seconds of the servers: {busy:.0f}; MB of those left: {memory}; load {os.getloadavg()[0]:.1f}")
        print(f"answers kept in conversations: {_kept(library)} of {len(many.seconds) + len(alone.seconds)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.several", description=__doc__)
    parser.add_argument(
        "--url", default=os.environ.get("SOURCECHAT_CATALOGUE__URL", ""), help="a PostgreSQL; else our own"
    )
    parser.add_argument("--askers", type=int, default=200)
    parser.add_argument("--minutes", type=int, default=3, help="how long they ask")
    parser.add_argument("--servers", type=int, default=3)
    parser.add_argument("--alone", type=int, default=60, help="questions of the one who asks alone")
    parser.add_argument("--questions", type=Path, default=_EXAMPLES / "questions.jsonl")
    return parser.parse_args()


def _halves(file: Path) -> tuple[list[str], list[str]]:
    """Return every other question of a file, and the others; those only that stand alone."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    alone = [row["question"] for row in rows if not row.get("history")]
    return alone[::2], alone[1::2]


def _drawn(draw: random.Random, questions: Sequence[str], number: int) -> list[str]:
    """Return so many of the questions: the first as often as all those after it together, nearly (Zipf)."""
    return draw.choices(questions, [1 / rank for rank in range(1, len(questions) + 1)], k=number)


def _filled(folder: Path, url: str) -> LibraryFolder:
    """Return a library of the examples in PostgreSQL, made anew."""
    from bench.engines import drop_library  # noqa: PLC0415 - psycopg, only for it

    library = LibraryFolder(folder / "ingest", Engines(url, _NAME))
    drop_library(library)
    command = [sys.executable, "-m", "ui", "ingest", str(_EXAMPLES / "documents")]
    subprocess.run(command, cwd=folder, env=_environment(library.path, library), check=True, capture_output=True)
    return library


def _environment(folder: Path, library: LibraryFolder) -> dict[str, str]:
    engines = library.engines
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SOURCECHAT_LIBRARY": str(folder),
        "SOURCECHAT_CATALOGUE__URL": engines.catalogue,
        "SOURCECHAT_CATALOGUE__NAME": engines.name,
    }


def _keys(library: LibraryFolder, users: int) -> list[str]:
    with closing(Accounts.of(library)) as accounts:
        for number in range(users):
            accounts.add(f"asker{number}", _PASSWORD)
        return [accounts.add_key(f"asker{number}", "") for number in range(users)]


@contextmanager
def _serving(folder: Path, library: LibraryFolder) -> Iterator[Server]:
    folder.mkdir()
    port = free_port()
    command = [sys.executable, "-m", "ui", "ui", "--auth", "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, env=_environment(folder, library))
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/ready")
        yield Server(url, process)
    finally:
        process.kill()
        process.wait()


async def _alone(address: str, key: str, questions: Sequence[str]) -> Tally:
    tally = Tally()
    async with _client(address) as client:
        for question in questions:
            await _ask(client, key, question, tally)
    return tally


async def _many(
    address: str,
    keys: Sequence[str],
    asked: Sequence[Sequence[str]],
    servers: Sequence[Server],
    options: argparse.Namespace,
) -> tuple[Tally, float]:
    """Let all ask, and kill the last server half way; return what became of it, and that server's core seconds."""
    tally = Tally()
    killed = 0.0

    async def asker(client: httpx.AsyncClient, number: int) -> None:
        start = time.monotonic() + _EVERY * number / len(asked)
        for turn, question in enumerate(asked[number]):
            await asyncio.sleep(max(0.0, start + turn * _EVERY - time.monotonic()))
            await _ask(client, keys[number % len(keys)], question, tally)

    async def kill() -> None:
        nonlocal killed
        await asyncio.sleep(options.minutes * _EVERY / 2)
        killed = processor_of(servers[-1].process.pid)
        servers[-1].process.kill()
        print(f"one of the servers is killed after {len(tally.seconds)} answers", flush=True)

    async with _client(address) as client:
        await asyncio.gather(kill(), *(asker(client, number) for number in range(len(asked))))
    return tally, killed


def _client(address: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, timeout=_PATIENCE, limits=httpx.Limits(max_connections=None))


async def _ask(client: httpx.AsyncClient, key: str, question: str, tally: Tally) -> None:
    """Ask one question in a conversation of its own; once more where that is cut."""
    headers = {"Authorization": f"Bearer {key}"}
    tally.asked.append(question)
    started = time.monotonic()
    for last in (False, True):
        try:
            begun = (await client.post("/v1/conversations", json={}, headers=headers)).raise_for_status()
            wishes = {"conversation": begun.json()["id"]}
            body = {"model": "sourcechat", "messages": [{"role": "user", "content": question}], "sourcechat": wishes}
            answer = (await client.post("/v1/chat/completions", json=body, headers=headers)).raise_for_status()
        except (httpx.TransportError, httpx.HTTPStatusError) as error:
            is_cut = not isinstance(error, httpx.HTTPStatusError) or error.response.status_code in _BUSY
            if last or not is_cut:
                tally.lost.append(f"{question} {error}")
                print(f"lost: {error}", file=sys.stderr)
                return
            tally.again += 1
        else:
            if not answer.json()["choices"][0]["message"]["content"]:
                raise ValueError(f"an empty answer to {question}")
            tally.seconds.append(time.monotonic() - started)
            return


def _kept(library: LibraryFolder) -> int:
    with closing(open_database(library, TABLES)) as database:
        return int(database.rows("SELECT count(*) FROM exchanges")[0][0])


if __name__ == "__main__":
    main()
