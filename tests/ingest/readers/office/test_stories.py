from __future__ import annotations

from lxml import etree

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Builder, Extraction
from ingest.readers.office.stories import Story, blocks_of
from ingest.readers.packages import Package
from tests.ingest.readers.office.files import paragraph, part, word_file

PART = "word/document.xml"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
    "</w:style>"
)
TITLE, HEADING = '<w:pStyle w:val="T"/>', '<w:pStyle w:val="H2"/>'


def story_of(body: str, **parts: str) -> tuple[Story, Extraction]:
    """A story that was written and closed, and what it wrote."""
    package, builder = Package.open(word_file(body, parts)), Builder()
    story = Story(package, PART, builder)
    story.write(package.xml(PART))
    story.close()
    return story, builder.extraction()


def blocks(extraction: Extraction) -> list[tuple[BlockKind, int, str]]:
    return [(one.kind, one.level, extraction.text[one.start : one.end]) for one in extraction.blocks]


def test_the_title_and_headings_come_from_styles_and_a_long_heading_is_text() -> None:
    long = "word " * 61
    story, extraction = story_of(
        paragraph("Mill", TITLE) + paragraph("Rules", HEADING) + paragraph(long, HEADING), styles=STYLES
    )

    assert story.title == "Mill"
    assert blocks(extraction) == [
        (BlockKind.HEADING, 1, "Mill"),
        (BlockKind.HEADING, 2, "Rules"),
        (BlockKind.PARAGRAPH, 1, long.strip()),
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    _, extraction = story_of(paragraph("Tea is ", "<w:rPr><w:del/></w:rPr>") + paragraph("free."))

    assert extraction.text == "Tea is free."


def test_notes_are_numbered_in_the_form_of_the_section() -> None:
    mark = '<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'.format
    form = '<w:sectPr><w:footnotePr><w:numFmt w:val="upperRoman"/></w:footnotePr></w:sectPr>'
    notes = "".join(f'<w:footnote w:id="{number}">{paragraph(f"Note {number}.")}</w:footnote>' for number in (7, 8))

    _, extraction = story_of(mark("One", 8) + mark("two", 7) + form, footnotes=notes)

    assert extraction.text.split("\n\n") == ["One", "[I] Note 8.", "two", "[II] Note 7."]


def test_headers_say_what_the_body_does_not_once_and_no_numbers_of_pages() -> None:
    page = '<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'

    _, extraction = story_of(paragraph("Mill rules"), header=paragraph("Mill") + paragraph("Draft"), footer=page)

    assert blocks(extraction) == [(BlockKind.PARAGRAPH, 1, "Mill rules"), (BlockKind.NOTE, 1, "Draft")]


def test_a_chart_that_is_not_in_the_file_is_a_doubt() -> None:
    drawing = '<w:p><w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id="none"/></a:graphicData></a:graphic>'

    _, extraction = story_of(f"{drawing}</w:drawing></w:r></w:p>")

    assert [(one.kind, one.message) for one in extraction.doubts] == [
        (DoubtKind.MISSING, "A chart or diagram is named here, and is not in the file.")
    ]


def test_blocks_are_found_inside_what_was_inserted_or_is_controlled() -> None:
    held = (
        f"<w:ins><w:sdt><w:sdtContent>{paragraph('in')}</w:sdtContent></w:sdt></w:ins><w:del>{paragraph('x')}</w:del>"
    )
    body = etree.fromstring(part("w:body", f"{held}<w:tbl/><w:sectPr/><w:altChunk/>").encode())

    assert [str(one.tag).rpartition("}")[2] for one in blocks_of(body)] == ["p", "tbl", "altChunk"]
