from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.extraction import CannotRead, Extraction
from ingest.readers.office.odt import read_odt
from tests.ingest.readers.office.files import open_document, open_document_part, zipped

STYLES = """
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="gone" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>
<text:list-level-style-bullet text:level="3" text:bullet-char="•"/>
</text:list-style>
"""


def read(body: str, styles: str = "") -> Extraction:
    return read_odt(open_document(body, automatic=STYLES, styles=styles))


def blocks(extraction: Extraction) -> list[tuple[BlockKind, int, str]]:
    return [(one.kind, one.level, extraction.text[one.start : one.end]) for one in extraction.blocks]


def item(*inside: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(inside)}</text:list-item>"


def words(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_headings_titles_and_paragraphs_are_told_apart() -> None:
    extraction = read(
        '<text:p text:style-name="Title">House</text:p><text:h text:outline-level="2">Rules</text:h>'
        "<text:p>Be kind.</text:p>"
    )

    assert blocks(extraction) == [
        (BlockKind.HEADING, 1, "House"),
        (BlockKind.HEADING, 2, "Rules"),
        (BlockKind.PARAGRAPH, 1, "Be kind."),
    ]
    assert extraction.title == "House"


def test_headings_show_the_numbers_of_the_outline() -> None:
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style></office:styles>"
    )
    body = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h>' for level, text in ((1, "A"), (2, "B"), (1, "C"))
    )

    assert read(body, outline).text.split("\n") == ["1 A", "", "1.1 B", "", "2 C"]


def test_blanks_tabs_breaks_and_raised_figures_are_what_they_show() -> None:
    extraction = read(
        words('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>D 10<text:span text:style-name="up">6</text:span>')
    )

    assert extraction.text == "a b c\nD 10⁶"


def test_lists_are_numbered_level_by_level() -> None:
    deepest = f"<text:list>{item(words('bullet'))}</text:list>"
    deeper = f"<text:list>{item(words('deep'), deepest)}</text:list>"
    extraction = read(f'<text:list text:style-name="L">{item(words("one"))}{item(words("two"), deeper)}</text:list>')

    assert blocks(extraction) == [
        (BlockKind.ITEM, 1, "1. one"),
        (BlockKind.ITEM, 1, "2. two"),
        (BlockKind.ITEM, 2, "2.a) deep"),
        (BlockKind.ITEM, 3, "bullet"),
    ]


def test_a_list_may_go_on_from_one_before_or_start_where_it_says() -> None:
    tenth = item(words("b"), more='text:start-value="10"')
    extraction = read(
        f'<text:list xml:id="x" text:style-name="L">{item(words("a"))}{tenth}</text:list>'
        f"{words('Between.')}"
        f'<text:list text:continue-list="x" text:style-name="L">{item(words("c"))}</text:list>'
        f'<text:list text:style-name="L">{item(words("new"))}</text:list>'
    )

    assert [line for line in extraction.text.split("\n") if line] == ["1. a", "10. b", "Between.", "11. c", "1. new"]


def test_deleted_and_hidden_words_are_left_out_with_doubts() -> None:
    extraction = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone for good.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + words('Seen<text:span text:style-name="gone"> unseen</text:span>.<text:change text:change-id="1"/>')
    )

    assert extraction.text == "Seen."
    assert sorted(one.message[:8] for one in extraction.doubts) == ["1 word t", "3 words "]


def test_notes_and_comments_stand_after_their_paragraph() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Until ten.</text:p></text:note-body></text:note>"
    )
    author = "<dc:creator>Ada</dc:creator><dc:date>2026</dc:date>"
    comment = f"<office:annotation>{author}<text:p>Sure?</text:p></office:annotation>"

    assert blocks(read(words(f"Tea is free{note}.{comment}"))) == [
        (BlockKind.PARAGRAPH, 1, "Tea is free."),
        (BlockKind.FOOTNOTE, 1, "[1] Until ten."),
        (BlockKind.NOTE, 1, "Ada: Sure?"),
    ]


def test_tables_have_header_rows_and_merged_and_repeated_cells() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{words(text) if text else ''}</table:table-cell>"

    down, twice = 'table:number-rows-spanned="2"', 'table:number-columns-repeated="2"'
    often = 'table:number-columns-repeated="16384"'
    row = "<table:table-row>{}</table:table-row>".format
    hidden = '<table:table-row table:visibility="collapse"><table:covered-table-cell/>{}</table:table-row>'.format
    header = f"<table:table-header-rows>{row(cell('Item') + cell('May') + cell('June'))}</table:table-header-rows>"
    extraction = read(
        f"<table:table>{header}{row(cell('Oil', down) + cell('4', twice))}{hidden(cell('5') + cell('6'))}"
        f"{row(cell('', often))}</table:table>"
    )

    assert extraction.text == "Item | May | June\nOil | 4 | 4\n| 5 | 6"
    assert extraction.tables[0].columns == ("Item", "May", "June")
    assert [row.hidden for row in extraction.tables[0].rows] == [False, True]


def test_text_boxes_pictures_and_captions_stand_after_their_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>"
    picture = (
        "<draw:frame><draw:image/><svg:title>Mill</svg:title><svg:desc>A mill by the river</svg:desc></draw:frame>"
    )

    extraction = read(
        words(f"Before {box}after.{picture}") + '<text:p text:style-name="Illustration">Figure 1: The mill</text:p>'
    )

    assert blocks(extraction) == [
        (BlockKind.PARAGRAPH, 1, "Before after."),
        (BlockKind.PARAGRAPH, 1, "In the box."),
        (BlockKind.CAPTION, 1, "A mill by the river"),
        (BlockKind.CAPTION, 1, "Figure 1: The mill"),
    ]


def test_an_embedded_equation_stands_in_its_sentence() -> None:
    formula = (
        '<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:semantics><math:mfrac><math:mi>a</math:mi>'
        "<math:mn>2</math:mn></math:mfrac><math:annotation>a over 2</math:annotation></math:semantics></math:math>"
    )
    content = open_document(
        words('so<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>.'),
        objects={"Object 1/content.xml": formula},
    )

    assert read_odt(content).text == "so a/2."


def test_headers_say_at_the_end_what_stands_nowhere_else() -> None:
    styles = (
        "<office:master-styles><style:master-page><style:header><text:p>Draft</text:p></style:header>"
        "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>"
        "</office:master-styles>"
    )

    assert read(words("Rules."), styles).text == "Rules.\n\nDraft"


def test_a_flat_file_is_read_like_a_package() -> None:
    flat = open_document_part("document", f"<office:body><office:text>{words('Flat.')}</office:text></office:body>")

    assert read_odt(flat.encode()).text == "Flat."


def test_what_is_no_open_document_text_is_named() -> None:
    with pytest.raises(CannotRead, match="no OpenDocument text, but spreadsheet"):
        read_odt(open_document("", kind="spreadsheet"))
    with pytest.raises(CannotRead, match="save it without"):
        read_odt(zipped({"content.xml": "<a/>", "META-INF/manifest.xml": "<m><encryption-data/></m>"}))
    with pytest.raises(CannotRead, match="no OpenDocument file"):
        read_odt(zipped({"a.txt": "x"}))
