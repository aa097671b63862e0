"""Keywords: what a chunk is found by, told as SQLite's own index tells it, so that both find the same.

Knows stems and counts, never a document. SQLite itself makes the stems, in memory: another program for the same rules
gives others for one English word in three hundred.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ingest.chunking import Chunk
from vectorstore.keywords import words_of

WEIGHTS = (2.0, 1.5, 1.0)
"""Of title, heading and text, as in SQLite."""

SCALE = 2
"""Weights of columns are halves; kept, they are whole numbers, so many times as large."""

# As the catalogue in SQLite parts and shortens words.
_STEMMER = """
CREATE VIRTUAL TABLE words USING fts5 (word, content='',
    tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")
"""
_MOST_KNOWN = 500_000  # words whose stems are kept in memory
_MOST = 2**15 - 1  # what a column of numbers of 16 bits holds


@dataclass(frozen=True, slots=True)
class KeywordTerm:
    """A word without its ending, and the number that stands for it: 64 bits of its digest."""

    text: str
    key: int

    def __hash__(self) -> int:
        return self.key


@dataclass(frozen=True, slots=True)
class ChunkWords:
    """What a chunk is found by: the weight of each term, `SCALE` times as large, and how many words it has."""

    weights: dict[KeywordTerm, int]
    length: int


class Stems:
    """The stems of words, kept once made. Safe for several threads."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute(_STEMMER)
        self._connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (words, instance)")
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
        read = [[list(words_of(text)) for text in (one.title, one.heading, one.read_text)] for one in chunks]
        self.of({word for columns in read for words in columns for word in words})  # all that are new at once
        return [self._weighed(columns) for columns in read]

    def of_chunk(self, chunk: Chunk) -> ChunkWords:
        """Return what a chunk is found by."""
        return self.of_chunks([chunk])[0]

    def _weighed(self, columns: Sequence[Sequence[str]]) -> ChunkWords:
        weights: Counter[KeywordTerm] = Counter()
        length = 0
        for words, weight in zip(columns, WEIGHTS, strict=True):
            for terms in self.of(words):
                length += len(terms)
                for term in terms:
                    weights[term] += int(weight * SCALE)
        return ChunkWords({term: min(weight, _MOST) for term, weight in weights.items()}, length)

    def _learn(self, words: Sequence[str]) -> None:
        self._connection.execute("BEGIN")
        rows = enumerate(words)
        self._connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", rows)
        found: dict[int, list[KeywordTerm]] = {}
        for number, text in self._connection.execute("SELECT doc, term FROM stems ORDER BY doc, offset"):
            found.setdefault(number, []).append(KeywordTerm(text, _key(text)))
        self._connection.execute("ROLLBACK")
        self._known.update((word, tuple(found.get(number, ()))) for number, word in enumerate(words))


def _key(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big", signed=True)
