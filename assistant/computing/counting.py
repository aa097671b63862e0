"""Counting: whether what is counted or read for "how many" is a number of what the question names.

Knows words, columns and forms; never which proposal is likeliest.
"""

from __future__ import annotations

import re

from assistant.computing.forms import (
    Aggregate,
    Cells,
    Choice,
    Count,
    Form,
    Relation,
    conditions_of,
)
from assistant.computing.plausibility import carries
from assistant.computing.proposals import View
from assistant.computing.triggers import Trigger, Wh
from assistant.computing.typed_tables import ColumnKind
from assistant.computing.wanted import (
    DATED,
    HELD_AGAINST,
    TWO,
    WHOLE,
    asks_number,
    is_named_whole,
    is_of_focus,
    left_over,
)
from assistant.computing.weighing import Computed
from assistant.english.units import CODES
from ingest.patterns import lazy_pattern

_AMOUNT = lazy_pattern(r"\bamounts? of\b", re.IGNORECASE)
_NUMBER = lazy_pattern(r"\bhow (?:many|often)\b|\bnumbers? of\b|\bcounts? of\b", re.IGNORECASE)
_UNCOUNTED = (Trigger.MEAN, Trigger.MEDIAN, Trigger.PERCENT, Trigger.CHANGE, Trigger.ONLY, Trigger.RATIO)


def is_counted(computed: Computed) -> bool:
    """Tell whether things are counted that rows tell of: no amount, no change, and no votes that are numbers."""
    view, form = computed.view, computed.proposal.form
    amount = _AMOUNT.search(view.asked.text) is not None and not _NUMBER.search(view.asked.text)
    match form:
        case Choice():
            return not asks_number(view)
        case Aggregate() | Cells():
            return amount or _is_a_number(computed, form)
        case Count():
            return not amount and _is_count(computed, form)
        case _:
            return True


def _is_count(computed: Computed, form: Count) -> bool:
    view = computed.view
    if HELD_AGAINST.search(view.asked.text) or left_over(computed, *_UNCOUNTED):
        return False
    if _PERIODS.search(view.asked.text) and not _counts_periods(view, form):
        return False
    if form.column is not None:
        return _is_counted_once(computed, form.column)
    if view.grid.turned and not _PERIODS.search(view.asked.text):
        return False
    return not _is_a_measure(view) and not _is_named_row(computed) and not _leaves_cells(computed)


def _counts_periods(view: View, form: Count) -> bool:
    """Tell whether what is counted has a time each: years are no rows of a table that has none."""
    dated = (number for number, column in enumerate(view.grid.columns) if column.kind in DATED)
    return form.column in view.links if form.column is not None else any(dated)


_HOW_OFTEN = lazy_pattern(r"\bhow (?:many times|often)\b", re.IGNORECASE)
_TALLY = lazy_pattern(r"s\b|\b(?:number|count)\b", re.IGNORECASE)  # "Wins", "Number of visits"
_PERIODS = lazy_pattern(
    r"\bhow many (?:of the )?(?:fiscal )?(?:years|quarters|months|seasons|periods)\b", re.IGNORECASE
)


def _is_a_number(computed: Computed, form: Aggregate | Cells) -> bool:
    """Tell whether "how many votes" and "how many years" are answered by one number of what they name."""
    view = computed.view
    column, link = view.grid.columns[form.column], view.links.get(form.column)
    if view.intent.wh is Wh.HOW_LONG and (isinstance(form, Aggregate) or column.kind is ColumnKind.NUMBER):
        told = column.kind is ColumnKind.DURATION or (isinstance(form, Cells) and link is not None and link.cued)
        return told or is_named_whole(view, form.column) or _carries_any(view, form)
    if _HOW_OFTEN.search(view.asked.text) and (link is None or link.cued or _TALLY.search(column.name) is None):
        return False
    if view.intent.wh is not Wh.HOW_MANY:
        return view.intent.wh is not Wh.HOW_MUCH or column.kind not in {ColumnKind.DATE, ColumnKind.YEAR}
    if column.unit in CODES.values() and not _carries_any(view, form):
        return False
    if isinstance(form, Aggregate):
        return link is not None or _carries_any(view, form)
    named = is_of_focus(view, form.column) or _carries_any(view, form)
    return column.is_measure and named and len(computed.outcome.words) < TWO


def _carries_any(view: View, form: Form) -> bool:
    return any(carries(view, form, position) for position in view.intent.focus)


def _is_counted_once(computed: Computed, column: int) -> bool:
    """Tell whether different cells are those of what is asked for, by its whole name, and no condition names one."""
    view, form = computed.view, computed.proposal.form
    named = any(one.column == column and one.test is Relation.IS for one in conditions_of(form))
    link = view.links.get(column)
    told = link is not None and bool(link.positions & view.intent.focus)
    whole = link is not None and (link.share >= WHOLE or column == view.grid.entity)
    measured = view.grid.columns[column].kind is ColumnKind.NUMBER and Trigger.DISTINCT not in view.intent
    return not named and told and whole and not measured


def _is_a_measure(view: View) -> bool:
    """Tell whether the noun of "how many votes" names a column of numbers, which would have to be added up."""
    focus = [number for number in sorted(view.intent.focus) if view.asked.terms[number].is_content]
    measures = (link for link in view.links.values() if not link.cued and link.column in view.measures)
    return bool(focus) and any(focus[0] in link.positions for link in measures)


def _leaves_cells(computed: Computed) -> bool:
    """Tell whether the noun of "how many mechanics" is a cell of some rows, and all are counted."""
    view = computed.view
    conditions = set(conditions_of(computed.proposal.form))
    heeded = frozenset().union(*(piece.positions for piece in view.pieces if piece.condition in conditions))
    cells = frozenset().union(*(piece.positions for piece in view.pieces if piece.sort == "phrase whole"))
    named = frozenset().union(*(link.positions for link in view.links.values() if not link.cued))
    return bool(cells & view.intent.focus - heeded - named - view.naming)


def _is_named_row(computed: Computed) -> bool:
    """Tell whether what is counted only names a row that has numbers of its own: "how many apples" of a stock."""
    view, form = computed.view, computed.proposal.form
    entries = view.grid.columns[view.grid.entity].entries
    texts = [entry.text for entry in entries if not entry.is_blank]
    told_apart = len(computed.outcome.rows) == 1 or len(set(texts)) >= _MOSTLY * len(texts)
    if not told_apart or not view.measures:
        return False
    naming = (one for one in conditions_of(form) if one.column == view.grid.entity and one.test is Relation.IS)
    pieces = [piece for one in naming for piece in view.pieces if piece.condition == one]
    return any(piece.positions & view.intent.focus for piece in pieces)


_MOSTLY = 0.8
