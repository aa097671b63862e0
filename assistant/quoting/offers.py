"""Offers: two documents of one sort, such as offers for one thing, held side by side by the labels that both have.

Knows labelled values; never a store, nor how a difference is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.english.comparisons import UnnamedPair
from assistant.english.entities import EntityType, records_of
from assistant.english.naming import names_of
from assistant.english.words import split_words
from assistant.quoting.records import labelled
from assistant.reader.readings import Reading, place_of
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_PROBABILITY = 0.85  # of what both have under one label: chosen by judgement, not yet calibrated
_MOST = 5  # labels shown
_COSTS = lazy_pattern(r"\b(?:cheap|dear|expensive|costly|pric)\w*", re.IGNORECASE)
_PRICE = lazy_pattern(r"(?:total |overall |whole )?(?:price|cost|costs|total|amount|fee|sum)\b(?: .*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents: what it is called, and its labelled values in order, each with its label."""

    name: str
    values: tuple[tuple[str, Reading], ...]


def side_of(pair: UnnamedPair, passages: Sequence[Passage]) -> Side | None:
    """Return a document, given by all its passages, as a side; None where it is not of the sort that is compared.

    Of the sort is what is called so by its title or file, or has that for a label: "Boat: Kingfisher".
    """
    values = tuple(_values(passages))
    if not passages or not values:
        return None
    chunk = passages[0].chunk
    called = names_of(f"{chunk.title} {place_of(passages[0])}")
    text = names_of(" ".join(one.chunk.text for one in passages))
    sort = [word for word in split_words(pair.sort) if word.is_content]
    name = next(
        (one.text.partition(": ")[2] for label, one in values if names_of(label).stems == names_of(pair.sort).stems), ""
    )
    is_of = all(text.means(word) for word in split_words(pair.of) if word.is_content)
    return Side(name or chunk.title, values) if is_of and sort and (name or all(map(called.means, sort))) else None


def held_side_by_side(pair: UnnamedPair, one: Side, other: Side) -> list[tuple[Reading, Reading]]:
    """Return the values of both under one label: that which is compared, or all that differ where none is."""
    both = [
        (label, first, second)
        for label, first in one.values
        for name, second in other.values
        if names_of(label).stems == names_of(name).stems
    ]
    if pair.quality or pair.aspect:
        told = [(first, second) for label, first, second in both if _is_compared(pair, label, first.text, second.text)]
        return told if len(told) == 1 else []
    return [(first, second) for _, first, second in both if first.text != second.text][:_MOST]


def _values(passages: Sequence[Passage]) -> Iterator[tuple[str, Reading]]:
    for passage in passages:
        for span in passage.chunk.sentences:
            match = labelled(passage, span)
            if match is not None:
                yield match["label"], Reading(passage, span, _PROBABILITY)


def _is_compared(pair: UnnamedPair, label: str, *texts: str) -> bool:
    """Tell whether a label is that which is compared: by its words, or a price where it is asked what is cheaper."""
    named = names_of(label)
    asked = [word for word in split_words(pair.aspect) if word.is_content]
    costs = _COSTS.search(f"{pair.quality} {pair.aspect}") is not None
    if costs and not all(records_of(text, EntityType.AMOUNT) for text in texts):
        return False
    words = [word for word in asked if not _COSTS.search(word.form)]
    if words:
        return all(map(named.means, words))
    return costs and _PRICE.fullmatch(label.strip()) is not None
