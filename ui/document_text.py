"""A document as it was read, for a person to look over: its text with its structure and places, as lines or values."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.documents import Block, BlockKind, Document, PlaceKind, Span
from ingest.places import place_name

_MARKS = {
    BlockKind.ITEM: "• ",
    BlockKind.ROW: "| ",
    BlockKind.CODE: "    ",
    BlockKind.QUOTED: "> ",
    BlockKind.FOOTNOTE: "[footnote] ",
    BlockKind.NOTE: "[note] ",
    BlockKind.CAPTION: "[caption] ",
}
_LABELLED = frozenset(PlaceKind) - {PlaceKind.LINE}  # places that a line of their own announces


def to_lines(document: Document) -> Iterator[str]:
    """Yield the text block by block, each marked with its kind, below the places that begin there."""
    announced = ""
    hidden = _hidden_cells(document)
    for block in all_blocks(document):
        place = _announced(document, block)
        if place != announced:
            yield f"── {place} ──"
            announced = place
        yield from _marked(f"{hidden.get(block.start, '')}{document.text[block.start : block.end]}", block)
    for doubt in document.doubts:
        yield f"? {doubt.message}"


def to_object(document: Document) -> dict[str, object]:
    """Return the text and its structure as values for programs; spans are offsets into the text."""
    return {
        "text": document.text,
        "blocks": [
            {"kind": one.kind, "start": one.start, "end": one.end, "level": one.level, "hidden": one.hidden}
            for one in document.blocks
        ],
        "places": [{"kind": one.kind, "name": one.name, "start": one.start, "end": one.end} for one in document.places],
        "tables": [
            {
                "start": one.start,
                "end": one.end,
                "caption": one.caption,
                "columns": list(one.columns),
                "rows": [[document.text[cell.start : cell.end] for cell in row.cells] for row in one.rows],
            }
            for one in document.tables
        ],
        "doubts": [
            {
                "kind": one.kind,
                "message": one.message,
                "start": one.start,
                "end": one.end,
                "confidence": one.confidence,
            }
            for one in document.doubts
        ],
    }


def all_blocks(document: Document) -> Iterator[Block]:
    """Yield the blocks of a document, with what lies in none as paragraphs, a line each."""
    at = 0
    for block in document.blocks:
        yield from _paragraphs(document.text, at, block.start)
        yield block
        at = max(at, block.end)
    yield from _paragraphs(document.text, at, len(document.text))


def _hidden_cells(document: Document) -> dict[int, str]:
    """Return what is said before a row, by its start, of those of its cells that stand in hidden columns."""
    names = {
        row.start: [cell.name for cell in row.cells if cell.hidden and cell.end > cell.start]
        for table in document.tables
        for row in table.rows
        if not row.hidden
    }
    return {start: f"({', '.join(filter(None, found))} hidden) " for start, found in names.items() if found}


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    for line in text[start:end].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            first = start + line.index(bare)
            yield Block(BlockKind.PARAGRAPH, first, first + len(bare))
        start += len(line)


def _announced(document: Document, block: Block) -> str:
    places = tuple(place for place in document.places if place.kind in _LABELLED)
    start = Span(block.start, block.start + 1)
    return place_name(Document(document.source, document.title, document.text, places=places), start)


def _marked(text: str, block: Block) -> Iterator[str]:
    mark = "#" * block.level + " " if block.kind is BlockKind.HEADING else _MARKS.get(block.kind, "")
    indent = "  " * (block.level - 1) if block.kind is BlockKind.ITEM else ""
    hidden = "(hidden) " if block.hidden else ""
    for line in text.splitlines():
        yield f"{indent}{mark}{hidden}{line}"
