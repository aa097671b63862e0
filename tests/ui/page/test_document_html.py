from __future__ import annotations

from ingest.documents import Block, BlockKind, Cell, Document, Place, PlaceKind, Row, Source, Span, Table
from tests.ui.answers import HOSTILE
from tests.ui.page.test_chat import is_harmless
from ui.page.document_html import Marks, document_html

TABLE = "Item | Limit\nTrain | 120\nHotel | 95\n"


def document(text: str, **parts: tuple[object, ...]) -> Document:
    return Document(Source("file:///n.txt", "0"), "Notes", text, **parts)  # type: ignore[arg-type]  # parts by name


def sheet() -> Document:
    rows = (
        Row(13, 24, (Cell(13, 18, "A2"), Cell(21, 24, "B2"))),
        Row(25, 35, (Cell(25, 30, "A3"), Cell(33, 35, "B3"))),
    )
    blocks = tuple(Block(BlockKind.ROW, start, end) for start, end in ((0, 12), (13, 24), (25, 35)))
    return document(TABLE, blocks=blocks, tables=(Table(0, 35, ("Item", "Limit"), rows),))


def test_every_quote_is_marked_and_the_one_looked_at_more() -> None:
    html = document_html(document("One. Two. Three."), Marks((Span(0, 4), Span(5, 9)), Span(5, 9)))

    assert '<mark>One.</mark> <mark class="focus">Two.</mark> Three.' in html


def test_a_quote_over_several_lines_is_marked_in_each() -> None:
    html = document_html(document("One.\nTwo."), Marks(focus=Span(0, 9)))

    assert html.count('<mark class="focus">') == 2


def test_a_table_is_one_with_its_header_and_the_cited_row() -> None:
    html = document_html(sheet(), Marks(focus=Span(25, 35)))

    assert "<thead><tr>" in html
    assert '<tr class="cited"><td>' in html
    assert html.count("<tr") == 3
    assert '<mark class="focus">95</mark>' in html


def test_a_single_cell_that_is_cited_is_marked_as_such() -> None:
    html = document_html(sheet(), Marks(focus=Span(33, 35)))

    assert '<td class="cited"><mark class="focus">95</mark></td>' in html
    assert html.count('<td class="cited">') == 1


def test_a_date_in_a_cell_is_not_broken_at_its_dashes() -> None:
    text = "Boat | Paid\nHeron - old | 2025-01-15\n"
    row = Row(12, 36, (Cell(12, 23, "A2"), Cell(26, 36, "B2")))
    blocks = tuple(Block(BlockKind.ROW, start, end) for start, end in ((0, 11), (12, 36)))

    html = document_html(document(text, blocks=blocks, tables=(Table(0, 36, ("Boat", "Paid"), (row,)),)), Marks())

    assert '<td>Heron - old</td><td class="whole">2025-01-15</td>' in html


def test_headings_items_code_and_places_are_shown_as_such() -> None:
    text = "Title\nfirst\n1. second\nx = 1\n"
    kinds = ((BlockKind.HEADING, 0, 5), (BlockKind.ITEM, 6, 11), (BlockKind.ITEM, 12, 21), (BlockKind.CODE, 22, 27))
    one = document(
        text,
        blocks=tuple(Block(kind, start, end) for kind, start, end in kinds),
        places=(Place(PlaceKind.SLIDE, "4", 0, len(text)),),
    )

    html = document_html(one, Marks())

    assert '<section class="part part-slide"><p class="part-name" dir="auto">Slide 4</p>' in html
    assert 'role="heading" aria-level="4">Title' in html
    assert 'class="item" dir="auto" style="--depth: 1">first' in html
    assert 'class="item numbered"' in html
    assert '<pre tabindex="0" dir="auto">x = 1</pre>' in html


def test_of_a_long_document_what_stands_around_the_quote_is_shown_first() -> None:
    text = "".join(f"Line {number}.\n" for number in range(20_000))
    at = text.index("Line 10000.")

    html = document_html(document(text), Marks(focus=Span(at, at + 11)))

    assert "Line 10000." in html
    assert "Line 1." not in html
    assert html.count('data-source="whole"') == 2
    assert "Line 19999." in document_html(document(text), Marks(), whole=True)


def test_a_document_is_text() -> None:
    assert is_harmless(document_html(document(HOSTILE), Marks(focus=Span(0, len(HOSTILE)))))


def test_a_header_that_is_cited_is_marked_in_its_own_words() -> None:
    html = document_html(sheet(), Marks(focus=Span(7, 12)))

    assert '<th scope="col"><mark class="focus">Limit</mark></th>' in html


def test_columns_without_a_header_row_in_the_window_have_their_names() -> None:
    assert '<th scope="col">Limit</th>' in document_html(sheet(), Marks())
