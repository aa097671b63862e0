"""Lookups: rows, labelled values and entries that a question names by their own words, however they were read.

The network is trained on sentences; of rows and lists it is seldom sure. Where every word that is asked for is a cell,
a column, a label or a heading, and one row alone has it, the words are proof enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.english.attributes import Attribute, attribute_of, speaks_of
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.dates import Date
from assistant.english.expectation import Expectation, Kind, expect, size_of
from assistant.english.naming import Names, names_of
from assistant.english.numbers import figures_of
from assistant.english.paraphrases import key_of
from assistant.english.words import Word, content_stems, split_words, stems_of
from assistant.quoting.reaching import reached
from assistant.quoting.records import LabelledValues, labelled, labelled_values_of
from assistant.reader.labels import record_of
from assistant.reader.readings import Reading, quote, said
from ingest.documents import DocumentId, Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_NAMED = 0.85  # probability of a row or value that is named so: chosen by judgement, not yet calibrated
_SURE = 0.8  # a sentence that is read as likely as this is the answer, whatever rows are named
_MOST = 3  # rows or values that are named alike; of more, none is meant


def look_up(question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return what the question names, likeliest first; nothing where it names none, or where a sentence is surer."""
    sought = _Sought.of(question)
    if not sought.words:
        return ()
    records = labelled_values_of(passages)
    found = [one for passage in passages for one in _named_in(passage, sought, records.get(passage.chunk.document_id))]
    best = max((one.rank for one in found), default=(0, 0.0))
    kept = _of_records(sought, [one for one in found if one.rank == best])
    if not kept or len(kept) > _MOST:
        return ()
    top = readings[0] if readings else None
    if top is not None and top.probability >= _SURE and not any(_rivals(top, one) for one in kept):
        return ()
    known = {(one.passage.chunk.document_id, one.sentence): one for one in readings}
    return tuple(dict.fromkeys(_lifted(one, known) for one in kept))


def _of_records(sought: _Sought, kept: Sequence[_Named]) -> Sequence[_Named]:
    """Leave out the rows of other tables that only mention whoever is named, where a row is the record of that one.

    When a teacher started is told by the list of teachers, where the name stands first, and not by their courses.
    """
    name = frozenset(word.stem for word in sought.words if word.is_capitalised)
    firsts = {one: said(one.passage, one.span).partition(" · ")[0].partition(": ") for one in kept}
    records = {column for column, _, value in firsts.values() if name and names_of(value).stems == name}
    return [one for one, (column, _, _) in firsts.items() if not records or column in records]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a question asks for: its words, without those that only ask; its form; the attribute, where it is one."""

    question: str
    words: tuple[Word, ...]
    expectation: Expectation
    attribute: Attribute | None
    wants_named: bool
    dates: tuple[Date, ...] = ()
    size: int | None = None

    @classmethod
    def of(cls, question: str) -> _Sought:
        """Take a question apart. `wants_named`: the noun behind "which" must be the name of something.

        `size` is where "long" of "how long" stands.
        """
        compounds = [match.end("of") for match in _NUMBER_OF_ITS.finditer(question)]
        words = tuple(
            word
            for word in split_words(question)
            if word.is_content and (word.stem not in _ASKING or word.end in compounds)
        )
        named = _WHICH.search(question) is not None
        dates = figures_of(question).dates
        return cls(question, words, expect(question), attribute_of(question), named, dates, size_of(question))

    def dated_in(self, text: str) -> frozenset[Word]:
        """Return the words of its dates, where a text states each of them: March in "2025-03-06"."""
        there = figures_of(text).dates if self.dates else ()
        if not there or not all(any(one.states(date) for one in there) for date in self.dates):
            return frozenset()
        spans = [date.span for date in self.dates]
        return frozenset(word for word in self.words if any(one.start <= word.start < one.end for one in spans))

    def classes(self, held: Sequence[Word], columns: Names) -> frozenset[Word]:
        """Return the words that say no more than what sort of thing a word beside them is.

        They stand before a number or code ("error E4") or behind what a column is called ("the late shift").
        """
        words = self.expectation.words
        return frozenset(
            one
            for one, other in pairwise(words)
            if other in held and any(map(str.isdigit, other.form)) and not one.is_number
        ) | frozenset(
            other
            for one, other in pairwise(words)
            if one.stem in columns.stems and one.is_content and not other.is_number
        )

    def without_size(self, left: Sequence[Word], named: Sequence[Word]) -> list[Word]:
        """Return the words but for "long" of "how long", where another names what is so long: "the warranty"."""
        return [word for word in left if word.start != self.size or not any(one.start != self.size for one in named)]

    def tells(self, left: Sequence[Word], entry: _Entry) -> bool:
        """Tell whether words that name nothing in a row or an entry only ask for what it says.

        They are of the attribute that it speaks of, a price where it has an amount, the verb of "which gardener grows
        it" where there is a column of gardeners, or a verb that says no more than "when" or "who" does.
        """
        said = _SAID_BY.get(self.expectation.kind, frozenset()) | _LIGHT
        focus = [word for word in self.words if word.stem in self.expectation.focus and key_of(word) not in said]
        named = any(entry.names.means(word) or entry.around.has(word) for word in focus)
        if focus and not named and self.wants_named:
            return False
        if self.attribute is not None and speaks_of(self.attribute, entry.spoken):
            left = [word for word in left if not speaks_of(self.attribute, word.form)]
        if entry.amount.search(entry.text):
            left = [word for word in left if word.stem not in _MONEY]
        if left and named and self.wants_named:
            return len(left) == 1 and not left[0].is_capitalised and not left[0].is_number
        return all(key_of(word) in said for word in left) and self._fits(entry)

    def _fits(self, entry: _Entry) -> bool:
        """Tell whether an entry has the form of what is asked for: a time for "when", a reason for "why"."""
        kind = self.expectation.kind
        if kind is Kind.REASON:
            return entry.names.count(_REASONS) > 0
        return kind is not Kind.DATE or _TIME.search(entry.text) is not None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row or a labelled value: the names in it and around it, what speaks of an attribute, its words.

    `amount` is the form of what may be a price in it.
    """

    names: Names
    around: Names
    spoken: str
    text: str
    amount: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Named:
    """A sentence that is named: how many of the asked words are its own, and how much of its cells they are."""

    passage: Passage
    span: Span
    rank: tuple[int, float]


def _rivals(top: Reading, named: _Named) -> bool:
    """Whether the likeliest reading is another line of the list or table in which the named one stands."""
    return top.passage.chunk.id == named.passage.chunk.id and _is_line(top.passage, top.sentence)


def _is_line(passage: Passage, span: Span) -> bool:
    text = quote(passage, span)
    is_sentence = said(passage, span) == text and text.rstrip().endswith((".", "!", "?"))
    return not is_sentence or labelled(passage, span) is not None


def _lifted(named: _Named, known: dict[tuple[DocumentId, Span], Reading]) -> Reading:
    reading = known.get((named.passage.chunk.document_id, named.span)) or Reading(named.passage, named.span, 0.0)
    return replace(reading, probability=max(reading.probability, _NAMED))


_ASKING = stems_of(
    "name tell show give find list value entry row say question amount much many number please whose which"
    " accord look mean"
)
# A policy number is one, the number of policies is how many there are.
_NUMBER_OF_ITS = lazy_pattern(
    r"\b(?!(?:what|which|the|a|this|that|total|same)\b)[^\W\d_]{3,} (?P<of>numbers?)\b", re.IGNORECASE
)
_WHICH = lazy_pattern(
    r"^\W*(?:(?:in|on|at|to|from|for|by|with) )?(?:which|what) (?!is|are|was|were|do|does|did|has|have)\w",
    re.IGNORECASE,
)
_REASONS = split_words("reason purpose why cause because note")
_LIGHT = frozenset(map(key_of, split_words("take get use need give make keep go come look see call put")))
# Verbs that say no more than the question word does: when a train leaves is its time, who looks after it its keeper.
_SAID_BY: Mapping[Kind, frozenset[str]] = {
    kind: frozenset(map(key_of, split_words(verbs)))
    for kind, verbs in (
        (Kind.DATE, "leave depart start begin hold run date day time year"),
        (Kind.PLACE, "live stand lie store locate find stay park place"),
        (Kind.PERSON, "care responsible charge handle mind"),
    )
}
_TIME = lazy_pattern(rf"\d|\b(?:{'|'.join(sorted(MONTHS | WEEKDAYS))})s?\b|\bmidnight\b|\bnoon\b", re.IGNORECASE)
_MONEY = stems_of("cost price rent fee charge pay paid rate worth expensive tariff spend spent")
_AMOUNT = lazy_pattern(
    r"[€$£¥]|\b(?:EUR|USD|GBP|CHF|euros?|pounds?|dollars?)\b|\d[.,]\d\d\b"
    r"|\b(?:price|cost|fee|amount|rent|rate|sum|total|net|gross)\b",
    re.IGNORECASE,
)
_DIGIT = lazy_pattern(r"\d")
_CELL = lazy_pattern(r"(?:([^:·]{1,80}): )?(.+)", re.DOTALL)


def _named_in(passage: Passage, sought: _Sought, record: LabelledValues | None) -> Iterator[_Named]:
    labels = f"{passage.chunk.title} {passage.chunk.heading}"
    around = names_of(labels)
    before = names_of(_before_rows(passage))
    for span in passage.chunk.sentences:
        told, text = said(passage, span), quote(passage, span)
        told_by = [before, record.values] if record is not None and record.is_told(span) else [before]
        label = labelled(passage, span)
        if label is not None:
            rank = _of_label(label, sought, names_of(f"{labels} {record_of(passage, span)}"), told_by[1:])
        else:
            rank = _of_row(told, sought, around, told_by) if told != text and " · " in told else None
        if rank is not None:
            yield _Named(passage, span, rank)
    for span, count in reached(passage, sought.question, sought.words):
        yield _Named(passage, span, (count, 0.0))


def _before_rows(passage: Passage) -> str:
    """Return what a passage says before its first row: whose report or contract it is."""
    spans = passage.chunk.sentences
    first = next((span for span in spans if said(passage, span) != quote(passage, span)), None)
    return quote(passage, Span(passage.chunk.start, first.start)) if first is not None else ""


def _of_row(told: str, sought: _Sought, around: Names, told_by: Sequence[Names]) -> tuple[int, float] | None:
    """Return how many asked words are in the cells of a row that names all that is asked for; None where it does not.

    In a row of a property and its value the first cell is a name, which any word of its sense means. A name may also
    stand before the table, or in a value that is `told_by` the document of all its rows.
    """
    cells = [match for part in told.split(" · ") if (match := _CELL.fullmatch(part))]
    named = " ".join(match.group(1) or "" for match in cells)
    columns = names_of(named)
    own = [names_of(match.group(2)) for match in cells]
    dated = sought.dated_in(told)
    is_property = len(cells) == _PROPERTY_AND_VALUE
    spoken = f"{named} {cells[0].group(2)}" if is_property else named
    held = [
        word
        for word in sought.words
        if word in dated or any(word.stem in one.stems for one in own) or (is_property and own[0].means(word))
    ]
    known = {*held, *sought.classes(held, columns)}
    left = [word for word in sought.words if word not in known and not columns.means(word) and not around.means(word)]
    left = [word for word in left if not (word.is_capitalised and any(one.has(word) for one in told_by))]
    left = sought.without_size(left, [word for word in sought.words if word not in held and columns.means(word)])
    if not held or not sought.tells(left, _Entry(columns, around, spoken, told, _AMOUNT)):
        return None
    touched = [one for one in own if one.count(held)]
    return len(dict.fromkeys(word.stem for word in held)), sum(len(held) / max(1, len(one.stems)) for one in touched)


_PROPERTY_AND_VALUE = 2  # cells


def _of_label(
    label: re.Match[str], sought: _Sought, around: Names, told_by: Sequence[Names]
) -> tuple[int, float] | None:
    """Return how many asked words a label has that is named whole; None where something asked is named nowhere."""
    names, value = names_of(label["label"]), names_of(label["value"])
    held = [word for word in sought.words if names.means(word)]
    named = names.stems <= content_stems(sought.words) or (bool(held) and names.stems <= _meant(names, held))
    if not names.stems or not named:
        return None
    known = (around, value, *told_by)
    left = [word for word in sought.words if word not in held and not any(one.has(word) for one in known)]
    left = sought.without_size(left, held)
    text = f"{label['label']} {label['value']}"
    if not sought.tells(left, _Entry(names, around, text, text, _DIGIT)):
        return None
    return len(names.stems), 0.0


def _meant(names: Names, held: Sequence[Word]) -> frozenset[str]:
    """Return the stems of a name that some words stand for."""
    return frozenset(stem for stem in names.stems if any(names_of(stem).means(word) for word in held))
