"""Choosing: proposals that choose rows: count them, read their cells, take the largest, the first, the next.

Knows triggers, links and selections; never which proposal is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.computing.forms import Cells, Condition, Count, Extreme, GroupPart, Relation, Rows
from assistant.computing.linking import ordinal_positions
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
from assistant.computing.roles import is_parted
from assistant.computing.selecting import EVERYTHING, Selection
from assistant.computing.triggers import Trigger, Wh
from assistant.computing.typed_tables import SECTION, Column, ColumnKind
from assistant.english.numerals import ORDINALS
from ingest.patterns import lazy_pattern

_MOST_NEIGHBOURS = 6
_MOST_TOP = 50
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


# -- counts and cells ----------------------------------------------------------------------------------------------


def _counts(view: View) -> Iterator[Proposal]:
    if Trigger.COUNT not in view.intent and view.intent.wh not in {Wh.HOW_MANY, Wh.HOW_LONG}:
        return
    words = pulled(view, Trigger.COUNT)
    for selection in view.selections:
        marks = _focus_marks(view, selection)
        yield proposal(view, Count(selection.rows), "count", selection, words | view.intent.focus, marks)
        for column in _distinct_columns(view):
            marks = {**role_marks(view, "counted", column), "distinct asked": float(Trigger.DISTINCT in view.intent)}
            covered = words | words_of(view, column) | pulled(view, Trigger.DISTINCT)
            yield proposal(view, Count(selection.rows, column), "count distinct", selection, covered, marks)


def _focus_marks(view: View, selection: Selection) -> dict[str, float]:
    """Return whether what is counted looks like the rows, or like a column of numbers that should be read instead."""
    focused = [link for link in view.links.values() if not link.cued and link.positions & view.intent.focus]
    return {
        "counted is numeric": float(any(view.grid.columns[link.column].is_measure for link in focused)),
        "counted is entity": float(any(link.column == view.grid.entity for link in focused)),
        "counted is column": float(bool(focused)),
        "counted is table": float(bool(view.naming & view.intent.focus)),
        "counted is times": float(Trigger.TIMES in view.intent),
        "counts all": float(not selection.pieces),
    }


def _distinct_columns(view: View) -> Iterator[int]:
    for link in view.links.values():
        if not link.cued and link.positions & (view.intent.focus or link.positions):
            yield link.column


def _lookups(view: View) -> Iterator[Proposal]:
    for selection in view.selections:
        if not selection.pieces:
            continue
        size = len(view.executor.rows(selection.rows))
        for column in range(len(view.grid.columns)):
            if column in selection.columns and size > 1 and not _is_partly(selection, column):
                continue
            marks = size_marks(view, size)
            if column in selection.columns:
                marks["target in condition"] = 1.0
            words = pulled(view, Trigger.ONLY) if size == 1 else frozenset[int]()
            yield from _read(view, selection, selection.rows, column, "lookup", (words, marks))


def _is_partly(selection: Selection, column: int) -> bool:
    return any(
        piece.condition.column == column and (piece.sort.endswith("held") or piece.condition.test is not Relation.IS)
        for piece in selection.pieces
    )


def _read(
    view: View,
    selection: Selection,
    rows: Rows,
    column: int,
    operation: str,
    told: tuple[frozenset[int], Mapping[str, float]],
) -> Iterator[Proposal]:
    """Yield the cells of a column, and where a year or a month is asked for and it has dates, these of them.

    `told` are words that the proposal takes besides the column's, and what else speaks for it.
    """
    kind = view.grid.columns[column].kind
    marks = {**role_marks(view, "target", column), **told[1]}
    covered = told[0] | words_of(view, column)
    form = Cells(rows, column, distinct=kind in {ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.YEAR})
    yield proposal(view, form, operation, selection, covered, marks)
    for part in (GroupPart.YEAR, GroupPart.MONTH) if is_parted(view.grid.columns[column]) else ():
        if f" {part}" in f" {view.asked.text.lower()}":
            form = Cells(rows, column, part=part)
            yield proposal(view, form, operation, selection, covered, {**marks, f"part {part}": 1.0})


def _lists(view: View) -> Iterator[Proposal]:
    """Propose the whole of a column: "what categories are there"."""
    for link in view.links.values():
        if not link.cued:
            yield from _read(view, EVERYTHING, Rows(), link.column, "column", (frozenset(), {}))


def _parts(view: View) -> Iterator[Proposal]:
    """Propose what stands in a named part of the table: "what does current assets consist of"."""
    words = _MEMBERS.search(view.asked.text)
    sections = [number for number, column in enumerate(view.grid.columns) if column.name == SECTION]
    if words is None or not sections or view.grid.turned:
        return
    told = frozenset().union(*(view.asked.positions(*match.span()) for match in _MEMBERS.finditer(view.asked.text)))
    for selection in view.selections:
        if selection.columns == set(sections):
            yield from _read(view, selection, selection.rows, view.grid.entity, "lookup", (told, {}))


_MEMBERS = lazy_pattern(
    r"\b(?:(?:financial )?(?:components?|items?|elements?|parts?)(?: (?:of|under))?|made up of|mak(?:es?|ing) up"
    r"|consists?(?: of)?|composed of|compris(?:es?|ed|ing)|under)\b",
    re.IGNORECASE,
)


def _periods(view: View) -> Iterator[Proposal]:
    """Propose the years of the table, or those for which it has what is named: "for which years is revenue given"."""
    match = _STATED.search(view.asked.text)
    years = [number for number, column in enumerate(view.grid.columns) if column.kind is ColumnKind.YEAR]
    if match is None or not years or not view.grid.turned:
        return
    told = view.asked.positions(*match.span("when")) | view.asked.positions(*match.span("said"))
    named = {link.column: link for link in view.links.values() if not link.cued and link.column in view.measures}
    chosen = [(Rows((Condition(column, Relation.FILLED),)), link.positions) for column, link in named.items()]
    for rows, positions in chosen or [(Rows(), frozenset[int]())]:
        form = Cells(rows, years[-1], part=GroupPart.YEAR)
        marks = role_marks(view, "target", years[-1])
        yield proposal(view, form, "column", EVERYTHING, told | positions | words_of(view, years[-1]), marks)


_STATED = lazy_pattern(
    r"^\W*(?:(?:for|in|over) )?(?:which|what) (?:are the )?(?P<when>(?:fiscal |financial )?years?(?:\(s\))?)\b[^?]*?"
    r"\b(?P<said>calculated|provided?(?: (?:information|data))?|(?:include|cover)(?:s|d|ed)?(?: data)?|shown?|presented"
    r"|reported|recorded|listed|given|stated|available)\b",
    re.IGNORECASE,
)


# -- superlatives --------------------------------------------------------------------------------------------------


def _superlatives(view: View) -> Iterator[Proposal]:
    tops = _top_numbers(view)
    for largest, trigger in ((True, Trigger.LARGEST), (False, Trigger.SMALLEST)):
        if trigger not in view.intent:
            continue
        for selection in view.selections:
            for column in _orderable(view):
                yield from _extremes(view, selection, Extreme(column, largest), pulled(view, trigger))
                for number, words in tops:
                    top = Extreme(column, largest, number)
                    yield from _extremes(view, selection, top, pulled(view, trigger) | words)


def _orderable(view: View) -> Iterator[int]:
    """Yield the columns that a superlative may be of: no codes, and dates only where it is said of time."""
    timely = TIMELY.search(view.asked.text) is not None
    for number in view.ordered:
        column = view.grid.columns[number]
        if not _are_codes(column) and (timely or column.kind is not ColumnKind.DATE):
            yield number


TIMELY = lazy_pattern(
    r"\b(?:latest|newest|oldest|youngest|earliest|recent(?:ly)?|last|first|soonest|next|previous|longest ago|when"
    r"|dates?|days?|years?|months?|earlier|later|start\w*|begin\w*|end\w*|final|initial)\b",
    re.IGNORECASE,
)
"""Words of a question that is on time."""


def _are_codes(column: Column) -> bool:
    """Tell whether what has numbers in it are names with letters before them: the largest of "P3" and "P4" is none."""
    keyed = [entry.text for entry in column.entries if entry.key is not None]
    return column.kind is ColumnKind.TEXT and not all(map(_STARTS_WITH_NUMBER.match, keyed))


_STARTS_WITH_NUMBER = lazy_pattern(r"\W{0,3}\d")


def _top_numbers(view: View) -> list[tuple[int, frozenset[int]]]:
    """Return how many are asked for: "the three largest"."""
    found = []
    for number, term in enumerate(view.asked.terms):
        value = int(term.form) if term.form.isdigit() else _NUMBER_WORDS.get(term.form.lower(), 0)
        if 1 < value < _MOST_TOP:
            found.append((value, frozenset({number})))
    return found


def _extremes(view: View, selection: Selection, extreme: Extreme, words: frozenset[int]) -> Iterator[Proposal]:
    rows = replace(selection.rows, extreme=extreme)
    chosen = view.executor.rows(rows)
    if not chosen:
        return
    both = Trigger.LARGEST in view.intent and Trigger.SMALLEST in view.intent
    direction = "largest" if extreme.largest else "smallest"
    by = {
        **role_marks(view, "by", extreme.column),
        "by rank": float(view.grid.columns[extreme.column].kind is ColumnKind.RANK),
        "several extremes": float(extreme.count == 1 and len(chosen) > 1),
        f"{direction} both" if both else "one direction": 1.0,
    }
    operation = "superlative" if extreme.count == 1 else "top"
    for column in range(len(view.grid.columns)):
        marks = {**by, "target is by": float(column == extreme.column)}
        covered = words | words_of(view, extreme.column)
        yield from _read(view, selection, _filled(view, rows, column), column, operation, (covered, marks))


def _filled(view: View, rows: Rows, column: int) -> Rows:
    """Return rows of which only those count that have something in a column: the most of no proposal is nobody's."""
    entries = view.grid.columns[column].entries
    if not rows.any_of and all(entries[number].is_blank for number in view.executor.rows(rows)):
        return replace(rows, conditions=(*rows.conditions, Condition(column, Relation.FILLED)))
    return rows


# -- places --------------------------------------------------------------------------------------------------------


def _positions(view: View) -> Iterator[Proposal]:
    """Propose the first, the last, the third row, by place in the table, and the first and last by date."""
    for operation, position, trigger in (("first", 0, Trigger.FIRST), ("last", -1, Trigger.LAST)):
        if trigger in view.intent and not _LAST_BUT.search(view.asked.text):
            if not (_BY_TIME.search(view.asked.text) and _has_dates(view)):
                yield from _placed(view, operation, position, pulled(view, trigger))
            yield from _by_date(view, pulled(view, trigger), latest=position == -1)
    ends = list(_LAST_BUT.finditer(view.asked.text))
    for match in ends:
        word = (match["nth"] or "second").lower()
        place = ORDINALS.get(word, 2)
        yield from _placed(view, "nth", -place, view.asked.positions(*match.span()))
    for ordinal, positions in ordinal_positions(view.asked) if not ends else ():
        if ordinal > 1:
            yield from _placed(view, "nth", ordinal - 1, positions)


_LAST_BUT = lazy_pattern(
    r"\b(?P<nth>second|third|fourth)[ -](?:to[ -])?(?:the[ -])?last\b|\b(?:next to last|last but one|penultimate)\b",
    re.IGNORECASE,
)


_BY_TIME = lazy_pattern(r"\b(?:latest|newest|earliest|oldest|most recent(?:ly)?)\b", re.IGNORECASE)


def _has_dates(view: View) -> bool:
    """Tell whether rows have dates, so that the latest is not the one that stands last."""
    return any(column.kind in {ColumnKind.DATE, ColumnKind.YEAR} for column in view.grid.columns)


def _placed(view: View, operation: str, position: int, words: frozenset[int]) -> Iterator[Proposal]:
    for selection in view.selections:
        rows = replace(selection.rows, position=position)
        if view.executor.rows(rows):
            for column in range(len(view.grid.columns)):
                yield from _read(view, selection, rows, column, operation, (words, {}))


def _by_date(view: View, words: frozenset[int], *, latest: bool) -> Iterator[Proposal]:
    dated = [number for number in view.ordered if view.grid.columns[number].kind in {ColumnKind.DATE, ColumnKind.YEAR}]
    for selection in view.selections:
        for by in dated:
            rows = replace(selection.rows, extreme=Extreme(by, latest))
            marks = role_marks(view, "when", by)
            for column in range(len(view.grid.columns)):
                own = {**marks, "target is by": float(column == by)}
                told = (words | words_of(view, by), own)
                yield from _read(view, selection, rows, column, "latest" if latest else "earliest", told)


def _neighbours(view: View) -> Iterator[Proposal]:
    for step, trigger in ((1, Trigger.NEXT), (-1, Trigger.PREVIOUS)):
        for selection in view.selections if trigger in view.intent else ():
            size = len(view.executor.rows(selection.rows))
            if selection.pieces and size <= _MOST_NEIGHBOURS:
                for position in (None, 0, -1) if size > 1 else (None,):
                    rows = replace(selection.rows, step=step, position=position)
                    yield from _neighbour(view, selection, rows, pulled(view, trigger))


def _neighbour(view: View, selection: Selection, rows: Rows, words: frozenset[int]) -> Iterator[Proposal]:
    if not view.executor.rows(rows):
        return
    for column in range(len(view.grid.columns)):
        marks = {
            "target in condition": float(column in selection.columns),
            "neighbour of several": float(rows.position is not None),
        }
        yield from _read(view, selection, rows, column, f"neighbour {rows.step}", (words, marks))


def _fellows(view: View) -> Iterator[Proposal]:
    """Propose who else shares a cell with a named row: "which other lake lies in the same canton as ..."."""
    if Trigger.SAME not in view.intent:
        return
    for selection in view.selections:
        chosen = view.executor.rows(selection.rows)
        if not selection.pieces or len(chosen) != 1:
            continue
        for shared, column in enumerate(view.grid.columns):
            entry = column.entries[chosen[0]]
            if not entry.is_blank and shared not in selection.columns and shared != view.grid.entity:
                yield from _sharing(view, selection, shared, entry.text)


def _sharing(view: View, selection: Selection, shared: int, text: str) -> Iterator[Proposal]:
    others = replace(selection.pieces[0].condition, negated=True)
    rows = Rows((Condition(shared, Relation.IS, (text,)), others))
    if not view.executor.rows(rows):
        return
    told = (pulled(view, Trigger.SAME) | words_of(view, shared), role_marks(view, "shared", shared))
    for column in range(len(view.grid.columns)):
        if column != shared:
            yield from _read(view, selection, rows, column, "fellows", told)


CHOOSERS: Sequence[Proposer] = (
    _counts, _lookups, _parts, _periods, _superlatives, _positions, _neighbours, _fellows, _lists
)  # fmt: skip
