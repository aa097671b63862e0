"""Leaning: whether a sentence says something of the one before it, as its opening tells. Never of what."""

from __future__ import annotations

from ingest.patterns import lazy_pattern


def leans(sentence: str) -> bool:
    """Whether a sentence opens with what points back, or with what joins it to another: "They", "However"."""
    return _LEANS.match(sentence) is not None


def may_be_impersonal(sentence: str) -> bool:
    """Whether the "It" that opens a sentence may stand for nothing: "It is planned that ..."."""
    return _IMPERSONAL.match(sentence) is not None


_LEANS = lazy_pattern(
    r"(?:These|This|Those|That|They|Their|It|Its|He|His|She|Her|Such|Both|Among them|Of these"
    r"|The (?:latter|former|same)|In (?:addition|turn)|As a result|However|But|And"
    r"|To \w+ (?:this|that|them|it|these)"
    r"|(?:At (?:present|the moment|that time)|Currently|(?:Right )?[Nn]ow|Nowadays|Today|Then|Meanwhile"
    r"|Afterwards|So far|(?:For|Until|Since|From) (?:now|then|the time being)(?: on)?|As of [\w ]{1,20}),?"
    r" (?:these|those|they|it|he|she|this|that))\b"
)
_IMPERSONAL = lazy_pattern(
    r"It(?: is|['’]s| was| has been| will be)(?: also| further| \w+ly)? \w+(?:ed|ible|ant|ary|own)\b"
)
