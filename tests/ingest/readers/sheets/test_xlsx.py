from __future__ import annotations

import pytest

from ingest.documents import BlockKind, Document, DoubtKind, Source, Span
from ingest.places import place_name
from ingest.readers.extraction import CannotRead, Extraction
from ingest.readers.sheets import xlsx
from ingest.readers.sheets.xlsx import read_xlsx
from tests.ingest.readers.sheets.workbooks import (
    BOLD,
    CODE,
    DATE,
    PERCENT,
    STRUCK,
    THOUSANDS,
    number,
    relationships,
    row,
    sheet,
    text,
    workbook,
)


def read_sheet(rows: str, **parts: str) -> Extraction:
    return read_xlsx(workbook({"Sheet1": sheet(rows, **parts)}))


def place_of(extraction: Extraction, words: str) -> str:
    at = extraction.text.index(words)
    document = Document(
        Source("file:///a.xlsx", "f"), "a", extraction.text, places=extraction.places, tables=extraction.tables
    )
    return place_name(document, Span(at, at + len(words)))


HEADER = row(text("Item"), text("Budget"), text("May"), number=1)
HEATING = row(text("Heating"), number(900), number("912.4"), number=2)
WATER = row(text("Water"), number(310), number(298), number=3)


def test_values_are_shown_by_their_number_formats() -> None:
    extraction = read_sheet(
        row(text("Code"), text("Share"), text("Due"), text("Sum"), text("Done"))
        + row(number(7, style=CODE), number("0.125", style=PERCENT), number(45000, style=DATE),
              number("1234.5", style=THOUSANDS), '<c t="b"><v>1</v></c>')
    )  # fmt: skip

    assert extraction.text.splitlines()[1] == "00007 | 12.50% | 15.03.2023 | 1,234.50 | TRUE"


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    cells = sheet(row(text("Due"), text("Note")) + row(number(0, style=DATE), text("x")))

    extraction = read_xlsx(workbook({"Sheet1": cells}, properties='<workbookPr date1904="1"/>'))

    assert "01.01.1904" in extraction.text


def test_errors_stand_as_they_are() -> None:
    assert read_sheet(row('<c t="e"><v>#N/A</v></c>', text("x"))).text == "#N/A | x"


def test_a_formula_is_its_kept_result_and_without_one_a_doubt_says_so() -> None:
    extraction = read_sheet(
        HEADER + HEATING + row(text("Total"), "<c><f>SUM(B2)</f><v>900</v></c>", "<c><f>SUM(C2)</f></c>", number=3)
    )

    assert extraction.text.endswith("Total | 900")
    assert [(doubt.kind, "C3" in doubt.message) for doubt in extraction.doubts] == [(DoubtKind.MISSING, True)]


def test_strings_are_shared_and_rich_without_what_is_struck_or_only_read_aloud() -> None:
    strings = (
        "<si><t>Oak_x000D_</t></si>"
        '<si><r><t xml:space="preserve">old </t></r><r><rPr><strike/></rPr><t>gone</t></r><r><t>tree</t></r></si>'
        "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si>"
    )
    cells = "".join(f'<c t="s"><v>{index}</v></c>' for index in range(3))

    assert read_xlsx(workbook({"Sheet1": sheet(row(cells))}, strings=strings)).text == "Oak | old tree | 東京"


def test_struck_cells_are_left_out_and_told_of() -> None:
    extraction = read_sheet(HEADER + HEATING + row(text("Water", style=STRUCK), number(310), number(298), number=3))

    assert "Water" not in extraction.text
    assert (extraction.doubts[0].kind, "A3" in extraction.doubts[0].message) == (DoubtKind.LEFT_OUT, True)


def test_a_title_above_the_header_does_not_cut_the_sheet() -> None:
    extraction = read_sheet(
        row(text("Household 2026"), number=1)
        + HEADER.replace('r="1"', 'r="3"') + HEATING.replace('r="2"', 'r="4"') + WATER.replace('r="3"', 'r="5"')
    )  # fmt: skip

    assert extraction.tables[0].caption == "Household 2026"
    assert extraction.tables[0].columns == ("Item", "Budget", "May")
    assert len(extraction.tables[0].rows) == 2


def test_merged_headers_name_all_their_columns() -> None:
    extraction = read_sheet(
        row(text("Item"), text("2026"), number=1)
        + row('<c r="B2" t="inlineStr"><is><t>Budget</t></is></c>', text("Spent"), number=2)
        + row(text("Heating"), number(900), number("912.4"), number=3)
        + row(text("Water"), number(310), number(298), number=4),
        after='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>',
    )

    assert extraction.tables[0].columns == ("Item", "2026 › Budget", "2026 › Spent")


def test_a_cell_has_its_address() -> None:
    extraction = read_xlsx(workbook({"Costs": sheet(HEADER + HEATING + WATER)}))

    assert extraction.text.startswith("Costs\n")
    assert place_of(extraction, "298") == "sheet Costs, cell C3"


def test_a_name_that_the_program_gave_a_sheet_is_no_heading() -> None:
    assert read_sheet(HEADER + HEATING).headings == ()


def test_hidden_sheets_and_rows_are_kept_and_marked() -> None:
    cells = HEADER + HEATING + WATER.replace(" >", ' hidden="1">')

    extraction = read_xlsx(
        workbook({"Costs": sheet(cells), "Pay": sheet(HEADER + HEATING)}, states={"Pay": "veryHidden"})
    )

    assert [one.hidden for one in extraction.tables[0].rows] == [False, True]
    assert all(block.hidden for block in extraction.blocks if block.start >= extraction.text.index("Pay"))


def test_tables_are_parted_by_blank_rows_and_columns() -> None:
    right = '<c r="E{0}" t="inlineStr"><is><t>{1}</t></is></c><c r="F{0}"{3}><v>{2}</v></c>'
    extraction = read_sheet(
        row(text("Item"), text("Sum"), right.format(1, "Town", "Houses", ' t="str"'), number=1)
        + row(text("Oak"), number(3), right.format(2, "Alm", 12, ""), number=2)
        + row(text("Elm"), number(4), right.format(3, "Birk", 9, ""), number=3)
        + row(text("Ash"), number(5), number=4)
        + row(text("Name"), text("Age"), number=8)
        + row(text("Ada"), number(47), number=9)
        + row(text("Bo"), number(51), number=10)
    )

    assert [table.columns for table in extraction.tables] == [("Item", "Sum"), ("Town", "Houses"), ("Name", "Age")]


def test_rows_below_a_blank_row_go_on_with_their_table() -> None:
    extraction = read_sheet(HEADER + HEATING.replace('r="2"', 'r="3"') + WATER.replace('r="3"', 'r="5"'))

    assert [(table.columns, len(table.rows)) for table in extraction.tables] == [(("Item", "Budget", "May"), 2)]


def test_bold_rows_filters_frozen_panes_and_tables_say_what_is_a_header() -> None:
    pairs = [
        row(text(a), text(b), number=at) for at, (a, b) in enumerate([("Ada", "Bo"), ("Cy", "Di"), ("Eve", "Flo")], 1)
    ]
    bold = row(text("Ada", style=BOLD), text("Bo", style=BOLD), number=1)
    pane = '<sheetViews><sheetView><pane ySplit="1" state="frozen"/></sheetView></sheetViews>'
    table = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("table", "../tables/table1.xml")),
        "xl/tables/table1.xml": '<table ref="A1:B3" headerRowCount="1"/>',
    }

    assert read_sheet("".join(pairs)).tables[0].columns == ("", "")
    assert read_sheet(bold + pairs[1] + pairs[2]).tables[0].columns == ("Ada", "Bo")
    assert read_sheet("".join(pairs), after='<autoFilter ref="A1:B3"/>').tables[0].columns == ("Ada", "Bo")
    assert read_sheet("".join(pairs), before=pane).tables[0].columns == ("Ada", "Bo")
    assert read_xlsx(workbook({"Sheet1": sheet("".join(pairs))}, parts=table)).tables[0].columns == ("Ada", "Bo")


def test_comments_are_notes_with_the_address_of_their_cell() -> None:
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("comments", "../comments1.xml")),
        "xl/comments1.xml": '<comments><commentList><comment ref="B2"><text><r><t>ask Ada</t></r></text></comment>'
        "</commentList></comments>",
    }

    extraction = read_xlsx(workbook({"Sheet1": sheet(HEADER + HEATING)}, parts=parts))

    assert extraction.text.endswith("\n\nB2: ask Ada")
    assert extraction.blocks[-1].kind is BlockKind.NOTE


def test_words_over_the_cells_are_read() -> None:
    drawn = "http://schemas.openxmlformats.org/drawingml/2006/main"
    paragraph = '<a:p xmlns:a="{0}"><a:r><a:t>{1}</a:t></a:r></a:p>'
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/_rels/drawing1.xml.rels": relationships(("chart", "../charts/chart1.xml")),
        "xl/drawings/drawing1.xml": f"<wsDr><txBody>{paragraph.format(drawn, 'Mind the frost')}</txBody></wsDr>",
        "xl/charts/chart1.xml": f"<chart><title>{paragraph.format(drawn, 'Heating by month')}</title></chart>",
    }

    extraction = read_xlsx(workbook({"Sheet1": sheet(HEADER + HEATING)}, parts=parts))

    assert extraction.text.endswith("Mind the frost\n\nHeating by month")


def test_the_strict_form_is_read() -> None:
    strict = sheet(HEADER + HEATING).replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )

    assert read_xlsx(workbook({"Sheet1": strict})).tables[0].columns == ("Item", "Budget", "May")


def test_formatted_cells_without_content_cost_nothing() -> None:
    empty = row(*['<c s="3"/>'] * 200) * 200

    assert read_sheet(HEADER + HEATING + empty).text == "Item | Budget | May\nHeating | 900 | 912.4"


def test_a_sheet_beyond_the_bound_is_read_so_far_and_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_CELLS", 5)
    content = workbook({"Sheet1": sheet(HEADER + HEATING + WATER)})

    extraction = read_xlsx(content)

    assert "up to row 2 only" in extraction.doubts[0].message


def test_a_sheet_that_is_missing_is_told_of() -> None:
    content = workbook({"Good": sheet(HEADER), "Gone": ""}, parts={"xl/_rels/workbook.xml.rels": relationships(
        ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/nowhere.xml")
    )})  # fmt: skip

    assert "sheet “Gone” could not be read" in read_xlsx(content).doubts[0].message


def test_a_broken_sheet_costs_itself_only() -> None:
    extraction = read_xlsx(workbook({"Bad": "<worksheet><sheetData><row>", "Good": sheet(HEADER + HEATING)}))

    assert "Heating" in extraction.text
    assert "sheet “Bad” could not be read" in extraction.doubts[0].message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"Item;Sum\nOak;3\n"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(CannotRead):
        read_xlsx(content)


def test_cells_of_hidden_columns_are_read_and_marked() -> None:
    columns = '<cols><col min="1" max="1"/><col min="3" max="4" hidden="1"/></cols>'

    extraction = read_xlsx(workbook({"Sheet1": sheet(HEADER + HEATING, before=columns)}))

    assert [cell.hidden for cell in extraction.tables[0].rows[0].cells] == [False, False, True]


def test_a_string_that_is_struck_in_part_is_told_of() -> None:
    strings = "<si><t>Oak</t></si><si><r><rPr><strike/></rPr><t>40</t></r><r><t>50</t></r></si>"
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'

    extraction = read_xlsx(workbook({"Sheet1": sheet(row(cells, number=1))}, strings=strings))

    assert extraction.text == "Oak | 50"
    assert [doubt.message.endswith("of B1") for doubt in extraction.doubts] == [True]


def test_cells_that_their_format_hides_are_read_and_marked() -> None:
    hiding = '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs>'
    styles = f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{hiding}</styleSheet>'
    rows = row(text("Item"), text("Price"), text("Check")) + row(text("Oak"), number(12), number(0.5, style=1))

    extraction = read_xlsx(workbook({"Sheet1": sheet(rows)}, parts={"xl/styles.xml": styles}))

    assert extraction.text.endswith("Oak | 12 | 0.5")
    assert [cell.hidden for cell in extraction.tables[0].rows[0].cells] == [False, False, True]


def test_words_in_a_cell_itself_are_shown_by_its_format_too() -> None:
    formats = '<numFmts><numFmt numFmtId="170" formatCode="@&quot; (old)&quot;"/></numFmts>'
    styles = f"{formats}<cellXfs><xf/><xf numFmtId='170'/></cellXfs>"
    part = f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{styles}</styleSheet>'

    extraction = read_xlsx(workbook({"Sheet1": sheet(row(text("boat", style=1)))}, parts={"xl/styles.xml": part}))

    assert extraction.text == "boat (old)"
