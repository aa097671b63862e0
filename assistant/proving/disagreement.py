"""Disagreement: two sources that contradict each other on one thing: its number, its date, or whether it is so.

Compares sentences outright; careful rather than thorough, since a false alarm costs more trust than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answers import Citation, Contrast, Disagreement
from assistant.english.calendar import MONTH_NAMES, MONTHS, WEEKDAYS
from assistant.english.dates import Date
from assistant.english.discrepancies import compare
from assistant.english.instructions import addresses_assistant
from assistant.english.names import is_name, opens_with_name
from assistant.english.numbers import Figures, Number, figures_of, may_be_one_size
from assistant.english.opposites import EVENTS, OPPOSITES
from assistant.english.units import CURRENCIES
from assistant.english.words import Word, content_stems, split_words, stems_of
from assistant.proving.citations import to_citation
from assistant.reader.readings import quote
from ingest.documents import DocumentId, Span
from ingest.patterns import lazy_pattern
from ingest.sentences import split_sentences
from vectorstore.passages import Passage

_MOST = 3  # disagreements shown with one answer
_SAME_SUBJECT = 0.6  # of the words of the shorter sentence, names and figures apart
_SWAPPED = 0.7  # where each has a word that the other has not
_SAME_SENTENCE = 0.8  # where only a "not" tells two sentences apart
_FEWEST = 2  # words in common, below which two sentences are of two things


def disagreements(
    cited: Sequence[Citation], passages: Sequence[Passage], dates: Mapping[DocumentId, str]
) -> tuple[Disagreement, ...]:
    """Return where what is cited is contradicted by another citation, or by a sentence of another passage.

    Such a sentence gets a number after those of the citations. `dates` are those of the documents. Two sentences of one
    document are not compared: it may well correct itself.
    """
    said = list(cited)
    others = [*said, *_uncited(cited, passages)]
    found: list[Disagreement] = []
    for index, first in enumerate(said):
        for second in others[index + 1 :]:
            contrast = None if first.document_id == second.document_id else contrast_of(first.quote, second.quote)
            if contrast is not None and not any({first, second} == {one.first, one.second} for one in found):
                found.append(Disagreement(contrast, first, second, *_dates_of((first, second), dates)))
    return _numbered(found[:_MOST], first=max((one.number for one in cited), default=0) + 1)


def _dates_of(pair: Sequence[Citation], dates: Mapping[DocumentId, str]) -> tuple[str, str]:
    first, second = (dates.get(one.document_id, "") for one in pair)
    return first, second


def _numbered(found: Sequence[Disagreement], *, first: int) -> tuple[Disagreement, ...]:
    """Give the sentences that were not cited the numbers from `first` on."""
    uncited = list(dict.fromkeys(one.second for one in found if one.second.number == _NO_NUMBER))
    numbers = {citation: number for number, citation in enumerate(uncited, start=first)}
    return tuple(
        replace(one, second=replace(one.second, number=numbers[one.second])) if one.second in numbers else one
        for one in found
    )


_NO_NUMBER = 0  # of a sentence that was read but not cited


def contrast_of(first: str, second: str) -> Contrast | None:
    """Return in what two texts contradict each other: in what any two of their sentences do; None where they agree."""
    ones, others = _statements(first), _statements(second)
    found = (_contrast(one, other) for one in ones for other in others)
    return next((contrast for contrast in found if contrast is not None), None)


def _uncited(cited: Sequence[Citation], passages: Sequence[Passage]) -> list[Citation]:
    """Return the sentences of the passages that share words with what is cited, as citations."""
    wanted = [stems_of(citation.quote) for citation in cited]
    known = {(citation.document_id, citation.start, citation.end) for citation in cited}
    return [
        to_citation(passage, span, number=_NO_NUMBER)
        for passage in passages
        for span in passage.chunk.sentences
        if any(len(stems_of(quote(passage, span)) & one) >= _FEWEST for one in wanted)
        and (passage.chunk.document_id, span.start, span.end) not in known
        and not addresses_assistant(quote(passage, span))
    ]


# -- two sentences ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence with its figures, its names, the other words that carry content, and what it holds under.

    A number behind a name belongs to it ("Kestrel 3"); the units of figures are none of the words.
    """

    text: str
    figures: Figures
    names: frozenset[str]
    words: frozenset[str]
    conditions: frozenset[str]


@lru_cache(maxsize=4096)
def _statements(text: str) -> tuple[_Statement, ...]:
    sentences = [text[span.start : span.end] for span in split_sentences(text)]
    return tuple(_statement(sentence) for sentence in sentences if not sentence.endswith("?"))


def _statement(text: str) -> _Statement:
    labels = [Span(match.start(2), match.end(2)) for match in _LABEL.finditer(text) if _is_label(match.group(1))]
    found = figures_of(text)
    figures = Figures(tuple(one for one in found.numbers if one.span not in labels), found.dates)
    spans = [number.span for number in figures.numbers] + [date.span for date in figures.dates]
    words = [word for word in split_words(text) if not any(span.start <= word.start < span.end for span in spans)]
    names = content_stems(word for index, word in enumerate(words) if _is_name(words, index))
    names |= {text[span.start : span.end] for span in labels}
    conditions = frozenset(match.group().lower().split()[-1].rstrip("s") for match in _CONDITION.finditer(text))
    units = frozenset(one.unit for one in figures.numbers)
    content = content_stems(word for word in words if word.lower.rstrip("s") not in conditions)
    alike = frozenset(_MEASURES.get(stem, stem) for stem in content - names - units - _WEAK - frozenset(CURRENCIES))
    return _Statement(text, figures, names, alike, conditions)


def _table(rows: str) -> Mapping[str, str]:
    """Return the stem of the first word of each row by the stem of every word of it."""
    stems = [[word.stem for word in split_words(row)] for row in rows.split(";")]
    return {stem: row[0] for row in stems for stem in row}


# One quantity in two parts of speech.
_MEASURES = _table(
    "deep depth;long length;wide width;high tall height;thick thickness;heavy weight weigh;old age;populous population"
)
_DIMENSIONS = frozenset(_MEASURES.values())


# A number right behind a name is part of it.
_LABEL = lazy_pattern(r"\b([A-Z][\w-]+) (\d{1,4})(?![\d.,%]*\d|\s?%)")
# When, how often or for whom something holds.
_CONDITION = lazy_pattern(
    r"\b(?:per|an?|each|every) (?:hour|day|night|week|month|quarter|year|person|unit|kg|litre|km)\b"
    r"|\b(?:hourly|daily|weekly|monthly|quarterly|yearly|annually)\b"
    r"|\b(?:summer|winter|spring|autumn|morning|afternoon|evening)s?\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun|week|holi)days?\b|\bweekends?\b"
    r"|\b(?:first|second|third|fourth|fifth|last|next|previous|former)\b"
    r"|\b(?:adult|child|children|student|senior|member|non-member|women|men|girl|boy)s?\b",
    re.IGNORECASE,
)
_RATE = lazy_pattern(r"\d\s?[^\W\d_]+/[^\W\d_]")  # km/h, mg/l
_RANGE = lazy_pattern(r"\bbetween\b.{1,40}\band\b|\bfrom\b.{1,40}\bto\b|\d\s?[–-]\s?\d|\d to \d", re.IGNORECASE)


def _is_label(word: str) -> bool:
    return word not in MONTH_NAMES and bool(stems_of(word) - _WEAK)


def _is_name(words: Sequence[Word], index: int) -> bool:
    """Whether a word is part of a name; the first of a sentence, where the next is. Months are compared apart."""
    if words[index].lower in MONTHS | WEEKDAYS:
        return False
    return is_name(words, index) or (index == 0 and opens_with_name(words))


_WEAK = stems_of(
    "about around nearly almost roughly approximately total currently now today still only exactly also per "
    "percent cent than least most according said report reported however although new"
)


def _contrast(first: _Statement, second: _Statement) -> Contrast | None:
    if first.conditions != second.conditions:
        return None
    if _opposed(first, second):
        return None if _at_other_times(first.figures, second.figures) else Contrast.DENIAL
    return _contrast_of_one(first, second) if _same_subject(first, second, _SAME_SUBJECT) else None


def _contrast_of_one(first: _Statement, second: _Statement) -> Contrast | None:
    """Return in what two sentences on one thing contradict each other."""
    if _RANGE.search(first.text) or _RANGE.search(second.text):
        return None
    denies = bool(compare(first.text, second.text).negation)  # "not in 2014" and "in 2018" agree
    differs, at_other_times = _numbers_differ(first, second), _at_other_times(first.figures, second.figures)
    if differs:
        return Contrast.NUMBER if not at_other_times and not denies else None
    kinds, others = ({one.unit for one in each.figures.numbers} for each in (first, second))
    if not denies and kinds == others and _dates_differ(first.figures.dates, second.figures.dates):
        return Contrast.DATE
    alike = _same_subject(first, second, _SAME_SENTENCE) and _nearly_equal(first, second)
    holds = not at_other_times or _NEVER.search(f"{first.text} {second.text}")
    return Contrast.DENIAL if denies and alike and holds else None


_NEVER = lazy_pattern(r"\bnever\b", re.IGNORECASE)  # holds for every time


def _opposed(first: _Statement, second: _Statement) -> bool:
    """Whether two sentences say of the same, in nearly the same words, what cannot both be so: "rose", "fell"."""
    if first.names != second.names or first.figures.numbers or second.figures.numbers:
        return False
    if compare(first.text, second.text).negation:
        return False
    ones, others = first.words - second.words, second.words - first.words
    shared = first.words & second.words | first.names
    if len(ones) != 1 or len(others) != 1 or not shared:
        return False
    (one,), (other,) = ones, others
    if any(long == f"{prefix}{short}" for prefix in _UN for long, short in ((one, other), (other, one))):
        return True
    are_dated = bool(first.figures.dates and second.figures.dates)
    known = [*OPPOSITES, *(EVENTS if are_dated else ())]
    return any({one, other} & left and {one, other} & right for left, right in known)


_UN = ("un", "in", "im", "il", "ir", "non", "dis")


def _same_subject(first: _Statement, second: _Statement, least: float) -> bool:
    """Whether two sentences say something of one thing: no name of one stands against another of the other."""
    if first.names - second.names - second.words and second.names - first.names - first.words:
        return False
    own, others = first.words | first.names, second.words | second.names
    shared = own & others
    if own - others and others - own:  # a word for a word may be one thing for another: trams, buses
        least = max(least, _SWAPPED)
    telling = (first.words - second.names) & (second.words - first.names)
    fewest = min(len(first.words - second.names), len(second.words - first.names))
    is_same = len(shared) >= least * min(len(own), len(others)) and len(telling) >= least * fewest
    return is_same and len(shared) >= min(_FEWEST, len(own), len(others)) and bool(shared)


def _nearly_equal(first: _Statement, second: _Statement) -> bool:
    """Whether neither of two sentences says much that the other does not: a park is not its castle."""
    own, others = first.words | first.names, second.words | second.names
    return len(own & others) >= _SAME_SENTENCE * max(len(own), len(others))


def _at_other_times(first: Figures, second: Figures) -> bool:
    """Whether the sentences are of different times, or only one of them says of which."""
    if not first.dates and not second.dates:
        return False
    return not any(one.agrees(other) for one in first.dates for other in second.dates)


def _numbers_differ(first: _Statement, second: _Statement) -> bool:
    """Whether of a kind of number that both give nothing is common; where all kinds differ, they are of two things."""
    ones, others = first.figures, second.figures
    kinds = {one.unit for one in ones.numbers} & {one.unit for one in others.numbers}
    if not kinds:
        return _sizes_differ(first, second)
    differing = [kind for kind in kinds if _differ_in(kind, ones, others)]
    return bool(differing) and (len(kinds) == 1 or len(differing) < len(kinds))


def _sizes_differ(first: _Statement, second: _Statement) -> bool:
    """Whether two sentences of one number each give one quantity in different units, and not as much of it."""
    ones, others = first.figures.numbers, second.figures.numbers
    if len(ones) != 1 or len(others) != 1 or _RATE.search(first.text) or _RATE.search(second.text):
        return False
    if (first.words ^ second.words) & _DIMENSIONS:  # it may be as long as this, and as thick as that
        return False
    (one,), (other,) = ones, others
    is_one_quantity = one.quantity == other.quantity != ""
    return is_one_quantity and not may_be_one_size(one, other)


def _differ_in(kind: str, first: Figures, second: Figures) -> bool:
    ones = [one for one in first.numbers if one.unit == kind]
    others = [one for one in second.numbers if one.unit == kind]
    return len(ones) == len(others) and not any(_may_be_equal(one, other) for one in ones for other in others)


def _may_be_equal(one: Number, other: Number) -> bool:
    """Whether two numbers agree, also where one is the other rounded."""
    if one.agrees(other):
        return True
    larger = max(abs(one.value), abs(other.value))
    return abs(one.value - other.value) * _ROUNDED <= larger and _is_round(one, other)


_ROUNDED = 50  # a fiftieth: 1.2 million stands for 1,203,000
_FIGURES = 2  # significant ones of a rounded number


def _is_round(one: Number, other: Number) -> bool:
    digits = [len(f"{number.value:f}".replace(".", "").strip("0")) for number in (one, other)]
    return min(digits) <= _FIGURES and max(digits) > _FIGURES


def _dates_differ(first: Sequence[Date], second: Sequence[Date]) -> bool:
    if len(first) != len(second) or not first:
        return False
    return not any(one.agrees(other) for one in first for other in second)
