"""Delimited text, .csv and .tsv, becomes tables: cells between commas, semicolons, tabs or bars, as they stand."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ingest.documents import BlockKind, DoubtKind, Place, PlaceKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.headers import count_headers
from ingest.readers.sheets.sheets import MOST_CELLS
from ingest.readers.tables import CellGrid, GridCell

_DELIMITERS = ("\t", ";", "|", ",", ":")  # the first of equals is taken: a comma may stand in numbers
_SAMPLE_LINES = 400
_LONGEST_CELL = 10_000_000  # characters; the module's own bound, of 131,072, is met by real files
_MOST_LINES_OF_A_CELL = 500  # a quotation that holds more was never closed
_EVEN = 0.8  # of the lines that have as many cells as the usual one, for a delimiter to be one
_PROGRESS_EVERY = 20_000  # lines
_SEPARATOR_LINE = re.compile(r"""\ufeff?"?sep=(.)"?\s*\n""", re.IGNORECASE)  # Excel's own first line
_COMMENT = "# "  # begins a line that is no record
_PADDED_QUOTE = re.compile(r'[,;\t|] +"')
_EMPTY = ' \n\t,;|"'  # what is left of a sheet without content
_LABELLED = 2  # cells of a line above the table that is a label and its value


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    skip_blanks: bool
    escape: str | None
    quoting: int = csv.QUOTE_MINIMAL


@dataclass(frozen=True, slots=True)
class _Record:
    """The cells of a record, and the lines it stands in, counted from 0, the last of them not included."""

    cells: tuple[str, ...]
    first: int
    end: int

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell and not cell.isspace())


def read_delimited(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the tables of the file; what stands above and below them in other shapes is text of its own."""
    decoded = decode(content, hints.encoding)
    text = tidy(decoded.text).replace("\f", "")
    named = _SEPARATOR_LINE.match(text)
    skipped = 1 if named else 0
    lines = text.split("\n")[skipped:]
    dialect = _dialect(lines[:_SAMPLE_LINES], named.group(1) if named else None)
    records, cut = _bounded(_records(lines, dialect, hints))
    records = _without_empty_ends(records)
    builder = Builder()
    if not text.strip(_EMPTY):
        return builder.extraction()
    above: _Part | None = None
    for part in _parts(records):
        _add(builder, part, _title_in(above), _Lines(lines, skipped), dialect, hints)
        above = part
    if cut is not None:
        builder.doubt(
            DoubtKind.MISSING,
            f"read up to line {cut + skipped:,} of {len(lines) + skipped:,} only, {MOST_CELLS:,} cells being the most "
            "of a file; split it into smaller files",
        )
    return decoded.told(builder.extraction())


# -- dialect ----------------------------------------------------------------------------------------------------


def _dialect(lines: Sequence[str], named: str | None) -> _Dialect:
    sample = "\n".join(lines)
    escape = "\\" if '\\"' in sample and '""' not in sample else None
    skip_blanks = bool(_PADDED_QUOTE.search(sample))
    candidates = [_Dialect(one, skip_blanks, escape) for one in ((named,) if named else _DELIMITERS)]
    best = max(candidates, key=lambda one: _evenness(lines, one))
    if named or _evenness(lines, best) > 0:
        return best
    return _Dialect("\t", skip_blanks, escape)  # one column: no line has a tab


def _evenness(lines: Sequence[str], dialect: _Dialect) -> float:
    """Return the share of records that have as many cells, two or more, as the usual one; 0 where it is too small."""
    filled = [one for one in _parsed(lines, dialect) if one.filled]
    records = [one for one in filled if not one.cells[0].startswith(_COMMENT)] or filled
    widths = Counter(len(one.cells) for one in records)
    if not widths:
        return 0.0
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    usual, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    share = count / len(records)
    if share < _EVEN and not _is_block(records, usual) and not _is_ragged(lines, records, dialect.delimiter):
        return 0.0
    if dialect.delimiter in ",:" and _is_prose(lines, records, dialect.delimiter):
        return 0.0
    return share


def _is_block(records: Sequence[_Record], usual: int) -> bool:
    """Tell whether the usual records stand together, with others only above and below, or with rows cut short."""
    at = [number for number, one in enumerate(records) if len(one.cells) == usual]
    inside = records[at[0] : at[-1] + 1]
    even = sum(len(one.cells) == usual for one in inside)
    return len(at) > 1 and even >= _EVEN * len(inside) and usual > _LABELLED


def _is_ragged(lines: Sequence[str], records: Sequence[_Record], delimiter: str) -> bool:
    """Tell whether records of different widths are cells all the same: hardly a blank after their delimiters.

    None is of one cell, or, under a first line of several, not half of them are.
    """
    spaced = sum(line.count(f"{delimiter} ") for line in lines)
    if spaced * 2 >= sum(line.count(delimiter) for line in lines):
        return False
    several = sum(len(one.cells) > 1 for one in records)
    if several == len(records):
        return True
    return spaced == 0 and delimiter != ":" and len(records[0].cells) > 1 and several * 2 > len(records)


def _is_prose(lines: Sequence[str], records: Sequence[_Record], delimiter: str) -> bool:
    """Tell whether the delimiter is punctuation: a blank follows it always, and the first line has none."""
    if len(records[0].cells) > 1 and delimiter == ",":
        return False
    return not any(re.search(rf"{re.escape(delimiter)}\S", line) for line in lines)


# -- records ----------------------------------------------------------------------------------------------------


def _records(lines: Sequence[str], dialect: _Dialect, hints: Hints) -> Iterator[_Record]:
    for record in _parsed(lines, dialect):
        if record.first // _PROGRESS_EVERY != record.end // _PROGRESS_EVERY:
            hints.progress(record.end, len(lines))
        yield record


def _parsed(lines: Sequence[str], dialect: _Dialect) -> Iterator[_Record]:
    """Yield the records. In a line whose quotes are none, as they are not closed, they are characters like others."""
    csv.field_size_limit(_LONGEST_CELL)
    start = 0
    while start < len(lines):
        end = start
        with suppress(csv.Error):
            for record in _read(lines, start, dialect):
                if record.end - record.first > _MOST_LINES_OF_A_CELL:
                    break
                yield record
                end = record.end
        if end < len(lines):
            end += 1
            yield next(_read(lines[:end], end - 1, _plain(dialect)))
        start = end


def _plain(dialect: _Dialect) -> _Dialect:
    return _Dialect(dialect.delimiter, dialect.skip_blanks, None, csv.QUOTE_NONE)


def _read(lines: Sequence[str], start: int, dialect: _Dialect) -> Iterator[_Record]:
    reader = csv.reader(
        (f"{lines[number]}\n" for number in range(start, len(lines))),
        delimiter=dialect.delimiter,
        skipinitialspace=dialect.skip_blanks,
        escapechar=dialect.escape,
        strict=dialect.quoting == csv.QUOTE_MINIMAL,
        quoting=dialect.quoting,  # type: ignore[arg-type]  # a constant of the module, which its stub wants literally
    )
    first = start
    for cells in reader:
        end = start + reader.line_num
        yield _Record(tuple(cells), first, end)
        first = end


def _bounded(records: Iterator[_Record]) -> tuple[list[_Record], int | None]:
    """Return the records within the bound of cells, and the line before which they end, None for all."""
    kept: list[_Record] = []
    cells = 0
    for record in records:
        cells += len(record.cells)
        if cells > MOST_CELLS:
            return kept, record.first
        kept.append(record)
    return kept, None


def _without_empty_ends(records: Sequence[_Record]) -> list[_Record]:
    """Return the records without the columns that are empty in all: programs end lines with a delimiter."""
    width = max((_last_filled(one.cells) for one in records), default=0)
    return [replace(one, cells=one.cells[:width]) if len(one.cells) > width else one for one in records]


def _last_filled(cells: Sequence[str]) -> int:
    return next((number for number in range(len(cells), 0, -1) if cells[number - 1].strip()), 1)


# -- parts ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """Records that belong together: a table's, or lines of text above or below one."""

    records: Sequence[_Record]
    is_table: bool


def _parts(records: Sequence[_Record]) -> Iterator[_Part]:
    """Part the records into tables and lines around them. A blank line ends a table where another header follows."""
    spaced = sum(map(_is_sentence, records)) * 2 > len(records)  # delimiters with blanks are this file's way
    for block in _blocks(records):
        if not spaced and all(map(_is_sentence, block)):
            yield _Part(block, is_table=False)
            continue
        widths = Counter(len(one.cells) for one in block)
        usual = max(widths, key=lambda width: (widths[width] if width > 1 else 0, width))
        at = [number for number, one in enumerate(block) if len(one.cells) == usual]
        first, last = at[0], at[-1] + 1
        while last < len(block) and len(block[last].cells) > 1 and not _is_sentence(block[last]):
            last += 1
        yield from (_Part(part, is_table) for part, is_table in _three(block, first, last) if part)


def _three(block: Sequence[_Record], first: int, last: int) -> tuple[tuple[Sequence[_Record], bool], ...]:
    return (block[:first], False), (block[first:last], True), (block[last:], False)


def _is_sentence(record: _Record) -> bool:
    """Tell whether the delimiter only parted a sentence."""
    return any(cell.startswith(" ") for cell in record.cells[1:])


def _blocks(records: Sequence[_Record]) -> Iterator[list[_Record]]:
    block: list[_Record] = []
    start = 0
    while start < len(records):
        end = start
        while end < len(records) and records[end].filled:
            end += 1
        run = list(records[start:end])
        if run:
            if block and _begins_anew(block, run):
                yield block
                block = []
            block.extend(run)
        start = end + 1
    if block:
        yield block


def _begins_anew(block: Sequence[_Record], run: Sequence[_Record]) -> bool:
    """Tell whether what follows a blank line is a table of its own: of another width, under a header."""
    widths = [Counter(len(one.cells) for one in part).most_common(1)[0][0] for part in (block, run)]
    if 1 in widths:
        return False
    if all(map(_is_sentence, run)) and not any(map(_is_sentence, block)):
        return True
    return len(run) > 1 and (widths[0] != widths[1] or _has_header(run)) and _has_header(run)


def _has_header(run: Sequence[_Record]) -> bool:
    """Tell whether a header comes first, below a title at most."""
    if run[0].filled == 1 and len(run) > _LABELLED:
        run = run[1:]
    width = max(len(one.cells) for one in run[:_SAMPLE_LINES])
    rows = [[*one.cells, *[""] * (width - len(one.cells))] for one in run[:_SAMPLE_LINES]]
    return count_headers(rows) > 0


# -- writing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of the file, but for the first ones that were skipped."""

    texts: Sequence[str]
    skipped: int


def _title_in(above: _Part | None) -> str:
    """Return the words of the last line above a table where they are one cell's, "" otherwise."""
    last = above.records[-1] if above is not None and not above.is_table else None
    return next((cell.strip(" #") for cell in last.cells if cell.strip()), "") if last and last.filled == 1 else ""


def _add(builder: Builder, part: _Part, title: str, lines: _Lines, dialect: _Dialect, hints: Hints) -> None:
    if not part.is_table:
        for record in part.records:
            _add_line(builder, record, lines.texts, dialect)
        builder.gap()
        return
    start = builder.position
    grid = CellGrid(tuple(tuple(map(GridCell, one.cells)) for one in part.records))
    table = builder.table(grid, caption=title, progress=hints.progress)
    if table is not None and _is_line_by_line(part.records):
        builder.add_place(
            Place(PlaceKind.LINE, str(part.records[0].first + lines.skipped + 1), max(start, table.start), table.end)
        )


def _add_line(builder: Builder, record: _Record, lines: Sequence[str], dialect: _Dialect) -> None:
    """Add a line above or below a table: a label and its value, or the line itself without a comment's mark."""
    if len(record.cells) == _LABELLED and record.filled == _LABELLED and not _is_sentence(record):
        label, value = record.cells
        builder.line(f"{label.strip().rstrip(':')}: {value.strip()}", BlockKind.FIELD)
        return
    words = " ".join(lines[record.first : record.end]) if record.filled > 1 else " ".join(record.cells)
    builder.paragraph(words.strip(dialect.delimiter + " ").removeprefix("#"))


def _is_line_by_line(records: Sequence[_Record]) -> bool:
    """Tell whether each record is one line, with no blank line between."""
    return all(
        one.end == one.first + 1 and one.first == records[0].first + number for number, one in enumerate(records)
    )
