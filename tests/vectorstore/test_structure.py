from __future__ import annotations

from ingest.documents import Block, BlockKind, Box, Cell, Doubt, DoubtKind, Place, PlaceKind, Row, Table
from vectorstore.structure import Structure, pack_boxes, pack_structure, unpack_boxes, unpack_structure

WHOLE = Structure(
    blocks=(Block(BlockKind.HEADING, 0, 3, 2), Block(BlockKind.ROW, 4, 9, hidden=True)),
    places=(Place(PlaceKind.SHEET, "Ausgaben “Mai”", 0, 9),),
    tables=(Table(4, 9, ("Item", ""), (Row(4, 9, (Cell(4, 5, "A2"), Cell(8, 9)), hidden=True),), "Prices"),),
    doubts=(Doubt(DoubtKind.RECOGNISED, "page 1 was read by OCR", 0, 9, 0.91),),
)


def test_a_structure_comes_back_as_it_was() -> None:
    assert unpack_structure(pack_structure(WHOLE)) == WHOLE
    assert unpack_structure(pack_structure(Structure())) == Structure()


def test_boxes_come_back_as_they_were() -> None:
    boxes = (Box(0, 3, 1, 72.0, 90.5, 101.25, 102.0), Box(4, 9, 2, 0.0, 0.0, 12.0, 9.5))

    assert unpack_boxes(pack_boxes(boxes)) == boxes
    assert unpack_boxes(pack_boxes(())) == ()
