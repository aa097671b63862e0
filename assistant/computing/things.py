"""Things: whether the cells or groups that are told are the thing, the time, the one of two that a question asks for.

Knows words, columns and forms; never which proposal is likeliest.
"""

from __future__ import annotations

import re

from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Choice,
    Form,
    Groups,
    IsLarger,
    columns_of,
)
from assistant.computing.linking import fold
from assistant.computing.proposals import View
from assistant.computing.roles import is_numbering
from assistant.computing.triggers import Wh
from assistant.computing.typed_tables import ColumnKind
from assistant.computing.wanted import TWO, WHEN, WHICH, asks_number, is_named_whole, is_of_focus
from assistant.computing.weighing import Computed
from assistant.english.calendar import MONTHS, WEEKDAYS
from ingest.patterns import lazy_pattern

_SEVERAL = lazy_pattern(
    r"\b(?:all|every|each|both|any|list|names|two|three|four|five|\d+ (?:\w+ )?\w+s)\b", re.IGNORECASE
)
_SINGLE = lazy_pattern(
    r"^\W*(?:(?:in|on|at|to|from|for|by|with) )?(?:which|what) (?P<noun>[\w'’-]*[^s\W])(?: \w+){0,3}?"
    r" (?:is|was|has|had|does|did|comes?|came|makes?|took|takes?|won|got|gets?|hosts?|\w+ed)\b"
    r"|^\W*(?:what|which|who) (?:is|was) (?:the|our|my)\b",
    re.IGNORECASE,
)


def is_one(computed: Computed) -> bool:
    """Tell whether "which lake is" is answered by one: where several are found, more is asked than was understood."""
    view, form = computed.view, computed.proposal.form
    if not isinstance(form, Cells | Groups) or len(computed.outcome.words) < TWO or view.intent.is_plural:
        several = isinstance(form, Groups) or (isinstance(form, Cells) and form.rows.any_of)
        return several or _RESPECTIVE.search(view.asked.text) is None
    tied = isinstance(form, Groups) or form.rows.extreme is not None or form.rows.any_of
    return tied or _SINGLE.search(view.asked.text) is None or _SEVERAL.search(view.asked.text) is not None


_RESPECTIVE = lazy_pattern(r"\brespective(?:ly)?\b", re.IGNORECASE)
_THINGS = frozenset({Wh.WHAT, Wh.WHO, Wh.LIST, Wh.WHERE})
_PERSONS = frozenset({Wh.WHO, Wh.WHERE})
_NUMERIC = frozenset({ColumnKind.NUMBER, ColumnKind.DURATION, ColumnKind.SCORE})


def is_the_thing(computed: Computed) -> bool:
    """Tell whether "which lake" is answered by a cell of the lakes: by no sum, nor by what they are measured by."""
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Groups) and view.grid.turned and view.grid.columns[form.column].name not in _LABELS:
        return False
    if isinstance(form, Groups) and form.largest is not None:
        return not asks_number(view) and _is_of_things(view, form.column)
    if view.intent.wh in _PERSONS and isinstance(form, Aggregate | Arithmetic):
        return False
    if view.intent.wh not in _THINGS or WHICH.search(view.asked.text) is None:
        return True
    if isinstance(form, Aggregate | Arithmetic):
        return _is_measured(view, form)
    return not isinstance(form, Cells) or _is_of_things(view, form.column) or is_of_focus(view, form.column)


# Columns of a table that is read by its columns: what these are called, and their years.
_LABELS = frozenset({"", "year"})


def _is_of_things(view: View, number: int) -> bool:
    """Tell whether a column is of things, as they are called or numbered, and not of what they are measured by."""
    column = view.grid.columns[number]
    return column.kind not in _NUMERIC or number == view.grid.entity or is_numbering(column)


def _is_measured(view: View, form: Form) -> bool:
    """Tell whether "what highest score" names the measure itself; "which tool is the dearest" asks for a tool."""
    which = _OF_THINGS.match(view.asked.text) is not None or view.intent.wh is not Wh.WHAT
    return not which and any(is_of_focus(view, number) for number in columns_of(form))


_OF_THINGS = lazy_pattern(r"\W*which\b", re.IGNORECASE)
_SEASONS = "q[1-4]|quarter|spring|summer|autumn|winter"
_TIME = lazy_pattern(
    rf"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\b(?:{'|'.join(sorted(MONTHS | WEEKDAYS))}|{_SEASONS})\b"
    r"|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./-]\d{1,2}\b",
    re.IGNORECASE,
)
_MONEY = lazy_pattern(r"[$€£¥%]|\d,\d{3}|^\W*\(?\d[\d.,]*\)?\W*$")


def is_a_time(computed: Computed) -> bool:
    """Tell whether "in which year" is answered by a year, and "when" by a time: not by what was so much then."""
    view, form, outcome = computed.view, computed.proposal.form, computed.outcome
    asked = WHEN.search(view.asked.text) is not None
    if not asked and view.intent.wh is not Wh.WHEN:
        return True
    if not outcome.words:
        return not asked
    if isinstance(form, Cells | Groups):
        kind = view.grid.columns[form.column].kind
        if kind in {ColumnKind.DATE, ColumnKind.YEAR} or is_named_whole(view, form.column):
            return True
    return all(map(_says_when, outcome.words))


def _says_when(word: str) -> bool:
    """Tell whether a cell is a time, or speaks of one and is no amount."""
    is_year = _YEAR.fullmatch(word.strip()) is not None
    return is_year or (_TIME.search(word) is not None and not _MONEY.search(word))


_YEAR = lazy_pattern(r"(?:1[5-9]|20)\d\d")


def is_won(computed: Computed) -> bool:
    """Tell whether who won stands first by a place, a score or a time, or is called the winner."""
    view, form = computed.view, computed.proposal.form
    if not isinstance(form, Cells) or form.rows.position is None or _WON.search(view.asked.text) is None:
        return True
    kinds = {column.kind for column in view.grid.columns}
    return bool(kinds & _PLACES) or any(_PLACED.search(column.name) for column in view.grid.columns)


_WON = lazy_pattern(r"\b(?:won|winner|wins?)\b", re.IGNORECASE)
_PLACES = frozenset({ColumnKind.RANK, ColumnKind.SCORE, ColumnKind.DURATION})
_PLACED = lazy_pattern(
    r"\b(?:rank|pos(?:ition)?|place|winners?|won|result|score|points|pts|time|medal|prize|finish)\b|#", re.IGNORECASE
)
_EITHER = lazy_pattern(r"[,:]\s*(?:the |an? )?[\w' -]+,? or (?:the |an? )?[\w' -]+\W*$", re.IGNORECASE)
_OR = lazy_pattern(
    r",? or (?!(?:more|less|fewer|over|above|below|under|later|earlier|higher|lower|not|after|before)\b)", re.IGNORECASE
)


def is_chosen(computed: Computed) -> bool:
    """Tell whether one of two is told where the question names two: "A or B" is answered by neither yes nor a third."""
    view, form, words = computed.view, computed.proposal.form, computed.outcome.words
    if not words or isinstance(form, Choice):
        return True
    if _EITHER.search(view.asked.text) and isinstance(form, Cells):
        return all(f" {fold(word).strip()} " in f" {fold(view.asked.text)} ".replace("?", " ") for word in words)
    if _OR.search(view.asked.text) is None:
        return True
    if isinstance(form, IsLarger):
        return view.intent.wh is not Wh.YES_NO or set(words).isdisjoint({"yes", "no"})
    return view.intent.wh is not Wh.YES_NO
