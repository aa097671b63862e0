"""Telling: passages are read as their sentences stand alone, and what is found is led back to where it stands.

A table's row says its columns' names only when it is told; the network and the words both need them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reader.labels import by_label
from assistant.reader.readings import Reader, Reading, quote
from ingest.chunking import ChunkId
from ingest.documents import DocumentId, Span
from vectorstore.passages import Passage


def read_told(reader: Reader, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
    """Return what `reader` says of every sentence as it stands alone; its spans are of the documents as they stand."""
    by_id = {passage.chunk.id: passage for passage in passages}
    told = [tell(passage) for passage in passages]
    led_back = [_lead_back(reading, by_id) for reading in reader.read(question, told)]
    first = {(one.passage.chunk.document_id, one.sentence): one for one in reversed(led_back)}
    once = [one for one in led_back if first[one.passage.chunk.document_id, one.sentence] is one]
    return by_label(question, once)


def tell(passage: Passage) -> Passage:
    """Return the passage with the text that its sentences read as alone; itself where they read as they stand.

    Its spans are of that text, so it is a document of its own: its id is not that of any in the library.
    """
    chunk = passage.chunk
    if not chunk.stand_alone:
        return passage
    spans: list[Span] = []
    start = chunk.start
    for index in range(len(chunk.sentences)):
        end = start + len(chunk.sentence(index))
        spans.append(Span(start, end))
        start = end + 1
    told = replace(
        chunk,
        document_id=DocumentId(f"{chunk.document_id}:{chunk.id}"),
        text=chunk.read_text,
        end=chunk.start + len(chunk.read_text),
        sentences=tuple(spans),
        stand_alone=(),
    )
    return replace(passage, chunk=told)


def _lead_back(reading: Reading, passages: dict[ChunkId, Passage]) -> Reading:
    passage = passages[reading.passage.chunk.id]
    if reading.passage is passage:
        return reading
    index = reading.passage.chunk.sentences.index(reading.sentence)
    sentence = passage.chunk.sentences[index]
    words = [quote(reading.passage, highlight) for highlight in reading.highlights]
    return Reading(passage, sentence, reading.probability, places_of(words, quote(passage, sentence), sentence.start))


def places_of(words: Sequence[str], text: str, offset: int = 0) -> tuple[Span, ...]:
    """Return where these words stand in `text`, which begins at `offset`; those that do not are left out."""
    starts = [(text.find(word), len(word)) for word in words]
    return tuple(Span(offset + start, offset + start + length) for start, length in starts if start >= 0)
