"""Office files, PDFs, e-books and scans made of plain values, the same bytes every time: those of examples/home.

Written part by part over the standard library, and Pillow for the picture; knows nothing of what the files say.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from textwrap import wrap
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFilter, ImageFont


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets, or with numbers."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its first row the head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Listing | Grid


@dataclass(frozen=True, slots=True)
class Money:
    """A cell with an amount in euros."""

    euros: float


Cell = str | float | date | Money | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide with a title and points, or a table in place of them."""

    title: str
    points: tuple[str, ...] = ()
    grid: Grid | None = None


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_WHEN = (2025, 7, 1, 12, 0, 0)


def zipped(members: Mapping[str, str | bytes], *, first: str = "") -> bytes:
    """Return an archive of the members; the one named `first` is not deflated, as OpenDocument and EPUB ask."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


# -- Word --------------------------------------------------------------------------------------------------------------

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(blocks: Sequence[Block]) -> bytes:
    """Return a .docx file."""
    kind = f"{_TYPES}.wordprocessingml"
    body = "".join(_word_block(block) for block in blocks)
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    for identity, name in (("Title", "Title"), ("Heading1", "heading 1"), ("Heading2", "heading 2")):
        styles += f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/></w:style>'
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{look}"/>'
        f'<w:lvlText w:val="{label}"/></w:lvl></w:abstractNum>'
        for at, (look, label) in enumerate((("bullet", "•"), ("decimal", "%1.")))
    ) + "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(2))
    parts = {
        "word/document.xml": f"{_XML}<w:document {_WORD}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"{_XML}<w:styles {_WORD}>{styles}</w:styles>",
        "word/numbering.xml": f"{_XML}<w:numbering {_WORD}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": _relations(
            {"r1": ("styles", "styles.xml"), "r2": ("numbering", "numbering.xml")}
        ),
    }
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
    types = {f"word/{part}.xml": f"{kind}.{name}+xml" for part, name in kinds.items()}
    return _package(parts, types, "word/document.xml")


def _word_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return _word_paragraph(text, f'<w:pStyle w:val="{f"Heading{level}" if level else "Title"}"/>')
        case Text(text):
            return _word_paragraph(text)
        case Listing(items, numbered):
            look = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{2 if numbered else 1}"/></w:numPr>'
            return "".join(_word_paragraph(item, look) for item in items)
        case Grid(rows):
            cells = ("".join(f"<w:tc><w:tcPr/>{_word_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
            columns = "<w:gridCol/>" * len(rows[0])
            filled = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
            return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{filled}</w:tbl>"


def _word_paragraph(text: str, look: str = "") -> str:
    return f'<w:p><w:pPr>{look}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


# -- presentations -----------------------------------------------------------------------------------------------------

_SLIDE = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_RELATIONS}"'
)
_TOP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'


def presentation(slides: Sequence[Slide]) -> bytes:
    """Return a .pptx file."""
    kind = f"{_TYPES}.presentationml"
    named = {f"s{at}": ("slide", f"slides/slide{at}.xml") for at in range(1, len(slides) + 1)}
    empty = f"<p:cSld><p:spTree>{_TOP}</p:spTree></p:cSld>"
    listed = "".join(f'<p:sldId id="{256 + at}" r:id="{name}"/>' for at, name in enumerate(named))
    parts = {
        "ppt/slideLayouts/l.xml": f"{_XML}<p:sldLayout {_SLIDE}>{empty}</p:sldLayout>",
        "ppt/slideLayouts/_rels/l.xml.rels": _relations({"m": ("slideMaster", "../slideMasters/m.xml")}),
        "ppt/slideMasters/m.xml": f"{_XML}<p:sldMaster {_SLIDE}>{empty}</p:sldMaster>",
        "ppt/slideMasters/_rels/m.xml.rels": _relations({"l": ("slideLayout", "../slideLayouts/l.xml")}),
        "ppt/presentation.xml": f"{_XML}<p:presentation {_SLIDE}><p:sldMasterIdLst><p:sldMasterId r:id='m'/>"
        f"</p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations(named | {"m": ("slideMaster", "slideMasters/m.xml")}),
    }
    types = {
        "ppt/presentation.xml": f"{kind}.presentation.main+xml",
        "ppt/slideLayouts/l.xml": f"{kind}.slideLayout+xml",
        "ppt/slideMasters/m.xml": f"{kind}.slideMaster+xml",
    }
    for at, slide in enumerate(slides, start=1):
        name = f"ppt/slides/slide{at}.xml"
        shapes = _shape(2, "title", (slide.title,)) + (_shape(3, "body", slide.points) if slide.points else "")
        shapes += _slide_table(slide.grid) if slide.grid else ""
        parts[name] = f"{_XML}<p:sld {_SLIDE}><p:cSld><p:spTree>{_TOP}{shapes}</p:spTree></p:cSld></p:sld>"
        parts[f"ppt/slides/_rels/slide{at}.xml.rels"] = _relations({"l": ("slideLayout", "../slideLayouts/l.xml")})
        types[name] = f"{kind}.slide+xml"
    return _package(parts, types, "ppt/presentation.xml")


def _shape(identity: int, kind: str, lines: Sequence[str]) -> str:
    paragraphs = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
    place = f'<a:xfrm><a:off x="0" y="{identity * 900000}"/><a:ext cx="8000000" cy="800000"/></a:xfrm>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identity}" name="x"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )


def _slide_table(grid: Grid) -> str:
    def cell(text: str) -> str:
        return f"<a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>"

    rows = "".join(f'<a:tr h="370840">{"".join(map(cell, row))}</a:tr>' for row in grid.rows)
    columns = '<a:gridCol w="1600000"/>' * len(grid.rows[0])
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="t"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="3600000"/><a:ext cx="8000000" cy="2000000"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


# -- workbooks ---------------------------------------------------------------------------------------------------------

_SHEET = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_RELATIONS}"'
_EPOCH = date(1899, 12, 30)
_DATED, _PRICED = 1, 2  # indices into the cell formats of _styles


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return an .xlsx file, dates and amounts as numbers with their formats."""
    kind = f"{_TYPES}.spreadsheetml"
    named = {f"s{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)}
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{at}" r:id="s{at}"/>' for at, sheet in enumerate(sheets, start=1)
    )
    parts = {
        "xl/workbook.xml": f"{_XML}<workbook {_SHEET}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(named | {"y": ("styles", "styles.xml")}),
        "xl/styles.xml": f"{_XML}<styleSheet {_SHEET}>{_STYLES}</styleSheet>",
    }
    types = {"xl/workbook.xml": f"{kind}.sheet.main+xml", "xl/styles.xml": f"{kind}.styles+xml"}
    for at, sheet in enumerate(sheets, start=1):
        name = f"xl/worksheets/sheet{at}.xml"
        rows = "".join(_sheet_row(number, row) for number, row in enumerate(sheet.rows, start=1))
        parts[name] = f"{_XML}<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>"
        types[name] = f"{kind}.worksheet+xml"
    return _package(parts, types, "xl/workbook.xml")


_STYLES = (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="#,##0.00&quot; €&quot;"/></numFmts>'
    "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/></cellXfs>'
)


def _sheet_row(number: int, row: Sequence[Cell]) -> str:
    cells = "".join(_sheet_cell(f"{chr(ord('A') + at)}{number}", cell) for at, cell in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _sheet_cell(place: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        case date():
            return f'<c r="{place}" s="{_DATED}"><v>{(cell - _EPOCH).days}</v></c>'
        case Money(euros):
            return f'<c r="{place}" s="{_PRICED}"><v>{euros}</v></c>'
        case _:
            return f'<c r="{place}"><v>{cell}</v></c>'


# -- OpenDocument ------------------------------------------------------------------------------------------------------

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = " ".join(
    f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "table", "manifest", "style", "meta")
)


def opendocument_text(blocks: Sequence[Block]) -> bytes:
    """Return an .odt file."""
    return _opendocument("text", "".join(_odf_block(block) for block in blocks))


def opendocument_sheets(sheets: Sequence[Sheet]) -> bytes:
    """Return an .ods file, dates and numbers typed."""
    tables = ""
    for sheet in sheets:
        rows = ("".join(_odf_cell(cell) for cell in row) for row in sheet.rows)
        filled = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        tables += f'<table:table table:name="{escape(sheet.name)}">{filled}</table:table>'
    return _opendocument("spreadsheet", tables)


def _odf_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f'<text:h text:outline-level="{max(level, 1)}">{escape(text)}</text:h>'
        case Text(text):
            return f"<text:p>{escape(text)}</text:p>"
        case Listing(items, _):
            each = (f"<text:list-item><text:p>{escape(item)}</text:p></text:list-item>" for item in items)
            return f"<text:list>{''.join(each)}</text:list>"
        case Grid(rows):
            cells = ("".join(_odf_cell(cell) for cell in row) for row in rows)
            filled = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
            columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
            return f"<table:table>{columns}{filled}</table:table>"


def _odf_cell(cell: Cell) -> str:
    kind, shown = 'office:value-type="string"', cell
    match cell:
        case None:
            return "<table:table-cell/>"
        case date():
            kind, shown = f'office:value-type="date" office:date-value="{cell}"', str(cell)
        case Money(euros):
            kind = f'office:value-type="currency" office:currency="EUR" office:value="{euros}"'
            shown = f"{euros:.2f} €"
        case int() | float():
            kind, shown = f'office:value-type="float" office:value="{cell}"', str(cell)
    return f"<table:table-cell {kind}><text:p>{escape(str(shown))}</text:p></table:table-cell>"


def _opendocument(kind: str, body: str) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}"
    content = f'<office:document-content {_ODF} office:version="1.3"><office:body><office:{kind}>{body}'
    content += f"</office:{kind}></office:body></office:document-content>"
    manifest = f'<manifest:manifest {_ODF}><manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
    manifest += '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    members = {
        "mimetype": media,
        "content.xml": _XML + content,
        "META-INF/manifest.xml": f"{_XML}{manifest}</manifest:manifest>",
    }
    return zipped(members, first="mimetype")


# -- e-books -----------------------------------------------------------------------------------------------------------


def ebook(title: str, author: str, chapters: Sequence[tuple[str, Sequence[Block]]]) -> bytes:
    """Return an .epub file with one page for each chapter."""
    names = [f"chapter{at}.xhtml" for at in range(1, len(chapters) + 1)]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:home</dc:identifier>'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator><dc:language>en</dc:language>"
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        f'{_XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "book.opf": package,
    }
    for name, (heading, blocks) in zip(names, chapters, strict=True):
        body = "".join(_html_block(block) for block in blocks)
        head = f"<head><title>{escape(heading)}</title></head>"
        page = f"{head}<body><h1>{escape(heading)}</h1>{body}</body>"
        members[name] = f'{_XML}<html xmlns="http://www.w3.org/1999/xhtml">{page}</html>'
    return zipped(members, first="mimetype")


def _html_block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Text(text):
            return f"<p>{escape(text)}</p>"
        case Listing(items, numbered):
            name = "ol" if numbered else "ul"
            return f"<{name}>{''.join(f'<li>{escape(item)}</li>' for item in items)}</{name}>"
        case Grid(rows):
            return f"<table>{''.join(_html_row(row) for row in rows)}</table>"


def _html_row(row: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"


# -- PDF ---------------------------------------------------------------------------------------------------------------

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 64  # an A4 page in points
_SIZES = {0: 18, 1: 13, 2: 11}
_BODY, _LEADING = 10, 14
_LINE = 90  # characters that fit a line of the body


def pdf_file(blocks: Sequence[Block], *, footer: str = "") -> bytes:
    """Return a PDF of A4 pages; tables are ruled, the footer stands on every page with its number."""
    pages: list[list[str]] = [[]]
    y = _HEIGHT - _MARGIN
    for block in blocks:
        for drawing, height in _pdf_block(block):
            if y - height < _MARGIN:
                pages.append([])
                y = _HEIGHT - _MARGIN
            y -= height
            pages[-1].append(drawing.replace("@Y", str(y)).replace("@U", str(y - 4)))
    for number, page in enumerate(pages, start=1):
        page.append(_pdf_text(_MARGIN, f"{footer} · page {number} of {len(pages)}", 8, y=str(_MARGIN - 30)))
    return _pdf_objects(["\n".join(page) for page in pages])


def _pdf_block(block: Block) -> Iterator[tuple[str, int]]:
    """Yield what is drawn on each line, "@Y" for its base line and "@U" for the line below, with its height."""
    match block:
        case Heading(text, level):
            yield "", 8
            yield _pdf_text(_MARGIN, text, _SIZES[level], bold=True), _SIZES[level] + 8
        case Text(text):
            for line in wrap(text, _LINE):
                yield _pdf_text(_MARGIN, line, _BODY), _LEADING
            yield "", 5
        case Listing(items, numbered):
            yield from _pdf_list(items, numbered=numbered)
        case Grid(rows):
            yield "", 4
            for at, row in enumerate(rows):
                yield _pdf_row(row, bold=at == 0, top=at == 0), _LEADING + 4
            yield "", 8


def _pdf_list(items: Sequence[str], *, numbered: bool) -> Iterator[tuple[str, int]]:
    for number, item in enumerate(items, start=1):
        label = _pdf_text(_MARGIN + 6, f"{number}." if numbered else "•", _BODY)
        for line in wrap(item, _LINE - 6):
            yield f"{label}\n{_pdf_text(_MARGIN + 24, line, _BODY)}", _LEADING
            label = ""
    yield "", 5


def _pdf_row(row: Sequence[str], *, bold: bool, top: bool) -> str:
    width = (_WIDTH - 2 * _MARGIN) // len(row)
    edges = [_MARGIN + width * at for at in range(len(row) + 1)]
    boxes = "".join(f"{left} @U {width} {_LEADING + 4} re S\n" for left in edges[:-1])
    texts = "\n".join(
        _pdf_text(left + 4, cell, _BODY - 1, bold=bold) for left, cell in zip(edges, row, strict=False) if cell
    )
    return f"{'1' if top else '0.5'} w\n{boxes}{texts}"


def _pdf_text(x: int, text: str, size: int, *, bold: bool = False, y: str = "@Y") -> str:
    safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{'B' if bold else 'F'} {size} Tf {x} {y} Td ({safe}) Tj ET"


def _pdf_objects(contents: Sequence[str]) -> bytes:
    fonts = "<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
    fonts += "/B << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
    ]
    for at, content in enumerate(contents):
        box = f"/MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Resources << /Font {fonts} >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {4 + 2 * at} 0 R >>".encode())
        data = content.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, end)


# -- RTF, pictures -----------------------------------------------------------------------------------------------------


def rich_text(paragraphs: Sequence[str]) -> bytes:
    """Return an .rtf file."""

    def coded(text: str) -> str:
        return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text.replace("\\", "\\\\"))

    body = "".join(f"{coded(paragraph)}\\par\n" for paragraph in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0\\fs22\n{body}}}".encode("ascii")


def scanned(lines: Sequence[tuple[str, str]], *, seed: int = 1) -> bytes:
    """Return a .png picture of a receipt, a little blurred and speckled: lines with texts on the left and right."""
    font = ImageFont.load_default(30)
    picture = Image.new("L", (900, 90 + 52 * len(lines)), 248)
    draw = ImageDraw.Draw(picture)
    for at, (left, right) in enumerate(lines):
        draw.text((60, 40 + 52 * at), left, font=font, fill=20)
        draw.text((840 - draw.textlength(right, font=font), 40 + 52 * at), right, font=font, fill=20)
    for number in range(400):
        spot = (seed + number * 7919) % (picture.width * picture.height)
        picture.putpixel((spot % picture.width, spot // picture.width), 120)
    stream = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(stream, "PNG", optimize=True)
    return stream.getvalue()


# -- packages ----------------------------------------------------------------------------------------------------------


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    names = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return f"{_XML}<Relationships {names}>{entries}</Relationships>"


def _package(parts: Mapping[str, str], types: Mapping[str, str], main: str) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    listing = (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    return zipped({"[Content_Types].xml": listing, "_rels/.rels": _relations({"r": ("officeDocument", main)}), **parts})
