"""Reading: a located source and its bytes become a document, by the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from ingest.documents import Document
from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.readers.encoding import NotText
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import BrokenPdf, LockedPdf, read_pdf
from ingest.readers.reading import Reading
from ingest.readers.text import read_text
from ingest.sources import Content

Reader = Callable[[bytes], Reading]

READERS: Mapping[str, Reader] = {
    ".htm": read_html,
    ".html": read_html,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".text": read_text,
    ".txt": read_text,
}
"""The reader of each kind of file, by its suffix."""


def read(content: Content) -> Document:
    """Return the document. Raises UnsupportedFormat and UnreadableFile, which name the file and the remedy."""
    reader = READERS.get(content.suffix)
    if reader is None:
        raise UnsupportedFormat(
            f"{content.name}: no reader for “{content.suffix}”; known are {', '.join(sorted(READERS))}"
        )
    reading = _read(reader, content)
    if not reading.text.strip():
        raise UnreadableFile(f"{content.name}: {_why_empty(content)}")
    return Document(
        source=content.source,
        title=reading.title or _title_from(content.name),
        text=reading.text,
        pages=reading.pages,
        headings=reading.headings,
    )


def _read(reader: Reader, content: Content) -> Reading:
    try:
        return reader(content.data)
    except NotText as error:
        raise UnreadableFile(f"{content.name}: not a text file, whatever its name says; convert it first") from error
    except LockedPdf as error:
        raise UnreadableFile(f"{content.name}: locked with a password; save a copy without one") from error
    except BrokenPdf as error:
        raise UnreadableFile(f"{content.name}: damaged or not a PDF; export it again ({error})") from error


def _why_empty(content: Content) -> str:
    if content.suffix == ".pdf" and content.data:
        return "no text layer, only images; run OCR on it first"
    return "empty; there is nothing to read"


def _title_from(name: str) -> str:
    return PurePosixPath(name).stem.replace("_", " ").replace("-", " ").strip() or name
