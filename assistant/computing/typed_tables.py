"""Typed tables: a document's table, its columns typed, each cell with its value and its place in the text.

Knows what cells say; never a question, nor SQL.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from assistant.computing.moments import Moment, moments_in, writes_month_first
from assistant.computing.quantities import Quantity, Sort, is_blank, quantities_in, writes_decimal_comma
from assistant.english.numerals import SCALE_NAMES
from assistant.english.other_languages import TOTALS
from assistant.english.units import CODES, SIGNS
from ingest.documents import Document, DocumentId, PlaceKind, Revision, Row, Table
from ingest.patterns import lazy_pattern


class ColumnKind(StrEnum):
    """What a column holds, seen from most of its cells."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"
    DURATION = "duration"
    RANK = "rank"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: its words, where they stand in the document's text, and what they are worth.

    `key` orders the cells of a column: a number, seconds, a year, or days of a date; None where the cell has nothing of
    its column's kind. `moment` is its date. `quoted` tells that the words stand in the text: they are no label of ours.
    """

    text: str
    start: int
    end: int
    key: float | None = None
    moment: Moment | None = None
    quantity: Quantity | None = None
    numbers: tuple[float, ...] = ()
    quoted: bool = True

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing, or a mark for nothing."""
        return is_blank(self.text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, the unit of its numbers ("€", "%", "ft", "") and their scale ("million").

    `hidden` tells that the source holds it without showing it.
    """

    name: str
    kind: ColumnKind
    entries: tuple[Entry, ...]
    unit: str = ""
    scale: str = ""
    month_first: bool | None = None
    hidden: bool = False

    @property
    def is_measure(self) -> bool:
        """Whether its cells can be added up."""
        return self.kind in {ColumnKind.NUMBER, ColumnKind.DURATION}

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The rows whose cell holds something, but nothing of the column's kind."""
        if self.kind is ColumnKind.TEXT:
            return ()
        return tuple(number for number, entry in enumerate(self.entries) if entry.key is None and not entry.is_blank)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table: where it comes from, and whether it only sums up others."""

    document: DocumentId
    revision: Revision
    start: int
    end: int
    is_total: bool = False


@dataclass(frozen=True)
class Grid:
    """A table to compute with. `title` is what stands above it, `source` its document's title, `sheet` its sheet.

    `hidden` counts the rows that the source holds without showing them: they are left out. `turned` says that the
    columns of the source are the rows here; `parts` how many tables of the same columns it is of. `heading` is the one
    that it stands under, which may tell what it is of.
    """

    title: str
    source: str
    columns: tuple[Column, ...]
    lines: tuple[TableLine, ...]
    sheet: str = ""
    hidden: int = 0
    turned: bool = False
    parts: int = 1
    notes: tuple[str, ...] = field(default=())
    heading: str = ""

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.lines)

    @cached_property
    def items(self) -> tuple[int, ...]:
        """The rows that stand for themselves, in order: without totals."""
        return tuple(number for number, line in enumerate(self.lines) if not line.is_total)

    @cached_property
    def entity(self) -> int:
        """The column that says what each row is: the first of words, most of which differ."""
        best, at = -1.0, 0
        for number, column in enumerate(self.columns):
            if column.kind is not ColumnKind.TEXT:
                continue
            texts = [entry.text for entry in column.entries if not entry.is_blank]
            distinct = len(set(texts)) / max(len(self.lines), 1) - _FURTHER * number
            if distinct > best:
                best, at = distinct, number
        return at


_FURTHER = 0.12  # how much more of a later column's cells must differ
_MOSTLY = 0.6  # of a column's cells that make its kind
_TOTAL = lazy_pattern(
    rf"\W*(?:sub-?\s?)?(?:total|totals|sum|grand total|overall|subtotal|{TOTALS})(?![^\W\d_]).*",
    re.IGNORECASE | re.DOTALL,
)
_SCALE = lazy_pattern(
    r"\b(?:in|of|amounts?|dollars|euros?|pounds)\b[^.;\n]{0,25}?\b(thousand|million|billion)s?\b"
    r"|[(\[]?[$€£¥](?:US)?\s?(thousand|million|billion)s?\b|(?<![\d,.])['’](000)s?\b|^\W*(thousand|million|billion)s?\b"
    r"|(?:[$€£¥]\s?|\b(?:USD|EUR|GBP|RMB|HK\$) ?)(mn?|bn|k)\b|\bin (mio|mrd|tsd)\b",
    re.IGNORECASE,
)
_IN_UNIT = lazy_pattern(rf"[(\[]?\b(?:in )?({SIGNS})(?:[)\]]|$)", re.IGNORECASE)
SECTION = "section"
"""The column of the row above that names the part of a table in which a row stands."""


def grid_of(document: Document, table: Table) -> Grid | None:
    """Return a document's table with typed columns; None for one without rows."""
    rows = [row for row in table.rows if not row.hidden]
    if not rows:
        return None
    hidden = len(table.rows) - len(rows)
    labelled = list(_with_sections(rows, document.text))
    texts = [[_Cell(document.text[c.start : c.end], c.start, c.end) for c in row.cells] for row, _ in labelled]
    names = [name or _unnamed(number) for number, name in enumerate(table.columns)]
    sections = [section for _, section in labelled]
    columns = tuple(
        replace(column_of(name, [row[number] for row in texts]), hidden=all(row.cells[number].hidden for row in rows))
        for number, name in enumerate(names)
    )
    if any(section.text for section in sections):
        columns = (*columns, column_of(SECTION, sections))
    identity, revision = document.id, document.revision  # each is a hash of the text
    lines = tuple(
        TableLine(identity, revision, row.start, row.end, _is_total(cells))
        for (row, _), cells in zip(labelled, texts, strict=True)
    )
    scale = _scale_of(document, table, names)
    columns = tuple(replace(one, scale=one.scale or scale) if one.kind is ColumnKind.NUMBER else one for one in columns)
    sheet, heading = _sheet(document, table), _heading(document, table)
    return Grid(table.caption, document.title, columns, lines, sheet, hidden, heading=heading)


def _heading(document: Document, table: Table) -> str:
    above = [block for block in document.headings if block.start < table.start]
    return document.text[above[-1].start : above[-1].end] if above else ""


def _sheet(document: Document, table: Table) -> str:
    sheets = (place for place in document.places if place.kind is PlaceKind.SHEET)
    return next((place.name for place in sheets if place.start <= table.start < place.end), "")


def _unnamed(number: int) -> str:
    return "" if number == 0 else f"column {number + 1}"


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    end: int


def _with_sections(rows: Sequence[Row], text: str) -> Iterator[tuple[Row, _Cell]]:
    """Yield the rows that hold values, each with the row above that names its part of the table.

    A part ends with its total: "Total current assets", or figures without words.
    """
    none = section = _Cell("", rows[0].start, rows[0].start)
    for number, row in enumerate(rows):
        first, *others = row.cells
        alone = first.end > first.start and not any(cell.end > cell.start for cell in others)
        if alone and len(row.cells) > 1 and number + 1 < len(rows) and len(rows) > 1:
            section = _Cell(text[first.start : first.end].strip(" :"), first.start, first.end)
        else:
            yield row, section
            label = text[first.start : first.end]
            if section.text and _is_total([_Cell(text[c.start : c.end], c.start, c.end) for c in row.cells]):
                section = none if _is_total_of(label, section.text) else section


def _is_total_of(label: str, section: str) -> bool:
    """Tell whether a total is that of a part: it names it, or nothing else."""
    words = set(_WORD.findall(_SUMMED.sub("", label.lower())))
    return words <= set(_WORD.findall(section.lower()))


_WORD = lazy_pattern(r"[^\W\d_]{2,}")
_SUMMED = lazy_pattern(r"\b(?:sub-?)?totals?\b|\bsum\b|\bgesamt\b|\bsumme\b")


def _scale_of(document: Document, table: Table, names: Sequence[str]) -> str:
    """Return the scale that a table's head gives, or that stands before it; "" where its column names tell apart."""
    if any(scale_in(name) for name in names[1:]):
        return ""
    head = (*names[:1], table.caption, document.text[table.start : table.rows[0].start])
    before = document.text[max(0, table.start - _NEARBY) : table.start]
    return next((found for text in (*head, before) if (found := scale_in(text))), "")


_NEARBY = 600  # characters before a table that may say what its numbers count


def scale_in(text: str) -> str:
    """Return the scale that a heading or a note gives of the numbers below it: "million", or ""."""
    match = _SCALE.search(text)
    if match is None:
        return ""
    found = next(one for one in match.groups() if one).lower()
    return SCALE_NAMES.get(found, found)


def _is_total(cells: Sequence[_Cell]) -> bool:
    """Tell whether a row sums up others: it says so in its first words, or has figures and no words at all."""
    filled = [cell.text for cell in cells if not is_blank(cell.text)]
    if not filled:
        return False
    if is_blank(cells[0].text) and len(cells) > _LABELLED and len(filled) < len(cells):
        words = [text for text in filled if not quantities_in(text)]
        return not words or bool(_TOTAL.fullmatch(words[0]))
    return bool(_TOTAL.fullmatch(filled[0])) and len(filled) > 1 and any(quantities_in(text) for text in filled[1:])


_LABELLED = 2  # columns of a table of labels and values


def column_of(name: str, cells: Sequence[_Cell]) -> Column:
    """Type a column by what most of its cells hold."""
    texts = [cell.text for cell in cells if not is_blank(cell.text)]
    comma = writes_decimal_comma(texts)
    order = writes_month_first(texts)
    entries = [_entry(cell, comma=comma, month_first=bool(order)) for cell in cells]
    kind = _kind(name, [entry for entry in entries if not entry.is_blank])
    return Column(
        name,
        kind,
        tuple(replace(entry, key=_key(entry, kind)) for entry in entries),
        _unit(name, entries) if kind in {ColumnKind.NUMBER, ColumnKind.DURATION} else "",
        scale_in(name),
        order if kind is ColumnKind.DATE else None,
    )


def _entry(cell: _Cell, *, comma: bool, month_first: bool) -> Entry:
    if is_blank(cell.text):
        return Entry(cell.text, cell.start, cell.end)
    moment, quantity, numbers = _worth(cell.text, comma=comma, month_first=month_first)
    return Entry(cell.text, cell.start, cell.end, moment=moment, quantity=quantity, numbers=numbers)


@lru_cache(maxsize=50_000)
def _worth(text: str, *, comma: bool, month_first: bool) -> tuple[Moment | None, Quantity | None, tuple[float, ...]]:
    """Return the first date of a cell, its first number, and all its numbers."""
    quantities = quantities_in(text, decimal_comma=comma)
    plain = _PLAIN.fullmatch(text) is not None or not (quantities or _MONTH_NAME.search(text))
    moment = None if plain else next(iter(moments_in(text, month_first=month_first)), None)
    return moment, quantities[0] if quantities else None, tuple(one.value for one in quantities)


# What is no date, so that it need not be looked at for one: a sum of money, a number of other than four digits.
_PLAIN = lazy_pattern(
    r"[-+−]?[$€£]?\s?(?:\d{1,3}|\d{1,3}(?:[.,]\d{3})*[.,]\d{2}|\d{5,}(?:[.,]\d+)?|\d+[.,]\d{1,2})\s?[$€£%]?"
)
_MONTH_NAME = lazy_pattern(r"jan|j[aä]n|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]", re.IGNORECASE)


def _kind(name: str, entries: Sequence[Entry]) -> ColumnKind:
    if not entries:
        return ColumnKind.TEXT
    counts = Counter(map(_kind_of_entry, entries))
    if counts[ColumnKind.YEAR] and counts[ColumnKind.DATE]:
        counts[ColumnKind.DATE] += counts.pop(ColumnKind.YEAR)
    if counts[ColumnKind.RANK] and counts[ColumnKind.NUMBER]:
        counts[ColumnKind.RANK] += counts.pop(ColumnKind.NUMBER)
    if counts[ColumnKind.YEAR] and (_MEASURES.search(name) or (counts[ColumnKind.NUMBER] and not _YEARS.search(name))):
        counts[ColumnKind.NUMBER] += counts.pop(ColumnKind.YEAR)
    if counts[ColumnKind.NUMBER] and _are_codes(entries):
        return ColumnKind.TEXT
    kind, count = counts.most_common(1)[0]
    if count < _MOSTLY * len(entries):
        return ColumnKind.TEXT
    return kind


_YEARS = lazy_pattern(
    r"\b(?:years?|seasons?|dates?|jahr|built|founded|opened|established|since|released?)\b", re.IGNORECASE
)
_MEASURES = lazy_pattern(
    r"\b(?:amounts?|prices?|costs?|points|votes|population|totals?|attendance|counts?|number of|sum|fee|salary|budget"
    r"|betrag|preis|kosten|km|meters?|metres?|miles)\b|[$€£¥%]",
    re.IGNORECASE,
)
_NAMED = lazy_pattern(r"(?!USD|EUR|GBP|CHF|Rs)[A-Z]{1,3}[-/ ]?\d|\d{4,}[-/]\d+$")  # "A-311", "2025-001"
_CODE = lazy_pattern(r"\d{1,4}[^\W\d_]{1,2}")


def _are_codes(entries: Sequence[Entry]) -> bool:
    """Tell whether cells like "7b" are names: the letters behind their numbers differ."""
    codes = [entry.text.strip() for entry in entries if _CODE.fullmatch(entry.text.strip())]
    return len(codes) > _MOSTLY * len(entries) and len({code.lstrip("0123456789") for code in codes}) > 1


_AROUND_YEAR = 4  # letters beside a year: "c.", "FY"
_AROUND_DATE = 14  # characters beside a date in a cell that is one: a weekday, an hour
_SCORE = lazy_pattern(
    r"(?:\w{1,3}\W{1,2})?\(?\d{1,3}\)?\s?[-–:]\s?\(?\d{1,3}\)?(?:\s?[-–:]\s?\d{1,3})?(?:\W.*)?", re.DOTALL
)
_RANK = lazy_pattern(r"(?:[=T]-?|#|No\.? ?)?\d{1,4}(?:st|nd|rd|th|\.)?[*†‡]?", re.IGNORECASE)
_MOST_WORDS = 14  # letters behind the number in a cell that is one
_LETTERS = lazy_pattern(r"[^\W\d_]")


def _kind_of_entry(entry: Entry) -> ColumnKind:
    if entry.moment is not None and (kind := _kind_of_date(entry.text.strip(), entry.moment)) is not ColumnKind.TEXT:
        return kind
    return (
        ColumnKind.TEXT
        if entry.quantity is None
        else _kind_of_number(entry.text.strip(), entry.quantity, entry.numbers)
    )


def _kind_of_date(text: str, moment: Moment) -> ColumnKind:
    if len(text) - (moment.end - moment.start) > _AROUND_DATE:
        return ColumnKind.TEXT
    if not moment.is_year:
        return ColumnKind.DATE
    beside = text[: moment.start] + text[moment.end :]
    is_year = len(_LETTERS.findall(beside)) <= _AROUND_YEAR and not any(map(str.isdigit, beside))
    return ColumnKind.YEAR if is_year else ColumnKind.TEXT


def _kind_of_number(text: str, quantity: Quantity, numbers: Sequence[float]) -> ColumnKind:
    if quantity.sort is Sort.DURATION:
        return ColumnKind.DURATION
    if _SCORE.fullmatch(text) and len(numbers) > 1 and not _LETTERS.match(quantity.unit):
        return ColumnKind.SCORE
    if _RANK.fullmatch(text) and not text.isdigit():
        return ColumnKind.RANK
    before, behind = text[: quantity.start], text[quantity.start :]
    if _NAMED.match(text):
        return ColumnKind.TEXT
    wordy = len(_LETTERS.findall(before)) > _BEFORE_NUMBER or len(_LETTERS.findall(behind)) > _MOST_WORDS
    return ColumnKind.TEXT if wordy else ColumnKind.NUMBER


_BEFORE_NUMBER = 2  # letters: of a currency, "ca. "


def _key(entry: Entry, kind: ColumnKind) -> float | None:
    if kind is ColumnKind.YEAR:
        return float(entry.moment.year) if entry.moment and entry.moment.year else None
    if kind is ColumnKind.DATE:
        return entry.moment.key if entry.moment else None
    if entry.is_blank or entry.quantity is None:
        return None
    if kind not in {ColumnKind.SCORE, ColumnKind.TEXT} and _kind_of_entry(entry) is ColumnKind.TEXT:
        return None
    return entry.quantity.value


def _unit(name: str, entries: Sequence[Entry]) -> str:
    """Return the unit that the numbers share, or that the column's name gives."""
    units = Counter(entry.quantity.unit for entry in entries if entry.quantity)
    shared = units.most_common(1)[0][0] if units else ""
    if shared:
        return shared
    match = _IN_UNIT.search(name)
    return CODES.get(match[1].upper(), match[1]) if match else ""


def turned(grid: Grid, header: tuple[str, int]) -> Grid | None:
    """Return the grid whose rows are a table's columns, None for a table that does not read so.

    It must have labels in its first column and numbers in at least two others. `header` is the text of its header
    rows and where that begins, so that the names of columns can be cited.
    """
    shown = [column for column in grid.columns[1:] if not column.hidden]
    measures = [column for column in shown if column.kind is not ColumnKind.TEXT or _is_figures(column)]
    own = [column for column in shown if column.name != SECTION]
    numbers = sum(column.kind in {ColumnKind.NUMBER, ColumnKind.DURATION} or _is_figures(column) for column in own)
    if (
        grid.columns[0].kind is not ColumnKind.TEXT
        or grid.columns[0].hidden
        or len(measures) < _LEAST_TURNED
        or len(grid) > _MOST_TURNED
    ):
        return None
    if numbers < _ALIKE * len(own):
        return None
    sections = grid.columns[-1].entries if grid.columns[-1].name == SECTION else ()
    names = [
        " › ".join(filter(None, (sections[number].text if sections else "", entry.text)))
        for number, entry in enumerate(grid.columns[0].entries)
    ]
    keys = column_of("", [_place_of(column.name, header) for column in measures])
    years = _years(measures, header)
    columns = [_turned_column(name, measures, number) for number, name in enumerate(names)]
    line = grid.lines[0]
    totals = [bool(_TOTAL.fullmatch(column.name.rpartition(" › ")[2])) for column in measures]
    lines = tuple(replace(line, is_total=total) for total in totals)
    return replace(grid, columns=(keys, *years, *columns), lines=lines, turned=True)


_LEAST_TURNED = 2
_ALIKE = 0.75  # of the columns, that hold numbers where a table reads by its columns too
_MOST_TURNED = 120
_SOME = 0.4  # of the cells of a column of figures


def _years(measures: Sequence[Column], header: tuple[str, int]) -> tuple[Column, ...]:
    """Return a column of the years that the names of columns state, where each states one."""
    stated = [next((one for one in moments_in(column.name) if one.year), None) for column in measures]
    if any(one is None for one in stated):
        return ()
    return (column_of("year", [_place_of(str(one.year), header) for one in stated if one is not None]),)


def _is_figures(column: Column) -> bool:
    filled = [entry for entry in column.entries if not entry.is_blank]
    return sum(
        entry.key is not None and _kind_of_entry(entry) is not ColumnKind.TEXT for entry in filled
    ) >= _SOME * max(len(filled), 1)


def _place_of(name: str, header: tuple[str, int]) -> _Cell:
    text, start = header
    last = name.rpartition(" › ")[2]
    at = text.find(last)
    return _Cell(name, start + at, start + at + len(last)) if at >= 0 else _Cell(name, start, start)


def _turned_column(name: str, measures: Sequence[Column], number: int) -> Column:
    entries = tuple(column.entries[number] for column in measures)
    kind = _kind(name, [entry for entry in entries if not entry.is_blank])
    scale = Counter(column.scale for column in measures).most_common(1)[0][0]
    unit = _unit(name, entries) or Counter(column.unit for column in measures).most_common(1)[0][0]
    return Column(
        name,
        ColumnKind.NUMBER if kind is ColumnKind.YEAR else kind,
        tuple(replace(e, key=_key(e, kind)) for e in entries),
        unit,
        scale,
    )


def column_like(columns: Sequence[Column]) -> Column:
    """Return columns of several tables as one, of the kind that most of their cells have."""
    cells = [_Cell(entry.text, entry.start, entry.end) for column in columns for entry in column.entries]
    whole = column_of(columns[0].name, cells)
    kinds = Counter(column.kind for column in columns)
    if len(kinds) == 1 and whole.kind is columns[0].kind:
        entries = tuple(entry for column in columns for entry in column.entries)
        whole = replace(columns[0], entries=entries)
    return replace(whole, hidden=any(column.hidden for column in columns))
