from __future__ import annotations

from ingest.documents import BlockKind
from ingest.readers.extraction import Builder, Extraction
from ingest.readers.office.odf import TEXT
from ingest.readers.office.odf import open_document as opened
from ingest.readers.office.odf_flow import OdfFlow
from ingest.readers.office.odf_styles import styles_of
from tests.ingest.readers.office.files import open_document

STYLES = '<style:style style:name="Code" style:family="paragraph" style:parent-style-name="Preformatted_20_Text"/>'


def flow_of(body: str) -> tuple[OdfFlow, Builder]:
    """A flow that has not written yet."""
    builder = Builder()
    file = opened(open_document(body, automatic=STYLES), builder)
    return OdfFlow(file, styles_of(file.styles, file.content), builder), builder


def written(body: str) -> tuple[OdfFlow, Extraction]:
    flow, builder = flow_of(body)
    flow.write(opened(open_document(body, automatic=STYLES), builder).body("text"))
    return flow, builder.extraction()


def blocks(extraction: Extraction) -> list[tuple[BlockKind, int, str]]:
    return [(one.kind, one.level, extraction.text[one.start : one.end]) for one in extraction.blocks]


def test_what_a_container_of_an_unknown_kind_holds_is_written() -> None:
    _, extraction = written(
        "<text:unheard-of><text:p>Tea</text:p></text:unheard-of><office:forms><text:p>No</text:p></office:forms>"
    )

    assert blocks(extraction) == [(BlockKind.PARAGRAPH, 1, "Tea")]


def test_a_heading_that_is_too_long_is_text() -> None:
    long = "word " * 61
    _, extraction = written(
        f'<text:h text:outline-level="2">{long}</text:h><text:h text:outline-level="2">Fee</text:h>'
    )

    assert blocks(extraction) == [(BlockKind.PARAGRAPH, 1, long.strip()), (BlockKind.HEADING, 2, "Fee")]


def test_lines_of_code_are_kept_together_as_they_stand() -> None:
    line = '<text:p text:style-name="Code">{}</text:p>'.format
    _, extraction = written(line("if a:") + line('<text:s text:c="2"/>b') + "<text:p>After.</text:p>")

    assert blocks(extraction) == [(BlockKind.CODE, 1, "if a:\n  b"), (BlockKind.PARAGRAPH, 1, "After.")]


def test_hidden_sections_and_deleted_words_are_lost_and_counted() -> None:
    flow, extraction = written(
        '<text:section text:display="none"><text:p>Not shown</text:p></text:section>'
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Seen</text:p>"
    )

    assert extraction.text == "Seen"
    assert ("".join(flow.losses.hidden), "".join(flow.losses.deleted)) == ("Not shown", "Gone")


def test_a_cell_is_said_in_one_line_with_the_lines_of_its_list() -> None:
    items = "<text:list><text:list-item><text:p>free</text:p></text:list-item></text:list>"
    body = f"<text:section><text:p>Tea<text:line-break/>hot</text:p>{items}</text:section>"
    flow, builder = flow_of("")
    cell = next(opened(open_document(body), builder).body("text").iter(f"{TEXT}section"))

    assert flow.text_of(cell) == "Tea hot free"
    assert builder.extraction().text == ""


def test_a_frame_is_described_only_where_it_holds_no_words() -> None:
    frame = "<draw:frame>{}<svg:title>Mill</svg:title><svg:desc>A mill</svg:desc></draw:frame>".format
    _, extraction = written(frame("<draw:text-box><text:p>Words</text:p></draw:text-box>") + frame("<draw:image/>"))

    assert blocks(extraction) == [(BlockKind.PARAGRAPH, 1, "Words"), (BlockKind.CAPTION, 1, "A mill")]
