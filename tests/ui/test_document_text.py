from __future__ import annotations

from ingest.documents import Block, BlockKind, Cell, Document, DoubtKind, PlaceKind, Row, Source, Table
from ingest.readers.extraction import Builder
from ingest.readers.tables import CellGrid
from ui.document_text import to_lines, to_object


def read() -> Document:
    builder = Builder()
    with builder.place(PlaceKind.PAGE, "1"):
        builder.heading("Costs", 2)
        builder.paragraph("What it costs.")
        builder.line("heating", level=2)
    with builder.place(PlaceKind.PAGE, "2"):
        builder.table(CellGrid.of_texts([("Item", "May"), ("Water", "31")], header_rows=1), hidden=True)
        builder.line("as of June", BlockKind.FOOTNOTE)
    builder.doubt(DoubtKind.MISSING, "page 3 holds only an image")
    extraction = builder.extraction()
    return Document(
        Source("file:///costs.pdf", "0"),
        "Costs",
        extraction.text,
        extraction.blocks,
        extraction.places,
        extraction.tables,
        extraction.doubts,
    )


def test_a_document_is_shown_with_its_structure_places_and_doubts() -> None:
    assert list(to_lines(read())) == [
        "── page 1 ──",
        "## Costs",
        "What it costs.",
        "  • heating",
        "── page 2 ──",
        "| (hidden) Item | May",
        "| (hidden) Water | 31",
        "[footnote] as of June",
        "? page 3 holds only an image",
    ]


def test_text_without_structure_is_shown_as_it_stands() -> None:
    assert list(to_lines(Document(Source("file:///a.txt", "0"), "A", "One.\n\nTwo."))) == ["One.", "Two."]


def test_programs_get_text_and_structure_as_values() -> None:
    shown = to_object(read())

    assert str(shown["text"]).startswith("Costs\nWhat it costs.")
    assert shown["tables"] == [
        {"start": 31, "end": 52, "caption": "", "columns": ["Item", "May"], "rows": [["Water", "31"]]}
    ]
    assert shown["places"] == [
        {"kind": "page", "name": "1", "start": 0, "end": 30},
        {"kind": "page", "name": "2", "start": 30, "end": 64},
    ]


def test_cells_of_hidden_columns_are_named() -> None:
    table = Table(0, 9, ("", ""), (Row(0, 9, (Cell(0, 3, "A2"), Cell(6, 9, "B2", hidden=True))),))
    document = Document(Source("file:///a.xlsx", "0"), "A", "Oak | 900", (Block(BlockKind.ROW, 0, 9),), tables=(table,))

    assert list(to_lines(document)) == ["| (B2 hidden) Oak | 900"]
