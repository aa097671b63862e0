"""Forms: what a question computes from a table, as values: rows chosen, cells taken, counted, added, compared.

Plain data; knows no words of a question, and not how it is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How a condition holds a cell against what it names."""

    IS = "is"
    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    EQUALS = "equals"
    DATED = "dated"
    FILLED = "filled"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one column: `texts` are the cells' own words that pass IS, `limit` the number or day of the others.

    `date` is the year, month and day that DATED asks for, each None where it does not matter. `phrase` are the words
    of the question that it comes from. `negated` keeps the rows that fail.
    """

    column: int
    test: Relation
    texts: tuple[str, ...] = ()
    limit: float = 0.0
    date: tuple[int | None, int | None, int | None] = (None, None, None)
    phrase: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Extreme:
    """The rows in which a column is largest or smallest; `count` of them, in that order."""

    column: int
    largest: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table: those that pass all conditions; of these the extreme ones; of these the one at a position.

    `position` -1 is the last. `step` takes instead of each the row so many further down. `any_of` keeps the rows that
    pass one of the conditions.
    """

    conditions: tuple[Condition, ...] = ()
    extreme: Extreme | None = None
    position: int | None = None
    step: int = 0
    any_of: bool = False


class GroupPart(StrEnum):
    """What of a cell rows are grouped by."""

    WHOLE = "whole"
    YEAR = "year"
    MONTH = "month"


class Function(StrEnum):
    """How many numbers become one."""

    SUM = "sum"
    MEAN = "average"
    MEDIAN = "median"
    LEAST = "smallest"
    MOST = "largest"
    RANGE = "range"


class Operation(StrEnum):
    """What is done with two numbers."""

    DIFFERENCE = "difference"
    CHANGE = "change"  # signed: the later less the earlier
    PERCENT_CHANGE = "percentage change"
    RATIO = "ratio"
    SHARE = "share"  # the first as percentage of the second
    SUM = "sum"
    MEAN = "average"


@dataclass(frozen=True, slots=True)
class Cells:
    """The words of a column's cells in some rows; of a date only the year or the month that is asked for.

    `distinct` says each once.
    """

    rows: Rows
    column: int
    distinct: bool = True
    part: GroupPart = GroupPart.WHOLE


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows; with a column, how many different cells it has in them."""

    rows: Rows
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One number of a column's cells in some rows."""

    rows: Rows
    column: int
    function: Function


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One number of two."""

    operation: Operation
    left: Number
    right: Number


@dataclass(frozen=True, slots=True)
class Groups:
    """A number for each kind of cell in a column: of rows, or of a measure's sum.

    `largest` keeps the group with the largest (True) or smallest of them; `least` those with so many or more.
    """

    rows: Rows
    column: int
    part: GroupPart = GroupPart.WHOLE
    measure: int | None = None
    function: Function = Function.SUM
    largest: bool | None = None
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of several rows, each named by the question, has the larger (smaller) cell; its name is the answer."""

    options: tuple[Rows, ...]
    names: tuple[str, ...]
    column: int | None  # None compares how many rows there are
    largest: bool
    entity: int = 0


@dataclass(frozen=True, slots=True)
class IsLarger:
    """Whether the first of two numbers is larger: answered with the word for that, or with yes or no."""

    left: Number
    right: Number
    larger: str  # what is said where the first is larger
    smaller: str


@dataclass(frozen=True, slots=True)
class Existence:
    """Whether there are such rows."""

    rows: Rows
    least: int = 1


Number = Cells | Count | Aggregate
Form = Cells | Count | Aggregate | Arithmetic | Groups | Choice | IsLarger | Existence


def conditions_of(form: Form) -> tuple[Condition, ...]:
    """Return all conditions of a form."""
    match form:
        case Arithmetic() | IsLarger():
            return (*form.left.rows.conditions, *form.right.rows.conditions)
        case Choice():
            return tuple(condition for rows in form.options for condition in rows.conditions)
        case _:
            return form.rows.conditions


def columns_of(form: Form) -> frozenset[int]:
    """Return all columns that a form reads, those of its conditions among them."""
    parts: tuple[Number | Groups | Choice | Existence, ...]
    parts = (form.left, form.right) if isinstance(form, Arithmetic | IsLarger) else (form,)
    found: set[int | None] = {condition.column for condition in conditions_of(form)}
    for one in parts:
        for rows in one.options if isinstance(one, Choice) else (one.rows,):
            found.add(rows.extreme.column if rows.extreme else None)
        found.add(None if isinstance(one, Existence) else one.column)
        found.add(one.measure if isinstance(one, Groups) else None)
    return frozenset(column for column in found if column is not None)
