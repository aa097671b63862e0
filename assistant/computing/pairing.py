"""Pairing: proposals of two things: their difference, change, share, sum; which is larger; whether it is.

Knows triggers, links and selections; never which proposal is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice

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
    IsLarger,
    Operation,
    Relation,
    Rows,
)
from assistant.computing.linking import Piece, periods
from assistant.computing.proposals import (
    Proposal,
    Proposer,
    View,
    proposal,
    pulled,
    role_marks,
    size_marks,
    words_of,
)
from assistant.computing.roles import counts_up
from assistant.computing.selecting import EVERYTHING, Selection
from assistant.computing.triggers import Trigger, Wh
from assistant.computing.typed_tables import ColumnKind
from ingest.patterns import lazy_pattern

_MOST_NAMES = 10
_MOST_RESTS = 8
_MOST_PAIRS = 40
_MOST_COLUMN_PAIRS = 15
_FEW = 2  # further conditions of a pair
_PULLED_BY: tuple[tuple[Operation, tuple[Trigger, ...]], ...] = (
    (Operation.DIFFERENCE, (Trigger.DIFFERENCE,)),
    (Operation.CHANGE, (Trigger.CHANGE,)),
    (Operation.PERCENT_CHANGE, (Trigger.PERCENT,)),
    (Operation.RATIO, (Trigger.RATIO,)),
    (Operation.SHARE, (Trigger.PERCENT,)),
    (Operation.SUM, (Trigger.TOGETHER,)),
    (Operation.MEAN, (Trigger.MEAN,)),
)
_SIGNED = {Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.RATIO, Operation.SHARE}
_CHANGES = {Operation.CHANGE, Operation.PERCENT_CHANGE, Operation.MEAN}
_DATED = {Operation.DIFFERENCE, Operation.CHANGE}  # what is done with dates


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two selections that differ in one condition on one column: "in 2019" and "in 2018"; and the words they take."""

    first: Selection
    second: Selection
    taken: frozenset[int]

    @property
    def both(self) -> Selection:
        """The conditions of both."""
        return Selection(self.first.rows, (*self.first.pieces, *self.second.pieces[-1:]))


def _pairs(view: View) -> Iterator[_Pair]:
    named = [piece for piece in view.pieces if piece.condition.test in {Relation.IS, Relation.DATED, Relation.EQUALS}]
    named.sort(key=lambda piece: -piece.score * len(piece.positions))
    for one, other in combinations(named[:_MOST_NAMES], 2):
        if one.condition.column == other.condition.column and not one.positions & other.positions:
            first, second = sorted((one, other), key=lambda piece: min(piece.positions))
            yield from islice(_paired(view, first, second), _MOST_RESTS)


def _paired(view: View, first: Piece, second: Piece) -> Iterator[_Pair]:
    """Yield the two under each further selection that leaves their words alone; under none last."""
    taken = first.positions | second.positions
    for rest in view.selections:
        if len(rest.pieces) > _FEW or rest.rows.any_of or rest.positions & taken:
            continue
        if first.condition.column in rest.columns:
            continue
        pair = [Selection(Rows((*rest.rows.conditions, p.condition)), (*rest.pieces, p)) for p in (first, second)]
        if all(view.executor.rows(each.rows) for each in pair):
            yield _Pair(pair[0], pair[1], taken | rest.positions)


# -- arithmetic ----------------------------------------------------------------------------------------------------


def _operations(view: View) -> list[tuple[Operation, frozenset[int]]]:
    """Return the operations that words ask for, each with these words."""
    return [
        (operation, pulled(view, *triggers))
        for operation, triggers in _PULLED_BY
        if any(trigger in view.intent for trigger in triggers)
    ]


def _differences(view: View) -> Iterator[Proposal]:
    operations = _operations(view)
    if not operations:
        return
    for pair in islice(_pairs(view), _MOST_PAIRS):
        for operation, words in operations:
            for column in view.ordered:
                if _can_be_operand(view, operation, column) and column not in pair.first.columns:
                    yield from _of_pair(view, pair, operation, column, words)
            if operation is Operation.DIFFERENCE and Trigger.COUNT in view.intent:
                form = Arithmetic(operation, Count(pair.first.rows), Count(pair.second.rows))
                covered = pair.taken | words | view.intent.focus
                yield proposal(view, form, "difference of counts", pair.both, covered, {})


def _can_be_operand(view: View, operation: Operation, column: int) -> bool:
    kind = view.grid.columns[column].kind
    return kind in {ColumnKind.NUMBER, ColumnKind.DURATION} or (
        kind in {ColumnKind.DATE, ColumnKind.YEAR} and operation in _DATED
    )


def _of_pair(view: View, pair: _Pair, operation: Operation, column: int, words: frozenset[int]) -> Iterator[Proposal]:
    for left, right, order in _orders(operation, pair):
        form = _arithmetic(view, operation, (left.rows, right.rows), column)
        if form is None:
            continue
        marks = {**role_marks(view, "operand", column), f"{operation} {order} {_order_words(view)}": 1.0}
        yield proposal(view, form, str(operation), pair.both, pair.taken | words | words_of(view, column), marks)


def _arithmetic(view: View, operation: Operation, sides: tuple[Rows, Rows], column: int) -> Form | None:
    """Return what is done with a column in two sets of rows: with its cells, or its sums where there are several."""
    if all(len(view.executor.rows(rows)) == 1 for rows in sides):
        return Arithmetic(operation, Cells(sides[0], column), Cells(sides[1], column))
    if not view.grid.columns[column].is_measure:
        return None
    left, right = (Aggregate(rows, column, Function.SUM) for rows in sides)
    return Arithmetic(operation, left, right)


def _orders(operation: Operation, pair: _Pair) -> Iterator[tuple[Selection, Selection, str]]:
    yield pair.first, pair.second, f"first {_chronology(pair.first, pair.second)}"
    if operation in _SIGNED:
        yield pair.second, pair.first, f"second {_chronology(pair.second, pair.first)}"


def _chronology(left: Selection, right: Selection) -> str:
    """Tell whether the left operand is of a later year than the right, by the conditions in which they differ."""
    years = [_year(selection.pieces[-1]) for selection in (left, right)]
    if years[0] is None or years[1] is None or years[0] == years[1]:
        return ""
    return "later" if years[0] > years[1] else "earlier"


def _year(piece: Piece) -> int | None:
    if piece.condition.date[0] is not None:
        return piece.condition.date[0]
    return next((int(word) for word in piece.condition.phrase.split() if word.isdigit() and len(word) == _YEAR), None)


_YEAR = 4  # digits


def _order_words(view: View) -> str:
    text = f" {view.asked.text.lower()} "
    return next((word for word in ("from", "between", "of") if f" {word} " in text), "plain")


def _latest_changes(view: View) -> Iterator[Proposal]:
    """Propose the change between the two latest periods, where the question names none or only one."""
    years = [number for number, column in enumerate(view.grid.columns) if column.kind is ColumnKind.YEAR]
    if not view.grid.turned or not years:
        return
    latest = sorted({entry.text for entry in view.grid.columns[years[0]].entries}, reverse=True)[:2]
    sides = [Rows((Condition(years[0], Relation.IS, (year,)),)) for year in latest]
    stated = frozenset(n for n, term in enumerate(view.asked.terms) if term.form in latest)
    for operation, words in _operations(view):
        if operation not in _CHANGES or len(sides) == 1:
            continue
        for column in view.measures:
            if column in view.links:
                form = Arithmetic(operation, Cells(sides[0], column), Cells(sides[1], column))
                covered = words | stated | words_of(view, column)
                marks = role_marks(view, "operand", column)
                yield proposal(view, form, f"latest {operation}", EVERYTHING, covered, marks)


def _column_pairs(view: View) -> Iterator[Proposal]:
    """Propose what is done with two columns of one row: "how much did fees exceed costs in March"."""
    numeric = [link.column for link in view.links.values() if not link.cued and link.column in view.measures]
    dated = [
        link.column
        for link in view.links.values()
        if not link.cued and view.grid.columns[link.column].kind is ColumnKind.DATE
    ]
    operations = _operations(view)
    compared = view.intent.wh is Wh.YES_NO and (Trigger.MORE in view.intent or Trigger.LESS in view.intent)
    both = chain(combinations(dated, 2), combinations(numeric, 2)) if operations or compared else ()
    for one, other in islice(both, _MOST_COLUMN_PAIRS):
        positions = view.links[one].positions, view.links[other].positions
        if positions[0] <= positions[1] or positions[1] <= positions[0]:
            continue
        first, second = sorted((one, other), key=lambda column: min(view.links[column].positions))
        for selection in view.selections:
            if len(view.executor.rows(selection.rows)) == 1:
                for operation, words in operations:
                    if one not in dated or operation in _DATED:
                        yield from _of_columns(view, selection, (first, second), operation, words)
                yield from _larger_column(view, selection, (first, second))


def _of_columns(
    view: View, selection: Selection, columns: tuple[int, int], operation: Operation, words: frozenset[int]
) -> Iterator[Proposal]:
    orders = (columns, columns[::-1]) if operation in _SIGNED else (columns,)
    for order, (left, right) in enumerate(orders):
        form = Arithmetic(operation, Cells(selection.rows, left), Cells(selection.rows, right))
        marks: dict[str, float] = {f"columns {operation} order {order}": 1.0}
        for column in columns:
            for name, value in role_marks(view, "of columns", column).items():
                marks[name] = marks.get(name, 0.0) + value
        covered = words | words_of(view, *columns)
        yield proposal(view, form, f"columns {operation}", selection, covered, marks)


def _larger_column(view: View, selection: Selection, columns: tuple[int, int]) -> Iterator[Proposal]:
    """Propose whether one column of a row is larger than another: "is tuning cheaper for members than for visitors"."""
    if view.intent.wh is not Wh.YES_NO:
        return
    left, right = (Cells(selection.rows, column) for column in columns)
    for trigger, said in ((Trigger.MORE, ("yes", "no")), (Trigger.LESS, ("no", "yes"))):
        if trigger in view.intent:
            covered = pulled(view, trigger) | words_of(view, *columns)
            marks = role_marks(view, "by", columns[0])
            yield proposal(view, IsLarger(left, right, *said), "is larger", selection, covered, marks)


# -- counters ------------------------------------------------------------------------------------------------------


def _used(view: View) -> Iterator[Proposal]:
    """Propose what a counter went up by in a month, a year or between two days: the readings at both ends."""
    match = _USED.search(view.asked.text)
    dated = [number for number, column in enumerate(view.grid.columns) if column.kind is ColumnKind.DATE]
    if match is None or not dated:
        return
    for selection in (EVERYTHING, *view.selections):
        if dated[0] not in selection.columns and not selection.rows.any_of:
            yield from _used_in(view, selection, dated[0], view.asked.positions(*match.span()))


def _used_in(view: View, selection: Selection, dated: int, words: frozenset[int]) -> Iterator[Proposal]:
    """Propose what a counter went up by in some of the rows: of one meter of several."""
    chosen = view.executor.rows(selection.rows) if selection.pieces else ()
    counters = [number for number in view.measures if counts_up(view.grid, number, chosen)]
    entries = view.grid.columns[dated].entries
    ours = [entries[row] for row in chosen] if selection.pieces else entries
    days = {entry.key: entry.moment for entry in ours if entry.key is not None}
    for starts, ends, taken in periods(view.asked, [moment for moment in days.values() if moment is not None]):
        start, end = (next((days[day] for day in some if day in days), None) for some in (starts, ends))
        if start is None or end is None:
            continue
        sides = [
            replace(
                selection.rows,
                conditions=(
                    *selection.rows.conditions,
                    Condition(dated, Relation.DATED, date=(one.year, one.month, one.day)),
                ),
            )
            for one in (end, start)
        ]
        for column in counters:
            form = Arithmetic(Operation.CHANGE, Cells(sides[0], column), Cells(sides[1], column))
            covered = taken | words_of(view, column) | words
            yield proposal(view, form, "used", selection, covered, role_marks(view, "used", column))


_USED = lazy_pattern(
    r"\b(?:us(?:e[ds]?|age)|consum\w+|dr(?:ive|ove|iven)|travel\w*|burn\w*|went through|cover(?:ed)?)\b", re.IGNORECASE
)


# -- which, whether ------------------------------------------------------------------------------------------------


def _choices(view: View) -> Iterator[Proposal]:
    """Propose "who has more, A or B", and "is A larger than B"."""
    if Trigger.OR not in view.intent and view.intent.wh is not Wh.YES_NO:
        return
    for pair in islice(_pairs(view), _MOST_PAIRS):
        for largest, triggers in ((True, _LARGER), (False, _SMALLER)):
            if not any(trigger in view.intent for trigger in triggers):
                continue
            words = pair.taken | pulled(view, *triggers, Trigger.OR)
            yield from _chosen(view, pair, words, largest=largest)


_LARGER = (Trigger.MORE, Trigger.LARGEST, Trigger.LAST)
_SMALLER = (Trigger.LESS, Trigger.SMALLEST, Trigger.FIRST)


def _chosen(view: View, pair: _Pair, words: frozenset[int], *, largest: bool) -> Iterator[Proposal]:
    rows = (pair.first.rows, pair.second.rows)
    names = (_called(pair.first), _called(pair.second))
    strong = (Trigger.MORE if largest else Trigger.LESS) in view.intent
    marks = {f"direction pulled {strong}": 1.0}
    for column in view.ordered:
        if column in pair.first.columns:
            continue
        own = {**marks, **role_marks(view, "by", column)}
        own["by rank"] = float(view.grid.columns[column].kind is ColumnKind.RANK)
        covered = words | words_of(view, column)
        yield proposal(view, Choice(rows, names, column, largest), "choice", pair.both, covered, own)
        yield from _compared(view, pair, column, covered, own if largest else {**own, "said reversed": 1.0})
    form = Choice(rows, names, None, largest)
    yield proposal(view, form, "choice of counts", pair.both, words | view.intent.focus, marks)


def _called(selection: Selection) -> str:
    """Return what one of two is called: its cell, where the words stand for one, or else the words."""
    condition = selection.pieces[-1].condition
    return condition.texts[0] if len(condition.texts) == 1 else condition.phrase


def _compared(
    view: View, pair: _Pair, column: int, covered: frozenset[int], marks: dict[str, float]
) -> Iterator[Proposal]:
    left, right = Cells(pair.first.rows, column), Cells(pair.second.rows, column)
    words = _opposites(view.asked.text)
    taken = covered | pulled(view, Trigger.MORE, Trigger.LESS)
    if words is not None:
        yield proposal(view, IsLarger(left, right, *words), "comparison", pair.both, taken, marks)
    elif view.intent.wh is Wh.YES_NO:
        said = ("no", "yes") if "said reversed" in marks else ("yes", "no")
        yield proposal(view, IsLarger(left, right, *said), "is larger", pair.both, taken, marks)


_OPPOSITES = (
    ("more", "less"), ("more", "fewer"), ("higher", "lower"), ("above", "below"), ("after", "before"),
    ("longer", "shorter"), ("larger", "smaller"), ("bigger", "smaller"), ("later", "earlier"), ("taller", "shorter"),
    ("older", "younger"), ("better", "worse"), ("faster", "slower"), ("greater", "less"),
)  # fmt: skip


def _opposites(text: str) -> tuple[str, str] | None:
    """Return the two words between which the question asks to choose: "more or less"."""
    lower = text.lower()
    for larger, smaller in _OPPOSITES:
        if f"{larger} or {smaller}" in lower or f"{smaller} or {larger}" in lower:
            return larger, smaller
    return None


def _truths(view: View) -> Iterator[Proposal]:
    if view.intent.wh is not Wh.YES_NO:
        return
    for selection in view.selections:
        if selection.pieces:
            marks = size_marks(view, len(view.executor.rows(selection.rows)))
            yield proposal(view, Existence(selection.rows), "exists", selection, view.intent.focus, marks)


COMPARERS: Sequence[Proposer] = (_differences, _latest_changes, _column_pairs, _used, _choices, _truths)
