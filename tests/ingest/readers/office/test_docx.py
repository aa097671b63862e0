from __future__ import annotations

import pytest

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import CannotRead, Extraction
from ingest.readers.office.docx import read_docx
from tests.ingest.readers.office.files import paragraph, part, relationships, word_file, zipped

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="n"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Chapter"/><w:basedOn w:val="h2"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="s"><w:name w:val="Source Code"/></w:style>
<w:style w:type="character" w:styleId="secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def read(body: str, parts: dict[str, str] | None = None) -> Extraction:
    return read_docx(word_file(body, {"styles": STYLES} | (parts or {})))


def blocks(extraction: Extraction) -> list[tuple[BlockKind, int, str]]:
    return [(one.kind, one.level, extraction.text[one.start : one.end]) for one in extraction.blocks]


def styled(name: str, text: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{name}"/>')


def test_headings_have_the_level_of_their_style_or_of_that_it_is_based_on() -> None:
    extraction = read(styled("t", "The House") + styled("own", "Rules") + paragraph("Be kind."))

    assert blocks(extraction) == [
        (BlockKind.HEADING, 1, "The House"),
        (BlockKind.HEADING, 2, "Rules"),
        (BlockKind.PARAGRAPH, 1, "Be kind."),
    ]
    assert extraction.title == "The House"


def test_a_paragraph_with_an_outline_level_of_its_own_is_a_heading() -> None:
    extraction = read(
        paragraph("Scope", '<w:outlineLvl w:val="0"/>') + paragraph("All of it.", '<w:outlineLvl w:val="9"/>')
    )

    assert blocks(extraction)[0] == (BlockKind.HEADING, 1, "Scope")
    assert blocks(extraction)[1] == (BlockKind.PARAGRAPH, 1, "All of it.")


def test_insertions_stay_and_deletions_go_with_a_doubt() -> None:
    extraction = read(
        '<w:p><w:r><w:t xml:space="preserve">The rent is </w:t></w:r>'
        "<w:del><w:r><w:delText>nine hundred</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>950</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
    )

    assert extraction.text == "The rent is 950."
    assert [(one.kind, one.message[:7]) for one in extraction.doubts] == [(DoubtKind.LEFT_OUT, "2 words")]


def test_moved_text_stands_once_and_where_it_was_moved_to() -> None:
    extraction = read(
        "<w:p><w:moveFrom><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p>"
        + paragraph("Between.")
        + "<w:p><w:moveTo><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>"
    )

    assert extraction.text == "Between.\n\nMoved."


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    extraction = read(paragraph("One ", "<w:rPr><w:del/></w:rPr>") + paragraph("sentence."))

    assert extraction.text == "One sentence."


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    extraction = read(paragraph("O", '<w:framePr w:dropCap="drop"/>') + paragraph("nce upon a time."))

    assert extraction.text == "Once upon a time."


def test_hidden_words_are_left_out_with_a_doubt() -> None:
    extraction = read(
        "<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> not this</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="secret"/></w:rPr><w:t> nor that</w:t></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> again.</w:t></w:r></w:p>'
    )

    assert extraction.text == "Seen again."
    assert extraction.doubts[0].message.startswith("4 words that are hidden")


def test_a_struck_paragraph_and_a_struck_figure_go_and_a_struck_word_stays() -> None:
    strike = "<w:strike/>"
    extraction = read(
        paragraph("All of this is void.", run=strike)
        + f"<w:p><w:r><w:t>Fee: </w:t></w:r><w:r><w:rPr>{strike}</w:rPr><w:t>40 </w:t></w:r>"
        + "<w:r><w:t>35</w:t></w:r></w:p>"
        + f"<w:p><w:r><w:t>Bold or </w:t></w:r><w:r><w:rPr>{strike}</w:rPr><w:t>struck</w:t></w:r></w:p>"
    )

    assert extraction.text == "Fee: 35\n\nBold or struck"
    assert "struck through" in extraction.doubts[0].message
    assert [(doubt.kind, doubt.message) for doubt in extraction.doubts] == [
        (DoubtKind.STRUCK, "“struck” is struck through in the file, and read here."),
        (
            DoubtKind.LEFT_OUT,
            "6 words that are struck through in the file, left out here: “All of this is void. 40”.",
        ),
    ]
    assert extraction.text[extraction.doubts[0].start : extraction.doubts[0].end] == "struck"


def test_content_controls_smart_tags_and_links_keep_their_words() -> None:
    extraction = read(
        "<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>Ada</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:smartTag><w:r><w:t xml:space="preserve"> lives in </w:t></w:r></w:smartTag>'
        '<w:hyperlink r:id="x"><w:r><w:t>Tarn</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>'
    )

    assert extraction.text == "Ada lives in Tarn"


def test_what_is_filled_into_a_form_is_a_field() -> None:
    ticked = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    box = f'<w:r><w:fldChar w:fldCharType="begin">{ticked}</w:fldChar></w:r>'
    extraction = read(
        '<w:p><w:r><w:t xml:space="preserve">Name: </w:t></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>Ada</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f'<w:p>{box}<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:t>Agreed</w:t></w:r></w:p>"
    )

    assert blocks(extraction) == [(BlockKind.FIELD, 1, "Name: Ada"), (BlockKind.PARAGRAPH, 1, "☒ Agreed")]


def test_fields_show_their_last_result_and_never_their_instruction() -> None:
    extraction = read(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ x</w:instrText></w:r>'
        '<w:r><w:t>hidden</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3 May</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr="AUTHOR"><w:r><w:t> Ada</w:t></w:r></w:fldSimple></w:p>'
    )

    assert extraction.text == "3 May Ada"


def test_breaks_tabs_hyphens_symbols_and_raised_figures_are_what_they_show() -> None:
    extraction = read(
        "<w:p><w:r><w:t>Mill Lane 4</w:t><w:br/><w:t>Oxford</w:t><w:tab/><w:t>re</w:t><w:noBreakHyphen/><w:t>use"
        '</w:t></w:r></w:p><w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> 10</w:t></w:r>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r></w:p>'
    )

    assert extraction.text == "Mill Lane 4\nOxford re-use\n\n☑ 10⁶"


def test_a_line_that_only_goes_on_after_a_break_is_joined() -> None:
    assert (
        read("<w:p><w:r><w:t>The valve that</w:t><w:br/><w:t>leaks.</w:t></w:r></w:p>").text == "The valve that leaks."
    )


def test_an_equation_is_readable_text() -> None:
    extraction = read(
        "<w:p><w:r><w:t>where</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath><w:r><w:t>.</w:t></w:r></w:p>"
    )

    assert extraction.text == "where (a+b)/2."


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    extraction = read(
        "<w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r></w:p>{paragraph('After.')}"
    )

    assert extraction.text == "Before.\n\nIn the box.\n\nAfter."


def test_the_words_for_a_picture_are_a_caption_unless_a_program_wrote_them() -> None:
    def picture(words: str) -> str:
        drawn = f'<wp:inline><wp:docPr id="1" name="x" descr="{words}"/></wp:inline>'
        return f"<w:p><w:r><w:drawing>{drawn}</w:drawing></w:r></w:p>"

    extraction = read(picture("A mill by the river") + picture("Picture 4") + picture("scan.png"))

    assert blocks(extraction) == [(BlockKind.CAPTION, 1, "A mill by the river")]


def test_notes_stand_after_their_paragraph_and_their_marks_at_no_word() -> None:
    extraction = read(
        '<w:p><w:r><w:t>Tea is free</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r>'
        '<w:r><w:endnoteReference w:id="1"/></w:r></w:p>' + paragraph("Next."),
        {
            "footnotes": f'<w:footnote w:id="-1" w:type="separator">{paragraph("x")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("Until ten.")}</w:footnote>',
            "endnotes": f'<w:endnote w:id="1">{paragraph("See page 3.")}</w:endnote>',
        },
    )

    assert blocks(extraction)[1:3] == [
        (BlockKind.FOOTNOTE, 1, "[1] Until ten."),
        (BlockKind.FOOTNOTE, 1, "[i] See page 3."),
    ]
    assert extraction.text.startswith("Tea is free.\n\n[1]")


def test_comments_are_notes_with_their_author() -> None:
    extraction = read(
        '<w:p><w:r><w:t>Sold.</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>',
        {"comments": f'<w:comment w:id="0" w:author="Ada">{paragraph("To whom?")}</w:comment>'},
    )

    assert blocks(extraction)[1] == (BlockKind.NOTE, 1, "Ada: To whom?")


def test_headers_say_at_the_end_what_stands_nowhere_else_and_no_page_numbers() -> None:
    page = '<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    extraction = read(
        paragraph("House rules for all."),
        {
            "header": paragraph("House rules") + paragraph("Draft of May"),
            "footer": f"<w:p><w:r><w:t>Page </w:t></w:r>{page}</w:p>",
        },
    )

    assert blocks(extraction)[1:] == [(BlockKind.NOTE, 1, "Draft of May")]


def test_lines_of_code_stand_as_they_are() -> None:
    extraction = read(styled("s", "def f():") + styled("s", "    return 1") + paragraph("That was all."))

    assert blocks(extraction)[0] == (BlockKind.CODE, 1, "def f():\n    return 1")


def test_a_chart_is_a_table_of_its_values() -> None:
    def points(*values: str) -> str:
        return "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))

    chart = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
        f"<c:barChart><c:ser><c:tx><c:strRef><c:strCache>{points('2025')}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:strCache>{points('North', 'South')}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points('4.2999999999999998', '12')}</c:numCache></c:numRef></c:val>"
        "</c:ser></c:barChart></c:plotArea></c:chart>"
    )
    extraction = read('<w:p><w:r><w:drawing><c:chart r:id="chart"/></w:drawing></w:r></w:p>', {"chart": chart})

    assert extraction.text == "Sales\n\n| 2025\nNorth | 4.3\nSouth | 12"
    assert (extraction.tables[0].caption, extraction.tables[0].columns) == ("Sales", ("", "2025"))


def test_another_file_that_stands_in_one_is_read_in_its_place_or_told() -> None:
    body = f'{paragraph("Before.")}<w:altChunk r:id="page"/>{paragraph("After.")}'
    files = {
        "_rels/.rels": relationships({"r": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships({"page": ("aFChunk", "page.rtf")}),
    }

    assert read_docx(zipped(files | {"word/page.rtf": r"{\rtf1 Inside.\par}"})).text == "Before.\n\nInside.\n\nAfter."
    assert "could not be read" in read_docx(zipped(files)).doubts[0].message


def test_what_is_no_word_file_is_named() -> None:
    workbook = zipped(
        {"_rels/.rels": relationships({"r": ("officeDocument", "xl/workbook.xml")}), "xl/workbook.xml": "<a/>"}
    )

    with pytest.raises(CannotRead, match=r"a workbook; give it the ending \.xlsx"):
        read_docx(workbook)
    with pytest.raises(CannotRead, match="no Word file"):
        read_docx(zipped({"a.txt": "x"}))
    with pytest.raises(CannotRead, match="damaged"):
        read_docx(word_file(paragraph("x"))[:-40])


def test_broken_xml_is_read_as_far_as_it_goes_with_a_doubt() -> None:
    broken = part("w:document", f"<w:body>{paragraph('Whole.')}<w:p><w:r><w:t>Cut sho")

    extraction = read_docx(
        zipped(
            {"_rels/.rels": relationships({"r": ("officeDocument", "word/document.xml")}), "word/document.xml": broken}
        )
    )

    assert extraction.text.startswith("Whole.")
    assert extraction.doubts[0].kind is DoubtKind.MISSING
