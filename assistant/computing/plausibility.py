"""Plausibility: whether what was computed is of the sort that is asked for, so that nothing near is told for it.

Kilograms are not counted in rows, the heaviest is no date, the price of one thing is no sum over several, and a yes
or no has both its sides in the table. Knows words and columns; never which proposal is likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from assistant.computing.choosing import TIMELY
from assistant.computing.currencies import is_of_one_currency
from assistant.computing.forms import (
    Aggregate,
    Arithmetic,
    Cells,
    Choice,
    Condition,
    Count,
    Existence,
    Form,
    Function,
    GroupPart,
    Groups,
    IsLarger,
    Operation,
    Relation,
    columns_of,
    conditions_of,
)
from assistant.computing.linking import Piece, WordTerm, fold, terms_of
from assistant.computing.owing import heeds_debts
from assistant.computing.proposals import View, words_of
from assistant.computing.roles import counts_up, is_numbering, is_parted, is_quantity
from assistant.computing.spending import is_only_planned, is_other_way
from assistant.computing.triggers import Trigger, Wh
from assistant.computing.typed_tables import Column, ColumnKind
from assistant.computing.weighing import Computed
from assistant.english.units import ANY_UNIT, CODES, CURRENCIES, NAMES, TIMES
from ingest.patterns import lazy_pattern


def fits(computed: Computed) -> bool:
    """Tell whether a form is of the sort that is asked for: its measure, its order, how many rows it puts together."""
    checks = (
        _is_of_sort, _has_unit, _is_grouped_well, _is_ordered_well, _is_price, _is_decided, _heeds_debts,
        _is_limited_well, _reads_focus, _are_two, is_of_one_currency, _is_no_echo, _is_counted_apart, _was_spent,
        _adds_up_periods,
    )  # fmt: skip
    return all(check(computed) for check in checks)


def _adds_up_periods(computed: Computed) -> bool:
    """Tell whether "which month was the most expensive" is told of whole months, not of a day's one row."""
    view, form = computed.view, computed.proposal.form
    is_of_row = isinstance(form, Cells) and form.rows.extreme is not None
    return not is_of_row or not _PERIOD.search(view.asked.text) or not any(map(is_parted, view.grid.columns))


_PERIOD = lazy_pattern(
    r"^\W*(?:which|what) (?:month|year) (?:is|was|were|has been) (?:the )?(?:(?:most|least) \w+|\w+est)\W*$",
    re.IGNORECASE,
)


def _are_two(computed: Computed) -> bool:
    """Tell whether two things that are held against each other are two: one row each, none a part of the other.

    Which of two offers is cheaper is not told by the first of their rows, nor by one of those that a total adds up.
    """
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Choice) and form.column is not None:
        added_up = any(line.is_total for line in view.grid.lines) and _PRICED.search(view.asked.text) is not None
        return not added_up and all(len(view.executor.rows(rows)) == 1 for rows in form.options)
    if not isinstance(form, Arithmetic) or form.operation is not Operation.DIFFERENCE:
        return True
    if _ADDED_UP.search(view.asked.text) and not all(counts_up(view.grid, n) for n in _measured(form)):
        return False
    left, right = (frozenset(view.executor.rows(side.rows)) for side in (form.left, form.right))
    if left == right and {one.column for one in conditions_of(form)} & set(_measured(form)):
        return False
    return len(left) == len(right) == 1 or not (left <= right or right <= left)


# What was spent from January to March is a sum over the months.
_COMPARED = r"(?!.*\b(?:more|less|fewer|than|r[io]se|gr[oe]w|f[ae]ll|increase|decrease|drop|change|differ)\w*)"
_ADDED_UP = lazy_pattern(
    rf"\bhow (?:much|many)\b{_COMPARED}.*\b(?:costs?|spen[dt]|pay|paid|use[ds]?|consumed?|earn(?:ed)?|s[eo]ld|sell"
    r"|bought|buy)\b.*\b(?:from\b.*\bto|between\b.*\band)\b",
    re.IGNORECASE,
)
_PRICED = lazy_pattern(
    r"\b(?:cheap|dear|costli|pric(?:i|y))er\b|\b(?:more|less) expensive\b|\bcosts? (?:more|less)\b", re.IGNORECASE
)


def _is_no_echo(computed: Computed) -> bool:
    """Tell whether what is read is not only what the question says itself, nor a thing for "more or less"."""
    view, form = computed.view, computed.proposal.form
    if _EITHER.search(view.asked.text) and computed.outcome.words:
        return isinstance(form, IsLarger) and _is_either(view, form, computed.outcome.words[0])
    if not isinstance(form, Cells) or Trigger.OR in view.intent or not computed.outcome.words:
        return True
    question = f" {fold(view.asked.text)} "
    return not all(f" {fold(word).strip()}" in question for word in computed.outcome.words)


def _is_either(view: View, form: IsLarger, word: str) -> bool:
    """Tell whether one of the two words is told, of a column that the question names, or the only one of times."""
    columns = {side.column for side in (form.left, form.right)}
    times = {number for number, one in enumerate(view.grid.columns) if one.kind in {ColumnKind.DATE, ColumnKind.YEAR}}
    told = columns <= times and len(times) == 1 if word in _TIMELY else columns <= view.links.keys()
    return told and word not in {"yes", "no"}


_TIMELY = frozenset("before after older younger earlier later".split())
_EITHER = lazy_pattern(
    r"\b(?:above or below|below or above|more or less|less or more|before or after|after or before|higher or lower"
    r"|lower or higher|larger or smaller|longer or shorter|older or younger)\b",
    re.IGNORECASE,
)


def _is_counted_apart(computed: Computed) -> bool:
    """Tell whether "how many different" counts each once, "how many" is no year, and "how many more" not none.

    Nothing is counted that is not to be: a phone number is no number of phones.
    """
    view, form, outcome = computed.view, computed.proposal.form, computed.outcome
    if isinstance(form, Arithmetic) and form.operation is Operation.DIFFERENCE and not outcome.words:
        return outcome.number != 0 or view.intent.wh not in {Wh.HOW_MANY, Wh.HOW_MUCH, Wh.HOW_LONG}
    if view.intent.wh is not Wh.HOW_MANY:
        return not isinstance(form, Count) or bool(_COUNTING & view.intent.triggers.keys())
    if isinstance(form, Cells):
        return view.grid.columns[form.column].kind not in {ColumnKind.DATE, ColumnKind.YEAR}
    apart = _DIFFERENT.search(view.asked.text) is not None
    return not apart or not isinstance(form, Count) or form.column is not None


_COUNTING = frozenset({Trigger.COUNT, Trigger.SUM, Trigger.TOGETHER})
_DIFFERENT = lazy_pattern(r"^\W*how many (?:different|distinct|unique)\b", re.IGNORECASE)
_UNNUMBERED = frozenset({Wh.WHO, Wh.WHERE, Wh.WHEN})


def _is_of_sort(computed: Computed) -> bool:
    """Tell whether a question for a person, a place or a time is answered by cells: a count may be a word of them."""
    form = computed.proposal.form
    return computed.view.intent.wh not in _UNNUMBERED or not isinstance(form, Count)


def _heeds_debts(computed: Computed) -> bool:
    return heeds_debts(computed.view.asked, computed.view.grid, computed.proposal.form)


def as_lookup(computed: Computed) -> Computed:
    """Return the one cell of which a sum is made, unless several were to be put together; else what is given."""
    form = computed.proposal.form
    if not _is_sum(form) or len(computed.outcome.rows) != 1 or _ALL.search(computed.view.asked.text):
        return computed
    read = Cells(form.rows, form.column, distinct=False)
    return replace(computed, proposal=replace(computed.proposal, form=read), outcome=computed.view.executor.run(read))


def exact(view: View) -> frozenset[int]:
    """Return the words that stand in the table or in what it is called, as they are: none that is only like one."""
    pieces = (piece.positions for piece in view.pieces if not piece.sort.endswith("begun"))
    return frozenset().union(view.naming, *pieces, *(link.positions for link in view.links.values() if not link.cued))


# -- units ---------------------------------------------------------------------------------------------------------

_SIGNS = {sign: code.lower() for code, sign in CODES.items()}
_CALENDAR = frozenset(term.stem for term in terms_of("days weeks months years"))
_CLOCKED = frozenset(term.stem for term in terms_of("seconds minutes hours"))


def _has_unit(computed: Computed) -> bool:
    """Tell whether "how many kilograms" is answered by kilograms: never by rows, nor by a column of another unit."""
    view, form = computed.view, computed.proposal.form
    focus = [view.asked.terms[number] for number in sorted(view.intent.focus)]
    units = [term for term in focus if _is_unit(term) or _is_bracketed(view, term)]
    if view.intent.wh not in {Wh.HOW_MANY, Wh.HOW_LONG} or not units:
        return True
    columns = [view.grid.columns[number] for number in _measured(form)]
    return all(_carries(column, units[0]) for column in columns) if columns else not _counts(form)


def _is_bracketed(view: View, term: WordTerm) -> bool:
    """Tell whether a word is the unit of some column by its name: of "Electricity (kWh)"."""
    unit = lazy_pattern(rf"[(\[]{re.escape(term.form)}[)\]]", re.IGNORECASE)
    return any(unit.search(column.name) for column in view.grid.columns)


def _is_unit(term: WordTerm) -> bool:
    known = term.stem in _NAMES or _UNIT.fullmatch(term.form) is not None
    return known and (term.stem in _CLOCKED or _COUNTABLE.fullmatch(term.form) is None)


_NAMES = frozenset[str]().union(*NAMES.values())
_UNIT = lazy_pattern(rf"(?:{ANY_UNIT}|percent|calories|cents)", re.IGNORECASE)
_COUNTABLE = lazy_pattern(rf"(?:{TIMES}|bars?|sums?|.)", re.IGNORECASE)  # of which rows may be kept, or that are words


def _counts(form: Form) -> bool:
    return isinstance(form, Count) or (isinstance(form, Groups) and form.measure is None)


def _measured(form: Form) -> tuple[int, ...]:
    """Return the columns that the numbers of a result are of."""
    if isinstance(form, Groups):
        return () if form.measure is None else (form.measure,)
    if isinstance(form, Arithmetic) and form.operation not in _UNITLESS:
        return tuple(dict.fromkeys(number for side in (form.left, form.right) for number in _measured(side)))
    return (form.column,) if isinstance(form, Aggregate | Cells) else ()


_UNITLESS = frozenset({Operation.PERCENT_CHANGE, Operation.RATIO, Operation.SHARE})


def carries(view: View, form: Form, position: int) -> bool:
    """Tell whether a word of the question is the unit of a column that a form uses."""
    term = view.asked.terms[position]
    return _is_unit(term) and any(_carries(view.grid.columns[number], term) for number in columns_of(form))


def _carries(column: Column, unit: WordTerm) -> bool:
    """Tell whether a column is of a unit: by its cells, by its name, or as a duration."""
    if column.kind is ColumnKind.DURATION and unit.stem in _CLOCKED:
        return True
    if column.kind in {ColumnKind.DATE, ColumnKind.YEAR} and unit.stem in _CALENDAR:
        return True
    signs = {term.stem for term in terms_of(column.name)} | {_SIGNS.get(sign, sign.lower()) for sign in (column.unit,)}
    signs |= {code for sign, code in _SIGNS.items() if sign in column.name}
    return any(unit.stem == sign or unit.stem in NAMES.get(sign, ()) for sign in signs) or (
        unit.stem in _CURRENCIES
        and not column.unit
        and _MONEY.search(column.name) is not None
        and _CODED.search(column.name) is None
    )


_CODED = lazy_pattern(r"\b[A-Z]{3}\b|[$€£¥]")  # a currency that the column's own name tells
_CURRENCIES = CURRENCIES.keys() | frozenset().union(*(NAMES[sign] for sign in _SIGNS.values()))
_MONEY = lazy_pattern(
    r"\b(?:prices?|costs?|amounts?|fees?|values?|totals?|sums?|budgets?|salary|spent|paid|payments?|net|gross|revenue"
    r"|betrag|kosten|preis)\b|[$€£]|\b(?:EUR|USD|GBP|CHF)\b|^(?:money |paid |cash )?(?:in|out)$",
    re.IGNORECASE,
)


# -- groups --------------------------------------------------------------------------------------------------------

_LISTING = lazy_pattern(r"^\W*(?:please )?(?:list|name|show|enumerate|give)(?: me| us)? every\b", re.IGNORECASE)
_EACH = lazy_pattern(r"\b(?:each|every|per)\s+(?P<noun>[\w'’-]+)", re.IGNORECASE)


_NUMEROUS = lazy_pattern(
    r"\b(?:most|fewest|least|more|fewer|busiest|top|often|common|popular|frequent\w*|numbers?|counts?|times|groups?)\b",
    re.IGNORECASE,
)


def _is_by_size(text: str) -> bool:
    """Tell whether the largest is not said of how many there are: the largest parcel is no matter of counting."""
    return _NUMEROUS.search(text) is None


def _is_grouped_well(computed: Computed) -> bool:
    """Tell whether the groups are of what stands behind "each", where that names a column or the rows themselves."""
    view, form = computed.view, computed.proposal.form
    match = _EACH.search(view.asked.text)
    ranked = isinstance(form, Groups) and form.measure is None and form.largest is not None
    counted = isinstance(form, Choice) and form.column is None
    if (ranked or counted) and _is_by_size(view.asked.text):
        return False
    if match is not None and isinstance(form, Aggregate | Count) and not _is_of_column(view, match):
        return False
    if isinstance(form, Groups) and form.measure is not None and not _is_measured(view, form.measure):
        return False
    if isinstance(form, Groups) and form.largest is None and _LISTING.search(view.asked.text):
        return False
    if match is None or not isinstance(form, Groups) or form.part is not GroupPart.WHOLE:
        return True
    noun = view.asked.positions(*match.span("noun"))
    named = {link.column for link in view.links.values() if link.positions & noun and not link.cued}
    return form.column in named if named else form.column == view.grid.entity or not noun <= view.naming


def _is_measured(view: View, measure: int) -> bool:
    """Tell whether "how many kilometres in each" names what is added up: members in each, or per voice, are counted."""
    link = view.links.get(measure)
    if view.intent.wh is not Wh.HOW_MANY:
        return link is not None or bool(_ADDING & view.intent.triggers.keys())
    named = link is not None and not link.cued and bool(link.positions & view.intent.focus)
    units = [view.asked.terms[number] for number in view.intent.focus if _is_unit(view.asked.terms[number])]
    return named or any(_carries(view.grid.columns[measure], unit) for unit in units)


_ADDING = frozenset({Trigger.SUM, Trigger.MEAN, Trigger.LARGEST, Trigger.SMALLEST})


def _is_of_column(view: View, match: re.Match[str]) -> bool:
    """Tell whether "per litre" is in a column's own name, so that nothing is asked for each litre."""
    return any(match.group().lower() in column.name.lower() for column in view.grid.columns)


# -- order ---------------------------------------------------------------------------------------------------------

_DIMENSIONS = tuple(
    (lazy_pattern(rf"\b(?:{said})\b", re.IGNORECASE), lazy_pattern(rf"(?<![^\W_])(?:{named})", re.IGNORECASE), kinds)
    for said, named, kinds in (
        ("heaviest|lightest", r"weight|mass|load|kg\b|lbs?\b|t\b|g\b", ()),
        ("cheapest|dearest|priciest|costliest|(?:most|least) expensive", rf"{_MONEY.pattern}|rent|price", ()),
        ("fastest|slowest", r"speed|time|pace|km/h|mph|duration", (ColumnKind.DURATION,)),
        (
            "longest|shortest",
            (
                r"length|duration|time|span|runtime|distance|term|minutes|hours|days|weeks|months|years|pages|height"
                r"|(?:km|m|mi|cm|mm|ft|h|min)\b|miles|met(?:re|er)s?\b"
            ),
            (ColumnKind.DURATION,),
        ),
        (
            "best|worst",
            r"rank|pos(?:ition)?\b|place|points?|pts|scores?|results?|ratings?|finish|won|wins?|grade|marks?|percent|%",
            (ColumnKind.RANK, ColumnKind.SCORE),
        ),
        ("tallest", r"height|elevation|size|m\b|cm\b|ft\b|storeys|floors", ()),
        ("deepest|shallowest", r"depth|m\b|ft\b", ()),
        ("widest|narrowest", r"width|span|m\b|cm\b|mm\b", ()),
        (
            "oldest|youngest|latest|newest|earliest|soonest|most recent",
            r"age|born|birth|year|since|date|time",
            (ColumnKind.DATE, ColumnKind.YEAR, ColumnKind.DURATION, ColumnKind.RANK),
        ),
        ("hottest|warmest|coldest|coolest", r"temp|°|degrees|celsius|high|low|max|min", ()),
        (
            "farthest|furthest|nearest|closest",
            r"distance|km\b|mi\b|miles|met(?:re|er)s|m\b|minutes",
            (ColumnKind.DURATION,),
        ),
    )
)
# What is the oldest is so by when it began to be, not by when it was last looked at.
_AGED = lazy_pattern(r"\b(?:oldest|newest|youngest)\b", re.IGNORECASE)
_BEGINS = lazy_pattern(
    r"\b(?:age|born|birth\w*|built|bought|purchase\w*|acquired|made|found(?:ed|ing)|open(?:ed|ing)|since|join\w*|start\w*"
    r"|beg[aiu]n\w*|year|from)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = lazy_pattern(
    r"\b(?!(?:larg|small|bigg|great|high|low|few|b|w?or|m|l|lat|old|young|new|rec|great|strong|weak|top|near|clos|cheap"
    r"|dear|pric|costl|bus|earl|inter|requ|cont|for|gu|hon|mod|inv|prot|arr|harv|sugg|dig|manif|mid|north\w*|south\w*|w|e)i?est"
    r"\b)(?P<base>[a-z]{3,})est\b",
    re.IGNORECASE,
)
# Comparatives of what the superlatives above are of.
_GRADED = lazy_pattern(
    r"\b(?:(heavi|light|cheap|dear|costli|fast|slow|long|short|tall|deep|shallow|wid|narrow|old|young|new|hott|warm|cold"
    r"|cool|farth|furth|near|clos)er|(?:more|less) expensive)\b",
    re.IGNORECASE,
)
_BASE = 4  # letters in which an adjective and the noun of its size agree
_RIVALS = 2  # rows of which one can be the largest
_RANKED = lazy_pattern(
    r"\b(?:first|last|top|bottom|latest|earliest|highest|lowest|numbers?|rank\w*|no)\b", re.IGNORECASE
)


def _is_ordered_well(computed: Computed) -> bool:
    """Tell whether the largest is so by a column that has sizes of the sort that the superlative names."""
    view, form = computed.view, computed.proposal.form
    if isinstance(form, Aggregate) and form.function is not Function.SUM:
        extreme = form.function in {Function.MOST, Function.LEAST}
        return not is_numbering(view.grid.columns[form.column]) and (not extreme or _is_size(view, form.column))
    graded = [view.asked.positions(*match.span()) for match in _GRADED.finditer(view.asked.text)]
    if isinstance(form, Cells) and not _heeds_grades(computed, form, graded):
        return False
    if isinstance(form, Choice) and form.column is not None and graded:
        return _has_sizes(view, form.column, timely=TIMELY.search(view.asked.text) is not None)
    if isinstance(form, Arithmetic | Choice | IsLarger) or form.rows.extreme is None:
        return True
    if len(view.executor.rows(replace(form.rows, extreme=None, position=None, step=0))) < _RIVALS:
        return False
    timely = TIMELY.search(view.asked.text) is not None
    return _has_sizes(view, form.rows.extreme.column, timely=timely) and (
        not isinstance(form, Cells) or _is_thing(view, form, timely=timely)
    )


def _is_size(view: View, column: int) -> bool:
    """Tell whether the largest of a column is asked for, by its name: the most expensive repair is no price."""
    link = view.links.get(column)
    named = link is not None and not link.cued and bool(link.positions & view.intent.focus)
    asked = named or view.intent.wh not in {Wh.WHAT, Wh.WHO, Wh.LIST}
    return asked and _has_sizes(view, column, timely=TIMELY.search(view.asked.text) is not None)


def _heeds_grades(computed: Computed, form: Cells, graded: Sequence[frozenset[int]]) -> bool:
    """Tell whether cells are chosen by the comparative of the question; of "A or B" those of one are no answer."""
    of_one = Trigger.OR in computed.view.intent and form.rows.extreme is None
    return all(not of_one and words <= computed.proposal.covered for words in graded)


def _has_sizes(view: View, column: int, *, timely: bool) -> bool:
    """Tell whether a column is of what the superlative is said of: dates of time, weights of what is heaviest."""
    text = _GRADED.sub(lambda match: f"{match[1]}est" if match[1] else "most expensive", view.asked.text)
    by, named = view.grid.columns[column], _is_named(view, column)
    if by.kind is ColumnKind.DATE and not timely:
        return False
    if not named and _AGED.search(text) and not _BEGINS.search(by.name):
        others = (one.name for one in view.grid.columns if one.kind in {ColumnKind.DATE, ColumnKind.YEAR})
        if any(map(_BEGINS.search, others)):
            return False
    if is_numbering(by) and not (named and _RANKED.search(text)):
        return False
    if named:
        return True
    told = [one for one in _DIMENSIONS if one[0].search(text)]
    unknown = _SUPERLATIVE.search(text) if not told else None
    if unknown is not None:  # the loudest is so by a column for that
        base = unknown["base"]
        return any(term.stem.startswith(base[:_BASE]) for term in terms_of(by.name))
    fit = any(by.kind in kinds or said.search(f"{by.name} {by.unit}") for _, said, kinds in told)
    return (fit or not told) and (timely or by.kind is not ColumnKind.YEAR)


def _is_thing(view: View, form: Cells, *, timely: bool) -> bool:
    """Tell whether the cell of an extreme may be what is asked for: no date where the question says nothing of time."""
    dated = view.grid.columns[form.column].kind is ColumnKind.DATE
    return not dated or timely or view.intent.wh is Wh.WHEN or _is_named(view, form.column)


_NAMED = 0.99


def _is_named(view: View, column: int) -> bool:
    link = view.links.get(column)
    return link is not None and not link.cued and link.share >= _NAMED


# -- prices --------------------------------------------------------------------------------------------------------

_COSTS = lazy_pattern(
    r"\bhow much (?P<verb>do|does|did|will|would) (?P<what>.+?) cost\b"
    r"|\bhow much (?P<is>is|are|was|were) (?:an?|one|the|each) (?P<thing>[^?]+)",
    re.IGNORECASE,
)
_SPENT = lazy_pattern(r"\bhow much (?:money )?(?:do|does|did|have|has|was|is) [\w ]*?\bspen[dt]\b", re.IGNORECASE)
_ALL = lazy_pattern(r"\b(?:total|sum|altogether|together|combined|overall|in all|all|both)\b", re.IGNORECASE)


def _priced(view: View) -> frozenset[int] | None:
    """Return the words of the thing whose price is asked for; None where none is, or that of several together."""
    match = _COSTS.search(view.asked.text)
    if match is None or _ALL.search(view.asked.text):
        return None
    words = view.asked.positions(*match.span("what" if match["what"] else "thing"))
    return words & view.asked.content


def _was_spent(computed: Computed) -> bool:
    """Tell whether what was spent is not read in what is planned to be, nor in what came in: an offer is no bill."""
    grid, question = computed.view.grid, computed.view.asked.text
    if any(is_other_way(question, grid.columns[number].name) for number in _measured(computed.proposal.form)):
        return False
    return not is_only_planned(question, f"{grid.title} {grid.source} {grid.sheet}")


def _is_sum(form: Form) -> TypeGuard[Aggregate]:
    return isinstance(form, Aggregate) and form.function is Function.SUM


def _is_price(computed: Computed) -> bool:
    """Tell whether the price of a thing is that of the rows that name it: of one row, where nothing was spent yet."""
    view, form = computed.view, computed.proposal.form
    things = _priced(view)
    spent = _SPENT.search(view.asked.text) is not None or (things is not None and "cost" in view.asked.text.lower())
    if spent and not all(_is_money(view, number) for number in _measured(form)):
        return False
    if things is None:
        return True
    if not _is_sum(form):
        return True
    match = _COSTS.search(view.asked.text)
    conditioned = _conditioned(view, form)
    in_cells = frozenset().union(*(piece.positions for piece in view.pieces))
    if match is not None and match["what"]:
        named = conditioned | (view.naming - in_cells) | words_of(view, *columns_of(form))
        if not things <= named or not things & (conditioned | view.naming):
            return False
    lasting = match is not None and (match["verb"] or "did").lower() in {"do", "does"}
    entity = any(one.column == view.grid.entity and one.test is Relation.IS for one in conditions_of(form))
    return len(computed.outcome.rows) == 1 or not (lasting or (match is not None and match["is"] and entity))


def _is_money(view: View, number: int) -> bool:
    """Tell whether a column is of money, or the only one of numbers, in whatever currency."""
    column = view.grid.columns[number]
    named = column.unit in _SIGNS or _MONEY.search(column.name) is not None
    return named or not column.is_measure or (view.measures == (number,) and not is_quantity(column))


def _conditioned(view: View, form: Form) -> frozenset[int]:
    """Return the words that the conditions of a form stand for."""
    conditions = {_bare(condition) for condition in conditions_of(form)}
    return frozenset().union(*(piece.positions for piece in view.pieces if _bare(piece.condition) in conditions))


def _bare(condition: Condition) -> Condition:
    return replace(condition, negated=False)


# -- yes and no ----------------------------------------------------------------------------------------------------

_LIMITS = frozenset({Relation.ABOVE, Relation.BELOW, Relation.AT_LEAST, Relation.AT_MOST, Relation.EQUALS})


def _is_decided(computed: Computed) -> bool:
    """Tell whether both sides of a yes-or-no question are of the table: all its words, and the column of its number."""
    view, form = computed.view, computed.proposal.form
    if view.intent.wh is not Wh.YES_NO:
        return True
    if not isinstance(form, IsLarger | Existence | Choice):
        return False
    used = columns_of(form)
    in_cells = frozenset().union(*(p.positions for p in view.pieces if not p.sort.endswith("begun")))
    named = words_of(view, *used) | _conditioned(view, form) | (view.naming - in_cells)
    left = view.asked.content - named - view.intent.words
    if any(not any(_carries(view.grid.columns[n], view.asked.terms[at]) for n in used) for at in left):
        return False
    return all(_is_limit_of(view, one) for one in conditions_of(form) if one.test in _LIMITS)


def _is_limited_well(computed: Computed) -> bool:
    """Tell whether numbers and dates are held against the columns that the question names, where it names any.

    Where it names none, only one column may have such numbers.
    """
    view = computed.view
    conditions = set(conditions_of(computed.proposal.form))
    pieces = [piece for piece in view.pieces if piece.condition in conditions and piece.condition.test in _HELD]
    return all(_is_meant(view, piece) and _is_then(view, piece) for piece in pieces)


def _is_then(view: View, piece: Piece) -> bool:
    """Tell whether a year or a day is that of what is asked: what is so since 2025 is not what was done in 2025."""
    column = view.grid.columns[piece.condition.column]
    if column.kind not in {ColumnKind.DATE, ColumnKind.YEAR} or not _SINCE.search(column.name):
        return True
    link = view.links.get(piece.condition.column)
    return (link is not None and not link.cued) or _SINCE.search(view.asked.text) is not None


_SINCE = lazy_pattern(r"\b(?:since|joined|join|born|hired|employed|started|start|member)\b", re.IGNORECASE)


_HELD = _LIMITS | {Relation.DATED, Relation.IS}


def _is_meant(view: View, piece: Piece) -> bool:
    column = piece.condition.column
    rivals = {one.condition.column for one in view.pieces if one.positions == piece.positions} - {column}
    if _is_told(view, column, piece, cued=False):
        return True
    if any(_is_told(view, rival, piece, cued=False) for rival in rivals):
        return False
    if _is_told(view, column, piece, cued=True):
        return True
    if piece.condition.test is Relation.IS:
        return True
    alike = {
        rival
        for rival in rivals
        if not is_numbering(view.grid.columns[rival]) and not _is_same_choice(view, piece, rival)
    }
    kinds = {view.grid.columns[rival].kind for rival in alike}
    return view.grid.turned or view.grid.columns[column].kind not in kinds


def _is_same_choice(view: View, piece: Piece, rival: int) -> bool:
    """Tell whether a limit chooses the same rows by another column, so that it does not matter which is meant."""
    pieces = [one for one in view.pieces if one.positions == piece.positions and one.condition.column == rival]
    own = view.executor.passing(piece.condition)
    return all(view.executor.passing(one.condition) == own for one in pieces)


def _is_told(view: View, column: int, piece: Piece, *, cued: bool) -> bool:
    """Tell whether words beside a limit name a column, or its unit; `cued` lets them only hint at what it holds."""
    link = view.links.get(column)
    if link is not None and not link.positions <= piece.positions and (cued or not link.cued):
        return True
    units = [term for term in view.asked.terms if _is_unit(term)]
    return any(_carries(view.grid.columns[column], unit) for unit in units)


def _reads_focus(computed: Computed) -> bool:
    """Tell whether what is read are cells of the column that "which plots" names, where it names one.

    "How many more medals" is no difference of another column; and "land" is the column that has no other word.
    """
    view, form = computed.view, computed.proposal.form
    if any(_is_named_better(view, number) for number in _measured(form)):
        return False
    read = isinstance(form, Cells) and view.intent.wh in {Wh.WHAT, Wh.LIST, Wh.HOW_MANY}
    if not read and not (isinstance(form, Arithmetic | Aggregate) and view.intent.wh is Wh.HOW_MANY):
        return True
    focus = {view.asked.terms[number].stem for number in view.intent.focus}
    named = {
        link.column
        for link in view.links.values()
        if link.share >= _NAMED
        and not link.cued
        and focus & {t.stem for t in terms_of(view.grid.columns[link.column].name)}
    }
    return not named or set(_measured(form)) <= named


def _is_named_better(view: View, number: int) -> bool:
    """Tell whether the words that name a part of a column's name are the whole name of another."""
    link = view.links.get(number)
    if link is None or link.cued or link.share >= _NAMED or number == view.grid.entity:
        return False
    others = (one for one in view.links.values() if one.column != number and not one.cued)
    return any(one.share >= _NAMED and link.positions <= one.positions for one in others)


def _is_limit_of(view: View, condition: Condition) -> bool:
    """Tell whether a number is held against the column that the question names, or the only one that has numbers."""
    column = view.grid.columns[condition.column]
    if not column.is_measure or condition.column in view.links or len(view.measures) == 1:
        return True
    units = [term for term in view.asked.terms if _is_unit(term)]
    return any(_carries(column, unit) for unit in units)
