"""Keywords: what a chunk is found by, told as SQLite's own index tells it, so that both find the same.

Knows stems and counts, never a document. SQLite itself makes the stems, in memory: another program for the same rules
gives others for one English word in three hundred.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from ingest.chunking import Chunk
from vectorstore.keywords import words_of
from vectorstore.volumes import stems_of

WEIGHTS = (2.0, 1.5, 1.0)
"""Of title, heading and text, as in SQLite."""

SCALE = 2
"""Weights of columns are halves; kept, they are whole numbers, so many times as large."""

_MOST_KNOWN = 500_000  # words whose stems are kept in memory
_MOST = 2**15 - 1  # what a column of numbers of 16 bits holds


class KeywordTerm(NamedTuple):
    """A word without its ending, and the number that stands for it: 64 bits of its digest.

    A tuple, since each word of each chunk is counted by it: a dataclass takes several times as long.
    """

    text: str
    key: int


@dataclass(frozen=True, slots=True)
class ChunkWords:
    """What a chunk is found by: the weight of each term, `SCALE` times as large, and how many words it has."""

    weights: dict[KeywordTerm, int]
    length: int


class Stems:
    """The stems of words, kept once made. Safe for several threads."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._known: dict[str, tuple[KeywordTerm, ...]] = {}
        self._guard = threading.Lock()

    def of(self, words: Iterable[str]) -> list[tuple[KeywordTerm, ...]]:
        """Return the terms of each word: one, mostly."""
        words = list(words)
        with self._guard:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            unknown = [word for word in dict.fromkeys(words) if word not in self._known]
            if unknown:
                self._learn(unknown)
            return [self._known[word] for word in words]

    def of_chunks(self, chunks: Sequence[Chunk]) -> list[ChunkWords]:
        """Return what each chunk is found by."""
        read = [[words_of(text) for text in (one.title, one.heading, one.read_text)] for one in chunks]
        words = list({word for columns in read for words in columns for word in words})
        terms = dict(zip(words, self.of(words), strict=True))  # all that are new are learnt at once
        return [_weighed(columns, terms) for columns in read]

    def of_chunk(self, chunk: Chunk) -> ChunkWords:
        """Return what a chunk is found by."""
        return self.of_chunks([chunk])[0]

    def _learn(self, words: Sequence[str]) -> None:
        self._connection.execute("BEGIN")
        stems = stems_of(self._connection, words)
        self._connection.execute("COMMIT")
        self._known.update((word, tuple(KeywordTerm(stem, _key(stem)) for stem in stems[word])) for word in words)


def _weighed(columns: Sequence[Sequence[str]], terms: Mapping[str, tuple[KeywordTerm, ...]]) -> ChunkWords:
    weights: dict[KeywordTerm, int] = {}
    length = 0
    for words, weight in zip(columns, WEIGHTS, strict=True):
        said = list(chain.from_iterable(map(terms.__getitem__, words)))
        length += len(said)
        whole = int(weight * SCALE)
        for term, times in Counter(said).items():
            weights[term] = min(weights.get(term, 0) + times * whole, _MOST)
    return ChunkWords(weights, length)


def _key(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big", signed=True)
