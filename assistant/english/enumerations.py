"""Enumerations: the items of a list that a sentence gives, "A, B and C". Knows commas and "and", never the things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.english.auxiliaries import HELPING
from assistant.english.words import Word, split_words
from ingest.documents import Span
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list in a sentence: the span of each item, three at least; of the first and last their nearest words."""

    items: tuple[Span, ...]


_ITEM = r"[^,;:.!?()\n]{1,60}?"
_LIST = lazy_pattern(
    rf"(?P<first>[^,;:!?()\n]+),\s(?P<middle>(?:{_ITEM},\s)*)(?P<late>{_ITEM}),?\s(?:and|or|and/or|as well as)\s"
    rf"(?P<last>[^,;:!?()\n]+)"
)
_MOST_WORDS = 5  # of an item between two commas; more are a clause
_NEAREST = 2  # words of the first and of the last item that surely belong to it
_ENDS = HELPING | frozenset(
    "in on at by for "
    "from with to who which that when while as among during after before between over under since until but".split()
)


def enumerations(sentence: str) -> tuple[Enumeration, ...]:
    """Return the lists of a sentence, each of three items or more."""
    return tuple(_read(sentence))


def _read(sentence: str) -> Iterator[Enumeration]:
    for match in _LIST.finditer(sentence):
        middle = [
            Span(match.start("middle") + one.start(), match.start("middle") + one.end())
            for one in re.finditer(r"[^,]+?(?=,)", match.group("middle"))
        ]
        inner = [*middle, Span(*match.span("late"))]
        if _JOINED.search(match.group("first")) or any(_is_clause(sentence[one.start : one.end]) for one in inner):
            continue
        ends = (_last_words(sentence, Span(*match.span("first"))), _first_words(sentence, Span(*match.span("last"))))
        if ends[0] is not None and ends[1] is not None:
            yield Enumeration((ends[0], *(_trimmed(sentence, one) for one in inner), ends[1]))


_JOINED = lazy_pattern(r"\b(?:and|or)\s+\w+$")  # "A and B, which" is no list


def _is_clause(text: str) -> bool:
    """Whether what stands between two commas is no item but says something: "bringing light from"."""
    words = split_words(text)
    return len(words) > _MOST_WORDS or not words or (words[0].lower.endswith("ing") and len(words) > _NEAREST)


def _trimmed(sentence: str, span: Span) -> Span:
    text = sentence[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _last_words(sentence: str, span: Span) -> Span | None:
    """Return the last words of what stands before the first comma: its head goes before them."""
    words = split_words(sentence[span.start : span.end])
    kept: list[int] = []
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if not word.is_content or len(kept) == _NEAREST or (kept and not word.is_capitalised):
            break
        kept.append(index)
    if not kept:
        return None
    return Span(span.start + words[kept[-1]].start, span.start + words[kept[0]].end)


def _first_words(sentence: str, span: Span) -> Span | None:
    words = split_words(sentence[span.start : span.end])
    kept: list[Word] = []
    for word in words:
        if word.lower in _ENDS or len(kept) == _MOST_WORDS:
            break
        kept.append(word)
    if not kept:
        return None
    return Span(span.start + kept[0].start, span.start + kept[-1].end)
