"""Mail: messages as RFC 5322 and MIME write them, read by Python's email package. Knows how they are encoded."""

from __future__ import annotations

import base64
import binascii
import contextlib
import email.header
import mimetypes
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError
from email.message import Message

from ingest.documents import DoubtKind
from ingest.formats import suffix_of
from ingest.readers.encoding import Decoded, NotText, decode
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints
from ingest.readers.mail.alternatives import Forms
from ingest.readers.mail.letters import Attachment, HtmlBody, Letter, Part, Picture, Plain, Unread, write_letter

_SHOWN = ("From", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject")
_KNOWN = re.compile(
    rb"^(?:From|To|Cc|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Content-Type|Delivered-To|Sender|"
    rb"Reply-To|X-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 16_384  # bytes in which a mail shows that it is one
_DEEPEST = 60  # parts inside parts
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_UNSEEN = ("text/css", "text/javascript", "application/javascript")
_ENCRYPTED = ("application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_SUFFIXES = {
    "application/json": ".json",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "application/rtf": ".rtf",
}
_COUNT = re.compile(rb"\d+\s*\n")


def read_mail(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return a mail with what lies in it; the title is its subject."""
    if hints.suffix == ".emlx" and (counted := _COUNT.match(content)):  # Apple's: a count of bytes, the mail, settings
        content = content[counted.end() :][: int(counted.group())]
    if not _KNOWN.search(content[:_HEAD]):
        raise CannotRead("not a mail: it has no head with a sender, a date or a subject; save it anew from its program")
    letter = letter_of(content)
    builder = Builder()
    write_letter(letter, builder, hints)
    return builder.extraction(letter.field("Subject"))


def letter_of(content: bytes) -> Letter:
    """Return the mail that the bytes hold. Raises CannotRead for parts nested too deep."""
    try:
        return _letter(_parsed(content), 0)
    except RecursionError as error:
        raise CannotRead("its parts lie too deep in one another; save the attachments and ingest them alone") from error


class _Unfolding(policy.Compat32):
    """The older of the package's ways: it reads broken heads that the newer raises on; but lines are unfolded."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, re.sub(r"[\r\n]+", "", value)


def _parsed(content: bytes) -> Message:
    return message_from_bytes(content, policy=_Unfolding())


def header_text(raw: str) -> str:
    """Return the words of a head's field: unfolded, encoded words decoded, bytes beyond ASCII read as text."""
    line = " ".join(raw.split())
    if not line.isascii():
        line = decode(line.encode("utf-8", "surrogateescape")).text
    try:
        pieces = email.header.decode_header(line)
    except (HeaderParseError, ValueError):
        return line
    return " ".join("".join(_decoded_word(piece, charset) for piece, charset in pieces).split())


def _decoded_word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:  # what stands between encoded words comes back as bytes of its code points
        return piece.decode("raw-unicode-escape", "replace")
    return _decoded(piece, charset).text


def _letter(message: Message, depth: int) -> Letter:
    fields = tuple(
        (label, value)
        for label in _SHOWN
        if (value := ", ".join(header_text(raw) for name, raw in message.raw_items() if name.lower() == label.lower()))
    )
    return Letter(fields, (*_parts(message, depth), *_cut(message)))


def _cut(message: Message) -> Iterator[Part]:
    """Yield what is said of a mail whose last part has no end."""
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        yield Unread("The file ends in the middle: words may be missing; fetch it again.")


def _parts(message: Message, depth: int) -> Iterator[Part]:
    kind = message.get_content_type()
    if depth > _DEEPEST:
        raise RecursionError
    if kind in ("message/rfc822", "message/global"):
        yield from _inner_letters(message, depth)
    elif kind == "message/delivery-status":
        yield _status(message)
    elif kind == "multipart/alternative":
        yield from _alternative(message, depth)
    elif kind == "multipart/encrypted":
        yield Unread("the mail is encrypted; decrypt it in its program and save it anew")
    elif message.is_multipart():
        for part in _inside(message):
            yield from _parts(part, depth + 1)
    else:
        yield from _leaf(message, kind)


def _inside(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _inner_letters(message: Message, depth: int) -> Iterator[Part]:
    """Yield the mails in a mail; some programs encode them, which the standard forbids and the package leaves so."""
    for inner in _inside(message):
        if not inner.keys() and str(message.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
            with contextlib.suppress(binascii.Error):
                inner = _parsed(base64.b64decode(inner.as_bytes()))  # noqa: PLW2901
        yield _letter(inner, depth + 1)


def _status(message: Message) -> Plain:
    """Return the fields in which a server says what became of a mail."""
    fields = [f"{name}: {header_text(raw)}" for part in _inside(message) for name, raw in part.raw_items()]
    return Plain("\n".join(fields))


def _alternative(message: Message, depth: int) -> Iterator[Part]:
    """Take the plain form of the same words or the page, whichever says more; and invitations, which are neither."""
    found = [list(_parts(part, depth + 1)) for part in _inside(message)]
    plain = next((form for form in found if any(isinstance(part, Plain) and part.text.strip() for part in form)), None)
    page = next((form for form in found if any(isinstance(part, HtmlBody) for part in form)), None)
    forms = Forms(
        "\n".join(part.text for part in plain or () if isinstance(part, Plain)),
        "\n".join(part.source for part in page or () if isinstance(part, HtmlBody)),
    )
    chosen = page if page is not None and (plain is None or forms.takes_page) else plain
    if chosen is None:
        for form in found:
            yield from form
        return
    yield from chosen
    if forms.left_out:
        yield Unread(forms.left_out, DoubtKind.LEFT_OUT)
    for form in found:
        if form is not chosen:
            yield from (part for part in form if not isinstance(part, (Plain, HtmlBody)))


def _leaf(message: Message, kind: str) -> Iterator[Part]:
    name = _file_name(message)
    attached = message.get_content_disposition() == "attachment"
    if kind in _SIGNATURES or (kind in _UNSEEN and not attached):
        return
    if kind in _TNEF or name.lower() == "winmail.dat":
        yield Unread(f"“{name or 'winmail.dat'}” was not read: Outlook's own format; ask for the mail as text or HTML")
    elif kind in _ENCRYPTED:
        yield Unread("the mail is encrypted; decrypt it in its program and save it anew")
    elif kind == "text/html" and not attached:
        page = _text(message)
        yield HtmlBody(page.text, page.doubts)
    elif kind == "text/calendar" or attached or not kind.startswith(("text/", "message/")):
        yield from _attachment(message, kind, name, attached=attached)
    elif kind == "text/enriched":
        yield Plain(re.sub(r"(?<!<)</?[\w-]+>", "", _text(message).text).replace("<<", "<"))
    elif name and suffix_of(name) not in ("", ".txt", ".text"):
        yield from _attachment(message, kind, name, attached=True)
    else:
        plain = _text(message)
        yield Plain(_unfolded(plain.text, message), plain.doubts)


def _attachment(message: Message, kind: str, name: str, *, attached: bool) -> Iterator[Part]:
    suffix = _SUFFIXES.get(kind, "") if kind == "text/calendar" else suffix_of(name)
    suffix = suffix or _SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ""
    data = _payload(message)
    if kind.startswith("image/") and (not attached or message.get("Content-ID")):
        yield Picture(name, suffix, data)
        return
    if kind == "message/external-body" or not data:
        yield Unread(f"attachment “{name or kind}” is not in the mail, only named in it")
        return
    charset = message.get_content_charset()
    yield Attachment(name or f"{kind.partition('/')[0]}{suffix}", suffix, data, charset)


def _file_name(message: Message) -> str:
    """Return an attachment's name, also where encoded words stand in it, which the standard forbids."""
    try:
        name = message.get_filename()
    except (LookupError, ValueError, TypeError):  # a charset nobody knows, or a name in parts that do not fit
        return ""
    return header_text(name).rpartition("/")[2] if name else ""


def _payload(message: Message) -> bytes:
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(message: Message) -> Decoded:
    return _decoded(_payload(message), message.get_content_charset())


def _decoded(data: bytes, charset: str | None) -> Decoded:
    """Return bytes as text. UTF-7 looks like ASCII, so it is believed; what is no text is shown as far as it is."""
    try:
        if charset and charset.lower() in ("utf-7", "unicode-1-1-utf-7"):
            return Decoded(data.decode("utf-7", "replace"), "utf-7")
        return decode(data, charset)
    except NotText:
        return Decoded(data.decode("utf-8", "replace").translate(dict.fromkeys(range(9))), "utf-8")


def _unfolded(text: str, message: Message) -> str:
    """Join the lines of "format=flowed" (RFC 3676): those that end in a blank go on, at the same depth of quoting."""
    if str(message.get_param("format", "")).lower() != "flowed":
        return text
    deleted = 1 if str(message.get_param("delsp", "")).lower() == "yes" else 0  # blanks of those that end a line
    lines: list[str] = []
    open_marks: str | None = None
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = re.match(r">*", line)
        quote, words = (marks.group(), line[marks.end() :]) if marks else ("", line)
        words = words.removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        if open_marks == quote and words != "-- ":
            lines[-1] = lines[-1][: len(lines[-1]) - deleted] + words
        else:
            lines.append(f"{quote} {words}" if quote else words)
        open_marks = quote if flows else None
    return "\n".join(lines)
