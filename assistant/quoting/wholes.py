"""Wholes: questions on many rows at once (how many, in all, the largest, which ones), which no single row answers.

Knows forms of English and how a row reads; never what is in a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.english.expectation import expect
from assistant.english.other_languages import asks_how_many
from assistant.english.words import content_stems, split_words, stems_of
from assistant.reader.readings import Reading, quote, said
from ingest.patterns import lazy_pattern

# A telephone number, a serial number or a head count of something is a name or a figure, and no count of rows.
_COUNTED = lazy_pattern(
    r"\bhow many\b|\bhow often\b"
    r"|(?:^\W*|\b(?:an?|the|total|whole|exact|in|by|what|with|average) )(?:number|count|amount) of\b",
    re.IGNORECASE,
)
_SUMMED = lazy_pattern(
    r"^\W*total \w+"
    r"|\b(?:in total|in all|altogether|all together|combined|sum of|total of|average|(?:the|a) mean|mean of|median)\b"
    r"|\bper (?:month|year|week|person|head|category)\b"
    r"|\b(?:for|do|does|did|has|have|is|are|was|were|by) (?:each|every)\b|\beach of\b",
    re.IGNORECASE,
)
_HOW_MANY = lazy_pattern(r"\bhow many\b", re.IGNORECASE)
_PER = lazy_pattern(r"\bper \w+", re.IGNORECASE)
_MOST = lazy_pattern(
    r"\b(?:most|least|highest|lowest|largest|smallest|biggest|greatest|fewest|longest|shortest|oldest|youngest|newest"
    r"|cheapest|dearest|priciest|heaviest|lightest|tallest|fastest|slowest)\b",
    re.IGNORECASE,
)
_LACKING = lazy_pattern(r"^\W*(?:who|which)\b.*(?:\b(?:not|never|without|no)\b|n['’]t\b)", re.IGNORECASE)
_LIMIT = lazy_pattern(
    r"\b(?:more|less|fewer|greater|higher|lower|larger|smaller|longer|shorter|older|younger|cheaper) than [$€£]?\d"
    r"|\b(?:above|over|under|below|at least|at most) [$€£]?\d",
    re.IGNORECASE,
)
_DIGIT = lazy_pattern(r"\d")
_PROPERTY_AND_VALUE = 2  # cells


def of_many(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings without the rows of tables that answer but a part of what is asked of many rows."""
    if not _is_of_many(question):
        return tuple(readings)
    return tuple(one for one in readings if not is_row(one) or _tells(question, one))


def asks_number(question: str) -> bool:
    """Tell whether a question in any language that is known asks how many there are of something."""
    return _HOW_MANY.search(question) is not None or asks_how_many(question)


def is_row(reading: Reading) -> bool:
    """Tell whether a reading is a row of a table, which reads with the names of its columns."""
    told = said(reading.passage, reading.sentence)
    return told != quote(reading.passage, reading.sentence) and " · " in told


def names_columns(reading: Reading) -> bool:
    """Tell whether a reading is the line above a table's rows that names its columns, and says nothing of anything."""
    spans = reading.passage.chunk.sentences
    at = spans.index(reading.sentence) if reading.sentence in spans else len(spans)
    following = (replace(reading, sentence=span) for span in spans[at + 1 : at + 2])
    return " | " in reading.text and not is_row(reading) and any(map(is_row, following))


def _is_of_many(question: str) -> bool:
    forms = (_COUNTED, _SUMMED, _MOST, _LIMIT, _LACKING)
    return any(form.search(question) for form in forms) or expect(question).wants_list or asks_how_many(question)


def _tells(question: str, row: Reading) -> bool:
    """Tell whether a row says itself what is counted, by a column, or that it is the largest."""
    told = said(row.passage, row.sentence)
    counted = _COUNTED.search(question)
    noun = content_stems(split_words(question[counted.end() :])[:1]) if counted else frozenset()
    cells = [part.partition(": ") for part in told.split(" · ")]
    if any(noun & stems_of(name) and _DIGIT.search(value) for name, _, value in cells):
        return True
    if len(cells) == _PROPERTY_AND_VALUE and noun & stems_of(cells[1][2]) and _DIGIT.search(cells[1][2]):
        return True  # "Annual leave left: 6 days" counts the days itself
    rates = [match.group().lower() for match in _PER.finditer(question)]
    if rates and all(rate in told.lower() for rate in rates) and not _SUMMED.search(_PER.sub(" ", question)):
        return True
    extremes = {match.group().lower() for match in _MOST.finditer(question)}
    return bool(extremes) and extremes <= {word.form.lower() for word in split_words(told)}
