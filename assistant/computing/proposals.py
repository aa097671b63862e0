"""Proposals: a question held against one grid, and what may be meant by it with all that speaks for each.

Knows links, pieces and selections; never which forms there are to propose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.computing.execution import Executor, comparable
from assistant.computing.forms import Condition, Form, Relation
from assistant.computing.linking import (
    AskedWords,
    CellWords,
    ColumnLink,
    Piece,
    column_links,
    cue_words,
    date_pieces,
    number_pieces,
    terms_of,
    value_pieces,
)
from assistant.computing.owing import owed_pieces
from assistant.computing.roles import adds_up, is_counter, is_numbering
from assistant.computing.selecting import Selection, selections
from assistant.computing.triggers import PulledTriggers, Trigger, intent_of
from assistant.computing.typed_tables import Column, ColumnKind, Grid
from assistant.computing.vacancies import vacant_pieces
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form, the words of the question that it takes, and marks: what speaks for or against it, by name."""

    form: Form
    covered: frozenset[int]
    marks: Mapping[str, float]
    operation: str


@dataclass(frozen=True)
class View:
    """A question held against one grid: all that proposals are made from. `alone` tells that nothing else is asked."""

    grid: Grid
    asked: AskedWords
    intent: PulledTriggers
    executor: Executor
    vocabulary: CellWords
    naming: frozenset[int] = frozenset()
    share: float = 1.0
    whole: Grid | None = None
    alone: bool = False

    @classmethod
    def of(
        cls,
        question: str,
        grid: Grid,
        vocabulary: CellWords | None = None,
        chosen: tuple[frozenset[int], float] = (frozenset(), 1.0),
        whole: Grid | None = None,
    ) -> View:
        """Hold a question against a grid, which may be a sample of a `whole`.

        `chosen` tells which words only say what table it is on, and how many of the others stand there beside the
        best table.
        """
        asked = AskedWords.of(question)
        return cls(grid, asked, intent_of(asked), Executor(grid), vocabulary or CellWords.of(grid), *chosen, whole)

    @cached_property
    def links(self) -> Mapping[int, ColumnLink]:
        """The columns that the question names."""
        return {link.column: link for link in column_links(self.asked, self.grid)}

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The conditions that its words may stand for."""
        found = (
            *value_pieces(self.asked, self.vocabulary),
            *number_pieces(self.asked, self.grid),
            *date_pieces(self.asked, self.grid),
            *self._presences(),
            *self._denials(),
            *owed_pieces(self.asked, self.grid),
            *vacant_pieces(self.asked, self.grid),
        )
        return (*found, *_references(self.asked, found, self.grid))

    @cached_property
    def selections(self) -> tuple[Selection, ...]:
        """The sets of rows that it may mean."""
        return selections(self.asked, self.pieces, self.executor)

    @cached_property
    def unseen(self) -> frozenset[int]:
        """The columns that the source does not show, without those that are asked for by a name that is theirs only."""
        hidden = frozenset(number for number, column in enumerate(self.grid.columns) if column.hidden)
        if not hidden or _HIDDEN.search(self.asked.text):
            return frozenset()
        common = cue_words(self.asked, self.grid)
        named = (link for link in self.links.values() if link.share >= _NAMED and not link.positions <= common)
        return hidden - {link.column for link in named}

    @cached_property
    def ordered(self) -> tuple[int, ...]:
        """The columns that can be put in order."""
        return tuple(number for number, column in enumerate(self.grid.columns) if comparable(column))

    @cached_property
    def measures(self) -> tuple[int, ...]:
        """The columns that can be added up."""
        return tuple(
            number
            for number, column in enumerate(self.grid.columns)
            if column.is_measure or column.kind == ColumnKind.SCORE
        )

    @cached_property
    def addable(self) -> tuple[int, ...]:
        """The columns of which a sum says something."""
        return tuple(number for number in self.measures if adds_up(self.grid, number))

    def _presences(self) -> Iterator[Piece]:
        """Yield "won gold", "no silver": cells of a named column that are nought or not, filled or not."""
        for link in self.links.values():
            if link.share < _NAMED or not link.positions:
                continue
            column = self.grid.columns[link.column]
            negated = self._is_denied(link.positions)
            if _is_choice(column):
                yield _answered(link.column, column, link.positions, negated=negated)
                continue
            if column.kind is ColumnKind.NUMBER and any(entry.key == 0 for entry in column.entries):
                test = Condition(link.column, Relation.EQUALS if negated else Relation.ABOVE, limit=0.0)
                yield Piece(test, link.positions, 0.35, "nought" if negated else "some")
            if any(entry.is_blank for entry in column.entries):
                test = Condition(link.column, Relation.BLANK if negated else Relation.FILLED)
                yield Piece(test, link.positions, 0.3, "blank" if negated else "filled")

    def _is_denied(self, positions: frozenset[int]) -> bool:
        """Tell whether a "not" is said of words: it is before them or right behind; "gold but no silver" has gold."""
        said = self.intent.triggers.get(Trigger.BLANK, frozenset())
        return any(at < min(positions) or at - max(positions) in _BEHIND for at in said)

    def _denials(self) -> Iterator[Piece]:
        """Yield "unpaid": a no in the column "Paid"."""
        for number, column in enumerate(self.grid.columns):
            for position, term in enumerate(self.asked.terms if _is_choice(column) else ()):
                bare = term.form.lower().removeprefix("un").removeprefix("not-")
                if bare != term.form.lower() and terms_of(bare)[:1] and terms_of(bare)[0].stem in _stems(column):
                    yield _answered(number, column, frozenset({position}), negated=True)


def _stems(column: Column) -> frozenset[str]:
    return frozenset(term.stem for term in terms_of(column.name))


def _is_choice(column: Column) -> bool:
    """Tell whether a column holds nothing but yes and no."""
    texts = {entry.text.strip() for entry in column.entries if not entry.is_blank}
    return bool(texts) and all(_YES.fullmatch(text) or NO.fullmatch(text) for text in texts)


def _answered(number: int, column: Column, positions: frozenset[int], *, negated: bool) -> Piece:
    """Return the rows in which a column of yes and no has one of them."""
    said = NO if negated else _YES
    texts = tuple(sorted({entry.text for entry in column.entries if said.fullmatch(entry.text.strip())}))
    return Piece(Condition(number, Relation.IS, texts), positions, 0.8, "blank" if negated else "filled")


_NAMED = 0.99
_BEHIND = range(1, 3)  # words: "silver was not"
_HIDDEN = lazy_pattern(r"\bhidden\b", re.IGNORECASE)
_YES = lazy_pattern(r"yes|y|true|x|✓|✔|ja|oui|done|paid", re.IGNORECASE)
NO = lazy_pattern(r"no|n|false|✗|✘|nein|non|open|unpaid", re.IGNORECASE)
"""How cells say no."""
_FEW = 4  # rows
_THAN = lazy_pattern(
    r"\b(?P<more>more|greater|higher|larger|bigger|longer|taller|older|later|better|faster|further|farther|heavier|above"
    r"|exceed\w*)\b|\b(?P<less>less|lower|fewer|smaller|shorter|younger|earlier|worse|slower|lighter|below)\b",
    re.IGNORECASE,
)
_FAR = 40  # characters between "more" and the thing that is compared with


def _references(asked: AskedWords, pieces: Sequence[Piece], grid: Grid) -> Iterator[Piece]:
    """Yield conditions against a row that the question names: "more points than Silex"."""
    for piece in pieces:
        if piece.condition.test is not Relation.IS or piece.condition.negated or len(piece.condition.texts) != 1:
            continue
        start = asked.terms[min(piece.positions)].start
        match = next(_THAN.finditer(asked.text, max(0, start - _FAR), start), None)
        if match is None or " than " not in asked.text[match.end() : start]:
            continue
        entries = grid.columns[piece.condition.column].entries
        row = next(number for number, entry in enumerate(entries) if entry.text == piece.condition.texts[0])
        for number, column in enumerate(grid.columns):
            key = column.entries[row].key
            if column.is_measure and key is not None and number != piece.condition.column:
                test = Relation.ABOVE if match["more"] else Relation.BELOW
                taken = piece.positions | asked.positions(match.start(), match.end())
                yield Piece(Condition(number, test, limit=key), taken, 0.8, "reference")


# -- marks ---------------------------------------------------------------------------------------------------------


def role_marks(view: View, role: str, column: int) -> dict[str, float]:
    """Return what speaks for a column in a role: how the question names it, what it holds, where it stands."""
    link = view.links.get(column)
    kind = view.grid.columns[column].kind
    marks = {f"{role} kind {kind}": 1.0, f"{role} {kind} for {view.intent.wh}": 1.0}
    if is_numbering(view.grid.columns[column]):
        marks[f"{role} numbering"] = 1.0
    if is_counter(view.grid.columns[column]):
        marks[f"{role} counter"] = 1.0
    if column == view.grid.entity:
        marks[f"{role} is entity"] = 1.0
    if link is None:
        marks[f"{role} unnamed"] = 1.0
        return marks
    if link.cued:
        marks[f"{role} cued"] = 1.0
        return marks
    marks[f"{role} share"] = link.share
    marks[f"{role} words"] = len(link.positions) ** 0.5
    if view.intent.focus:
        marks[f"{role} focus"] = len(link.positions & view.intent.focus) / len(view.intent.focus)
    return marks


def words_of(view: View, *columns: int) -> frozenset[int]:
    """Return the words of the question that name columns."""
    return frozenset().union(*(view.links[column].positions for column in columns if column in view.links))


def pulled(view: View, *triggers: Trigger) -> frozenset[int]:
    """Return the words that pull any of some triggers."""
    return frozenset().union(*(view.intent.triggers.get(trigger, frozenset()) for trigger in triggers))


def proposal(
    view: View, form: Form, operation: str, selection: Selection, covered: frozenset[int], marks: Mapping[str, float]
) -> Proposal:
    """Return a proposal with the marks of its operation and its selection besides its own."""
    own = {f"op {operation}": 1.0, f"op {operation} for {view.intent.wh}": 1.0, **marks}
    for piece in selection.pieces:
        own[f"piece {piece.sort}"] = own.get(f"piece {piece.sort}", 0.0) + 1.0
        for name in _naming_marks(view, piece):
            own[name] = own.get(name, 0.0) + 1.0
    if selection.rows.any_of:
        own["union"] = 1.0
        own[f"union {operation}"] = 1.0
    own["weight"] = selection.weight
    own[f"conditions {min(len(selection.pieces), 3)}"] = 1.0
    return Proposal(form, covered | selection.positions, own, operation)


def _naming_marks(view: View, piece: Piece) -> Iterator[str]:
    """Yield whether a limit or a date is held against the column that the question names, or past one that it names.

    "How many joined after 2021" is on the day of joining, not on that of paying.
    """
    if piece.condition.test in {Relation.IS, Relation.FILLED, Relation.BLANK}:
        return
    link = view.links.get(piece.condition.column)
    if link is not None and not link.positions <= piece.positions:
        yield "limit cued" if link.cued else "limit named"
        return
    rivals = (other.condition.column for other in view.pieces if other.positions == piece.positions)
    links = [view.links[column] for column in rivals if column in view.links]
    if any(not one.cued and not one.positions <= piece.positions for one in links):
        yield "limit past named"
    elif any(one.cued and not one.positions <= piece.positions for one in links):
        yield "limit past cued"


def size_marks(view: View, size: int) -> dict[str, float]:
    """Return what it says for a question that so many rows are chosen."""
    marks = {"one row": float(size == 1), "rows few": float(1 < size <= _FEW), "rows many": float(size > _FEW)}
    if view.intent.is_plural:
        marks["plural for one"] = float(size == 1)
    elif size > 1:
        marks["several for singular"] = 1.0
    if Trigger.ONLY in view.intent:
        marks["only for several" if size > 1 else "only for one"] = 1.0
    return marks


Proposer = Callable[[View], Iterator[Proposal]]
"""Yields the proposals of one sort that a question may mean of a grid."""
