"""Letters: a mail as its fields, its words, what it repeats and what is attached. Knows no mail format.

The readers of mail formats make a `Letter`; `write_letter` adds it to a reading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr, parsedate_to_datetime

from ingest.documents import BlockKind, Doubt, DoubtKind, PlaceKind, Span
from ingest.formats import READERS, read_file
from ingest.readers.encoding import tidy
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.mail.pictures import Pictures, Treatment
from ingest.readers.mail.quotation import is_introduction, page_stretches, quoted, stretches_of
from ingest.readers.text.text import write_text
from ingest.readers.web.inset import read_inset

_DEEPEST = 10  # mails inside mails
_NO_WORDS = (".asc", ".gpg", ".p7m", ".p7s", ".pgp", ".sig")  # signatures, which say nothing to a person


@dataclass(frozen=True, slots=True)
class Plain:
    """The words of a mail as plain text, and what is not sure of them."""

    text: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class HtmlBody:
    """The words of a mail as HTML, and what is not sure of them."""

    source: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail. `suffix` names its format, `encoding` the one that its mail declares."""

    name: str
    suffix: str
    data: bytes
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture between the words of a mail: a screenshot, a photograph, a letterhead."""

    name: str
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a mail that is not read; `reason` is a sentence that names it."""

    reason: str
    kind: DoubtKind = DoubtKind.MISSING


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: the fields that a person sees, (label, value) each, and its parts in order, mails among them."""

    fields: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]

    def field(self, label: str) -> str:
        """Return the value of a field, "" without it."""
        return next((value for name, value in self.fields if name == label), "")

    @property
    def place(self) -> str:
        """What a citation calls it: who wrote it, and when by the writer's clock: “Ada Lovelace, 2 May 2026”."""
        name, address = parseaddr(self.field("From"))
        said = (name or address or self.field("From"), _day(self.field("Date")))
        return ", ".join(part for part in said if part) or self.field("Subject") or "without sender and date"


Part = Plain | HtmlBody | Attachment | Picture | Unread | Letter


def write_letter(
    letter: Letter, builder: Builder, hints: Hints, *, pictures: Pictures | None = None, depth: int = 0
) -> None:
    """Add a mail to a reading, as a place of its own, with all that lies in it; `pictures` are those met before."""
    pictures = pictures or Pictures()
    with builder.place(PlaceKind.MAIL, letter.place):
        for label, value in letter.fields:
            builder.line(f"{label}: {tidy(value)}", BlockKind.FIELD)
        builder.gap()
        for part in letter.parts:
            _write_part(part, builder, hints, pictures, depth)


def _write_part(part: Part, builder: Builder, hints: Hints, pictures: Pictures, depth: int) -> None:
    match part:
        case Plain() | HtmlBody():
            _write_words(part, builder)
        case Attachment():
            _write_attachment(part, builder, hints)
        case Picture():
            _write_picture(part, builder, hints, pictures)
        case Unread():
            builder.doubt(part.kind, part.reason)
        case Letter() if depth < _DEEPEST:
            write_letter(part, builder, hints, pictures=pictures, depth=depth + 1)
        case Letter():
            message = f"mails inside mails were read {_DEEPEST} deep only; save the innermost alone"
            builder.doubt(DoubtKind.MISSING, message)


def _write_words(part: Plain | HtmlBody, builder: Builder) -> None:
    start = builder.position
    if isinstance(part, Plain):
        _write_plain(part.text, builder)
    else:
        _write_page(part.source, builder)
    for doubt in part.doubts:
        builder.doubt(doubt.kind, doubt.message, Span(start, builder.position))


def _write_plain(text: str, builder: Builder) -> None:
    lines = tidy(text).replace("\f", "\n").split("\n")
    for stretch in stretches_of([line for line in lines if line.rstrip() != "--"]):
        if stretch.depth == 0:
            write_text(stretch.lines, builder)
            builder.gap()
            continue
        inner = Builder()
        write_text(stretch.lines, inner)
        builder.include(quoted(inner.extraction(), stretch.depth))


def _write_page(source: str, builder: Builder) -> None:
    for repeats, part in page_stretches(source):
        extraction = read_inset(part, source)
        if extraction.text or extraction.doubts:
            builder.include(quoted(extraction) if repeats else _with_introduction(extraction))


def _with_introduction(extraction: Extraction) -> Extraction:
    """Return the reading; a last line that introduces what is repeated below belongs to that."""
    last = extraction.blocks[-1] if extraction.blocks else None
    if last is None or not is_introduction(extraction.text[last.start : last.end]):
        return extraction
    return replace(extraction, blocks=(*extraction.blocks[:-1], quoted(extraction).blocks[-1]))


def _write_attachment(attachment: Attachment, builder: Builder, hints: Hints) -> None:
    name = " ".join(tidy(attachment.name).split()) or "without a name"
    if attachment.suffix in _NO_WORDS:
        return
    if attachment.suffix not in READERS:
        builder.doubt(DoubtKind.MISSING, f"attachment “{name}” was not read: no reader for its kind")
        return
    try:
        extraction = read_file(attachment.data, hints.inside(attachment.name, attachment.suffix, attachment.encoding))
    except CannotRead as error:
        builder.doubt(DoubtKind.MISSING, f"attachment “{name}” could not be read: {error}")
        return
    with builder.place(PlaceKind.MEMBER, name):
        builder.include(extraction, name=name)


def _write_picture(picture: Picture, builder: Builder, hints: Hints, pictures: Pictures) -> None:
    """Add the words that stand on a picture; one without words is passed over, as most are."""
    look = pictures.look(picture.data)
    if look is Treatment.PASS or picture.suffix not in READERS:
        return
    name = " ".join(tidy(picture.name).split()) or "without a name"
    if look is Treatment.TOO_MANY:
        message = (
            f"picture “{name}” between the words was not read: {pictures.most} of the file were; save it, ingest it"
        )
        builder.doubt(DoubtKind.MISSING, message)
        return
    try:
        extraction = read_file(picture.data, hints.inside(picture.name, picture.suffix))
    except CannotRead as error:
        builder.doubt(DoubtKind.MISSING, f"picture “{name}” between the words could not be read: {error}")
        return
    if extraction.text:
        with builder.place(PlaceKind.MEMBER, name):
            builder.include(extraction)


def _day(date: str) -> str:
    moment = _moment(date)
    return f"{moment.day} {moment:%B} {moment.year}" if moment else ""


def _moment(date: str) -> datetime | None:
    try:
        return parsedate_to_datetime(date) if date else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
