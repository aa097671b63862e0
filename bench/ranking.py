"""Ranking: how well keywords, vectors, their fusion and the reader order the passages of each corpus, in one run.

Run as `python -m bench.ranking [--data FOLDER]`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import platformdirs

from assistant.evaluation.ranking import Sought, find
from assistant.evaluation.retrieval_figures import ranking_values
from assistant.metrics import bootstrap
from assistant.reader.network import TrainedNetwork
from assistant.reader.readings import Reading, by_score_and_reading
from assistant.reader.trained import ReadingOptions, TrainedReader
from bench.corpora import filled
from bench.systems import READ, as_ranked
from bench.workspace import Workspace, parser_of, sampled
from vectorstore.embedders import load_embedder
from vectorstore.library import Library
from vectorstore.passages import Passage

_FOUND = 80  # so many hold both lists of a search whole
_ALL = ReadingOptions(first=READ)
_FIGURES = ("recall@1", "recall@5", "mrr@10", "ndcg@10")

Values = Mapping[str, float]
"""What one ranking of one question is worth, by figure."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the rankings of one question came to, by name, and how the two ways of reading compare."""

    values: Mapping[str, Values]
    same_first: bool
    seconds: tuple[float, float]


def main() -> None:
    """Print a table for each corpus whose data is here."""
    parser = parser_of("bench.ranking", __doc__)
    parser.add_argument("--questions", type=int, default=300, help="of each library, at most")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    embedder = load_embedder(cache=platformdirs.user_cache_path("sourcechat"))
    network, weights = TrainedNetwork.load(), TrainedReader.load_weights()
    readers = TrainedReader(network, weights, _ALL), TrainedReader(network, weights)
    for corpus, folder in filled(workspace, embedder):
        with Library.open(folder, embedder) as library:
            asked = sampled(corpus.ask(workspace, library), options.questions)
            compared = [_compare(library, readers, one) for one in asked]
            _report(f"{corpus.name}: {library.check().chunks:,} passages, {len(asked)} questions", compared)


def _compare(library: Library, readers: tuple[TrainedReader, TrainedReader], sought: Sought) -> Compared:
    found = library.search(sought.question, limit=_FOUND)
    read, rest = found[:READ], found[READ:]
    started = time.perf_counter()
    readings = readers[0].read(sought.question, read)
    whole = time.perf_counter()
    early = readers[1].read(sought.question, read)
    stopped = time.perf_counter()
    rankings = {
        "BM25": _by_rank(found, lambda passage: passage.lexical_rank),
        "MiniLM": _by_rank(found, lambda passage: passage.dense_rank),
        "fused": found,
        "fused, then by the reader alone": (*_by_best_reading(read, readings), *rest),
        "fused with the reader": (*by_score_and_reading(read, readings), *rest),
    }
    return Compared(
        {name: ranking_values(find(sought, as_ranked(passages))) for name, passages in rankings.items()},
        [one.text for one in readings[:1]] == [one.text for one in early[:1]],
        (whole - started, stopped - whole),
    )


def _by_rank(found: Sequence[Passage], rank: Callable[[Passage], int | None]) -> list[Passage]:
    return sorted((one for one in found if rank(one) is not None), key=lambda one: rank(one) or 0)


def _by_best_reading(passages: Sequence[Passage], readings: Sequence[Reading]) -> list[Passage]:
    """Return the passages in the order of their best readings, which come best first; the unread stay behind."""
    order = dict.fromkeys(reading.passage.chunk.id for reading in readings)
    places = {chunk: place for place, chunk in enumerate(order)}
    return sorted(passages, key=lambda passage: places.get(passage.chunk.id, len(places)))


def print_rankings(title: str, values: Sequence[Mapping[str, Values]]) -> None:
    """Print what each ranking of the questions is worth: its figures by name, of one question a row of `values`."""
    print(f"{title:<52} " + "  ".join(f"{figure:<20}" for figure in _FIGURES))
    for name in values[0] if values else ():
        intervals = (bootstrap([one[name][figure] for one in values]) for figure in _FIGURES)
        print(f"  {name:<50} " + "  ".join(f"{interval!s:<20}" for interval in intervals))


def _report(title: str, compared: Sequence[Compared]) -> None:
    print_rankings(title, [one.values for one in compared])
    if compared:
        whole, early = np.median([one.seconds for one in compared], axis=0)
        same = np.mean([one.same_first for one in compared])
        print(f"  reading stopped early: {early / whole:.2f} of the time, the same first sentence for {same:.1%}\n")


if __name__ == "__main__":
    main()
