"""Ellipsis: "why?", "and in 2023?", "no, I meant Samarkand": the question before, asked for or of something else.

Knows how an English question is built; what the question before was about, `talk` knows.
"""

from __future__ import annotations

import re

from assistant.conversation.followups.anaphora import in_brackets, resolve
from assistant.conversation.followups.mentions import Mention, mentions_in, part_of, reads_as_name
from assistant.conversation.followups.talk import Talk, last_focus, topic
from assistant.english.auxiliaries import OPENING
from ingest.patterns import lazy_pattern

_AUXILIARY = rf"(?:{OPENING})"
_LEADING = lazy_pattern(
    r"^\W*(?:(?:and|but|so|also|then|or|ok(?:ay)?|no|yes|well|now|hmm+|oh|wow|cool|great|interesting|thanks?|really)\b"
    r"[\s,.!]*)+",
    re.IGNORECASE,
)
_WHAT_ABOUT = lazy_pattern(
    r"^(?:(?:what|how) about|i meant(?! (?:it|that|this|what|how|when|where|why|who|if|to|no|not|by)\b)) (.+?)\W*$",
    re.IGNORECASE,
)
_PREPOSITIONS = r"(?:in|at|by|for|with|from|on|to|since|until)"
_ASKING = r"what|who|whom|whose|when|where|why|how|which"
_AND = lazy_pattern(
    rf"^\W*(?:and|or) (?!(?:{_AUXILIARY}|then|that|if|tell|(?:{_PREPOSITIONS} )?(?:{_ASKING}))\b)(.+?)\W*$",
    re.IGNORECASE,
)
_WH = (
    rf"(?:{_PREPOSITIONS} )?(?:why|when|where|who(?:m)?|whose|which|what|how)"
    r"(?: (?:much|many|long|often|old|far|big|large|come|year|city|country|ones?|kind|way|reason|cause|purpose|place"
    r"|part|date))?"
)
_BARE = lazy_pattern(
    rf"^({_WH}|(?:{_PREPOSITIONS} )?which [a-z]+|{_PREPOSITIONS} (?:what|whose) [a-z]+)"
    r"(?: exactly| so| not| else| then| specifically| in particular)?\W*$",
    re.IGNORECASE,
)
_WHY_NOT = lazy_pattern(r"^why not\b", re.IGNORECASE)
_OPENING = lazy_pattern(rf"^\W*({_WH})\s+({_AUXILIARY}\b.*)$", re.IGNORECASE)
_YES_NO = lazy_pattern(rf"^\W*{_AUXILIARY}\b", re.IGNORECASE)
_PREPOSITION = lazy_pattern(
    r"^(in|at|on|for|from|with|by|to|during|under|before|after|since|of)\s+(.+)$", re.IGNORECASE
)
_YEAR = lazy_pattern(r"\b(?:1\d|20)\d\d\b")
_ARTICLE = lazy_pattern(r"\b(?:the|a|an)\s+$", re.IGNORECASE)
_DETERMINED = lazy_pattern(r"(?:the|a|an|my|your|his|her|their|its|our)\b", re.IGNORECASE)
_OF_THING = lazy_pattern(r" (?:of|for) (?:(?:the|a|an|my|your|his|her|their|its|our) )(.+)$", re.IGNORECASE)
_INDEFINITE = lazy_pattern(r"\b(?:of|for|with|in|on|to|from) (?P<thing>an? [\w'’-]+)\b", re.IGNORECASE)
_WHO = lazy_pattern(r"^\W*who", re.IGNORECASE)
_LONGEST_OTHER = 6  # words of another thing; what says more is a question of its own
_ONE = lazy_pattern(r"\bones?\b", re.IGNORECASE)
_ASKING_WHEN = lazy_pattern(rf"^\W*(?:{_PREPOSITIONS} )?when\b", re.IGNORECASE)
_SUBORDINATE = lazy_pattern(r"\b(?:if|when|while|because|although)\b", re.IGNORECASE)


def complete(question: str, talk: Talk) -> str:
    """Return the whole question that an elliptic one stands for, empty when it is not elliptic."""
    before = talk.rounds[-1].asked if talk.rounds else ""
    bare = _LEADING.sub("", question)
    other = _WHAT_ABOUT.match(bare) or _AND.match(question)
    if not before or (other is not None and len(other.group(1).split()) > _LONGEST_OTHER):
        return ""
    if other is not None:
        return _asked_of(resolve(other.group(1), talk), before, talk)
    asks = _BARE.match(bare)
    if asks is None:
        return ""
    return f"Why not: {before}" if _WHY_NOT.match(bare) else _asked_for(asks.group(1), before)


def _asked_for(asks: str, before: str) -> str:
    """Return the question before, asked for something else: "Why" of "When did they part?"."""
    asks = asks[:1].upper() + asks[1:]
    opening = _OPENING.match(before)
    if opening is not None and not opening.group(1).lower().startswith("who"):
        return f"{asks} {opening.group(2)}"
    if _YES_NO.match(before):
        return f"{asks} {before[0].lower()}{before[1:]}"
    return f"{asks}: {before}"


def _asked_of(other: str, before: str, talk: Talk) -> str:
    """Return the question before, asked of another year, of another place, or of another thing."""
    placed = _PREPOSITION.match(other)
    year = _YEAR.search(other)
    if year is not None and _YEAR.search(before):
        return _YEAR.sub(year.group(), before, count=1)
    if placed is not None:
        return _asked_at(other, placed.group(1), before)
    if _ONE.search(other):
        return _of_the_kind(other, before, talk)
    named = any(one.named for one in mentions_in(f"of {other}"))
    subject = last_focus(talk, named=named)
    aspect = next((one.is_aspect for one in reversed(mentions_in(other))), False)
    asking = _ASKING_WHEN.match(before)
    subordinate = _SUBORDINATE.search(before, asking.end() if asking else 0)
    aside = subject is None or (subordinate is not None and subordinate.start() < subject.start)
    if subject is None or aside or aspect or other.split(" ", 1)[0].endswith("ing"):
        return in_brackets(f"What about {other}?", topic(talk))
    if named:
        return _in_place_of(_name_in(subject), other, before)
    return _in_place_of(_thing_in(subject, other, before), other, before)


def _thing_in(subject: Mention, other: str, before: str) -> Mention:
    """Return the thing of which something is asked, where another is named: the oven, of "the price of the oven".

    Of who somebody is, the whole is replaced: "and the coach?" after "who is the captain of the team?".
    """
    thing = _OF_THING.search(subject.text)
    if thing is None or _WHO.match(before) or not _DETERMINED.match(other):
        return subject
    return part_of(subject, thing.group(1), at_end=True)


def _name_in(subject: Mention) -> Mention:
    """Return the name that a kind is told by: Sweden, of "the capital of Sweden"."""
    kind, _, rest = subject.text.partition(" of ")
    return part_of(subject, rest, at_end=True) if reads_as_name(rest) and not reads_as_name(f"of {kind}") else subject


def _of_the_kind(other: str, before: str, talk: Talk) -> str:
    """Return the question before, asked of another of its kind: "the red one" after "the orange lamp of the oven"."""
    subject = last_focus(talk, named=False)
    kind, link, rest = subject.text.partition(" of ") if subject is not None else ("", "", "")
    if subject is None or not kind:
        return in_brackets(f"What about {other}?", topic(talk))
    meant = _ONE.sub(f"{kind.split()[-1]}{link}{rest}", other)
    return _in_place_of(subject, meant, before)


def _asked_at(other: str, preposition: str, before: str) -> str:
    same = re.search(rf"\b{preposition}\b (?:the |a )?(?:(?:[A-Z0-9][\w'’-]*\s?)+|[\w'’-]+)", before)
    beside = _INDEFINITE.search(before) if same is None and _INDEFINITE.match(other) else None
    if beside is not None:
        return f"{before[: beside.start('thing')]}{other.split(' ', 1)[1]}{before[beside.end() :] or '?'}"
    if same is None:
        return f"{before.rstrip(' ?.!')} {other}?"
    return f"{before[: same.start()]}{other}{before[same.end() :] or '?'}"


def _in_place_of(subject: Mention, other: str, before: str) -> str:
    article = _ARTICLE.search(before[: subject.start])
    start = article.start() if article is not None and _DETERMINED.match(other) else subject.start
    return before[:start] + other + before[subject.end :]
