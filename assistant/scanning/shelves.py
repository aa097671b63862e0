"""Shelves: the documents that a scan goes through, and citations of what it finds in them. Knows no question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from assistant.answers import Citation
from assistant.english.words import stems_of
from ingest.documents import DocumentId, Span
from ingest.sentences import split_sentences
from vectorstore.errors import UnknownDocument
from vectorstore.views import Record, Texts


def documents_of(texts: Texts, chosen: Sequence[DocumentId], kind: str = "") -> tuple[Record, ...]:
    """Return the documents that may be looked in and are called so, by words of their title or of their file's name."""
    open_to = [record for record in texts.documents() if not chosen or record.id in chosen]
    if not kind:
        return tuple(open_to)
    wanted = stems_of(kind)
    wanted = wanted - _ANY or wanted
    return tuple(record for record in open_to if wanted and wanted <= stems_of(f"{record.title} {_file(record.uri)}"))


def _file(uri: str) -> str:
    name = re.split(r"[/\\]", uri.rstrip("/"))[-1]
    return re.sub(r"[\W_]+", " ", f"{name} {_SUFFIXES.get(name.rsplit('.', 1)[-1].lower(), '')}")


# What people call files by their suffix.
_SUFFIXES = {
    suffix: words
    for suffixes, words in (
        ("pdf", "pdfs"),
        ("eml msg mbox", "mail mails email e-mail emails"),
        ("xlsx xls xlsm", "spreadsheet spreadsheets workbook excel office"),
        ("ods", "spreadsheet spreadsheets workbook office"),
        ("csv tsv", "spreadsheet spreadsheets table tables csv text"),
        ("pptx ppt", "presentation presentations slides powerpoint office"),
        ("odp", "presentation presentations slides office"),
        ("docx doc", "word office"),
        ("odt rtf", "office"),
        ("epub", "book books e-book ebook"),
        ("html htm", "page pages web"),
        ("md", "markdown text"),
        ("txt", "text"),
        ("log", "log text"),
        ("ics", "calendar"),
        ("png jpg jpeg tif tiff gif webp", "image picture scan scanned"),
    )
    for suffix in suffixes.split()
}
_ANY = frozenset("document doc file text sourc paper page".split())


def called(record: Record) -> str:
    """Return what a document is called: its title, and the name of its file where that says more."""
    name = unquote(record.uri.rstrip("/").rsplit("/", 1)[-1])
    return record.title if name.rsplit(".", 1)[0] == record.title else f"{record.title} ({name})"


def texts_of(texts: Texts, records: Sequence[Record]) -> Iterator[tuple[Record, str]]:
    """Yield every document with its text; one that was removed meanwhile is left out."""
    for record in records:
        try:
            yield record, texts.text(record.id, record.revision)
        except UnknownDocument:
            continue


@dataclass(frozen=True, slots=True)
class Citer:
    """Gathers citations, numbered from 1."""

    made: list[Citation] = field(default_factory=list)
    _known: dict[tuple[DocumentId, Span], Citation] = field(default_factory=dict)

    def cite(self, record: Record, text: str, span: Span) -> Citation:
        """Return the citation of a span of a document's text."""
        known = self._known.get((record.id, span))
        if known is not None:
            return known
        citation = Citation(
            number=len(self.made) + 1,
            document_id=record.id,
            revision=record.revision,
            title=record.title,
            source=record.uri,
            page=None,
            start=span.start,
            end=span.end,
            quote=text[span.start : span.end],
        )
        self.made.append(citation)
        self._known[record.id, span] = citation
        return citation


_AROUND = 2_000  # characters on each side of a place, in which the sentence that holds it is looked for


def sentence_around(text: str, place: int) -> Span:
    """Return the span of the sentence that holds a place of a text; of a line, where it is one of its own."""
    start = max(text.rfind("\n", 0, place) + 1, place - _AROUND)
    end = text.find("\n", place)
    end = min(len(text) if end < 0 else end, place + _AROUND)
    for span in split_sentences(text[start:end]):
        if start + span.start <= place < start + span.end:
            return Span(start + span.start, start + span.end)
    return Span(start, end)


def opening_of(text: str) -> Span:
    """Return the span of the first line of a text that says something."""
    match = re.search(r"\S[^\n]*", text)
    return Span(match.start(), min(match.end(), match.start() + _LONGEST_LINE)) if match else Span(0, 0)


_LONGEST_LINE = 200
