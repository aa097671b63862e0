"""Owing: what is not paid yet, as tables say it: an empty day of payment, or a status. Knows words and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.computing.forms import Condition, Form, Relation, columns_of, conditions_of
from assistant.computing.linking import AskedWords, Piece
from assistant.computing.typed_tables import Column, ColumnKind, Grid
from ingest.patterns import lazy_pattern

_PAID = "(?:paid|settled)"
_OWING = lazy_pattern(
    r"\b(?:ow(?:e[sd]?|ing)|outstanding|un(?:paid|settled)|to be paid|still to pay|still open|past due)\b"
    rf"|\b(?:not|never)(?: yet)?(?: been)? {_PAID}\b|n['’]t (?:yet )?(?:been )?{_PAID}\b",
    re.IGNORECASE,
)
_PAYMENT = lazy_pattern(r"\b(?:paid|payment|settled|bezahlt)\b", re.IGNORECASE)
_DEBT = lazy_pattern(r"\b(?:ow(?:ed|ing|es)|outstanding|unpaid|debts?|arrears|balance|still due)\b", re.IGNORECASE)
_UNPAID = lazy_pattern(
    r"(?:open|unpaid|outstanding|overdue|late|pending|due|unsettled|not paid|to pay|offen|unbezahlt)\W*", re.IGNORECASE
)
_NO = lazy_pattern(r"no|n|false|✗|✘|nein|non", re.IGNORECASE)
_MOST_STATES = 8  # different cells of a column that says how far things are
_SURE = 0.9


def owed_pieces(asked: AskedWords, grid: Grid) -> Iterator[Piece]:
    """Yield the conditions under which a row of a grid is not paid, where the question speaks of that."""
    match = _OWING.search(asked.text)
    if match is None:
        return
    positions = asked.positions(*match.span())
    for number, column in enumerate(grid.columns):
        condition = _unpaid(number, column)
        if condition is not None:
            yield Piece(condition, positions, _SURE, "owed blank")


def _unpaid(number: int, column: Column) -> Condition | None:
    texts = {entry.text for entry in column.entries if not entry.is_blank}
    if _PAYMENT.search(column.name) and column.kind in {ColumnKind.DATE, ColumnKind.TEXT}:
        refusing = tuple(sorted(text for text in texts if _NO.fullmatch(text.strip())))
        if refusing and len(texts) <= _MOST_STATES:
            return Condition(number, Relation.IS, refusing)
        return Condition(number, Relation.BLANK) if any(entry.is_blank for entry in column.entries) else None
    open_ = tuple(sorted(filter(says_unpaid, texts)))
    return Condition(number, Relation.IS, open_) if open_ and len(texts) <= _MOST_STATES else None


def says_unpaid(text: str) -> bool:
    """Tell whether a cell says that something is not paid."""
    return _UNPAID.fullmatch(text.strip()) is not None


def heeds_debts(asked: AskedWords, grid: Grid, form: Form) -> bool:
    """Tell whether a form keeps to what is not paid, where the question asks for that."""
    if _OWING.search(asked.text) is None:
        return True
    wanted = {piece.condition for piece in owed_pieces(asked, grid)}
    if wanted & set(conditions_of(form)):
        return True
    return not wanted and any(_DEBT.search(grid.columns[number].name) for number in columns_of(form))
