"""Reckoning: what a result was computed from, as it is told in the language of the question. Knows forms, no question.

In English all of it is told in sentences (`wording`), elsewhere what is said most: which column, how many rows, where.
What cannot be put so shortly is told in English everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import GNUTranslations

from assistant.computing.execution import Outcome
from assistant.computing.forms import Aggregate, Cells, Condition, Count, Form, Function, Relation, Rows
from assistant.computing.typed_tables import ColumnKind, Grid
from assistant.computing.wording import limit_words
from assistant.messages.message import Message, any_of, joined, quoted, say, say_of
from assistant.messages.translations import Translations
from ingest.patterns import lazy_pattern

_SIGNS: Mapping[Relation, str] = {
    Relation.ABOVE: ">",
    Relation.BELOW: "<",
    Relation.AT_LEAST: "≥",
    Relation.AT_MOST: "≤",
    Relation.EQUALS: "=",
}
_NUMBER = lazy_pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def told(figure: str, counted: str, form: Form, outcome: Outcome, grid: Grid) -> str:
    """Return a figure with what it was counted from, such as “75.50 – the sum of Amount over 2 rows of “Expenses””.

    The figure stands first, and is as long in every language; what a cell says stays as it is.
    """
    english = f"{figure} – {counted}."
    parts = _parts(form, outcome, grid)
    if parts is None:
        return english

    def tell(known: Translations) -> str:
        if not isinstance(known.translations, GNUTranslations):
            return english
        shown = figure if isinstance(form, Cells) else _written(figure, known)
        return f"{shown} – {joined(parts, between=', ').told(known)}."

    return Message(tell)


def _written(figure: str, known: Translations) -> str:
    """Return a figure with its numbers as a language writes them."""
    changed = {",": known.thousands, ".": known.point}
    return _NUMBER.sub(lambda found: "".join(changed.get(sign, sign) for sign in found[0]), figure)


def _parts(form: Form, outcome: Outcome, grid: Grid) -> list[Message] | None:
    """Return what is told one after the other; None for what is not told shortly."""
    if not isinstance(form, Aggregate | Cells | Count):
        return None
    conditions = _conditions(form.rows, grid)
    if conditions is None or grid.turned:
        return None
    sheet = f", {grid.sheet}" if grid.sheet and grid.sheet not in grid.source else ""
    rows = say_of(
        len(outcome.rows), "{count} row of {table}", "{count} rows of {table}", table=quoted(grid.source + sheet)
    )
    if isinstance(form, Count):
        return [rows, *conditions] if form.column is None else None
    column = quoted(_name(grid, form.column))
    return [column if isinstance(form, Cells) else _of(form.function, column), rows, *conditions]


def _of(function: Function, column: str) -> Message:
    match function:
        case Function.SUM:
            return say("sum of {column}", column=column)
        case Function.MEAN:
            return say("average of {column}", column=column)
        case Function.MEDIAN:
            return say("median of {column}", column=column)
        case Function.LEAST:
            return say("smallest of {column}", column=column)
        case Function.MOST:
            return say("largest of {column}", column=column)
        case Function.RANGE:
            return say("largest less smallest of {column}", column=column)


def _conditions(rows: Rows, grid: Grid) -> Sequence[Message] | None:
    if rows.extreme is not None or rows.position is not None or rows.step or rows.any_of:
        return None
    said = [_condition(one, grid) for one in rows.conditions]
    return None if None in said else [one for one in said if one is not None]


def _condition(condition: Condition, grid: Grid) -> Message | None:
    column = grid.columns[condition.column]
    name = _name(grid, condition.column)
    if condition.negated:
        return None
    if condition.test is Relation.IS:
        texts = [" ".join(text.split()) for text in condition.texts]
        return say("{outer}: {inner}", outer=name, inner=any_of(texts)) if texts else None
    if condition.test is Relation.DATED:
        day = _day(condition)
        return None if day is None else say("{outer}: {inner}", outer=name, inner=day)
    if condition.test in _SIGNS and column.kind not in {ColumnKind.DATE, ColumnKind.YEAR}:
        return joined([name, _SIGNS[condition.test], limit_words(condition, column)], between=" ")
    return None


def _day(condition: Condition) -> str | None:
    """Return a year, a month or a day as every language can read it."""
    year, month, day = condition.date
    if year:
        return "-".join([str(year), *(f"{part:02}" for part in (month, day) if part)])
    return say("month {number}", number=str(month)) if month and not day else None


def _name(grid: Grid, column: int) -> str:
    return " ".join(grid.columns[column].name.split()) or str(column + 1)
