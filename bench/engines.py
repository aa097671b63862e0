"""Measure a library on one engine beside another: `make bench-scale`, or `python -m bench.engines --url ADDRESS`.

Keywords: how often the first ten of PostgreSQL are those of SQLite, over news and their questions. Scale: passages of
drawn words and drawn vectors (texts would take hours to embed), put in, found, found within documents. Every figure is
of this machine, with what else it does; vectors lie in clusters, as those of texts do.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.workspace import Workspace, parser_of, peak_megabytes
from ingest.chunking import Chunk, ChunkId, chunk_document
from ingest.documents import Document, DocumentId, Source, Span
from vectorstore.digests import text_hash
from vectorstore.engines import AnyCatalogue, is_there, open_catalogue
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library

Vectors = NDArray[np.float32]

_MODEL = "drawn"
_DIMENSION = 384
_CHUNKS_OF_DOCUMENT = 50
_WORDS_OF_CHUNK = 120
_VOCABULARY = 60_000
_CLUSTERS = 400
_SPREAD = 0.7  # of a vector round the middle of its cluster, as a share of its length
_ARTICLES = 700
_QUESTIONS = 400
_ASKED = 100


class DrawnModel:
    """An embedding model that draws: the same vector for the same text, in one of some clusters."""

    name = _MODEL
    weights_hash = _MODEL
    dimension = _DIMENSION

    def __init__(self) -> None:
        self._middles = np.random.default_rng(1).standard_normal((_CLUSTERS, _DIMENSION)).astype(np.float32)

    def count_tokens(self, text: str) -> int:
        """Return about how many word pieces a text has."""
        return len(text) // 4 + 2

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each text, shape (texts, dimension)."""
        return np.array([self._drawn(text) for text in texts], np.float32).reshape(len(texts), _DIMENSION)

    def embed_questions(self, questions: Sequence[str]) -> Vectors:
        """Return a unit vector for each question."""
        return self.embed(questions)

    def to_similarity(self, cosines: Vectors) -> Vectors:
        """Return the cosines as they are."""
        return cosines

    def _drawn(self, text: str) -> Vectors:
        generator = np.random.default_rng(int(text_hash(text)[:12], 16))
        middle = self._middles[generator.integers(_CLUSTERS)]
        vector = middle + _SPREAD * generator.standard_normal(_DIMENSION).astype(np.float32)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a hundred questions took, in milliseconds: the middle one, and the one that 95 were faster than."""

    middle: float
    slow: float

    @classmethod
    def of(cls, questions: Sequence[str], ask: Callable[[str], object]) -> Asked:
        """Ask them once each, after one to warm up."""
        ask(questions[0])
        taken: list[float] = []
        for question in questions:
            started = time.perf_counter()
            ask(question)
            taken.append((time.perf_counter() - started) * 1_000)
        taken.sort()
        return cls(taken[len(taken) // 2], taken[math.ceil(0.95 * len(taken)) - 1])

    def __str__(self) -> str:
        return f"{self.middle:7.1f} ms p50 {self.slow:7.1f} ms p95"


def main() -> None:
    """Measure what is asked for."""
    options = _options()
    with postgresql(options.url, options.keep and options.keep / "postgresql") as url:
        if not options.chunks:
            print_agreement(Workspace(options.folder, options.data), url)
            return
        served = Engines(url, "bench_scale")
        engines = {"sqlite": {"sqlite": Engines()}, "postgresql": {"postgresql + pgvector": served}}
        with _chroma(options.keep and options.keep / "chroma") if options.chroma else nullcontext() as chroma:
            if chroma is not None:
                engines["postgresql"]["postgresql + chroma server"] = replace(served, index_url=chroma)
            figures: dict[float, dict[str, float]] = {}
            for name in options.only or engines:
                with _place(options, name, next(iter(engines[name].values()))) as there:
                    print(f"\n{name}: drawn words and vectors")
                    for row in print_growth(there, engines[name], sorted(options.chunks)):
                        figures.setdefault(row["passages"], {}).update(row)
        if options.json:
            options.json.write_text(json.dumps([*figures.values()], indent=1) + "\n", "utf-8")


def print_agreement(workspace: Workspace, url: str) -> None:
    """Print how many of the first ten of each question are the same in both engines, and in how many questions all."""
    model = DrawnModel()
    articles = [row for row, _ in zip(workspace.rows("news/articles_2023.jsonl.gz"), range(_ARTICLES), strict=False)]
    questions = [row["question_sentence"] for row in workspace.rows("news/questions_2023.jsonl.gz")][:_QUESTIONS]
    with (
        tempfile.TemporaryDirectory() as folder,
        _emptied(LibraryFolder(Path(folder), Engines(url, "bench_words"))) as there,
        closing(open_catalogue(there)) as served,
        closing(open_catalogue(LibraryFolder(Path(folder)))) as local,
    ):
        for row in articles:
            document = Document(Source(row["url"], row["id"]), row["title"], row["text"])
            chunks = chunk_document(document, count_tokens=model.count_tokens)
            for catalogue in (served, local):
                catalogue.put(document, chunks, {}, model=_MODEL, made_with="bench")
        print(f"{len(articles)} news articles, {local.count_chunks()} passages, {len(questions)} questions")
        pairs = [(list(local.search(one, limit=10)), list(served.search(one, limit=10))) for one in questions]
        same = sum(set(first) == set(second) for first, second in pairs)
        ordered = sum(first == second for first, second in pairs)
        shared = sum(len({*first} & {*second}) for first, second in pairs) / sum(len(first) for first, _ in pairs)
        print(f"the first ten are the same: {same / len(pairs):.1%} of the questions; in the same order: ", end="")
        print(f"{ordered / len(pairs):.1%}; passages of them that both have: {shared:.1%}")
        for name, catalogue in (("sqlite", local), ("postgresql", served)):
            print(f"{name:12} keywords {Asked.of(questions[:_ASKED], _searching(catalogue))}")


def print_growth(
    there: LibraryFolder, indices: Mapping[str, Engines], sizes: Sequence[int]
) -> Iterator[dict[str, float]]:
    """Print what a library takes as it grows from size to size, with each of the indices that its catalogue has.

    Yield the milliseconds of the middle search of each size, by index, as `bench.growth` draws them.

    Whoever reads is a process of its own, so that its memory is a reader's. An index that was left at the size before
    is brought in step by whoever opens the library to write, as ever.
    """
    model = DrawnModel()
    first = next(iter(indices.values()))
    kept = _kept(replace(there, engines=first))
    for size in sizes:
        with Library.open(replace(there, engines=first), model, write=True) as writer:
            catalogue = writer._catalogue  # noqa: SLF001 - without reading and chunking
            taken = used = 0.0
            for document, chunks in drawn_documents(size, after=kept):
                vectors = _vectors(model, chunks)
                started, own = time.perf_counter(), time.process_time()
                catalogue.put(document, chunks, vectors, model=_MODEL, made_with="bench")
                taken, used = taken + time.perf_counter() - started, used + time.process_time() - own
            print(f"\n{size:,} passages: {size - kept:,} more put in {taken:.0f} s, ", end="")
            more = max(size - kept, 1)
            print(f"{more / max(taken, 1e-9):,.0f} a second, {used / more * 1_000:.2f} ms of this process each")
            started = time.perf_counter()
        kept = max(size, kept)
        figures = {"passages": float(size)}
        for name, engines in indices.items():
            folder = replace(there, engines=engines)
            Library.open(folder, model, write=True).close()
            print(f"{name}: index in step in {time.perf_counter() - started:.0f} s", flush=True)
            with ProcessPoolExecutor(1, get_context("spawn")) as apart:
                figures[name] = apart.submit(_print_reading, folder, size).result()
            started = time.perf_counter()
        yield figures


def _print_reading(there: LibraryFolder, size: int) -> float:
    """Print what a reader that was just started takes to find in a library; return what a search takes, the middle."""
    model = DrawnModel()
    started = time.perf_counter()
    with Library.open(there, model) as reader:
        questions = _questions()
        reader.search(questions[0])
        print(f"  open and first answer: {time.perf_counter() - started:.2f} s")
        ids = [record.id for record in reader.documents()]
        tenth = ids[::10]
        fused = Asked.of(questions, reader.search)
        print(f"  fused                {fused}")
        print(f"  in one document      {Asked.of(questions, _within(reader, ids[len(ids) // 2 :][:1]))}")
        print(f"  in a tenth of them   {Asked.of(questions, _within(reader, tenth))}")
        print(
            f"  disk {_size(there) / size:,.0f} bytes a passage; memory {peak_megabytes():,.0f} MB at most", flush=True
        )
        _print_recall(reader, model, questions, tenth)
        return fused.middle


def drawn_documents(size: int, *, after: int = 0) -> Iterator[tuple[Document, tuple[Chunk, ...]]]:
    """Yield documents of so many chunks in all, without the first ones, of words drawn as often as words are (Zipf)."""
    for number in range(after // _CHUNKS_OF_DOCUMENT, size // _CHUNKS_OF_DOCUMENT):
        draw = random.Random(number)  # noqa: S311 - drawn words, no secret
        texts = [" ".join(_drawn_words(draw, _WORDS_OF_CHUNK)) + "." for _ in range(_CHUNKS_OF_DOCUMENT)]
        document = Document(Source(f"bench:{number}", str(number)), f"document {number}", "\n\n".join(texts))
        yield document, tuple(_chunks(document, texts))


def _chunks(document: Document, texts: Sequence[str]) -> Iterator[Chunk]:
    start = 0
    for number, text in enumerate(texts):
        yield Chunk(
            id=ChunkId(f"{document.id}-{number}"),
            document_id=document.id,
            start=start,
            end=start + len(text),
            text=text,
            title=document.title,
            heading="",
            page=None,
            sentences=(Span(start, start + len(text)),),
        )
        start += len(text) + 2


def _questions() -> list[str]:
    return [" ".join(_drawn_words(random.Random(seed), 8)) for seed in range(_ASKED)]  # noqa: S311 - as above


def _drawn_words(draw: random.Random, count: int) -> list[str]:
    return [f"w{int(_VOCABULARY ** draw.random())}" for _ in range(count)]


def _vectors(model: DrawnModel, chunks: Sequence[Chunk]) -> dict[str, bytes]:
    texts = [chunk.embedded_text for chunk in chunks]
    return {text_hash(text): row.tobytes() for text, row in zip(texts, model.embed(texts), strict=True)}


def _print_recall(reader: Library, model: DrawnModel, questions: Sequence[str], tenth: Sequence[DocumentId]) -> None:
    """Print how many of the ten nearest vectors a library finds, of all and in a tenth of the documents."""
    neighbours = reader._neighbours  # noqa: SLF001 - without the keywords
    for name, documents in (("all", ()), ("a tenth", tenth)):
        exact = neighbours.exact(documents)
        found = 0
        for vector in model.embed(questions):
            best = {exact.ids[place] for place in np.argsort(-(exact.vectors @ vector))[:10]}
            found += len(best & set(neighbours.nearest(vector, limit=10, documents=documents)))
        print(f"  recall@10, in {name}: {found / (10 * len(questions)):.3f}", flush=True)


def _within(library: Library, documents: Sequence[DocumentId]) -> Callable[[str], object]:
    return lambda question: library.search(question, documents=documents)


def _searching(catalogue: AnyCatalogue) -> Callable[[str], object]:
    return lambda question: catalogue.search(question, limit=40)


def _size(folder: LibraryFolder) -> int:
    from vectorstore import server_upkeep  # noqa: PLC0415 - psycopg, only for it

    return server_upkeep.size(folder) if folder.engines.catalogue else folder.size


@contextmanager
def _place(options: argparse.Namespace, name: str, engines: Engines) -> Iterator[LibraryFolder]:
    """Give the folder of a library that grows: one that goes afterwards, or one which is kept."""
    if options.keep:
        yield LibraryFolder(options.keep / f"{name}-library", engines)
        return
    with (
        tempfile.TemporaryDirectory(dir=options.folder) as folder,
        _emptied(LibraryFolder(Path(folder), engines)) as there,
    ):
        yield there


def _kept(there: LibraryFolder) -> int:
    """Return how many passages are kept already, by a run that was broken off."""
    if not is_there(there):
        return 0
    with closing(open_catalogue(there)) as catalogue:
        return catalogue.count_chunks()


@contextmanager
def _emptied(folder: LibraryFolder) -> Iterator[LibraryFolder]:
    """Give a library's folder, whose schema goes before and after, where it is in PostgreSQL."""
    drop_library(folder)
    yield folder
    drop_library(folder)


def drop_library(folder: LibraryFolder) -> None:
    """Remove a library with all that it holds, where it is in PostgreSQL."""
    if folder.engines.catalogue:
        from vectorstore.postgres.addresses import Address  # noqa: PLC0415 - psycopg, only for it
        from vectorstore.postgres.connections import Connections  # noqa: PLC0415
        from vectorstore.postgres.schema import drop  # noqa: PLC0415

        with closing(Connections(Address.of(folder.engines.catalogue, folder.engines.name))) as connections:
            drop(connections)


@contextmanager
def postgresql(url: str, keep: Path | None = None) -> Iterator[str]:
    """Give the address of a PostgreSQL: one that is named, or our own for as long as it is needed, in a kept folder."""
    if url:
        yield url
        return
    from tests.postgres_server import served  # noqa: PLC0415 - a server of our own, where none is named

    with _folder(keep) as folder, served(folder, is_kept=True) as own:
        yield own


@contextmanager
def _chroma(keep: Path | None) -> Iterator[str]:
    """Give the address of a Chroma server of our own for as long as it is needed."""
    from tests.chroma_server import chroma  # noqa: PLC0415 - as above

    with _folder(keep) as folder, chroma(folder) as server:
        yield server.url


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """Give a folder: one that is kept, or one that goes afterwards."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _options() -> argparse.Namespace:
    parser = parser_of("bench.engines", __doc__ or "")
    parser.add_argument(
        "--url", default=os.environ.get("SOURCECHAT_CATALOGUE__URL", ""), help="a PostgreSQL; else our own"
    )
    parser.add_argument("--chunks", type=int, nargs="*", help="passages to draw, as it grows; none compares keywords")
    parser.add_argument("--only", action="append", choices=("sqlite", "postgresql"), help="one catalogue")
    parser.add_argument("--json", type=Path, help="file to write what a search takes to, for bench.growth")
    parser.add_argument(
        "--keep", type=Path, help="folder of the libraries and servers, kept, and grown on when run again"
    )
    parser.add_argument("--chroma", action="store_true", help="also PostgreSQL beside a Chroma server, of our own")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    main()
