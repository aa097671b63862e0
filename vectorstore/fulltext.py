"""Full text: the keyword search over the volumes of a catalogue, by BM25. Knows its tables, never a document."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from vectorstore.binding import Bound, bound, count, postings_of, spans_of
from vectorstore.chunk_rows import CHUNK_QUERY, read_chunk
from vectorstore.connections import Connections
from vectorstore.keywords import words_of
from vectorstore.postings import best, bm25, idf, only
from vectorstore.stretches import Stretches
from vectorstore.text_rows import Spans
from vectorstore.vocabulary import may_be_misspelt, nearest_word
from vectorstore.volumes import stems_of

_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'keywords', 'row')"
_MOST_TERMS = 48  # of a query: the first ones; more only cost time
_COMMON_SHARE = 0.2  # of the chunks: a term so frequent says nothing of a chunk
_COMMON_FROM = 1_000  # chunks: in a smaller library no term is common enough to say nothing
_MOST_STEMS = 2_000  # of words that are kept in mind
_TEXTS = 5  # of chunks in which the forms of a word are looked for


def terms_of(query: str) -> list[str]:
    """Return the words of a query that are looked up, each once, in order."""
    return list(dict.fromkeys(words_of(query)))[:_MOST_TERMS]


class FullText:
    """The keyword index of one catalogue."""

    def __init__(self, connections: Connections, stretches: Stretches) -> None:
        self._connections = connections
        self._stretches = stretches
        self._stems: dict[str, tuple[str, ...]] = {}  # of words that were asked for
        self._bound: tuple[tuple[object, ...], Bound | None] = ((), None)

    def search(self, query: str, *, limit: int, documents: Sequence[DocumentId]) -> dict[ChunkId, float]:
        """Return the chunks that share words with `query` and their BM25, best first. Any text is a safe query."""
        words = terms_of(query)
        if not words:
            return {}
        # A word that stands there twice, in two forms, says it twice.
        asked = [stem for stems in self._stems_of(words) for stem in stems]
        with self._connections.snapshot() as connection:
            known = self._known(connection)
            having = count(connection, known, asked)
            telling = _telling(asked, having, known.chunks)
            postings = postings_of(connection, known, list(dict.fromkeys(telling)))
            average = known.words / max(known.chunks, 1)
            words_said = [(idf(known.chunks, having[stem]), postings[stem]) for stem in telling]
            scores = bm25(known.lengths, average, words_said)
            if documents:
                scores = only(scores, self._stretches.numbers(connection, documents) - known.first)
            found = [(known.first + place, score) for place, score in best(scores, limit)]
            query = "SELECT id, number FROM chunks WHERE number IN (SELECT value FROM json_each(?))"
            ids = {
                row[1]: ChunkId(row[0]) for row in connection.execute(query, (json.dumps([one for one, _ in found]),))
            }
        return {ids[number]: score for number, score in found if number in ids}

    def meant_by(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one is meant for; None where it is known, or may mean none."""
        if not may_be_misspelt(word) or self._is_known(word):
            return None
        return nearest_word(word, self._beginning_with(word[0].lower()), self._text_with)

    def _beginning_with(self, letter: str) -> dict[str, int]:
        """Return the words of the index that begin with a letter, with the number of chunks of each."""
        self._connections.rows(_TERMS)
        rows = self._connections.rows(
            "SELECT word, sum(chunks) AS chunks FROM ("
            " SELECT term AS word, doc AS chunks FROM temp.terms WHERE term >= ?1 AND term < ?2 UNION ALL"
            " SELECT p.word, p.chunks FROM volumes v CROSS JOIN postings p"
            " ON p.first = v.first AND p.word >= ?1 AND p.word < ?2) GROUP BY word",
            letter,
            chr(ord(letter) + 1),
        )
        return {row["word"]: row["chunks"] for row in rows}

    def _text_with(self, term: str) -> str:
        """Return titles, headings and texts of some chunks that have a word of the index; "" for none."""
        with self._connections.snapshot() as connection:
            known = self._known(connection)
            numbers = known.first + postings_of(connection, known, [term])[term].offsets[:_TEXTS]
            query = f"{CHUNK_QUERY} WHERE c.number IN (SELECT value FROM json_each(?))"  # noqa: S608 - no value in it
            spans = Spans(connection)
            rows = connection.execute(query, (json.dumps(numbers.tolist()),))
            chunks = [read_chunk(row, spans).chunk for row in rows]
        return " ".join(f"{chunk.title} {chunk.heading} {chunk.text}" for chunk in chunks)

    def _known(self, connection: sqlite3.Connection) -> Bound:
        """Return what is kept in mind of the volumes, read again when any process has changed anything."""
        row = connection.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
        state = (row[0] if row else "", spans_of(connection))
        before, known = self._bound
        if known is None or before != state or len(known.counts) > _MOST_STEMS:
            known = bound(connection)
            self._bound = (state, known)
        return known

    def _stems_of(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the stems of each word; not within a snapshot, with which what they are made by would go."""
        known = self._stems
        if not known.keys() >= set(words):
            if len(known) > _MOST_STEMS:
                known = {}
            known = self._stems = {**known, **stems_of(self._connections.connection(), words)}
        return [known[word] for word in words]

    def _is_known(self, word: str) -> bool:
        asked = [stem for stems in self._stems_of(words_of(word)) for stem in stems]
        with self._connections.snapshot() as connection:
            having = count(connection, self._known(connection), asked)
        return any(having.values())


def _telling(stems: Sequence[str], having: Mapping[str, int], chunks: int) -> Sequence[str]:
    """Leave out the words that stand in too many chunks, unless all that stand in any do."""
    if chunks < _COMMON_FROM:
        return stems
    return [stem for stem in stems if 0 < having[stem] <= _COMMON_SHARE * chunks] or stems
