"""Passages: chunks found for a query, with what each list of the search said of them."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.chunking import Chunk
from ingest.documents import Revision


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a query. Ranks count from 1; None where a list did not hold the chunk.

    `score`, by which a search orders its passages, is the weighted sum of its cosine and its BM25, each as a share of
    the search's best: at most 1, comparable within one search only. `similarity` is the cosine of query and chunk, in
    [-1, 1], comparable between searches.
    """

    chunk: Chunk
    source: str
    revision: Revision
    score: float
    similarity: float
    dense_rank: int | None
    lexical_rank: int | None
