"""Wording: a computed result in plain words, and what was counted to get it. Knows forms, never a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from assistant.computing.execution import Executor, Outcome
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
from assistant.computing.typed_tables import Column, ColumnKind, Grid
from assistant.english.calendar import MONTH_NAMES
from ingest.patterns import lazy_pattern

_MOST_DECIMALS = 2  # of a quotient
_MOST_WORDS = 12  # cells said in a statement; the others are cited
_SIGNS_BEFORE = frozenset("$ € £ ¥ ₹".split())


def result(form: Form, outcome: Outcome, grid: Grid) -> str:
    """Return the result as a person would write it: “€1,234.50”, “14”, “Ada; Grace”."""
    if outcome.groups and isinstance(form, Groups):
        return _grouped(form, outcome, grid)
    if outcome.words:
        shown = [_plain(word) for word in outcome.words[:_MOST_WORDS]]
        more = len(outcome.words) - len(shown)
        return "; ".join(shown) + (f"; and {more} more" if more else "") + _extreme_cell(form, outcome, grid)
    number = outcome.number or 0.0
    match form:
        case Count():
            return written(number)
        case Aggregate():
            return measured(
                number, grid.columns[form.column], quotient=form.function in {Function.MEAN, Function.MEDIAN}
            )
        case Arithmetic():
            return _of_two(form, number, grid)
        case _:
            return written(number)


def _extreme_cell(form: Form, outcome: Outcome, grid: Grid) -> str:
    """Return in brackets what the one, or all, that have most of something have of it: " (€310)" behind the dearest."""
    if not isinstance(form, Cells) or form.rows.extreme is None:
        return ""
    extreme = form.rows.extreme
    sizes = {_plain(grid.columns[extreme.column].entries[row].text) for row in outcome.rows}
    return f" ({sizes.pop()})" if extreme.column != form.column and len(sizes) == 1 else ""


def _of_two(form: Arithmetic, number: float, grid: Grid) -> str:
    column = None if isinstance(form.left, Count) else grid.columns[form.left.column]
    if form.operation in {Operation.PERCENT_CHANGE, Operation.SHARE}:
        return f"{written(number, decimals=_MOST_DECIMALS)}%"
    if form.operation is Operation.RATIO or column is None:
        return written(number, decimals=_MOST_DECIMALS)
    if column.kind is ColumnKind.DATE:
        return f"{written(number)} {'day' if abs(number) == 1 else 'days'}"
    if column.kind is ColumnKind.YEAR:
        return f"{written(number)} {'year' if abs(number) == 1 else 'years'}"
    return measured(number, column, quotient=form.operation is Operation.MEAN)


def written(number: float, *, decimals: int = 6) -> str:
    """Return a number with its thousands parted, without noughts at its end."""
    text = f"{number:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def measured(number: float, column: Column, *, quotient: bool = False) -> str:
    """Return a number of a column with its unit and scale, as many decimals as its cells have."""
    if column.kind is ColumnKind.DURATION:
        return _clock(number)
    own = max((entry.quantity.decimals for entry in column.entries if entry.quantity), default=0)
    decimals = min(max(own, _MOST_DECIMALS if quotient else 0), _LONGEST_FRACTION)
    sign = "−" if number < 0 else ""
    money = column.unit in _SIGNS_BEFORE
    text = written(abs(number), decimals=decimals)
    if (money or own == _MOST_DECIMALS) and len(text.partition(".")[2]) == 1:
        text += "0"
    if column.unit == "%":
        return f"{sign}{text}%"
    scale = f" {column.scale}" if column.scale else ""
    return (
        f"{sign}{column.unit}{text}{scale}"
        if money
        else f"{sign}{text}{scale}{f' {column.unit}' if column.unit else ''}"
    )


_LONGEST_FRACTION = 6


def _clock(seconds: float) -> str:
    whole, fraction = divmod(abs(seconds), 1)
    hours, rest = divmod(int(whole), 3600)
    minutes, left = divmod(rest, 60)
    tail = f"{fraction:.3f}".rstrip("0")[1:] if fraction > _BLINK else ""
    head = f"{hours}:{minutes:02}" if hours else str(minutes)
    return f"{'−' if seconds < 0 else ''}{head}:{left:02}{tail.rstrip('.')}"


_BLINK = 0.0005


def _plain(word: str) -> str:
    return " ".join(word.split())


def _grouped(form: Groups, outcome: Outcome, grid: Grid) -> str:
    said = [f"{group_name(form, name)} ({_size(form, size, grid)})" for name, size in outcome.groups[:_MOST_WORDS]]
    more = len(outcome.groups) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more else "")


def group_name(form: Groups, name: str) -> str:
    """Return what a group is called: “May 2026” for a month."""
    if form.part is not GroupPart.MONTH:
        return _plain(name)
    year, _, month = name.rpartition("-")
    return f"{MONTH_NAMES[int(month) - 1]} {year}".strip()


def _size(form: Groups, size: float, grid: Grid) -> str:
    if form.measure is None:
        return f"{written(size)} {'row' if size == 1 else 'rows'}"
    return measured(size, grid.columns[form.measure], quotient=form.function is Function.MEAN)


# -- what was counted ----------------------------------------------------------------------------------------------


def account(form: Form, outcome: Outcome, grid: Grid) -> str:
    """Return what a result was computed from: “the sum of Amount over 14 rows of “Expenses”, where Category is ...”."""
    return _ACCOUNTS[type(form)](form, outcome, grid)


def _table(grid: Grid) -> str:
    sheet = f", sheet {grid.sheet}" if grid.sheet and grid.parts == 1 and grid.sheet not in grid.source else ""
    title = f", “{_plain(grid.title)}”" if grid.title and grid.title != grid.source and grid.parts == 1 else ""
    tables = f" ({grid.parts} tables of the same columns)" if grid.parts > 1 else ""
    return f"“{_plain(grid.source)}”{sheet}{title}{tables}"


def _name(grid: Grid, column: int) -> str:
    return _plain(grid.columns[column].name) or "the first column"


def where(rows: Rows, grid: Grid) -> str:
    """Return the conditions of some rows in words; "" for all rows."""
    tests = [_test(condition, grid) for condition in rows.conditions]
    said = f"where {(' or ' if rows.any_of else ' and ').join(tests)}" if tests else ""
    if rows.extreme is not None:
        which = "largest" if rows.extreme.largest else "smallest"
        if grid.columns[rows.extreme.column].kind in {ColumnKind.DATE, ColumnKind.YEAR}:
            which = "latest" if rows.extreme.largest else "earliest"
        many = f"{rows.extreme.count} " if rows.extreme.count > 1 else ""
        said = f"{said}{', ' if said else ''}with the {many}{which} {_name(grid, rows.extreme.column)}"
    if rows.position is not None:
        said = f"{said}{', ' if said else ''}{_place(rows.position)}"
    if rows.step:
        said = f"{'below' if rows.step > 0 else 'above'} the row {said}"
    return said


def _place(position: int) -> str:
    if position < 0:
        return "the last of them" if position == -1 else f"number {-position} from the end"
    return "the first of them" if position == 0 else f"number {position + 1} of them"


def _test(condition: Condition, grid: Grid) -> str:
    column = grid.columns[condition.column]
    timely = _SAID_OF_DATES if column.kind in {ColumnKind.DATE, ColumnKind.YEAR} else {}
    name, said = _name(grid, condition.column), timely.get(condition.test, _SAID[condition.test])
    no = " not" if condition.negated else ""
    match condition.test:
        case Relation.IS:
            texts = [f"“{_plain(text)}”" for text in condition.texts[:_MOST_SAID]]
            more = len(condition.texts) - len(texts)
            if len(condition.texts) > _MOST_SAID and condition.phrase:
                return f"{name} does{no or ''} say “{condition.phrase}”" if no else f"{name} says “{condition.phrase}”"
            return f"{name} is{no} {' or '.join(texts)}{f' or {more} more' if more > 0 else ''}"
        case Relation.DATED:
            return f"{name} is{no} {_date(condition)}"
        case Relation.FILLED | Relation.BLANK:
            return f"{name} is{no} {said}"
        case _:
            return " ".join(filter(None, (f"{name} is{no}", said, limit_words(condition, column))))


_MOST_SAID = 4
_SAID_OF_DATES: Mapping[Relation, str] = {
    Relation.ABOVE: "after",
    Relation.BELOW: "before",
    Relation.AT_LEAST: "not before",
    Relation.AT_MOST: "not after",
}
_SAID: Mapping[Relation, str] = {
    Relation.IS: "",
    Relation.ABOVE: "above",
    Relation.BELOW: "below",
    Relation.AT_LEAST: "at least",
    Relation.AT_MOST: "at most",
    Relation.EQUALS: "",
    Relation.DATED: "",
    Relation.FILLED: "filled in",
    Relation.BLANK: "empty",
}


def limit_words(condition: Condition, column: Column) -> str:
    """Return the number or the day that a column is held against."""
    if column.kind is ColumnKind.YEAR:
        return f"{condition.limit:.0f}"
    if column.kind is ColumnKind.DATE:
        day = date.fromordinal(int(condition.limit))
        year = f" {day.year}" if any(one.moment and one.moment.year for one in column.entries) else ""
        return f"{day.day} {MONTH_NAMES[day.month - 1]}{year}"
    return measured(condition.limit, column)


def _date(condition: Condition) -> str:
    year, month, day = condition.date
    parts = (str(day or ""), MONTH_NAMES[month - 1] if month else "", str(year or ""))
    return " ".join(filter(None, parts)) if any(parts) else condition.phrase


def _rows(count: int, rows: Rows, grid: Grid) -> str:
    how = "row" if count == 1 else "rows"
    what = "columns" if grid.turned and count != 1 else "column" if grid.turned else how
    said = where(rows, grid)
    return f"{count} {what} of {_table(grid)}{f', {said}' if said else ''}"


def _number(form: Number, grid: Grid) -> str:
    match form:
        case Count(column=None):
            return f"the count of rows {where(form.rows, grid)}".rstrip()
        case Count():
            return f"the count of different cells of {_name(grid, form.column or 0)} {where(form.rows, grid)}".rstrip()
        case Cells():
            return f"{_name(grid, form.column)} {where(form.rows, grid)}".rstrip()
        case _:
            return (
                f"the {_FUNCTION_WORDS[form.function]} of {_name(grid, form.column)} {where(form.rows, grid)}".rstrip()
            )


_FUNCTION_WORDS: Mapping[Function, str] = {
    Function.SUM: "sum",
    Function.MEAN: "average",
    Function.MEDIAN: "median",
    Function.LEAST: "smallest",
    Function.MOST: "largest",
    Function.RANGE: "difference between the largest and the smallest",
}


def _cells(form: Cells, outcome: Outcome, grid: Grid) -> str:
    return f"{_name(grid, form.column)} in {_rows(len(outcome.rows), form.rows, grid)}"


def _count(form: Count, outcome: Outcome, grid: Grid) -> str:
    counted = f"the different cells of {_name(grid, form.column)} in " if form.column is not None else ""
    return f"{counted}{_rows(len(outcome.rows), form.rows, grid)}"


def _aggregate(form: Aggregate, outcome: Outcome, grid: Grid) -> str:
    function = _FUNCTION_WORDS[form.function]
    return f"the {function} of {_name(grid, form.column)} over {_rows(len(outcome.rows), form.rows, grid)}"


_OPERATION_WORDS: Mapping[Operation, str] = {
    Operation.DIFFERENCE: "the difference between {0} and {1}",
    Operation.CHANGE: "{0} less {1}",
    Operation.PERCENT_CHANGE: "the change from {1} to {0}, as a percentage of the former",
    Operation.RATIO: "{0} divided by {1}",
    Operation.SHARE: "{0} as a percentage of {1}",
    Operation.SUM: "{0} and {1} together",
    Operation.MEAN: "the average of {0} and {1}",
}


def _arithmetic(form: Arithmetic, _outcome: Outcome, grid: Grid) -> str:
    executor = Executor(grid)
    operands = [_operand(one, executor, grid) for one in (form.left, form.right)]
    return f"{_OPERATION_WORDS[form.operation].format(*operands)}, of {_table(grid)}"


def _operand(form: Number, executor: Executor, grid: Grid) -> str:
    outcome = executor.run(form)
    return f"{result(form, outcome, grid)} ({_number(form, grid)})"


def _groups(form: Groups, outcome: Outcome, grid: Grid) -> str:
    by = {
        GroupPart.WHOLE: _name(grid, form.column),
        GroupPart.YEAR: f"year of {_name(grid, form.column)}",
        GroupPart.MONTH: f"month of {_name(grid, form.column)}",
    }[form.part]
    size = (
        "the number of rows"
        if form.measure is None
        else f"the {_FUNCTION_WORDS[form.function]} of {_name(grid, form.measure)}"
    )
    kept = "" if form.largest is None else f", of which the {'largest' if form.largest else 'smallest'}"
    return f"{size} for each {by}{kept}, from {_rows(len(outcome.rows), form.rows, grid)}"


def _choice(form: Choice, _outcome: Outcome, grid: Grid) -> str:
    executor = Executor(grid)
    which = "larger" if form.largest else "smaller"
    sizes = []
    for rows, name in zip(form.options, form.names, strict=True):
        number: Number = Count(rows) if form.column is None else Cells(rows, form.column)
        sizes.append(f"{_plain(name)}: {result(number, executor.run(number), grid)}")
    what = "number of rows" if form.column is None else _name(grid, form.column)
    return f"the one with the {which} {what} of {_table(grid)} ({'; '.join(sizes)})"


def _comparison(form: IsLarger, _outcome: Outcome, grid: Grid) -> str:
    executor = Executor(grid)
    left, right = (_operand(one, executor, grid) for one in (form.left, form.right))
    return f"{left} held against {right}, of {_table(grid)}"


def _existence(form: Existence, outcome: Outcome, grid: Grid) -> str:
    return _rows(len(outcome.rows), form.rows, grid)


_ACCOUNTS: Mapping[type, Callable[..., str]] = {
    Cells: _cells,
    Count: _count,
    Aggregate: _aggregate,
    Arithmetic: _arithmetic,
    Groups: _groups,
    Choice: _choice,
    IsLarger: _comparison,
    Existence: _existence,
}


# -- what was left out ---------------------------------------------------------------------------------------------

_SHOWN = 3  # cells quoted that are no numbers


def omissions(form: Form, outcome: Outcome, grid: Grid) -> tuple[str, ...]:
    """Return what was left out, a sentence each: rows without a number, cells that could not be read, hidden rows."""
    said = []
    column = _summed(form)
    if column is not None and outcome.left_out:
        entries = [grid.columns[column].entries[number] for number in outcome.left_out]
        bad = [_plain(entry.text) for entry in entries if not entry.is_blank]
        shown = ", ".join(f"“{text}”" for text in bad[:_SHOWN])
        count = len(entries)
        rows = f"{count} {'row has' if count == 1 else 'rows have'} no number in {_name(grid, column)}"
        left = "is" if count == 1 else "are"
        said.append(f"{rows}{f' ({shown})' if shown else ''} and {left} left out.")
    totals = _totals(form, grid)
    if totals:
        rows = "row that sums others up is" if totals == 1 else "rows that sum others up are"
        said.append(f"{totals} {rows} not counted again.")
    if grid.hidden:
        said.append(f"{grid.hidden} hidden {'row is' if grid.hidden == 1 else 'rows are'} left out.")
    return tuple(said)


def _totals(form: Form, grid: Grid) -> int:
    """Count the rows that would be in a sum or a count, were they not sums themselves."""
    if not isinstance(form, Aggregate | Count | Groups) or grid.turned:
        return 0
    executor = Executor(grid)
    passing = [executor.passing(condition) for condition in form.rows.conditions]
    return sum(line.is_total and all(number in one for one in passing) for number, line in enumerate(grid.lines))


def _summed(form: Form) -> int | None:
    match form:
        case Aggregate():
            return form.column
        case Groups():
            return form.measure
        case Arithmetic(left=Aggregate() as left):
            return left.column
        case _:
            return None


def reading_of_dates(outcome: Outcome, grid: Grid) -> str:
    """Return how dates like 03/04/2026 were read, where that is not certain and the result rests on them; or ""."""
    for number in outcome.columns:
        column = grid.columns[number]
        if column.kind is not ColumnKind.DATE or column.month_first is not None:
            continue
        doubtful = next((e.text for e in column.entries if _DOUBTFUL.fullmatch(e.text.strip())), "")
        if doubtful:
            return f"Dates like “{doubtful}” in {_name(grid, number)} were read as day, month, year."
    return ""


_DOUBTFUL = lazy_pattern(r"(?:0?[1-9]|1[0-2])[./](?:0?[1-9]|1[0-2])[./]\d{2,4}")
