"""Looking: what a visitor looks at, found in the library: a revision of a document, its marks, its page.

Knows libraries and files; never HTML or HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.documents import Document, DocumentId, PlaceKind, Revision, Span
from ingest.errors import UnreadableFile
from ingest.places import page_at, place_name
from ui.page.document_html import Marks
from ui.page.originals import PageDrawings, original_of
from ui.page.source import ShownPage, SourceView
from ui.serving.serving import ListedRecord, ServedLibrary
from vectorstore.errors import UnknownDocument


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: `focus` in a revision ("" for the present one), other `spans`, as `view` page or text.

    Without a `view` it is the page where there is one. `page` is another page than that of the focus.
    """

    document: DocumentId
    revision: Revision
    focus: Span
    spans: tuple[Span, ...] = ()
    view: str = ""
    page: int | None = None
    whole: bool = False


def look(library: ServedLibrary, pictures: PageDrawings, looked: Looked) -> SourceView:
    """Return what is to be shown. Raises UnknownDocument, also for a revision that is not kept."""
    record = next((one for one in library.documents() if one.id == looked.document), None)
    if record is None:
        raise UnknownDocument(f"{looked.document}: no such document")
    is_present = looked.revision in {"", record.revision}
    document = library.document(looked.document, None if is_present else looked.revision)
    marks = _marks(document, looked)
    pdf = pictures.of(record) if is_present and _has_pages(document) else None
    picture = None
    if pdf is not None and looked.view != "text":
        picture = _picture(library, pictures, record, document, looked, pdf)
    return SourceView(
        document,
        marks,
        place=place_name(document, marks.focus) if marks.focus else "",
        picture=picture,
        has_page=pdf is not None,
        whole=looked.whole,
        present=None if is_present else library.text(looked.document, record.revision),
        download=original_of(record) is not None,
        address=record.uri if record.uri.startswith(("http://", "https://")) else "",
    )


def _marks(document: Document, looked: Looked) -> Marks:
    length = len(document.text)
    spans = tuple(one for one in looked.spans if 0 <= one.start < one.end <= length)
    focus = looked.focus if 0 <= looked.focus.start < looked.focus.end <= length else None
    return Marks(spans, focus)


def _has_pages(document: Document) -> bool:
    return any(one.kind is PlaceKind.PAGE for one in document.places)


def _picture(
    library: ServedLibrary,
    pictures: PageDrawings,
    record: ListedRecord,
    document: Document,
    looked: Looked,
    pdf: Path,
) -> ShownPage | None:
    """Return the page of the quote, or the one that was turned to; None where it cannot be drawn."""
    number = looked.page or page_at(document.places, looked.focus.start) or 1
    try:
        drawn = pictures.draw(pdf, number)
    except UnreadableFile:
        return None
    address = f"/page/pictures/{record.id}/{number}"
    boxes = [box for box in library.boxes(record.id, record.revision) if box.page == number]
    return ShownPage(address, number, drawn.pages, drawn.width, drawn.height, boxes)
