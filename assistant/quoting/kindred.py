"""Kindred: lines of a list or table beside one that has a word of the question, so that they are of another thing.

"How much is the gown for children?" is not answered by the row of the gown for men: that row lacks a word that the row
beside it has. Knows how lines read; never whether one answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.english.expectation import expect
from assistant.english.naming import Names, names_of
from assistant.english.words import Word
from assistant.quoting.wholes import is_row
from assistant.reader.readings import Reading, quote, said
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_ENDED = lazy_pattern(r"[.!?]\W*$")


def of_the_thing(question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings without the lines that lack a word of the question which a line beside them has.

    Words that the line's heading or title has are of all lines. Of a question for several lines all are kept.
    """
    expectation = expect(question)
    if expectation.wants_list:
        return tuple(readings)
    words = [word for word in expectation.words if word.is_content]
    return tuple(one for one in readings if not _is_line(one) or not _is_bettered(one, words, passages))


def _is_line(reading: Reading) -> bool:
    return is_row(reading) or _ENDED.search(reading.text) is None


def _is_bettered(reading: Reading, words: Sequence[Word], passages: Sequence[Passage]) -> bool:
    own = _names(reading.passage, reading.sentence)
    around = names_of(f"{reading.passage.chunk.title} {reading.passage.chunk.heading}")
    lacking = [word for word in words if not own.means(word) and not around.means(word)]
    return bool(lacking) and any(any(map(beside.has, lacking)) for beside in _beside(reading, passages))


def _names(passage: Passage, span: Span) -> Names:
    return names_of(said(passage, span))


def _beside(reading: Reading, passages: Sequence[Passage]) -> Iterator[Names]:
    """Yield the words of the other lines under the same heading of the same document."""
    chunk = reading.passage.chunk
    for passage in passages:
        other = passage.chunk
        if (other.document_id, other.heading) != (chunk.document_id, chunk.heading):
            continue
        for span in other.sentences:
            if span != reading.sentence and _ENDED.search(quote(passage, span)) is None:
                yield _names(passage, span)
