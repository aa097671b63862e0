"""Changing: whether sums, means, shares and changes are of what the question puts together or holds apart.

Knows words, columns and forms; never which proposal is likeliest.
"""

from __future__ import annotations

import re

from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Function,
    Number,
    Operation,
    Relation,
    conditions_of,
)
from assistant.computing.moments import moments_in
from assistant.computing.proposals import View
from assistant.computing.typed_tables import ColumnKind
from assistant.computing.wanted import TWO, WHOLE, spanned
from assistant.computing.weighing import Computed
from assistant.english.words import Word, split_words
from ingest.patterns import lazy_pattern

_RANGE = lazy_pattern(r"\b(?:difference|range|spread|span|gap|apart|vary|varied|how long)\b", re.IGNORECASE)


def is_ranged(computed: Computed) -> bool:
    """Tell whether the largest less the smallest is asked for, of several."""
    form = computed.proposal.form
    if not isinstance(form, Aggregate) or form.function is not Function.RANGE:
        return True
    return _RANGE.search(computed.view.asked.text) is not None and len(computed.outcome.rows) >= TWO


_MIDDLE = frozenset({Function.MEAN, Function.MEDIAN})
_JOINED = lazy_pattern(r"\b(?:and|plus|both|with|together|combined)\b|[&+]|,", re.IGNORECASE)
_THROUGH = lazy_pattern(
    r"\b(?:from|between)\b.*?\b(?P<from>(?:19|20)\d\d)\b.*?(?:\b(?:to|and|until|till|through)\b|[-–]).*?\b(?P<to>(?:19|20)\d\d)\b"
    r"|\b(?P<first>(?:19|20)\d\d)\s?[-–]\s?(?P<last>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def is_put_together(computed: Computed) -> bool:
    """Tell whether a mean is of several, two are put together where two are named, and of years all between them.

    Neither one row nor the table of one invoice is "all invoices".
    """
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Aggregate):
        limited = any(one.column == form.column and one.test is not Relation.FILLED for one in conditions_of(form))
        scores = view.grid.columns[form.column].kind is ColumnKind.SCORE and form.column not in view.links
        return (
            not limited
            and not scores
            and _is_through(view, form)
            and (len(computed.outcome.rows) >= TWO or not _is_of_several(view, form))
            and not _is_one_of_all(view, form)
        )
    if not isinstance(form, Arithmetic) or form.operation not in {Operation.SUM, Operation.MEAN}:
        return True
    ends = _ends(view)
    return abs(ends[1] - ends[0]) == 1 if ends else _JOINED.search(view.asked.text) is not None


def _is_of_several(view: View, form: Aggregate) -> bool:
    return form.function in _MIDDLE or (form.function is Function.SUM and _all_of_what(view) is not None)


def _is_one_of_all(view: View, form: Aggregate) -> bool:
    """Tell whether a table is called one of those of which the sum is asked for: "plumber invoice" of all invoices.

    An "invoice list" has all of them, as has what is called "Invoice" alone.
    """
    asked = _all_of_what(view)
    if form.function is not Function.SUM or asked is None:
        return False
    named = [[one for one in split_words(name) if one.is_content] for name in (view.grid.source, view.grid.title)]
    heads = ([one for one in words if not one.is_number][-1:] for words in named if len(words) > 1)
    return any(one.stem == asked.stem and not one.lower.endswith("s") for head in heads for one in head)


def _all_of_what(view: View) -> Word | None:
    """Return the noun of "all my three invoices" or "every invoice"; None for "in all" and for none."""
    words = split_words(view.asked.text)
    for at, word in enumerate(words):
        if word.lower in {"all", "every"}:
            behind = (one for one in words[at + 1 :] if one.lower not in _BEFORE_NOUNS and not one.is_number)
            noun = next(behind, None)
            return noun if noun is not None and noun.is_content else None
    return None


_BEFORE_NOUNS = frozenset("of the my our their these those".split())


def _ends(view: View) -> list[int]:
    """Return the first and the last of the years that a question spans."""
    match = _THROUGH.search(view.asked.text)
    return [int(year) for year in match.groups() if year] if match is not None else []


def _is_through(view: View, form: Aggregate) -> bool:
    """Tell whether all years of a span are put together, and not only its ends."""
    ends = _ends(view)
    return not ends or not form.rows.any_of or len(form.rows.conditions) > abs(ends[1] - ends[0])


_PERCENT = lazy_pattern(r"\bper ?cent(?:age)?\b|%", re.IGNORECASE)
_CHANGED = lazy_pattern(
    r"\b(?:chang|increas|decreas|declin|gr[eo]w|growth|r[io]se|f[ae]ll|drop|reduc|movement|variation|up by|down by)\w*",
    re.IGNORECASE,
)
_OF_A_SHARE = lazy_pattern(
    r"\b(?:change|increase|decrease|difference)[\w/() ]{0,20} in (?:the )?(?:percent(?:age)?|proportion|share)\b",
    re.IGNORECASE,
)
_RATIO = lazy_pattern(r"\b(?:ratio|times|divided|proportion|relative|multiple)\b", re.IGNORECASE)
_WHOLE_SHARE = 100.0
_FALLING = lazy_pattern(r"\b(?:decreas|declin|fall|fell|drop|reduc|less|down)\w*", re.IGNORECASE)
_RISING = lazy_pattern(r"\b(?:increas|gr[eo]w|growth|rise|rose|up)\w*", re.IGNORECASE)


def is_share_or_change(computed: Computed) -> bool:
    """Tell whether a share is told where one is asked for, of a whole, and a change where something changed.

    "How much did it fall" is no negative figure, and nothing changes from itself.
    """
    view, form, number = computed.view, computed.proposal.form, computed.outcome.number
    if not isinstance(form, Arithmetic) or number is None:
        return True
    text = view.asked.text
    changed, percent = _is_changed(view), _PERCENT.search(text) is not None
    of_share = _OF_A_SHARE.search(text) is not None
    match form.operation:
        case Operation.RATIO:
            return not percent and _RATIO.search(text) is not None
        case Operation.SHARE:
            return not changed and 0.0 <= number < _WHOLE_SHARE
        case Operation.PERCENT_CHANGE:
            return changed and percent and not of_share and not _is_backwards(view, form)
        case Operation.CHANGE:
            fallen = _FALLING.search(text) is not None and _RISING.search(text) is None and number < 0
            return (not percent or of_share) and not fallen and not _is_backwards(view, form)
        case _:
            return True


def _is_changed(view: View) -> bool:
    """Tell whether something changed, and is not only called so: "Workforce reduction" is the name of a row."""
    wholes = (link.positions for link in view.links.values() if link.share >= WHOLE and len(link.positions) > 1)
    columns = (one for one in wholes if len(spanned(view, one)) == max(one) - min(one) + 1)
    cells = (one.positions for one in view.pieces if one.sort == "phrase whole" and len(one.positions) > 1)
    names = frozenset().union(*cells, *columns)
    return any(not view.asked.positions(*match.span()) <= names for match in _CHANGED.finditer(view.asked.text))


def _is_backwards(view: View, form: Arithmetic) -> bool:
    """Tell whether what is later is taken from what is earlier, where dates tell: a change is the later less that."""
    rows = [view.executor.rows(side.rows) for side in (form.left, form.right)]
    if form.left.column == form.right.column and rows[0] == rows[1]:
        return True
    later, earlier = (_moment(view, side) for side in (form.left, form.right))
    return bool(later) and bool(earlier) and later < earlier


def _moment(view: View, side: Number) -> tuple[int, ...]:
    """Return the year, month and day of a side: those of its conditions, or else of its column's name."""
    for condition in side.rows.conditions:
        if condition.date[0] is not None:
            return tuple(part or 0 for part in condition.date)
    texts = [text for condition in side.rows.conditions for text in condition.texts]
    column = side.column
    texts += [] if column is None else [view.grid.columns[column].name]
    found = [one for text in texts for one in moments_in(text) if one.year is not None]
    return (found[0].year or 0, found[0].month or 0, found[0].day or 0) if len(found) == 1 else ()


def is_of_one_row(computed: Computed) -> bool:
    """Tell whether two numbers that are held against each other are one cell each, where rows hold different measures.

    In a table that is read by its columns, several columns of one year are of different things.
    """
    view, form = computed.view, computed.proposal.form
    if not view.grid.turned:
        return True
    if isinstance(form, Aggregate):
        labels = [view.grid.columns[_LABEL].entries[row].text for row in computed.outcome.rows]
        return len(set(labels)) == len(labels)
    if not isinstance(form, Arithmetic):
        return True
    return all(isinstance(side, Cells) or len(view.executor.rows(side.rows)) == 1 for side in (form.left, form.right))


_LABEL = 0  # the column that was the names of columns
