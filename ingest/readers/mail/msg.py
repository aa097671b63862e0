"""Outlook's messages: mails in a compound file of property streams. Knows [MS-OXMSG], read through olefile.

Dates are in UTC, as the file keeps them.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import olefile

from ingest.documents import DoubtKind
from ingest.formats import suffix_of
from ingest.readers.encoding import NotText, decode
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.mail.alternatives import Forms
from ingest.readers.mail.letters import Attachment, HtmlBody, Letter, Part, Picture, Plain, Unread, write_letter
from ingest.readers.mail.named import OF_CONTACTS, labelled
from ingest.readers.mail.richtext import decompressed, html_of

Path = tuple[str, ...]

_CLASS, _SUBJECT, _SENT, _DELIVERED, _CREATED = 0x001A, 0x0037, 0x0039, 0x0E06, 0x3007
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_FOR, _FOR_ADDRESS, _FOR_SMTP = 0x0042, 0x0065, 0x5D02  # on whose behalf
_TO, _CC = 0x0E04, 0x0E03
_BODY, _HTML, _RTF = 0x1000, 0x1013, 0x1009
_NAME, _ADDRESS, _SMTP, _RECIPIENT_KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
_DATA, _LONG_NAME, _SHORT_NAME, _METHOD, _CONTENT_ID, _MEDIA = 0x3701, 0x3707, 0x3704, 0x3705, 0x3712, 0x370E
_BODY_CODEPAGE, _CODEPAGE = 0x3FDE, 0x3FFD
_UNICODE, _MANY, _EIGHT_BIT, _BINARY, _TIME, _LONG = "001F", "101F", "001E", "0102", 0x0040, 0x0003
_EMBEDDED = 5  # the way in which a message is attached to one
_RECIPIENT_LABELS = {1: "To", 2: "Cc"}
_PROPERTIES = "__properties_version1.0"
_ENTRY = 16  # bytes of a property
_HEAD_OF_MESSAGE, _HEAD_INSIDE, _HEAD_OF_OTHERS = 32, 24, 8  # bytes before the first property
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DEEPEST = 10
_DAMAGED = "damaged or cut short; save the message anew from Outlook, as .msg or .eml"


def read_msg(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return an Outlook message with what is attached to it; the title is its subject."""
    if not content.startswith(olefile.MAGIC):
        raise CannotRead("not an Outlook message; save the mail anew from its program, as .msg or .eml")
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:  # of short bytes, olefile would take a file's name
            letter = _Message(file, (), _HEAD_OF_MESSAGE).letter(0)
    except (OSError, ValueError, struct.error, IndexError, RecursionError) as error:  # as olefile does on odd heads
        raise CannotRead(_DAMAGED) from error
    builder = Builder()
    write_letter(letter, builder, hints)
    return builder.extraction(letter.field("Subject"))


@dataclass(frozen=True, slots=True)
class _Fixed:
    """The values that stand in a property stream itself, by their tags."""

    longs: Mapping[int, int]
    times: Mapping[int, datetime]


class _Storage:
    """A storage of properties: the message, a recipient or an attachment."""

    def __init__(self, file: olefile.OleFileIO, path: Path, head: int, codepage: str = "") -> None:
        self._file = file
        self._path = path
        self._fixed = _fixed(self._stream(_PROPERTIES)[head:])
        self._codepage = codepage or self._declared_codepage()

    def text(self, tag: int) -> str:
        """Return a text, "" without it."""
        unicode = self._stream(_name(tag, _UNICODE))
        if unicode:
            return unicode.decode("utf-16-le", "replace").rstrip("\0")
        return _decoded(self._stream(_name(tag, _EIGHT_BIT)).rstrip(b"\0"), self._codepage)

    def binary(self, tag: int) -> bytes:
        """Return bytes, none without them."""
        return self._stream(_name(tag, _BINARY))

    def long(self, tag: int) -> int | None:
        """Return a number, None without it."""
        return self._fixed.longs.get(tag)

    def time(self, tag: int) -> datetime | None:
        """Return a moment in UTC, None without it."""
        return self._fixed.times.get(tag)

    def several(self, tag: int) -> list[str]:
        """Return the texts of a property that may have many."""
        name = f"{_name(tag, _MANY)}-"
        return [self._stream(path[-1]).decode("utf-16-le", "replace").rstrip("\0") for path in self.inner(name)]

    def inner(self, prefix: str) -> Iterator[Path]:
        """Yield the storages directly inside whose names begin with `prefix`, in their order."""
        depth = len(self._path)
        names = {
            path[depth]
            for path in map(tuple, self._file.listdir(streams=True, storages=True))
            if len(path) > depth and path[:depth] == self._path and path[depth].startswith(prefix)
        }
        yield from ((*self._path, name) for name in sorted(names))

    def has(self, name: str) -> bool:
        """Tell whether something of this name lies directly inside."""
        return bool(self._file.exists([*self._path, name]))

    def _stream(self, name: str) -> bytes:
        path = [*self._path, name]
        if not self._file.exists(path) or self._file.get_type(path) != olefile.STGTY_STREAM:
            return b""
        return bytes(self._file.openstream(path).read())

    def _declared_codepage(self) -> str:
        number = self.long(_CODEPAGE) or self.long(_BODY_CODEPAGE)
        return _codec(number)


class _Message(_Storage):
    def letter(self, depth: int) -> Letter:
        """Return the message with what is attached to it."""
        return Letter(tuple(self._fields()), (*self._body(), *self._attachments(depth)))

    def _fields(self) -> Iterator[tuple[str, str]]:
        sender = _person(self.text(_FOR), self.text(_FOR_SMTP) or self.text(_FOR_ADDRESS))
        sender = sender or _person(self.text(_SENDER), self.text(_SENDER_SMTP) or self.text(_SENDER_ADDRESS))
        recipients = list(self._recipients())
        moment = self.time(_SENT) or self.time(_DELIVERED) or self.time(_CREATED)
        fields = {
            "From": sender,
            "To": ", ".join(person for label, person in recipients if label == "To") or self.text(_TO),
            "Cc": ", ".join(person for label, person in recipients if label == "Cc") or self.text(_CC),
            "Date": format_datetime(moment) if moment else "",
            "Subject": self.text(_SUBJECT),
        }
        yield from ((label, value) for label, value in fields.items() if value.strip())
        yield from self._item_fields()

    def _item_fields(self) -> Iterator[tuple[str, str]]:
        """Yield what a person sees of an appointment, a task or a contact."""
        known = list(OF_CONTACTS.items()) if self.text(_CLASS).lower().startswith("ipm.contact") else []
        for tag, label in (*known, *labelled(self._names)):
            moment = self.time(tag) if label.is_time else None
            value = f"{moment:%Y-%m-%d %H:%M} UTC" if moment else self.text(tag) or ", ".join(self.several(tag))
            if value.strip():
                yield label.words, " ".join(value.split())

    def _names(self, name: str) -> bytes:
        path = ["__nameid_version1.0", name]
        return bytes(self._file.openstream(path).read()) if self._file.exists(path) else b""

    def _recipients(self) -> Iterator[tuple[str, str]]:
        for path in self.inner("__recip_version1.0_"):
            one = _Storage(self._file, path, _HEAD_OF_OTHERS, self._codepage)
            person = _person(one.text(_NAME), one.text(_SMTP) or one.text(_ADDRESS))
            label = _RECIPIENT_LABELS.get(one.long(_RECIPIENT_KIND) or 1)
            if person and label:
                yield label, person

    def _body(self) -> Iterator[Part]:
        forms = Forms(self.text(_BODY), self._page())
        if forms.takes_page:
            yield HtmlBody(forms.page)
        elif forms.plain.strip():
            yield Plain(forms.plain)
        elif rich := decompressed(self.binary(_RTF)):
            yield Attachment("the message", ".rtf", rich)
        if forms.left_out:
            yield Unread(forms.left_out, DoubtKind.LEFT_OUT)

    def _page(self) -> str:
        written = self.binary(_HTML).rstrip(b"\0")
        if written:
            return _decoded(written, _codec(self.long(_BODY_CODEPAGE)))
        return self.text(_HTML) or html_of(decompressed(self.binary(_RTF)))

    def _attachments(self, depth: int) -> Iterator[Part]:
        for path in self.inner("__attach_version1.0_"):
            one = _Storage(self._file, path, _HEAD_OF_OTHERS, self._codepage)
            name = one.text(_LONG_NAME) or one.text(_SHORT_NAME) or one.text(_NAME)
            embedded = f"__substg1.0_{_DATA:04X}000D"
            if one.long(_METHOD) == _EMBEDDED and one.has(embedded):
                yield self._embedded((*path, embedded), depth)
            elif one.text(_MEDIA).startswith("image/") and one.text(_CONTENT_ID):
                yield Picture(name, suffix_of(name), one.binary(_DATA))
            elif data := one.binary(_DATA):
                yield Attachment(name, suffix_of(name), data)
            else:
                yield Unread(f"attachment “{name}” is not in the message, only named in it")

    def _embedded(self, path: Path, depth: int) -> Part:
        if depth >= _DEEPEST:
            return Unread(f"messages inside messages were read {_DEEPEST} deep only; save the innermost alone")
        return _Message(self._file, path, _HEAD_INSIDE).letter(depth + 1)


def _codec(number: int | None) -> str:
    """Return Python's name of a Windows code page, "" for none."""
    return {65001: "utf-8", 20127: "", 28591: "latin-1"}.get(number or 0, f"cp{number}" if number else "")


def _name(tag: int, kind: str) -> str:
    return f"__substg1.0_{tag:04X}{kind}"


def _fixed(properties: bytes) -> _Fixed:
    longs: dict[int, int] = {}
    times: dict[int, datetime] = {}
    for start in range(0, len(properties) - _ENTRY + 1, _ENTRY):
        kind, tag, _, value = struct.unpack_from("<HHIQ", properties, start)
        if kind == _LONG:
            longs[tag] = value & 0xFFFFFFFF
        elif kind == _TIME and value:
            try:
                times[tag] = _EPOCH + timedelta(microseconds=value // 10)
            except OverflowError:
                continue
    return _Fixed(longs, times)


def _person(name: str, address: str) -> str:
    """Return a name with its address; Exchange's own ("/O=…/CN=…") says nothing to a person."""
    name = name.strip().strip("'\"")
    reachable = address.strip() if re.fullmatch(r"[^\s@/]+@[^\s@]+", address.strip()) else ""
    if not name or not reachable or reachable in name:
        return name or reachable
    return f'"{name}" <{reachable}>' if re.search(r"[,;:<>()@]", name) else f"{name} <{reachable}>"


def _decoded(data: bytes, codepage: str) -> str:
    try:
        return decode(data, codepage or None).text if data else ""
    except NotText:
        return data.decode("latin-1")
