"""Documents: canonical plain text with the places (pages, headings) that a citation can name.

Knows nothing of file formats, chunks or vectors.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NewType

DocumentId = NewType("DocumentId", str)
Revision = NewType("Revision", str)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paginated document: its printed order from 1, and its span of the text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its depth from 1, and the span of the text that is the heading itself."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: a `file://` or `http(s)://` address, and what it held when read.

    `fingerprint` is the SHA-256 of the source's bytes, in hexadecimal: equal fingerprints need no reading.
    """

    uri: str
    fingerprint: str

    @property
    def document_id(self) -> DocumentId:
        """The document's identity: stable while its content changes."""
        return DocumentId(_digest(self.uri))


@dataclass(frozen=True, slots=True)
class Document:
    """One source as canonical plain text.

    A newline in `text` always ends a sentence: paragraphs are parted by a blank line, headings, list items
    and table rows by a single newline, and readers have joined the lines that were only wrapped.
    Pages and headings are in order of `start`; pages may part inside a sentence.
    """

    source: Source
    title: str
    text: str
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()

    @property
    def id(self) -> DocumentId:
        """Derived from the source's address."""
        return self.source.document_id

    @property
    def revision(self) -> Revision:
        """Hash of what a reader of the document sees: its title and its text."""
        return Revision(_digest(f"{self.title}\0{self.text}"))

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that holds the character at `offset`, None without pages."""
        return next((page.number for page in reversed(self.pages) if page.start <= offset), None)


def _digest(text: str) -> str:
    # 64 bits: at a million documents the chance of one collision is below 1 in 30 million.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
