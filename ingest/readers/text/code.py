"""Source code, settings and logs: lines as they stand, and their numbers. Knows no language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.documents import Place, PlaceKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints

_LARGEST = 256 * 2**20  # bytes; text of that size takes about a gigabyte while it is read
_PIECE = 2**20  # characters that are made canonical at a time
_COLOURS = r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])"
_ANSI = re.compile(_COLOURS)
_ANSI_BYTES = re.compile(_COLOURS.encode())


def read_code(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the lines of a file of code, settings or a log, with the number of the first."""
    if len(content) > _LARGEST:
        raise CannotRead(f"larger than {_LARGEST // 2**20} MB; part it first, for example with split -b 100M")
    decoded = decode(_ANSI_BYTES.sub(b"", content), hints.encoding)
    builder = Builder()
    write_code("".join(_canonical(decoded.text, hints.progress)), builder)
    return decoded.told(builder.extraction())


def write_code(text: str, builder: Builder, *, first_line: int = 1) -> None:
    """Add lines as they stand; `first_line` is the number of the first in its source."""
    above = len(text) - len(text.lstrip("\n"))
    span = builder.code(text)
    if span.end > span.start:
        builder.add_place(Place(PlaceKind.LINE, str(first_line + above), span.start, span.end))


def without_colours(text: str) -> str:
    """Return the text without what tells a terminal to colour it."""
    return _ANSI.sub("", text) if "\x1b" in text else text


def _canonical(text: str, progress: Callable[[int, int], None]) -> Iterator[str]:
    """Yield pieces of whole lines in canonical characters. Returns inside lines, of progress bars, end no line."""
    text = text.replace("\r\n", "\n")
    if "\n" in text and "\r" in text:
        text = text.replace("\r", " ")
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield tidy(text[start:end]).replace("\f", " ")
        progress(end, len(text))
        start = end
