"""Execution: what a form gives over a grid, with the cells that it was computed from.

In plain Python, for small tables and for proof; `assistant.computing.queries` says the same in SQL.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

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
    Rows,
)
from assistant.computing.typed_tables import SECTION, Column, ColumnKind, Entry, Grid


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a form gives: words, or one number, and what that rests on.

    `rows` and `columns` were used, `left_out` are the rows whose cell had no number. `words` of a number are empty: how
    it is written is `wording`'s business. `groups` are a number for each name.
    """

    words: tuple[str, ...] = ()
    number: float | None = None
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    groups: tuple[tuple[str, float], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing came of it."""
        return not self.words and self.number is None


NOTHING = Outcome()


class Executor:
    """Computes forms over one grid; remembers which rows pass each condition."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._passing: dict[Condition, frozenset[int]] = {}
        self._rows: dict[Rows, tuple[int, ...]] = {}
        self._keys: dict[int, Sequence[float | None]] = {}

    def run(self, form: Form) -> Outcome:
        """Return what a form gives; NOTHING where it gives nothing."""
        runners: Mapping[type, Callable[..., Outcome]] = {
            Cells: self._cells,
            Count: self._count,
            Aggregate: self._aggregate,
            Arithmetic: self._arithmetic,
            Groups: self._groups,
            Choice: self._choice,
            IsLarger: self._comparison,
            Existence: self._existence,
        }
        return runners[type(form)](form)

    def rows(self, rows: Rows) -> tuple[int, ...]:
        """Return the numbers of rows, in their order, or by size where they are several extremes."""
        if rows not in self._rows:
            self._rows[rows] = self._chosen(rows)
        return self._rows[rows]

    def keys(self, column: int) -> Sequence[float | None]:
        """Return the order keys of a column."""
        if column not in self._keys:
            self._keys[column] = [entry.key for entry in self._grid.columns[column].entries]
        return self._keys[column]

    # -- rows ------------------------------------------------------------------------------------------------------

    def _chosen(self, rows: Rows) -> tuple[int, ...]:
        chosen: Sequence[int] = self._filtered(rows)
        if rows.extreme is not None:
            chosen = self._extreme(chosen, rows.extreme.column, largest=rows.extreme.largest, count=rows.extreme.count)
        if rows.position is not None:
            chosen = [chosen[rows.position]] if -len(chosen) <= rows.position < len(chosen) else []
        if rows.step:
            moved = [number + rows.step for number in chosen]
            chosen = [number for number in moved if 0 <= number < len(self._grid)]
        if rows.any_of and rows.extreme is None and rows.position is None and not rows.step:
            chosen = self._as_named(rows, chosen)
        return tuple(chosen)

    def _as_named(self, rows: Rows, chosen: Sequence[int]) -> list[int]:
        """Return rows in the order of the conditions that they pass: "in 2018 and 2019" is told so."""
        sets = [self.passing(condition) for condition in rows.conditions]
        return sorted(chosen, key=lambda number: next(at for at, one in enumerate(sets) if number in one))

    def _filtered(self, rows: Rows) -> list[int]:
        if not rows.conditions:
            return list(self._grid.items)
        sets = [self.passing(condition) for condition in rows.conditions]
        kept = frozenset.union(*sets) if rows.any_of else frozenset.intersection(*sets)
        named = any(self._names_rows(condition) for condition in rows.conditions)
        return [number for number in sorted(kept) if named or not self._grid.lines[number].is_total]

    def _names_rows(self, condition: Condition) -> bool:
        """Tell whether a condition may name a total: one on the part of the table in which rows stand names none."""
        own = condition.test is Relation.IS and not condition.negated
        return own and self._grid.columns[condition.column].name != SECTION

    def passing(self, condition: Condition) -> frozenset[int]:
        """Return the rows that pass a condition, totals among them."""
        if condition not in self._passing:
            column = self._grid.columns[condition.column]
            test = _TESTS[condition.test]
            texts = frozenset(condition.texts)
            self._passing[condition] = frozenset(
                number
                for number, entry in enumerate(column.entries)
                if test(condition, entry, texts) is not condition.negated
            )
        return self._passing[condition]

    def _extreme(self, chosen: Sequence[int], column: int, *, largest: bool, count: int) -> list[int]:
        keys = self.keys(column)
        keyed = [(key, number) for number in chosen if (key := keys[number]) is not None]
        if not keyed:
            return []
        if count == 1:
            best = (max if largest else min)(key for key, _ in keyed)
            return [number for key, number in keyed if key == best]
        ordered = sorted(keyed, key=lambda pair: (-pair[0] if largest else pair[0], pair[1]))
        return [number for _, number in ordered[:count]]

    # -- forms -----------------------------------------------------------------------------------------------------

    def _cells(self, form: Cells) -> Outcome:
        rows = self.rows(form.rows)
        entries = self._grid.columns[form.column].entries
        filled = [number for number in rows if not entries[number].is_blank]
        words = [word for number in filled if (word := part_of(entries[number], form.part))]
        number = entries[filled[0]].key if len(filled) == 1 else None
        kept = tuple(dict.fromkeys(words)) if form.distinct else tuple(words)
        return Outcome(kept, number, tuple(filled), self._used(form.rows, form.column))

    def _count(self, form: Count) -> Outcome:
        rows = self.rows(form.rows)
        if form.column is None:
            return Outcome((), float(len(rows)), rows, self._used(form.rows))
        entries = self._grid.columns[form.column].entries
        distinct = {entries[number].text.casefold().strip() for number in rows if not entries[number].is_blank}
        return Outcome((), float(len(distinct)), rows, self._used(form.rows, form.column))

    def _aggregate(self, form: Aggregate) -> Outcome:
        keys = self.keys(form.column)
        rows = self.rows(form.rows)
        kept = [number for number in rows if keys[number] is not None]
        if not kept:
            return NOTHING
        value = _FUNCTIONS[form.function]([key for number in kept if (key := keys[number]) is not None])
        left_out = tuple(number for number in rows if keys[number] is None)
        return Outcome((), value, tuple(kept), self._used(form.rows, form.column), left_out)

    def _arithmetic(self, form: Arithmetic) -> Outcome:
        left, right = self.run(form.left), self.run(form.right)
        if left.number is None or right.number is None:
            return NOTHING
        value = _operate(form.operation, left.number, right.number)
        if value is None:
            return NOTHING
        return _joined((left, right), number=value)

    def _groups(self, form: Groups) -> Outcome:
        sizes = self._sizes(form)
        if not sizes:
            return NOTHING
        if form.least is not None:
            sizes = {name: size for name, size in sizes.items() if size >= form.least}
        if form.largest is not None and sizes:
            best = (max if form.largest else min)(sizes.values())
            sizes = {name: size for name, size in sizes.items() if size == best}
        rows = tuple(number for number in self.rows(form.rows) if self._name(form, number) in sizes)
        columns = self._used(form.rows, form.column, *(() if form.measure is None else (form.measure,)))
        keys = None if form.measure is None else self.keys(form.measure)
        left_out = tuple(number for number in rows if keys is not None and keys[number] is None)
        kept = tuple(number for number in rows if keys is None or keys[number] is not None)
        return Outcome(tuple(sizes), None, kept, columns, left_out, tuple(sizes.items()))

    def _sizes(self, form: Groups) -> dict[str, float]:
        groups: dict[str, list[int]] = {}
        for number in self.rows(form.rows):
            name = self._name(form, number)
            if name:
                groups.setdefault(name, []).append(number)
        if form.measure is None:
            return {name: float(len(rows)) for name, rows in groups.items()}
        keys = self.keys(form.measure)
        measured = {name: [key for n in rows if (key := keys[n]) is not None] for name, rows in groups.items()}
        return {name: _FUNCTIONS[form.function](values) for name, values in measured.items() if values}

    def _name(self, form: Groups, row: int) -> str:
        return part_of(self._grid.columns[form.column].entries[row], form.part).strip()

    def _choice(self, form: Choice) -> Outcome:
        sized = [(self._size(rows, form.column), name) for rows, name in zip(form.options, form.names, strict=True)]
        known = [(outcome.number, outcome, name) for outcome, name in sized if outcome.number is not None]
        if len(known) < len(form.options):
            return NOTHING
        best = (max if form.largest else min)(number for number, _, _ in known)
        names = tuple(name for number, _, name in known if number == best)
        return _joined([outcome for _, outcome, _ in known], words=names)

    def _size(self, rows: Rows, column: int | None) -> Outcome:
        if column is None:
            return self.run(Count(rows))
        first = self.rows(rows)[:1]
        if not first:
            return NOTHING
        key = self.keys(column)[first[0]]
        return Outcome((), key, first, self._used(rows, column))

    def _comparison(self, form: IsLarger) -> Outcome:
        left, right = self.run(form.left), self.run(form.right)
        if left.number is None or right.number is None:
            return NOTHING
        if left.number == right.number:
            word = "no" if {form.larger, form.smaller} == {"yes", "no"} else "the same"
        else:
            word = form.larger if left.number > right.number else form.smaller
        return _joined((left, right), words=(word,))

    def _existence(self, form: Existence) -> Outcome:
        rows = self.rows(form.rows)
        return Outcome(("yes" if len(rows) >= form.least else "no",), None, rows, self._used(form.rows))

    def _used(self, rows: Rows, *columns: int) -> tuple[int, ...]:
        used = [condition.column for condition in rows.conditions]
        if rows.extreme is not None:
            used.append(rows.extreme.column)
        return tuple(dict.fromkeys((*used, *columns)))


def part_of(entry: Entry, part: GroupPart) -> str:
    """Return a cell's words, or the year or month (2026-05) of its date; "" where it has none."""
    if part is GroupPart.WHOLE:
        return "" if entry.is_blank else entry.text
    if entry.moment is None:
        return ""
    if part is GroupPart.YEAR:
        return str(entry.moment.year or "")
    year = f"{entry.moment.year}-" if entry.moment.year else ""
    return f"{year}{entry.moment.month:02}" if entry.moment.month else ""


def _joined(outcomes: Sequence[Outcome], *, words: tuple[str, ...] = (), number: float | None = None) -> Outcome:
    rows = dict.fromkeys(row for outcome in outcomes for row in outcome.rows)
    columns = dict.fromkeys(column for outcome in outcomes for column in outcome.columns)
    left_out = dict.fromkeys(row for outcome in outcomes for row in outcome.left_out)
    return Outcome(words, number, tuple(rows), tuple(columns), tuple(left_out))


def _operate(operation: Operation, left: float, right: float) -> float | None:
    """Return what is done with two numbers; None for a division by nothing. Of a change the right is the earlier."""
    if operation in _DIVISIONS and right == 0:
        return None
    return _OPERATIONS[operation](left, right)


_DIVISIONS = {Operation.PERCENT_CHANGE, Operation.RATIO, Operation.SHARE}
_OPERATIONS: Mapping[Operation, Callable[[float, float], float]] = {
    Operation.DIFFERENCE: lambda left, right: abs(left - right),
    Operation.CHANGE: lambda left, right: left - right,
    Operation.PERCENT_CHANGE: lambda left, right: (left - right) / right * 100,
    Operation.RATIO: lambda left, right: left / right,
    Operation.SHARE: lambda left, right: left / right * 100,
    Operation.SUM: lambda left, right: left + right,
    Operation.MEAN: lambda left, right: (left + right) / 2,
}


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


_FUNCTIONS: Mapping[Function, Callable[[Sequence[float]], float]] = {
    Function.SUM: math.fsum,
    Function.MEAN: _mean,
    Function.MEDIAN: median,
    Function.LEAST: min,
    Function.MOST: max,
    Function.RANGE: lambda values: max(values) - min(values),
}


def _dated(condition: Condition, entry: Entry) -> bool:
    if entry.moment is None:
        return False
    year, month, day = condition.date
    own = entry.moment
    in_span = own.end_year is not None and year is not None and (own.year or year) <= year <= own.end_year
    return (
        (year is None or own.year == year or in_span)
        and (month is None or own.month == month)
        and (day is None or own.day == day)
    )


_TESTS: Mapping[Relation, Callable[[Condition, Entry, frozenset[str]], bool]] = {
    Relation.IS: lambda _, entry, texts: entry.text in texts,
    Relation.ABOVE: lambda condition, entry, _: entry.key is not None and entry.key > condition.limit,
    Relation.BELOW: lambda condition, entry, _: entry.key is not None and entry.key < condition.limit,
    Relation.AT_LEAST: lambda condition, entry, _: entry.key is not None and entry.key >= condition.limit,
    Relation.AT_MOST: lambda condition, entry, _: entry.key is not None and entry.key <= condition.limit,
    Relation.EQUALS: lambda condition, entry, _: entry.key is not None and entry.key == condition.limit,
    Relation.DATED: lambda condition, entry, _: _dated(condition, entry),
    Relation.FILLED: lambda _, entry, __: not entry.is_blank,
    Relation.BLANK: lambda _, entry, __: entry.is_blank,
}


def comparable(column: Column) -> bool:
    """Tell whether a column's cells can be put in order, those of text too where most have a number in them."""
    if column.kind is not ColumnKind.TEXT:
        return True
    keyed = sum(entry.key is not None for entry in column.entries)
    return keyed > len(column.entries) / 2
