from __future__ import annotations

from ingest.documents import (
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Doubt,
    DoubtKind,
    Place,
    PlaceKind,
    Row,
    Source,
    Table,
)
from ingest.packing import (
    Structure,
    pack_boxes,
    pack_document,
    pack_structure,
    unpack_boxes,
    unpack_document,
    unpack_structure,
)

WHOLE = Structure(
    blocks=(Block(BlockKind.HEADING, 0, 3, 2), Block(BlockKind.ROW, 4, 9, hidden=True)),
    places=(Place(PlaceKind.SHEET, "Ausgaben “Mai”", 0, 9),),
    tables=(
        Table(
            4,
            9,
            ("Item", ""),
            (Row(4, 9, (Cell(4, 5, "A2", hidden=True), Cell(8, 9, width=2)), hidden=True),),
            "Prices",
        ),
    ),
    doubts=(Doubt(DoubtKind.RECOGNISED, "page 1 was read by OCR", 0, 9, 0.91),),
)


def test_a_structure_comes_back_as_it_was() -> None:
    assert unpack_structure(pack_structure(WHOLE)) == WHOLE
    assert unpack_structure(pack_structure(Structure())) == Structure()


def test_what_a_page_calls_itself_comes_back() -> None:
    labelled = Structure(places=(Place(PlaceKind.PAGE, "6", 0, 4, "vi"), Place(PlaceKind.PAGE, "7", 4, 9)))

    assert unpack_structure(pack_structure(labelled)) == labelled


def test_boxes_come_back_as_they_were() -> None:
    boxes = (Box(0, 3, 1, 72.0, 90.5, 101.25, 102.0), Box(4, 9, 2, 0.0, 0.0, 12.0, 9.5))

    assert unpack_boxes(pack_boxes(boxes)) == boxes
    assert unpack_boxes(pack_boxes(())) == ()


def test_a_document_comes_back_as_it_was() -> None:
    document = Document(
        Source("file:///a.pdf", "f00"),
        "Häuser",
        "Miete 9 € \udc80",
        blocks=WHOLE.blocks,
        places=WHOLE.places,
        tables=WHOLE.tables,
        doubts=WHOLE.doubts,
        boxes=(Box(0, 5, 1, 72.1, 90.5, 101.3, 1 / 3),),
    )

    assert unpack_document(pack_document(document)) == document
    assert isinstance(unpack_document(pack_document(document)).tables[0].rows[0].cells[0], Cell)
