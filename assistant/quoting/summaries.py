"""Summaries: the sentences nearest to the middle of what a document says. Knows vectors, never a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Citation, Statement, Support, Verdict
from assistant.english.leaning import leans
from assistant.english.words import content_stems, split_words
from assistant.proving.citations import Citations
from assistant.reader.matching import TextEmbedder
from assistant.reader.readings import quote
from ingest.chunking import Chunk
from ingest.documents import DocumentId, Span
from vectorstore.passages import Passage
from vectorstore.views import Record, Shelf

Vectors = NDArray[np.float32]

_SENTENCES = 4  # of one document
_FEWER = 1  # of each of several documents
_DOCUMENTS = 6  # at most, of a library
_CHUNKS_READ = 3  # the most central chunks, whose sentences are compared
_SHORTEST, _LONGEST = 6, 60  # words of a sentence that can stand in a summary


@dataclass(frozen=True, slots=True)
class _Central:
    passage: Passage
    span: Span


def summarise(
    records: Sequence[Record], shelf: Shelf, embedder: TextEmbedder
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the central sentences of the documents, cited: a few of one, one of each of several."""
    limit = _SENTENCES if len(records) == 1 else _FEWER
    citations = Citations()
    statements = [
        Statement(
            quote(central.passage, central.span),
            (citations.cite(central.passage, central.span),),
            Support(Verdict.SUPPORTED, 1.0),
        )
        for record in records[:_DOCUMENTS]
        for central in _central_sentences(record, shelf, embedder, limit)
    ]
    return tuple(statements), citations.made()


def _central_sentences(record: Record, shelf: Shelf, embedder: TextEmbedder, limit: int) -> list[_Central]:
    """Pick the sentences nearest to the document's mean vector, none like one before it, in reading order."""
    chunks = shelf.chunks(record.id)
    if not chunks:
        return []
    vectors = shelf.vectors(record.id)
    middle = vectors.mean(axis=0)
    order = np.argsort(-(vectors @ middle))[:_CHUNKS_READ]
    chosen = {0, *(int(index) for index in order)}
    candidates = _candidates(record, [chunks[index] for index in sorted(chosen)])
    if not candidates:
        return []
    embedded = embedder.embed([quote(one.passage, one.span) for one in candidates])
    picked = _pick(embedded, middle / np.linalg.norm(middle), limit)
    return [candidates[index] for index in sorted(picked)]


def _candidates(record: Record, chunks: Sequence[Chunk]) -> list[_Central]:
    """Return the sentences that can stand alone; of a document that has none, such as a list, all of them."""
    found: dict[Span, _Central] = {}
    for chunk in chunks:
        passage = Passage(chunk, record.uri, record.revision, 1.0, 1.0, None, None)
        for span in chunk.sentences:
            found.setdefault(span, _Central(passage, span))
    everything = sorted(found.values(), key=lambda one: one.span.start)
    return [one for one in everything if _can_stand(quote(one.passage, one.span))] or everything


def _can_stand(sentence: str) -> bool:
    words = split_words(sentence)
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and sentence.rstrip()[-1:] in tuple('.!”"。')
        and not leans(sentence)
        and bool(content_stems(words))
    )


def _pick(vectors: Vectors, middle: Vectors, limit: int) -> list[int]:
    """Maximal marginal relevance (Carbonell & Goldstein 1998), relevance and novelty weighed 7 to 3."""
    relevance = vectors @ middle
    picked: list[int] = []
    while len(picked) < min(limit, len(vectors)):
        repeated = (vectors @ vectors[picked].T).max(axis=1) if picked else np.zeros(len(vectors))
        score = 0.7 * relevance - 0.3 * repeated
        score[picked] = -np.inf
        picked.append(int(np.argmax(score)))
    return picked


# -- which documents -----------------------------------------------------------------------------------------------

_ASKING = content_stems(
    split_words(
        "summarise summarize summary summaries sum overview gist abstract outline tldr tl dr brief short quick main "
        "mainly key points ideas message topics takeaways subjects about deal cover discuss talk give mostly please "
        "write make say"
    )
)
_ANY_DOCUMENT = content_stems(
    split_words(
        "document documents doc docs file files library text texts article articles paper papers book books report "
        "reports page pages note notes everything collection material uploaded content contents"
    )
)
_NAMED = 0.5  # of a title's words: "summarise the handbook" names "Employee handbook"


def documents_to_summarise(message: str, records: Sequence[Record], chosen: Sequence[DocumentId]) -> tuple[Record, ...]:
    """Return the documents whose summary `message` asks for; none when it is about a thing inside them.

    Those that it names come first; "it" and "my documents" are the chosen ones, or all.
    """
    open_to = [record for record in records if not chosen or record.id in chosen]
    wanted = content_stems(split_words(message)) - _ASKING
    named = tuple(record for record in open_to if _names(wanted, record.title))
    if named:
        return named
    return tuple(open_to) if wanted <= _ANY_DOCUMENT else ()


def _names(wanted: frozenset[str], title: str) -> bool:
    words = content_stems(split_words(title)) - _ANY_DOCUMENT
    return bool(words) and len(words & wanted) >= _NAMED * len(words)
