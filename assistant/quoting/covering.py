"""Covering: whether a sentence has all that is asked: its words, its names, and for "why" a reason.

The network is trained on news; of notes, contracts and letters it often ranks the right sentence first without being
sure of it. Where that one has every word of the question, in itself or in what it stands under, and what is asked for
by its form, it is the answer; one that lacks a name that other passages have is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from assistant.english.expectation import Expectation, Kind, expect, find_candidates, size_of
from assistant.english.language import may_be_another, may_be_english
from assistant.english.names import is_name
from assistant.english.naming import names_of
from assistant.english.other_languages import AMOUNTS
from assistant.english.words import Word, content_stems, split_words, stems_of
from assistant.quoting.namesakes import without_namesakes
from assistant.reader.beginnings import beginnings_of, has_blanks
from assistant.reader.readings import Reading, place_of, quote, said
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_LIKELY = 0.5  # probability of a sentence that has all: chosen by judgement, not yet calibrated
_LEAST = 0.06  # what the network must give it
_AHEAD = 1.5  # times as likely as the next
_FORMLESS = frozenset({Kind.OTHER, Kind.REASON, Kind.YES_NO})
_GOOD_FORM = 0.7  # fit of what is asked for


def covering(question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the likeliest reading, made likely, where it has all that is asked; nothing where it does not."""
    likeliest = [one for one in readings if not one.text.rstrip().endswith("?")][:2]
    if not likeliest or likeliest[0].probability < _LEAST:
        return ()
    top, *others = likeliest
    if any(top.probability < _AHEAD * one.probability for one in others):
        return ()
    is_english = may_be_english(question)
    if not (_covers(question, top, passages) if is_english else _covers_elsewhere(question, top)):
        return ()
    return (replace(top, probability=max(top.probability, _LIKELY)),)


def _covers(question: str, reading: Reading, passages: Sequence[Passage]) -> bool:
    asked = _Asked.of(question)
    return _has_words(asked, reading, passages) and _has_form(asked.expectation, reading, asked.focus)


def _covers_elsewhere(question: str, reading: Reading) -> bool:
    """Tell whether a sentence, with title and heading, has all words of a question in another language than English.

    Words for an amount are told by a figure. Words are known by their beginnings, where blanks part them.
    """
    bare = _AMOUNTS.sub(" ", question)
    asked, own = beginnings_of(bare), beginnings_of(reading.text)
    chunk = reading.passage.chunk
    has_amount = bare == question or _DIGIT.search(reading.text) is not None
    around = beginnings_of(f"{chunk.title} {chunk.heading}")
    return has_blanks(question) and has_amount and bool(asked & own) and asked <= own | around


_AMOUNTS = lazy_pattern(AMOUNTS)
_DIGIT = lazy_pattern(r"\d")


def head_of(question: str) -> frozenset[str]:
    """Return the stem of the noun that is asked for: of "day" in "what is the laundry day of flat 2"."""
    named = _NAMED.match(question)
    return (
        content_stems([word for word in split_words(named.group(1)) if word.is_content][-1:]) if named else frozenset()
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: what sort of answer it asks for, its telling words, and the stems of the noun that is asked for."""

    expectation: Expectation
    words: tuple[Word, ...]
    focus: frozenset[str]

    @classmethod
    def of(cls, question: str) -> _Asked:
        """Take a question apart: "long" of "how long" tells only what sort of answer it asks for."""
        expectation = expect(question)
        size = size_of(question)
        words = (
            word for word in expectation.words if word.is_content and word.stem not in _ASKING and word.start != size
        )
        return cls(expectation, tuple(words), expectation.focus or head_of(question))


_NAMED = lazy_pattern(
    r"^\W*what(?:['’]s| is| are| was| were) (?:the|our|my|its|their) ([\w' -]+?)"
    r"(?: (?:of|for|in|on|at|to|from|with|by|when|if|after|before)\b.*|\W*)$",
    re.IGNORECASE,
)


def _has_words(asked: _Asked, reading: Reading, passages: Sequence[Passage]) -> bool:
    """Tell whether a sentence has most words itself, and its title, headings and those of its document the others."""
    words = asked.words
    said = names_of(reading.text)
    held = [word for word in words if said.has(word)]
    chunk = reading.passage.chunk
    near = names_of(f"{chunk.title} {chunk.heading}")
    left = [word for word in words if word not in held and not near.has(word)]
    if not held or any(word.is_number or word.is_capitalised for word in left):
        return False
    others = [one for one in passages if one.chunk.document_id == chunk.document_id]
    wide = names_of(" ".join([*(one.chunk.heading for one in others), place_of(reading.passage)]))
    focus = [word for word in words if word.stem in asked.focus]
    return all(map(wide.has, left)) and 2 * len(left) <= len(words) and (not focus or any(map(said.has, focus)))


def _has_form(expectation: Expectation, reading: Reading, focus: frozenset[str]) -> bool:
    if expectation.kind is Kind.REASON:
        return _CAUSE.search(reading.text) is not None
    if expectation.kind in _FORMLESS:
        return bool(focus)
    found = find_candidates(expectation, reading.text, split_words(reading.text))
    return any(one.fit >= _GOOD_FORM for one in found)


_ASKING = stems_of("tell show give find say question please name according exactly actually")


# -- what is asked of a thing ------------------------------------------------------------------------------------------


def on_subject(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings that are sure, or speak of what is asked and not of the thing by name alone.

    "Who painted the mill?" is answered by no sentence on the mill without a word for that. Title, headings and the
    sentences beside it fill in. Which word is wanted most is not asked: an answer says it in its own words too often.
    Texts of other languages are all kept, and all for a word or two of another language that no text has.
    """
    asked = _Asked.of(question)
    everything = split_words(question)
    names = {word for at, word in enumerate(everything) if is_name(everything, at)}
    words = [word for word in asked.words if word not in names and not word.is_number]
    if not words or not may_be_english(question):
        return tuple(readings)

    @cache
    def speaks(text: str) -> bool:
        return any(map(names_of(text).means, words))

    def tells(reading: Reading) -> bool:
        is_sure = reading.probability >= _SURE or not may_be_english(reading.passage.chunk.text)
        return is_sure or any(map(speaks, _with_neighbours(reading)))

    kept = tuple(one for one in readings if tells(one))
    return kept or (tuple(readings) if may_be_another(question) else ())


_BESIDE = 2  # sentences before and behind


def _with_neighbours(reading: Reading) -> tuple[str, ...]:
    chunk = reading.passage.chunk
    at = chunk.sentences.index(reading.sentence) if reading.sentence in chunk.sentences else 0
    beside = [span for span in chunk.sentences[max(0, at - _BESIDE) : at + _BESIDE + 1] if span != reading.sentence]
    near = (quote(reading.passage, one) for one in beside if quote(reading.passage, one) == said(reading.passage, one))
    return (chunk.title, chunk.heading, place_of(reading.passage), reading.text, *near)


# -- names that a passage must have ------------------------------------------------------------------------------------


def of_names(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings of passages that have each name of two words or more, where some passage has it whole.

    In other languages than English two words with a capital are as often nouns, and have endings: there only sentences
    on a namesake are left out, on David Boeing, where Клара Боинг is asked for.
    """
    kept = tuple(readings)
    if not may_be_english(question):
        return without_namesakes(question, kept)
    passages = {one.passage.chunk.id: one.passage for one in kept}
    for run in _names(split_words(question)):
        known = {chunk_id: _stems(passage) for chunk_id, passage in passages.items()}
        wanted = content_stems(run)
        if any(wanted <= stems for stems in known.values()):
            kept = tuple(one for one in kept if run[-1].stem in known[one.passage.chunk.id])
    return kept


def _stems(passage: Passage) -> frozenset[str]:
    chunk = passage.chunk
    return stems_of(f"{chunk.title} {chunk.heading} {chunk.text}")


def _names(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Yield the names of a question that have two words or more."""
    marked = [(index, word) for index, word in enumerate(words) if word.is_content]
    for is_part, group in groupby(marked, key=lambda pair: is_name(words, pair[0])):
        run = tuple(word for _, word in group)
        if is_part and len(run) > 1:
            yield run


# -- reasons -----------------------------------------------------------------------------------------------------------

_CAUSE = lazy_pattern(
    r"\b(?:because|since|as|due to|owing to|thanks to|reasons?|so that|so as to|in order to|therefore|thus|hence"
    r"|for fear|caus(?:e[sd]?|ing)|why|otherwise|purpose)\b",
    re.IGNORECASE,
)
_SURE = 0.6  # from which on the network is believed that a sentence without such a word gives a reason


def with_reasons(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return for "why" the readings that give a reason by a word for one, there or behind, or that are read as sure."""
    if expect(question).kind is not Kind.REASON:
        return tuple(readings)
    return tuple(one for one in readings if one.probability >= _SURE or _gives_reason(one))


def _gives_reason(reading: Reading) -> bool:
    spans = reading.passage.chunk.sentences
    at = spans.index(reading.sentence) if reading.sentence in spans else -1
    behind = quote(reading.passage, spans[at + 1]) if 0 <= at < len(spans) - 1 else ""
    return _CAUSE.search(reading.text) is not None or _POINTS_BACK.match(behind) is not None


_POINTS_BACK = lazy_pattern(r"(?:The reason|This is because|That is why|Because)\b")
