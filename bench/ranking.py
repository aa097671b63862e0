"""Ranking: how well keywords, vectors, their fusion and the reader order the passages of three libraries, in one run.

Run as `python -m bench.ranking [--data FOLDER]`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs

from assistant.metrics import bootstrap, ndcg_at, recall_at, reciprocal_rank
from assistant.reader.network import TrainedNetwork
from assistant.reader.readings import by_best_reading
from assistant.reader.trained import ReadingOptions, TrainedReader
from bench.retrieval import fill_news
from bench.workspace import Workspace
from ingest.chunking import ChunkId
from ingest.documents import Document, DocumentId, Source
from vectorstore.embedding import SentenceEmbedder
from vectorstore.fusion import fuse
from vectorstore.library import Library
from vectorstore.passages import Passage

_SEED = 20261124
_READ = 12  # passages, as in the chain
_FOUND = 80  # so many hold both lists of a search whole
_CUTOFF = 10
_ALL = ReadingOptions(first=_READ)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, which passages are right, and how many of those there are at most among the first."""

    question: str
    is_right: Callable[[Passage], bool]
    wanted: int = 1


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the rankings of one question came to, by name, and how the two ways of reading compare."""

    rankings: dict[str, list[bool]]
    same_first: bool
    seconds: tuple[float, float]


def main() -> None:
    """Print a table for each library whose data is here."""
    parser = argparse.ArgumentParser(prog="python -m bench.ranking", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".sourcechat/bench"), help="where libraries are kept")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the measuring data")
    parser.add_argument("--questions", type=int, default=300, help="of each library, at most")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    network, weights = TrainedNetwork.load(), TrainedReader.load_weights()
    readers = TrainedReader(network, weights, _ALL), TrainedReader(network, weights)
    for name, fill, ask in (
        ("NQ", _fill_nq, _ask_nq),
        ("MultiHop-RAG facts", _fill_facts, _ask_facts),
        ("news 2022", fill_news, _ask_news),
    ):
        folder = workspace.folder / name.split()[0].lower()
        fill(folder, embedder, workspace)
        with Library.open(folder, embedder) as library:
            asked = list(ask(workspace, library))
            chosen = random.Random(_SEED).sample(asked, min(options.questions, len(asked)))  # noqa: S311 - a sample
            ranked = [_rank(library, readers, one) for one in chosen]
            _report(f"{name}: {library.check().chunks:,} passages, {len(chosen)} questions", chosen, ranked)


def _rank(library: Library, readers: tuple[TrainedReader, TrainedReader], asked: Asked) -> Ranked:
    found = library.search(asked.question, limit=_FOUND)
    read, rest = found[:_READ], found[_READ:]
    started = time.perf_counter()
    readings = readers[0].read(asked.question, read)
    whole = time.perf_counter()
    early = readers[1].read(asked.question, read)
    stopped = time.perf_counter()
    by_reading = by_best_reading(read, readings)
    together = {chunk: place for place, (chunk, _) in enumerate(fuse(_ids(by_reading), _ids(read)))}
    rankings = {
        "BM25": _by_rank(found, lambda passage: passage.lexical_rank),
        "MiniLM": _by_rank(found, lambda passage: passage.dense_rank),
        "fused": found,
        "fused, then by the reader alone": (*by_reading, *rest),
        "fused with the reader": (*sorted(read, key=lambda one: together[one.chunk.id]), *rest),
    }
    return Ranked(
        {name: [asked.is_right(passage) for passage in ranking[:_CUTOFF]] for name, ranking in rankings.items()},
        [one.text for one in readings[:1]] == [one.text for one in early[:1]],
        (whole - started, stopped - whole),
    )


def _ids(passages: Sequence[Passage]) -> list[ChunkId]:
    return [passage.chunk.id for passage in passages]


def _by_rank(found: Sequence[Passage], rank: Callable[[Passage], int | None]) -> list[Passage]:
    return sorted((one for one in found if rank(one) is not None), key=lambda one: rank(one) or 0)


def _report(title: str, asked: Sequence[Asked], ranked: Sequence[Ranked]) -> None:
    print(f"{title:<52} recall@1              recall@5              MRR@10                nDCG@10")
    for name in ranked[0].rankings:
        rows = [(one.rankings[name], question.wanted) for one, question in zip(ranked, asked, strict=True)]
        figures = (
            [recall_at(1, right, wanted) for right, wanted in rows],
            [recall_at(5, right, wanted) for right, wanted in rows],
            [reciprocal_rank(_CUTOFF, right) for right, _ in rows],
            [ndcg_at(_CUTOFF, right, max(wanted, sum(right))) for right, wanted in rows],
        )
        print(f"  {name:<50} " + "  ".join(f"{bootstrap(values)!s:<20}" for values in figures))
    whole, early = np.median([one.seconds for one in ranked], axis=0)
    same = np.mean([one.same_first for one in ranked])
    print(f"  reading stopped early: {early / whole:.2f} of the time, the same first sentence for {same:.1%}\n")


# -- the libraries -----------------------------------------------------------------------------------------------------


def _fill(folder: Path, embedder: SentenceEmbedder, documents: Iterable[Document]) -> None:
    if (folder / "catalogue.sqlite").exists():
        return
    with Library.open(folder, embedder, write=True) as library:
        for document in documents:
            library.put(document)


def _fill_nq(folder: Path, embedder: SentenceEmbedder, workspace: Workspace) -> None:
    contexts = dict.fromkeys(row["context"] for row in _nq_rows(workspace))
    _fill(folder, embedder, (_document("nq", str(at), "", text) for at, text in enumerate(contexts)))


def _ask_nq(workspace: Workspace, library: Library) -> Iterator[Asked]:
    """Ask each question of the data; its own context is right, whichever others may answer too."""
    documents = {record.uri: record.id for record in library.documents()}
    contexts = {
        text: documents[f"nq:{at}"]
        for at, text in enumerate(dict.fromkeys(row["context"] for row in _nq_rows(workspace)))
    }
    for row in _nq_rows(workspace):
        yield Asked(row["question"], _of(contexts[row["context"]]))


def _nq_rows(workspace: Workspace) -> Iterator[dict[str, str]]:
    return (row for row in workspace.rows("reader_dev.jsonl.gz") if row["src"] == "nq_open_oracle")


def _fill_facts(folder: Path, embedder: SentenceEmbedder, workspace: Workspace) -> None:
    rows = workspace.rows("multihop_rag/facts.jsonl.gz")
    _fill(folder, embedder, (_document("fact", str(row["fact_id"]), row["title"], row["fact"]) for row in rows))


def _ask_facts(workspace: Workspace, library: Library) -> Iterator[Asked]:
    documents = {record.uri: record.id for record in library.documents()}
    for row in workspace.rows("multihop_rag/queries.jsonl.gz"):
        gold = [documents[f"fact:{one}"] for one in row["gold_fact_ids"]]
        if gold:
            yield Asked(row["question"], _of(*gold), len(set(gold)))


def _ask_news(workspace: Workspace, library: Library) -> Iterator[Asked]:
    """Ask the questions whose answer stands in some article; a passage that holds it word for word is right."""
    texts = [library.document(record.id).text.casefold() for record in library.documents()]
    for row in workspace.rows("news/questions_2022.jsonl.gz"):
        answers = [one.strip("“”\"'. ").casefold() for one in row["answer_text"]]
        if any(len(answer) > 2 and answer in text for answer in answers for text in texts):  # noqa: PLR2004 - "no", "2"
            yield Asked(row["question_sentence"], _holds(answers))


def _of(*documents: DocumentId) -> Callable[[Passage], bool]:
    return lambda passage: passage.chunk.document_id in documents


def _holds(answers: Sequence[str]) -> Callable[[Passage], bool]:
    return lambda passage: any(answer in passage.chunk.text.casefold() for answer in answers)


def _document(kind: str, name: str, title: str, text: str) -> Document:
    return Document(Source(f"{kind}:{name}", name), title, text)


if __name__ == "__main__":
    main()
