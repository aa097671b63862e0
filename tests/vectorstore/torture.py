"""Torture: a library whose writer is killed at random points, and what is found of it when its work was done again.

`python -m tests.vectorstore.torture --kills 200 [--seed N]` prints a line for each kill that left anything otherwise.
Every run is a fork of one process that has everything imported and nothing opened, so that a kill costs little.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import chromadb  # noqa: F401 - imported before the forks

import vectorstore.binding
import vectorstore.catalogue
import vectorstore.neighbours
import vectorstore.probing
from tests.vectorstore.damages import zero_a_page
from tests.vectorstore.fakes import WordModel, note
from tests.vectorstore.format_4 import to_format_4
from vectorstore.catalogue import Catalogue
from vectorstore.checking import check
from vectorstore.chroma import VectorIndex
from vectorstore.digests import text_hash
from vectorstore.errors import LibraryUnwritable
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library
from vectorstore.mirror import mirror
from vectorstore.probing import Probed
from vectorstore.upkeep import compact, export, import_file, repair

_DOCUMENTS = 12
_LEAST_FILE = 20_000  # bytes: of the smallest of full disks
_TOLD = 3  # the status of a run that said that the disk is full
_BATCH = 7  # so that a run has several batches


def _text(number: int, edition: int) -> str:
    """A text of some passages; every edition of it has as many."""
    return "\n\n".join(
        f"Mill {number} has wheel{number}x{edition}x{part} in part {part}. {'Rye and meal ' * 70}" for part in range(3)
    )


def prepare(place: Path) -> None:
    """Make what every scenario begins with: a large library of folder and notes, a file of it, a damaged one."""
    source = place / "source"
    source.mkdir(parents=True)
    for number in range(_DOCUMENTS):
        (source / f"mill{number}.txt").write_text(_text(number, 0))
    folder = LibraryFolder(place / "library")
    with Library.open(folder.path, WordModel(), write=True) as library:
        mirror(library, [str(source)])
        library.put(note("apart", _text(99, 0)))
        library.put(note("apart", _text(99, 1)))
    export(folder, place / "one.sourcechat")
    shutil.copytree(folder.path, place / "earlier")
    _make_earlier(place / "earlier" / "catalogue.sqlite")
    shutil.copytree(folder.path, place / "damaged")
    zero_a_page(place / "damaged" / "catalogue.sqlite", "chunks")


def _make_earlier(catalogue: Path) -> None:
    """Let a catalogue be one of format 4."""
    model = WordModel()
    with closing(Catalogue.open(catalogue)) as opened:
        records = opened.documents()
        texts = [chunk.embedded_text for record in records for chunk in opened.chunks_of(record.id)]
    vectors = {text_hash(text): row.tobytes() for text, row in zip(texts, model.embed(texts), strict=True)}
    to_format_4(catalogue, vectors, model.weights_hash)


def _edit(place: Path) -> None:
    """Replace, remove and add notes."""
    with Library.open(place / "library", WordModel(), write=True) as library:
        for number in range(6):
            library.put(note(f"note {number}", _text(50 + number, number)))
        library.put(note("apart", _text(99, 2)))
        for number in range(3):
            library.put(note(f"note {number}", _text(50 + number, 7)))
        if any(record.title == "note 5" for record in library.documents()):
            library.remove(note("note 5", "").id)


def _mirror(place: Path) -> None:
    """Bring the library in step with a folder in which files were edited, renamed, removed and added."""
    source = place / "source"
    for number in range(4):
        (source / f"mill{number}.txt").write_text(_text(number, 3))
    for number in (4, 5):
        if (source / f"mill{number}.txt").exists():
            (source / f"mill{number}.txt").rename(source / f"moved{number}.txt")
    (source / "mill6.txt").unlink(missing_ok=True)
    (source / "new.txt").write_text(_text(77, 0))
    with Library.open(place / "library", WordModel(), write=True) as library:
        mirror(library, [str(source)])


def _rebuild(place: Path) -> None:
    with Library.open(place / "library", WordModel(), write=True) as library:
        library.rebuild()


def _import(place: Path) -> None:
    folder = LibraryFolder(place / "library")
    if not (place / "cleared").exists():
        shutil.rmtree(folder.path, ignore_errors=True)
        (place / "cleared").touch()
    if not folder.catalogue.exists():
        import_file(place / "one.sourcechat", folder)
    Library.open(folder.path, WordModel(), write=True).close()


def _repair(place: Path) -> None:
    folder = LibraryFolder(place / "library")
    if not (place / "damaged again").exists():
        shutil.rmtree(folder.path, ignore_errors=True)
        shutil.copytree(place / "damaged", folder.path)
        (place / "damaged again").touch()
    repair(folder, WordModel())


def _upgrade(place: Path) -> None:
    """Bring a library of an earlier version up to date, and take something in."""
    folder = LibraryFolder(place / "library")
    if not (place / "put back").exists():
        shutil.rmtree(folder.path, ignore_errors=True)
        shutil.copytree(place / "earlier", folder.path)
        (place / "put back").touch()
    with Library.open(folder.path, WordModel(), write=True) as library:
        library.put(note("late", _text(88, 0)))


def _compact(place: Path) -> None:
    compact(LibraryFolder(place / "library"), WordModel(), keep=1)


SCENARIOS: dict[str, Callable[[Path], None]] = {
    "edit": _edit,
    "mirror": _mirror,
    "rebuild": _rebuild,
    "import": _import,
    "repair": _repair,
    "compact": _compact,
    "upgrade": _upgrade,
}


def state(place: Path) -> str:
    """What a person finds in the library, and what lies in it: equal for equal libraries."""
    folder = LibraryFolder(place / "library")
    vectorstore.probing.probe = _probed_here
    report = check(folder)
    connection = sqlite3.connect(folder.catalogue)
    orphans = connection.execute(
        "SELECT count(*) FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM chunks)"
    ).fetchone()
    chunks = sorted(one for (one,) in connection.execute("SELECT id FROM chunks"))
    connection.close()
    with Library.open(folder.path, WordModel()) as library:
        texts = {
            record.uri.rpartition("/")[2]: library.text(record.id, record.revision) for record in library.documents()
        }
        asked = [f"wheel{number}x{edition}x{part}" for number in range(100) for edition in (0, 3, 7) for part in (0, 2)]
        answers = {one: _first(library, one) for one in asked[::5]}
    index = VectorIndex(folder.index)
    listed = sorted(index.ids())
    found = {
        "problems": report.problems,
        "pending": report.pending,
        "orphans": orphans[0],
        "index": listed == chunks,
        "texts": texts,
        "answers": answers,
        "files": sorted(path.name for path in folder.path.iterdir() if path.name != "catalogue.damaged.sqlite"),
    }
    return json.dumps(found)


def _probed_here(folder: LibraryFolder, model: str) -> Probed:
    """Look at every passage of the index in this process, which is a fork of its own: another takes two seconds."""
    with closing(Catalogue.open(folder.catalogue)) as catalogue, closing(VectorIndex(folder.index)) as index:
        return Probed(tuple(sorted(vectorstore.probing._wrong(catalogue, index, model))))


def _first(library: Library, asked: str) -> str:
    """The first passage for a word, "" where none has it: those without it are as good as each other."""
    first = library.search(asked)[0].chunk.text
    return first[:60] if asked in first else ""


@dataclass(frozen=True, slots=True)
class Run:
    """One scenario, run to its end: how many calls and seconds it takes, and what it comes to."""

    calls: int
    seconds: float
    state: str


def uninterrupted(name: str, base: Path) -> Run:
    """Run a scenario to its end."""
    with _place(base) as place:
        started = time.monotonic()
        calls = _forked(lambda: _counting(lambda: SCENARIOS[name](place), place / "calls"))
        seconds = time.monotonic() - started
        assert calls == 0, f"{name} does not run"
        number = int((place / "calls").read_text())
        return Run(number, seconds, _told(lambda: state(place), place / "state"))


def killed(name: str, base: Path, run: Run, draw: random.Random, *, full_disks: bool = False) -> str:
    """Stop a scenario at a random call, moment or size of file, do it again, and return what is otherwise, or ""."""
    with _place(base) as place:
        mode = 0.0 if full_disks else draw.random()
        if mode < 0.25:
            size = int(_LEAST_FILE * 2 ** draw.uniform(0, 5))
            how = f"by a disk that takes no file over {size} bytes"
            status = _forked(lambda: _on_a_full_disk(lambda: SCENARIOS[name](place), size))
            if status not in {0, _TOLD}:
                return f"{name}, stopped {how}: not told as such"
        elif mode < 0.6:
            at = draw.randrange(run.calls)
            how = f"at call {at} of {run.calls}"
            _forked(lambda: _dying(lambda: SCENARIOS[name](place), at))
        else:
            after = draw.uniform(0, run.seconds)
            how = f"after {after:.3f} of {run.seconds:.3f} s"
            _forked(lambda: SCENARIOS[name](place), after=after)
        if _forked(lambda: SCENARIOS[name](place)) != 0:
            return f"{name}, killed {how}: cannot be done again"
        told = _told(lambda: state(place), place / "state")
        return "" if told == run.state else f"{name}, killed {how}: {_difference(run.state, told)}"


@contextmanager
def _place(base: Path) -> Iterator[Path]:
    """Give a copy of what was prepared, always at the path at which it was."""
    place = base.with_name("place")
    shutil.copytree(base, place)
    try:
        yield place
    finally:
        shutil.rmtree(place)


def _difference(expected: str, told: str) -> str:
    if not told:
        return "its state cannot be told"
    one, other = json.loads(expected), json.loads(told)
    return "; ".join(f"{key}: {other[key]} instead of {one[key]}"[:300] for key in one if one[key] != other[key])


def _counting(work: Callable[[], None], file: Path) -> None:
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    work()
    sys.setprofile(None)
    file.write_text(str(calls))


def _dying(work: Callable[[], None], at: int) -> None:
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls > at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    work()


def _on_a_full_disk(work: Callable[[], None], size: int) -> None:
    """Work where no file may grow beyond so many bytes; end with a status of its own where that is told as such."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        work()
    except (LibraryUnwritable, shutil.Error):  # the latter of what a scenario itself copies before it begins
        os._exit(_TOLD)


def _told(tell: Callable[[], str], file: Path) -> str:
    """Return what a fork tells."""
    _forked(lambda: file.write_text(tell()))
    return file.read_text() if file.exists() else ""


def _forked(work: Callable[[], object], *, after: float | None = None) -> int:
    """Do something in a fork of this process, which is killed after so many seconds; return how it ended."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setpgid(0, 0)
            work()
            status = 0
        except BaseException:  # noqa: BLE001 - whatever it is, this is a fork that must end here
            traceback.print_exc()
        finally:
            os._exit(status)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Print what the kills left otherwise, and how many there were; end with status 1 where there was any."""
    parser = argparse.ArgumentParser(prog="python -m tests.vectorstore.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full-disks", action="store_true", help="no kills, but disks that take no more")
    parser.add_argument("--only", choices=list(SCENARIOS), help="one scenario only")
    options = parser.parse_args()
    vectorstore.neighbours.EXACT_MOST = 4
    vectorstore.neighbours.BATCH = _BATCH
    vectorstore.catalogue._LEAST_UNUSED = 0  # so that space is given back too
    vectorstore.binding.LATEST, vectorstore.binding.VOLUME, vectorstore.binding.SMALL_VOLUMES = _BATCH, 3 * _BATCH, 3
    draw = random.Random(options.seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        assert _forked(lambda: prepare(base.with_name("place"))) == 0
        base.with_name("place").rename(base)
        names = [options.only] if options.only else list(SCENARIOS)
        runs = {name: uninterrupted(name, base) for name in names}
        for number in range(options.kills):
            name = names[number % len(names)]
            told = killed(name, base, runs[name], draw, full_disks=options.full_disks)
            if told:
                wrong += 1
                print(told, flush=True)  # noqa: T201 - its purpose
    print(f"{options.kills} kills, {wrong} left anything otherwise")  # noqa: T201
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
