"""Bounds: whether a figure that is asked with keeps what a sentence allows: an age, a number of people, some nights.

Knows forms of English and figures; never what it is asked of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.english.numbers import Number, figures_of
from assistant.english.tellers import is_somebody
from ingest.patterns import lazy_pattern

_AGE = lazy_pattern(
    r"\b(?P<of>\d{1,2})[- ]years?[- ]olds?\b|\b(?:aged|at the age of) (?P<at>\d{1,2})\b"
    r"|(?:['’](?:s|m)|\b(?:is|am|are)) (?P<is>\d{1,2})(?=\W*$|[.,;!?]| (?:years?|and|so)\b)",
    re.IGNORECASE,
)
_MODAL = lazy_pattern(r"^\W*may\b", re.IGNORECASE)  # "May 60 people come?" is no month
_OVER = lazy_pattern(r"over\b", re.IGNORECASE)
# Behind an age stand years, or no unit: a verb, a conjunction, the end.
_AGED = r"(?=\W*$|\s?[,;)]|[.](?!\d)|\s(?:years?|or|and|may|can|must|shall|need|will|is|are|has|have)\b)"
_FROM_AGE = lazy_pattern(
    r"\b(?P<of>\d{1,2})(?: years?)?(?: of age| old)? (?:or|and) (?:older|over|above|up)\b"
    r"|\b(?:at least|minimum age(?: is| of|:)?|from(?: the)? age(?: of)?|over(?: the age of)?)"
    rf" (?P<is>\d{{1,2}})s?\b{_AGED}",
    re.IGNORECASE,
)
_UNDER_AGE = lazy_pattern(
    rf"\b(?:under|below|younger than)(?: the age of)? (?P<is>\d{{1,2}})s?\b{_AGED}", re.IGNORECASE
)
_DENIED = lazy_pattern(r"\b(?:not|never|no|nobody|none|cannot|forbidden|prohibited|banned)\b|n['’]t\b", re.IGNORECASE)
_HARMLESS = lazy_pattern(r"\b(?:no|not) (?:more|fewer|less|later|longer|earlier) than\b", re.IGNORECASE)
_TIMES = frozenset("day night week fortnight month year hour minut".split())
_FROM_THEN = lazy_pattern(
    r"\b(?:before|prior|advance|ahead|after|afterwards|notice|later|until|till|within|ago|since|from|old)\b",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


def age_in(text: str) -> int | None:
    """Return the age that a text gives of somebody: "a 10 year old", "He is 7."; None for none."""
    match = _AGE.search(text)
    return int(match["of"] or match["at"] or match["is"]) if match is not None else None


def is_beyond(question: str, sentence: str) -> bool | None:
    """Tell whether the figure of a question is beyond what a sentence allows; None where that bounds no such figure.

    "Nobody under 16 may ..." is against an age of 15, "at most 80 people" against 100, "up to 14 nights" against three
    weeks. That a figure is within a bound does not tell that nothing else stands against it.
    """
    denied = _DENIED.search(_HARMLESS.sub(" ", sentence)) is not None
    age = age_in(question)
    if age is not None:
        return _is_beyond_age(age, sentence, denied=denied)
    asked, said = list(_measures(_MODAL.sub("", question))), list(_measures(sentence))
    for unit, one in asked:
        alike = [other for name, other in said if name == unit and other.low != other.high]
        if len(alike) == 1:
            return _is_outside(one, alike[0], denied=denied)
    return None


def _is_beyond_age(age: int, sentence: str, *, denied: bool) -> bool | None:
    if not is_somebody(sentence):
        return None
    start = _FROM_AGE.search(sentence)
    if start is not None and _OVER.match(start.group()) and age == int(start["is"]):
        return None  # who is 18 may or may not be over 18
    if start is not None:
        return (age < int(start["of"] or start["is"])) != denied
    end = _UNDER_AGE.search(sentence)
    return age < int(end["is"]) if end is not None and denied else None


def _measures(text: str) -> Iterator[tuple[str, Number]]:
    """Yield the numbers that have a unit, weeks and nights as days; no times before or after something."""
    for one in figures_of(text).numbers:
        if one.unit and not (one.unit in _TIMES and _FROM_THEN.search(text)):
            yield ("day" if one.unit in _DAYS else one.unit), one


def _is_outside(asked: Number, bound: Number, *, denied: bool) -> bool | None:
    """Tell whether a value is on the wrong side of "at most 80", or of "over 80" where that is denied."""
    value, told = _in_days(asked), _in_days(bound)
    if bound.low == bound.value < bound.high:
        return value > told if denied else value < told
    if bound.low < bound.value == bound.high:
        return value < told if denied else value > told
    return None


def _in_days(number: Number) -> Decimal:
    return number.value * _DAYS.get(number.unit, 1)
