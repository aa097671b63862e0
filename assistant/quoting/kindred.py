"""Kindred: lines of a list or table beside one that has a word of the question, so that they are of another thing.

"How much is the gown for children?" is not answered by the row of the gown for men: that row lacks a word that the row
beside it has. Knows how lines read; never whether one answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.english.calendar import MONTHS
from assistant.english.expectation import Kind, expect
from assistant.english.naming import Names, names_of
from assistant.english.words import Word, split_words, stems_of
from assistant.quoting.covering import head_of
from assistant.quoting.records import LabelledValues, labelled_values_of
from assistant.quoting.wholes import is_row
from assistant.reader.beginnings import has_blanks
from assistant.reader.labels import is_ended, record_of
from assistant.reader.readings import Reading, quote, said
from ingest.documents import DocumentId, Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage


def of_the_thing(question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings without the lines that lack a word of the question which a line beside them has.

    Words that the line's heading or title has are of all lines, those of the line above labelled values are of each of
    them, and what is asked for need not be called so in its line. Of a question for several lines all are kept, and of
    one whose words no blanks part.
    """
    expectation = expect(question)
    if expectation.wants_list or not has_blanks(question):
        return tuple(readings)
    head = head_of(question)
    asking = head | (_PAYING if expectation.kind is Kind.AMOUNT else frozenset())
    words = [word for word in expectation.words if word.is_content and word.stem not in asking]
    records = labelled_values_of(passages)
    kept = (
        one for one in readings if not _is_line(one) or not _is_bettered(one, _untold(one, words, records), passages)
    )
    return tuple(
        one
        for one in kept
        if not _is_of_another(question, one.text)
        and _names_relatives(question, one)
        and not _is_numbered_otherwise(question, one)
    )


_PAYING = stems_of("cost pay paid spend spent charge")  # what is asked how much of, in whichever row


def _names_relatives(question: str, reading: Reading) -> bool:
    """Tell whether a sentence, or one beside it, speaks of whose relative is asked for: of Ivo's wife, not of Ivo."""
    asked = [word for match in _RELATIVE.finditer(question) for word in split_words(match["who"])]
    spans = reading.passage.chunk.sentences
    at = spans.index(reading.sentence) if reading.sentence in spans else 0
    beside = " ".join(said(reading.passage, span) for span in spans[max(0, at - 1) : at + 2])
    near = names_of(f"{reading.passage.chunk.title} {reading.passage.chunk.heading} {reading.text} {beside}")
    return all(map(near.means, asked))


_RELATIVE = lazy_pattern(
    r"['’]s? (?P<who>(?:wife|husband|partner|mother|father|parents?|sister|brother|son|daughter|child(?:ren)?|aunt"
    r"|uncle|cousin|nephew|niece|grand(?:mother|father|parents|son|daughter)|widow(?:er)?|neighbou?r)s?)\b",
    re.IGNORECASE,
)


def _is_of_another(question: str, text: str) -> bool:
    """Tell whether a sentence says of somebody else's thing what is asked of one's: of Ivo's papers, not of Carl's."""
    asked, said = _owned(question), _owned(text)
    return any(
        thing == other and owner not in stems_of(text) and all(one != owner for one, of in said if of == other)
        for owner, thing in asked
        for _, other in said
    )


def _is_numbered_otherwise(question: str, reading: Reading) -> bool:
    """Tell whether a sentence is said of what has another number: of lighthouse 13, not of lighthouse 3.

    Where the sentence numbers no such thing its heading tells, or else its title.
    """
    chunk = reading.passage.chunk
    for thing, number in _numbered(question):
        for text in (reading.text, chunk.heading, chunk.title):
            there = {other for one, other in _numbered(text) if one == thing}
            if number in there:
                break
            if there:
                return not _NUMBERS.search(text)
    return False


def _numbered(text: str) -> tuple[tuple[str, str], ...]:
    """Return the stem of each thing that is told by its number, with that: a room, a lighthouse, no month."""
    found = ((split_words(match["thing"])[0], match["number"]) for match in _NUMBERED.finditer(text))
    return tuple((word.stem, number) for word, number in found if word.is_content and word.lower not in MONTHS)


_NUMBERED = lazy_pattern(
    r"\b(?P<thing>[^\W\d_]{3,})\s+(?:(?:number|no\.?|nr\.?|num\.?)\s+)?[#№]?(?P<number>\d{1,5})\b(?![.,:/-]?\d|\s?%)",
    re.IGNORECASE,
)
_NUMBERS = lazy_pattern(r"\d\s*(?:,|;|–|-|&|and|or|to|until|till|through)\s*(?:no\.?\s+|#)?\d", re.IGNORECASE)


def _owned(text: str) -> tuple[tuple[str, str], ...]:
    """Return whose things a text names, each owner with the word behind."""
    words = split_words(text)
    return tuple(
        (one.stem, other.stem) for one, other in pairwise(words) if one.is_capitalised and _OWNS.search(one.form)
    )


_OWNS = lazy_pattern(r"\w{2}(?:['’]s|s['’])$")


def _is_line(reading: Reading) -> bool:
    return is_row(reading) or not is_ended(reading.text)


def _untold(reading: Reading, words: Sequence[Word], records: Mapping[DocumentId, LabelledValues]) -> Sequence[Word]:
    """Return the words but for those that the document says of all its lines: whose payslip it is."""
    record = records.get(reading.passage.chunk.document_id)
    if record is None or not record.is_told(reading.sentence):
        return words
    return [word for word in words if not record.values.has(word)]


def _is_bettered(reading: Reading, words: Sequence[Word], passages: Sequence[Passage]) -> bool:
    own = _names(reading.passage, reading.sentence)
    chunk = reading.passage.chunk
    around = names_of(f"{chunk.title} {chunk.heading} {record_of(reading.passage, reading.sentence)}")
    lacking = [word for word in words if not own.means(word) and not around.means(word)]
    return bool(lacking) and any(any(map(beside.has, lacking)) for beside in _beside(reading, passages))


def _names(passage: Passage, span: Span) -> Names:
    return names_of(said(passage, span))


def _beside(reading: Reading, passages: Sequence[Passage]) -> Iterator[Names]:
    """Yield the words of the other lines under the same heading of the same document: of rows, those of the others.

    The first line of a document is its title, and a table's first the names of its columns: none of another thing.
    """
    chunk = reading.passage.chunk
    is_told = _is_told(reading.passage, reading.sentence)
    for passage in passages:
        other = passage.chunk
        if (other.document_id, other.heading) != (chunk.document_id, chunk.heading):
            continue
        for span in other.sentences:
            is_other = span != reading.sentence and span.start > 0 and _is_told(passage, span) == is_told
            if is_other and not is_ended(quote(passage, span)):
                yield _names(passage, span)


def _is_told(passage: Passage, span: Span) -> bool:
    """Tell whether a line is a row of a table, told by the names of its columns or by its first cell."""
    return said(passage, span) != quote(passage, span)
