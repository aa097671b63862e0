"""Lookups: rows, labelled values and entries that a question names by their own words, however they were read.

The network is trained on sentences; of rows and lists it is seldom sure. Where every word that is asked for is a cell,
a column, a label or a heading, and one row alone has it, the words are proof enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.english.entities import EntityType, records_of
from assistant.english.kinship import kin
from assistant.english.words import stems_of
from assistant.reader.readings import Reading, quote, said
from ingest.documents import DocumentId, Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_NAMED = 0.85  # probability of a row or value that is named so: chosen by judgement, not yet calibrated
_SURE = 0.8  # a sentence that is read as likely as this is the answer, whatever rows are named
_MOST = 3  # rows or values that are named alike; of more, none is meant


def look_up(question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return what the question names, likeliest first; nothing where it names none, or where a sentence is surer."""
    asked = stems_of(question) - _ASKING
    if not asked:
        return ()
    found = [one for passage in passages for one in _named_in(passage, asked)]
    best = max((one.shared for one in found), default=0)
    kept = [one for one in found if one.shared == best]
    if not kept or len(kept) > _MOST:
        return ()
    top = readings[0] if readings else None
    if top is not None and top.probability >= _SURE and not any(_rivals(top, one) for one in kept):
        return ()
    known = {(one.passage.chunk.document_id, one.sentence): one for one in readings}
    return tuple(dict.fromkeys(_lifted(one, known) for one in kept))


@dataclass(frozen=True, slots=True)
class _Named:
    """A sentence that is named, and how many of the asked words are its own."""

    passage: Passage
    span: Span
    shared: int


def _rivals(top: Reading, named: _Named) -> bool:
    """Whether the likeliest reading is another line of the list or table in which the named one stands."""
    return top.passage.chunk.id == named.passage.chunk.id and _is_line(top.passage, top.sentence)


def _is_line(passage: Passage, span: Span) -> bool:
    text = quote(passage, span)
    is_sentence = said(passage, span) == text and text.rstrip().endswith((".", "!", "?"))
    return not is_sentence or _LABELLED.match(text) is not None


def _lifted(named: _Named, known: dict[tuple[DocumentId, Span], Reading]) -> Reading:
    reading = known.get((named.passage.chunk.document_id, named.span)) or Reading(named.passage, named.span, 0.0)
    return replace(reading, probability=max(reading.probability, _NAMED))


_ASKING = stems_of(
    "name tell show give find list value entry row say question amount much many number please whose which"
)
_MONEY = stems_of("cost price rent fee charge pay paid rate worth expensive tariff spend spent")
_AMOUNT = lazy_pattern(
    r"[€$£¥]|\b(?:EUR|USD|GBP|CHF|euros?|pounds?|dollars?)\b|\d[.,]\d\d\b"
    r"|\b(?:price|cost|fee|amount|rent|rate|sum|total|net|gross)\b",
    re.IGNORECASE,
)
_LABELLED = lazy_pattern(r"(?:\d{1,3}[.)]\s+)?([^:.!?|]{1,80}):\s+(\S.*)")
_CELL = lazy_pattern(r"(?:([^:·]{1,80}): )?(.+)", re.DOTALL)


def _named_in(passage: Passage, asked: frozenset[str]) -> Iterator[_Named]:
    around = stems_of(f"{passage.chunk.title} {passage.chunk.heading}")
    for span in passage.chunk.sentences:
        told, text = said(passage, span), quote(passage, span)
        if told != text and " · " in told:
            shared = _of_row(told, asked, around)
        else:
            label = _LABELLED.fullmatch(text.strip())
            shared = _of_label(label, asked, around) if label else 0
        if shared:
            yield _Named(passage, span, shared)
    yield from _in_entries(passage, asked, around)


def _of_row(told: str, asked: frozenset[str], around: frozenset[str]) -> int:
    """Return how many asked words are in the cells of a row that names all that is asked for; 0 where it does not."""
    cells = [match for part in told.split(" · ") if (match := _CELL.fullmatch(part))]
    columns = stems_of(" ".join(match.group(1) or "" for match in cells))
    values = " ".join(match.group(2) for match in cells)
    own = stems_of(values)
    left = asked - own - columns - around
    open_ = frozenset(stem for stem in left if not any(kin(stem, column) for column in columns))
    if _lacks(open_, values) or not asked & own or (open_ & _MONEY and not _AMOUNT.search(told)):
        return 0
    return len(asked & own)


def _of_label(label: re.Match[str], asked: frozenset[str], around: frozenset[str]) -> int:
    """Return how many asked words a label has that is named whole; 0 where something asked is named nowhere."""
    named = stems_of(label.group(1))
    if not named or not named <= asked or _lacks(asked - named - around, label.group(2)):
        return 0
    return len(named)


def _lacks(stems: frozenset[str], value: str) -> bool:
    """Whether something asked is not named: a word for a price is, where the value is an amount or a number."""
    return bool(stems - _MONEY) or (bool(stems) and not re.search(r"\d", value))


# -- entries: lines of one person or thing, parted from those of others by a blank line --------------------------------

_PROPERTIES: tuple[tuple[frozenset[str], EntityType], ...] = (
    (stems_of("telephone phone tel mobile call number"), EntityType.PHONE),
    (stems_of("email e-mail mail"), EntityType.MAIL),
    (stems_of("website web link homepage"), EntityType.LINK),
)
_ADDRESS = stems_of("address live lives street")
_STREET = lazy_pattern(r"[A-Z][\w'’. -]+ \d+\w?(?:,.*)?|\d+\w? [A-Z][\w'’. -]+(?:,.*)?")


_ASKED_OF_ENTRIES = _ADDRESS.union(*(words for words, _ in _PROPERTIES))


def _in_entries(passage: Passage, asked: frozenset[str], around: frozenset[str]) -> Iterator[_Named]:
    for entry in _entries(passage):
        head = stems_of(quote(passage, entry[0]))
        if not head or not head <= asked:
            continue
        wanted = asked - head - (around - _ASKED_OF_ENTRIES)
        for span in entry[1:]:
            if _is_property(wanted, quote(passage, span).strip()):
                yield _Named(passage, span, len(head) + 1)


def _is_property(wanted: frozenset[str], line: str) -> bool:
    for words, type_ in _PROPERTIES:
        if wanted and wanted <= words:
            return bool(records_of(line, type_))
    is_street = _STREET.fullmatch(line) is not None and not records_of(line, EntityType.PHONE)
    return bool(wanted) and wanted <= _ADDRESS and is_street


def _entries(passage: Passage) -> Iterator[tuple[Span, ...]]:
    """Yield the runs of lines that no blank line parts, of two lines or more."""
    run: list[Span] = []
    spans = passage.chunk.sentences
    for span, following in pairwise([*spans, None]):
        if span is None:
            continue
        run.append(span)
        gap = "" if following is None else quote(passage, Span(span.end, following.start))
        if following is None or "\n\n" in gap or "\n" not in gap:
            if len(run) > 1:
                yield tuple(run)
            run = []
