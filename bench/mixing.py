"""Mixing: how passages are ordered by each share of the cosine in a search, and by each weight of the reader.

Run as `python -m bench.mixing [--data FOLDER] [--questions N]`. The questions of the scorecard are left out: the
weights are chosen by this table, and must not be by what is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import platformdirs

from assistant.evaluation.ranking import Ranked, Sought, find
from assistant.evaluation.retrieval_figures import ranking_values
from assistant.reader.network import TrainedNetwork
from assistant.reader.readings import by_score_and_reading
from assistant.reader.trained import ReadingOptions, TrainedReader
from bench.corpora import filled
from bench.ranking import Values, print_rankings
from bench.scorecard import SAMPLE
from bench.systems import READ, as_ranked
from bench.workspace import Workspace, parser_of, sampled
from vectorstore.catalogue import Catalogue
from vectorstore.embedders import load_embedder
from vectorstore.embedding import Embedder
from vectorstore.exact import ExactIndex
from vectorstore.fusion import fuse
from vectorstore.library import DEPTH, Library

_SHARES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
_WEIGHTS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)


def main() -> None:
    """Print a table for each corpus whose data is here."""
    parser = parser_of("bench.mixing", __doc__)
    parser.add_argument("--questions", type=int, default=300, help="of each library, at most")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    embedder = load_embedder(cache=platformdirs.user_cache_path("sourcechat"))
    reader = TrainedReader(TrainedNetwork.load(), TrainedReader.load_weights(), ReadingOptions(first=READ))
    for corpus, folder in filled(workspace, embedder):
        with (
            Library.open(folder, embedder) as library,
            closing(Catalogue.open(folder / "catalogue.sqlite")) as catalogue,
        ):
            asked = unreported(list(corpus.ask(workspace, library)), options.questions)
            shares = _Shares(catalogue, embedder)
            about = f"{corpus.name}, {len(asked)} questions"
            print_rankings(f"{about}: the cosine's share", [dict(shares.orders(one)) for one in asked])
            print_rankings(f"{about}: the reader's weight", [dict(_by_weight(library, reader, one)) for one in asked])


def unreported(questions: Sequence[Sought], number: int) -> list[Sought]:
    """Return at most so many of the questions, none of them among those that the scorecard reports."""
    reported = {one.question for one in sampled(questions, SAMPLE)}
    return sampled((one for one in questions if one.question not in reported), number)


class _Shares:
    """What one library's search comes to, by the share of the cosine."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._kept = ExactIndex.of(catalogue.vectors(embedder.weights_hash))

    def orders(self, sought: Sought) -> Iterator[tuple[str, Values]]:
        asked = self._embedder.embed_questions([sought.question])[0]
        keywords = self._catalogue.search(sought.question, limit=DEPTH)
        candidates = {*self._kept.nearest(asked, limit=DEPTH), *keywords}
        similar = self._embedder.to_similarity(self._kept.vectors @ asked)
        cosines = {one: float(cosine) for one, cosine in zip(self._kept.ids, similar, strict=True) if one in candidates}
        stored = self._catalogue.chunks(list(candidates))
        for share in _SHARES:
            order = [stored[one].chunk for one, _ in fuse(cosines, keywords, cosine_share=share)]
            yield str(share), _values(sought, [Ranked(chunk.document_id, chunk.text) for chunk in order])


def _by_weight(library: Library, reader: TrainedReader, sought: Sought) -> Iterator[tuple[str, Values]]:
    found = library.search(sought.question, limit=READ)
    readings = reader.read(sought.question, found)
    for weight in _WEIGHTS:
        yield str(weight), _values(sought, as_ranked(by_score_and_reading(found, readings, weight=weight)))


def _values(sought: Sought, ranked: Sequence[Ranked]) -> Values:
    return ranking_values(find(sought, ranked))


if __name__ == "__main__":
    main()
