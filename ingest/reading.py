"""Reading: a located source and its bytes become a document, by the reader of its format."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.documents import Document
from ingest.errors import NothingToRead, UnreadableFile, UnsupportedFormat
from ingest.formats import KNOWN, READERS, format_of, read_file
from ingest.readers.extraction import CannotRead, Extraction, Hints
from ingest.sources import Content

_HALF = re.compile("[\ud800-\udfff]")
OnPart = Callable[[int, int], None]
"""Told how far a long file is: parts done, parts in all."""


def read(content: Content, *, on_part: OnPart | None = None) -> Document:
    """Return the document. Raises UnsupportedFormat and UnreadableFile, which name the file and the remedy."""
    if format_of(content.suffix, content.data) not in READERS:
        raise UnsupportedFormat(f"{content.name}: no reader for “{content.suffix}”; known are {KNOWN}")
    extraction = _sound(_read(content, on_part or _ignore))
    if not extraction.text.strip():
        may_hold_some = bool(extraction.doubts) or content.suffix == ".pdf"
        kind = UnreadableFile if may_hold_some and content.data.strip() else NothingToRead
        raise kind(f"{content.name}: {_why_empty(content, extraction)}")
    return Document(
        source=content.source,
        title=extraction.title or _title_from(content.name),
        text=extraction.text,
        blocks=extraction.blocks,
        places=extraction.places,
        tables=extraction.tables,
        doubts=extraction.doubts,
        boxes=extraction.boxes,
    )


def _read(content: Content, on_part: OnPart) -> Extraction:
    hints = Hints(content.name, content.suffix, content.encoding, on_part)
    try:
        return read_file(content.data, hints)
    except CannotRead as error:
        kind = UnreadableFile if content.data.strip() else NothingToRead
        raise kind(f"{content.name}: {error}") from error


def _sound(extraction: Extraction) -> Extraction:
    """Return the reading without halves of surrogate pairs, which are no characters and which no store takes."""
    return replace(
        extraction,
        title=_whole(extraction.title),
        text=_whole(extraction.text),
        places=tuple(replace(place, name=_whole(place.name)) for place in extraction.places),
        doubts=tuple(replace(doubt, message=_whole(doubt.message)) for doubt in extraction.doubts),
        tables=tuple(
            replace(table, columns=tuple(map(_whole, table.columns)), caption=_whole(table.caption))
            for table in extraction.tables
        ),
    )


def _whole(text: str) -> str:
    try:
        text.encode()  # ten times as fast as looking for them, and few texts have any
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def _ignore(_done: int, _total: int) -> None:
    pass


def _why_empty(content: Content, extraction: Extraction) -> str:
    if extraction.doubts:
        return extraction.doubts[0].message
    if content.suffix == ".pdf" and content.data:
        return "its pages are blank; there is nothing to read"
    return "empty; there is nothing to read"


def _title_from(name: str) -> str:
    return PurePosixPath(name).stem.replace("_", " ").replace("-", " ").strip() or name
