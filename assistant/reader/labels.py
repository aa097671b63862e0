"""Labels: of several labelled values side by side, the one whose label the question names is the likelier answer.

The network reads a passage for what kind of thing is asked for; among siblings that are all of that kind (codes, rents,
rows of one table) it hardly tells which is meant. The words of the question do. Knows words, never a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.english.words import stems_of
from assistant.reader.readings import Reading, quote, said
from ingest.chunking import ChunkId
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from ingest.sentences import WIDE_STOPS
from vectorstore.passages import Passage

_LABEL = lazy_pattern(r"([^:.!?]{1,80}):\s+\S")


def by_label(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings, likeliest first, with the probabilities of labelled siblings dealt by their labels.

    Siblings are labelled sentences of one passage. Of them, those whose labels share more telling words with the
    question get the higher of their probabilities; among equals each keeps its place. A value shares nothing: it says
    whose record this is, and the question asks for another line of it. A row of a table is asked for by any of its
    cells. The best of the passage stays as likely.
    """
    asked = stems_of(question)
    siblings: dict[tuple[ChunkId, bool], list[int]] = {}
    for index, reading in enumerate(readings):
        if is_labelled(reading.text):
            siblings.setdefault((reading.passage.chunk.id, _is_row(reading)), []).append(index)
    dealt = list(readings)
    for group in siblings.values():
        shared = {index: len(asked & _naming(readings[index])) for index in group}
        by_words = sorted(group, key=lambda index: (-shared[index], index))
        for index, place in zip(by_words, group, strict=True):
            dealt[place] = replace(readings[index], probability=readings[place].probability)
    return tuple(dealt)


def is_labelled(text: str) -> bool:
    """Whether a text is a label and its value: "Rent: 455 euros a month"."""
    return _LABEL.match(text) is not None


def record_of(passage: Passage, span: Span) -> str:
    """Return the line that a labelled value stands below, of what it is said: "Room 102"; "" for other lines."""
    chunk = passage.chunk
    if not is_labelled(said(passage, span)):
        return ""
    before = chunk.text[: span.start - chunk.start]
    if said(passage, span) != quote(passage, span):  # a row, whose table a blank line parts from what stands above it
        before = _ROWS.sub("", before)
    above = reversed(before.rpartition("\n\n")[2].splitlines())
    return next((line for line in above if line.strip() and not is_labelled(line) and not is_ended(line)), "")


_ROWS = lazy_pattern(r"\n\s*(?:[^\n]* \| [^\n]*\n)*\Z")


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _ENDED.search(text) is not None


_ENDED = lazy_pattern(rf"[.!?{WIDE_STOPS}]\W*$")


def _is_row(reading: Reading) -> bool:
    return reading.text != quote(reading.passage, reading.sentence)


def _naming(reading: Reading) -> frozenset[str]:
    """Return the stems of the words by which a labelled sentence is asked for."""
    label = _LABEL.match(reading.text)
    words = reading.text if label is None or _is_row(reading) else label.group(1)
    return stems_of(words)
