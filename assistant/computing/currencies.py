"""Currencies: amounts of several are never put together, nor held against each other. Knows columns and forms."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.computing.forms import Aggregate, Cells, Count, Existence, Form, Function, Groups, columns_of
from assistant.computing.quantities import Sort
from assistant.computing.typed_tables import Column, ColumnKind, Grid
from assistant.computing.weighing import Computed
from ingest.patterns import lazy_pattern

_CURRENCY = lazy_pattern(r"\b(?:currency|curr|ccy|w[aä]hrung|devise)\b", re.IGNORECASE)
_CODE = lazy_pattern(
    r"[$€£¥₹]|(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|HUF|TRY|INR|CNY|AUD|CAD|NZD|MXN|BRL|ZAR|ISK|RON|UAH)"
    r"|euros?|dollars?|pounds?|francs?|yen",
    re.IGNORECASE,
)
_TOLD_EACH = frozenset({Function.SUM, Function.MEAN})  # for each currency by itself


def is_of_one_currency(computed: Computed) -> bool:
    """Tell whether no amounts of several currencies are put together or held against each other."""
    form, grid = computed.proposal.form, computed.view.grid
    if isinstance(form, Count | Existence) or (isinstance(form, Cells) and form.rows.extreme is None):
        return True
    if isinstance(form, Groups) and (form.measure is None or _is_currency(grid.columns[form.column])):
        return True
    measured = [number for number in columns_of(form) if grid.columns[number].kind is ColumnKind.NUMBER]
    rows = (*computed.outcome.rows, *_compared(computed, form))
    if any(len(_signs(grid, number, rows)) > 1 for number in measured):
        return False
    return all(len(_codes(grid, number, _compared(computed, form))) <= 1 for number in _currency_columns(grid, form))


def per_currency(computed: Computed) -> Computed:
    """Return a sum over several currencies as one for each of them; anything else as it is."""
    form, grid = computed.proposal.form, computed.view.grid
    if not isinstance(form, Aggregate) or form.function not in _TOLD_EACH or not _is_money(grid, form.column):
        return computed
    for number in _currency_columns(grid, form):
        if len(_codes(grid, number, computed.outcome.rows)) > 1:
            groups = Groups(form.rows, number, measure=form.column, function=form.function)
            proposal = replace(computed.proposal, form=groups)
            return replace(computed, proposal=proposal, outcome=computed.view.executor.run(groups))
    return computed


def _compared(computed: Computed, form: Form) -> tuple[int, ...]:
    """Return the rows whose amounts are put together or held against each other; a sum is told for each currency."""
    if isinstance(form, Aggregate):
        return () if form.function in _TOLD_EACH else computed.view.executor.rows(form.rows)
    if isinstance(form, Cells):
        return computed.view.executor.rows(replace(form.rows, extreme=None, position=None))
    if isinstance(form, Groups):
        return computed.view.executor.rows(form.rows)
    return computed.outcome.rows


def _currency_columns(grid: Grid, form: Form) -> list[int]:
    used = columns_of(form)
    if not any(_is_money(grid, number) for number in used):
        return []
    return [number for number, column in enumerate(grid.columns) if _is_currency(column)]


def _is_money(grid: Grid, number: int) -> bool:
    """Tell whether a column may be of money: of numbers without a unit of another sort."""
    column = grid.columns[number]
    return column.kind is ColumnKind.NUMBER and (not column.unit or _CODE.fullmatch(column.unit) is not None)


def _is_currency(column: Column) -> bool:
    texts = {entry.text.strip() for entry in column.entries if not entry.is_blank}
    codes = bool(texts) and all(_CODE.fullmatch(text) for text in texts)
    return column.kind is ColumnKind.TEXT and (codes or _CURRENCY.search(column.name) is not None)


def _codes(grid: Grid, number: int, rows: tuple[int, ...]) -> frozenset[str]:
    entries = grid.columns[number].entries
    return frozenset(entries[row].text.strip().upper() for row in rows if not entries[row].is_blank)


def _signs(grid: Grid, number: int, rows: tuple[int, ...]) -> frozenset[str]:
    quantities = (grid.columns[number].entries[row].quantity for row in rows)
    return frozenset(one.unit for one in quantities if one is not None and one.sort is Sort.MONEY and one.unit)
