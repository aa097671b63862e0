"""Segments: the sentences of a document, and its rows, fields and lines, each with what it needs to stand alone.

Knows a document's structure, never a model.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.documents import Block, BlockKind, Document, Row, Span, Table
from ingest.rows import cells_in_words, row_in_words
from ingest.sentences import split_sentences

_WHOLE = frozenset({BlockKind.HEADING, BlockKind.ROW, BlockKind.FIELD, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a row, field, heading or line of code, which are one each whatever stands in them.

    `alone` is how it reads by itself where that says more than its own words, else "". `lead` is what introduces it:
    the sentence before its list, its table's caption, or "". `goes_on` tells that it is a further sentence of the
    list item that the segment before belongs to. `parts` are the cells of a row of several.
    """

    span: Span
    alone: str = ""
    lead: str = ""
    goes_on: bool = False
    parts: tuple[Segment, ...] = field(default=(), repr=False)

    def words(self, text: str) -> str:
        """Return how it reads: `text` is the document's."""
        return self.alone or text[self.span.start : self.span.end]


def segments_of(document: Document) -> tuple[Segment, ...]:
    """Return the segments of a document in order; together they hold every character that is not blank."""
    rows = {row.start: (table, row) for table in document.tables for row in table.rows}
    leads = _leads(document)
    return tuple(
        segment for span, block in _lines(document) for segment in _segments(document.text, span, block, rows, leads)
    )


def _lines(document: Document) -> Iterator[tuple[Span, Block | None]]:
    """Yield the lines of the text that are not blank, each with the block that it begins in."""
    starts = [block.start for block in document.blocks]
    start = 0
    for line in document.text.splitlines(keepends=True):
        if not line.isspace():
            first = start + len(line) - len(line.lstrip())
            at = bisect_right(starts, first) - 1
            block = document.blocks[at] if at >= 0 and first < document.blocks[at].end else None
            yield Span(start, start + len(line)), block
        start += len(line)


def _segments(
    text: str,
    line: Span,
    block: Block | None,
    rows: Mapping[int, tuple[Table, Row]],
    leads: Mapping[int, str],
) -> Iterator[Segment]:
    words = text[line.start : line.end]
    if block is None:
        yield from map(Segment, split_sentences(words, line.start))
    elif block.kind in _WHOLE or block.kind is BlockKind.CODE:
        bare = words.strip()
        if bare:
            start = line.start + words.index(bare)
            yield _whole(text, Span(start, start + len(bare)), rows, leads)
    else:
        for number, span in enumerate(split_sentences(words, line.start)):
            yield Segment(span, lead=leads.get(block.start, ""), goes_on=number > 0 and block.kind is BlockKind.ITEM)


def _whole(text: str, span: Span, rows: Mapping[int, tuple[Table, Row]], leads: Mapping[int, str]) -> Segment:
    found = rows.get(span.start)
    if found is None:
        return Segment(span, lead=leads.get(span.start, ""))
    table, row = found
    alone = row_in_words(table, row, text)
    said = alone if alone != text[span.start : span.end] else ""
    return Segment(span, said, table.caption, parts=_cells(text, span, table, row))


def _cells(text: str, span: Span, table: Table, row: Row) -> tuple[Segment, ...]:
    """Return the filled cells of a row, each with what stands between it and the next; () for one cell only."""
    cells = list(cells_in_words(table, row, text))
    if len(cells) == 1:
        return ()
    bounds = [span.start, *(cell.start for cell, _ in cells[1:]), span.end]
    spans = [Span(first, first + len(text[first:last].rstrip())) for first, last in pairwise(bounds)]
    return tuple(Segment(part, words) for part, (_, words) in zip(spans, cells, strict=True))


def _leads(document: Document) -> Mapping[int, str]:
    """Return what introduces each list item but the first, by the item's start: a line before it with a colon."""
    leads: dict[int, str] = {}
    introduction = ""
    for before, block in zip((None, *document.blocks), document.blocks, strict=False):
        if block.kind is not BlockKind.ITEM:
            continue
        if before is None or before.kind is not BlockKind.ITEM:
            introduction = _introduction(document.text, before)
        if introduction and before is not None and before.kind is BlockKind.ITEM:
            leads[block.start] = introduction
    return leads


def _introduction(text: str, block: Block | None) -> str:
    if block is None or block.kind is not BlockKind.PARAGRAPH:
        return ""
    words = text[block.start : block.end]
    last: Sequence[Span] = split_sentences(words)[-1:]
    return words[last[0].start : last[0].end] if last and words.rstrip().endswith(":") else ""
