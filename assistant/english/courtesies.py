"""Courtesies: what people say around a question that asks nothing: "please", "could you tell me", "thanks".

Knows forms only.
"""

from __future__ import annotations

import re

from ingest.patterns import lazy_pattern

_WORDS = r"(?:please|pls|kindly|hi|hello|hey|ok|okay|so|and|but|well|now|then|just|quick question)\b[\s,:!.]+"
_TELL = r"(?:tell|show|give|remind|explain to)(?: me| us)(?: again)?(?: please)?\b[\s,:]+"
_WISH = (
    r"(?:(?:can|could|would|will) (?:you|i|we|someone|anyone)(?: please| kindly| perhaps)?(?: also)?"
    r"(?: (?:tell|show|give|remind|explain to)(?: me| us)(?: again)?| get| have| see)"
    r"|(?:can|could|would|will) you(?: please| kindly)?"
    r"(?= (?:list|name|show|break|split|group|sort|count|find|explain|describe|compare|enumerate|summari[sz]e"
    r"|work out|add up)\b)"
    r"|i(?:['’]d| would) (?:like|love) (?:to (?:know|see|have|get|learn)|you to (?:tell|show|give)(?: me)?)"
    r"|i (?:want|need|have) to know|i(?:['’]m| am) (?:wondering|looking for)|i wonder|do you (?:happen to )?know"
    r"|any idea|let me know|tell me|find out)(?: (?:if|whether)(?= ))?\b[\s,:]+"
)
_BEFORE = lazy_pattern(rf"^\W*(?:{_WORDS}|{_TELL}|{_WISH})+", re.IGNORECASE)
_BEHIND = lazy_pattern(
    r"[\s,;.!?–-]+(?:(?:please|pls|thanks|thank you|thx|cheers|for me|if possible)[\s.!?]*)+$", re.IGNORECASE
)


def without_courtesies(question: str) -> str:
    """Return what a question asks: without polite words before and behind it, and without the marks at its end."""
    bare = _BEHIND.sub("", question.strip()).rstrip(" ?.!")
    rest = _BEFORE.sub("", bare)
    return rest if rest.strip() else bare
