"""A library as it grows: what is done to a passage beside embedding it, and what a question costs.

Run `python -m bench.library [--data FOLDER] [--sizes 1000 ...]`. Texts are those of the news, vectors are drawn at
random, so that nothing waits for a model; questions are embedded. One library grows through all sizes and is kept in
`--folder`. Times are those of the processor, which a busy machine changes least; a reader is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import platformdirs

from bench.nearest import Drawing
from bench.workspace import Workspace, parser_of, peak_megabytes
from ingest.documents import Document, Source
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import VectorIndex
from vectorstore.embedding import SentenceEmbedder, Vectors
from vectorstore.folder import LibraryFolder
from vectorstore.library import DEPTH, Library
from vectorstore.neighbours import Neighbours

_SIZES = (1_000, 10_000, 40_000, 130_000)
_ARTICLES = ("news/articles_2022.jsonl.gz", "news/articles_2023.jsonl.gz")
_QUESTIONS = ("news/questions_2022.jsonl.gz", "news/questions_2023.jsonl.gz")
_ASKED = 60
_ONE = 20  # documents that a search is confined to, one after the other


@dataclass(frozen=True, slots=True)
class Figures:
    """What one size of a library costs; times in milliseconds of the processor, memory in megabytes."""

    passages: int
    documents: int
    kept_a_second: float
    open: float
    first: float
    search_p50: float
    search_p95: float
    keywords_p50: float
    keywords_p95: float
    nearest_p50: float
    in_one_p50: float
    listed: float
    listed_again: float
    reader: float
    bytes_a_byte: float


class DrawnVectors:
    """Counts as the default model does, and draws vectors of passages instead of embedding them."""

    def __init__(self) -> None:
        self._real = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
        self._drawing = Drawing(seed=os.getpid())
        self.name = self._real.name
        self.weights_hash = self._real.weights_hash
        self.dimension = self._real.dimension

    def count_tokens(self, text: str) -> int:
        """Count as the model does."""
        return self._real.count_tokens(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Draw a vector for each text."""
        return self._drawing.draw(len(texts))

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """Embed questions."""
        return self._real.embed_questions(questions)

    def to_similarity(self, cosines: Vectors) -> Vectors:
        """Leave them as they are."""
        return cosines


def main() -> None:
    """Print a row for each size."""
    parser = parser_of("bench.library", __doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="passages, ascending")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    workspace, folder = Workspace(options.folder, options.data), LibraryFolder(options.folder / "library")
    if options.read:
        print(json.dumps(_read(folder, workspace)))
        return
    print(_HEAD)
    grown = []
    for size in options.sizes:
        grown.append(_measure(folder, workspace, _grow(folder, workspace, size)))
        print(_row(grown[-1]), f"load {os.getloadavg()[0]:.1f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in grown], indent=1) + "\n", "utf-8")


def _grow(folder: LibraryFolder, workspace: Workspace, size: int) -> float:
    """Let the library hold so many passages at least; return how many were kept a second of the processor."""
    with Library.open(folder.path, DrawnVectors(), write=True) as library:
        records = library.documents()
        before = kept = sum(record.chunks for record in records)
        documents = islice(_articles(workspace), len(records), None)
        started = time.process_time()
        while kept < size and (document := next(documents, None)) is not None:
            library.put(document)
            kept += len(library.chunks(document.id))
    return (kept - before) / (time.process_time() - started)


def _articles(workspace: Workspace) -> Iterator[Document]:
    for name in _ARTICLES:
        for number, row in enumerate(workspace.rows(name)):
            yield Document(Source(f"file:///{name}/{number}", "bench"), row["title"], row["text"])


def _measure(folder: LibraryFolder, workspace: Workspace, rate: float) -> Figures:
    command = ["-m", "bench.library", "--read", "--folder", str(workspace.folder), "--data", str(workspace.data)]
    read = json.loads(subprocess.check_output([sys.executable, *command]))
    with Library.open(folder.path, DrawnVectors()) as library:
        records = library.documents()
        texts = sum(len(library.document(record.id).text.encode()) for record in records)
        passages = sum(record.chunks for record in records)
    return Figures(passages=passages, kept_a_second=rate, bytes_a_byte=folder.size / texts, **read)


def _read(folder: LibraryFolder, workspace: Workspace) -> dict[str, float]:
    """Measure what a reader of the library takes, in this process."""
    asked = [row["question_sentence"] for name in _QUESTIONS for row in islice(workspace.rows(name), _ASKED // 2)]
    embedder = DrawnVectors()
    vectors = [embedder.embed_questions([question])[0] for question in asked]
    opened = _milliseconds(lambda: Library.open(folder.path, embedder).close())
    with Library.open(folder.path, embedder) as library:
        first = _milliseconds(lambda: library.search(asked[0]))
        listed = [_milliseconds(lambda: tuple(library.documents())) for _ in range(2)]
        step = max(len(library.documents()) // _ONE, 1)
        some = [record.id for record in library.documents()[::step]]
        whole = [_milliseconds(lambda one=one: library.search(one)) for one in asked]  # type: ignore[misc]
        single = [_milliseconds(lambda one=one: library.search(asked[1], documents=[one])) for one in some]  # type: ignore[misc]
        found = {
            "documents": len(library.documents()),
            "reader": peak_megabytes(),
        }
    catalogue = Catalogue.open(folder.catalogue)
    index = VectorIndex(folder.index)
    neighbours = Neighbours(folder, catalogue, index, embedder.weights_hash)
    neighbours.nearest(vectors[0], limit=DEPTH)
    near = [_milliseconds(lambda one=one: neighbours.nearest(one, limit=DEPTH)) for one in vectors]  # type: ignore[misc]
    words = [_milliseconds(lambda one=one: catalogue.search(one, limit=DEPTH)) for one in asked]  # type: ignore[misc]
    return found | {
        "open": opened,
        "first": first,
        "search_p50": float(np.percentile(whole, 50)),
        "search_p95": float(np.percentile(whole, 95)),
        "keywords_p50": float(np.percentile(words, 50)),
        "keywords_p95": float(np.percentile(words, 95)),
        "nearest_p50": float(np.percentile(near, 50)),
        "in_one_p50": float(np.percentile(single, 50)),
        "listed": listed[0],
        "listed_again": listed[1],
    }


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


_COLUMNS = {
    "passages": ("passages", "{:,}"),
    "documents": ("documents", "{:,}"),
    "kept_a_second": ("kept/s", "{:.0f}"),
    "open": ("open", "{:.0f}"),
    "first": ("first", "{:.0f}"),
    "search_p50": ("p50", "{:.1f}"),
    "search_p95": ("p95", "{:.1f}"),
    "keywords_p50": ("words", "{:.1f}"),
    "keywords_p95": ("p95", "{:.1f}"),
    "nearest_p50": ("near", "{:.1f}"),
    "in_one_p50": ("in one", "{:.1f}"),
    "listed": ("listed", "{:.1f}"),
    "listed_again": ("again", "{:.1f}"),
    "reader": ("MB", "{:.0f}"),
    "bytes_a_byte": ("bytes/byte", "{:.2f}"),
}
_HEAD = "".join(f"{title:>11}" for title, _ in _COLUMNS.values())


def _row(figures: Figures) -> str:
    return "".join(f"{shape.format(getattr(figures, name)):>11}" for name, (_, shape) in _COLUMNS.items())


if __name__ == "__main__":
    main()
