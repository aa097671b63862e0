"""Attributes: what a question asks of its subject (a salary, an age), and whether a text speaks of that.

A table of words that mean one attribute; a question for one that a text has no word for is not answered by it. Knows
words, never subjects; of questions that ask for none of these it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.english.calendar import MONTH_NAMES
from assistant.english.verbs import root
from assistant.english.words import split_words
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Attribute:
    """How an attribute is asked for, and the roots of words of which a text that tells it has one, or a form of it."""

    asked: re.Pattern[str]
    told: frozenset[str]
    form: re.Pattern[str]


_NEVER = r"(?!)"


def _attribute(asked: str, told: str, form: str = _NEVER) -> Attribute:
    words = split_words(told)
    stems = frozenset(word.stem for word in words) | frozenset(root(word) for word in words)
    return Attribute(lazy_pattern(asked, re.IGNORECASE), stems, lazy_pattern(form, re.IGNORECASE))


_MONEY = r"[$€£¥]|\b(?:euros?|dollars?|pounds?|kronor|krona|yen|francs?|cents?|[A-Z]{3} ?\d)\b"
_DATED = (
    rf"\b(?:1[0-9]|20)\d{{2}}s?\b|\b(?:{'|'.join(MONTH_NAMES)})\b"
    r"|\b\w+ (?:years?|months?|weeks?|centuries) ago\b|\b\d{1,2}(?:st|nd|rd|th) century\b"
)
_WHAT = r"\b(?:what|which|how (?:much|high|large|big))\b.*?"
_FOUNDED = r"(?:opened|founded|established|set up|built|launched|created|formed|incorporated|invented)"

ATTRIBUTES: Sequence[Attribute] = (
    _attribute(
        rf"{_WHAT}\b(?:salary|wages?|income)\b|\bhow much\b.*\bearn"
        r"|\b(?:what|how (?:much|high))(?:['’]s| is| was) .*\bpay\b",
        "salary wage pay paid earn earnings income",
    ),
    _attribute(
        r"\b(?:tele)?phone number|\bmobile number|\bfax number",
        "telephone phone tel call mobile cell fax hotline",
        r"\+?\d[\d ()/-]{6,}\d",
    ),
    _attribute(
        r"\b(?:the|what|which|whose|its|their|postal|street|office|home) address\b",
        "address street road avenue lane square building box",
        r"@|https?:|www\.",
    ),
    _attribute(
        r"\bhow (?:much|heavy)\b.*\bweighs?\b|\bhow heavy\b|\bweight of\b",
        "weigh weight heavy kilogram kilo gram tonne ton pound",
        r"\d ?(?:k?g|lbs?|t)\b",
    ),
    _attribute(r"\bhow tall\b|\bheight of\b", "tall height high metre meter foot feet inch", r"\d ?(?:c?m|ft)\b"),
    _attribute(
        r"\b(?:what|which) colou?rs?\b|\bcolou?rs? (?:of|is|are)\b",
        "colour color red blue green yellow white black brown grey gray orange pink purple silver gold golden beige"
        " cream navy turquoise violet paint painted",
    ),
    _attribute(
        r"\bwhat (?:is|was|are|were) (?:the|our|my|his|her|its|their|that) .*\b(?:called|named)\b",
        "call name christen baptise dub title know",
        rf"[“”\"]|(?-i:(?<=[a-z] )(?!(?:{'|'.join(MONTH_NAMES)})\b)[A-Z][a-z]+)",
    ),
    _attribute(
        r"\bdate of birth\b|\bwhen (?:is|was|were) .*\bborn\b",
        "born birth birthday birthdate",
        r"\(\W*1[0-9]{3}\b|\*\s?\d",
    ),
    _attribute(
        r"\bhow old (?:is|are|was|were)\b|\bage of\b",
        "old age aged born birth birthday since found establish date year anniversary",
        r", \d{1,3},|\(\d{1,3}\)|\b\d{1,3}-year-old|\b1[0-9]{3}\b",
    ),
    _attribute(
        r"\bwho (?:\w+ )?design|\bdesigner of\b|\barchitect of\b",
        "design designer architect draw plan create make develop build work idea",
    ),
    _attribute(
        r"\bwho (?:\w+ )?invent|\binventor of\b",
        "invent inventor invention develop devise create discover patent make build idea first",
    ),
    _attribute(
        r"\bwho (?:\w+ )?owns?\b|\bowners? of\b|\bto whom does\b.*\bbelong",
        "own owner ownership belong property buy acquire hold sell shareholder run operate part group",
    ),
    _attribute(r"\binterest rates?\b|\brate of interest\b", "interest rate percent", r"%"),
    _attribute(rf"{_WHAT}\bbudget\b", "budget fund money spend cost amount total sum", _MONEY),
    _attribute(
        rf"\bhow much\b.*\bcosts?\b|{_WHAT}\b(?:price|cost|fee)\b",
        "cost price fee charge pay free rent worth sell buy budget value expense limit amount total sum",
        _MONEY,
    ),
    _attribute(
        rf"{_WHAT}\bpopulation\b|\bhow many (?:people|inhabitants|residents) live\b",
        "population inhabitant resident people live person citizen",
    ),
    _attribute(r"\bhow many members\b|\bnumber of members\b", "member membership join belong"),
    _attribute(
        rf"{_WHAT}\btemperature\b|\bhow (?:hot|cold|warm)\b",
        "temperature degree hot cold warm celsius fahrenheit",
        r"°",
    ),
    _attribute(
        rf"{_WHAT}\bspeed\b|\bhow fast\b",
        "speed fast velocity quick slow mile kilometre kilometer",
        r"/(?:h|s|hour|sec)\w*\b|\bmph\b|\bkph\b",
    ),
    _attribute(rf"{_WHAT}\b(?:profit|revenue|turnover)\b", "profit revenue turnover sale earn loss income", _MONEY),
    _attribute(rf"\b(?:when|(?:in )?(?:which|what) year)\b (?:was|were|did)\b.*\b{_FOUNDED}\b", "", _DATED),
    _attribute(r"\b(?:in )?(?:which|what) year\b", "year", _DATED),
)


def attribute_of(question: str) -> Attribute | None:
    """Return the attribute that a question asks for, None where it is none of the table's."""
    return next((one for one in ATTRIBUTES if one.asked.search(question)), None)


def speaks_of(attribute: Attribute, text: str) -> bool:
    """Whether a text has a word or a form that tells the attribute of something."""
    if attribute.form.search(text):
        return True
    return any(word.stem in attribute.told or root(word) in attribute.told for word in split_words(text))
