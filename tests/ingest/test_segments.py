from __future__ import annotations

from ingest.documents import BlockKind, Document, Source
from ingest.readers.extraction import Builder
from ingest.readers.tables import CellGrid
from ingest.segments import segments_of

SOURCE = Source("file:///notes.txt", "0")


def built(builder: Builder) -> Document:
    extraction = builder.extraction()
    return Document(SOURCE, "T", extraction.text, blocks=extraction.blocks, tables=extraction.tables)


def said(document: Document) -> list[str]:
    return [segment.words(document.text) for segment in segments_of(document)]


def test_a_paragraph_is_parted_into_sentences_and_a_heading_is_not() -> None:
    builder = Builder()
    builder.heading("Who? What? Where?", 1)
    builder.paragraph("It rains. It pours.")

    assert said(built(builder)) == ["Who? What? Where?", "It rains.", "It pours."]


def test_a_row_says_its_columns_and_has_its_cells_as_parts() -> None:
    builder = Builder()
    builder.table(CellGrid.of_texts([("Item", "Budget", "May"), ("Heating", "", "912.40")], header_rows=1))
    document = built(builder)

    _, row = segments_of(document)

    assert row.alone == "Item: Heating · May: 912.40"
    assert [(document.text[part.span.start : part.span.end], part.alone) for part in row.parts] == [
        ("Heating | |", "Item: Heating"),
        ("912.40", "May: 912.40"),
    ]


def test_every_item_but_the_first_is_led_by_what_introduces_the_list() -> None:
    builder = Builder()
    builder.paragraph("Read this first. Bring with you:")
    builder.line("a coat")
    builder.line("a map. It must be new.")

    segments = segments_of(built(builder))

    assert [segment.lead for segment in segments] == ["", "", "", "Bring with you:", "Bring with you:"]
    assert [segment.goes_on for segment in segments] == [False, False, False, False, True]


def test_a_text_without_structure_is_its_sentences() -> None:
    assert said(Document(SOURCE, "T", "One. Two.\n\nThree")) == ["One.", "Two.", "Three"]


def test_a_line_of_code_is_one_unit() -> None:
    builder = Builder()
    builder.line("Phone: 4417. Ask for Ada.", BlockKind.FIELD)
    builder.code("a = 1. + 2.\n\n\nb = 3")

    assert said(built(builder)) == ["Phone: 4417. Ask for Ada.", "a = 1. + 2.", "b = 3"]
