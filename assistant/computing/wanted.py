"""Wanted: what a question asks for, as its checks need it: a number, a time, a thing by its name, words left over.

Knows words, links and triggers; never what is told for them.
"""

from __future__ import annotations

import re

from assistant.computing.proposals import View, pulled
from assistant.computing.triggers import Trigger, Wh
from assistant.computing.typed_tables import ColumnKind
from assistant.computing.weighing import Computed
from ingest.patterns import lazy_pattern

TWO = 2
WHICH = lazy_pattern(
    r"^\W*(?:which|what(?! (?:is|are|was|were|do|does|did|has|have|had)\b)|name|list|who)\b", re.IGNORECASE
)


def is_of_focus(view: View, column: int) -> bool:
    """Tell whether a column is named by the noun that is asked for, or named at all where there is none."""
    link = view.links.get(column)
    return link is not None and (bool(link.positions & view.intent.focus) or not view.intent.focus)


WHEN = lazy_pattern(
    r"^\W*(?:(?:in|on|at|by|for) )?(?:which|what) (?:\w+ )?(?:year|month|date|day|quarter|season|period)\b",
    re.IGNORECASE,
)


def is_named_whole(view: View, column: int) -> bool:
    """Tell whether a column is asked for by its whole name."""
    link = view.links.get(column)
    return link is not None and not link.cued and link.share >= WHOLE and bool(link.positions & view.intent.focus)


WHOLE = 0.99
HELD_AGAINST = lazy_pattern(r"\b(?:difference|same|as many)\b", re.IGNORECASE)
_NUMBERS = frozenset({Wh.HOW_MANY, Wh.HOW_LONG, Wh.HOW_MUCH, Wh.AMOUNT})


def asks_number(view: View) -> bool:
    """Tell whether a number is asked for, and neither a thing nor a time that has one."""
    named = WHICH.search(view.asked.text) is not None or WHEN.search(view.asked.text) is not None
    return view.intent.wh in _NUMBERS and not named


DATED = frozenset({ColumnKind.DATE, ColumnKind.YEAR})


def left_over(computed: Computed, *triggers: Trigger) -> frozenset[int]:
    """Return the words that pull triggers and are neither taken nor words of the table itself."""
    view = computed.view
    own = frozenset().union(*(spanned(view, link.positions) for link in view.links.values() if not link.cued))
    cells = frozenset().union(*(piece.positions for piece in view.pieces))
    return pulled(view, *triggers) - own - cells - view.naming


def spanned(view: View, positions: frozenset[int]) -> frozenset[int]:
    """Return words with the small ones between them: "before" is a word of the column "Income before taxes"."""
    between = range(min(positions), max(positions)) if positions else range(0)
    gap = frozenset(between) - positions
    return positions | (gap if not any(view.asked.terms[at].is_content for at in gap) else frozenset())
