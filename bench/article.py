"""The article that the project began with: evidence first, and answers told from what it does not say.

Run as `python -m bench.article [--document FILE]`. The questions are ours; those without `answers` are not answered
by the article.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import platformdirs

from assistant.metrics import bootstrap, roc_auc_interval
from assistant.reader.matching import MatchingReader, Regression
from assistant.reader.network import TrainedNetwork
from assistant.reader.readings import Reader, Reading
from assistant.reader.trained import ReadingOptions, TrainedReader
from ingest.chunking import chunk_document
from ingest.documents import Document, Source, Span
from vectorstore.embedders import load_embedder
from vectorstore.embedding import Embedder, SentenceEmbedder
from vectorstore.passages import Passage

_QUESTIONS = Path(__file__).with_name("article.jsonl")
_ALL = ReadingOptions(first=100)


class CosineReader:
    """The baseline: every sentence is as likely an answer as it is near to the question."""

    threshold = 0.5

    def __init__(self, embedder: SentenceEmbedder) -> None:
        self._embedder = embedder

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of each sentence, the nearest first."""
        readings = [Reading(passage, span, 0.0) for passage in passages for span in passage.chunk.sentences]
        vectors = self._embedder.embed([question, *(reading.text for reading in readings)])
        cosines = vectors[1:] @ vectors[0]
        order = np.argsort(-cosines)
        return tuple(Reading(readings[at].passage, readings[at].sentence, float(cosines[at])) for at in order)


def main() -> None:
    """Print the share of right first sentences and the AUC of answered against unanswered, for three readers."""
    parser = argparse.ArgumentParser(prog="python -m bench.article", description=__doc__)
    parser.add_argument("--document", type=Path, help="the article; the one beside the measuring data unless given")
    options = parser.parse_args()
    path = (options.document or next(Path("../shared/documents").glob("*.txt"))).resolve()
    cache = platformdirs.user_cache_path("sourcechat")
    embedder, minilm = load_embedder(cache=cache), SentenceEmbedder.load(cache=cache)
    document = Document(Source(path.as_uri(), "0"), "", path.read_text("utf-8"))
    rows = [json.loads(line) for line in _QUESTIONS.read_text("utf-8").splitlines()]
    readers: dict[str, Reader] = {
        "MiniLM cosine": CosineReader(minilm),
        "matching reader": MatchingReader(embedder, Regression.load()),
        "trained reader": TrainedReader(TrainedNetwork.load(), TrainedReader.load_weights(), _ALL),
    }
    for name, reader in readers.items():
        _report(name, reader, rows, document, embedder)


def _report(name: str, reader: Reader, rows: list[dict[str, object]], document: Document, embedder: Embedder) -> None:
    chunks = chunk_document(document, count_tokens=embedder.count_tokens)
    vectors = embedder.embed([chunk.embedded_text for chunk in chunks])
    best: list[tuple[float, bool]] = []
    first: list[bool] = []
    for row in rows:
        question = str(row["question"])
        similarities = embedder.to_similarity(vectors @ embedder.embed_questions([question])[0])
        passages = tuple(
            Passage(chunk, document.source.uri, document.revision, float(near), float(near), None, None)
            for chunk, near in zip(chunks, similarities, strict=True)
        )
        readings = reader.read(question, passages)
        best.append((readings[0].probability, bool(row["answerable"])))
        if row["answerable"]:
            first.append(_holds(document, readings[0].sentence, row["answers"]))
    print(
        f"{name:<18} evidence first {bootstrap(first)} of {len(first)}; answered against unanswered, AUC "
        f"{roc_auc_interval([score for score, _ in best], [answerable for _, answerable in best])}"
    )


def _holds(document: Document, sentence: Span, answers: object) -> bool:
    text = document.text[sentence.start : sentence.end]
    return any(str(answer) in text for answer in (answers if isinstance(answers, list) else ()))


if __name__ == "__main__":
    main()
