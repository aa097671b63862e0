"""A library as it grows: what is done to a passage beside embedding it, and what a question costs.

Run `python -m bench.library [--data FOLDER] [--sizes 1000 5000 ...]`. Texts are those of the news, over and over where
there are not enough; vectors are drawn at random, so that nothing waits for a model. Times are those of the processor,
which a busy machine changes least; `--folder` keeps the libraries between runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path

import numpy as np

from bench.nearest import drawn
from bench.workspace import Workspace, parser_of
from ingest.documents import Document, Source
from vectorstore.embedding import SentenceEmbedder, Vectors
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library

_SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)
_ARTICLES = "news/articles_2022.jsonl.gz"
_QUESTIONS = "news/questions_2022.jsonl.gz"
_ASKED = 40


class DrawnVectors:
    """Counts as the default model does, and draws vectors instead of embedding."""

    name = "drawn"
    weights_hash = "drawn"
    dimension = 384

    def __init__(self, cache: Path) -> None:
        self._real = SentenceEmbedder.load("all-MiniLM-L6-v2", cache=cache)
        self._seeds = count()

    def count_tokens(self, text: str) -> int:
        """Count as the model does."""
        return self._real.count_tokens(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Draw a vector for each text."""
        return drawn(len(texts), seed=next(self._seeds))

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """Draw a vector for each question."""
        return self.embed(questions)

    def to_similarity(self, cosines: Vectors) -> Vectors:
        """Leave them as they are."""
        return cosines


def main() -> None:
    """Print a row for each size."""
    parser = parser_of("bench.library", __doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="passages")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    embedder = DrawnVectors(options.folder / "cache")
    embedder.count_tokens("warm")
    asked = [row["question_sentence"] for row in islice(workspace.rows(_QUESTIONS), _ASKED)]
    print(f"{'':>9} {'kept':>9} {'open':>7} {'question':>15} {'in one':>8} {'listed':>8} {'bytes a':>8}")
    print(f"{'passages':>9} {'a second':>9} {'ms':>7} {'p50 ms':>7} {'p95 ms':>7} {'p50 ms':>8} {'ms':>8} {'byte':>8}")
    for size in options.sizes:
        folder = LibraryFolder(options.folder / f"library-{size}")
        rate = _fill(folder, embedder, workspace, size)
        print(f"{size:>9,} {rate:>9} {_figures(folder, embedder, asked)}", flush=True)


def _fill(folder: LibraryFolder, embedder: DrawnVectors, workspace: Workspace, size: int) -> str:
    """Fill a library, and return how many passages a second of the processor kept; "-" where it was full."""
    if folder.catalogue.exists():
        return "-"
    documents = list(islice(_articles(workspace), size))
    started, kept = time.process_time(), 0
    with Library.open(folder.path, embedder, write=True) as library:
        for document in documents:
            library.put(document)
            kept += len(library.chunks(document.id))
            if kept >= size:
                break
    return f"{kept / (time.process_time() - started):.0f}"


def _articles(workspace: Workspace) -> Iterator[Document]:
    for turn in count():
        for number, row in enumerate(workspace.rows(_ARTICLES)):
            yield Document(Source(f"file:///news/{turn}/{number}", "bench"), row["title"], row["text"])


def _figures(folder: LibraryFolder, embedder: DrawnVectors, asked: Sequence[str]) -> str:
    opened = _milliseconds(lambda: Library.open(folder.path, embedder).close())
    with Library.open(folder.path, embedder) as library:
        listed = _milliseconds(library.documents)
        first = library.documents()[0].id
        characters = sum(record.characters for record in library.documents())
        library.search(asked[0])
        whole = [_milliseconds(lambda one=one: library.search(one)) for one in asked]  # type: ignore[misc]
        single = [_milliseconds(lambda one=one: library.search(one, documents=[first])) for one in asked]  # type: ignore[misc]
    p50, p95 = np.percentile(whole, [50, 95])
    return f"{opened:7.0f} {p50:7.1f} {p95:7.1f} {np.median(single):8.1f} {listed:8.1f} {folder.size / characters:8.2f}"


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


if __name__ == "__main__":
    main()
