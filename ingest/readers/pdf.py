"""PDF: the text layer page by page, running heads dropped, wrapped lines joined, also across pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2

from ingest.documents import Place, PlaceKind
from ingest.readers.encoding import tidy
from ingest.readers.reading import CannotRead, Hints, Reading

_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE)
_EDGE = 2  # lines at the top and bottom of a page that may be running heads
_REPEATED = 0.5  # of the pages: a line so frequent at their edge is one
_ITEM = re.compile(r"(?:[-*•‣◦▪●]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S")
_FULL_LINE = 0.75  # of the usual width: a shorter line ends its paragraph
_ENDS = tuple('.!?:;。！？”"')
_USELESS_TITLE = re.compile(
    r"^(?:untitled|microsoft word|document\d*|about:blank|.*\.(?:docx?|html?|tex|pdf|indd))", re.IGNORECASE
)


class LockedPdf(CannotRead):
    """The file asks for a password."""


class BrokenPdf(CannotRead):
    """The file is no PDF, or damaged."""


def read_pdf(content: bytes, hints: Hints = Hints()) -> Reading:
    """Return the text layer with its pages, "" when there is none. Raises LockedPdf and BrokenPdf."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedPdf("locked with a password; save a copy without one") from error
        raise BrokenPdf(f"damaged or not a PDF; export it again ({error})") from error
    with document:
        pages = [_lines(document, index) for index in range(len(document))]
        title = str(document.get_metadata_value("Title") or "").strip()
    del hints
    body = _without_running_heads(pages)
    text, spans = _flow(body)
    return Reading("" if _USELESS_TITLE.match(title) else title, text, places=spans)


def _lines(document: pypdfium2.PdfDocument, index: int) -> list[str]:
    page = document[index]
    text = page.get_textpage().get_text_range()
    # U+FFFE stands where PDFium saw a hyphen at the end of a line.
    return [line.strip() for line in tidy(text.replace("\ufffe\r\n", "").replace("\ufffe", "-")).split("\n")]


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    counts = Counter(_shape(line) for page in pages for line in {*_edges(page)})
    least = max(2, _REPEATED * len(pages))
    running = {shape for shape, count in counts.items() if count >= least}
    return [_trim(list(page), running) for page in pages]


def _edges(page: Sequence[str]) -> list[str]:
    filled = [line for line in page if line]
    return [*filled[:_EDGE], *filled[-_EDGE:]]


def _shape(line: str) -> str:
    return _NUMBERS.sub("0", line)


def _trim(page: list[str], running: set[str]) -> list[str]:
    """Take running heads and page numbers off both ends of a page, never from its middle."""
    filled = [line for line in page if line]
    edges = {id(line) for line in (*filled[:_EDGE], *filled[-_EDGE:])}
    return [
        line
        for line in page
        if not (id(line) in edges and line and (_shape(line) in running or _PAGE_NUMBER.fullmatch(line)))
    ]


def _flow(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[Place, ...]]:
    """Join the lines of all pages into paragraphs, noting where each page begins and ends."""
    width = _usual_width(pages)
    text = ""
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for number, line in _numbered(pages):
        glue = _glue(text, line, width) if parts else ""
        if glue == "-":
            parts[-1] = parts[-1][:-1]
            length -= 1
            glue = ""
        while len(starts) < number:
            starts.append(length + len(glue))
        parts.append(glue + line)
        length += len(glue) + len(line)
        text = line
    while len(starts) < len(pages):
        starts.append(length)
    ends = [*starts[1:], length]
    spans = tuple(
        Place(PlaceKind.PAGE, str(number), start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    return "".join(parts), spans


def _numbered(pages: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(pages, start=1):
        for line in page:
            if line:
                yield number, " ".join(line.split())


def _usual_width(pages: Sequence[Sequence[str]]) -> int:
    lengths = sorted(len(line) for page in pages for line in page if line)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def _glue(before: str, line: str, width: int) -> str:
    """Return what stands between two lines: "-" means that a hyphen joins the halves of a word."""
    if before.endswith("-") and line[:1].islower():
        return "-"
    if _ITEM.match(line):
        return "\n"
    if len(before) >= _FULL_LINE * width or line[:1].islower():
        return " "
    return "\n\n" if before.endswith(_ENDS) else "\n"
