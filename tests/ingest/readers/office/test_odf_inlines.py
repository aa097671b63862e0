from __future__ import annotations

from lxml import etree

from ingest.readers.office.odf import TEXT, OpenDocument
from ingest.readers.office.odf_inlines import OdfInlines, OdfWords
from ingest.readers.office.odf_styles import Look, styles_of
from ingest.readers.office.runs import Losses
from tests.ingest.readers.office.files import open_document_part

STYLES = (
    '<style:style style:name="gone" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    "</style:style>"
)
EQUATION = "<draw:frame><draw:object><math:math><math:mi>x</math:mi></math:math></draw:object></draw:frame>"


def words(inside: str, losses: Losses | None = None, before: str = "") -> OdfWords:
    content = f"{before}{STYLES}<text:p>{inside}</text:p>"
    root = etree.fromstring(open_document_part("document-content", content).encode())
    inlines = OdfInlines(OpenDocument(root, None, None, None), styles_of(root), losses or Losses())
    (paragraph,) = root.iterfind(f"{TEXT}p")
    return inlines.words(paragraph, Look())


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def test_blanks_tabs_breaks_and_raised_figures_are_read_where_they_stand() -> None:
    found = words(f'a<text:s text:c="3"/>b<text:tab/>10{span("up", "6")}<text:line-break/>on')

    assert found.text == "a   b\t10⁶\non"


def test_hidden_words_are_counted_with_what_stands_inside_them() -> None:
    losses = Losses()
    raised = span("up", "2")

    found = words(
        f"Open {span('gone', f'secret{raised}')}"
        '<text:hidden-text text:is-hidden="false">shown</text:hidden-text>'
        '<text:hidden-text text:is-hidden="true" text:string-value="kept back"/>',
        losses,
    )

    assert found.text == "Open shown"
    assert [text for text in losses.hidden if text] == ["secret", "2", "kept back"]


def test_notes_and_frames_are_anchored_and_links_that_are_drawn_read_through() -> None:
    found = words(
        "Tea<text:note><text:note-body><text:p>Green.</text:p></text:note-body></text:note> is"
        "<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>"
        "<draw:a> free</draw:a>"
    )

    assert found.text == "Tea is free"
    assert ["".join(one.itertext()) for one in found.anchored] == ["Green.", "Boxed"]


def test_an_equation_stands_among_the_words_and_a_hidden_one_does_not() -> None:
    assert words(f"Let{EQUATION}be").text == "Let x be"
    assert words(f"Let{span('gone', EQUATION)} be").text == "Let be"


def test_the_number_of_a_page_is_no_word_but_told() -> None:
    found = words("Page <text:page-number>3</text:page-number>")

    assert (found.text, found.paged) == ("Page ", True)


def test_a_control_shows_its_label_and_state() -> None:
    forms = (
        '<office:forms><form:form><form:checkbox form:id="c" form:label="Agreed" form:current-state="checked"/>'
        '<form:text form:id="t" form:label="Name" form:current-value="Ada"/></form:form></office:forms>'
    )

    found = words('<draw:control draw:control="c"/>/<draw:control draw:control="t"/>', before=forms)

    assert found.text == " ☒ Agreed /Name Ada"
