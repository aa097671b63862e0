"""Full text: the search of the keyword index in SQLite (FTS5, BM25). Knows its tables, never a document."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from vectorstore.connections import Connections
from vectorstore.keywords import words_of
from vectorstore.vocabulary import may_be_misspelt, nearest_word

WEIGHTS = (2.0, 1.5, 1.0)
"""Of title, heading and text in BM25."""

_TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'keywords', 'row')"
_MOST_TERMS = 48  # of a query: the first ones; more only cost time
_COMMON_SHARE = 0.2  # of the chunks: a term so frequent says nothing of a chunk
_COMMON_FROM = 1_000  # chunks: in a smaller library no term is slow


def terms_of(query: str) -> list[str]:
    """Return the words of a query that are looked up, each once, in order."""
    return list(dict.fromkeys(words_of(query)))[:_MOST_TERMS]


class FullText:
    """The keyword index of one catalogue."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def search(self, query: str, *, limit: int, documents: Sequence[DocumentId]) -> dict[ChunkId, float]:
        """Return the chunks that share words with `query` and their BM25, best first. Any text is a safe query."""
        terms = self._telling(terms_of(query))
        if not terms:
            return {}
        match = " OR ".join(f'"{term}"' for term in terms)
        where = "AND c.document_id IN (SELECT value FROM json_each(?))" if documents else ""
        weights = ", ".join(map(str, WEIGHTS))
        rows = self._connections.rows(
            f"SELECT c.id, -bm25(keywords, {weights}) AS score"  # noqa: S608 - no value in it
            " FROM keywords k JOIN chunks c ON c.number = k.rowid"
            f" WHERE keywords MATCH ? {where} ORDER BY score DESC, c.number LIMIT ?",
            match,
            *([json.dumps(list(documents))] if documents else []),
            limit,
        )
        return {ChunkId(row["id"]): row["score"] for row in rows}

    def meant_by(self, word: str) -> str | None:
        """Return the word of the library that a misspelt one is meant for; None where it is known, or may mean none."""
        if not may_be_misspelt(word) or any(self._frequency(term, 0) for term in words_of(word)):
            return None
        return nearest_word(word, self._beginning_with(word[0].lower()), self._text_with)

    def _beginning_with(self, letter: str) -> dict[str, int]:
        """Return the words of the index that begin with a letter, with the number of chunks of each."""
        self._connections.rows(_TERMS)
        query = "SELECT term, doc FROM temp.terms WHERE term >= ? AND term < ?"
        return {row["term"]: row["doc"] for row in self._connections.rows(query, letter, chr(ord(letter) + 1))}

    def _text_with(self, term: str) -> str:
        """Return titles, headings and texts of some chunks that have a word of the index; "" for none."""
        rows = self._connections.rows(
            "SELECT d.title, c.heading, c.text FROM chunks c JOIN documents d ON d.id = c.document_id"
            " WHERE c.number IN (SELECT rowid FROM keywords WHERE keywords MATCH ? LIMIT 5)",
            f'"{term}"',
        )
        return " ".join(" ".join(row) for row in rows)

    def _telling(self, terms: Sequence[str]) -> Sequence[str]:
        """Leave out the terms that stand in too many chunks, unless all that stand in any do."""
        chunks = self._connections.number("SELECT count(*) FROM chunks")
        if chunks < _COMMON_FROM:
            return terms
        most = _COMMON_SHARE * chunks
        rare = [term for term in terms if 0 < self._frequency(term, most) <= most]
        return rare or terms

    def _frequency(self, term: str, most: float) -> int:
        """Count the chunks with `term`, but only until there are more than `most`."""
        query = "SELECT count(*) FROM (SELECT 1 FROM keywords WHERE keywords MATCH ? LIMIT ?)"
        return self._connections.number(query, f'"{term}"', int(most) + 1)
