from __future__ import annotations

from ingest.documents import Box, Document, Doubt, DoubtKind, Source, Span
from tests.ui.answers import HOSTILE
from tests.ui.page.test_chat import is_harmless
from ui.page.document_html import Marks
from ui.page.source import ShownPage, SourceView, source_html

TEXT = "The mill is closed in March."
MILL = Document(Source("file:///mill.pdf", "0"), "Mill", TEXT)


def boxes() -> tuple[Box, ...]:
    """A box for each word: the first three on one line, the others on the next."""
    words = ((0, 3, 100, 0), (4, 8, 150, 0), (9, 11, 200, 0), (12, 18, 100, 20), (19, 21, 160, 20), (22, 28, 190, 20))
    return tuple(Box(start, end, 1, left, 50 + top, left + 40, 60 + top) for start, end, left, top in words)


def test_the_words_of_a_quote_are_boxed_a_box_for_each_line() -> None:
    picture = ShownPage("/page/pictures/d/1", 1, 2, 400, 800, boxes())

    html = source_html(SourceView(MILL, Marks(focus=Span(0, 18)), picture=picture, has_page=True))

    assert html.count('<span class="box focus"') == 2
    assert 'style="left: 25.000%; top: 6.250%; width: 35.000%; height: 1.250%"' in html
    assert 'src="/page/pictures/d/1"' in html


def test_a_page_can_be_left_for_the_text_and_turned_as_far_as_there_are_pages() -> None:
    picture = ShownPage("/page/pictures/d/1", 1, 2, 400, 800)

    html = source_html(SourceView(MILL, picture=picture, has_page=True))

    assert 'data-source="text" aria-pressed="false"' in html
    assert 'data-page="0" disabled' in html
    assert 'data-page="2">' in html


def test_a_text_that_has_changed_says_so_and_shows_the_difference() -> None:
    html = source_html(SourceView(MILL, present="The mill is open in March."))

    assert "The text has changed since this answer." in html
    assert "<ins>The mill is open in March.</ins>" in html


def test_doubts_are_told_once_each() -> None:
    doubt = Doubt(DoubtKind.RECOGNISED, "page 1 was read by OCR", 0, 3)
    doubted = Document(MILL.source, "Mill", TEXT, doubts=(doubt, doubt))

    assert source_html(SourceView(doubted)).count("page 1 was read by OCR") == 1


def test_a_source_is_text() -> None:
    hostile = Document(MILL.source, HOSTILE, HOSTILE, doubts=(Doubt(DoubtKind.MISSING, HOSTILE, 0, 0),))

    assert is_harmless(source_html(SourceView(hostile, present="", place=HOSTILE, address=f"https://x/{HOSTILE}")))
