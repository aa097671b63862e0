"""Saved pages (.mhtml): the web page that a browser packed as a mail, with its frames. Knows how they are packed."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from ingest.formats import read_file
from ingest.readers.encoding import decode
from ingest.readers.extraction import Builder, CannotRead, Extraction, Hints

_DEEPEST = 20  # parts inside parts


def read_saved(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the page, with what its frames hold below it; pictures and styles are passed over. Raises CannotRead."""
    pages = list(_pages(message_from_bytes(content, policy=policy.compat32), 0))
    if not pages:
        decode(content)  # which says so of what is no text at all
        raise CannotRead("holds no page; save the page anew from a browser, as .html or .mhtml")
    extractions = [read_file(data, hints.inside(hints.name, ".html", charset)) for data, charset in pages]
    if len(extractions) == 1:
        return extractions[0]
    builder = Builder()
    for extraction in extractions:
        builder.include(extraction)
    return builder.extraction(extractions[0].title)


def _pages(message: Message, depth: int) -> Iterator[tuple[bytes, str | None]]:
    if depth > _DEEPEST:
        raise CannotRead("its parts lie too deep in one another; save the page anew from a browser")
    if message.get_content_type() in ("text/html", "application/xhtml+xml"):
        data = message.get_payload(decode=True)
        if isinstance(data, bytes) and data.strip():
            yield data, message.get_content_charset()
        return
    payload = message.get_payload()
    for part in payload if isinstance(payload, list) else ():
        if isinstance(part, Message):
            yield from _pages(part, depth + 1)
