"""Lengths: how long something lasts that a sentence or a row gives by its two dates, from the one to the other.

Knows passages and the form of the question; that the dates are of the thing asked for is told by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.english.dates import Date, dates_of
from assistant.english.expectation import expect, find_candidates
from assistant.english.naming import names_of
from assistant.english.paraphrases import key_of
from assistant.english.words import Word, split_words
from assistant.messages.message import Message, say_of
from assistant.reader.readings import Reading, place_of, said
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_TOLD = 0.85  # probability of a sentence that names all that is asked, with its two dates: chosen by judgement
_ANY_YEAR = 2001  # of dates without one, which both are of one year
_LASTS = lazy_pattern(
    r"\bhow long (?:is|are|was|were|does|do|did|will|has|have)\b|\bhow many (?:days|weeks|months|years)\b"
    r"|\b(?:length|duration) of\b",
    re.IGNORECASE,
)
_NO_LENGTH = lazy_pattern(r"\bhow long ago\b|\bhow long (?:before|after)\b|\bhow old\b", re.IGNORECASE)
_TO = lazy_pattern(
    r"\b(?:to|until|till|through|ends?|ended|ending|finish\w*|complet\w+|expir\w+|closes?|returns?|due|out|back)\b"
    r"|[–—]|^\s*-\s*$",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    key_of(word)
    for word in split_words(
        "long last lasts run runs take takes go goes continue valid start starts end ends begin finish completion"
        " day days week weeks month months year years many length duration time"
    )
)


@dataclass(frozen=True, slots=True)
class Length:
    """A reading with two dates, and what lies between them, in words."""

    reading: Reading
    told: Message


def length_of(question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> Length | None:
    """Return how long what is asked for lasts, by the two dates of the one sentence that names it; None for others."""
    if not _LASTS.search(question) or _NO_LENGTH.search(question):
        return None
    words = [word for word in split_words(question) if word.is_content]
    if all(key_of(word) in _LIGHT for word in words):
        return None
    known = {(one.passage.chunk.document_id, one.sentence): one.probability for one in readings}
    found = dict(_spanning(words, passages))
    spans = {dates for _, dates in found.values()}
    if len(spans) != 1:
        return None
    (passage, (first, last)), place = next(iter(found.values())), next(iter(found))
    reading = Reading(passage, place[1], max(_TOLD, known.get((passage.chunk.document_id, place[1]), 0.0)))
    return Length(reading, _between(first, last))


_Place = tuple[str, Span]
_Dates = tuple[date, date]


def _spanning(words: Sequence[Word], passages: Sequence[Passage]) -> Iterator[tuple[_Place, tuple[Passage, _Dates]]]:
    """Yield the sentences that have two dates, the one until the other, and all words, their labels filling in."""
    for passage in passages:
        chunk = passage.chunk
        around = names_of(f"{chunk.title} {chunk.heading} {place_of(passage)}")
        for span in chunk.sentences:
            text = said(passage, span)
            own = names_of(text)
            held = [word for word in words if own.means(word)]
            left = [
                word for word in words if word not in held and not around.means(word) and key_of(word) not in _LIGHT
            ]
            dates = None if left or not held else _dates_in(text)
            if dates is not None:
                yield (chunk.document_id, span), (passage, dates)


def _dates_in(text: str) -> _Dates | None:
    """Return the two dates of a sentence that gives no length itself, if the second is until when the first lasts."""
    found = dates_of(text)
    if len(found) != 2 or not _TO.search(text[found[0].span.end : found[1].span.start]):  # noqa: PLR2004 - a pair
        return None
    if find_candidates(_HOW_LONG, text, split_words(text)):
        return None
    first, last = (_day(one, other) for one, other in (found, found[::-1]))
    return (first, last) if first is not None and last is not None and first < last else None


_HOW_LONG = expect("how long")


def _day(one: Date, other: Date) -> date | None:
    """Return a date that states its day; its year may be that of the other."""
    if one.month is None or one.day is None:
        return None
    try:
        return date(one.year or other.year or _ANY_YEAR, one.month, one.day)
    except ValueError:
        return None


def _between(first: date, last: date) -> Message:
    """Return the length in whole years where it is so, the last day counted or not; else in days."""
    start, end = (f"{one.day} {one:%B %Y}" if one.year != _ANY_YEAR else f"{one.day} {one:%B}" for one in (first, last))
    for day in (last, last + timedelta(days=1)):
        if (day.month, day.day) == (first.month, first.day) and day.year > first.year:
            years = day.year - first.year
            return say_of(
                years,
                "From {start} to {end}: {count} year.",
                "From {start} to {end}: {count} years.",
                start=start,
                end=end,
            )
    days = (last - first).days
    return say_of(
        days, "From {start} to {end}: {count} day.", "From {start} to {end}: {count} days.", start=start, end=end
    )
