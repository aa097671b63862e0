"""Corpora of the measuring data as libraries, with what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.ranking import Sought
from assistant.metrics import finder_in
from bench.retrieval import fill_news
from bench.workspace import Workspace
from ingest.documents import Document, Source
from vectorstore.embedding import Embedder
from vectorstore.library import Library

_SHORTEST = 3  # characters of an answer: "no" and "2" stand in every article


def _nothing(_: Workspace) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class CorpusData:
    """One corpus: the file that it comes from, how its library is filled, and what is asked of it.

    `ask` gives what has an answer in the library, `ask_in_vain` what has none.
    """

    name: str
    file: str
    folder: str
    fill: Callable[[Path, Embedder, Workspace], None]
    ask: Callable[[Workspace, Library], Iterator[Sought]]
    ask_in_vain: Callable[[Workspace], Iterable[str]] = _nothing

    def is_in(self, workspace: Workspace) -> bool:
        """Whether its file is there; says so where it is not."""
        path = workspace.data / self.file
        if not path.exists():
            print(f"{self.name}: left out, {path} is not here (name the folder: --data)")
        return path.exists()


def _contexts(workspace: Workspace, source: str) -> Mapping[str, str]:
    """Return the address of every distinct context of a source."""
    texts = dict.fromkeys(row["context"] for row in _read(workspace, source))
    return {text: f"{_KINDS[source]}:{at}" for at, text in enumerate(texts)}


def _read(workspace: Workspace, source: str) -> Iterator[dict[str, Any]]:
    return (row for row in workspace.rows("reader_dev.jsonl.gz") if row["src"] == source)


_KINDS = {"nq_open_oracle": "nq", "xquad_en": "xquad"}


def _fill_contexts(source: str) -> Callable[[Path, Embedder, Workspace], None]:
    def fill(folder: Path, embedder: Embedder, workspace: Workspace) -> None:
        contexts = _contexts(workspace, source)
        _fill(folder, embedder, (_document(uri, "", text) for text, uri in contexts.items()))

    return fill


def _ask_contexts(source: str) -> Callable[[Workspace, Library], Iterator[Sought]]:
    def ask(workspace: Workspace, library: Library) -> Iterator[Sought]:
        ids = {record.uri: record.id for record in library.documents()}
        contexts = _contexts(workspace, source)
        for row in _read(workspace, source):
            answers = tuple(answer["text"] for answer in row["answers"])
            yield Sought(row["question"], documents=(ids[contexts[row["context"]]],), answers=answers)

    return ask


def _fill_facts(folder: Path, embedder: Embedder, workspace: Workspace) -> None:
    rows = workspace.rows("multihop_rag/facts.jsonl.gz")
    _fill(folder, embedder, (_document(f"fact:{row['fact_id']}", row["title"], row["fact"]) for row in rows))


def _ask_facts(workspace: Workspace, library: Library) -> Iterator[Sought]:
    ids = {record.uri: record.id for record in library.documents()}
    for row in workspace.rows("multihop_rag/queries.jsonl.gz"):
        gold = tuple(dict.fromkeys(ids[f"fact:{one}"] for one in row["gold_fact_ids"]))
        if gold:
            yield Sought(row["question"], documents=gold)


def _ask_facts_in_vain(workspace: Workspace) -> Iterator[str]:
    rows = workspace.rows("multihop_rag/queries.jsonl.gz")
    return (row["question"] for row in rows if not row["gold_fact_ids"])


def _ask_news(workspace: Workspace, library: Library) -> Iterator[Sought]:
    """Ask what some article holds an accepted answer to; a passage that holds it is right."""
    is_said = finder_in(library.document(record.id).text for record in library.documents())
    for row in workspace.rows("news/questions_2022.jsonl.gz"):
        answers = tuple(one for one in row["answer_text"] if len(one.strip("“”\"'. ")) >= _SHORTEST)
        if is_said(answers):
            yield Sought(row["question_sentence"], answers=answers)


def _fill(folder: Path, embedder: Embedder, documents: Iterable[Document]) -> None:
    with Library.open(folder, embedder, write=True) as library:
        have = {record.uri for record in library.documents()}
        for document in documents:
            if document.source.uri not in have:
                library.put(document)


def _document(uri: str, title: str, text: str) -> Document:
    return Document(Source(uri, uri), title, text)


CORPORA = (
    CorpusData("NQ", "reader_dev.jsonl.gz", "nq", _fill_contexts("nq_open_oracle"), _ask_contexts("nq_open_oracle")),
    CorpusData("XQuAD", "reader_dev.jsonl.gz", "xquad", _fill_contexts("xquad_en"), _ask_contexts("xquad_en")),
    CorpusData(
        "MultiHop-RAG", "multihop_rag/queries.jsonl.gz", "multihop-rag", _fill_facts, _ask_facts, _ask_facts_in_vain
    ),
    CorpusData("news 2022", "news/questions_2022.jsonl.gz", "news", fill_news, _ask_news),
)


def filled(workspace: Workspace, embedder: Embedder) -> Iterator[tuple[CorpusData, Path]]:
    """Yield each corpus whose data is here, with the folder of its library, which is filled where it was not."""
    for corpus in CORPORA:
        if corpus.is_in(workspace):
            folder = workspace.folder / corpus.folder
            corpus.fill(folder, embedder, workspace)
            yield corpus, folder
