"""Roles: what a column's numbers are good for: those that only number the rows, rates and counters do not add up.

Knows columns, their names and cells; never a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.computing.typed_tables import Column, ColumnKind, Grid
from ingest.patterns import lazy_pattern

_FEWEST_NUMBERED = 4  # rows
_ENDS = 2  # readings of one meter, at both ends
_NUMBERING = lazy_pattern(
    r"^\W*(?:no|nr|id|number|code|ref(?:erence)?|zip|postcode|phone)\b|\b(?:no|nr|id|number)\W*$", re.IGNORECASE
)
_RATE = lazy_pattern(
    r"\bper (?!year|annum|month|week|quarter|season)\w|\b(?:unit|single) (?:price|cost)\b|\b(?:price|cost)s? each\b"
    r"|\b(?:rates?|ratio|average|avg|mean|median|percent(?:age)?|temperature|pulse|age|rating|grade)\b"
    r"|[€$£]\s?/|/\s?(?:kg|l|h|km|m²|unit|100)\b|°",
    re.IGNORECASE,
)
_COUNTER = lazy_pattern(
    r"\b(?:odometer|mileage|(?:meter|counter) ?(?:readings?|stand)?|readings|balance|cumulative|running total"
    r"|z[aä]hlerstand|kilometerstand|saldo)\b",
    re.IGNORECASE,
)
_PRICE = lazy_pattern(r"\b(?:price|preis|cost)\b", re.IGNORECASE)
_QUANTITY = lazy_pattern(
    r"\b(?:qty|quantity|litres?|liters?|stock|pieces?|copies|units|pcs|count|menge|st[uü]ck|anzahl)\b", re.IGNORECASE
)


def is_numbering(column: Column) -> bool:
    """Tell whether a column only tells its rows apart: by its name, or as it counts them up one by one."""
    if _NUMBERING.search(column.name):
        return True
    keys = [entry.key for entry in column.entries if entry.key is not None]
    if column.kind is not ColumnKind.NUMBER or column.unit or len(keys) < _FEWEST_NUMBERED:
        return False
    return all(second - first == 1 for first, second in pairwise(keys))


def is_counter(column: Column) -> bool:
    """Tell whether a column's numbers are readings of what only grows: what was used is their difference."""
    return _COUNTER.search(column.name) is not None


def counts_up(grid: Grid, number: int, rows: Sequence[int] = ()) -> bool:
    """Tell whether a column is of a counter: by its name, or as it only grows in a table of readings.

    Of several meters in one table it grows in the rows of each.
    """
    column = grid.columns[number]
    if is_counter(column):
        return True
    entries = [column.entries[row] for row in rows] or column.entries
    keys = [entry.key for entry in entries if entry.key is not None]
    named = _COUNTER.search(f"{grid.title} {grid.source} {grid.sheet}") is not None
    fewest = _ENDS if rows else _FEWEST_NUMBERED
    return named and len(keys) >= fewest and all(first <= second for first, second in pairwise(keys))


def adds_up(grid: Grid, number: int) -> bool:
    """Tell whether the sum of a column says something: of amounts it does, of numberings, rates and counters not."""
    column = grid.columns[number]
    if is_numbering(column) or counts_up(grid, number) or _RATE.search(column.name):
        return False
    return _PRICE.search(column.name) is None or not any(map(is_quantity, grid.columns))


def is_quantity(column: Column) -> bool:
    """Tell whether a column's numbers are of things, as its name says: copies, pieces, litres. They are no money."""
    return _QUANTITY.search(column.name) is not None


def is_parted(column: Column) -> bool:
    """Tell whether a column has dates of days, of which the month or the year is a part: months alone are whole."""
    dates = [entry.moment for entry in column.entries if entry.moment is not None]
    return column.kind is ColumnKind.DATE and any(moment.day is not None for moment in dates)
