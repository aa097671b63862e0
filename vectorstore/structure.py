"""Structure: the blocks, places, tables, doubts and boxes of a document as the catalogue keeps them. Knows no SQL."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Block, BlockKind, Box, Cell, Document, Doubt, DoubtKind, Place, PlaceKind, Row, Table

_BOX = struct.Struct("<III4f")


@dataclass(frozen=True, slots=True)
class Structure:
    """What a document's text was in its source, without the boxes of its words."""

    blocks: tuple[Block, ...] = ()
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def pack_structure(structure: Structure | Document) -> str:
    """Return it as JSON: lists of lists, in the order of the values' fields."""
    return json.dumps(
        {
            "blocks": [[one.kind, one.start, one.end, one.level, int(one.hidden)] for one in structure.blocks],
            "places": [[one.kind, one.name, one.start, one.end] for one in structure.places],
            "tables": [_pack_table(one) for one in structure.tables],
            "doubts": [[one.kind, one.message, one.start, one.end, one.confidence] for one in structure.doubts],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unpack_structure(packed: str) -> Structure:
    """Return what `pack_structure` packed."""
    kept = json.loads(packed)
    return Structure(
        blocks=tuple(
            Block(BlockKind(kind), start, end, level, bool(hidden))
            for kind, start, end, level, hidden in kept["blocks"]
        ),
        places=tuple(Place(PlaceKind(kind), name, start, end) for kind, name, start, end in kept["places"]),
        tables=tuple(_unpack_table(*values) for values in kept["tables"]),
        doubts=tuple(Doubt(DoubtKind(kind), *values) for kind, *values in kept["doubts"]),
    )


def pack_boxes(boxes: Sequence[Box]) -> bytes:
    """Return them as compressed records of 28 bytes; b"" for none. A page of 500 words takes some 5 KB."""
    if not boxes:
        return b""
    records = (_BOX.pack(box.start, box.end, box.page, box.left, box.top, box.right, box.bottom) for box in boxes)
    return zlib.compress(b"".join(records))


def unpack_boxes(packed: bytes) -> tuple[Box, ...]:
    """Return what `pack_boxes` packed, in float32."""
    return tuple(Box(*values) for values in _BOX.iter_unpack(zlib.decompress(packed))) if packed else ()


def _pack_table(table: Table) -> list[object]:
    rows = [
        [row.start, row.end, [[cell.start, cell.end, cell.name] for cell in row.cells], int(row.hidden)]
        for row in table.rows
    ]
    return [table.start, table.end, list(table.columns), rows, table.caption]


def _unpack_table(
    start: int,
    end: int,
    columns: Sequence[str],
    rows: Sequence[tuple[int, int, Sequence[tuple[int, int, str]], int]],
    caption: str,
) -> Table:
    return Table(
        start=start,
        end=end,
        columns=tuple(columns),
        rows=tuple(
            Row(first, last, tuple(Cell(*cell) for cell in cells), bool(hidden)) for first, last, cells, hidden in rows
        ),
        caption=caption,
    )
