"""Scoring: rows of questions or claims with a passage each, and what the reader says of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.errors import UnreadableRows
from assistant.reader.claims import ClaimReader, ClaimWeights, Judge
from assistant.reader.matching import TextEmbedder
from assistant.reader.network import Network, TrainedNetwork
from assistant.reader.spans import best_span
from assistant.reader.trained import TrainedReader
from ingest.chunking import Chunk, ChunkId
from ingest.documents import DocumentId, Revision
from ingest.sentences import split_sentences
from vectorstore.embedding import SentenceEmbedder
from vectorstore.passages import Passage

Row = Mapping[str, Any]

_TOGETHER = 64  # rows at once


class Scorer:
    """Scores rows `{"question", "passage"}` and `{"claim", "passage"}`; other fields are handed through."""

    def __init__(self, network: Network, reader: TrainedReader, judge: Judge, embedder: TextEmbedder) -> None:
        self._network = network
        self._reader = reader
        self._judge = judge
        self._embedder = embedder

    @classmethod
    def load(cls, *, cache: Path) -> Scorer:
        """With the weights of the package; the embedding model is kept in `cache`. Raises DamagedReader."""
        network = TrainedNetwork.load(cache=cache)
        reader = TrainedReader(network, TrainedReader.load_weights())
        return cls(network, reader, ClaimReader(network, ClaimWeights.load()), SentenceEmbedder.load(cache=cache))

    def score(self, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
        """Yield the rows in order, each with what the reader says of it."""
        for at in range(0, len(rows), _TOGETHER):
            part = [dict(row) for row in rows[at : at + _TOGETHER]]
            self._add_answers([row for row in part if "question" in row])
            self._add_support([row for row in part if "claim" in row])
            yield from part

    def _add_answers(self, rows: Sequence[dict[str, Any]]) -> None:
        passages = passages_of([row["passage"] for row in rows], [row["question"] for row in rows], self._embedder)
        sightings = self._network.look([(row["question"], row["passage"]) for row in rows])
        for row, passage, sighting in zip(rows, passages, sightings, strict=True):
            span = best_span(sighting, passage.chunk.sentences)
            row["answerable"] = round(self._reader.answerable(row["question"], passage, sighting), 4)
            row["answer"] = row["passage"][span.start : span.end] if span else None
            row["start"], row["end"] = (span.start, span.end) if span else (None, None)

    def _add_support(self, rows: Sequence[dict[str, Any]]) -> None:
        chances = self._judge.judge([(row["claim"], row["passage"]) for row in rows])
        for row, chance in zip(rows, chances, strict=True):
            row["support"] = {name: round(value, 4) for name, value in asdict(chance).items()}


def passages_of(texts: Sequence[str], questions: Sequence[str], embedder: TextEmbedder) -> tuple[Passage, ...]:
    """Return texts as passages found for the questions beside them."""
    if not texts:
        return ()
    cosines = (embedder.embed(texts) * embedder.embed_questions(questions)).sum(axis=1)
    similarities = embedder.to_similarity(cosines).tolist()
    return tuple(to_passage(text, similarity) for text, similarity in zip(texts, similarities, strict=True))


def to_passage(text: str, similarity: float) -> Passage:
    """Return a text as a passage found for a question that it has this cosine with."""
    identity = f"{hash(text):x}"
    chunk = Chunk(
        id=ChunkId(identity),
        document_id=DocumentId(identity),
        start=0,
        end=len(text),
        text=text,
        title="",
        heading="",
        page=None,
        sentences=split_sentences(text),
    )
    return Passage(chunk, "", Revision(identity), similarity, similarity, None, None)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read the rows of a JSONL file; blank lines are skipped. Raises UnreadableRows, which names the line."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise UnreadableRows(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableRows(f"{path}: not readable as UTF-8 text ({error})") from error
    return tuple(_read_row(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())


def _read_row(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UnreadableRows(f"{place}: not JSON ({error})") from error
    if not isinstance(row, dict) or not isinstance(row.get("passage"), str):
        raise UnreadableRows(f'{place}: needs a text "passage"')
    asked = [row[name] for name in ("question", "claim") if name in row]
    if not asked or not all(isinstance(text, str) and text.strip() for text in asked):
        raise UnreadableRows(f'{place}: needs a text "question" or "claim"')
    return row
