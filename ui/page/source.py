"""The source beside the answer as HTML: a document's text or the picture of its page, with the quotes marked.

Knows documents, boxes and what a visitor looks at; never a route. All text in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.english.language import language_of
from assistant.messages.message import in_language
from assistant.translating import place_message
from ingest.documents import Box, Document, Span
from ui.page.differences import difference_html
from ui.page.document_html import Marks, document_html
from ui.page.texts import counted, say
from ui.serving.languages import language_spoken, told

_SAME_LINE = 0.5  # of a word's height: by how much the next word of a line may stand higher or lower


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of a PDF: where its picture is, its size in points, and how many pages there are."""

    address: str
    number: int
    pages: int
    width: float
    height: float
    boxes: Sequence[Box] = ()


@dataclass(frozen=True, slots=True)
class SourceView:
    """What is looked at: a revision of a document with its marks, and the picture of its page where there is one.

    `present` is the text as it is now where the marks are of an earlier one. `has_page` says that there is a picture
    to look at, `download` that the original is still there, and `address` where a web page is.
    """

    document: Document
    marks: Marks = field(default_factory=Marks)
    place: str = ""
    picture: ShownPage | None = None
    has_page: bool = False
    whole: bool = False
    present: str | None = None
    download: bool = False
    address: str = ""


def source_html(view: SourceView) -> str:
    """Return the source as it is shown beside the answer."""
    document = view.document
    place = (
        f'<p class="place">{escape(in_language(place_message(view.place), language_spoken()))}</p>'
        if view.place
        else ""
    )
    shown = _page(view, view.picture) if view.picture is not None else _text(view)
    return (
        f'<div class="source-head"><h2 tabindex="-1" dir="auto">{escape(document.title)}</h2>'
        f"{place}{_tools(view)}</div>"
        f'{_changed(view)}{_doubts(document)}<div class="source-body">{shown}</div>'
    )


def _tools(view: SourceView) -> str:
    tools = []
    if view.has_page:
        is_page = view.picture is not None
        views = _view("page", pressed=is_page) + _view("text", pressed=not is_page)
        tools.append(f'<div class="switch" role="group">{views}</div>')
    if view.download:
        address = escape(f"/page/originals/{view.document.id}")
        tools.append(f'<a class="tool" href="{address}" download>{escape(say("source.download"))}</a>')
    if view.address:
        tools.append(
            f'<a class="tool" href="{escape(view.address)}" target="_blank" rel="noopener noreferrer">'
            f"{escape(say('source.address'))}</a>"
        )
    return f'<div class="tools">{"".join(tools)}</div>' if tools else ""


def _view(name: str, *, pressed: bool) -> str:
    said = "true" if pressed else "false"
    return f'<button type="button" data-source="{name}" aria-pressed="{said}">{escape(say(f"source.{name}"))}</button>'


def _changed(view: SourceView) -> str:
    if view.present is None:
        return ""
    changes = difference_html(view.document.text, view.present)
    folded = f"<details><summary>{escape(say('source.changes'))}</summary>{changes}</details>" if changes else ""
    return f'<div class="changed"><p>{escape(say("source.changed"))}</p>{folded}</div>'


def _doubts(document: Document) -> str:
    if not document.doubts:
        return ""
    doubts = dict.fromkeys(one.message for one in document.doubts)
    items = "".join(f"<li>{escape(told(message))}</li>" for message in doubts)
    summary = escape(counted("source.doubts", len(doubts)))
    return f'<details class="doubts"><summary>{summary}</summary><ul>{items}</ul></details>'


def _language_of(document: Document) -> str:
    language = language_of(document.text)
    return f' lang="{language}"' if language else ""


def _text(view: SourceView) -> str:
    shown = document_html(view.document, view.marks, whole=view.whole)
    return f'<div class="context"{_language_of(view.document)}>{shown}</div>'


# -- pages of a PDF ----------------------------------------------------------------------------------------------------


def _page(view: SourceView, picture: ShownPage) -> str:
    label = escape(say("source.picture", number=picture.number, title=view.document.title))
    boxes = "".join(_box(picture, box, view.marks) for box in _lines(picture, view.marks))
    return (
        f'<figure class="page" style="aspect-ratio: {picture.width:.2f} / {picture.height:.2f}">'
        f'<img src="{escape(picture.address)}" alt="{label}">{boxes}</figure>{_turn(picture)}'
    )


def _turn(picture: ShownPage) -> str:
    if picture.pages < 2:  # noqa: PLR2004 - nothing to turn
        return ""
    steps = (("previous", picture.number - 1), ("next", picture.number + 1))
    back, onward = (
        f'<button type="button" class="button quiet" data-source="turn" data-page="{number}"'
        f"{'' if 0 < number <= picture.pages else ' disabled'}>{escape(say(f'source.page.{name}'))}</button>"
        for name, number in steps
    )
    where = escape(say("source.page.of", number=picture.number, count=picture.pages))
    return f'<div class="turn">{back}<span>{where}</span>{onward}</div>'


def _lines(picture: ShownPage, marks: Marks) -> Iterator[Box]:
    """Yield the boxes of the marked words of a page, those of one line and one mark joined."""
    joined: Box | None = None
    for box in picture.boxes:
        if box.page != picture.number or not marks.within(box.start, box.end):
            continue
        if joined is not None and _goes_on(joined, box, marks):
            joined = joined._replace(
                end=box.end,
                right=max(joined.right, box.right),
                top=min(joined.top, box.top),
                bottom=max(joined.bottom, box.bottom),
            )
            continue
        if joined is not None:
            yield joined
        joined = box
    if joined is not None:
        yield joined


def _goes_on(joined: Box, box: Box, marks: Marks) -> bool:
    height = joined.bottom - joined.top
    between = Span(joined.end, box.start)
    is_unbroken = between.end <= between.start or bool(marks.within(between.start, between.end))
    is_same_line = abs(box.bottom - joined.bottom) <= _SAME_LINE * height and box.left >= joined.left
    same = marks.is_focus(joined.start, joined.end) == marks.is_focus(box.start, box.end)
    return is_unbroken and is_same_line and same


def _box(picture: ShownPage, box: Box, marks: Marks) -> str:
    left, top = 100 * box.left / picture.width, 100 * box.top / picture.height
    width, height = 100 * (box.right - box.left) / picture.width, 100 * (box.bottom - box.top) / picture.height
    kind = "box focus" if any(is_focus for _, _, is_focus in marks.within(box.start, box.end)) else "box"
    return (
        f'<span class="{kind}" style="left: {left:.3f}%; top: {top:.3f}%; width: {width:.3f}%; '
        f'height: {height:.3f}%"></span>'
    )
