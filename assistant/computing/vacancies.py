"""Vacancies: what is free, as tables say it: nobody in the column of who has it. Knows words and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.computing.forms import Condition, Relation
from assistant.computing.linking import AskedWords, Piece
from assistant.computing.typed_tables import ColumnKind, Grid
from ingest.patterns import lazy_pattern

_FREE = lazy_pattern(
    r"\b(?:free(?! of\b)|vacant|available|unoccupied|unassigned|untaken|unclaimed"
    r"|not (?:taken|occupied|let|assigned|rented)|up for grabs|still to be had)\b",
    re.IGNORECASE,
)
_TAKEN = lazy_pattern(
    r"\b(?:holder|tenant|owner|keeper|occupant|occupied by|occupier|lessee|renter|user|borrower|assigned|assignee|guest"
    r"|booked by|reserved by|taken by|held by|rented by|member|name|who|person)\b",
    re.IGNORECASE,
)
_SURE = 0.9


def vacant_pieces(asked: AskedWords, grid: Grid) -> Iterator[Piece]:
    """Yield the condition under which a row of a grid is free, where the question speaks of that."""
    match = _FREE.search(asked.text)
    if match is None:
        return
    positions = asked.positions(*match.span())
    for number, column in enumerate(grid.columns):
        blank = any(entry.is_blank for entry in column.entries)
        if blank and number != grid.entity and column.kind is ColumnKind.TEXT and _TAKEN.search(column.name):
            yield Piece(Condition(number, Relation.BLANK), positions, _SURE, "owed blank")
