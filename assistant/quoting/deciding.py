"""Decisions: the sentences that decide a yes-or-no question, and whether they say yes or no.

Knows passages and readings; what a sentence answers is told by `english.polarity`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.english.language import may_be_english
from assistant.english.leaning import leans
from assistant.english.naming import names_of
from assistant.english.polarity import (
    Mode,
    Polarity,
    YesNoQuestion,
    asking_of,
    bears,
    places_asked,
    polarity_of,
    polarity_of_label,
    polarity_of_row,
)
from assistant.english.words import stems_of
from assistant.quoting.headed import told_under
from assistant.quoting.records import labelled_values_of
from assistant.reader.readings import Reading, place_of, quote, said
from ingest.chunking import ChunkId
from ingest.documents import DocumentId, Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

# Of a sentence that decides by its form, and of one that speaks of all that is asked without deciding it: at least so
# likely an answer, whatever the network thinks. Chosen by judgement, not yet calibrated.
_DECIDES, _BEARS = 0.9, 0.5
_MOST = 2  # sentences shown


@dataclass(frozen=True, slots=True)
class Decision:
    """The readings that decide, likeliest first, and what they answer; None where they do not agree or do not tell."""

    readings: tuple[Reading, ...]
    polarity: Polarity | None


def decide(question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> Decision | None:
    """Return what decides a yes-or-no question among the passages; None for other questions, and where nothing does."""
    asking = asking_of(question)
    if asking is None:
        return None
    read = {(one.passage.chunk.id, one.sentence): one for one in readings}
    found = _timely(asking, _bearing(asking, passages, read)) or _timely(
        asking, _bearing(asking, passages, read, _documents_of(asking, passages))
    )
    telling = [(one, polarity) for one, polarity in found if polarity is not None]
    if telling:
        return _agreed(telling, [] if asking.mode is Mode.FACT else [one for one, told in found if told is None])
    if not found or asking.mode is Mode.FACT:
        return None
    return Decision(_likeliest([one for one, _ in found]), None)


def _timely(
    asking: YesNoQuestion, bearing: Iterable[tuple[Reading, Polarity | None]]
) -> list[tuple[Reading, Polarity | None]]:
    """Return the sentences that name the weekday or month that is asked for, all where none does."""
    found = list(bearing)
    named = [one for one in found if asking.times and asking.times <= stems_of(one[0].text)]
    return named or found


def touching(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings that speak of half of what is asked with yes or no, or are sure, where nothing decides it.

    All of any other question, and all that other languages than English say.
    """
    asking = asking_of(question)
    if asking is None:
        return tuple(readings)
    english = {text: may_be_english(text) for text in {one.passage.chunk.text for one in readings}}

    def is_kept(reading: Reading) -> bool:
        return reading.probability >= _SURE or not english[reading.passage.chunk.text] or _touches(asking, reading)

    return tuple(one for one in readings if is_kept(one))


_SURE = 0.6  # from which on the network is believed that a sentence answers in other words
_TOUCHED = 0.5  # of the words that are asked for, but those of title and headings


def _touches(asking: YesNoQuestion, reading: Reading) -> bool:
    chunk = reading.passage.chunk
    around = names_of(f"{chunk.title} {chunk.heading} {place_of(reading.passage)}")
    wanted = [stem for stem in asking.wanted if not around.covers(stem)]
    own = names_of(reading.text)
    return sum(map(own.covers, wanted)) >= _TOUCHED * len(wanted)


def _agreed(telling: Sequence[tuple[Reading, Polarity]], open_: Sequence[Reading]) -> Decision:
    """Return the decision; a sentence on the same that decides nothing, such as an exception, leaves it open."""
    polarities = {polarity for _, polarity in telling}
    if len(polarities) > 1:
        first = {polarity: one for one, polarity in reversed(telling)}
        return Decision(tuple(first.values()), None)
    shown = _likeliest([one for one, _ in telling] + list(open_))
    documents = {one.passage.chunk.document_id for one in shown}
    sure = not any(one.passage.chunk.document_id in documents for one in open_)
    return Decision(shown, polarities.pop() if sure else None)


def _likeliest(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the likeliest sentences of one document: those of another are of another house's rules."""
    ordered = sorted(readings, key=lambda one: -one.probability)
    own = [one for one in ordered if one.passage.chunk.document_id == ordered[0].passage.chunk.document_id]
    return tuple(own[:_MOST])


def _bearing(
    asking: YesNoQuestion,
    passages: Sequence[Passage],
    read: dict[tuple[ChunkId, Span], Reading],
    lent: Callable[[Passage, Span], str] | None = None,
) -> Iterator[tuple[Reading, Polarity | None]]:
    seen: set[tuple[str, Span]] = set()
    for passage in passages:
        for index, span in enumerate(passage.chunk.sentences):
            if (passage.chunk.document_id, span) in seen:
                continue
            seen.add((passage.chunk.document_id, span))
            text, around = _with_introduction(passage, index), _around(passage, index)
            polarity = _of_row(asking, passage, span, around)
            wide = around if lent is None else f"{around} {lent(passage, span)}"
            if polarity is None and not bears(asking, text, wide):
                continue
            polarity = polarity or (
                None if _has_exception_behind(passage, index) else polarity_of(asking, text, around)
            )
            reading = read.get((passage.chunk.id, span), Reading(passage, span, 0.0))
            least = _BEARS if polarity is None and asking.mode is not Mode.FACT else 0.0
            least = least if polarity is None else _DECIDES
            yield replace(reading, probability=max(reading.probability, least)), polarity


_LABELLED = lazy_pattern(r"(?P<label>[^:.!?|·]{1,60}):\s+(?P<value>[^:·]{1,60})")


def _documents_of(asking: YesNoQuestion, passages: Sequence[Passage]) -> Callable[[Passage, Span], str]:
    """Return what the document of a sentence lends it: the place that is asked for, and whose values it has.

    A contract on a plot need not say in each rule that it holds there. That alone makes no yes or no of a rule.
    """
    values = labelled_values_of(passages)
    places = {} if asking.mode is Mode.FACT else _places_in(asking, passages)

    def lent(passage: Passage, span: Span) -> str:
        document = passage.chunk.document_id
        if document not in places:
            return ""
        told = values[document]
        return " ".join(sorted(places[document] | (told.values.stems if told.is_told(span) else frozenset())))

    return lent


def _places_in(asking: YesNoQuestion, passages: Sequence[Passage]) -> dict[DocumentId, frozenset[str]]:
    """Return which places that are asked for each document speaks of, as far as its passages were found."""
    found: dict[DocumentId, frozenset[str]] = {}
    for one in passages:
        own = found.get(one.chunk.document_id, frozenset())
        found[one.chunk.document_id] = own | stems_of(one.chunk.text) & places_asked(asking)
    return found


def _has_exception_behind(passage: Passage, index: int) -> bool:
    """Tell whether the sentence behind says what is more, or else: "Longer stays need consent"."""
    spans = passage.chunk.sentences[index + 1 : index + 2]
    return any(_OTHERWISE.match(quote(passage, span)) is not None for span in spans)


_OTHERWISE = lazy_pattern(
    r"(?:longer|more|larger|bigger|higher|heavier|further|otherwise|exceptions?|anything|others|except|unless)\b"
    r"|(?:this|that) (?:does not|doesn['’]t) apply\b",
    re.IGNORECASE,
)


def _of_row(asking: YesNoQuestion, passage: Passage, span: Span, around: str) -> Polarity | None:
    """Return what a row of a table answers by its cell of yes or no, or a labelled value; None for what is neither."""
    told = said(passage, span)
    label = _LABELLED.fullmatch(told.strip())
    if label is not None:
        return polarity_of_label(asking, label["label"], label["value"], around)
    if told == quote(passage, span) or " · " not in told:
        return None
    parts = [part.rpartition(": ") for part in told.split(" · ")]
    return polarity_of_row(asking, [(name, value) for name, _, value in parts], around)


def _around(passage: Passage, index: int) -> str:
    """Return what a sentence leaves to its surroundings: title, headings, and the sentence that it points back to.

    What the file and its folder are called says whose contract it is.
    """
    chunk = passage.chunk
    labels = f"{chunk.title} {chunk.heading} {place_of(passage)}"
    text = quote(passage, chunk.sentences[index])
    if not index or not (leans(text) or _POINTS_BACK.search(text)):
        return labels
    before = quote(passage, chunk.sentences[index - 1])
    further = quote(passage, chunk.sentences[index - 2]) if index > 1 and leans(before) else ""
    return f"{labels} {further} {before}"


_POINTS_BACK = lazy_pattern(r"\b(?:there|them|these|those|it)\b", re.IGNORECASE)


def _with_introduction(passage: Passage, index: int) -> str:
    """Return a sentence; an item of a list with the words that introduce the list.

    Under "Not included" each item is a sentence of its own, "Planning fees are not included", and so it is under "What
    tenants must not do".
    """
    text = said(passage, passage.chunk.sentences[index])
    told = told_under(passage, passage.chunk.sentences[index])
    if told:
        return told
    is_item = _ITEM.fullmatch(text.strip()) is not None
    labels = (quote(passage, passage.chunk.sentences[at]).rstrip() for at in range(index - 1, -1, -1))
    for earlier in (*labels, passage.chunk.heading.rpartition(" › ")[2]):
        state = _STATE.fullmatch(earlier) if is_item else None
        if state is not None:
            return f"{text.strip()} are {state['state'].lower()}"
        if earlier.endswith(":"):
            return f"{earlier} {text}"
        if earlier.endswith((".", "!", "?")):
            break
    return text


_STATE = lazy_pattern(
    r"(?:what(?: is|['’]s)? |things )?"
    r"(?P<state>(?:not )?(?:included|covered|allowed|permitted|required|needed)|excluded|forbidden|prohibited)\W*",
    re.IGNORECASE,
)
_ITEM = lazy_pattern(r"(?!\S*\d+\S* )[^.!?:|]{3,80}")
