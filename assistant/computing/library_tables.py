"""Library tables: those of a library's documents, typed, those of the same columns as one; and which a question is on.

Knows documents and grids; never what is computed.
"""

from __future__ import annotations

import math
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from assistant.computing.linking import AskedWords, CellWords, fold, terms_of, value_pieces
from assistant.computing.spending import is_of_spending
from assistant.computing.typed_tables import Column, ColumnKind, Entry, Grid, column_like, grid_of, turned
from assistant.english.units import NAMES
from ingest.documents import Document, DocumentId, Revision
from vectorstore.views import SearchedLibrary

_KEPT = 400  # documents whose tables are kept typed
_MOST_DOCUMENTS = 300  # from which on only those are looked in that a search finds
_PASSAGES = 40
_LEAST_UNITED = 2  # columns that tables of the same columns have


@dataclass(frozen=True)
class HeldTable:
    """A grid with its words; `turned` is the same table read by columns, None where it does not read so.

    `alone` tells that all that may be asked of is this table: of one document that has nothing else.
    """

    grid: Grid
    turned: Grid | None = None
    alone: bool = False

    @cached_property
    def vocabulary(self) -> CellWords:
        """The words of its cells."""
        return CellWords.of(self.grid)

    @cached_property
    def turned_vocabulary(self) -> CellWords | None:
        """The words of the cells of the turned grid."""
        return None if self.turned is None else CellWords.of(self.turned)

    @cached_property
    def named(self) -> frozenset[str]:
        """The stems of what the table is called: its title, heading, sheet, document."""
        grid = self.grid
        called = (grid.title, grid.heading, grid.source, grid.sheet)
        stems = frozenset(term.stem for text in called for term in terms_of(text))
        names = (column.name for column in grid.columns)
        return stems | _SPENDING if is_of_spending(" ".join(called), names) else stems

    @cached_property
    def column_words(self) -> frozenset[str]:
        """The stems of its columns' names, and what the units among them are called."""
        stems = {term.stem for column in self.grid.columns for term in terms_of(column.name)}
        return frozenset(stems.union(*(NAMES[stem] for stem in stems & NAMES.keys())))

    def has(self, stem: str) -> bool:
        """Whether a word stands in it, or in what it is called."""
        return stem in self.vocabulary.holding or stem in self.named or stem in self.column_words


_SPENDING = frozenset(term.stem for term in terms_of("spend spent"))


class LibraryTables:
    """The tables of a library, typed once for each revision of a document."""

    def __init__(self, library: SearchedLibrary) -> None:
        self._library = library
        self._typed: OrderedDict[tuple[DocumentId, Revision], tuple[HeldTable, ...]] = OrderedDict()
        self._united: tuple[tuple[tuple[DocumentId, Revision], ...], tuple[HeldTable, ...]] = ((), ())

    def held(self, question: str, documents: Sequence[DocumentId] = ()) -> tuple[HeldTable, ...]:
        """Return the tables that a question may be on, like ones united: of some documents, or of all.

        In a large library these are the documents that a search for the question finds.
        """
        if len(documents or self._library.documents()) > _MOST_DOCUMENTS:
            passages = self._library.search(question, limit=_PASSAGES, documents=documents)
            records = self._library.records([*{passage.chunk.document_id for passage in passages}])
        else:
            records = self._library.records(documents) if documents else self._library.documents()
        keys = tuple((record.id, record.revision) for record in records)
        if keys != self._united[0]:
            singles = [one for key in keys for one in self._of(key)]
            tables = tuple(_with_unions(singles))
            if len(keys) > 1:
                tables = tuple(replace(one, alone=False) if one.alone else one for one in tables)
            self._united = (keys, tables)
        return self._united[1]

    def _of(self, key: tuple[DocumentId, Revision]) -> tuple[HeldTable, ...]:
        if key not in self._typed:
            self._typed[key] = held_of(self._library.document(*key))
            while len(self._typed) > _KEPT:
                self._typed.popitem(last=False)
        self._typed.move_to_end(key)
        return self._typed[key]


def held_of(document: Document) -> tuple[HeldTable, ...]:
    """Return the tables of a document."""
    found = []
    for table in document.tables:
        grid = grid_of(document, table)
        if grid is not None and len(grid.columns) > 1:
            header = document.text[table.start : table.rows[0].start]
            alone = len(document.tables) == 1 and len(document.text[: table.start].split()) <= _CAPTION
            found.append(
                HeldTable(grid, turned(grid, (header, table.start)), alone and not document.text[table.end :].strip())
            )
    return tuple(found)


_CAPTION = 12  # words above a table that is all there is


def _with_unions(singles: Sequence[HeldTable]) -> Iterable[HeldTable]:
    alike: dict[tuple[str, ...], list[HeldTable]] = defaultdict(list)
    for one in singles:
        alike[tuple(fold(column.name).strip() for column in one.grid.columns)].append(one)
    for names, group in alike.items():
        if len(group) > 1 and len(names) >= _LEAST_UNITED and all(names):
            yield HeldTable(united([one.grid for one in group]))
        else:
            yield from group


def united(grids: Sequence[Grid]) -> Grid:
    """Return tables of the same columns as one, with columns for the document and the sheet that each row is of."""
    columns = [column_like([grid.columns[number] for grid in grids]) for number in range(len(grids[0].columns))]
    for name, labels in (
        ("document", [g.source for g in grids]),
        ("sheet", [g.sheet for g in grids]),
        ("table", [g.title for g in grids]),
    ):
        if len(set(labels)) > 1:
            columns.append(_labelled(name, labels, grids))
    sources = dict.fromkeys(grid.source for grid in grids)
    return Grid(
        title=" · ".join(dict.fromkeys(filter(None, (grid.title for grid in grids)))),
        source=" · ".join(sources),
        columns=tuple(columns),
        lines=tuple(line for grid in grids for line in grid.lines),
        sheet=" · ".join(dict.fromkeys(filter(None, (grid.sheet for grid in grids)))),
        hidden=sum(grid.hidden for grid in grids),
        parts=len(grids),
        heading=" · ".join(dict.fromkeys(filter(None, (grid.heading for grid in grids)))),
    )


def _labelled(name: str, labels: Sequence[str], grids: Sequence[Grid]) -> Column:
    entries = [
        Entry(label, line.start, line.end, quoted=False)
        for label, grid in zip(labels, grids, strict=True)
        for line in grid.lines
    ]
    return Column(name, ColumnKind.TEXT, tuple(entries))


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A table that a question may be on, its share of words beside the best table, and those that name the table."""

    held: HeldTable
    share: float
    naming: frozenset[int]


def choose(asked: AskedWords, tables: Sequence[HeldTable], *, limit: int) -> tuple[TableChoice, ...]:
    """Return the tables that a question may be on, likeliest first: by the words that stand in few tables."""
    content = sorted(asked.content)
    stems = {number: asked.terms[number].stem for number in content}
    found = {stem: sum(one.has(stem) for one in tables) for stem in set(stems.values())}
    weights = {stem: math.log(1 + len(tables) / count) if count else _UNKNOWN for stem, count in found.items()}
    total = sum(weights[stem] for stem in stems.values()) or 1.0
    choices = []
    for one in tables:
        share = sum(weights[stem] for stem in stems.values() if found[stem] and one.has(stem)) / total
        naming = frozenset(number for number, stem in stems.items() if stem in one.named)
        choices.append(TableChoice(one, share, naming))
    choices.sort(key=lambda choice: -choice.share)
    best = choices[0].share if choices else 0.0
    return tuple(replace(one, share=one.share / best if best else 1.0) for one in choices[:limit])


_UNKNOWN = 0.7  # the weight of a word that stands in no table


def sample_of(held: HeldTable, asked: AskedWords) -> Grid:
    """Return a large table's first rows, and some of those that have the words of a question: what it is read by."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for piece in value_pieces(asked, held.vocabulary):
        wanted[piece.condition.column].update(piece.condition.texts[:_TEXTS])
    rows = set(range(min(_SAMPLE, len(held.grid))))
    for column, texts in wanted.items():
        entries = held.grid.columns[column].entries
        rows.update(islice((number for number, entry in enumerate(entries) if entry.text in texts), _SAMPLE))
    kept = sorted(rows)
    columns = tuple(replace(one, entries=tuple(one.entries[number] for number in kept)) for one in held.grid.columns)
    return replace(held.grid, columns=columns, lines=tuple(held.grid.lines[number] for number in kept))


_SAMPLE = 300  # rows
_TEXTS = 20  # cells that one phrase may stand for
