"""Heeding: whether a form heeds the words that order, limit or set apart: "after", "the most votes", "3 times".

Knows words, columns and forms; never which proposal is likeliest.
"""

from __future__ import annotations

import re

from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Count,
    Form,
    GroupPart,
    Groups,
    IsLarger,
    Relation,
    conditions_of,
)
from assistant.computing.linking import cue_words
from assistant.computing.spending import COSTLY
from assistant.computing.triggers import Trigger
from assistant.computing.wanted import DATED, HELD_AGAINST, left_over
from assistant.computing.weighing import Computed
from ingest.patterns import lazy_pattern


def is_unambiguous(computed: Computed) -> bool:
    """Tell whether no other column is called as the one that is read: "Other" of which of two parts, nobody said."""
    view, form = computed.view, computed.proposal.form
    names = [column.name.strip().lower() for column in view.grid.columns]
    return all(names.count(names[number]) == 1 for number in _read(form) if names[number])


def _read(form: Form) -> frozenset[int]:
    sides: tuple[object, ...] = (form.left, form.right) if isinstance(form, Arithmetic | IsLarger) else (form,)
    read = (side for side in sides if isinstance(side, Cells | Aggregate | Count))
    return frozenset(side.column for side in read if side.column is not None)


def is_of_all_rows(computed: Computed) -> bool:
    """Tell whether a word that names what all rows of a table are is no condition: of "members" some are "member"."""
    view = computed.view
    conditions = set(conditions_of(computed.proposal.form))
    things = frozenset(number for number in view.naming if _PLURAL.fullmatch(view.asked.terms[number].form))
    pieces = (one for one in view.pieces if one.condition in conditions and one.condition.test is Relation.IS)
    return not any(piece.positions <= things for piece in pieces)


_PLURAL = lazy_pattern(r"\w+[^s\W]s", re.IGNORECASE)


def heeds_order(computed: Computed) -> bool:
    """Tell whether what comes after or before something, or is the same, is not told for that itself."""
    text, form = computed.view.asked.text, computed.proposal.form
    same = (
        left_over(computed, Trigger.SAME) if isinstance(form, Cells) and HELD_AGAINST.search(text) else frozenset[int]()
    )
    beside = left_over(computed, Trigger.NEXT, Trigger.PREVIOUS) - cue_words(computed.view.asked, computed.view.grid)
    return not (same | beside) - computed.proposal.covered


_ORDERING = (Trigger.LARGEST, Trigger.SMALLEST)


def heeds_superlative(computed: Computed) -> bool:
    """Tell whether cells, sums and counts are of the largest where that is asked for: "furthest" names no column."""
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Groups) and form.largest is not None:
        rivals = (link for link in view.links.values() if not link.cued and link.column in view.measures)
        if form.measure is None and _BARE.search(view.asked.text):
            return _OFTEN.search(view.asked.text) is not None
        if form.measure is None:
            return all(link.column == form.column or link.positions <= view.naming for link in rivals)
        return _is_of_sums(view.asked.text, form)
    if isinstance(form, Cells) and form.rows.extreme is not None:
        return _is_by_what_is_named(computed, form.rows.extreme.column)
    if not isinstance(form, Cells | Count) or form.rows.extreme is not None or form.rows.position is not None:
        return True
    return not left_over(computed, *_ORDERING) or any(one.test not in _PLAIN for one in conditions_of(form))


def _is_of_sums(text: str, groups: Groups) -> bool:
    """Tell whether a superlative may be of what is added up: a month is so expensive, or cheap, no parcel so heavy."""
    costly = COSTLY.search(text)
    if costly is not None and groups.part is not GroupPart.WHOLE:
        return groups.largest is (costly["cheap"] is None)
    return _SIZED.search(text) is None


def _is_by_what_is_named(computed: Computed, by: int) -> bool:
    """Tell whether the most votes are so by the votes; what is "listed first" is so by its place, no date."""
    view, text = computed.view, computed.view.asked.text
    dated = view.grid.columns[by].kind in DATED
    match = _MOST_OF.search(text)
    if dated and (match is not None or _BARE.search(text) or _LISTED.search(text)):
        return False
    if match is None:
        return True
    noun = view.asked.positions(*match.span("noun"))
    named = {link.column for link in view.links.values() if not link.cued and link.positions & noun}
    return not named & set(view.measures) or by in named


# "Elected the least", "weighs the most": of nothing that is named.
_BARE = lazy_pattern(r"\bthe (?:most|least)(?:\W*$|,| (?:in|on|of|according)\b)", re.IGNORECASE)
_OFTEN = lazy_pattern(r"\b(?:appear|occur|list|mention|com|happen|win|won|play|host)\w*\b", re.IGNORECASE)
_LISTED = lazy_pattern(
    r"\b(?:list|appear|show|nam|rank)(?:s|ed|n)?\b[^?]{0,12}\b(?:first|last)\b|\b(?:first|last)(?: \w+){0,2} listed\b",
    re.IGNORECASE,
)
_MOST_OF = lazy_pattern(
    r"\b(?:most(?! recent)|least|fewest|highest|lowest|largest|smallest|greatest|best|worst)"
    r"(?: (?:number|amount|total)s?(?: of)?)? (?P<noun>\w+(?: \w+)?)",
    re.IGNORECASE,
)
_SIZED = lazy_pattern(
    r"\b(?:(?:long|short|tall|heavi|light|fast|slow|deep|wid|far|farth|furth|near|clos|old|young|new|lat|earli|cheap|hott"
    r"|cold|warm|steep)est|most expensive)\b",
    re.IGNORECASE,
)
_PLAIN = frozenset({Relation.IS, Relation.FILLED, Relation.BLANK, Relation.DATED})
_TIMES = lazy_pattern(r"\btimes\b", re.IGNORECASE)


def heeds_times(computed: Computed) -> bool:
    """Tell whether "at least 3 times" is said of rows, and no limit of a cell."""
    view = computed.view
    times = frozenset().union(*(view.asked.positions(*match.span()) for match in _TIMES.finditer(view.asked.text)))
    conditions = set(conditions_of(computed.proposal.form))
    limits = (p.positions for p in view.pieces if p.condition in conditions and p.condition.test not in _PLAIN)
    return not any(max(positions) + 1 in times for positions in limits if positions)
