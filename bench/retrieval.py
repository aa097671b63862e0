"""Warm retrieval over a library of news: the time of one search, and where it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import platformdirs

from bench.workspace import Workspace
from ingest.documents import Document, Source
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import VectorIndex
from vectorstore.embedders import load_embedder
from vectorstore.embedding import Embedder
from vectorstore.library import Library

Value = TypeVar("Value")

_CHUNKS = 10_000
_QUESTIONS = 200
_ARTICLES = "news/articles_2022.jsonl.gz"
_ASKED = "news/questions_2022.jsonl.gz"


def bench_retrieval(workspace: Workspace) -> None:
    """Print p50 and p95 of a warm search, and of its parts."""
    questions = [row["question_sentence"] for row in islice(workspace.rows(_ASKED), _QUESTIONS)]
    if not questions:
        print(f"warm retrieval: skipped, {workspace.data}/{_ASKED} is not here (name the folder with --data)")
        return
    embedder = load_embedder(cache=platformdirs.user_cache_path("sourcechat"))
    folder = workspace.folder / "news"
    fill_news(folder, embedder, workspace)
    with Library.open(folder, embedder) as library:
        library.search(questions[0])
        chunks = library.check().chunks
        print(f"warm retrieval, {chunks:,} passages, {len(questions)} questions       p50 ms     p95 ms")
        _report("a search", _timed(library.search, questions))
    vectors = [embedder.embed([question])[0] for question in questions]
    catalogue, index = Catalogue.open(folder / "catalogue.sqlite"), VectorIndex(folder / "chroma")
    index.nearest(vectors[0], limit=40)
    _report("  embedding the question", _timed(lambda question: embedder.embed([question]), questions))
    _report("  nearest neighbours", _timed(lambda vector: index.nearest(vector, limit=40), vectors))
    _report("  keywords", _timed(lambda question: catalogue.search(question, limit=40, documents=()), questions))


def fill_news(folder: Path, embedder: Embedder, workspace: Workspace) -> None:
    """Fill the library in `folder` with articles, up to 10,000 passages; what is there already stays."""
    with Library.open(folder, embedder, write=True) as library:
        have = {record.uri for record in library.documents()}
        chunks = library.check().chunks
        for document in _documents(workspace):
            if chunks >= _CHUNKS:
                return
            if document.source.uri not in have:
                library.put(document)
                chunks += len(library.chunks(document.id))


def _documents(workspace: Workspace) -> Iterator[Document]:
    for row in workspace.rows(_ARTICLES):
        yield Document(Source(f"https://news.example/{row['id']}", row["id"]), row["title"], row["text"])


def _timed(call: Callable[[Value], object], values: Sequence[Value]) -> list[float]:
    times = []
    for value in values:
        started = time.perf_counter()
        call(value)
        times.append(1000 * (time.perf_counter() - started))
    return times


def _report(name: str, milliseconds: Sequence[float]) -> None:
    print(f"  {name:<50} {np.percentile(milliseconds, 50):9.1f}  {np.percentile(milliseconds, 95):9.1f}")
