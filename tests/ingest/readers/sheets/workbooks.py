"""Small workbooks of Excel for tests, written as XML by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LISTING = "http://schemas.openxmlformats.org/package/2006/relationships"

STYLES = """
<numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="dd.mm.yyyy"/></numFmts>
<fonts><font/><font><b/></font><font><strike/></font></fonts>
<cellXfs>
<xf/><xf fontId="1"/><xf fontId="2"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="4"/>
</cellXfs>
"""
BOLD, STRUCK, PERCENT, CODE, DATE, THOUSANDS = range(1, 7)


def relationships(*targets: tuple[str, str]) -> str:
    """Return a listing of (kind, target), with the ids r1, r2 and so on."""
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_LISTING}">{listed}</Relationships>'


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """Return the XML of a sheet with these rows."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row(*cells: str, number: int | None = None, attributes: str = "") -> str:
    """Return a row of cells."""
    named = f' r="{number}"' if number else ""
    return f"<row{named} {attributes}>{''.join(cells)}</row>"


def text(words: str, *, style: int = 0) -> str:
    """Return a cell with its text inside."""
    return f'<c t="inlineStr" s="{style}"><is><t>{words}</t></is></c>'


def number(value: object, *, style: int = 0) -> str:
    """Return a cell with a number."""
    return f'<c s="{style}"><v>{value}</v></c>'


def workbook(
    sheets: Mapping[str, str],
    *,
    states: Mapping[str, str] | None = None,
    properties: str = "",
    strings: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """Return a workbook of sheets by their names; `parts` are further files of it."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" state="{(states or {}).get(name, "visible")}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    kinds = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    names = f'xmlns="{_MAIN}" xmlns:r="{_KINDS}"'
    files = {
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {names}>{properties}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(
            *kinds, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{STYLES}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        **{f"xl/worksheets/sheet{at}.xml": xml for at, xml in enumerate(sheets.values(), start=1)},
        **(parts or {}),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():
            archive.writestr(name, xml)
    return packed.getvalue()
