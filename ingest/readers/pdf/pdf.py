"""PDF: text in reading order with its structure, pages, form fields and the box of every word.

Opens the file and goes through its pages; how lines become text is the business of the modules named pdf_….
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import pypdfium2

from ingest.documents import BlockKind, DoubtKind, Span
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.hyphens import Hyphens
from ingest.readers.pdf.canonical_text import CanonicalWriter
from ingest.readers.pdf.comments import comments_of
from ingest.readers.pdf.fields import with_fields
from ingest.readers.pdf.flow import joined
from ingest.readers.pdf.headings import Outline, with_levels
from ingest.readers.pdf.layout import columns_of
from ingest.readers.pdf.lines import Frame, PdfPage
from ingest.readers.pdf.margins import said_nowhere_else, without_running_heads
from ingest.readers.pdf.paragraphs import Paragraph, Type, paragraphs_of
from ingest.readers.pdf.rules import with_ruled_tables
from ingest.readers.pdf.scans import is_scan, read_scan
from ingest.readers.pdf.text_layer import sheet_of

_logger = logging.getLogger(__name__)
_NAMED_AT_MOST = 3  # running heads
_LABEL = 20  # characters: a longer name of a page is none that anybody cites
_MAKER = re.compile(r"adobe|acrobat", re.IGNORECASE)
_LONGEST_WAITING = 2_000  # characters of all pages
_XFA = "an XFA form, whose pages only Adobe's programs make: open it there, print it to a PDF, and ingest that"
_USELESS_TITLE = re.compile(
    r"(?:untitled|\(?anonymous\)?$|unspecified$|microsoft word|document\d*$|about:blank"
    r"|.*\.(?:docx?|html?|tex|pdf|indd|odt|rtf|pptx?|xlsx?)\b)",
    re.IGNORECASE,
)


class LockedPdf(CannotRead):
    """The file asks for a password."""


class BrokenPdf(CannotRead):
    """The file is no PDF, or damaged."""


@dataclass(slots=True)
class _Pages:
    """What was read page by page: `scans` are numbers of pages read by OCR and how sure that is.

    `comments` are what readers wrote on the pages, `labels` what these call themselves, by number.
    """

    sheets: list[PdfPage] = field(default_factory=list)
    comments: dict[int, tuple[str, ...]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    scans: dict[int, float] = field(default_factory=dict)
    doubts: list[tuple[DoubtKind, int, str]] = field(default_factory=list)


def read_pdf(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the text with its pages; "" where no page holds any. Raises LockedPdf and BrokenPdf."""
    document = _opened(content)
    with document:
        pages = _read_pages(document, hints)
        pages.labels.update(_labels(document))
        if document.get_formtype() == pypdfium2.raw.FORMTYPE_XFA_FULL:
            _leave_out_waiting(pages)
        title = " ".join(str(document.get_metadata_value("Title") or "").split())
        outline = Outline.of(document)
    return _written(pages, outline, "" if _USELESS_TITLE.match(title) else title)


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    if not content.strip(b"\0 \r\n\t"):
        raise BrokenPdf("empty; there is nothing to read")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedPdf("locked with a password; save a copy without one") from error
        raise BrokenPdf(f"damaged or not a PDF; export it again ({error})") from error
    if len(document) == 0:
        document.close()
        raise BrokenPdf("damaged: no page of it can be found; export it again")
    return document


def _read_pages(document: pypdfium2.PdfDocument, hints: Hints) -> _Pages:
    form = _form(document)
    pages = _Pages()
    for number in range(len(document)):
        on_line = partial(hints.progress, number, len(document))  # OCR of a dense page takes half a minute
        try:
            _read_page(document[number], number, form, pages, on_line)
        except pypdfium2.PdfiumError as error:
            _logger.info("page %d: %s", number + 1, error)
            pages.sheets.append(PdfPage(number, Frame(0, 0, 0, 0, 0), ()))
            pages.doubts.append((DoubtKind.MISSING, number, f"page {number + 1} is damaged and could not be read"))
        hints.progress(number + 1, len(document))
    return pages


def _labels(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str]]:
    """Yield the number of each page that calls itself something else, and what."""
    for number in range(len(document)):
        label = " ".join(document.get_page_label(number).split())
        if label.isprintable() and "," not in label and label not in ("", str(number + 1)) and len(label) <= _LABEL:
            yield number, label


def _leave_out_waiting(pages: _Pages) -> None:
    """Leave out what the pages of a dynamic XFA form say to a reader that cannot make them: “Please wait…”."""
    said = " ".join(line.text for sheet in pages.sheets for line in sheet.lines)
    if len(said) <= _LONGEST_WAITING and _MAKER.search(said):
        pages.sheets[:] = [replace(sheet, lines=()) for sheet in pages.sheets]
    pages.doubts.append((DoubtKind.MISSING, 0, _XFA))


def _form(document: pypdfium2.PdfDocument) -> pypdfium2.PdfFormEnv | None:
    if document.get_formtype() == pypdfium2.raw.FORMTYPE_NONE:
        return None
    with _unheard(logging.getLogger(pypdfium2.PdfDocument.__module__)):  # what it advises for XFA forms is for builders
        document.init_forms()
    return document.formenv


@contextmanager
def _unheard(log: logging.Logger) -> Iterator[None]:
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def _read_page(
    page: pypdfium2.PdfPage,
    number: int,
    form: pypdfium2.PdfFormEnv | None,
    pages: _Pages,
    on_line: Callable[[], None],
) -> None:
    try:
        sheet = sheet_of(page, number)
        if form is not None:
            sheet = with_fields(sheet, page, form)
        sheet = _scanned(page, sheet, pages, on_line) if is_scan(page, sheet) else with_ruled_tables(sheet, page)
        pages.sheets.append(sheet)
        comments = comments_of(page)
        if comments:
            pages.comments[number] = comments
    finally:
        page.close()


def _scanned(page: pypdfium2.PdfPage, sheet: PdfPage, pages: _Pages, on_line: Callable[[], None]) -> PdfPage:
    scan = read_scan(page, sheet, on_line)
    if scan is None:
        message = f"page {sheet.number + 1} holds an image in which no words could be read"
        pages.doubts.append((DoubtKind.MISSING, sheet.number, message))
        return sheet
    pages.scans[sheet.number] = scan.confidence
    return scan.sheet


def _written(pages: _Pages, outline: Outline, title: str) -> Extraction:
    usual = Type.of(pages.sheets)
    sheets = without_running_heads(pages.sheets, usual.size)
    columns = [tuple(paragraphs_of(column, usual)) for sheet in sheets for column in columns_of(sheet)]
    flow = with_levels(joined(columns), outline)
    builder = Builder()
    hyphens = Hyphens([line.text for sheet in sheets for line in sheet.lines])
    writer = CanonicalWriter(builder, {sheet.number: sheet.frame for sheet in sheets}, hyphens)
    _write(flow, sheets, pages.comments, writer)
    writer.finish(pages.scans, pages.labels)
    heads = said_nowhere_else(pages.sheets, sheets)
    if heads:
        builder.doubt(DoubtKind.LEFT_OUT, _heads_left_out(heads), Span(0, 0))
    for kind, number, message in pages.doubts:
        builder.doubt(kind, message, writer.start_of(number))
    return builder.extraction(title)


def _heads_left_out(heads: Sequence[str]) -> str:
    named = ", ".join(f"“{head}”" for head in heads[:_NAMED_AT_MOST])
    further = f" and {len(heads) - _NAMED_AT_MOST} more" if len(heads) > _NAMED_AT_MOST else ""
    return f"left out, as it only repeats from page to page: {named}{further}"


def _write(
    flow: Sequence[Paragraph], sheets: Sequence[PdfPage], comments: Mapping[int, Sequence[str]], writer: CanonicalWriter
) -> None:
    """Write the paragraphs, each page's comments after those that begin on it, and pages without any."""
    left = [sheet.number for sheet in sheets if not sheet.lines or sheet.number in comments]
    filled = {sheet.number for sheet in sheets if sheet.lines}
    page = 0
    for paragraph, following in _with_next(flow):
        while left and left[0] < paragraph.page:
            _write_rest(left.pop(0), filled, comments, writer)
        if paragraph.page != page:
            writer.gap()
        page = paragraph.lines[-1].page
        list_follows = following is not None and following.kind is BlockKind.ITEM
        writer.write(paragraph, leads=paragraph.leads or (list_follows and paragraph.kind is BlockKind.PARAGRAPH))
    for number in left:
        _write_rest(number, filled, comments, writer)


def _write_rest(number: int, filled: set[int], comments: Mapping[int, Sequence[str]], writer: CanonicalWriter) -> None:
    if number in comments:
        writer.comments(comments[number], number)
    elif number not in filled:
        writer.empty_page(number)


def _with_next(flow: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph | None]]:
    yield from pairwise(flow)
    if flow:
        yield flow[-1], None
