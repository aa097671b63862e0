"""Spreadsheets of OpenDocument, .ods and .fods: each cell says what the file itself keeps of how it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.packages import Package
from ingest.readers.sheets.number_formats import general, show_number
from ingest.readers.sheets.sheets import MOST_CELLS, CellRange, Sheet, SheetCell, SheetRow, add_sheet, column_name

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CHART = "{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
_MOST_REPEATED = 100_000  # times that a row which holds something is repeated
_MOST_COLUMNS = 16_384  # of a sheet
_MOST_BLANKS = 100  # that one element stands for
_PROGRESS_EVERY = 5_000  # rows


def read_ods(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the sheets in order, hidden ones marked. Raises CannotRead for what is no spreadsheet."""
    package = None if content.lstrip(_BEFORE_XML).startswith(b"<") else _opened(content)
    builder = Builder()
    xml = package.read("content.xml") if package else content  # .fods is one XML file
    for sheet in _sheets(xml, package, hints):
        add_sheet(builder, sheet, hints.progress)
    return builder.extraction()


def _opened(content: bytes) -> Package:
    package = Package.open(content)
    if "content.xml" not in package:
        raise CannotRead("no spreadsheet of OpenDocument, whatever its name says; save it as .ods in its program")
    if "META-INF/manifest.xml" in package and b":encryption-data" in package.read("META-INF/manifest.xml"):
        raise CannotRead("encrypted; open it with its password and save it without one")
    return package


@dataclass(slots=True)
class _Styles:
    """The names of styles by what they do to what they dress."""

    bold: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    undisplayed: set[str] = field(default_factory=set)

    def learn(self, style: etree._Element) -> None:
        name = style.get(f"{_STYLE}name", "")
        for properties in style:
            weight = next((value for key, value in properties.attrib.items() if str(key).endswith("}font-weight")), "")
            if weight in {"bold", "600", "700", "800", "900"}:
                self.bold.add(name)
            if properties.get(f"{_STYLE}text-line-through-style", "none") != "none":
                self.struck.add(name)
            if properties.get(f"{_TABLE}display") == "false":
                self.undisplayed.add(name)


@dataclass(slots=True)
class _Found:
    """What a sheet holds, as it is read."""

    name: str
    hidden: bool
    rows: list[SheetRow] = field(default_factory=list)
    merged: list[CellRange] = field(default_factory=list)
    header_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    cut_at: int | None = None
    next_row: int = 0
    next_column: int = 0

    def sheet(self) -> Sheet:
        return Sheet(
            name=self.name,
            rows=self.rows,
            hidden=self.hidden,
            hidden_columns=frozenset(self.hidden_columns),
            merged=self.merged,
            header_rows=frozenset(self.header_rows),
            notes=self.notes,
            texts=self.texts,
            uncomputed=self.uncomputed,
            struck=self.struck,
            cut_at=self.cut_at,
        )


def _sheets(xml: bytes, package: Package | None, hints: Hints) -> Iterator[Sheet]:
    styles = _Styles()
    found: _Found | None = None
    left = MOST_CELLS
    for event, element in _stream(xml):
        if event == "start":
            found = _begun(element, styles) or found
        elif element.tag == f"{_STYLE}style":
            styles.learn(element)
        elif found is not None and element.tag == f"{_TABLE}table":
            _add_shapes(found, element, package, styles)
            if element.find(f"{_TABLE}table-source") is None:  # with one, it only remembers another file's cells
                yield found.sheet()
            found = None
            element.clear()
        elif found is not None and found.cut_at is None:
            left -= _add(found, element, styles, package)
            found.cut_at = found.next_row if left < 0 else None
            if found.next_row % _PROGRESS_EVERY == 0:
                hints.progress(found.next_row, found.next_row + 1)
            element.clear()


def _begun(element: etree._Element, styles: _Styles) -> _Found | None:
    if element.tag != f"{_TABLE}table":
        return None
    return _Found(element.get(f"{_TABLE}name", ""), element.get(f"{_TABLE}style-name", "") in styles.undisplayed)


def _stream(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    tags = [f"{_STYLE}style", f"{_TABLE}table", f"{_TABLE}table-column", f"{_TABLE}table-row"]
    parser = etree.iterparse(
        BytesIO(content), events=("start", "end"), tag=tags, resolve_entities=False,
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        yield from parser
    except etree.XMLSyntaxError as error:
        raise CannotRead(f"broken XML ({str(error)[:120]}); open it in its program and save it anew") from error


# -- rows and cells ---------------------------------------------------------------------------------------------


def _add(found: _Found, element: etree._Element, styles: _Styles, package: Package | None) -> int:
    """Add a column or row; return how many cells that were."""
    if element.tag == f"{_TABLE}table-row":
        return _add_row(found, element, styles, package)
    _add_column(found, element)
    return 0


def _add_column(found: _Found, element: etree._Element) -> None:
    first = found.next_column
    found.next_column = min(first + _count(element, "number-columns-repeated", _MOST_COLUMNS), _MOST_COLUMNS)
    if element.get(f"{_TABLE}visibility", "visible") != "visible":
        found.hidden_columns.update(range(first, found.next_column))


def _add_row(found: _Found, element: etree._Element, styles: _Styles, package: Package | None) -> int:
    """Add a row, as often as it is repeated; return how many cells that were."""
    number = found.next_row
    repeated = _count(element, "number-rows-repeated", _MOST_REPEATED)
    found.next_row += _count(element, "number-rows-repeated", 10**7)
    cells = tuple(_cells(found, element, number, styles, package))
    if not cells:
        return 0
    parent = element.getparent()
    if parent is not None and parent.tag == f"{_TABLE}table-header-rows":
        found.header_rows.add(number)
    hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
    found.rows.extend(SheetRow(number + further, cells, hidden) for further in range(repeated))
    return repeated * len(cells)


def _cells(
    found: _Found, row: etree._Element, number: int, styles: _Styles, package: Package | None
) -> Iterator[SheetCell]:
    column = 0
    for cell in row:
        repeated = _count(cell, "number-columns-repeated", _MOST_COLUMNS)
        if cell.tag == f"{_TABLE}table-cell" and column < _MOST_COLUMNS and (len(cell) or cell.attrib):
            name = f"{column_name(column)}{number + 1}"
            text = _shown(found, cell, name, styles)
            _add_merged(found, cell, number, column)
            _add_around(found, cell, name, package, styles)
            if text and not text.isspace():
                strong = cell.get(f"{_TABLE}style-name", "") in styles.bold
                yield from (SheetCell(column + further, text, strong) for further in range(repeated))
        column += repeated


def _count(element: etree._Element, attribute: str, most: int) -> int:
    value = element.get(f"{_TABLE}{attribute}", "1")
    return max(1, min(int(value), most)) if value.isdigit() else 1


def _add_merged(found: _Found, cell: etree._Element, row: int, column: int) -> None:
    down, right = _count(cell, "number-rows-spanned", 10**6), _count(cell, "number-columns-spanned", _MOST_COLUMNS)
    if down > 1 or right > 1:
        found.merged.append(CellRange(row, column, row + down - 1, column + right - 1))


def _shown(found: _Found, cell: etree._Element, name: str, styles: _Styles) -> str:
    paragraphs = [_words(one, styles) for one in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h")]
    text = "\n".join(paragraphs).strip() or _value(cell)
    if not text and cell.get(f"{_TABLE}formula") is not None and cell.get(f"{_OFFICE}value-type") is None:
        found.uncomputed.append(name)
    if text and cell.get(f"{_TABLE}style-name", "") in styles.struck:
        found.struck.append(name)
        return ""
    if styles.struck and any(_is_struck(one, styles) for one in cell.iterdescendants(f"{_TEXT}span")):
        found.struck.append(name)
    return text


def _value(cell: etree._Element) -> str:
    """Return a value of which the file keeps no shown form, as some programs leave it out."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in {"float", "currency", "percentage"}:
        try:
            value = float(cell.get(f"{_OFFICE}value", ""))
        except ValueError:
            return ""
        shown = show_number(value, "0.##########%").replace(".%", "%") if kind == "percentage" else general(value)
        return f"{shown} {cell.get(f'{_OFFICE}currency', '')}".strip()
    for attribute in ("date-value", "time-value", "boolean-value", "string-value"):
        value_text: str | None = cell.get(f"{_OFFICE}{attribute}")
        if value_text is not None:
            return value_text.upper() if attribute == "boolean-value" else value_text.replace("T", " ", 1)
    return ""


def _words(element: etree._Element, styles: _Styles) -> str:
    """Return the words of a paragraph without what is struck out, said aside or noted."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            blanks = child.get(f"{_TEXT}c", "1")
            parts.append(" " * (min(int(blanks), _MOST_BLANKS) if blanks.isdigit() else 1))
        elif child.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            parts.append("\n" if child.tag.endswith("break") else " ")
        elif child.tag not in {f"{_OFFICE}annotation", f"{_TEXT}ruby-text"} and not _is_struck(child, styles):
            parts.append(_words(child, styles))
        parts.append(child.tail or "")
    return "".join(parts)


def _is_struck(element: etree._Element, styles: _Styles) -> bool:
    return element.get(f"{_TEXT}style-name", "") in styles.struck


# -- what stands around the cells -------------------------------------------------------------------------------


def _add_around(found: _Found, cell: etree._Element, name: str, package: Package | None, styles: _Styles) -> None:
    """Take the comment and the drawings that are anchored to a cell."""
    for note in cell.iterchildren(f"{_OFFICE}annotation"):
        words = " ".join(" ".join(_words(one, styles) for one in note.iter(f"{_TEXT}p")).split())
        if words:
            found.notes.append((name, words))
    if len(cell):
        _add_drawings(found, cell, package, styles)


def _add_shapes(found: _Found, table: etree._Element, package: Package | None, styles: _Styles) -> None:
    for shapes in table.iterchildren(f"{_TABLE}shapes"):
        _add_drawings(found, shapes, package, styles)


def _add_drawings(found: _Found, element: etree._Element, package: Package | None, styles: _Styles) -> None:
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(_DRAW):
            found.texts.extend(_paragraphs(child.iter(f"{_TEXT}p"), styles))
            for embedded in child.iter(f"{_DRAW}object"):
                found.texts.extend(_chart_titles(package, embedded.get(f"{_XLINK}href", ""), styles))


def _chart_titles(package: Package | None, reference: str, styles: _Styles) -> Sequence[str]:
    part = f"{reference.removeprefix('./')}/content.xml"
    if not reference or package is None or part not in package:
        return ()
    titles = package.xml(part, mend=True).iter(f"{_CHART}title")
    return [words for title in titles for words in _paragraphs(title.iter(f"{_TEXT}p"), styles)]


def _paragraphs(elements: Iterator[etree._Element], styles: _Styles) -> list[str]:
    return [words for words in (" ".join(_words(one, styles).split()) for one in elements) if words]
