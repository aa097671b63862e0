"""Computable: whether a question has the form of one that tables are computed for. Knows forms of English only.

It costs nothing, so that questions of other forms never load what computes.
"""

from __future__ import annotations

import re

from assistant.computing.rephrasing import rephrased
from ingest.patterns import lazy_pattern

_SUPERLATIVES = (
    "most|least|highest|lowest|largest|smallest|biggest|greatest|fewest|longest|shortest|oldest|youngest|newest|latest"
    "|earliest|cheapest|dearest|priciest|busiest|heaviest|lightest|tallest|fastest|slowest|best|worst|maximum|minimum"
    "|top|bottom|first|last|next|previous"
)
_ANY_SUPERLATIVE = (
    r"(?!(?:interest|request|contest|forest|guest|honest|modest|invest|protest|arrest|harvest|suggest|digest|conquest"
    r"|bequest|manifest|tempest|midwest|northwest|southwest|northeast|crest|chest|quest)\b)[a-z]{3,}est"
)
_COMPARATIVES = "more|less|fewer|greater|higher|lower|larger|smaller|longer|shorter|older|younger|earlier|later|cheaper"
_FORMS = lazy_pattern(
    r"\bhow (?:many|much|often)\b|\b(?:total|sum|average|mean|median|(?:al)?together|combined|in all|overall|count)\b"
    rf"|\b(?:number|count|amount) of\b|\b(?:{_SUPERLATIVES}|{_ANY_SUPERLATIVE})\b"
    rf"|\b(?:{_COMPARATIVES}) (?:[\w'’-]+ ){{0,4}}than\b"
    r"|\b(?:above|over|under|below|at least|at most|between|before|after|since|until|exceed\w*) (?:the )?[$€£]?\w*\d"
    r"|\b(?:difference|percent|percentage|change|ratio|proportion)\b|\b(?:for|in|of) each\b|\bby (?:month|year)\b"
    r"|\bper [a-z]{3,}\b|^\W*which \w+|^\W*who (?:else )?\w+s?\b"
    r"|^\W*what (?:is|are|was|were) (?!the|an?\b|my|our|your|th|there|it)\w+(?:ed|en|wn|t) (?:in|on|at|by|for|during)\b"
    r"|^\W*(?:list|show|name|give me|enumerate)\b|\b(?:which|what|who)\b.*\b(?:are|were|have|has|had)\b",
    re.IGNORECASE,
)


_RULES = lazy_pattern(
    r"\b(?:should|must|can|allowed|may (?:i|we|you|one|they|the|a|an)|why)\b|^\W*may\b", re.IGNORECASE
)
# How something is done are steps: "top up" is no superlative there.
_STEPS = lazy_pattern(
    r"^\W*how (?:to|(?:do|does|did|can|should|would|shall|must) (?:i|we|you|one|somebody|someone))\b", re.IGNORECASE
)
# What stands in how many documents is found by going through them, not in a table.
_LIBRARY = lazy_pattern(
    r"\b(?:appear|occur|come up|mentioned|named)\w* in "
    r"(?:more than|over|at least|less than|fewer than|all|every|each|both)\b"
    r".*\b(?:documents?|files?|texts?|sources?|papers?|letters?|e?-?mails?)\b",
    re.IGNORECASE,
)


def may_be_computed(question: str) -> bool:
    """Tell whether a question's form is that of counting, adding, comparing, ordering or listing.

    What one should, must or may is a rule, and how one does something are steps, which no table computes.
    """
    asked = rephrased(question)
    return _FORMS.search(asked) is not None and not any(form.search(asked) for form in (_RULES, _STEPS, _LIBRARY))
