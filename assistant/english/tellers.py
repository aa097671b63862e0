"""Tellers: whether a sentence can tell who or where, as it has somebody or a place beyond the words of the question.

Knows forms of English. Says no only where there is nothing of the sort; never that what is there is the answer.
"""

from __future__ import annotations

import re

from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.expectation import Expectation, Kind, find_candidates
from assistant.english.words import split_words, stems_of
from ingest.patterns import lazy_pattern


def can_tell(expectation: Expectation, sentence: str, question: str = "") -> bool:
    """Tell whether a sentence has somebody, or a place, where the question asks for that; any other question passes."""
    if expectation.kind is Kind.PERSON:
        somebody = any(_is_fresh(expectation, one) for one in _SOMEBODY.finditer(sentence))
        return somebody or _names(expectation, sentence) or _has_doer(expectation, sentence, question)
    if expectation.kind is Kind.PLACE:
        return _names(expectation, sentence) or _has_place(expectation, sentence)
    return True


def is_somebody(text: str) -> bool:
    """Tell whether a text has a word for somebody who is not called by a name: "the tenant", "our neighbours"."""
    return _SOMEBODY.search(text) is not None


def _names(expectation: Expectation, sentence: str) -> bool:
    return bool(find_candidates(expectation, sentence, split_words(sentence)))


def _is_fresh(expectation: Expectation, match: re.Match[str]) -> bool:
    words = split_words(match.group())
    return not words or any(word.stem not in expectation.stems for word in words)


def _has_doer(expectation: Expectation, sentence: str, question: str) -> bool:
    """Tell whether who does what is asked stands right before it, whoever that is: "the boss signs"."""
    asked = _DOES.match(question)
    verb = stems_of(asked["verb"]) if asked is not None else frozenset[str]()
    fresh = (one.is_content and one.stem not in expectation.stems for one in split_words(sentence))
    done = (one.stem in verb for one in split_words(sentence)[1:])
    return any(is_fresh and is_done for is_fresh, is_done in zip(fresh, done, strict=False))


def _has_place(expectation: Expectation, sentence: str) -> bool:
    if _PLACED.search(sentence):
        return True
    return any(
        match["noun"].lower() not in _TIMES and _is_fresh(expectation, match) for match in _AT.finditer(sentence)
    )


_DOES = lazy_pattern(r"\W*who\s+(?P<verb>\w+)", re.IGNORECASE)
# Whoever is not called by a name: "we", "the tenant", "members"; whose something is, is none.
_SOMEBODY = lazy_pattern(
    r"\b(?:i|we|he|she|they|you|someone|somebody|everyone|everybody|anyone|anybody|nobody|whoever|people|person|men|women"
    r"|man|woman|child|children|parents?|family|staff|team|board|council|committee|company|firm|club|society|association"
    r"|police|landlord|landlady|tenants?|chair|public|guests?|students?|adults?|volunteers?|husband|wife|aunt|friends?"
    r"|pupils?|spouse|heirs?|residents?|patients?|clients?|applicants?|accountants?|bank|school|agency|office|hospital"
    r"|government|court|\w{3,}(?:er|or|ist|ian|ee|eur|eon|bour|man|men|woman|women|folk)s?)\b(?!['’]s?\b|['’](?=\s))",
    re.IGNORECASE,
)
_TIMES = (
    MONTHS
    | WEEKDAYS
    | frozenset(
        "year years month months week weeks day days hour hours minute minutes time times morning evening afternoon"
        " night noon midnight spring summer autumn winter season weekend weekends christmas easter advance case cases"
        " order addition fact general total all part average future past moment end beginning start writing person"
        " short particular least most once first last every each any".split()
    )
)
_AT = lazy_pattern(
    r"\b(?:at|in|on|behind|beside|besides|below|under|underneath|beneath|above|over|near|to|opposite|between|inside"
    r"|outside|within|from|into|through|along|around|by|against|off|via|across|towards?|round|past)\s+"
    r"(?:(?:the|a|an|our|my|your|his|her|their|its|this|that|every|each|any)\s+)*(?P<noun>(?!\d+\b(?!\s+(?-i:[A-Z])))[\w'’-]+)",
    re.IGNORECASE,
)
_PLACED = lazy_pattern(
    r"\b(?:upstairs|downstairs|outside|inside|indoors|outdoors|abroad|online|everywhere|nowhere|anywhere|here|there"
    r"|home|next door|overhead|nearby|north|south|east|west|left|right|front|back|top|bottom|middle|corner|address"
    r"|location|venue|room|hall|street|road|square)\b|(?-i:\d+ [A-Z]\w+|[A-Z]\w+ \d+)",
    re.IGNORECASE,
)
