"""The corpus: which passages of a library hold which words, so that a question can be checked against all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.english.words import Word, content_stems, split_words, stems_of
from ingest.chunking import Chunk
from ingest.documents import DocumentId
from vectorstore.views import Shelf


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the passage it stands in, and what follows it in that passage."""

    document: DocumentId
    text: str
    following: tuple[str, ...]


class Corpus:
    """Every passage of an archive with its words. Made once; reads every document."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._holding: dict[str, set[int]] = {}
        self.common: set[str] = set()
        self._named: set[str] = set()
        for place, chunk in enumerate(chunks):
            words = split_words(f"{chunk.title} {chunk.heading} {chunk.text}")
            for stem in content_stems(words):
                self._holding.setdefault(stem, set()).add(place)
            self.common.update(word.form for word in words if word.form.islower())
            self._named.update(word.lower for word in _inside(words, chunk) if word.is_capitalised)

    @classmethod
    def of(cls, archive: Shelf) -> Corpus:
        """Read the archive."""
        return cls([chunk for record in archive.documents() for chunk in archive.chunks(record.id)])

    def sentences(self) -> Iterable[Sentence]:
        """Yield every sentence once, in the order of the documents."""
        seen: set[tuple[DocumentId, int]] = set()
        for chunk in self._chunks:
            texts = [chunk.text[span.start - chunk.start : span.end - chunk.start] for span in chunk.sentences]
            for place, span in enumerate(chunk.sentences):
                if (chunk.document_id, span.start) not in seen:
                    seen.add((chunk.document_id, span.start))
                    yield Sentence(chunk.document_id, texts[place], tuple(texts[place + 1 :]))

    def holding(self, stems: Iterable[str]) -> tuple[Chunk, ...]:
        """Return the passages that hold all of the stems; none for no stems."""
        wanted = sorted((self._holding.get(stem, set()) for stem in stems), key=len)
        if not wanted:
            return ()
        return tuple(self._chunks[place] for place in sorted(set.intersection(*wanted)))

    def is_name(self, words: str) -> bool:
        """Whether every capitalised word of these is written so everywhere, and one of them inside a sentence.

        "Tarn Moss" is, "Passwords" and "Never" are not.
        """
        capitalised = {word.lower for word in split_words(words) if word.is_capitalised}
        return bool(capitalised) and not capitalised & self.common and bool(capitalised & self._named)

    def knows(self, stem: str) -> bool:
        """Whether any passage holds the stem."""
        return stem in self._holding

    def stems_of(self, document: DocumentId) -> frozenset[str]:
        """Return the stems of all passages of a document."""
        texts = (chunk.text for chunk in self._chunks if chunk.document_id == document)
        return frozenset[str]().union(*map(stems_of, texts))


def _inside(words: Sequence[Word], chunk: Chunk) -> Iterator[Word]:
    """Yield those of the words of a chunk, title and heading before it, that do not begin a sentence of its text."""
    before = len(f"{chunk.title} {chunk.heading} ") - chunk.start
    starts = [span.start + before for span in chunk.sentences]
    for previous, word in pairwise(words):
        sentence = bisect_right(starts, word.start)
        if sentence and sentence == bisect_right(starts, previous.start):
            yield word
