from __future__ import annotations

from dataclasses import replace

from ingest.documents import Block, BlockKind, Cell, Document, Place, PlaceKind, Row, Source, Span, Table
from ingest.places import page_at, place_name

SOURCE = Source("file:///notes.txt", "abc")


def place(kind: PlaceKind, name: str, start: int, end: int) -> Place:
    return Place(kind, name, start, end)


def test_an_offset_is_on_the_page_that_holds_it() -> None:
    pages = (place(PlaceKind.PAGE, "1", 0, 5), place(PlaceKind.PAGE, "2", 5, 9))

    assert [page_at(pages, offset) for offset in (0, 4, 5, 8)] == [1, 1, 2, 2]


def test_a_document_without_pages_has_no_page_to_name() -> None:
    assert page_at((), 2) is None
    assert page_at((place(PlaceKind.SLIDE, "1", 0, 5),), 2) is None


def test_a_span_is_named_by_the_place_that_holds_it() -> None:
    document = Document(SOURCE, "T", "aaaa bbbb", places=(place(PlaceKind.SLIDE, "4", 0, 9),))

    assert place_name(document, Span(0, 4)) == "slide 4"
    assert place_name(Document(SOURCE, "T", "aaaa"), Span(0, 4)) == ""


def test_places_are_named_from_the_outside_in() -> None:
    places = (place(PlaceKind.MEMBER, "old/rules.pdf", 0, 20), place(PlaceKind.PAGE, "1", 0, 10))

    assert place_name(Document(SOURCE, "T", "a" * 20, places=places), Span(2, 5)) == "file old/rules.pdf, page 1"


def test_a_span_across_pages_names_both() -> None:
    places = (place(PlaceKind.PAGE, "3", 0, 5), place(PlaceKind.PAGE, "4", 5, 9))

    assert place_name(Document(SOURCE, "T", "aaaa bbbb", places=places), Span(0, 9)) == "pages 3–4"


def test_what_a_page_calls_itself_stands_beside_its_number() -> None:
    places = (Place(PlaceKind.PAGE, "6", 0, 5, "vi"), place(PlaceKind.PAGE, "7", 5, 9))
    document = Document(SOURCE, "T", "aaaa bbbb", places=places)

    assert place_name(document, Span(0, 4)) == "page 6 (vi)"
    assert place_name(document, Span(0, 9)) == "pages 6–7 (vi–7)"
    assert place_name(document, Span(5, 9)) == "page 7"


def test_lines_are_counted_from_the_first_of_their_run() -> None:
    document = Document(SOURCE, "T", "a\nb\n\nc\nd", places=(place(PlaceKind.LINE, "10", 0, 8),))

    assert place_name(document, Span(2, 3)) == "line 11"
    assert place_name(document, Span(5, 8)) == "lines 13–14"


def test_cells_of_a_sheet_are_named_by_their_addresses() -> None:
    table = Table(
        0,
        11,
        ("Item", "Price"),
        (Row(0, 5, (Cell(0, 1, "A2"), Cell(4, 5, "B2"))), Row(6, 11, (Cell(6, 7, "A3"), Cell(10, 11, "B3")))),
    )
    document = Document(SOURCE, "T", "a | 1\nb | 2", places=(place(PlaceKind.SHEET, "Budget", 0, 11),), tables=(table,))

    assert place_name(document, Span(10, 11)) == "sheet Budget, cell B3"
    assert place_name(document, Span(0, 5)) == "sheet Budget, cells A2:B2"


def test_a_long_name_is_shortened() -> None:
    document = Document(SOURCE, "T", "aaaa", places=(place(PlaceKind.CHAPTER, "word " * 40, 0, 4),))

    assert place_name(document, Span(0, 4)).endswith("word…")
    assert len(place_name(document, Span(0, 4))) < 95


def test_what_is_not_shown_in_its_source_says_so() -> None:
    cells = (Cell(0, 3, "A2"), Cell(6, 9, "B2", hidden=True))
    table = Table(0, 9, ("", ""), (Row(0, 9, cells),))
    document = Document(
        SOURCE, "T", "Oak | 900", (Block(BlockKind.ROW, 0, 9),), (place(PlaceKind.SHEET, "Wood", 0, 9),), (table,)
    )
    hidden = replace(document, blocks=(Block(BlockKind.ROW, 0, 9, hidden=True),))

    assert place_name(document, Span(0, 3)) == "sheet Wood, cell A2"
    assert place_name(document, Span(6, 9)) == "sheet Wood, cell B2, hidden"
    assert place_name(document, Span(0, 9)) == "sheet Wood, cells A2:B2 (B2 hidden)"
    assert place_name(hidden, Span(0, 3)) == "sheet Wood, cell A2, hidden"
