"""Sheets: cells at their addresses become tables, titles and notes, one after the other. Knows no file format.

A sheet is parted where it is blank: rows that hold nothing, and columns between two tables that stand side by side.
What is only spaced apart stays together: a header above a blank row, columns with a gap between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from ingest.documents import BlockKind, DoubtKind, PlaceKind
from ingest.readers.extraction import Builder
from ingest.readers.headers import count_headers
from ingest.readers.tables import CellGrid, GridCell, Progress

MOST_CELLS = 2_000_000
"""Cells of a file that are read: some two gigabytes of memory. What a sheet holds beyond is told of as missing."""

_LETTERS = 26
_LONGEST_TITLE = 120  # characters of a cell by itself that can be the title of the table below it
_FURTHEST = 2  # rows from one of a table to the next, so that one blank row may stand between
_MOST_GAPS = 12  # blank columns between tables; where there are more, columns are only spaced apart
_MOST_TITLES = 3  # rows
_TITLE_GAP = 3  # rows from a title to its table, at most
_DENSE = 0.7  # of a table's cells that hold something, where it may stand beside another
_NAMED_AT_MOST = 5  # cells that a doubt names
_SHARED = 0.5  # of a table's columns that what goes on below a blank row has
_BEGINNING = 60  # rows that tell whether there is a header
_UNNAMED = re.compile(  # what programs call a sheet that nobody has named
    r"(?:sheet|tabelle|feuil|hoja|foglio|blad|planilha|folha|ark|arkusz|list|лист|аркуш|munka|taulukko|sayfa|シート|工作表)"
    r"[\s_]?\d*",
    re.IGNORECASE,
)


class SheetCell(NamedTuple):
    """What a cell shows, in a column counted from 0, or holds without showing it. A tuple: a sheet has thousands."""

    column: int
    text: str
    strong: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of a row that show something, in order; `number` counts from 0."""

    number: int
    cells: tuple[SheetCell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells, its last row and column included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def named(cls, address: str) -> CellRange | None:
        """Return the area that an address such as “B3:D7” or “$B$3” names, None for what is no address."""
        match = _ADDRESS.fullmatch(address.replace("$", ""))
        if match is None:
            return None
        left, top, right, bottom = match.groups()
        first = (int(top) - 1, column_number(left))
        last = (int(bottom) - 1, column_number(right)) if right else first
        return cls(min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1]))

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as its file has it. `tables` are areas that the file calls tables, with the number of their header rows.

    `header_rows` are rows of which the file says that they are headers, such as those that a filter stands in.
    `notes` are comments by the address of their cell; `texts` are words that lie over the cells, in boxes and charts.
    `uncomputed` are the addresses of formulas whose results the file does not keep, `struck` those of cells left out as
    they are struck through; `cut_at` is the number, from 1, of the row before which reading ended, None for all.
    """

    name: str
    rows: Sequence[SheetRow]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merged: Sequence[CellRange] = ()
    tables: Sequence[tuple[CellRange, int]] = ()
    header_rows: frozenset[int] = frozenset()
    notes: Sequence[tuple[str, str]] = ()
    texts: Sequence[str] = ()
    uncomputed: Sequence[str] = ()
    struck: Sequence[str] = ()
    cut_at: int | None = None


@lru_cache(maxsize=20_000)
def column_name(number: int) -> str:
    """Return the letters of a column counted from 0: “A”, “AB”."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """Return the number, from 0, of a column's letters."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def add_sheet(builder: Builder, sheet: Sheet, progress: Progress) -> None:
    """Add a sheet: its name, unless nobody gave it one, its tables, the words over its cells and its comments."""
    with builder.place(PlaceKind.SHEET, sheet.name):
        if not _UNNAMED.fullmatch(sheet.name.strip()) and (sheet.rows or sheet.texts):
            builder.heading(sheet.name, 1, hidden=sheet.hidden)
        merged = {top: list(areas) for top, areas in groupby(_by_top(sheet.merged), key=lambda area: area.top)}
        for region in _regions(sheet):
            builder.table(_grid(region, sheet, merged), hidden=sheet.hidden, progress=progress)
        for text in dict.fromkeys(sheet.texts):
            builder.paragraph(text, hidden=sheet.hidden)
        for address, words in sheet.notes:
            builder.line(f"{address}: {words}", BlockKind.NOTE, hidden=sheet.hidden)
        builder.gap()
    _tell(builder, sheet)


def _by_top(areas: Sequence[CellRange]) -> list[CellRange]:
    return sorted(areas, key=lambda area: area.top)


def _tell(builder: Builder, sheet: Sheet) -> None:
    """Say what of a sheet is not there."""
    if sheet.uncomputed:
        formulas = "the formula in" if len(sheet.uncomputed) == 1 else "the formulas in"
        builder.doubt(
            DoubtKind.MISSING,
            f"sheet “{sheet.name}”: the file keeps no result of {formulas} {_cells(sheet.uncomputed)}; "
            "open it in a spreadsheet program and save it",
        )
    if sheet.struck:
        builder.doubt(
            DoubtKind.LEFT_OUT, f"sheet “{sheet.name}”: struck-through text is left out, of {_cells(sheet.struck)}"
        )
    if sheet.cut_at is not None:
        builder.doubt(
            DoubtKind.MISSING,
            f"sheet “{sheet.name}” is read up to row {sheet.cut_at:,} only, {MOST_CELLS:,} cells being the most of a "
            "file; split it into smaller files",
        )


def _cells(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED_AT_MOST])
    return shown if len(names) <= _NAMED_AT_MOST else f"{shown} and {len(names) - _NAMED_AT_MOST:,} more cells"


# -- regions ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Region:
    """Rows that belong together, with the number of their header rows where the file says it.

    The first `title_rows` stood apart above the others, so they name no columns, whatever they are merged over.
    """

    rows: list[SheetRow]
    header_rows: int | None = None
    title_rows: int = 0
    columns: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.columns = {cell.column for row in self.rows for cell in row.cells}

    @property
    def first(self) -> tuple[int, int]:
        return self.rows[0].number, min(self.columns)

    @property
    def is_title(self) -> bool:
        """Whether it is but a few short cells, one below the other, as titles of a table are."""
        return len(self.rows) <= _MOST_TITLES and all(
            len(row.cells) == 1 and len(row.cells[0].text) <= _LONGEST_TITLE for row in self.rows
        )


def _regions(sheet: Sheet) -> list[_Region]:
    named, rest = _named_tables(sheet)
    free = [part for band in _joined(_bands(rest, sheet.merged)) for part in _side_by_side(band)]
    return _with_titles(sorted((*named, *free), key=lambda region: region.first))


def _named_tables(sheet: Sheet) -> tuple[list[_Region], Sequence[SheetRow]]:
    """Take out the areas that the file calls tables; return them, and the rows with the cells that are left."""
    rest: Sequence[SheetRow] = sheet.rows
    named: list[_Region] = []
    for area, header_rows in sheet.tables:
        inside = _cut(rest, area, inside=True)
        if inside:
            named.append(_Region(inside, header_rows))
            rest = _cut(rest, area, inside=False)
    return named, rest


def _cut(rows: Sequence[SheetRow], area: CellRange, *, inside: bool) -> list[SheetRow]:
    cut: list[SheetRow] = []
    for row in rows:
        cells = tuple(cell for cell in row.cells if area.holds(row.number, cell.column) == inside)
        if cells:
            cut.append(SheetRow(row.number, cells, row.hidden))
    return cut


def _bands(rows: Sequence[SheetRow], merged: Sequence[CellRange]) -> Iterator[_Region]:
    """Part the rows where a row is blank, and no merged cell goes on over it."""
    tall = sorted((area for area in merged if area.bottom > area.top), key=lambda area: area.top, reverse=True)
    covered = -1  # the last row of the merged cells that begin in rows so far
    band: list[SheetRow] = []
    for row in rows:
        blank = band and row.number > band[-1].number + 1 and covered < row.number - 1
        if blank or (band and _aside(band, row)):
            yield _Region(band)
            band = []
        band.append(row)
        while tall and tall[-1].top <= row.number:
            covered = max(covered, tall.pop().bottom)
    if band:
        yield _Region(band)


def _aside(band: Sequence[SheetRow], row: SheetRow) -> bool:
    """Tell whether several cells stand where no cell of a table above does."""
    if len(row.cells) == 1 or len(band[-1].cells) == 1:
        return False
    columns = {cell.column for cell in row.cells}
    if any(cell.column in columns for cell in band[-1].cells):
        return False
    taken = {cell.column for above in band[-_BEGINNING:] for cell in above.cells}
    return taken.isdisjoint(columns)


def _joined(bands: Iterator[_Region]) -> Iterator[_Region]:
    """Join a band to the one above where it has rows for that one's columns, and no header of its own."""
    current: _Region | None = None
    for band in bands:
        if current is not None and _goes_on(current, band):
            current.rows.extend(band.rows)
            continue
        if current is not None:
            yield current
        current = band
    if current is not None:
        yield current


def _goes_on(above: _Region, band: _Region) -> bool:
    if band.rows[0].number > above.rows[-1].number + _FURTHEST:
        return False
    if len(band.columns) < 2 or not band.columns <= above.columns:  # noqa: PLR2004 - one column is no row of a table
        return False
    if len(band.columns) < _SHARED * len(above.columns) or _headers(band.rows):
        return False
    return _headers([*above.rows[:_BEGINNING], *band.rows[:_BEGINNING]]) > 0


def _headers(rows: Sequence[SheetRow]) -> int:
    columns = sorted({cell.column for row in rows for cell in row.cells})
    filled = [row for row in rows[:_BEGINNING] if len(row.cells) > 1]
    if not filled:
        return 0
    texts = [{cell.column: " ".join(cell.text.split()) for cell in row.cells} for row in filled]
    strong = [all(cell.strong for cell in row.cells) for row in filled]
    return count_headers([[row.get(column, "") for column in columns] for row in texts], strong)


def _side_by_side(band: _Region) -> Iterator[_Region]:
    """Part two tables that stand side by side: dense ones with blank columns between, a header over each."""
    gaps = list(_gaps(band.columns))
    for left, right in gaps if len(gaps) <= _MOST_GAPS else ():
        one = _Region(_cut(band.rows, CellRange(0, 0, _LAST, left), inside=True))
        other = _Region(_cut(band.rows, CellRange(0, right, _LAST, _LAST), inside=True))
        if _is_table(one) and _is_table(other) and _stands_alone(one, other):
            yield one
            yield from _side_by_side(other)
            return
    yield band


_LAST = 10**9  # beyond every row and column


def _gaps(columns: set[int]) -> Iterator[tuple[int, int]]:
    return ((left, right) for left, right in pairwise(sorted(columns)) if right > left + 1)


def _is_table(region: _Region) -> bool:
    height, width = len(region.rows), len(region.columns)
    filled = sum(len(row.cells) for row in region.rows)
    return height > 1 and width > 1 and filled >= _DENSE * height * width and _headers(region.rows) > 0


def _stands_alone(one: _Region, other: _Region) -> bool:
    """Tell whether the right one of two has rows of its own, or names of its own for them, or the left one's names."""
    extents = [(region.rows[0].number, region.rows[-1].number) for region in (one, other)]
    if extents[0] != extents[1]:
        return True
    names = [{cell.text.casefold() for cell in region.rows[0].cells} for region in (one, other)]
    return bool(names[0] & names[1])


def _with_titles(regions: Sequence[_Region]) -> list[_Region]:
    """Join cells that stand by themselves to the table that follows closely: its title."""
    joined: list[_Region] = []
    titles: list[SheetRow] = []
    for region in regions:
        if titles and not _is_title_of(titles[-1], region):
            joined.append(_Region(titles))
            titles = []
        if region.is_title and region.header_rows is None:
            titles.extend(region.rows)
            continue
        joined.append(_titled(titles, region))
        titles = []
    return [*joined, _Region(titles)] if titles else joined


def _titled(titles: Sequence[SheetRow], region: _Region) -> _Region:
    """Put titles above a table's first column, unless they stand over another."""
    first = min(region.columns)
    above = [replace(row, cells=(row.cells[0]._replace(column=max(first, row.cells[0].column)),)) for row in titles]
    headers = region.header_rows
    return _Region([*above, *region.rows], None if headers is None else headers + len(above), len(above))


def _is_title_of(title: SheetRow, region: _Region) -> bool:
    near = title.number < region.first[0] <= title.number + _TITLE_GAP
    first = region.rows[0].cells
    if len(first) == 1 and first[0].column < title.cells[0].column:
        return False  # it has a title of its own
    above = min(region.columns) - 1 <= title.cells[0].column <= max(region.columns)
    return near and above


# -- grids ------------------------------------------------------------------------------------------------------


def _grid(region: _Region, sheet: Sheet, merged: Mapping[int, Sequence[CellRange]]) -> CellGrid:
    """Return the cells of a region, those of merged cells repeated over what they are merged over."""
    columns = range(min(region.columns), max(region.columns) + 1)
    letters = [column_name(column) for column in columns]
    repeated = _repeated(region, merged)
    rows: list[tuple[GridCell, ...]] = []
    for number, row in enumerate(region.rows):
        by_column = {cell.column: cell for cell in row.cells}
        over = repeated.get(row.number, {}) if number >= region.title_rows else {}
        heads = row.number in sheet.header_rows
        rows.append(
            tuple(
                _cell(
                    by_column.get(column),
                    over.get(column, ""),
                    f"{letter}{row.number + 1}",
                    heads=heads,
                    hidden=column in sheet.hidden_columns,
                )
                for column, letter in zip(columns, letters, strict=True)
            )
        )
    hidden = frozenset(number for number, row in enumerate(region.rows) if row.hidden)
    return CellGrid(tuple(rows), region.header_rows, hidden)


def _cell(cell: SheetCell | None, repeated: str, name: str, *, heads: bool, hidden: bool) -> GridCell:
    if cell is None:
        return GridCell(repeated, name, repeats=bool(repeated), strong=heads, hidden=hidden)
    return GridCell(cell.text, name, strong=cell.strong or heads, hidden=hidden or cell.hidden)


def _repeated(region: _Region, merged: Mapping[int, Sequence[CellRange]]) -> Mapping[int, Mapping[int, str]]:
    """Return, by row and column, the texts of merged cells where they go on."""
    rows = {row.number: row for row in region.rows}
    first, last = min(region.columns), max(region.columns)
    texts: dict[int, dict[int, str]] = {}
    for row in region.rows:
        for area in merged.get(row.number, ()):
            text = next((cell.text for cell in row.cells if cell.column == area.left), "")
            for number in _within(rows, area) if text else ():
                over = range(max(area.left, first), min(area.right, last) + 1)
                texts.setdefault(number, {}).update(
                    (column, text) for column in over if (number, column) != (area.top, area.left)
                )
    return texts


def _within(rows: Mapping[int, SheetRow], area: CellRange) -> Iterator[int]:
    """Yield the rows that there are of an area."""
    if area.bottom - area.top < len(rows):
        return (number for number in range(area.top, area.bottom + 1) if number in rows)
    return (number for number in rows if area.top <= number <= area.bottom)
