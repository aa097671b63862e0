"""Courtesies: what people say around a question that asks nothing: "please", "could you tell me". Knows forms only."""

from __future__ import annotations

import re

from ingest.patterns import lazy_pattern

_POLITE = lazy_pattern(
    r"^(?:(?:please|can you|could you|would you|tell me|show me|give me|i want to know|i'd like to know"
    r"|and|so)[\s,]+)+",
    re.IGNORECASE,
)
_ENDS = " ?.!"


def without_courtesies(question: str) -> str:
    """Return what a question asks: without polite words before it, and without the marks at its end."""
    return _POLITE.sub("", question.strip()).rstrip(_ENDS)
