"""Meaning: whether a form does what the words of a question ask for, so that no other figure of the table is told.

"Which lake" is answered by a lake and not by its area, "in which year" by a time, "how many votes" by votes and not by
rows, a "percentage change" by no share. Knows words, columns and forms; never which proposal is likeliest.
"""

from __future__ import annotations

import re

from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Choice,
    Count,
    Form,
    Function,
    Groups,
    IsLarger,
    Number,
    Operation,
    Relation,
    columns_of,
    conditions_of,
)
from assistant.computing.linking import cue_words, fold
from assistant.computing.moments import moments_in
from assistant.computing.plausibility import carries
from assistant.computing.proposals import View, pulled
from assistant.computing.roles import is_numbering
from assistant.computing.triggers import Trigger, Wh
from assistant.computing.typed_tables import ColumnKind
from assistant.computing.weighing import Computed
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.units import CODES
from ingest.patterns import lazy_pattern


def does_what_is_asked(computed: Computed) -> bool:
    """Tell whether a form does what the question's words ask for, to what they name."""
    checks = (
        _is_one, _is_the_thing, _is_a_time, _is_counted, _is_ranged, _is_put_together, _is_share_or_change,
        _is_of_one_row, _is_unambiguous, _is_of_all_rows, _is_won, _heeds_order, _heeds_superlative, _heeds_times,
        _is_chosen,
    )  # fmt: skip
    return all(check(computed) for check in checks)


# -- what is told --------------------------------------------------------------------------------------------------

_SEVERAL = lazy_pattern(
    r"\b(?:all|every|each|both|any|list|names|two|three|four|five|\d+ (?:\w+ )?\w+s)\b", re.IGNORECASE
)
_SINGLE = lazy_pattern(
    r"^\W*(?:(?:in|on|at|to|from|for|by|with) )?(?:which|what) (?P<noun>[\w'’-]*[^s\W])(?: \w+){0,3}?"
    r" (?:is|was|has|had|does|did|comes?|came|makes?|took|takes?|won|got|gets?|hosts?|\w+ed)\b"
    r"|^\W*(?:what|which|who) (?:is|was) (?:the|our|my)\b",
    re.IGNORECASE,
)


def _is_one(computed: Computed) -> bool:
    """Tell whether "which lake is" is answered by one: where several are found, more is asked than was understood."""
    view, form = computed.view, computed.proposal.form
    if not isinstance(form, Cells | Groups) or len(computed.outcome.words) < _TWO or view.intent.is_plural:
        several = isinstance(form, Groups) or (isinstance(form, Cells) and form.rows.any_of)
        return several or _RESPECTIVE.search(view.asked.text) is None
    tied = isinstance(form, Groups) or form.rows.extreme is not None or form.rows.any_of
    return tied or _SINGLE.search(view.asked.text) is None or _SEVERAL.search(view.asked.text) is not None


_RESPECTIVE = lazy_pattern(r"\brespective(?:ly)?\b", re.IGNORECASE)
_TWO = 2
_THINGS = frozenset({Wh.WHAT, Wh.WHO, Wh.LIST, Wh.WHERE})
_PERSONS = frozenset({Wh.WHO, Wh.WHERE})
_NUMERIC = frozenset({ColumnKind.NUMBER, ColumnKind.DURATION, ColumnKind.SCORE})
_WHICH = lazy_pattern(
    r"^\W*(?:which|what(?! (?:is|are|was|were|do|does|did|has|have|had)\b)|name|list|who)\b", re.IGNORECASE
)


def _is_the_thing(computed: Computed) -> bool:
    """Tell whether "which lake" is answered by a cell of the lakes: by no sum, nor by what they are measured by."""
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Groups) and view.grid.turned and view.grid.columns[form.column].name not in _LABELS:
        return False
    if isinstance(form, Groups) and form.largest is not None:
        return not _asks_number(view) and _is_of_things(view, form.column)
    if view.intent.wh in _PERSONS and isinstance(form, Aggregate | Arithmetic):
        return False
    if view.intent.wh not in _THINGS or _WHICH.search(view.asked.text) is None:
        return True
    if isinstance(form, Aggregate | Arithmetic):
        return _is_measured(view, form)
    return not isinstance(form, Cells) or _is_of_things(view, form.column) or _is_of_focus(view, form.column)


_LABELS = frozenset(
    {"", "year"}
)  # columns of a table that is read by its columns: what these are called, and their years


def _is_of_things(view: View, number: int) -> bool:
    """Tell whether a column is of things, as they are called or numbered, and not of what they are measured by."""
    column = view.grid.columns[number]
    return column.kind not in _NUMERIC or number == view.grid.entity or is_numbering(column)


def _is_measured(view: View, form: Form) -> bool:
    """Tell whether "what highest score" names the measure itself; "which tool is the dearest" asks for a tool."""
    which = _OF_THINGS.match(view.asked.text) is not None or view.intent.wh is not Wh.WHAT
    return not which and any(_is_of_focus(view, number) for number in columns_of(form))


_OF_THINGS = lazy_pattern(r"\W*which\b", re.IGNORECASE)


def _is_of_focus(view: View, column: int) -> bool:
    link = view.links.get(column)
    return link is not None and (bool(link.positions & view.intent.focus) or not view.intent.focus)


_WHEN = lazy_pattern(
    r"^\W*(?:(?:in|on|at|by|for) )?(?:which|what) (?:\w+ )?(?:year|month|date|day|quarter|season|period)\b",
    re.IGNORECASE,
)
_SEASONS = "q[1-4]|quarter|spring|summer|autumn|winter"
_TIME = lazy_pattern(
    rf"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\b(?:{'|'.join(sorted(MONTHS | WEEKDAYS))}|{_SEASONS})\b"
    r"|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./-]\d{1,2}\b",
    re.IGNORECASE,
)
_MONEY = lazy_pattern(r"[$€£¥%]|\d,\d{3}|^\W*\(?\d[\d.,]*\)?\W*$")


def _is_a_time(computed: Computed) -> bool:
    """Tell whether "in which year" is answered by a year, and "when" by a time: not by what was so much then."""
    view, form, outcome = computed.view, computed.proposal.form, computed.outcome
    asked = _WHEN.search(view.asked.text) is not None
    if not asked and view.intent.wh is not Wh.WHEN:
        return True
    if not outcome.words:
        return not asked
    if isinstance(form, Cells | Groups):
        kind = view.grid.columns[form.column].kind
        if kind in {ColumnKind.DATE, ColumnKind.YEAR} or _is_named_whole(view, form.column):
            return True
    return all(map(_says_when, outcome.words))


def _says_when(word: str) -> bool:
    """Tell whether a cell is a time, or speaks of one and is no amount."""
    is_year = _YEAR.fullmatch(word.strip()) is not None
    return is_year or (_TIME.search(word) is not None and not _MONEY.search(word))


_YEAR = lazy_pattern(r"(?:1[5-9]|20)\d\d")


def _is_named_whole(view: View, column: int) -> bool:
    link = view.links.get(column)
    return link is not None and not link.cued and link.share >= _WHOLE and bool(link.positions & view.intent.focus)


_WHOLE = 0.99


# -- counts --------------------------------------------------------------------------------------------------------

_AMOUNT = lazy_pattern(r"\bamounts? of\b", re.IGNORECASE)
_NUMBER = lazy_pattern(r"\bhow (?:many|often)\b|\bnumbers? of\b|\bcounts? of\b", re.IGNORECASE)
_UNCOUNTED = (Trigger.MEAN, Trigger.MEDIAN, Trigger.PERCENT, Trigger.CHANGE, Trigger.ONLY, Trigger.RATIO)
_HELD_AGAINST = lazy_pattern(r"\b(?:difference|same|as many)\b", re.IGNORECASE)
_NUMBERS = frozenset({Wh.HOW_MANY, Wh.HOW_LONG, Wh.HOW_MUCH, Wh.AMOUNT})


def _asks_number(view: View) -> bool:
    named = _WHICH.search(view.asked.text) is not None or _WHEN.search(view.asked.text) is not None
    return view.intent.wh in _NUMBERS and not named


def _is_counted(computed: Computed) -> bool:
    """Tell whether things are counted that rows tell of: no amount, no change, and no votes that are numbers."""
    view, form = computed.view, computed.proposal.form
    amount = _AMOUNT.search(view.asked.text) is not None and not _NUMBER.search(view.asked.text)
    match form:
        case Choice():
            return not _asks_number(view)
        case Aggregate() | Cells():
            return amount or _is_a_number(computed, form)
        case Count():
            return not amount and _is_count(computed, form)
        case _:
            return True


def _is_count(computed: Computed, form: Count) -> bool:
    view = computed.view
    if _HELD_AGAINST.search(view.asked.text) or _left(computed, *_UNCOUNTED):
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
    dated = (number for number, column in enumerate(view.grid.columns) if column.kind in _DATED)
    return form.column in view.links if form.column is not None else any(dated)


_HOW_OFTEN = lazy_pattern(r"\bhow (?:many times|often)\b", re.IGNORECASE)
_TALLY = lazy_pattern(r"s\b|\b(?:number|count)\b", re.IGNORECASE)  # "Wins", "Number of visits"
_PERIODS = lazy_pattern(
    r"\bhow many (?:of the )?(?:fiscal )?(?:years|quarters|months|seasons|periods)\b", re.IGNORECASE
)
_DATED = frozenset({ColumnKind.DATE, ColumnKind.YEAR})


def _is_a_number(computed: Computed, form: Aggregate | Cells) -> bool:
    """Tell whether "how many votes" and "how many years" are answered by one number of what they name."""
    view = computed.view
    column, link = view.grid.columns[form.column], view.links.get(form.column)
    if view.intent.wh is Wh.HOW_LONG and (isinstance(form, Aggregate) or column.kind is ColumnKind.NUMBER):
        told = column.kind is ColumnKind.DURATION or (isinstance(form, Cells) and link is not None and link.cued)
        return told or _is_named_whole(view, form.column) or _carries_any(view, form)
    if _HOW_OFTEN.search(view.asked.text) and (link is None or link.cued or _TALLY.search(column.name) is None):
        return False
    if view.intent.wh is not Wh.HOW_MANY:
        return view.intent.wh is not Wh.HOW_MUCH or column.kind not in {ColumnKind.DATE, ColumnKind.YEAR}
    if column.unit in CODES.values() and not _carries_any(view, form):
        return False
    if isinstance(form, Aggregate):
        return link is not None or _carries_any(view, form)
    named = _is_of_focus(view, form.column) or _carries_any(view, form)
    return column.is_measure and named and len(computed.outcome.words) < _TWO


def _carries_any(view: View, form: Form) -> bool:
    return any(carries(view, form, position) for position in view.intent.focus)


def _is_counted_once(computed: Computed, column: int) -> bool:
    """Tell whether different cells are those of what is asked for, by its whole name, and no condition names one."""
    view, form = computed.view, computed.proposal.form
    named = any(one.column == column and one.test is Relation.IS for one in conditions_of(form))
    link = view.links.get(column)
    told = link is not None and bool(link.positions & view.intent.focus)
    whole = link is not None and (link.share >= _WHOLE or column == view.grid.entity)
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


# -- sums, shares, changes -----------------------------------------------------------------------------------------

_RANGE = lazy_pattern(r"\b(?:difference|range|spread|span|gap|apart|vary|varied|how long)\b", re.IGNORECASE)


def _is_ranged(computed: Computed) -> bool:
    """Tell whether the largest less the smallest is asked for, of several."""
    form = computed.proposal.form
    if not isinstance(form, Aggregate) or form.function is not Function.RANGE:
        return True
    return _RANGE.search(computed.view.asked.text) is not None and len(computed.outcome.rows) >= _TWO


_MIDDLE = frozenset({Function.MEAN, Function.MEDIAN})
_JOINED = lazy_pattern(r"\b(?:and|plus|both|with|together|combined)\b|[&+]|,", re.IGNORECASE)
_THROUGH = lazy_pattern(
    r"\b(?:from|between)\b.*?\b(?P<from>(?:19|20)\d\d)\b.*?(?:\b(?:to|and|until|till|through)\b|[-–]).*?\b(?P<to>(?:19|20)\d\d)\b"
    r"|\b(?P<first>(?:19|20)\d\d)\s?[-–]\s?(?P<last>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def _is_put_together(computed: Computed) -> bool:
    """Tell whether a mean is of several, two are put together where two are named, and of years all between them."""
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Aggregate):
        limited = any(one.column == form.column and one.test is not Relation.FILLED for one in conditions_of(form))
        scores = view.grid.columns[form.column].kind is ColumnKind.SCORE and form.column not in view.links
        return (
            not limited
            and not scores
            and _is_through(view, form)
            and (form.function not in _MIDDLE or len(computed.outcome.rows) >= _TWO)
        )
    if not isinstance(form, Arithmetic) or form.operation not in {Operation.SUM, Operation.MEAN}:
        return True
    ends = _ends(view)
    return abs(ends[1] - ends[0]) == 1 if ends else _JOINED.search(view.asked.text) is not None


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


def _is_share_or_change(computed: Computed) -> bool:
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
    wholes = (link.positions for link in view.links.values() if link.share >= _WHOLE and len(link.positions) > 1)
    columns = (one for one in wholes if len(_spanned(view, one)) == max(one) - min(one) + 1)
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


def _is_of_one_row(computed: Computed) -> bool:
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


def _is_unambiguous(computed: Computed) -> bool:
    """Tell whether no other column is called as the one that is read: "Other" of which of two parts, nobody said."""
    view, form = computed.view, computed.proposal.form
    names = [column.name.strip().lower() for column in view.grid.columns]
    return all(names.count(names[number]) == 1 for number in _read(form) if names[number])


def _read(form: Form) -> frozenset[int]:
    sides: tuple[object, ...] = (form.left, form.right) if isinstance(form, Arithmetic | IsLarger) else (form,)
    read = (side for side in sides if isinstance(side, Cells | Aggregate | Count))
    return frozenset(side.column for side in read if side.column is not None)


def _is_of_all_rows(computed: Computed) -> bool:
    """Tell whether a word that names what all rows of a table are is no condition: of "members" some are "member"."""
    view = computed.view
    conditions = set(conditions_of(computed.proposal.form))
    things = frozenset(number for number in view.naming if _PLURAL.fullmatch(view.asked.terms[number].form))
    pieces = (one for one in view.pieces if one.condition in conditions and one.condition.test is Relation.IS)
    return not any(piece.positions <= things for piece in pieces)


_PLURAL = lazy_pattern(r"\w+[^s\W]s", re.IGNORECASE)


def _is_won(computed: Computed) -> bool:
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


# -- words that must be heeded -------------------------------------------------------------------------------------


def _left(computed: Computed, *triggers: Trigger) -> frozenset[int]:
    """Return the words that pull triggers and are neither taken nor words of the table itself."""
    view = computed.view
    own = frozenset().union(*(_spanned(view, link.positions) for link in view.links.values() if not link.cued))
    cells = frozenset().union(*(piece.positions for piece in view.pieces))
    return pulled(view, *triggers) - own - cells - view.naming


def _spanned(view: View, positions: frozenset[int]) -> frozenset[int]:
    """Return words with the small ones between them: "before" is a word of the column "Income before taxes"."""
    between = range(min(positions), max(positions)) if positions else range(0)
    gap = frozenset(between) - positions
    return positions | (gap if not any(view.asked.terms[at].is_content for at in gap) else frozenset())


def _heeds_order(computed: Computed) -> bool:
    """Tell whether what comes after or before something, or is the same, is not told for that itself."""
    text, form = computed.view.asked.text, computed.proposal.form
    same = _left(computed, Trigger.SAME) if isinstance(form, Cells) and _HELD_AGAINST.search(text) else frozenset[int]()
    beside = _left(computed, Trigger.NEXT, Trigger.PREVIOUS) - cue_words(computed.view.asked, computed.view.grid)
    return not (same | beside) - computed.proposal.covered


_ORDERING = (Trigger.LARGEST, Trigger.SMALLEST)


def _heeds_superlative(computed: Computed) -> bool:
    """Tell whether cells, sums and counts are of the largest where that is asked for: "furthest" names no column."""
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Groups) and form.largest is not None:
        rivals = (link for link in view.links.values() if not link.cued and link.column in view.measures)
        if form.measure is None and _BARE.search(view.asked.text):
            return _OFTEN.search(view.asked.text) is not None
        if form.measure is None:
            return all(link.column == form.column or link.positions <= view.naming for link in rivals)
        return _SIZED.search(view.asked.text) is None
    if isinstance(form, Cells) and form.rows.extreme is not None:
        return _is_by_what_is_named(computed, form.rows.extreme.column)
    if not isinstance(form, Cells | Count) or form.rows.extreme is not None or form.rows.position is not None:
        return True
    return not _left(computed, *_ORDERING) or any(one.test not in _PLAIN for one in conditions_of(form))


def _is_by_what_is_named(computed: Computed, by: int) -> bool:
    """Tell whether the most votes are so by the votes; what is "listed first" is so by its place, no date."""
    view, text = computed.view, computed.view.asked.text
    dated = view.grid.columns[by].kind in _DATED
    if dated and (_BARE.search(text) or _LISTED.search(text)):
        return False
    match = _MOST_OF.search(text)
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
    r"\b(?:most|least|fewest|highest|lowest|largest|smallest|greatest)(?: (?:number|amount|total)s?(?: of)?)?"
    r" (?P<noun>\w+(?: \w+)?)",
    re.IGNORECASE,
)
_SIZED = lazy_pattern(
    r"\b(?:(?:long|short|tall|heavi|light|fast|slow|deep|wid|far|farth|furth|near|clos|old|young|new|lat|earli|cheap|hott"
    r"|cold|warm|steep)est|most expensive)\b",
    re.IGNORECASE,
)
_PLAIN = frozenset({Relation.IS, Relation.FILLED, Relation.BLANK, Relation.DATED})
_TIMES = lazy_pattern(r"\btimes\b", re.IGNORECASE)
_EITHER = lazy_pattern(r"[,:]\s*(?:the |an? )?[\w' -]+,? or (?:the |an? )?[\w' -]+\W*$", re.IGNORECASE)
_OR = lazy_pattern(
    r",? or (?!(?:more|less|fewer|over|above|below|under|later|earlier|higher|lower|not|after|before)\b)", re.IGNORECASE
)


def _heeds_times(computed: Computed) -> bool:
    """Tell whether "at least 3 times" is said of rows, and no limit of a cell."""
    view = computed.view
    times = frozenset().union(*(view.asked.positions(*match.span()) for match in _TIMES.finditer(view.asked.text)))
    conditions = set(conditions_of(computed.proposal.form))
    limits = (p.positions for p in view.pieces if p.condition in conditions and p.condition.test not in _PLAIN)
    return not any(max(positions) + 1 in times for positions in limits if positions)


def _is_chosen(computed: Computed) -> bool:
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
