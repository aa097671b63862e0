"""Comparing: both sides of a comparison are looked up and read on their own, and shown side by side.

Where both are figures of one unit, their difference is worked out, and which is the larger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, islice

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.english.attributes import attribute_of, speaks_of
from assistant.english.comparisons import Comparison, Direction, UnnamedPair, comparison_of, extreme_of, unnamed_pair_of
from assistant.english.kinship import kin
from assistant.english.naming import names_of
from assistant.english.numbers import Number, figures_of
from assistant.english.units import CODES
from assistant.english.words import content_stems, split_words, stems_of
from assistant.messages.message import Message, joined, say
from assistant.proving.citations import Citations
from assistant.quoting.lookups import look_up
from assistant.quoting.offers import Side, held_side_by_side, side_of
from assistant.quoting.wholes import is_row
from assistant.reader.by_language import Readers
from assistant.reader.readings import Reading, place_of, quote, said
from assistant.ways import Asked
from ingest.documents import DocumentId, Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage
from vectorstore.views import Record, SearchedLibrary

_READ = 8  # passages of each side
_PAIRS = 3  # of sentences that say the same of both sides
_ALIKE = 0.4  # of the words of the shorter of two sentences, the sides' names apart, where both say the same
_TWO = 2  # sides
_FOUND = 0.8  # probability of what the words of a side and of what is compared name together


class OfferComparer:
    """A `Way` of questions that compare two documents of a sort without naming them; tried before tables are."""

    name = "compare"

    def __init__(self, library: SearchedLibrary) -> None:
        self._library = library

    def answer(self, asked: Asked) -> Answer | None:
        """Return two documents of a sort side by side, "the two offers", where there are no more than two of it."""
        pair = unnamed_pair_of(asked.standalone)
        if pair is None:
            return None
        sides = list(islice(self._sides(pair, asked), _TWO + 1))
        if len(sides) != _TWO:
            return None
        one, other = sides
        pairs = held_side_by_side(pair, one, other)
        aspect = pair.aspect or ("" if pair.quality else "all")
        return _answer(Comparison((one.name, other.name), aspect, pair.quality), pairs) if pairs else None

    def _sides(self, pair: UnnamedPair, asked: Asked) -> Iterator[Side]:
        """Yield what is of the sort among the documents found, and then among those that are called so."""
        passages = self._library.search(asked.standalone, limit=_READ, documents=asked.documents)
        found = frozenset(one.chunk.document_id for one in passages)
        sort = content_stems(split_words(pair.sort))
        records = self._library.documents()
        chosen = [one for one in records if not asked.documents or one.id in asked.documents]
        called = (one for one in chosen if sort and all(stem in f"{one.title} {one.uri}".lower() for stem in sort))
        for record in chain((one for one in chosen if one.id in found), (one for one in called if one.id not in found)):
            side = side_of(pair, self._whole(record))
            if side is not None:
                yield side

    def _whole(self, record: Record) -> tuple[Passage, ...]:
        chunks = self._library.chunks(record.id)
        return tuple(Passage(chunk, record.uri, record.revision, 1.0, 1.0, None, None) for chunk in chunks)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number of a sentence, as it stands there with its unit."""

    number: Number
    words: str


class Comparer:
    """A `Way` of questions that compare two things by name."""

    name = "compare"

    def __init__(self, library: SearchedLibrary, readers: Readers) -> None:
        self._library = library
        self._readers = readers

    def answer(self, asked: Asked) -> Answer | None:
        """Return both sides with their citations; None where one of them is not found, or nothing is compared."""
        comparison = comparison_of(asked.standalone)
        if comparison is None:
            return None
        if comparison.is_class:
            bare = replace(comparison, aspect="", is_class=False)
            return self._compared(bare, asked) or self._compared(comparison, asked)
        return self._compared(comparison, asked)

    def _compared(self, comparison: Comparison, asked: Asked) -> Answer | None:
        first, second = (
            self._passages(side, comparison.aspect or comparison.quality, asked.documents) for side in comparison.sides
        )
        pairs = self._pairs(comparison, first, second)
        if not pairs:
            return None
        return _answer(comparison, pairs)

    def _passages(self, side: str, aspect: str, documents: Sequence[DocumentId]) -> tuple[Passage, ...]:
        return self._library.search(f"{aspect} {side}".strip(), limit=_READ, documents=documents)

    def _pairs(
        self, comparison: Comparison, first: Sequence[Passage], second: Sequence[Passage]
    ) -> list[tuple[Reading, Reading]]:
        if not comparison.aspect and not comparison.quality:
            return _alike(comparison, first, second)
        sides = [
            self._of_side(comparison, side, passages)
            for side, passages in zip(comparison.sides, (first, second), strict=True)
        ]
        one, other = sides
        if one is None or other is None:
            return []
        return [] if _is_same(one, other) else [(one, other)]

    def _of_side(self, comparison: Comparison, side: str, passages: Sequence[Passage]) -> Reading | None:
        """Return what is said of what is compared of one side: by its words, or by the reader where they are there."""
        total = _total_of(comparison, side, passages)
        if total is not None:
            return total
        question = f"{comparison.aspect} of {side}" if comparison.aspect else side
        found = (one for one in look_up(question, passages, ()) if _is_of_quality(comparison, one))
        named = tuple(found) or tuple(_named(comparison, side, passages))
        if named:
            return named[0]
        read = self._readers.read(f"What is the {question}?", passages)
        wanted = stems_of(side)
        likely = (
            one
            for one in read.readings
            if one.probability >= read.threshold and _tells(comparison, one) and _is_of_quality(comparison, one)
        )
        return next((one for one in likely if wanted <= _known(one.passage, one.sentence)), None)


def _total_of(comparison: Comparison, side: str, passages: Sequence[Passage]) -> Reading | None:
    """Return the row that adds up the document of a side, where what it costs in all is compared; None for several."""
    if not _COSTS.search(f"{comparison.quality} {comparison.aspect}") or _COSTS.sub("", comparison.aspect).strip():
        return None
    wanted = stems_of(side)
    found = {
        (passage.chunk.document_id, span): Reading(passage, span, _FOUND)
        for passage in passages
        if wanted <= stems_of(f"{passage.chunk.title} {place_of(passage)}")
        for span in passage.chunk.sentences
        if _TOTAL.match(quote(passage, span)) and figures_of(quote(passage, span)).numbers
    }
    return next(iter(found.values())) if len(found) == 1 else None


_COSTS = lazy_pattern(r"\b(?:cheap|dear|expensive|costly|pric|cost)\w*|\btotals?\b|\bmore\b|\bless\b", re.IGNORECASE)
_TOTAL = lazy_pattern(r"(?:grand |overall )?(?:total|sum)\b(?: price| cost| amount)?[^|:\n]{0,20}[|:]", re.IGNORECASE)


def _is_same(one: Reading, other: Reading) -> bool:
    """Tell whether two readings are one sentence, whichever passages it was read in."""
    return one.passage.chunk.document_id == other.passage.chunk.document_id and one.sentence == other.sentence


def _is_of_quality(comparison: Comparison, reading: Reading) -> bool:
    """Tell whether a row has a column for the quality that is compared by; anything else may say it otherwise."""
    if comparison.aspect or not comparison.quality or not is_row(reading):
        return True
    base = _base(comparison.quality)
    columns = " ".join(part.partition(": ")[0] for part in reading.text.split(" · "))
    attribute = attribute_of(f"how {comparison.quality.removesuffix('er')} is it")
    kindred = any(kin(base, stem) for stem in stems_of(columns))
    return kindred or (attribute is not None and speaks_of(attribute, columns))


def _tells(comparison: Comparison, reading: Reading) -> bool:
    """Tell whether a sentence speaks of what is compared: by its word, or by a figure where that has a size."""
    if comparison.aspect:
        told = names_of(f"{reading.passage.chunk.heading} {reading.text}")
        return any(map(told.covers, _telling_of(comparison.aspect)))
    if not comparison.quality:
        return True
    base = _base(comparison.quality)
    if any(kin(base, stem) for stem in stems_of(reading.text)):
        return True
    return extreme_of(comparison.quality) is not Direction.NONE and bool(figures_of(reading.text).numbers)


def _known(passage: Passage, span: Span) -> frozenset[str]:
    """Return the stems of a sentence, of its title and of its headings."""
    return stems_of(f"{passage.chunk.title} {passage.chunk.heading} {said(passage, span)}")


def _named(comparison: Comparison, side: str, passages: Sequence[Passage]) -> Iterator[Reading]:
    """Yield the sentences that have what is compared, and with their titles the side, those with a figure first."""
    wanted = stems_of(side)
    aspect = _telling_of(comparison.aspect) or frozenset([_base(comparison.quality)])
    found: list[tuple[tuple[bool, int], Reading]] = []
    for passage in passages:
        for span in passage.chunk.sentences:
            own = stems_of(said(passage, span))
            shared = sum(any(kin(one, other) for other in own) for one in aspect)
            label = quote(passage, span).strip() in {passage.chunk.title, *passage.chunk.heading.split(" › ")}
            if not shared or label or not wanted <= _known(passage, span):
                continue
            if not all(any(kin(one, other) for other in _known(passage, span)) for one in aspect):
                continue
            rank = (not figures_of(said(passage, span)).numbers, -shared - len(wanted & own))
            found.append((rank, Reading(passage, span, _FOUND)))
    yield from (reading for _, reading in sorted(found, key=lambda pair: pair[0]))


def _telling_of(aspect: str) -> frozenset[str]:
    """Return the stems of what is compared, without words for any measure: delivery, of "delivery times"."""
    stems = stems_of(aspect)
    return stems - _MEASURES or stems


_MEASURES = stems_of("time times number amount date size level rate value figure period duration")


def _base(comparative: str) -> str:
    """Return the stem of an adjective by its comparative: of "longer", that of "long"."""
    bare = re.sub(r"(?<=[^aeiou])ier$", "y", comparative)
    bare = bare.removesuffix("er") if bare == comparative else bare
    return split_words(bare or comparative)[0].stem


def _alike(
    comparison: Comparison, first: Sequence[Passage], second: Sequence[Passage]
) -> list[tuple[Reading, Reading]]:
    """Return the sentences of both sides that say the same of each, in other figures or words, most alike first."""
    names = stems_of(" ".join(comparison.sides))
    ones, others = (
        list(_of_thing(side, passages)) for side, passages in zip(comparison.sides, (first, second), strict=True)
    )
    pairs: list[tuple[float, int, Reading, Reading]] = []
    for place, one in enumerate(ones):
        for other in others:
            own, their = _telling(one) - names, _telling(other) - names
            share = len(own & their) / max(1, min(len(own), len(their)))
            if share >= _ALIKE and one.text != other.text:
                pairs.append((share, place, one, other))
    kept: list[tuple[int, Reading, Reading]] = []
    for _, place, one, other in sorted(pairs, key=lambda pair: -pair[0]):
        if not any(one in pair or other in pair for pair in kept) and len(kept) < _PAIRS:
            kept.append((place, one, other))
    if kept:
        return [(one, other) for _, one, other in sorted(kept, key=lambda pair: pair[0])]
    return [(ones[0], others[0])] if ones and others else []


def _telling(reading: Reading) -> frozenset[str]:
    return frozenset(word.stem for word in split_words(reading.text) if word.is_content and not word.is_number)


def _of_thing(side: str, passages: Sequence[Passage]) -> Iterator[Reading]:
    """Yield the sentences that are of a thing: of a document or section called so, or that name it."""
    wanted = stems_of(side)
    for passage in passages:
        labels = {passage.chunk.title, *passage.chunk.heading.split(" › ")}
        for span in passage.chunk.sentences:
            if wanted <= _known(passage, span) and quote(passage, span).strip() not in labels:
                yield Reading(passage, span, _FOUND)


# -- as an answer ------------------------------------------------------------------------------------------------------


def _answer(comparison: Comparison, pairs: Sequence[tuple[Reading, Reading]]) -> Answer:
    citations = Citations()
    statements: list[Statement] = []
    for pair in pairs:
        numbers = tuple(citations.cite(one.passage, one.sentence) for one in pair)
        told = _difference(comparison, pair)
        if told:
            statements.append(Statement(told, numbers, Support(Verdict.SUPPORTED, pair[0].probability), concluded=True))
        statements.extend(
            Statement(one.text, (number,), Support(Verdict.SUPPORTED, one.probability), one.highlights)
            for one, number in zip(pair, numbers, strict=True)
        )
    confidence = min(one.probability for pair in pairs for one in pair)
    passages = tuple(dict.fromkeys(one.passage for pair in pairs for one in pair))
    return Answer("", "", tuple(statements), citations.made(), passages, confidence=confidence)


def _difference(comparison: Comparison, pair: tuple[Reading, Reading]) -> Message | None:
    """Return the difference of two figures of one unit in words, None where there is none to work out."""
    figures = _figures_of_both(comparison, pair)
    if figures is None:
        return None
    (one, first), (other, second) = zip(comparison.sides, figures, strict=True)
    gap = abs(first.number.value - second.number.value)
    extreme = extreme_of(comparison.quality)
    if not gap:
        return say("{one} and {other}: {figure} each, no difference.", one=one, other=other, figure=first.words)
    difference = _with_unit(gap, first, second)
    if extreme is Direction.NONE:
        return say(
            "{one}: {first}; {other}: {second}; difference: {difference}.",
            one=one,
            first=first.words,
            other=other,
            second=second.words,
            difference=difference,
        )
    wins = (first.number.value > second.number.value) == (extreme is Direction.MORE)
    best, figure, rest = (one, first, second) if wins else (other, second, first)
    told = say(
        "{best}: {figure}, against {rest}; difference: {difference}.",
        best=best,
        figure=figure.words,
        rest=rest.words,
        difference=difference,
    )
    return joined([say("Yes.") if wins else say("No."), told]) if comparison.asks else told


def _with_unit(gap: Decimal, *figures: _Figure) -> str:
    """Return a difference with the unit of the figure that it looks most like: €, or the word behind the number."""
    value = f"{gap.normalize():,f}"
    larger = max(figures, key=lambda figure: figure.number.value)
    sign = re.match(r"[$€£¥]", larger.words)
    unit = re.search(r"\s?([%$€£¥]|[^\W\d_]+)$", larger.words)
    if sign:
        return f"{sign.group()}{value}"
    return f"{value}{(unit.group().removesuffix('s') if gap == 1 else unit.group()) if unit else ''}"


def _figures_of_both(comparison: Comparison, pair: tuple[Reading, Reading]) -> tuple[_Figure, _Figure] | None:
    """Return the figures that are compared: of one unit, the only ones of it in each, that differ where several do."""
    texts = [_compared_part(comparison, text) for text in _alike_cells(*(one.text for one in pair))]
    first, second = ({one.unit: one for one in _single(text)} for text in texts)
    units = [unit for unit in first if unit in second]
    if len(units) > 1:
        units = [unit for unit in units if first[unit].value != second[unit].value]
    if len(units) != 1:
        return None
    (unit,) = units
    return _as_written(texts[0], first[unit]), _as_written(texts[1], second[unit])


def _alike_cells(*rows: str) -> tuple[str, ...]:
    """Return of two rows the cells of columns that both have, bare numbers with the currency of their column.

    Any other sentences as they are.
    """
    cells = [[part.partition(": ") for part in row.split(" · ")] for row in rows]
    if any(len(row) == 1 for row in cells):
        return rows
    names = [frozenset().union(*(stems_of(name) for name, _, _ in row)) for row in cells]
    shared = names[0] & names[1]
    return tuple(
        " · ".join(f"{name}: {value}{_currency(name, value)}" for name, _, value in row if stems_of(name) & shared)
        for row in cells
    )


def _currency(column: str, value: str) -> str:
    code = _CODE.search(column)
    return f" {CODES.get(code.group(), code.group())}" if code is not None and _BARE.fullmatch(value) else ""


_CODE = lazy_pattern(rf"\b(?:{'|'.join(name.upper() for name in CODES)})\b|[€$£¥]")
_BARE = lazy_pattern(r"[\d.,]+")


def _compared_part(comparison: Comparison, text: str) -> str:
    """Return of a table's row the cell that is compared, by its column; any other sentence as it is."""
    cells = [part.partition(": ") for part in text.split(" · ")]
    if len(cells) == 1:
        return text
    wanted = stems_of(comparison.aspect) | frozenset([_base(comparison.quality)] if comparison.quality else [])
    named = [
        value for column, _, value in cells if any(kin(one, other) for one in wanted for other in stems_of(column))
    ]
    return named[0] if len(named) == 1 else text


def _single(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that are the only ones of their unit, and exact."""
    numbers = figures_of(text).numbers
    for number in numbers:
        if number.low == number.high and sum(one.unit == number.unit for one in numbers) == 1:
            yield number


def _as_written(text: str, number: Number) -> _Figure:
    unit = rf"[\s-]?(?:[%$€£¥]|{_SORT_OF_UNIT}[^\W\d_]+)" if number.unit else r"\s?[%$€£¥]"
    behind = re.match(unit, text[number.span.end :])
    end = number.span.end + (behind.end() if behind and not re.match(r"[$€£¥]", text[number.span.start :]) else 0)
    return _Figure(number, text[number.span.start : end])


_SORT_OF_UNIT = "(?:(?:working|business|school|square|cubic) )?"
