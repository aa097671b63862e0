"""Workbooks of Excel: .xlsx and .xlsm, also in the strict form. Each cell says what the sheet shows.

Read from the package's own XML: of openpyxl, pandas and calamine none gives both what a number format makes of a value
and what is merged, hidden, noted or struck out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from ingest.documents import DoubtKind
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.packages import Package, Relationship
from ingest.readers.sheets.number_formats import GENERAL, built_in, hides_all, show_number, show_text
from ingest.readers.sheets.sheets import (
    MOST_CELLS,
    CellRange,
    Sheet,
    SheetCell,
    SheetRow,
    add_sheet,
    column_name,
    column_number,
)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"
_MOST_LETTERS = 3  # of a column's name
_PROGRESS_EVERY = 5_000  # rows
_MOST_COLUMNS = 16_384  # of a sheet
_MOST_MERGED = 100_000  # areas of a sheet
_ON = frozenset({"1", "true", "on"})


def read_xlsx(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the sheets in order, hidden ones marked. Raises CannotRead for what is no workbook."""
    package = Package.open(content)
    book = _Book.open(package)
    builder = Builder()
    for number, entry in enumerate(book.entries):
        hints.progress(number, len(book.entries))
        _add(builder, book, entry, hints)
    return builder.extraction()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Style:
    code: str = GENERAL
    strong: bool = False
    struck: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Book:
    package: Package
    entries: Sequence[_Entry]
    strings: Sequence[str]
    partly_struck: frozenset[int]  # the numbers of strings of which a part is struck out
    styles: Mapping[str, _Style]
    since_1904: bool
    cells_left: int

    @classmethod
    def open(cls, package: Package) -> _Book:
        part = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
        if part not in package:
            raise CannotRead(
                "no workbook of Excel, whatever its name says; open it in its program and save it as .xlsx"
            )
        root = package.xml(part, mend=True)
        if etree.QName(root).localname != "workbook":
            raise CannotRead("no workbook of Excel, whatever its name says; give it the ending of its own format")
        listed = package.relationships(part)
        entries = [
            _Entry(
                one.get("name", ""), _target(listed, _attribute(one, "id")), one.get("state", "visible") != "visible"
            )
            for one in root.iter("{*}sheet")
        ]
        properties = root.find("{*}workbookPr")
        strings, partly_struck = _strings(package, part)
        return cls(
            package=package,
            entries=entries,
            strings=strings,
            partly_struck=partly_struck,
            styles=_styles(package, part),
            since_1904=properties is not None and properties.get("date1904", "0") in _ON,
            cells_left=MOST_CELLS,
        )

    def style(self, number: str) -> _Style:
        """Return a cell's style by its number in the file."""
        return self.styles.get(number, _PLAIN)


_PLAIN = _Style()


@dataclass(slots=True)
class _Found:
    """What a sheet's XML holds, as it is read."""

    rows: list[SheetRow] = field(default_factory=list)
    merged: list[CellRange] = field(default_factory=list)
    header_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    cut_at: int | None = None


def _add(builder: Builder, book: _Book, entry: _Entry, hints: Hints) -> None:
    try:
        found = _read_sheet(book, entry, hints)
    except CannotRead as error:
        builder.doubt(DoubtKind.MISSING, f"sheet “{entry.name}” could not be read: {error}")
        return
    sheet = Sheet(
        name=entry.name,
        rows=found.rows,
        hidden=entry.hidden,
        hidden_columns=frozenset(found.hidden_columns),
        merged=found.merged,
        tables=_tables(book.package, entry.part),
        header_rows=frozenset(found.header_rows),
        notes=_notes(book.package, entry.part),
        texts=_texts(book.package, entry.part),
        uncomputed=found.uncomputed,
        struck=found.struck,
        cut_at=found.cut_at,
    )
    add_sheet(builder, sheet, hints.progress)


# -- parts of the workbook --------------------------------------------------------------------------------------


def _target(listed: Mapping[str, Relationship], key: str) -> str:
    """Return the part that an id names, "" for none: reading it then tells that it is missing."""
    return listed[key].target if key in listed else ""


def _strings(package: Package, workbook: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the strings that cells share, and the numbers of those of which a part is struck out."""
    part = next(iter(package.related(workbook, "sharedStrings")), "")
    texts: list[str] = []
    struck: set[int] = set()
    for element in _stream(package.read(part), "si") if part else ():
        text, is_struck = _string(element)
        if is_struck:
            struck.add(len(texts))
        texts.append(text)
        _drop(element)
    return tuple(texts), frozenset(struck)


def _string(element: etree._Element) -> tuple[str, bool]:
    """Return the words of a string, and whether a part of it is struck out."""
    if len(element) == 1 and str(element[0].tag).endswith("}t"):  # as nearly all are
        return _unescaped(element[0].text or ""), False
    return _rich_text(element), _is_partly_struck(element)


def _is_partly_struck(element: etree._Element) -> bool:
    return any(_is_on(run.find("{*}rPr/{*}strike")) for run in element.iterfind("{*}r"))


def _rich_text(element: etree._Element) -> str:
    """Return the words of a string: of its runs, those not struck out; never the hints for reading it aloud."""
    parts: list[str] = []
    for child in element:
        name = etree.QName(child).localname
        if name == "t":
            parts.append(child.text or "")
        elif name == "r" and not _is_on(child.find("{*}rPr/{*}strike")):
            parts.extend(one.text or "" for one in child.iterfind("{*}t"))
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _styles(package: Package, workbook: str) -> Mapping[str, _Style]:
    part = next(iter(package.related(workbook, "styles")), "")
    if not part:
        return {}
    root = package.xml(part, mend=True)
    codes = {one.get("numFmtId"): one.get("formatCode", GENERAL) for one in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [(_is_on(one.find("{*}b")), _is_on(one.find("{*}strike"))) for one in root.iterfind("{*}fonts/{*}font")]
    dressed = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return {str(number): _style(one, codes, fonts) for number, one in dressed}


def _style(element: etree._Element, codes: Mapping[str, str], fonts: Sequence[tuple[bool, bool]]) -> _Style:
    number = element.get("numFmtId", "0")
    code = codes.get(number) or built_in(int(number) if number.isdigit() else 0)
    font = element.get("fontId", "0")
    strong, struck = fonts[int(font)] if font.isdigit() and int(font) < len(fonts) else (False, False)
    return _Style(GENERAL, strong, struck, hidden=True) if hides_all(code) else _Style(code, strong, struck)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") in _ON


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute that stands in a vocabulary of its own, as the ids of relationships do."""
    own = (str(value) for key, value in element.attrib.items() if str(key).endswith("}" + name))
    return next(own, "")


# -- cells ------------------------------------------------------------------------------------------------------


def _read_sheet(book: _Book, entry: _Entry, hints: Hints) -> _Found:
    found = _Found()
    previous = -1
    for element in _stream(book.package.read(entry.part), "row", "col", "mergeCell", "autoFilter", "pane"):
        name = etree.QName(element).localname
        if name == "row":
            previous = _row(book, element, previous, found)
            if previous % _PROGRESS_EVERY == 0:
                hints.progress(previous, previous + 1)
            _drop(element)
            if found.cut_at is not None:
                break
        else:
            _note(found, name, element)
    return found


def _note(found: _Found, name: str, element: etree._Element) -> None:
    """Note what is said of a sheet beside its rows."""
    area = CellRange.named(element.get("ref", ""))
    if name == "col" and element.get("hidden", "0") in _ON:
        found.hidden_columns.update(_columns(element))
    elif name == "mergeCell" and len(found.merged) < _MOST_MERGED:
        found.merged.extend([area] if area else [])
    elif name == "autoFilter":
        found.header_rows.update([area.top] if area else [])
    elif name == "pane" and element.get("state") in {"frozen", "frozenSplit"}:
        found.header_rows.update([int(float(element.get("ySplit", "0"))) - 1])


def _columns(element: etree._Element) -> range:
    """Return the columns, from 0, that an element tells of."""
    first, last = element.get("min", ""), element.get("max", "")
    if not (first.isdigit() and last.isdigit()):
        return range(0)
    return range(int(first) - 1, min(int(last), _MOST_COLUMNS))


def _stream(content: bytes, *names: str) -> Iterator[etree._Element]:
    """Yield elements as they end. Raises CannotRead for broken XML, of which nothing is told apart."""
    parser = etree.iterparse(
        BytesIO(content), events=("end",), tag=[f"{{*}}{name}" for name in names], resolve_entities=False,
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, element in parser:
            yield element
    except etree.XMLSyntaxError as error:
        raise CannotRead(f"broken XML ({str(error)[:120]}); open it in its program and save it anew") from error


def _drop(element: etree._Element) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _row(book: _Book, element: etree._Element, previous: int, found: _Found) -> int:
    """Read a row, and return its number."""
    named = element.get("r", "")
    number = int(named) - 1 if named.isdigit() else previous + 1
    cells: list[SheetCell] = []
    column = -1
    for cell in element:
        column = _column(cell.get("r", ""), column)
        if not len(cell):
            continue
        style = book.style(cell.get("s", "0"))
        text = _shown(book, cell, style, (column, number), found)
        if text and not text.isspace():
            cells.append(SheetCell(column, text, style.strong, style.hidden))
    if cells:
        found.rows.append(SheetRow(number, tuple(cells), element.get("hidden", "0") in _ON))
        book.cells_left -= len(cells)
        if book.cells_left < 0:
            found.cut_at = number + 1
    return number


def _column(reference: str, previous: int) -> int:
    letters = reference.rstrip(_DIGITS)
    return column_number(letters) if letters.isalpha() and len(letters) <= _MOST_LETTERS else previous + 1


def _shown(book: _Book, cell: etree._Element, style: _Style, place: tuple[int, int], found: _Found) -> str:
    """Return what the cell in a column and row shows.

    Struck-through cells and formulas without a result are noted, and show nothing.
    """
    value = inline = None
    is_formula = False
    for child in cell:
        name = str(child.tag).rpartition("}")[2]
        if name == "v":
            value = child.text
        elif name == "is":
            inline = child
        else:
            is_formula = is_formula or name == "f"
    kind = cell.get("t", "n")
    in_part = False
    if inline is not None and kind == "inlineStr":
        text, in_part = _string(inline)
        text = show_text(text, style.code)
    elif value:
        text = _value(book, kind, value, style.code)
        in_part = kind == "s" and _index(value) in book.partly_struck
    else:
        if is_formula and kind != "str":
            found.uncomputed.append(_address(*place))
        return ""
    if in_part or (style.struck and text):
        found.struck.append(_address(*place))
    return "" if style.struck else text


def _address(column: int, row: int) -> str:
    return f"{column_name(column)}{row + 1}"


def _index(value: str | None) -> int:
    return int(value) if value and value.strip().isdigit() else -1


def _value(book: _Book, kind: str, value: str, code: str) -> str:
    if kind == "s":
        index = _index(value)
        return show_text(book.strings[index], code) if 0 <= index < len(book.strings) else ""
    if kind == "str":
        return show_text(_unescaped(value), code)
    if kind == "b":
        return "TRUE" if value.strip() in _ON else "FALSE"
    if kind in {"e", "d"}:
        return value.replace("T00:00:00", "").replace("T", " ") if kind == "d" else value
    try:
        return show_number(float(value), code, since_1904=book.since_1904)
    except (ValueError, OverflowError):
        return value


# -- what stands around the cells -------------------------------------------------------------------------------


def _tables(package: Package, part: str) -> list[tuple[CellRange, int]]:
    tables: list[tuple[CellRange, int]] = []
    for name in package.related(part, "table"):
        root = package.xml(name, mend=True)
        area = CellRange.named(root.get("ref", ""))
        if area:
            header_rows = root.get("headerRowCount", "1")
            tables.append((area, int(header_rows) if header_rows.isdigit() else 1))
    return tables


def _notes(package: Package, part: str) -> list[tuple[str, str]]:
    """Return comments by their cells' addresses; of a cell with a thread of them, those instead of their summary."""
    threads = _comments(package, package.related(part, "threadedComment"), "threadedComment", "text")
    threaded = {address for address, _ in threads}
    plain = _comments(package, package.related(part, "comments"), "comment", "text")
    return [*(note for note in plain if note[0] not in threaded), *threads]


def _comments(package: Package, parts: Sequence[str], element: str, text: str) -> list[tuple[str, str]]:
    notes: list[tuple[str, str]] = []
    for name in parts:
        for one in package.xml(name, mend=True).iter(f"{{*}}{element}"):
            body = one.find(f"{{*}}{text}")
            words = (_rich_text(body) or body.text or "") if body is not None else ""
            if words.strip():
                notes.append((one.get("ref", ""), " ".join(words.split())))
    return notes


def _texts(package: Package, part: str) -> list[str]:
    """Return the words in text boxes, and the titles of charts."""
    texts: list[str] = []
    for drawing in package.related(part, "drawing"):
        for shape in package.xml(drawing, mend=True).iter("{*}txBody"):
            texts.extend(_paragraphs(shape))
        for chart in package.related(drawing, "chart"):
            for title in package.xml(chart, mend=True).iter("{*}title"):
                texts.extend(_paragraphs(title))
    return texts


def _paragraphs(element: etree._Element) -> Iterator[str]:
    for paragraph in element.iter("{*}p"):
        words = "".join(one.text or "" for one in paragraph.iter("{*}t"))
        if words.strip():
            yield words
