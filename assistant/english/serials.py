"""Serials: things that a text numbers together, "rooms 20 to 25", one of which a question names by its own number.

Knows forms of English; never whether what is said of all is said of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.english.words import split_words
from ingest.patterns import lazy_pattern


def as_told(question: str, texts: Iterable[str]) -> str:
    """Return a question on one numbered thing as texts tell it: on "rooms 20 to 25" for one on room 23.

    As it is where a text has the thing by its own number, or none has a run that it lies in.
    """
    asked = _ONE.search(question)
    if asked is None:
        return question
    number, thing = int(asked["number"]), split_words(asked["thing"])[0].stem
    runs: list[str] = []
    for text in texts:
        if any(_is_of(one["thing"], thing) and int(one["number"]) == number for one in _ONE.finditer(text)):
            return question
        runs += _holding(text, thing, number)
    return question[: asked.start()] + runs[0] + question[asked.end() :] if runs else question


def _holding(text: str, thing: str, number: int) -> Iterator[str]:
    for run in _RUN.finditer(text):
        first, last = int(run["first"]), int(run["last"])
        within = first <= number <= last if run["to"].lower() not in _ENDS_ONLY else number in {first, last}
        if within and _is_of(run["thing"], thing):
            yield run.group()


def _is_of(word: str, thing: str) -> bool:
    return split_words(word)[0].stem == thing


_ENDS_ONLY = {"and", "&", "or"}
_THING = r"\b(?P<thing>[^\W\d_]{3,})"
_ONE = lazy_pattern(
    rf"{_THING}\s+(?:(?:number|no\.?|nr\.?)\s+)?(?P<number>\d{{1,4}})\b"
    r"(?![.,:/]\d|\s?%|\s*(?:to|and|or|through|until|[-–&])\s*\d)",
    re.IGNORECASE,
)
_RUN = lazy_pattern(
    rf"{_THING}\s+(?P<first>\d{{1,4}})\s*(?P<to>to|through|until|and|or|[-–&])\s*(?P<last>\d{{1,4}})\b(?![.,:/]\d|\s?%)",
    re.IGNORECASE,
)
