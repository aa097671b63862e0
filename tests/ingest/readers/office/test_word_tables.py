from __future__ import annotations

from ingest.documents import BlockKind
from ingest.readers.extraction import Extraction
from ingest.readers.office.docx import read_docx
from tests.ingest.readers.office.files import paragraph, word_file


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def read(*rows: str, before: str = "", after: str = "") -> Extraction:
    return read_docx(word_file(f"{before}<w:tbl>{''.join(rows)}</w:tbl>{after}"))


def test_rows_are_lines_of_their_cells_under_the_rows_that_word_repeats() -> None:
    header = "<w:tblHeader/>"
    extraction = read(
        row(cell("Spring", '<w:gridSpan w:val="2"/>'), cell("Autumn"), properties=header),
        row(cell("May"), cell("June"), cell("October"), properties=header),
        row(cell("4"), cell("5"), cell("6")),
    )

    assert extraction.text == "Spring | | Autumn\nMay | June | October\n4 | 5 | 6"
    assert extraction.tables[0].columns == ("Spring › May", "Spring › June", "Autumn › October")
    assert len(extraction.tables[0].rows) == 1


def test_a_cell_merged_downwards_is_written_once() -> None:
    extraction = read(
        row(cell("House"), cell("Room")),
        row(cell("Mill", '<w:vMerge w:val="restart"/>'), cell("Hall")),
        row(cell("", "<w:vMerge/>"), cell("Attic")),
    )

    assert extraction.text == "House | Room\nMill | Hall\n| Attic"


def test_a_row_may_begin_late_and_a_deleted_row_is_gone() -> None:
    extraction = read(
        row(cell("A"), cell("B"), cell("C")),
        row(cell("x"), cell("y"), properties='<w:gridBefore w:val="1"/>'),
        row(cell("gone"), cell("gone"), cell("gone"), properties="<w:del/>"),
    )

    assert extraction.text == "A | B | C\n| x | y"


def test_a_caption_above_names_the_table() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="caption"/></w:style>'
    table = f"<w:tbl>{row(cell('Item'), cell('Price'))}{row(cell('Oil'), cell('4'))}</w:tbl>"

    extraction = read_docx(word_file(paragraph("Table 1: Prices", '<w:pStyle w:val="c"/>') + table, {"styles": styles}))

    assert extraction.tables[0].caption == "Table 1: Prices"
    assert extraction.blocks[0].kind is BlockKind.CAPTION


def test_a_table_of_one_cell_is_a_frame_around_its_paragraphs() -> None:
    extraction = read(row(cell("Only words.")))

    assert not extraction.tables
    assert extraction.blocks[0].kind is BlockKind.PARAGRAPH


def test_a_table_inside_a_cell_keeps_its_words_there() -> None:
    inner = f"<w:tbl>{row(cell('a'), cell('b'))}</w:tbl>"
    extraction = read(
        row(cell("x"), cell("y")), row(cell("z"), f"<w:tc>{paragraph('In:')}{inner}{paragraph('')}</w:tc>")
    )

    assert extraction.text == "x | y\nz | In: a b"


def test_the_number_of_a_cell_that_holds_one_item_stays() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    numbered = f"<w:tc>{paragraph('', number)}</w:tc>"
    table = f"<w:tbl>{row(cell('No.'), cell('Task'))}{row(numbered, cell('Oil'))}{row(numbered, cell('Check'))}</w:tbl>"

    assert read_docx(word_file(table, {"numbering": numbering})).text == "No. | Task\n1. | Oil\n2. | Check"


def test_notes_of_a_table_follow_it() -> None:
    marked = '<w:tc><w:p><w:r><w:t>free</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:tc>'
    table = f"<w:tbl>{row(cell('Tea'), marked)}{row(cell('Milk'), cell('4'))}</w:tbl>"

    extraction = read_docx(
        word_file(table, {"footnotes": f'<w:footnote w:id="1">{paragraph("Till ten.")}</w:footnote>'})
    )

    assert extraction.text == "Tea | free\nMilk | 4\n\n[1] Till ten."
