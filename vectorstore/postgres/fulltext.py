"""Full text: chunks by their words, ranked by BM25 as SQLite ranks them. Knows its tables, never a document.

PostgreSQL's own ranking knows neither how rare a word is nor how long a text. So the words of each chunk are kept as
numbers in one column, which a GIN index finds, and their weights in another, from which the score is made in SQL. Those
of all but the latest chunks are packed as well (`volumes`), and scored here: of a million rows SQL looks at too many.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.chunking import Chunk, ChunkId
from ingest.documents import DocumentId
from vectorstore.keywords import words_of
from vectorstore.postgres.connections import Connection, Connections, copy_in, execute
from vectorstore.postgres.keywords import SCALE, KeywordTerm, Stems
from vectorstore.postgres.volumes import PackedWords, Volumes
from vectorstore.vocabulary import may_be_misspelt, nearest_word

# k1 and b as in SQLite's FTS5, after Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework".
_SATURATION = 1.2
_LENGTHS_COUNT = 0.75
_LEAST_TELLING = 1e-6  # of a word in more than half of all chunks, as in FTS5

_MOST_TERMS = 48  # of a query: the first ones; more only cost time
_COMMON_SHARE = 0.2  # of the chunks: a term so frequent says nothing of a chunk
_COMMON_FROM = 1_000  # chunks: in a smaller library no term is slow
_FIRST_FROM = 5_000  # chunks: in a smaller library all that share a word are scored at once
_MOST_SPELT = 400  # characters of a word that are kept to be looked at; an index holds 2,700 bytes
_CHUNKS_WITH = "SELECT key, chunks FROM terms WHERE key = ANY(%s::bigint[])"
_ENOUGH = 200  # chunks of the rarest words that are scored before it is known which others need be


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word that is asked for: its number, its share in the score, and in how many chunks it stands."""

    key: int
    share: float
    chunks: int

    @property
    def most(self) -> float:
        """What it can add to a score."""
        return self.share * (_SATURATION + 1)


class FullText:
    """The keyword index of one catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._stems = Stems()
        self._volumes = Volumes(connections)

    # -- keeping it, inside the transaction of a document -------------------------------------------------------------

    def add(self, connection: Connection, chunks: Mapping[int, Chunk]) -> None:
        """Enter chunks by their numbers."""
        words = dict(zip(chunks, self._stems.of_chunks(list(chunks.values())), strict=True))
        copy_in(
            connection,
            "keywords",
            ("number", "length", "words", "weights"),
            (
                (number, one.length, _array(term.key for term in one.weights), _array(one.weights.values()))
                for number, one in words.items()
            ),
        )
        counted: Counter[KeywordTerm] = Counter()
        for one in words.values():
            counted.update(one.weights.keys())
        execute(
            connection,
            "INSERT INTO terms SELECT * FROM unnest(%s::bigint[], %s::text[], %s::integer[])"
            " ON CONFLICT (key) DO UPDATE SET chunks = terms.chunks + excluded.chunks",
            _array(term.key for term in counted),
            _texts(term.text[:_MOST_SPELT] for term in counted),
            _array(counted.values()),
        )
        total = sum(one.length for one in words.values())
        execute(connection, "UPDATE totals SET chunks = chunks + %s, words = words + %s", len(words), total)

    def forget(self, connection: Connection, document_id: DocumentId) -> None:
        """Forget the chunks of a document, before they are removed."""
        self._volumes.forget(connection, document_id)
        execute(
            connection,
            "WITH gone AS (SELECT k.length FROM keywords k JOIN chunks c USING (number) WHERE c.document_id = %s)"
            " UPDATE totals SET chunks = chunks - (SELECT count(*) FROM gone),"
            " words = words - (SELECT coalesce(sum(length), 0) FROM gone)",
            document_id,
        )
        execute(
            connection,
            "UPDATE terms t SET chunks = t.chunks - gone.chunks FROM (SELECT word, count(*) AS chunks"
            " FROM keywords k JOIN chunks c USING (number), unnest(k.words) AS word WHERE c.document_id = %s"
            " GROUP BY word) gone WHERE t.key = gone.word",
            document_id,
        )

    # -- searching ----------------------------------------------------------------------------------------------------

    def pack(self) -> None:
        """Pack the words of the latest chunks, once there are enough."""
        self._volumes.pack()

    def search(self, query: str, *, limit: int, documents: Sequence[DocumentId]) -> dict[ChunkId, float]:
        """Return the chunks that share words with `query` and their BM25, best first. Any text is a safe query."""
        words = [term for terms in self._stems.of(_terms_of(query)) for term in terms]
        if not words:
            return {}
        return self._connections.read(lambda connection: self._found(connection, words, limit, documents))

    def _found(
        self, connection: Connection, words: Sequence[KeywordTerm], limit: int, documents: Sequence[DocumentId]
    ) -> dict[ChunkId, float]:
        totals = execute(connection, "SELECT chunks, words FROM totals").fetchone()
        if totals is None or not totals["chunks"]:
            return {}
        asked = self._telling(connection, words, totals["chunks"])
        length = totals["words"] / totals["chunks"]
        known = self._volumes.known(connection)
        packed = self._packed(connection, known, asked, length, limit, documents)
        latest = _Latest(connection, asked, length, limit, documents, known.after)
        found = [*packed, *latest.found(totals["chunks"])]
        best = sorted(found, key=lambda one: (-one[1], one[0]))[:limit]
        query = "SELECT id, number FROM chunks WHERE number = ANY(%s::bigint[])"
        ids = {row["number"]: row["id"] for row in execute(connection, query, [number for number, _ in best])}
        return {ChunkId(ids[number]): score for number, score in best if number in ids}

    def _packed(
        self,
        connection: Connection,
        known: PackedWords,
        asked: Sequence[_Asked],
        length: float,
        limit: int,
        documents: Sequence[DocumentId],
    ) -> list[tuple[int, float]]:
        """Return the numbers of the best chunks that are in volumes, with their scores."""
        if known.lengths is None or known.gone is None:
            return []
        from vectorstore.postings import best, bm25, only  # noqa: PLC0415 - numpy; a list of documents needs none

        postings = self._volumes.postings(connection, known, [one.key for one in asked])
        scores = bm25(known.lengths, length, [(one.share, postings[one.key]) for one in asked if one.key in postings])
        scores[known.gone] = 0.0
        if documents:
            scores = only(scores, self._volumes.places_of(connection, known, documents))
        return [(known.base + place, score) for place, score in best(scores, limit)]

    def meant_by(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one is meant for; None where it is known, or may mean none."""
        if not may_be_misspelt(word):
            return None
        terms = [term for terms in self._stems.of(words_of(word)) for term in terms]
        if any(self._chunks_with([term.key for term in terms]).values()):
            return None
        return nearest_word(word, self._beginning_with(word[0].lower()), self._text_with)

    def _telling(self, connection: Connection, words: Sequence[KeywordTerm], total: int) -> list[_Asked]:
        """Return the words that stand in some chunks, the rarest first, without those that stand in too many."""
        times = Counter(term.key for term in words)
        rows = execute(connection, _CHUNKS_WITH, list(times)).fetchall()
        chunks = {row["key"]: row["chunks"] for row in rows if row["chunks"] > 0}
        if total >= _COMMON_FROM:
            chunks = {key: number for key, number in chunks.items() if number <= _COMMON_SHARE * total} or chunks
        asked = [_Asked(key, times[key] * _telling_share(number, total), number) for key, number in chunks.items()]
        return sorted(asked, key=lambda one: (-one.share, one.key))

    def _chunks_with(self, keys: Sequence[int]) -> dict[int, int]:
        """Return in how many chunks each of these words stands."""
        return {row["key"]: row["chunks"] for row in self._connections.rows(_CHUNKS_WITH, list(keys))}

    def _beginning_with(self, letter: str) -> dict[str, int]:
        """Return the words of the index that begin with a letter, with the number of chunks of each."""
        query = "SELECT term, chunks FROM terms WHERE term >= %s AND term < %s AND chunks > 0 ORDER BY term"
        return {row["term"]: row["chunks"] for row in self._connections.rows(query, letter, chr(ord(letter) + 1))}

    def _text_with(self, term: str) -> str:
        """Return titles, headings and texts of some chunks that have a word of the index; "" for none."""
        rows = self._connections.rows(
            "SELECT d.title, c.heading, c.text FROM chunks c JOIN documents d ON d.id = c.document_id"
            " WHERE c.number IN (SELECT number FROM keywords WHERE words @>"
            " ARRAY(SELECT key FROM terms WHERE term = %s) ORDER BY number LIMIT 5)",
            term,
        )
        return " ".join(" ".join(row.values()) for row in rows)


@dataclass(frozen=True, slots=True)
class _Latest:
    """What is asked of the chunks that are in no volume: those with the number `since` or a later one."""

    connection: Connection
    asked: Sequence[_Asked]
    length: float
    limit: int
    documents: Sequence[DocumentId]
    since: int

    def found(self, total: int) -> list[tuple[int, float]]:
        """Return the numbers of the best chunks with their scores, best first; of so many in all."""
        if self.since or total < _FIRST_FROM:
            return self._scored(len(self.asked))
        first = _first(self.asked, max(self.limit, _ENOUGH))
        found = self._scored(first)
        least = found[-1][1] if len(found) == self.limit else 0.0
        # Whoever has none of the first words scores no more than all the others can add.
        others = (n for n in range(len(self.asked)) if sum(one.most for one in self.asked[n:]) < least)
        needed = next(others, len(self.asked))
        return found if needed <= first else self._scored(needed)

    def _scored(self, first: int) -> list[tuple[int, float]]:
        """Return the best chunks that have one of the `first` words, scored by all of them."""
        if not self.asked:
            return []
        weights = ", ".join(
            f"coalesce(k.weights[array_position(k.words, %s::bigint)], 0) / {SCALE}.0::float8 AS w{place}"
            for place in range(len(self.asked))
        )
        score = " + ".join(f"%s::float8 * w{place} / (w{place} + saturation)" for place in range(len(self.asked)))
        here = " AND k.number >= %s" if self.since else ""
        if self.documents:
            since = " AND number >= %s" if self.since else ""
            of_documents = f"SELECT number FROM chunks WHERE document_id = ANY(%s::text[]){since}"  # noqa: S608 - as below
            here += f" AND k.number IN ({of_documents})"
        rows = execute(
            self.connection,
            f"SELECT number, {score} AS score FROM"  # noqa: S608 - no value in it
            f" (SELECT k.number, %s::float8 + %s::float8 * k.length AS saturation, {weights}"
            f" FROM keywords k WHERE k.words && %s::bigint[]{here} OFFSET 0) weighed"
            " ORDER BY score DESC, number LIMIT %s",
            *(one.most for one in self.asked),
            _SATURATION * (1 - _LENGTHS_COUNT),
            _SATURATION * _LENGTHS_COUNT / self.length,
            *(one.key for one in self.asked),
            [one.key for one in self.asked[:first]],
            *([self.since] if self.since else []),
            *([list(self.documents)] if self.documents else []),
            *([self.since] if self.since and self.documents else []),
            self.limit,
        )
        return [(row["number"], row["score"]) for row in rows]


def _array(numbers: Iterable[int]) -> str:
    """Return numbers as PostgreSQL writes them in an array: ten times as fast as psycopg, which looks at each."""
    return f"{{{','.join(map(str, numbers))}}}"


def _texts(words: Iterable[str]) -> str:
    """Return words as PostgreSQL writes them in an array, for the same reason: no character has to be escaped."""
    quoted = ",".join(f'"{word}"' for word in words)
    return f"{{{quoted}}}"


def _terms_of(query: str) -> list[str]:
    """Return the words of a query that are looked up, each once, in order."""
    return list(dict.fromkeys(words_of(query)))[:_MOST_TERMS]


def _telling_share(chunks: int, total: int) -> float:
    """Return how much a word tells that stands in so many of all chunks: its inverse document frequency."""
    return max(math.log((total - chunks + 0.5) / (chunks + 0.5)), _LEAST_TELLING)


def _first(asked: Sequence[_Asked], enough: int) -> int:
    """Return how many of the rarest words there are enough chunks of."""
    found = 0
    for place, one in enumerate(asked, start=1):
        found += one.chunks
        if found >= enough:
            return place
    return len(asked)
