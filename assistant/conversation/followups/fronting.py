"""Fronting: a question that names its subject first and then points at it: “And the Oak Mill, when is it closed?”.

Knows one question only; what was said before it does not matter to this.
"""

from __future__ import annotations

import re

from assistant.conversation.followups.anaphora import POINTER, put_name
from assistant.english.auxiliaries import OPENING
from ingest.patterns import lazy_pattern

_OPENING = r"(?:(?i:and|but|so|now|okay|ok|well|also|then)\b,?\s+|(?i:what about|how about|as for)\s+)"
_NAME = r"[A-Z][\w'’-]*(?:\s+(?:(?:of|the|and|for)\s+)*[A-Z0-9][\w'’-]*){0,5}"
_DESCRIBED = r"(?i:the|this|that|our|my|your)\s+[\w'’-]+(?:\s+[\w'’-]+){0,5}?"
_QUESTION = rf"(?i:who|whom|whose|what|when|where|why|which|how|{OPENING})\b.*"
_FRONTED = lazy_pattern(
    rf"^\W*(?P<opening>(?:{_OPENING})*)(?P<subject>{_DESCRIBED}|{_NAME})(?:[,:?]|\s[—–-])\s+(?P<rest>{_QUESTION})$",
    re.DOTALL,
)

# What begins with one of these says when or where, and is nothing that a pointer means.
_ADVERBIAL = frozenset("in on at by for from since before after during until within without under over with".split())
# What ends with one of these is a time, a way of speaking to somebody, or a clause.
_NO_SUBJECT = frozenset(
    (
        "time times day days morning afternoon evening night week weekend month year moment question questions point "
        "thing things problem truth fact idea friend friends one ones way case other others same "
        "is are was were be has have do does"
    ).split()
)
_DETERMINERS = frozenset("the this that our my your".split())


def named_first(question: str) -> str:
    """Return the question with its fronted subject in the pointer's place: “When is the Oak Mill closed?”, else "".

    One word with a capital may only begin the sentence ("Interesting, when ..."); an opening before it tells a name.
    """
    match = _FRONTED.match(question)
    if match is None:
        return ""
    subject, rest = match.group("subject"), match.group("rest")
    first = subject.split()[0].lower()
    if (
        first in _ADVERBIAL
        or subject.split()[-1].lower() in _NO_SUBJECT
        or (not match.group("opening") and " " not in subject)
    ):
        return ""
    pointer = POINTER.search(rest)
    if pointer is None:
        return ""
    name = subject[0].lower() + subject[1:] if first in _DETERMINERS else subject
    written = put_name(rest, pointer, name)
    return written[0].upper() + written[1:]
