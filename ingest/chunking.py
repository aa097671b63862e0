"""Chunks: runs of whole sentences that fit the embedding model. Knows a token counter, never a model."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NewType

from ingest.documents import Block, Document, DocumentId, Span
from ingest.places import page_at
from ingest.segments import Segment, segments_of

ChunkId = NewType("ChunkId", str)
TokenCounter = Callable[[str], int]

CHUNKER_VERSION = 5
"""Grows when the same document would be chunked otherwise; a library then chunks its documents anew."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of a document, `document.text[start:end] == text`, made of whole sentences.

    `sentences` are spans of the document's text, in order, inside [start, end). `title` and `heading` (the
    path of headings above the chunk, outermost first, joined by " › ", or "") are embedded with the text.
    `page` is the page on which the chunk starts, None without pages. `stand_alone` holds, by sentence, how one is
    read that says less by itself than in its place (a table's row, with the names of its columns), "" for the
    others; it is () where all are read as they stand.
    """

    id: ChunkId
    document_id: DocumentId
    start: int
    end: int
    text: str
    title: str
    heading: str
    page: int | None
    sentences: tuple[Span, ...]
    stand_alone: tuple[str, ...] = ()

    @property
    def embedded_text(self) -> str:
        """What the embedding model reads: title, heading and text, a line each, the first two clipped."""
        return "\n".join(part for part in (clip(self.title), clip(self.heading), self.read_text) if part)

    @property
    def read_text(self) -> str:
        """The text as it is embedded and searched: its own, but with the sentences that stand alone read so."""
        if not self.stand_alone:
            return self.text
        return "\n".join(self.sentence(index) for index in range(len(self.sentences)))

    def sentence(self, index: int) -> str:
        """Return how the sentence of this index is read: as it stands, or as it stands alone."""
        span = self.sentences[index]
        alone = self.stand_alone[index] if self.stand_alone else ""
        return alone or self.text[span.start - self.start : span.end - self.start]


@dataclass(frozen=True, slots=True)
class ChunkingOptions:
    """How large a chunk may grow.

    `max_tokens` counts everything that is embedded, the model's own marks included: all-MiniLM-L6-v2 reads 256
    word pieces and cuts the rest without a word. `overlap_sentences` open a chunk that ended the one before.
    """

    max_tokens: int = 256
    overlap_sentences: int = 1


_LONGEST_LABEL = 120  # characters of a title or heading that are embedded: about 25 word pieces
_SHARE_FOR_TEXT = 0.5  # of max_tokens: a longer overlap than the rest of it is not repeated
_SHARE_OF_WHOLE = 0.5  # of the room: a chunk may end so early rather than part a list item
_LONGEST_PIECE = 20  # characters: no word piece of the model's vocabulary is longer
_CLAUSE = re.compile(r"(?<=[,;:—–])\s+|\s+")


def clip(label: str) -> str:
    """Return as much of a title or heading as is embedded."""
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"


def chunk_document(
    document: Document, *, count_tokens: TokenCounter, options: ChunkingOptions | None = None
) -> tuple[Chunk, ...]:
    """Return the chunks of `document` in order. `count_tokens` counts a text as the embedding model does.

    Sections of a document are parted; a list that does not fit one chunk names what introduces it in the heading of
    each further one, a table its caption; an item of several sentences is parted only where it must be.
    """
    chosen = options or ChunkingOptions()
    counted = functools.cache(count_tokens)  # a sentence is asked for twice, a title by every section
    return tuple(
        chunk for section in _sections(document) for chunk in _chunk_section(document, section, counted, chosen)
    )


def chunks_of(document_id: DocumentId, chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """Return chunks as those of the document of this identity, for a document that was chunked before it had one."""
    return tuple(
        chunk
        if chunk.document_id == document_id
        else replace(chunk, id=_id_of(document_id, chunk.start, chunk.heading, chunk.text), document_id=document_id)
        for chunk in chunks
    )


@dataclass(frozen=True, slots=True)
class _Section:
    """Segments under one path of headings; a heading's own line is the first of them."""

    heading: str
    segments: tuple[Segment, ...]


def _sections(document: Document) -> Iterator[_Section]:
    """Part the sentences at headings. A heading with nothing below it goes to the section that follows."""
    starts = {heading.start: heading for heading in document.headings}
    path: list[Block] = []
    gathered: list[Segment] = []
    above = ""
    only_headings = True
    for segment in segments_of(document):
        heading = starts.get(segment.span.start)
        if heading is not None:
            if gathered and not only_headings:
                yield _Section(above, tuple(gathered))
                gathered = []
            path = [*(one for one in path if one.level < heading.level), heading]
            above = _path_text(document, path)
            only_headings = True if not gathered else only_headings
        else:
            only_headings = False
        gathered.append(segment)
    if gathered:
        yield _Section(above, tuple(gathered))


def _path_text(document: Document, path: Sequence[Block]) -> str:
    labels = (document.text[heading.start : heading.end].strip() for heading in path)
    return " › ".join(label for label in labels if label != document.title)


def _chunk_section(
    document: Document, section: _Section, count_tokens: TokenCounter, options: ChunkingOptions
) -> Iterator[Chunk]:
    """Chunk a section's segments; a chunk's heading names what leads to its first one, where that lies before it."""
    headings = {
        lead: " › ".join(part for part in (section.heading, lead) if part)
        for lead in {segment.lead for segment in section.segments}
    }
    rooms = {lead: _room(document.title, heading, count_tokens, options) for lead, heading in headings.items()}
    least = min(rooms.values())
    pieces = [piece for segment in section.segments for piece in _fitting(document.text, segment, count_tokens, least)]
    sizes = [count_tokens(piece.words(document.text)) for piece in pieces]
    for first, last in _runs(pieces, sizes, [rooms[piece.lead] for piece in pieces], options.overlap_sentences):
        yield _chunk(document, headings[pieces[first].lead], pieces[first : last + 1])


def _room(title: str, heading: str, count_tokens: TokenCounter, options: ChunkingOptions) -> int:
    """Return how many tokens of text fit below a title and a heading."""
    header = "\n".join(part for part in (clip(title), clip(heading)) if part)
    return options.max_tokens - count_tokens(f"{header}\n")


def _runs(
    pieces: Sequence[Segment], sizes: Sequence[int], rooms: Sequence[int], overlap: int
) -> Iterator[tuple[int, int]]:
    """Yield the first and last index of each run whose sizes add up to the room of its first at most."""
    first = 0
    while first < len(sizes):
        last, filled = first, sizes[first]
        while last + 1 < len(sizes) and filled + sizes[last + 1] <= rooms[first]:
            last += 1
            filled += sizes[last]
        last = _before_broken_item(pieces, sizes, first, last, rooms[first])
        yield first, last
        if last + 1 == len(sizes):
            return
        first = _next_start(sizes, first, last, rooms, overlap)


def _before_broken_item(pieces: Sequence[Segment], sizes: Sequence[int], first: int, last: int, room: int) -> int:
    """Return `last`, or the end of the item before when the item at `last` goes on and enough stays without it."""
    if last + 1 == len(pieces) or not pieces[last + 1].goes_on:
        return last
    start = last
    while start > first and pieces[start].goes_on:
        start -= 1
    return start - 1 if start > first and sum(sizes[first:start]) >= room * _SHARE_OF_WHOLE else last


def _next_start(sizes: Sequence[int], first: int, last: int, rooms: Sequence[int], overlap: int) -> int:
    """Repeat `overlap` sentences, unless they leave no room for the next one or nothing would be gained."""
    start = last + 1
    while start - 1 > first and last + 1 - start < overlap:
        repeated = sum(sizes[start - 1 : last + 1])
        room = rooms[start - 1]
        if repeated > room * _SHARE_FOR_TEXT or repeated + sizes[last + 1] > room:
            break
        start -= 1
    return start


def _fitting(text: str, segment: Segment, count_tokens: TokenCounter, room: int) -> Iterator[Segment]:
    """Yield the segment, or, where it alone is too large, the largest runs of its parts that fit.

    A row is parted between its cells, each part with its columns' names; anything else between clauses and words.
    """
    if count_tokens(segment.words(text)) <= room:
        yield segment
        return
    if segment.parts:
        for run in _runs_of_parts(text, segment, count_tokens, room):
            yield from _fitting(text, run, count_tokens, room)
        return
    span = segment.span
    start = span.start
    while start < span.end:
        end = _furthest(text, Span(start, span.end), count_tokens, room)
        yield Segment(Span(start, end), lead=segment.lead, goes_on=segment.goes_on)
        start = end + len(text[end : span.end]) - len(text[end : span.end].lstrip())


def _runs_of_parts(text: str, segment: Segment, count_tokens: TokenCounter, room: int) -> Iterator[Segment]:
    """Yield a row's cells in runs that fit; a run of one cell that does not fit is left to be parted by its words."""
    gathered: list[Segment] = []
    for part in segment.parts:
        if gathered and count_tokens(_together([*gathered, part], segment).words(text)) > room:
            yield _together(gathered, segment)
            gathered = []
        gathered.append(part)
    yield _together(gathered, segment)


def _together(parts: Sequence[Segment], row: Segment) -> Segment:
    span = Span(parts[0].span.start, parts[-1].span.end)
    alone = " · ".join(part.alone for part in parts)
    return Segment(span, alone, row.lead, parts=tuple(parts) if len(parts) > 1 else ())


def _furthest(text: str, span: Span, count_tokens: TokenCounter, room: int) -> int:
    """Return the end of the longest beginning of `span` that fits: at a blank if possible, else at any character."""
    low, high = span.start + 1, min(span.end, span.start + max(room, 1) * _LONGEST_PIECE)
    while low < high:
        middle = (low + high + 1) // 2
        if count_tokens(text[span.start : middle]) <= room:
            low = middle
        else:
            high = middle - 1
    if low == span.end:
        return low
    blanks = [match.start() for match in _CLAUSE.finditer(text, span.start, low) if match.start() > span.start]
    return blanks[-1] if blanks else low


def _chunk(document: Document, heading: str, segments: Sequence[Segment]) -> Chunk:
    start, end = segments[0].span.start, segments[-1].span.end
    text = document.text[start:end]
    return Chunk(
        id=_id_of(document.id, start, heading, text),
        document_id=document.id,
        start=start,
        end=end,
        text=text,
        title=document.title,
        heading=heading,
        page=page_at(document.places, start),
        sentences=tuple(segment.span for segment in segments),
        stand_alone=tuple(segment.alone for segment in segments) if any(segment.alone for segment in segments) else (),
    )


def _id_of(document_id: DocumentId, start: int, heading: str, text: str) -> ChunkId:
    digest = hashlib.sha256(f"{document_id}\0{start}\0{heading}\0{text}".encode("utf-8", "surrogatepass"))
    return ChunkId(digest.hexdigest()[:24])
