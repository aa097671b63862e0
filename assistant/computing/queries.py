"""Queries: a form as SQL over the table that `assistant.computing.duckdb` makes of a grid. Knows no data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

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
    Number,
    Operation,
    Relation,
    Rows,
)
from assistant.computing.typed_tables import SECTION, ColumnKind, Grid
from assistant.errors import AssistantError

ROW = "row"
TOTAL = "is a total"
WRITTEN = " (as written)"


class QueryFailed(AssistantError):
    """A query that is refused, or that took too long."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a grid's table is called in SQL, and its columns, each name once."""

    table: str
    columns: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    has_totals: bool

    def column(self, number: int) -> str:
        """Return a column's typed values, quoted."""
        return quoted(self.columns[number])

    def written(self, number: int) -> str:
        """Return a column's cells as they are written, quoted."""
        name = self.columns[number]
        return quoted(name if self.kinds[number] is ColumnKind.TEXT else name + WRITTEN)


def schema_of(grid: Grid) -> Schema:
    """Return the names that a grid has in SQL."""
    names: list[str] = []
    for number, column in enumerate(grid.columns):
        name = " ".join(column.name.split()) or ("item" if number == 0 else f"column {number + 1}")
        while name.casefold() in {other.casefold() for other in (*names, ROW, TOTAL)}:
            name += " 2"
        names.append(name)
    words = re.findall(
        r"[^\W_]+", " ".join(filter(None, (grid.source.rpartition("/")[2], grid.sheet or grid.title))).lower()
    )
    kinds = tuple(column.kind for column in grid.columns)
    return Schema(
        "_".join(words[:_NAME_WORDS]) or "table_1", tuple(names), kinds, any(line.is_total for line in grid.lines)
    )


_NAME_WORDS = 6


def quoted(name: str) -> str:
    """Return an identifier in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as a value in SQL."""
    return "'" + text.replace("'", "''") + "'"


def sql_of(form: Form, schema: Schema) -> str:
    """Return a form as one SELECT."""
    return _WRITERS[type(form)](form, schema)


# -- rows ----------------------------------------------------------------------------------------------------------


def rows_sql(rows: Rows, schema: Schema, wanted: str = "*") -> str:
    """Return the SELECT of some rows."""
    if rows.step:
        inner = rows_sql(Rows(rows.conditions, rows.extreme, rows.position, 0, rows.any_of), schema, ROW)
        return f"SELECT {wanted} FROM {quoted(schema.table)} WHERE {ROW} IN (SELECT {ROW} + {rows.step} FROM ({inner}))"
    if rows.position is not None and rows.extreme is not None:
        return f"SELECT {wanted} FROM ({_extreme(rows, schema, '*')}) QUALIFY {_at(rows.position)}"
    if rows.position is not None:
        return f"SELECT {wanted} {_from(rows, schema)} QUALIFY {_at(rows.position)}"
    return _extreme(rows, schema, wanted)


def _extreme(rows: Rows, schema: Schema, wanted: str) -> str:
    sql = f"SELECT {wanted} {_from(rows, schema)}"
    if rows.extreme is None:
        return sql
    column = schema.column(rows.extreme.column)
    if rows.extreme.count > 1:
        filled = f"{sql} {'AND' if ' WHERE ' in sql else 'WHERE'} {column} IS NOT NULL"
        return (
            f"{filled} ORDER BY {column} {'DESC' if rows.extreme.largest else 'ASC'}, {ROW} LIMIT {rows.extreme.count}"
        )
    return f"{sql} QUALIFY {column} = {'max' if rows.extreme.largest else 'min'}({column}) OVER ()"


def _at(position: int) -> str:
    order = f"row_number() OVER (ORDER BY {ROW}{' DESC' if position < 0 else ''})"
    return f"{order} = {-position if position < 0 else position + 1}"


def _from(rows: Rows, schema: Schema) -> str:
    tests = [_condition(condition, schema) for condition in rows.conditions]
    where = (" OR " if rows.any_of else " AND ").join(tests)
    named = any(
        condition.test is Relation.IS and not condition.negated and schema.columns[condition.column] != SECTION
        for condition in rows.conditions
    )
    if schema.has_totals and not named:
        where = (
            f"({where}) AND NOT {quoted(TOTAL)}"
            if rows.any_of
            else " AND ".join(filter(None, (where, f"NOT {quoted(TOTAL)}")))
        )
    return f"FROM {quoted(schema.table)}" + (f" WHERE {where}" if where else "")


_SIGNS: Mapping[Relation, str] = {
    Relation.ABOVE: ">",
    Relation.BELOW: "<",
    Relation.AT_LEAST: ">=",
    Relation.AT_MOST: "<=",
    Relation.EQUALS: "=",
}


def _condition(condition: Condition, schema: Schema) -> str:
    test = _test(condition, schema)
    return f"({test}) IS NOT TRUE" if condition.negated else test


def _test(condition: Condition, schema: Schema) -> str:
    column, written = schema.column(condition.column), schema.written(condition.column)
    match condition.test:
        case Relation.IS:
            texts = [literal(text) for text in condition.texts]
            return f"{written} = {texts[0]}" if len(texts) == 1 else f"{written} IN ({', '.join(texts)})"
        case Relation.FILLED:
            return f"{written} IS NOT NULL"
        case Relation.BLANK:
            return f"{written} IS NULL"
        case Relation.DATED:
            return _dated(condition, column, schema.kinds[condition.column])
        case _:
            return f"{column} {_SIGNS[condition.test]} {_value(condition.limit, schema.kinds[condition.column])}"


def _dated(condition: Condition, column: str, kind: ColumnKind) -> str:
    if kind is ColumnKind.YEAR:
        return f"{column} = {condition.date[0]}"
    parts = zip(("year", "month", "day"), condition.date, strict=True)
    return " AND ".join(f"{part}({column}) = {value}" for part, value in parts if value is not None)


def _value(limit: float, kind: ColumnKind) -> str:
    if kind is ColumnKind.DATE:
        return f"DATE '{date.fromordinal(int(limit)).isoformat()}'"
    return f"{limit:.15g}"


# -- forms ---------------------------------------------------------------------------------------------------------

_FUNCTIONS: Mapping[Function, str] = {
    Function.SUM: "sum({})",
    Function.MEAN: "avg({})",
    Function.MEDIAN: "median({})",
    Function.LEAST: "min({})",
    Function.MOST: "max({})",
    Function.RANGE: "max({0}) - min({0})",
}
_OPERATIONS: Mapping[Operation, str] = {
    Operation.DIFFERENCE: "abs(({0}) - ({1}))",
    Operation.CHANGE: "({0}) - ({1})",
    Operation.PERCENT_CHANGE: "(({0}) - ({1})) / ({1}) * 100",
    Operation.RATIO: "({0}) / ({1})",
    Operation.SHARE: "({0}) / ({1}) * 100",
    Operation.SUM: "({0}) + ({1})",
    Operation.MEAN: "(({0}) + ({1})) / 2",
}


def _cells(form: Cells, schema: Schema) -> str:
    wanted = _part(form.column, form.part, schema)
    several = form.rows.extreme is not None and form.rows.extreme.count > 1
    return rows_sql(form.rows, schema, wanted) + ("" if several else f" ORDER BY {ROW}")


def _part(number: int, part: GroupPart, schema: Schema) -> str:
    column = schema.column(number)
    if part is GroupPart.YEAR:
        return column if schema.kinds[number] is ColumnKind.YEAR else f"year({column})"
    return f"strftime({column}, '%Y-%m')" if part is GroupPart.MONTH else schema.written(number)


def _count(form: Count, schema: Schema) -> str:
    if form.column is None:
        return (
            f"SELECT count(*) FROM ({rows_sql(form.rows, schema)})"
            if _is_nested(form.rows)
            else rows_sql(form.rows, schema, "count(*)")
        )
    distinct = f"count(DISTINCT lower(trim({schema.written(form.column)})))"
    return f"SELECT {distinct} FROM ({rows_sql(form.rows, schema)})"


def _is_nested(rows: Rows) -> bool:
    return rows.extreme is not None or rows.position is not None


def _aggregate(form: Aggregate, schema: Schema) -> str:
    function = _FUNCTIONS[form.function].format(schema.column(form.column))
    if _is_nested(form.rows):
        return f"SELECT {function} FROM ({rows_sql(form.rows, schema)})"
    return rows_sql(form.rows, schema, function)


def _number(form: Number, schema: Schema) -> str:
    if isinstance(form, Cells):
        return rows_sql(form.rows, schema, _arithmetic_column(form.column, schema))
    return sql_of(form, schema)


def _arithmetic_column(number: int, schema: Schema) -> str:
    column = schema.column(number)
    return f"date_diff('day', DATE '0001-01-01', {column})" if schema.kinds[number] is ColumnKind.DATE else column


def _arithmetic(form: Arithmetic, schema: Schema) -> str:
    return "SELECT " + _OPERATIONS[form.operation].format(_number(form.left, schema), _number(form.right, schema))


def _groups(form: Groups, schema: Schema) -> str:
    named = _part(form.column, form.part, schema)
    if form.part is GroupPart.WHOLE:
        named = f"trim({named})"
    size = "count(*)" if form.measure is None else _FUNCTIONS[form.function].format(schema.column(form.measure))
    sql = f"SELECT {named} AS name, {size} AS size {_from(form.rows, schema)} GROUP BY 1 HAVING name IS NOT NULL"
    if form.least is not None:
        sql += f" AND size >= {form.least:.15g}"
    if form.largest is not None:
        sql += f" QUALIFY size = {'max' if form.largest else 'min'}(size) OVER ()"
    return f"{sql} ORDER BY min({ROW})"


def _choice(form: Choice, schema: Schema) -> str:
    sizes = [
        f"SELECT {literal(name)} AS name, ({_size(rows, form.column, schema)}) AS size"
        for rows, name in zip(form.options, form.names, strict=True)
    ]
    best = "max" if form.largest else "min"
    return f"SELECT name FROM ({' UNION ALL '.join(sizes)}) QUALIFY size = {best}(size) OVER ()"


def _size(rows: Rows, column: int | None, schema: Schema) -> str:
    if column is None:
        return _count(Count(rows), schema)
    return f"{rows_sql(rows, schema, schema.column(column))} ORDER BY {ROW} LIMIT 1"


def _comparison(form: IsLarger, schema: Schema) -> str:
    left, right = _number(form.left, schema), _number(form.right, schema)
    equal = "no" if {form.larger, form.smaller} == {"yes", "no"} else "the same"
    return (
        f"SELECT CASE WHEN ({left}) > ({right}) THEN {literal(form.larger)} "
        f"WHEN ({left}) < ({right}) THEN {literal(form.smaller)} ELSE {literal(equal)} END"
    )


def _existence(form: Existence, schema: Schema) -> str:
    count = _count(Count(form.rows), schema)
    return f"SELECT CASE WHEN ({count}) >= {form.least} THEN 'yes' ELSE 'no' END"


_WRITERS: Mapping[type, Callable[..., str]] = {
    Cells: _cells,
    Count: _count,
    Aggregate: _aggregate,
    Arithmetic: _arithmetic,
    Groups: _groups,
    Choice: _choice,
    IsLarger: _comparison,
    Existence: _existence,
}
