"""Fakes of what the assistant is built on: passages by hand, a library in memory, a reader that is told what to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Answer
from assistant.reader.claims import Chances
from assistant.reader.readings import Reading
from assistant.ways import Asked
from ingest.chunking import Chunk, ChunkId
from ingest.documents import Document, DocumentId, Revision, Source, Span
from ingest.places import page_at
from vectorstore.passages import Passage
from vectorstore.problems import Problem


def document_of(*sentences: str, title: str = "Notes", between: str = " ") -> Document:
    """A document of the given sentences."""
    return Document(Source(f"file:///{title}.txt", "0"), title, between.join(sentences))


def passage_of(document: Document, *sentences: str, heading: str = "") -> Passage:
    """The whole document as one passage, its sentences being those given, or all of it."""
    spans = tuple(_span(document.text, sentence) for sentence in sentences or (document.text,))
    chunk = Chunk(
        id=ChunkId(f"{document.id}:0"),
        document_id=document.id,
        start=0,
        end=len(document.text),
        text=document.text,
        title=document.title,
        heading=heading,
        page=page_at(document.places, 0),
        sentences=spans,
    )
    return Passage(chunk, document.source.uri, document.revision, 1.0, 0.5, 1, 1)


def passage_in(*sentences: str, title: str = "Notes", between: str = " ") -> Passage:
    """A passage of the given sentences, alone in its document."""
    return passage_of(document_of(*sentences, title=title, between=between), *sentences)


def reading_of(passage: Passage, sentence: str, probability: float, *highlighted: str) -> Reading:
    """What a reader might say of `sentence`."""
    span = _span(passage.chunk.text, sentence)
    marks = tuple(
        Span(span.start + inner.start, span.start + inner.end)
        for inner in (_span(sentence, words) for words in highlighted)
    )
    return Reading(passage, span, probability, marks)


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


class WordEmbedder:
    """Texts as unit vectors of their words: texts that share words are near."""

    dimension = 64

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, sum(map(ord, word.strip(".,?!"))) % self.dimension] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-9)
        return unit

    def embed_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        return self.embed(questions)

    def to_similarity(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        return cosines


class ToldJudge:
    """Finds claims supported by the sentences told, refuted by none; remembers what it was asked."""

    def __init__(self, *supporting: str, chance: float = 0.9) -> None:
        self._supporting = supporting
        self._chance = chance
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Chances, ...]:
        self.asked.extend(pairs)
        return tuple(self._chances(passage) for _, passage in pairs)

    def _chances(self, passage: str) -> Chances:
        chance = self._chance if passage in self._supporting else 0.05
        return Chances(chance, 1 - chance, 0.0)


class ToldReader:
    """Says of every sentence that holds one of `answers` that it answers."""

    threshold = 0.5

    def __init__(self, *answers: str) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        self.asked.append(question)
        readings = [
            Reading(passage, span, self._probability(passage, span))
            for passage in passages
            for span in passage.chunk.sentences
        ]
        return tuple(sorted(readings, key=lambda reading: -reading.probability))

    def _probability(self, passage: Passage, span: Span) -> float:
        sentence = passage.chunk.text[span.start - passage.chunk.start : span.end - passage.chunk.start]
        return 0.9 if any(answer in sentence for answer in self._answers) else 0.1


class ToldWay:
    """A way that gives the answer it is told, or none; remembers the questions."""

    def __init__(self, name: str, answer: Answer | None) -> None:
        self._name = name
        self._answer = answer
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    def answer(self, asked: Asked) -> Answer | None:
        self.asked.append(asked.standalone)
        return self._answer


@dataclass(frozen=True)
class Record:
    """A document without its text."""

    id: DocumentId
    title: str
    uri: str
    revision: Revision
    updated: datetime = datetime(2026, 1, 31, tzinfo=UTC)
    added: datetime = datetime(2026, 1, 31, tzinfo=UTC)
    chunks: int = 1


class MemoryLibrary:
    """Passages in memory; every search finds them all."""

    generation = 1

    def __init__(self, *passages: Passage, documents: Sequence[Document] = ()) -> None:
        self._passages = passages
        self._documents = {document.id: document for document in documents}

    def documents(self) -> tuple[Record, ...]:
        return tuple(
            Record(document.id, document.title, document.source.uri, document.revision)
            for document in self._documents.values()
        )

    def records(self, documents: Sequence[DocumentId]) -> tuple[Record, ...]:
        return tuple(record for record in self.documents() if record.id in documents)

    def meant_by(self, word: str) -> str | None:
        del word
        return None

    def failures(self) -> tuple[Problem, ...]:
        return ()

    def document(self, document_id: DocumentId, revision: Revision | None = None) -> Document:
        del revision
        return self._documents[document_id]

    def text(self, document_id: DocumentId, revision: Revision) -> str:
        del revision
        return self._documents[document_id].text

    def chunks(self, document_id: DocumentId) -> tuple[Chunk, ...]:
        return tuple(passage.chunk for passage in self._passages if passage.chunk.document_id == document_id)

    def vectors(self, document_id: DocumentId) -> NDArray[np.float32]:
        return WordEmbedder().embed([chunk.text for chunk in self.chunks(document_id)])

    def search(self, query: str, *, limit: int = 8, documents: Sequence[DocumentId] = ()) -> tuple[Passage, ...]:
        del query
        chosen = [one for one in self._passages if not documents or one.chunk.document_id in documents]
        return tuple(chosen[:limit])

    def trace(
        self, query: str, chunk_id: ChunkId, *, documents: Sequence[DocumentId] = ()
    ) -> tuple[Passage, int | None]:
        found = [one.chunk.id for one in self.search(query, limit=len(self._passages), documents=documents)]
        passage = next(one for one in self._passages if one.chunk.id == chunk_id)
        return passage, found.index(chunk_id) + 1 if chunk_id in found else None


def library_of(*sentences: str, title: str = "Notes") -> MemoryLibrary:
    """A library of one document of one passage."""
    document = document_of(*sentences, title=title)
    return MemoryLibrary(passage_of(document, *sentences), documents=[document])
