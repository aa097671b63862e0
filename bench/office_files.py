"""Office files to time readers on: Word files, presentations and workbooks of made-up words, the same for a seed.

Written part by part, so that they need no library and every reader finds what the format's standard asks for.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SLIDE = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}"'
)
_SHEET = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'
_TOP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_WORDS = (
    "harbour meadow lantern copper signal winter garden ladder market ribbon stable thunder valley wagon anchor barrel "
    "candle engine feather granite hammer island jacket kettle library mirror needle orchard pepper quarry saddle "
    "tunnel umbrella violin window yellow zephyr bridge"
).split()
_COLUMNS = "ABCDEF"

Parts = dict[str, str]


def office_files(count: int, *, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents: in turn a Word file of about three pages, a presentation, a workbook of two sheets."""
    makers: Sequence[tuple[str, Callable[[random.Random], bytes]]] = (
        ("docx", word_file),
        ("pptx", presentation),
        ("xlsx", workbook),
    )
    chance = random.Random(seed)  # noqa: S311 - draws that a seed repeats
    for number in range(count):
        suffix, make = makers[number % len(makers)]
        yield f"file-{number:04}.{suffix}", make(chance)


def word_file(chance: random.Random) -> bytes:
    """Return a Word file: sections of headings and paragraphs, each third with a numbered list or a table."""
    body = _paragraph(_phrase(chance, 4), "Title")
    for section in range(chance.randint(5, 8)):
        body += _paragraph(_phrase(chance, 3), "Heading1")
        body += "".join(_paragraph(_sentences(chance, 4)) for _ in range(3))
        also = ("", "".join(_paragraph(_phrase(chance, 8), number=True) for _ in range(5)), _table(chance))
        body += also[section % len(also)]
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    kind = f"{_TYPES}.wordprocessingml"
    parts = {
        "word/document.xml": f"{_XML}<w:document {_WORD}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"{_XML}<w:styles {_WORD}>{styles}</w:styles>",
        "word/numbering.xml": f"{_XML}<w:numbering {_WORD}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": _relations(
            {"r1": ("styles", "styles.xml"), "r2": ("numbering", "numbering.xml")}
        ),
    }
    types = {
        "word/document.xml": f"{kind}.document.main+xml",
        "word/styles.xml": f"{kind}.styles+xml",
        "word/numbering.xml": f"{kind}.numbering+xml",
    }
    return _packed(parts, types, "word/document.xml")


def presentation(chance: random.Random) -> bytes:
    """Return a presentation of six to ten slides, each with a title and a body of five points."""
    count = chance.randint(6, 10)
    kind = f"{_TYPES}.presentationml"
    types = {"ppt/presentation.xml": f"{kind}.presentation.main+xml"}
    parts: Parts = {}
    slides = {f"s{number}": ("slide", f"slides/slide{number}.xml") for number in range(1, count + 1)}
    for number in range(1, count + 1):
        name = f"ppt/slides/slide{number}.xml"
        shapes = _shape(2, "title", [_phrase(chance, 4)]) + _shape(3, "body", [_phrase(chance, 9) for _ in range(5)])
        parts[name] = f"{_XML}<p:sld {_SLIDE}><p:cSld><p:spTree>{_TOP}{shapes}</p:spTree></p:cSld></p:sld>"
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = _relations({"l": ("slideLayout", "../slideLayouts/l.xml")})
        types[name] = f"{kind}.slide+xml"
    empty = f"<p:cSld><p:spTree>{_TOP}</p:spTree></p:cSld>"
    listed = "".join(f'<p:sldId id="{256 + at}" r:id="{name}"/>' for at, name in enumerate(slides))
    parts |= {
        "ppt/slideLayouts/l.xml": f"{_XML}<p:sldLayout {_SLIDE}>{empty}</p:sldLayout>",
        "ppt/slideLayouts/_rels/l.xml.rels": _relations({"m": ("slideMaster", "../slideMasters/m.xml")}),
        "ppt/slideMasters/m.xml": f"{_XML}<p:sldMaster {_SLIDE}>{empty}</p:sldMaster>",
        "ppt/slideMasters/_rels/m.xml.rels": _relations({"l": ("slideLayout", "../slideLayouts/l.xml")}),
        "ppt/presentation.xml": f"{_XML}<p:presentation {_SLIDE}><p:sldMasterIdLst><p:sldMasterId r:id='m'/>"
        f"</p:sldMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations(slides | {"m": ("slideMaster", "slideMasters/m.xml")}),
    }
    types |= {
        "ppt/slideLayouts/l.xml": f"{kind}.slideLayout+xml",
        "ppt/slideMasters/m.xml": f"{kind}.slideMaster+xml",
    }
    return _packed(parts, types, "ppt/presentation.xml")


def workbook(chance: random.Random) -> bytes:
    """Return a workbook of two sheets with 60 rows of six columns, half of them numbers."""
    kind = f"{_TYPES}.spreadsheetml"
    sheets = {f"s{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in (1, 2)}
    parts: Parts = {}
    types = {"xl/workbook.xml": f"{kind}.sheet.main+xml"}
    for number in (1, 2):
        rows = "".join(_sheet_row(chance, at) for at in range(1, 61))
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = f"{_XML}<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>"
        types[name] = f"{kind}.worksheet+xml"
    listed = "".join(f'<sheet name="Sheet {at}" sheetId="{at}" r:id="s{at}"/>' for at in (1, 2))
    parts["xl/workbook.xml"] = f"{_XML}<workbook {_SHEET}><sheets>{listed}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = _relations(sheets)
    return _packed(parts, types, "xl/workbook.xml")


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _sentences(chance: random.Random, count: int) -> str:
    return " ".join(f"{_phrase(chance, chance.randint(8, 16))}." for _ in range(count))


def _paragraph(text: str, style: str = "", *, number: bool = False) -> str:
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{look}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _table(chance: random.Random) -> str:
    def row() -> str:
        return "".join(f"<w:tc><w:tcPr/>{_paragraph(_phrase(chance, 2))}</w:tc>" for _ in range(4))

    rows = "".join(f"<w:tr>{row()}</w:tr>" for _ in range(8))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * 4}</w:tblGrid>{rows}</w:tbl>"


def _shape(identity: int, kind: str, lines: Sequence[str]) -> str:
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    place = f'<a:xfrm><a:off x="0" y="{identity * 900000}"/><a:ext cx="8000000" cy="800000"/></a:xfrm>'
    kept = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identity}" name="x"/><p:cNvSpPr/>{kept}</p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )


def _sheet_row(chance: random.Random, at: int) -> str:
    def cell(column: str) -> str:
        if at == 1 or column in "ABC":
            return f'<c r="{column}{at}" t="inlineStr"><is><t>{_phrase(chance, 2)}</t></is></c>'
        return f'<c r="{column}{at}"><v>{chance.randint(1, 99_999) / 100}</v></c>'

    return f'<row r="{at}">{"".join(map(cell, _COLUMNS))}</row>'


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    names = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return f"{_XML}<Relationships {names}>{entries}</Relationships>"


def _packed(parts: Parts, types: Mapping[str, str], main: str) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    listing = (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    head = {"[Content_Types].xml": listing, "_rels/.rels": _relations({"r": ("officeDocument", main)})}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (head | parts).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()
