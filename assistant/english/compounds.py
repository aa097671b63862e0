"""Compounds: a question that asks two things at once, "who is the chair and when did she begin", as two questions.

Knows English forms; never a document.
"""

from __future__ import annotations

import re

from ingest.patterns import lazy_pattern

_WH = (
    r"(?:(?:since|until|by|from) )?"
    r"(?:who|whose|when|where|why|what|which|how (?:much|many|long|often|far|old|high|big))"
)
_COMPOUND = lazy_pattern(rf"\W*(?P<first>{_WH}\b.+?),? and (?P<second>{_WH}\b.*?)[ ?.!]*", re.IGNORECASE | re.DOTALL)
_SUBJECT = lazy_pattern(
    rf"{_WH} (?:is|are|was|were|does|do|did|has|have|had|can|will) "
    r"(?P<subject>(?:the|our|my|your|a|an|mr|mrs|ms|dr)\.? .+|(?-i:[A-Z]).+)",
    re.IGNORECASE,
)
_PRONOUN = lazy_pattern(
    r"\b(?P<whose>his|their|its|her(?= \w))\b|\b(?P<who>he|she|it|they|him|them|her)\b", re.IGNORECASE
)
_OPENING = lazy_pattern(rf"(?P<wh>{_WH}) (?P<rest>.+)", re.IGNORECASE)
_CLAUSE = lazy_pattern(r" (?:start|begin|end|take|open|close|cost|happen|live|work|meet)s?\b.*$", re.IGNORECASE)
_LONGEST = 300  # characters of a question that is parted


def halves_of(question: str) -> tuple[str, str] | None:
    """Return the two questions that a question asks, each by itself; None for one that asks one thing."""
    match = _COMPOUND.fullmatch(question.strip()) if len(question) <= _LONGEST else None
    if match is None:
        return None
    first, second = match["first"].strip(), match["second"].strip()
    opening = _OPENING.fullmatch(second)
    if opening is None:
        bare = _OPENING.fullmatch(first)
        return (f"{first}?", f"{second.capitalize()} {bare['rest']}?") if bare is not None else None
    subject = _SUBJECT.fullmatch(first)
    if _PRONOUN.search(second) is None:
        return f"{first}?", f"{second[:1].upper()}{second[1:]}?"
    if subject is None or _PRONOUN.match(subject["subject"]):
        return None
    meant = _CLAUSE.sub("", subject["subject"])
    whole = _PRONOUN.sub(lambda found: f"{meant}'s" if found["whose"] else meant, second, count=1)
    return f"{first}?", f"{whole[:1].upper()}{whole[1:]}?"
