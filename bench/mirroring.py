"""A folder mirrored: again unchanged, with one file edited, against the stock chain, and against another commit.

Run `python -m bench.mirroring WHAT [--articles N] [--data FOLDER]`, where WHAT is one of
  stock       ingest by `sourcechat ingest` and by the stock LangChain chain, on the same weights (unless `--embedding`
              says otherwise), one after the other, then ours again, unchanged
  workers     ingest in one process, by one worker, by two and by four, and by the stock chain
  ceiling     what the one who keeps can keep of what two workers prepare with drawn vectors
  unchanged   the same folder again, by the whole command, and by mirroring alone
  edited      one file edited among so many, and what it takes in a library of a tenth; vectors are drawn
  against     everything but embedding, in this tree and in that of `--commit`; vectors are drawn
Articles are those of the news, a text file each. Seconds are of the clock, and of the processor, which a busy machine
changes less.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from bench.cold import measure
from bench.workspace import Workspace, parser_with_data, peak_megabytes

_WORKERS = (1, 2, 4)
_ARTICLES = ("news/articles_2022.jsonl.gz", "news/articles_2023.jsonl.gz")
_USUAL = {"stock": 300, "workers": 300, "ceiling": 300, "unchanged": 300, "edited": 5_034, "against": 300}
_MINILM = "all-MiniLM-L6-v2"
_BEFORE = "b39e8cc"  # the commit before libraries mirrored their sources
_MOST_LINES = 3  # of what a command that failed said


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds by the clock and of the processor, and megabytes resident at most."""

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    """Print what was measured."""
    parser = parser_with_data("bench.mirroring", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", choices=[*_USUAL, "fill", "mirror", "crew"], metavar="WHAT", help=", ".join(_USUAL))
    parser.add_argument("--articles", type=int, help="how many; by default what the issue's aims are of, or a third")
    parser.add_argument("--commit", default=_BEFORE, help="whose tree to hold this one against (default: %(default)s)")
    parser.add_argument("--embedding", default=_MINILM, help="ours; the stock chain has %(default)s, the default")
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["SOURCECHAT_EMBEDDING__MODEL"] = options.embedding
    if options.what in _INSIDE:
        print(json.dumps(_INSIDE[options.what](options.place)))
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        number = write_articles(
            Workspace(place, options.data), place / "texts", options.articles or _USUAL[options.what]
        )
        print(f"{number:,} articles, load {os.getloadavg()[0]:.1f}")
        for line in _COMPARED[options.what](place, options.commit):
            print(line, flush=True)


def write_articles(workspace: Workspace, folder: Path, most: int) -> int:
    """Write at most so many articles as text files; return how many there are."""
    folder.mkdir(parents=True)
    rows = (row for name in _ARTICLES for row in workspace.rows(name))
    number = 0
    for number, row in enumerate(islice(rows, most), start=1):
        (folder / f"{number:05}.txt").write_text(f"{row['title']}\n\n{row['text']}\n", "utf-8")
    return number


def compared(name: str, ours: float, others: float) -> str:
    """Return a line that tells a measure of both, and how many times theirs ours is."""
    return f"  {name:<44} {ours:10.2f}  {others:10.2f}  {ours / others if others else float('nan'):6.2f}"


# -- whole commands -------------------------------------------------------------------------------------------------


def _against_stock(place: Path, _: str) -> Iterator[str]:
    texts = sorted(map(str, (place / "texts").iterdir()))
    (place / "one").mkdir()
    shutil.copy(texts[0], place / "one")
    one = [_ingest(place / "library-of-one", place / "one"), _take(_stock(place / "store-of-one", texts[:1]))]
    whole = [_ingest(place / "library", place / "texts"), _take(_stock(place / "store", texts))]
    number = len(texts)
    yield f"{'':46} {'sourcechat':>10}  {'stock':>10}   ratio"
    yield compared("seconds", whole[0].seconds, whole[1].seconds)
    yield compared("seconds of the processor", whole[0].processor, whole[1].processor)
    yield compared("of these, for one article (loading)", one[0].processor, one[1].processor)
    yield compared("articles a second", *(number / run.seconds for run in whole))
    yield compared("articles a second of the processor", *(number / run.processor for run in whole))
    rates = [(number - 1) / max(run.processor - first.processor, 1e-9) for run, first in zip(whole, one, strict=True)]
    yield compared("the same without loading", *rates)
    yield compared("megabytes", whole[0].megabytes, whole[1].megabytes)
    yield from _first_and_again(place, whole[0])


def _by_workers(place: Path, _: str) -> Iterator[str]:
    texts = sorted(map(str, (place / "texts").iterdir()))
    (place / "one").mkdir()
    shutil.copy(texts[0], place / "one")
    commands = [("in one process", ()), *((f"{n} worker{'s' * (n > 1)}", ("--workers", str(n))) for n in _WORKERS)]
    heads = ("seconds", "processor", "articles/s", "per s of processor", "for one", "MB")
    yield f"{'':20} {heads[0]:>9} {heads[1]:>10} {heads[2]:>11} {heads[3]:>19} {heads[4]:>8} {heads[5]:>6}"
    for number, (name, more) in enumerate(commands):
        one = _ingest(place / f"library-of-one{number}", place / "one", *more)
        yield _row(name, _ingest(place / f"library{number}", place / "texts", *more), one, len(texts))
    yield _row(
        "the stock chain", _take(_stock(place / "store", texts)), _take(_stock(place / "s1", texts[:1])), len(texts)
    )


def _row(name: str, whole: Taken, one: Taken, number: int) -> str:
    """Return a line that tells what so many articles took, and the seconds that one took."""
    rate, of_processor = number / whole.seconds, number / whole.processor
    return (
        f"{name:20} {whole.seconds:9.1f} {whole.processor:10.1f} {rate:11.2f} {of_processor:19.2f} {one.seconds:8.1f} "
        f"{whole.megabytes:6.0f}"
    )


def _ceiling(place: Path, _: str) -> Iterator[str]:
    alone = _inside("fill", place)
    shutil.rmtree(place / "library")
    crew = _inside("crew", place)
    yield f"{'':46} {'by a crew':>10}  {'put only':>10}   ratio"
    yield compared("passages", crew["passages"], alone["passages"])
    yield compared("passages a second", *(one["passages"] / one["seconds"] for one in (crew, alone)))
    yield compared("seconds of the processor, of who keeps", crew["own"], alone["own"])
    yield compared("passages a second of that", *(one["passages"] / one["own"] for one in (crew, alone)))


def _unchanged(place: Path, _: str) -> Iterator[str]:
    yield from _first_and_again(place, _ingest(place / "library", place / "texts"))


def _first_and_again(place: Path, first: Taken) -> Iterator[str]:
    again = _ingest(place / "library", place / "texts")
    inside = _inside("mirror", place)
    yield f"{'':46} {'first':>10}  {'again':>10}   ratio"
    yield compared("seconds, the whole command", first.seconds, again.seconds)
    yield compared("seconds of the processor", first.processor, again.processor)
    yield compared("of the processor, again without starting", first.processor, inside["processor"])


def _ingest(library: Path, folder: Path, *more: str) -> Taken:
    return _take([sys.executable, "-m", "ui", "ingest", *more, "--library", str(library), str(folder)])


def _stock(store: Path, texts: Sequence[str]) -> list[str]:
    return [sys.executable, "bench/stock.py", "ingest", str(store), *texts]


def _take(command: list[str]) -> Taken:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = measure(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(run.seconds, processor, run.megabytes)


# -- with drawn vectors ---------------------------------------------------------------------------------------------


class DrawnVectors:
    """Reckons four characters a word piece, and draws vectors: so that nothing waits for a model, in any commit."""

    name = "drawn"
    weights_hash = "drawn"
    dimension = 384

    def __init__(self) -> None:
        self._generator = np.random.default_rng(0)

    def count_tokens(self, text: str) -> int:
        """Reckon."""
        return len(text) // 4 + 2

    def embed(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        """Draw a unit vector for each text."""
        vectors = self._generator.standard_normal((len(texts), self.dimension))
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def embed_questions(self, questions: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        """Draw."""
        return self.embed(questions)

    def to_similarity(self, cosines: np.ndarray[tuple[int], np.dtype[np.float32]]) -> object:
        """Leave them as they are."""
        return cosines


def _edited(place: Path, _: str) -> Iterator[str]:
    tenth = place / "tenth"
    (tenth / "texts").mkdir(parents=True)
    for path in sorted((place / "texts").iterdir())[::10]:
        shutil.copy(path, tenth / "texts")
    figures = []
    for one in (place, tenth):
        _inside("mirror", one)
        edited = min((one / "texts").iterdir())
        edited.write_text(edited.read_text("utf-8") + "\nThe mill burnt down.\n", "utf-8")
        figures.append(_inside("mirror", one))
    yield f"{'':46} {'all':>10}  {'a tenth':>10}   ratio"
    for name, what in (("seconds", "seconds"), ("seconds of the processor", "processor"), ("megabytes", "megabytes")):
        yield compared(name, figures[0][what], figures[1][what])
    if figures[0]["updated"] != 1:
        yield f"  {figures[0]['updated']:.0f} documents were updated, not one"


def _against_commit(place: Path, commit: str) -> Iterator[str]:
    tree = place / "tree"
    git = shutil.which("git") or "git"
    subprocess.run([git, "worktree", "add", "--quiet", "--detach", str(tree), commit], check=True)
    try:
        (tree / "bench" / Path(__file__).name).write_bytes(Path(__file__).read_bytes())
        for name in ("cold", "workspace"):  # which it imports
            (tree / "bench" / f"{name}.py").write_bytes(Path(__file__).with_name(f"{name}.py").read_bytes())
        theirs = _inside("fill", place, tree=tree)
        shutil.rmtree(place / "library")
        ours = _inside("fill", place)
    finally:
        subprocess.run([git, "worktree", "remove", "--force", str(tree)], check=True)
    yield f"{'':46} {'this tree':>10}  {commit[:10]:>10}   ratio"
    yield compared("passages", ours["passages"], theirs["passages"])
    yield compared("passages a second", *(one["passages"] / one["seconds"] for one in (ours, theirs)))
    yield compared(
        "passages a second of the processor", *(one["passages"] / one["processor"] for one in (ours, theirs))
    )
    yield compared("megabytes", ours["megabytes"], theirs["megabytes"])


def _inside(what: str, place: Path, *, tree: Path | None = None) -> dict[str, float]:
    """Do something in a process of its own, in this tree or another, and return what it measured."""
    command = [sys.executable, "-m", "bench.mirroring", what, "--place", str(place)]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit("\n".join(done.stderr.splitlines()[-_MOST_LINES:]))
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _fill(place: Path) -> dict[str, float]:
    """Take the texts in one by one, as documents that need no reading; only what every commit has is asked for."""
    from ingest.documents import Document, Source  # noqa: PLC0415 - of the tree that this runs in
    from vectorstore.library import Library  # noqa: PLC0415

    documents = [
        Document(Source(path.resolve().as_uri(), "bench"), text.partition("\n")[0], text.rstrip("\n"))
        for path in sorted((place / "texts").iterdir())
        for text in [path.read_text("utf-8")]
    ]

    def work() -> dict[str, float]:
        with Library.open(place / "library", DrawnVectors(), write=True) as library:  # type: ignore[arg-type]  # of any commit
            for document in documents:
                library.put(document)
            return {"passages": sum(record.chunks for record in library.documents())}

    return _measured(work)


def _mirror(place: Path) -> dict[str, float]:
    """Bring a library in step with its folder, with whatever vectors it has; drawn ones where it is new."""
    from vectorstore.library import Library  # noqa: PLC0415 - as above
    from vectorstore.mirror import mirror  # noqa: PLC0415

    with Library.open(place / "library", _embedder_of(place / "library"), write=True) as library:  # type: ignore[arg-type]
        return _measured(lambda: {"updated": len(mirror(library, [str(place / "texts")]).updated)})


def _by_crew(place: Path) -> dict[str, float]:
    """Mirror the texts by two processes that read, chunk and draw vectors."""
    from bench.mirroring import DrawnVectors as Drawn  # noqa: PLC0415 - by the name that another process finds it by
    from vectorstore.crews import Several  # noqa: PLC0415 - as above
    from vectorstore.library import Library  # noqa: PLC0415
    from vectorstore.mirror import mirror  # noqa: PLC0415
    from vectorstore.processes import ProcessWorker  # noqa: PLC0415

    workers = [ProcessWorker(Drawn) for _ in range(2)]  # type: ignore[arg-type]  # as above

    def work() -> dict[str, float]:
        with Library.open(place / "library", Drawn(), write=True) as library:  # type: ignore[arg-type]
            report = mirror(library, [str(place / "texts")], hire=lambda: Several(workers))
            return {"passages": report.chunks}

    return _measured(work)


def _embedder_of(library: Path) -> object:
    from vectorstore.library import model_of  # noqa: PLC0415 - as above

    model = model_of(library)
    if model in {"", DrawnVectors.name}:
        return DrawnVectors()
    import platformdirs  # noqa: PLC0415 - as above

    from vectorstore.embedders import load_embedder  # noqa: PLC0415

    return load_embedder(model, cache=platformdirs.user_cache_path("sourcechat"))


def _measured(work: Callable[[], dict[str, float]]) -> dict[str, float]:
    started, processor, own = time.perf_counter(), _processor(), time.process_time()
    told = work()
    return {
        **told,
        "seconds": time.perf_counter() - started,
        "processor": _processor() - processor,
        "own": time.process_time() - own,
        "megabytes": peak_megabytes(),
    }


def _processor() -> float:
    """Return the seconds of the processor that this process and those it started took."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


_INSIDE = {"fill": _fill, "mirror": _mirror, "crew": _by_crew}
_COMPARED: dict[str, Callable[[Path, str], Iterator[str]]] = {
    "stock": _against_stock,
    "workers": _by_workers,
    "ceiling": _ceiling,
    "unchanged": _unchanged,
    "edited": _edited,
    "against": _against_commit,
}

if __name__ == "__main__":
    main()
