"""Where exact search ends and the index begins: both from cold and warm, over libraries that grow.

Run `python -m bench.nearest`. A cold search is a process that opens a library and finds the neighbours of one vector.
The vectors are drawn at random round some hundred middles.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.cold import measure
from ingest.chunking import Chunk, ChunkId
from ingest.documents import Document, Source, Span
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import VectorIndex
from vectorstore.digests import text_hash
from vectorstore.exact import ExactIndex, Vectors
from vectorstore.folder import LibraryFolder

_SIZES = (1_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_MODEL = "bench"
_DIMENSION = 384
_OF_A_DOCUMENT = 100
_MIDDLES = 300
_SPREAD = 0.05
_LIMIT = 40
_COLD, _WARM = 3, 50


def main() -> None:
    """Print seconds and memory of a cold search, and milliseconds of a warm one, for both."""
    parser = argparse.ArgumentParser(prog="python -m bench.nearest", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".sourcechat/bench"), help="where libraries are kept")
    parser.add_argument("--search", nargs=2, metavar=("HOW", "LIBRARY"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.search:
        how, library = options.search
        _opened(LibraryFolder(Path(library)))[how](drawn(1, seed=1)[0])
        return
    print(f"{'':>9} {'cold, s':>15} {'cold, MB':>15} {'warm p50, ms':>15} {'same of 40':>12}")
    print(f"{'passages':>9}" + f" {'exact':>7} {'index':>7}" * 3)
    for size in _SIZES:
        folder = LibraryFolder(options.folder / f"nearest-{size}")
        _fill(folder, size)
        cold = {how: _cold(how, folder) for how in ("exact", "index")}
        searches = _opened(folder)
        asked = drawn(_WARM, seed=2)
        warm = {how: _warm(searches[how], asked) for how in cold}
        same = np.mean([len({*searches["exact"](one)} & {*searches["index"](one)}) / _LIMIT for one in asked])
        print(
            f"{size:>9,} {cold['exact'][0]:7.2f} {cold['index'][0]:7.2f} {cold['exact'][1]:7.0f}"
            f" {cold['index'][1]:7.0f} {warm['exact']:7.2f} {warm['index']:7.2f} {same:12.3f}"
        )


def _opened(folder: LibraryFolder) -> dict[str, Callable[[Vectors], tuple[ChunkId, ...]]]:
    """Return both ways of searching; each opens what it needs with the first search."""
    index = VectorIndex(folder.index)
    kept: list[ExactIndex] = []

    def exactly(vector: Vectors) -> tuple[ChunkId, ...]:
        if not kept:
            kept.append(ExactIndex.of(Catalogue.open(folder.catalogue).vectors(_MODEL)))
        return kept[0].nearest(vector, limit=_LIMIT)

    return {"exact": exactly, "index": lambda vector: index.nearest(vector, limit=_LIMIT)}


def _cold(how: str, folder: LibraryFolder) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.nearest", "--search", how, str(folder.path)]
    runs = [measure(command) for _ in range(_COLD)]
    return min(run.seconds for run in runs), min(run.megabytes for run in runs)


def _warm(search: Callable[[Vectors], object], asked: Vectors) -> float:
    search(asked[0])
    times = []
    for vector in asked:
        started = time.perf_counter()
        search(vector)
        times.append(1000 * (time.perf_counter() - started))
    return float(np.median(times))


def _fill(folder: LibraryFolder, size: int) -> None:
    if folder.path.exists():
        return
    folder.make()
    catalogue, index = Catalogue.open(folder.catalogue), VectorIndex(folder.index)
    for number in range(size // _OF_A_DOCUMENT):
        document, chunks = _document(number)
        vectors = drawn(len(chunks), seed=number + 10)
        kept = {text_hash(chunk.embedded_text): row.tobytes() for chunk, row in zip(chunks, vectors, strict=True)}
        catalogue.put(document, chunks, kept, model=_MODEL, made_with="bench")
        index.put([chunk.id for chunk in chunks], vectors, [document.id] * len(chunks))
    catalogue.close()
    index.close()


def _document(number: int) -> tuple[Document, list[Chunk]]:
    texts = [f"Passage {place} of document {number}." for place in range(_OF_A_DOCUMENT)]
    document = Document(Source(f"file:///bench/{number}", "bench"), f"Document {number}", "\n".join(texts))
    chunks, start = [], 0
    for place, text in enumerate(texts):
        span = Span(start, start + len(text))
        identity = ChunkId(f"{number:06}-{place:03}-of-the-bench")
        chunks.append(Chunk(identity, document.id, span.start, span.end, text, document.title, "", None, (span,)))
        start = span.end + 1
    return document, chunks


class Drawing:
    """Draws unit vectors round some hundred middles, the same ones in every run."""

    def __init__(self, seed: int = 0) -> None:
        middles = np.random.default_rng(0).standard_normal((_MIDDLES, _DIMENSION))
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)
        self._generator = np.random.default_rng(seed)

    def draw(self, number: int) -> Vectors:
        """Return so many vectors, shape (number, dimension)."""
        vectors = self._middles[self._generator.integers(_MIDDLES, size=number)]
        vectors = vectors + _SPREAD * self._generator.standard_normal((number, _DIMENSION))
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def drawn(number: int, *, seed: int) -> Vectors:
    """Return unit vectors, the same ones for the same seed."""
    return Drawing(seed).draw(number)


if __name__ == "__main__":
    main()
