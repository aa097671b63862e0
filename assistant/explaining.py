"""Explaining: "why didn't you find it?" The way of one passage through search and reading, and which cut dropped it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answers import Answer
from assistant.english.words import stems_of
from assistant.reader.readings import Reader, Reading
from assistant.reader.telling import read_told
from ingest.chunking import Chunk, ChunkId
from ingest.documents import DocumentId
from vectorstore.passages import Passage
from vectorstore.views import SearchedLibrary


class Cut(StrEnum):
    """Where a passage fell out of the way to an answer."""

    NONE = "none"
    SEARCH = "search"
    FUSION = "fusion"
    READING = "reading"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class PassageTrace:
    """The ranks of one passage for one question, from 1, None where a stage did not have it, and what dropped it.

    `passage` holds its ranks by vectors and keywords, in lists as long as the library. `probability` is that of its
    likeliest sentence, also where the reader would never have seen it. `remedy` is what would have kept it.
    """

    passage: Passage
    fused_rank: int | None
    reading_rank: int | None
    probability: float | None
    cut: Cut
    remedy: str


_ALIKE = 0.6  # of the words of what the person names that a passage must hold, where none holds it word for word


class Explainer:
    """Traces passages. `reader_for` says who reads a question and what was found, of which `top_k` are read."""

    def __init__(
        self,
        library: SearchedLibrary,
        reader_for: Callable[[str, Sequence[Passage]], Reader],
        *,
        top_k: int,
    ) -> None:
        self._library = library
        self._reader_for = reader_for
        self._top_k = top_k

    def explain(self, answer: Answer, text: str, documents: Sequence[DocumentId] = ()) -> PassageTrace | None:
        """Return the way of the passage that holds `text` for the question of `answer`; None where none holds it."""
        chunk = self._find(text)
        if chunk is None:
            return None
        question = answer.standalone_question
        passage, fused_rank = self._library.trace(question, chunk.id, documents=documents)
        others = [one for one in answer.passages if one.chunk.id != chunk.id]
        reader = self._reader_for(question, answer.passages)
        readings = read_told(reader, question, [passage, *others])  # first: a reader may stop once it has an answer
        rank, probability = _place(readings, chunk.id)
        cut, remedy = self._cut(answer, passage, fused_rank, probability, reader.threshold)
        return PassageTrace(passage, fused_rank, rank, probability, cut, remedy)

    def considered(self, answer: Answer, documents: Sequence[DocumentId] = ()) -> tuple[PassageTrace, ...]:
        """Return the ways of the passages that are read for the question of `answer`, best first.

        They are found anew, in the library as it is now. `fused_rank` is their place in the search's list.
        """
        question = answer.standalone_question
        passages = self._library.search(question, limit=self._top_k, documents=documents)
        reader = self._reader_for(question, passages)
        readings = read_told(reader, question, list(passages))
        places = {one.chunk.id: _place(readings, one.chunk.id) for one in passages}
        traces = []
        for rank, passage in enumerate(passages, start=1):
            read, probability = places[passage.chunk.id]
            cut, remedy = self._cut(answer, passage, rank, probability, reader.threshold)
            traces.append(PassageTrace(passage, rank, read, probability, cut, remedy))
        return tuple(traces)

    def _find(self, text: str) -> Chunk | None:
        """Return the first chunk that holds the text, whatever its blanks and capitals, or the one most like it."""
        wanted = _flat(text)
        stems = stems_of(text)
        best, share = None, 0.0
        for record in self._library.documents():
            for chunk in self._library.chunks(record.id):
                if wanted and wanted in _flat(chunk.text):
                    return chunk
                common = len(stems & stems_of(chunk.text)) / max(len(stems), 1)
                if common > share:
                    best, share = chunk, common
        return best if share >= _ALIKE else None

    def _cut(
        self, answer: Answer, passage: Passage, fused_rank: int | None, probability: float | None, threshold: float
    ) -> tuple[Cut, str]:
        if any(_is_from(passage, one.document_id, one.start) for one in answer.citations):
            return Cut.NONE, "It is cited."
        if fused_rank is None:
            return Cut.SEARCH, "Neither the keywords nor the meaning of the question come near it: ask in its words."
        if fused_rank > self._top_k:
            return Cut.FUSION, f"{self._top_k} passages are read; retrieval.top_k = {fused_rank} would have kept it."
        if probability is None or probability < threshold:
            lower = int((probability or 0.0) * 100) / 100
            least = (
                f"answer.threshold = {lower:.2f} would have kept it"
                if lower
                else "no sentence of it says anything on this"
            )
            return Cut.READING, f"An answer must have a probability of {threshold:.2f}; {least}."
        return Cut.CHOICE, "Likelier sentences were said instead; answer.max_statements limits how many."


def _is_from(passage: Passage, document_id: DocumentId, start: int) -> bool:
    chunk = passage.chunk
    return chunk.document_id == document_id and chunk.start <= start < chunk.end


def _place(readings: Sequence[Reading], chunk_id: ChunkId) -> tuple[int | None, float | None]:
    """Return the rank of a passage among those read, by its likeliest sentence, and that one's probability."""
    order = list(dict.fromkeys(reading.passage.chunk.id for reading in readings))
    if chunk_id not in order:
        return None, None
    best = next(reading.probability for reading in readings if reading.passage.chunk.id == chunk_id)
    return order.index(chunk_id) + 1, best


def _flat(text: str) -> str:
    return " ".join(text.lower().split())
