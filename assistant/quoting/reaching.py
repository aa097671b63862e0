"""Reaching: the telephone number, the mail or the web address of whoever a question names.

Knows how such addresses are spelt and how lines name whose they are; never how likely a sentence answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.english.entities import EntityType, records_of
from assistant.english.naming import names_of
from assistant.english.words import Word, split_words, stems_of
from assistant.reader.readings import quote, said
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_PROPERTIES: tuple[tuple[frozenset[str], EntityType], ...] = (
    (stems_of("telephone phone tel mobile call number"), EntityType.PHONE),
    (stems_of("email e-mail mail"), EntityType.MAIL),
    (stems_of("website web link homepage"), EntityType.LINK),
)
_ADDRESS = stems_of("address live lives street")
_STREET = lazy_pattern(r"[A-Z][\w'’. -]+ \d+\w?(?:,.*)?|\d+\w? [A-Z][\w'’. -]+(?:,.*)?")
_ASKED_OF_ENTRIES = _ADDRESS.union(*(words for words, _ in _PROPERTIES))
_ASKED = (
    (
        lazy_pattern(
            r"\b(?:(?:tele)?phone|mobile|tel)\b(?:['’]s)? ?(?:numbers?|no)?|['’]s? numbers?\W*$"
            r"|\bnumber (?:can|do|should|must) (?:i|we) (?:call|ring|dial)\b",
            re.IGNORECASE,
        ),
        EntityType.PHONE,
        stems_of("telephone phone tel mobile call ring dial number"),
    ),
    (lazy_pattern(r"\be-?mail(?: address)?\b", re.IGNORECASE), EntityType.MAIL, stems_of("email e-mail mail address")),
)


def reached(passage: Passage, question: str, words: tuple[Word, ...]) -> Iterator[tuple[Span, int]]:
    """Yield the lines that tell how whoever is named is reached, with how many of the asked words name them."""
    chunk = passage.chunk
    around = names_of(f"{chunk.title} {chunk.heading}")
    yield from _in_entries(passage, frozenset(word.stem for word in words), around.stems)
    asked = next(((type_, drop) for form, type_, drop in _ASKED if form.search(question)), None)
    if asked is None:
        return
    type_, vocabulary = asked
    whose = [word for word in words if word.stem not in vocabulary]
    for span in chunk.sentences:
        told = said(passage, span)
        found = records_of(told, type_)
        if len(found) != 1 or not whose:
            continue
        own = names_of(told[: found[0].span.start] + told[found[0].span.end :])
        held = [word for word in whose if own.has(word)]
        if not held or not all(word in held or around.has(word) for word in whose):
            continue
        if not _OF_SOMETHING.search(question) or _opens_with(told, held):
            yield span, len(held) + 1


# An invoice has a number too, and none to call where a line says whom to call about it.
_OF_SOMETHING = lazy_pattern(r"['’]s? numbers?\W*$", re.IGNORECASE)


def _opens_with(line: str, named: Sequence[Word]) -> bool:
    first = next((word for word in split_words(line) if word.is_content), None)
    return first is not None and any(map(names_of(first.form).has, named))


# -- entries: lines of one person or thing, parted from those of others by a blank line --------------------------------


def _in_entries(passage: Passage, asked: frozenset[str], around: frozenset[str]) -> Iterator[tuple[Span, int]]:
    for entry in _entries(passage):
        head = stems_of(quote(passage, entry[0]))
        if not head or not head <= asked:
            continue
        wanted = asked - head - (around - _ASKED_OF_ENTRIES)
        for span in entry[1:]:
            if _is_property(wanted, quote(passage, span).strip()):
                yield span, len(head) + 1


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
