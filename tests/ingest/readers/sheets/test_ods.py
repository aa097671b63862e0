from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import CannotRead, Extraction
from ingest.readers.sheets.ods import read_ods

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short if short != "draw" else "drawing"}:1.0"'
    for short in ("office", "table", "text", "style", "draw", "chart")
)
_STYLES = (
    '<style:style style:name="bold"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="away"><style:table-properties table:display="false"/></style:style>'
)


def packed(tables: str, **parts: str) -> bytes:
    content = (
        f'<office:document-content {_NAMES} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>{_STYLES}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, xml in {"content.xml": content, **parts}.items():
            archive.writestr(name, xml)
    return written.getvalue()


def cell(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def read_table(rows: str, attributes: str = 'table:name="Costs"') -> Extraction:
    return read_ods(packed(f"<table:table {attributes}>{rows}</table:table>"))


HEADER = row(cell("Item"), cell("Share"), cell("Due"))
WHEEL = row(cell("Wheel"), cell("12,5 %", 'office:value-type="percentage" office:value="0.125"'), cell("03.05.26"))


def test_cells_say_what_the_sheet_shows_under_their_columns() -> None:
    extraction = read_table(HEADER + WHEEL)

    assert extraction.text == "Costs\nItem | Share | Due\nWheel | 12,5 % | 03.05.26".replace("Costs\n", "Costs\n\n")
    assert extraction.tables[0].columns == ("Item", "Share", "Due")
    assert [one.name for one in extraction.tables[0].rows[0].cells] == ["A2", "B2", "C2"]
    assert [place.name for place in extraction.places] == ["Costs"]


def test_a_value_without_a_shown_form_is_read_all_the_same() -> None:
    kinds = (
        'office:value-type="date" office:date-value="2026-05-03"',
        'office:value-type="percentage" office:value="0.125"',
        'office:value-type="boolean" office:boolean-value="true"',
    )

    assert read_table(row(*(f"<table:table-cell {kind}/>" for kind in kinds))).text.endswith(
        "2026-05-03 | 12.5% | TRUE"
    )


def test_repeated_cells_and_rows_are_repeated_and_blank_ones_cost_nothing() -> None:
    blank = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'

    extraction = read_table(
        row(cell("a", 'table:number-columns-repeated="2"'), attributes='table:number-rows-repeated="2"') + blank
    )

    assert extraction.text.endswith("a | a\na | a")


def test_a_cell_over_several_columns_is_a_title_and_hidden_rows_are_marked() -> None:
    title = row(cell("Costs 2026", 'table:number-columns-spanned="3"'), "<table:covered-table-cell/>" * 2)
    race = row(cell("Race"), cell("50 %"), cell("09.01.25"), attributes='table:visibility="collapse"')

    extraction = read_table(title + HEADER + WHEEL + race)

    assert extraction.tables[0].caption == "Costs 2026"
    assert [one.hidden for one in extraction.tables[0].rows] == [False, True]


def test_hidden_sheets_are_marked() -> None:
    extraction = read_table(HEADER + WHEEL, 'table:name="Pay" table:style-name="away"')

    assert all(block.hidden for block in extraction.blocks)


def test_struck_words_are_left_out_and_comments_are_notes() -> None:
    noted = (
        "<table:table-cell><office:annotation><text:p>dry in May</text:p></office:annotation>"
        '<text:p>Race <text:span text:style-name="struck">gone</text:span>way</text:p></table:table-cell>'
    )

    extraction = read_table(HEADER + WHEEL + row(noted, cell("1"), cell("2", 'table:style-name="struck"')))

    assert "Race way | 1\n" in extraction.text
    assert (extraction.blocks[-1].kind, extraction.text.endswith("A3: dry in May")) == (BlockKind.NOTE, True)
    assert extraction.doubts[0].kind is DoubtKind.LEFT_OUT


def test_a_formula_without_a_result_is_told_of() -> None:
    extraction = read_table(HEADER + WHEEL + row(cell("Sum"), '<table:table-cell table:formula="of:=1+2"/>'))

    assert "B3" in extraction.doubts[0].message


def test_words_over_the_cells_are_read() -> None:
    shapes = "<table:shapes><draw:frame><draw:text-box><text:p>Mind the frost</text:p></draw:text-box></draw:frame>"

    assert read_table(HEADER + WHEEL + f"{shapes}</table:shapes>").text.endswith("Mind the frost")


def test_remembered_cells_of_another_file_are_no_sheet() -> None:
    tables = (
        f"<table:table table:name='Costs'>{HEADER}</table:table><table:table><table:table-source/>{WHEEL}</table:table>"
    )

    assert "Wheel" not in read_ods(packed(tables)).text


def test_a_flat_file_is_read() -> None:
    flat = f"<office:document {_NAMES}><table:table table:name='Costs'>{HEADER}{WHEEL}</table:table></office:document>"

    assert read_ods(flat.encode()).tables[0].columns == ("Item", "Share", "Due")


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"<p>no sheet", packed("<table:table>").replace(b"</table", b"<table")]
)
def test_what_is_no_spreadsheet_is_refused(content: bytes) -> None:
    with pytest.raises(CannotRead):
        read_ods(content)


def test_an_encrypted_file_is_refused_with_the_remedy() -> None:
    manifest = '<m xmlns:manifest="x"><manifest:encryption-data/></m>'

    with pytest.raises(CannotRead, match="password"):
        read_ods(packed("", **{"META-INF/manifest.xml": manifest}))


def test_cells_of_hidden_columns_are_read_and_marked() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'

    extraction = read_table(columns + HEADER + WHEEL)

    assert [cell.hidden for cell in extraction.tables[0].rows[0].cells] == [False, True, True]


def test_a_cell_that_is_struck_in_part_is_told_of() -> None:
    noted = (
        '<table:table-cell><text:p>50 <text:span text:style-name="struck">40</text:span></text:p></table:table-cell>'
    )

    extraction = read_table(HEADER + WHEEL + row(cell("Sum"), noted, cell("1")))

    assert "B3" in extraction.doubts[0].message
