"""Packing: a document, or its blocks, places, tables, doubts and boxes, as text and bytes that are kept or handed on.

Knows neither files nor SQL. Plain values in lists: what is unpacked can be wrong, but it can never run anything.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap

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

_BOX = struct.Struct("<III4f")
_BLOCK_KINDS = {str(kind): kind for kind in BlockKind}
_EXACT_BOX = struct.Struct("<III4d")  # on its way between two processes: as it was read
_HEAD = 8  # bytes that say how long the text before the numbers is


@dataclass(frozen=True, slots=True)
class Structure:
    """What a document's text was in its source, without the boxes of its words."""

    blocks: tuple[Block, ...] = ()
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def pack_document(document: Document) -> bytes:
    """Return a document as bytes for another process of the same machine; `pack_structure` is for what is kept."""
    source = document.source
    told = [source.uri, source.fingerprint, document.title, document.text, pack_structure(document)]
    text = json.dumps(told, separators=(",", ":")).encode()
    return len(text).to_bytes(_HEAD, "big") + text + b"".join(starmap(_EXACT_BOX.pack, document.boxes))


def unpack_document(packed: bytes) -> Document:
    """Return what `pack_document` packed."""
    end = _HEAD + int.from_bytes(packed[:_HEAD], "big")
    uri, fingerprint, title, text, structure = json.loads(packed[_HEAD:end])
    known = unpack_structure(structure)
    return Document(
        source=Source(uri, fingerprint),
        title=title,
        text=text,
        blocks=known.blocks,
        places=known.places,
        tables=known.tables,
        doubts=known.doubts,
        boxes=tuple(map(_new_box, _EXACT_BOX.iter_unpack(packed[end:]))),
    )


# What these tuples' own constructors do, in a third of the time.
_new_box = partial(tuple.__new__, Box)
_PLAIN = ("start", "end", "name")  # of a cell: what is kept of most
_USUAL = (False, 1)  # their further values
_new_cell = partial(tuple.__new__, Cell)


def pack_structure(structure: Structure | Document) -> str:
    """Return it as JSON: lists of lists, in the order of the values' fields."""
    return json.dumps(
        {
            "blocks": [[one.kind, one.start, one.end, one.level, int(one.hidden)] for one in structure.blocks],
            "places": [_pack_place(one) for one in structure.places],
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
            Block(_BLOCK_KINDS[kind], start, end, level, bool(hidden))
            for kind, start, end, level, hidden in kept["blocks"]
        ),
        places=tuple(Place(PlaceKind(kind), *values) for kind, *values in kept["places"]),
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


def _pack_place(place: Place) -> list[object]:
    packed: list[object] = [place.kind, place.name, place.start, place.end]
    return [*packed, place.label] if place.label else packed


def _pack_table(table: Table) -> list[object]:
    rows = [[row.start, row.end, [_pack_cell(cell) for cell in row.cells], int(row.hidden)] for row in table.rows]
    return [table.start, table.end, list(table.columns), rows, table.caption]


def _pack_cell(cell: Cell) -> Sequence[object]:
    return cell[: len(_PLAIN)] if cell[len(_PLAIN) :] == _USUAL else cell


def _unpack_cell(packed: Sequence[object]) -> Cell:
    return _new_cell(packed if len(packed) > len(_PLAIN) else (*packed, *_USUAL))


def _unpack_table(
    start: int,
    end: int,
    columns: Sequence[str],
    rows: Sequence[tuple[int, int, Sequence[Sequence[object]], int]],
    caption: str,
) -> Table:
    return Table(
        start=start,
        end=end,
        columns=tuple(columns),
        rows=tuple(
            Row(first, last, tuple(map(_unpack_cell, cells)), bool(hidden)) for first, last, cells, hidden in rows
        ),
        caption=caption,
    )
