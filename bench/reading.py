"""Reading beside other extractors: gold words found, words that must not occur, order, places, and speed.

`python -m bench.reading [--data FOLDER] [--peers PYTHON]`: FOLDER holds `cases.jsonl`, the files and `score.py`, which
judges a text; PYTHON is an interpreter that has the other extractors (`make bench-reading` makes one). `--speed` prints
only how fast PDF and office files are read. `score.py FOLDER --run py:bench.reading:text_of` judges ours by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import IO, Any, cast

import pypdfium2

from assistant.metrics import bootstrap
from bench.office_files import office_files
from bench.spine import spine_texts
from ingest.documents import Document
from ingest.errors import IngestError
from ingest.formats import READERS
from ingest.isolation import IsolatedReader, collect_seldom
from ingest.reading import read
from ingest.sources import Content, find_sources, load

OURS = "sourcechat"
PEERS = {  # which formats each is asked for, None for all
    "markitdown": None,
    "xberg": None,
    "liteparse": frozenset({"pdf"}),
    "trafilatura": frozenset({"html"}),
    "pypdfium2": frozenset({"pdf"}),
}
_PATIENCE = 120.0  # seconds for one file
_OFFICE_FILES = 1_000
_FORMATS = 3  # of the office files
_ROUNDS = 6  # over the PDF files, of which the best counts

Case = dict[str, Any]
Judge = Callable[[Case, str], dict[str, Any]]


@dataclass(slots=True)
class Marks:
    """What was right and wrong in the files of one format: a list of truths for each file."""

    must: list[list[bool]] = field(default_factory=list)
    must_not: list[list[bool]] = field(default_factory=list)
    order: list[list[bool]] = field(default_factory=list)
    places: list[list[bool]] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Read:
    """What an extractor made of a file; `document` is ours only, None where it failed."""

    text: str
    seconds: float
    document: Document | None = None
    failed: bool = False


def main() -> None:
    """Print the tables."""
    options = _options()
    cases = [json.loads(line) for line in (options.data / "cases.jsonl").read_text("utf-8").splitlines()]
    chosen = [one for one in cases if not options.only or _kind_of(one) in options.only.split(",")]
    for line in () if options.speed else _lines(_tables(options.data, chosen, options.peers)):
        print(line)
    collect_seldom()  # as the process does that reads for the product
    for line in _speeds(options.data, chosen, options.peers, options.office):
        print(line, flush=True)


def text_of(path: str) -> str:
    """Return what is read of a file, in this process."""
    return "\n".join(read(content).text for content in _contents(Path(path)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description="Measure reading.")
    parser.add_argument("--data", type=Path, default=Path("../shared/reading"), help="folder of the measuring files")
    parser.add_argument("--peers", default="", help="interpreter that has the other extractors; without it only ours")
    parser.add_argument("--only", default="", help="formats, parted by commas; scans are “scan”, whatever their format")
    parser.add_argument("--speed", action="store_true", help="only how fast files are read, not how well")
    parser.add_argument("--office", type=int, default=_OFFICE_FILES, help="how many office files to time")
    return parser.parse_args()


def _kind_of(case: Case) -> str:
    return "scan" if "ocr" in case.get("tags", ()) else str(case["format"])


def _contents(path: Path) -> Iterator[Content]:
    return map(load, find_sources([str(path)], suffixes=READERS).located)


def _tables(folder: Path, cases: Sequence[Case], peers: str) -> dict[str, dict[str, Marks]]:
    judge = _judge_of(folder)
    tables = {OURS: _measure(_ours(), folder, cases, judge)}
    for name, formats in PEERS.items() if peers else ():
        theirs = [one for one in cases if formats is None or one["format"] in formats]
        tables[name] = _measure(_peer(peers, name), folder, theirs, judge)
    return tables


def _judge_of(folder: Path) -> Judge:
    spec = spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder}: holds no score.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Judge", module.judge)


def _ours() -> Callable[[Path], Read]:
    reader = IsolatedReader()

    def read(path: Path) -> Read:
        started = time.perf_counter()
        try:
            documents = [reader.read(content) for content in _contents(path)]
        except IngestError:
            return Read("", time.perf_counter() - started, failed=True)
        return Read(documents[0].text, time.perf_counter() - started, documents[0])

    return read


class _Process:
    """An extractor in another process; one that dies or hangs is started anew for the next file."""

    def __init__(self, python: str, name: str) -> None:
        self._command = [python, str(Path(__file__).with_name("extractors.py")), name]
        self._process: subprocess.Popen[str] | None = None

    def ask(self, path: Path) -> str | None:
        """Return the line that answers for a path, None where there is none in time."""
        process = self._process or self._start()
        cast("IO[str]", process.stdin).write(f"{path}\n")
        cast("IO[str]", process.stdin).flush()
        line = _line_of(process)
        if not line:
            process.kill()
            process.wait()
            self._process = None
        return line

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        if _line_of(self._process) != "ready\n":
            raise SystemExit(f"{self._command[-1]} cannot be started; is it installed?")
        return self._process


def _line_of(process: subprocess.Popen[str]) -> str | None:
    output = cast("IO[str]", process.stdout)
    while select.select([output], [], [], _PATIENCE)[0]:
        line = output.readline()
        if not line or line == "ready\n" or line.startswith('{"text"'):
            return line
    return None


def _peer(python: str, name: str) -> Callable[[Path], Read]:
    process = _Process(python, name)

    def read(path: Path) -> Read:
        line = process.ask(path)
        if not line:
            return Read("", _PATIENCE, failed=True)
        answer = json.loads(line)
        return Read(answer["text"], answer["seconds"], failed=bool(answer["error"]))

    return read


def _measure(read: Callable[[Path], Read], folder: Path, cases: Sequence[Case], judge: Judge) -> dict[str, Marks]:
    marks: dict[str, Marks] = {}
    for case in cases:
        path = (folder / case["file"]).resolve()
        found = read(path)
        judged = judge(case, found.text)
        for kind in (_kind_of(case), "all"):
            mine = marks.setdefault(kind, Marks())
            mine.must.append(judged["must"])
            if found.text:
                mine.must_not.append(judged["must_not"])
            if judged["order"] is not None:
                mine.order.append([judged["order"]])
            if found.document is not None:
                pages = spine_texts(path) if case["format"] == "epub" and case.get("places") else ()
                mine.places.append(list(_places_right(case, found.document, judge, pages)))
            mine.failed += found.failed
            mine.seconds += found.seconds
    return marks


def _places_right(case: Case, document: Document, judge: Judge, pages: Sequence[str] = ()) -> Iterator[bool]:
    """Yield, for each place that is known, whether the place of that name holds the words.

    Chapters are named by us, as the contents of the book name them, while the gold counts the `pages` of its spine, of
    which one may hold several chapters or none: that place is right which holds the words and is of that page.
    """
    for wanted in case.get("places") or ():
        kind, name = next((key, value) for key, value in wanted.items() if key != "words")
        texts = [(place, document.text[place.start : place.end]) for place in document.places if place.kind == kind]
        named = [
            text
            for place, text in texts
            if (_holds(judge, pages[name - 1], _longest_line(text), "loose") if pages else place.name == str(name))
        ]
        yield any(_holds(judge, text, wanted["words"], "must") for text in named)


def _holds(judge: Judge, text: str, words: str, how: str) -> bool:
    """Tell whether a text holds words, word for word ("must") or whatever blanks stand between them ("loose")."""
    return bool(judge({"must": [words], "must_not": []}, text)[how][0])


def _longest_line(text: str) -> str:
    return max(text.split("\n"), key=len)


def _lines(tables: dict[str, dict[str, Marks]]) -> Iterator[str]:
    yield "| format | files | figure | " + " | ".join(tables) + " |"
    yield "|---|---|---|" + "---|" * len(tables)
    for kind in sorted(tables[OURS], key=lambda one: (one == "all", one)):
        for figure in ("must", "must_not", "order", "places"):
            if any(getattr(tables[OURS][kind], figure)):
                yield _row(tables, kind, figure)
        failures = " | ".join(str(table[kind].failed) if kind in table else "" for table in tables.values())
        yield f"| {kind} | {len(tables[OURS][kind].must)} | files not read | {failures} |"
        taken = " | ".join(f"{table[kind].seconds:.1f}" if kind in table else "" for table in tables.values())
        yield f"| {kind} | {len(tables[OURS][kind].must)} | seconds | {taken} |"


def _row(tables: dict[str, dict[str, Marks]], kind: str, figure: str) -> str:
    cells = [_cell(getattr(table[kind], figure)) if kind in table else "" for table in tables.values()]
    return f"| {kind} | {len(tables[OURS][kind].must)} | {figure} | " + " | ".join(cells) + " |"


def _cell(truths: Sequence[Sequence[bool]]) -> str:
    """Return the share of all truths, with the interval that drawing whole files anew gives."""
    files = [(sum(one), len(one)) for one in truths if one]
    if not files:
        return ""
    return str(bootstrap(files, lambda rows: rows[..., 0].sum(-1) / rows[..., 1].sum(-1)))


# -- speed -------------------------------------------------------------------------------------------------------------


def _speeds(folder: Path, cases: Sequence[Case], peers: str, office: int) -> Iterator[str]:
    """Yield how fast PDF pages and office files are read, in turn with another, file by file."""
    files = [
        content for one in cases if _kind_of(one) == "pdf" for content in _contents((folder / one["file"]).resolve())
    ]
    if files:
        yield _pages_per_second(files)
    if peers and office:
        yield _office_per_second(office, _ours(), _peer(peers, "markitdown"))


def _pages_per_second(files: Sequence[Content]) -> str:
    """Return how many pages a second of the processor reads, ours and PDFium alone, in the best of several rounds.

    Both read in this process: what it takes to hand a file to another and its text back is no matter of PDF.
    """
    pages = sum(map(_read_alone, files))
    rounds = [_in_turn(files) for _ in range(_ROUNDS)]
    own, alone = min(rounds, key=sum)
    return (
        f"PDF pages a second of the processor: {OURS} {pages / own:.0f}, pypdfium2 alone {pages / alone:.0f}, "
        f"ratio {alone / own:.2f} ({pages} pages, the best of {_ROUNDS} rounds)"
    )


def _in_turn(files: Sequence[Content]) -> tuple[float, float]:
    """Return the seconds of the processor that all files take ours, and PDFium alone."""
    own = alone = 0.0
    for content in files:
        started = time.process_time()
        read(content)
        between = time.process_time()
        _read_alone(content)
        own, alone = own + between - started, alone + time.process_time() - between
    return own, alone


def _read_alone(content: Content) -> int:
    """Read a PDF's text as PDFium gives it; return how many pages it has."""
    with pypdfium2.PdfDocument(content.data) as document:
        for page in document:
            page.get_textpage().get_text_bounded()
        return len(document)


def _office_per_second(count: int, ours: Callable[[Path], Read], theirs: Callable[[Path], Read]) -> str:
    own, other = 0.0, 0.0
    with tempfile.TemporaryDirectory() as scratch:
        for number, (name, data) in enumerate(office_files(count + _FORMATS), start=-_FORMATS):
            path = Path(scratch, name)
            path.write_bytes(data)
            seconds = ours(path).seconds, theirs(path).seconds
            path.unlink()
            if number >= 0:  # the first of each format make both load what they read it with
                own, other = own + seconds[0], other + seconds[1]
    return (
        f"office files a second: {OURS} {count / own:.1f}, markitdown {count / other:.1f}, "
        f"ratio {other / own:.1f} ({count} files)"
    )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    main()
