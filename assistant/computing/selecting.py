"""Selecting: the sets of rows that a question may mean, from the pieces of it that are conditions.

Knows conditions and how they lie in the question; never what is computed of the rows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.computing.execution import Executor
from assistant.computing.forms import Relation, Rows
from assistant.computing.linking import AskedWords, Piece
from ingest.patterns import lazy_pattern

_MOST_CONDITIONS = 4
_MOST_SELECTIONS = 60
_MOST_PIECES = 16


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows under conditions, the words that these take, and how surely each of them is meant."""

    rows: Rows
    pieces: tuple[Piece, ...]

    @property
    def positions(self) -> frozenset[int]:
        """The words of the question that the conditions stand for."""
        return frozenset().union(*(piece.positions for piece in self.pieces))

    @property
    def columns(self) -> frozenset[int]:
        """The columns that have conditions."""
        return frozenset(piece.condition.column for piece in self.pieces)

    @property
    def weight(self) -> float:
        """How much of the question it takes, each word by how surely."""
        return sum(piece.score * math.pow(len(piece.positions), _LONGER) for piece in self.pieces)


_LONGER = 0.7
EVERYTHING = Selection(Rows(), ())


def selections(asked: AskedWords, pieces: Sequence[Piece], executor: Executor) -> tuple[Selection, ...]:
    """Return the selections that hold any rows, the weightiest first, and all rows last."""
    signed = [_signed(asked, piece) for piece in pieces]
    signed.sort(key=lambda piece: -piece.score * len(piece.positions) ** _LONGER)
    found: dict[Rows, Selection] = {}
    for chosen in _combinations(signed[:_MOST_PIECES]):
        selection = Selection(Rows(tuple(piece.condition for piece in chosen)), chosen)
        if chosen and selection.rows not in found and executor.rows(selection.rows):
            found[selection.rows] = selection
    for selection in _unions(asked, signed[:_MOST_PIECES]):
        if executor.rows(selection.rows):
            found[selection.rows] = selection
    ordered = sorted(found.values(), key=lambda one: -one.weight)
    return (*ordered[:_MOST_SELECTIONS], EVERYTHING)


def _combinations(pieces: Sequence[Piece], chosen: tuple[Piece, ...] = ()) -> Iterator[tuple[Piece, ...]]:
    if chosen:
        yield chosen
    if len(chosen) == _MOST_CONDITIONS:
        return
    for number, piece in enumerate(pieces):
        if all(_agree(piece, other) for other in chosen):
            yield from _combinations(pieces[number + 1 :], (*chosen, piece))


def _agree(one: Piece, other: Piece) -> bool:
    if one.sort.startswith("range") and other.sort.startswith("range"):
        return one.sort != other.sort and one.condition.column == other.condition.column
    return not one.positions & other.positions


def _unions(asked: AskedWords, pieces: Sequence[Piece]) -> Iterator[Selection]:
    """Yield what passes one of two conditions on one column that "and" or "or" stands between."""
    for number, one in enumerate(pieces):
        for other in pieces[number + 1 :]:
            if one.condition.column != other.condition.column or one.positions & other.positions:
                continue
            if one.condition.negated or other.condition.negated:
                continue  # "not A or B" is neither
            first, second = sorted((one, other), key=lambda piece: min(piece.positions))
            between = asked.text[asked.terms[max(first.positions)].end : asked.terms[min(second.positions)].start]
            before = asked.text[: asked.terms[min(first.positions)].start]
            if _JOINED.search(between) and not _BETWEEN.search(before):
                yield Selection(Rows((first.condition, second.condition), any_of=True), (first, second))
    yield from _chains(pieces)


def _chains(pieces: Sequence[Piece]) -> Iterator[Selection]:
    """Yield what passes one of all that is named of one column, three or more: "2019, 2018 and 2017"."""
    pieces = [piece for piece in pieces if not piece.condition.negated]
    columns = dict.fromkeys(piece.condition.column for piece in pieces)
    for column in columns:
        chain: list[Piece] = []
        for piece in pieces:
            alike = piece.condition.column == column and piece.condition.test in {Relation.IS, Relation.DATED}
            if alike and not any(piece.positions & other.positions for other in chain):
                chain.append(piece)
        if len(chain) >= _LEAST_CHAINED:
            chain.sort(key=lambda piece: min(piece.positions))
            yield Selection(Rows(tuple(piece.condition for piece in chain), any_of=True), tuple(chain))


_LEAST_CHAINED = 3


_JOINED = lazy_pattern(r"^\W*(?:and|or|,|&)\b|\b(?:and|or)\W*(?:the |in |from |on |by )?$|^\W*,\W*$", re.IGNORECASE)
_BETWEEN = lazy_pattern(r"\bbetween (?:the )?$", re.IGNORECASE)
_NOT = lazy_pattern(
    r"(?:\bnot|n't|\bother than|\bbesides|\baside from|\bapart from|\bexcept(?: for)?|\bexcluding|\bwithout"
    r"|\bnever|\binstead of)"
    r"\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_SIGNED = {"filled", "blank", "some", "nought"}  # sorts of pieces in which a "not" is told already
_NEGATABLE = {Relation.IS, Relation.DATED, Relation.EQUALS}


def _signed(asked: AskedWords, piece: Piece) -> Piece:
    """Negate a condition that "not" or "other than" stands before."""
    before = asked.text[: asked.terms[min(piece.positions)].start]
    if piece.sort not in _SIGNED and piece.condition.test in _NEGATABLE and _NOT.search(before):
        return replace(piece, condition=replace(piece.condition, negated=True), sort=f"not {piece.sort}")
    return piece
