"""Summing: proposals that make one number of many, for all chosen rows or for each group of them.

Knows triggers, links and selections; never which proposal is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.computing.forms import Aggregate, Extreme, Function, GroupPart, Groups, Relation, Rows
from assistant.computing.linking import figures
from assistant.computing.proposals import Proposal, Proposer, View, proposal, pulled, role_marks, words_of
from assistant.computing.roles import is_parted
from assistant.computing.selecting import EVERYTHING, Selection
from assistant.computing.triggers import Trigger

_FEW_SELECTIONS = 8
_MOST_TOP = 50
_PULLED_BY: tuple[tuple[Function, tuple[Trigger, ...]], ...] = (
    (Function.SUM, (Trigger.SUM, Trigger.TOGETHER)),
    (Function.MEAN, (Trigger.MEAN,)),
    (Function.MEDIAN, (Trigger.MEDIAN,)),
    (Function.MOST, (Trigger.LARGEST,)),
    (Function.LEAST, (Trigger.SMALLEST,)),
    (Function.RANGE, (Trigger.DIFFERENCE,)),
)
_ADDING = {Function.SUM}


def _aggregates(view: View) -> Iterator[Proposal]:
    for function, triggers in _PULLED_BY:
        if any(trigger in view.intent for trigger in triggers):
            for selection in view.selections:
                for column in view.addable if function in _ADDING else view.measures:
                    yield _aggregate(view, selection, column, function, pulled(view, *triggers))


def _aggregate(view: View, selection: Selection, column: int, function: Function, words: frozenset[int]) -> Proposal:
    marks = {
        **role_marks(view, "summed", column),
        f"{function} of one": float(len(view.executor.rows(selection.rows)) == 1),
        f"{function} of all": float(not selection.pieces),
        "summed in condition": float(column in selection.columns),
    }
    form = Aggregate(selection.rows, column, function)
    return proposal(view, form, str(function), selection, words | words_of(view, column), marks)


def _sums_of_extremes(view: View) -> Iterator[Proposal]:
    """Propose the sum of the three largest."""
    directions = [(True, Trigger.LARGEST), (False, Trigger.SMALLEST)]
    if Trigger.TOGETHER not in view.intent:
        return
    for figure in figures(view.asked):
        if not figure.bare or not 1 < figure.value < _MOST_TOP:
            continue
        for column in view.addable:
            for largest, trigger in directions:
                if trigger in view.intent:
                    rows = Rows(extreme=Extreme(column, largest, int(figure.value)))
                    words = pulled(view, Trigger.TOGETHER, trigger) | figure.positions | words_of(view, column)
                    form = Aggregate(rows, column, Function.SUM)
                    marks = role_marks(view, "summed", column)
                    yield proposal(view, form, "sum of extremes", EVERYTHING, words, marks)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which groups are asked for: the largest, those of so many, all; and the words that say so."""

    words: frozenset[int]
    largest: bool | None = None
    least: float | None = None


def _wanted(view: View) -> Iterator[_Wanted]:
    for largest, trigger in ((True, Trigger.LARGEST), (False, Trigger.SMALLEST)):
        if trigger in view.intent:
            yield _Wanted(pulled(view, trigger), largest=largest)
    if Trigger.PER in view.intent:
        yield _Wanted(pulled(view, Trigger.PER))
    for figure in figures(view.asked):
        if figure.test in {Relation.AT_LEAST, Relation.ABOVE}:
            yield _Wanted(figure.positions, least=figure.value + (figure.test is Relation.ABOVE))


def _groups(view: View) -> Iterator[Proposal]:
    wanted = list(_wanted(view))
    for selection in _few(view.selections) if wanted else ():
        for column in range(len(view.grid.columns)):
            for part in _parts(view, column):
                for one in wanted:
                    if one.least is not None and selection.positions & one.words:
                        continue  # a number of times is no limit of a cell
                    form = Groups(selection.rows, column, part, largest=one.largest, least=one.least)
                    yield from _grouped(view, selection, form, one.words)


def _few(found: Sequence[Selection]) -> Sequence[Selection]:
    """Return the weightiest selections, and all rows."""
    return (*found[: min(_FEW_SELECTIONS, len(found) - 1)], found[-1])


def _parts(view: View, column: int) -> tuple[GroupPart, ...]:
    text = view.asked.text.lower()
    if not is_parted(view.grid.columns[column]):
        return (GroupPart.WHOLE,)
    asked = ((GroupPart.MONTH, "month"), (GroupPart.YEAR, "year"))
    return tuple(part for part, word in asked if word in text) or (GroupPart.WHOLE,)


def _grouped(view: View, selection: Selection, form: Groups, words: frozenset[int]) -> Iterator[Proposal]:
    entries = view.grid.columns[form.column].entries
    distinct = len({entry.text for entry in entries})
    if distinct == 1 or (form.part is GroupPart.WHOLE and distinct == len(entries)):
        return
    kind = "extreme" if form.largest is not None else "list" if form.least is None else "often"
    marks = {
        **role_marks(view, "grouped", form.column),
        f"part {form.part} grouped": 1.0,
        "times asked": float(Trigger.TIMES in view.intent),
    }
    covered = words | words_of(view, form.column)
    counted = covered | pulled(view, Trigger.TIMES) | view.intent.focus
    yield proposal(view, form, f"group {kind} count", selection, counted, marks)
    if form.least is not None:
        return
    function = Function.MEAN if Trigger.MEAN in view.intent else Function.SUM
    for measure in view.addable if function is Function.SUM else view.measures:
        if measure != form.column:
            summed = replace(form, measure=measure, function=function)
            taken = covered | words_of(view, measure) | pulled(view, Trigger.SUM, Trigger.MEAN)
            own = {**marks, **role_marks(view, "measure", measure)}
            yield proposal(view, summed, f"group {kind} sum", selection, taken, own)


SUMMERS: Sequence[Proposer] = (_aggregates, _sums_of_extremes, _groups)
