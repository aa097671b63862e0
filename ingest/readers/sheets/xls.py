"""Workbooks of Excel before 2007, .xls: each cell says what the sheet shows. The only door to xlrd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Cell as XlrdCell
from xlrd.sheet import Sheet as XlrdSheet

from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.sheets.number_formats import GENERAL, hides_all, show_number, show_text
from ingest.readers.sheets.sheets import MOST_CELLS, CellRange, Sheet, SheetCell, SheetRow, add_sheet, column_name

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OLDEST = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # what a bare stream, before Excel 5, begins with
_BOLD = 600  # the weight of a bold font, from here on
_PROGRESS_EVERY = 5_000  # rows


def read_xls(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the sheets in order, hidden ones marked. Raises CannotRead for what is no old workbook."""
    book = _open(content)
    builder = Builder()
    left = MOST_CELLS
    for number, sheet in enumerate(book.sheets()):
        hints.progress(number, book.nsheets)
        struck: list[str] = []
        rows: list[SheetRow] = []
        cut_at = None
        for row in _rows(book, sheet, struck, hints):
            rows.append(row)
            left -= len(row.cells)
            if left < 0:
                cut_at = row.number + 1
                break
        add_sheet(builder, _sheet(sheet, rows, struck, cut_at), hints.progress)
    return builder.extraction()


def _open(content: bytes) -> Book:
    if not content:
        raise CannotRead("empty; there is nothing to read")
    if not content.startswith((_COMPOUND, *_OLDEST)):
        raise CannotRead("not what its name says, but no old workbook of Excel; give it the ending of its own format")
    if content.startswith(_COMPOUND) and not any(name in content for name in _STREAMS):
        raise CannotRead("not what its name says; open it in its program and save it anew")
    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=StringIO())
    except XLRDError as error:
        locked = "encrypted" in str(error) or "password" in str(error).lower()
        raise CannotRead(_LOCKED if locked else _DAMAGED) from error
    except _DAMAGE as error:
        raise CannotRead(_DAMAGED) from error


_LOCKED = "encrypted; open it with its password and save it without one"
_DAMAGED = "damaged or cut short; fetch it again, or open it in its program and save it as .xlsx"
# What xlrd 2.0 raises for bytes that break its format's rules.
_DAMAGE = (CompDocError, AssertionError, IndexError, KeyError, ValueError, TypeError, OverflowError, AttributeError)


def _sheet(sheet: XlrdSheet, rows: Sequence[SheetRow], struck: Sequence[str], cut_at: int | None) -> Sheet:
    frozen = sheet.panes_are_frozen and sheet.horz_split_pos
    return Sheet(
        name=sheet.name,
        rows=rows,
        hidden=sheet.visibility != 0,
        hidden_columns=frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
        merged=[CellRange(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells],
        header_rows=frozenset({sheet.horz_split_pos - 1} if frozen else ()),
        notes=list(_notes(sheet)),
        struck=struck,
        cut_at=cut_at,
    )


def _rows(book: Book, sheet: XlrdSheet, struck: list[str], hints: Hints) -> Iterator[SheetRow]:
    for number in range(sheet.nrows):
        if number % _PROGRESS_EVERY == 0:
            hints.progress(number, sheet.nrows)
        cells = tuple(_cells(book, sheet.row(number), number, struck))
        if cells:
            info = sheet.rowinfo_map.get(number)
            yield SheetRow(number, cells, bool(info and info.hidden))


def _cells(book: Book, row: Sequence[XlrdCell], number: int, struck: list[str]) -> Iterator[SheetCell]:
    for column, cell in enumerate(row):
        if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
            continue
        code, strong, is_struck = _style(book, cell)
        hidden = hides_all(code)
        text = _shown(book, cell, GENERAL if hidden else code)
        if is_struck and text:
            struck.append(f"{column_name(column)}{number + 1}")
        elif text and not text.isspace():
            yield SheetCell(column, text, strong, hidden)


def _style(book: Book, cell: XlrdCell) -> tuple[str, bool, bool]:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return GENERAL, False, False
    style = book.xf_list[cell.xf_index]
    kept = book.format_map.get(style.format_key)
    font = book.font_list[style.font_index] if style.font_index < len(book.font_list) else None
    return (
        kept.format_str if kept else GENERAL,
        bool(font and font.weight >= _BOLD),
        bool(font and font.struck_out),
    )


def _shown(book: Book, cell: XlrdCell, code: str) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return show_text(str(cell.value), code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return show_number(float(cell.value), code, since_1904=bool(book.datemode))


def _notes(sheet: XlrdSheet) -> Iterator[tuple[str, str]]:
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        words = " ".join(str(note.text).split())
        if words:
            yield f"{column_name(column)}{row + 1}", words
