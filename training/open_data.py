"""Open data: the questions and claims that the network learns from. Knows files, never tokens or weights."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.reader.network import SUPPORT_LABELS
from ingest.documents import Span

_SEED = 20261124

# Labels of the data: what supports a claim in part only does not support it.
_SUPPORT = {"supported": 0, "partially_supported": 1, "not_supported": 1, "refuted": 2}
assert tuple(SUPPORT_LABELS) == ("supported", "not_supported", "refuted")  # noqa: S101 - the order of the classes


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with the context it was asked of, and the spans of the accepted answers; none if it has none."""

    source: str
    question: str
    context: str
    answers: tuple[Span, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The accepted answers, each once."""
        return tuple(dict.fromkeys(self.context[span.start : span.end] for span in self.answers))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with the passage it is held against, and the index of its label in `SUPPORT_LABELS`."""

    source: str
    claim: str
    passage: str
    label: int


Row = TypeVar("Row", LabelledQuestion, Claimed)


def read_asked(path: Path) -> tuple[LabelledQuestion, ...]:
    """Read `reader_train` or `reader_dev`. Raises FileNotFoundError."""
    return tuple(_to_asked(row) for row in read_rows(path))


def read_claimed(path: Path) -> tuple[Claimed, ...]:
    """Read `support_train` or `support_dev`. Raises FileNotFoundError."""
    return tuple(
        Claimed(row["src"], row["hypothesis"], row["premise"], _SUPPORT[row["label"]]) for row in read_rows(path)
    )


def sampled_by_source(rows: Sequence[Row], limit: int) -> list[Row]:
    """Return at most `limit` rows of each source, the same ones every time."""
    rng = random.Random(_SEED)  # noqa: S311 - a sample, no secret
    groups = ([row for row in rows if row.source == source] for source in sorted({row.source for row in rows}))
    return [row for group in groups for row in rng.sample(group, min(limit, len(group)))]


def measured_texts(data: Path) -> Iterator[str]:
    """Yield every text of the files that are kept for measuring: questions, contexts, claims, sentences, facts."""
    for row in read_asked(data / "reader_dev.jsonl.gz"):
        yield from (row.question, row.context)
    for claim in read_claimed(data / "support_dev.jsonl.gz"):
        yield from (claim.claim, claim.passage)
    for ranked in read_rows(data / "sentence_ranking.jsonl.gz"):
        yield from (ranked["question"], *(passage["text"] for passage in ranked["passages"]))
    for name in ("facts", "queries"):
        for row_ in read_rows(data / "multihop_rag" / f"{name}.jsonl.gz"):
            yield from (value for value in row_.values() if isinstance(value, str))


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped JSONL file. Raises FileNotFoundError."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _to_asked(row: dict[str, Any]) -> LabelledQuestion:
    found = [] if row["impossible"] else row["answers"]
    spans = (Span(answer["start"], answer["start"] + len(answer["text"])) for answer in found)
    return LabelledQuestion(row["src"], row["question"], row["context"], tuple(dict.fromkeys(spans)))


def is_kept_aside(text: str) -> bool:
    """Whether a context or passage is kept from training, for calibration: one in sixteen, by its SHA-256."""
    return hashlib.sha256(text.encode()).digest()[0] % 16 == 0
