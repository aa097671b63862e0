from __future__ import annotations

import struct

from ingest.readers.mail.richtext import decompressed, html_of


def packed(source: bytes, size: int) -> bytes:
    return struct.pack("<II4sI", len(source) + 12, size, b"LZFu", 0) + source


def test_literal_bytes_and_references_are_unpacked() -> None:
    # "abc", then three bytes from where they began, 207 bytes into the window, then the end.
    source = bytes([0b00011000]) + b"abc" + struct.pack(">H", 207 << 4 | 1) + struct.pack(">H", 213 << 4)

    assert decompressed(packed(source, 6)) == b"abcabc"


def test_what_was_never_packed_is_as_it_stands() -> None:
    assert decompressed(struct.pack("<II4sI", 20, 5, b"MELA", 0) + b"{\\rtf") == b"{\\rtf"


def test_what_is_neither_is_nothing() -> None:
    assert decompressed(b"") == b""
    assert decompressed(struct.pack("<II4sI", 20, 5, b"what", 0)) == b""
    assert decompressed(packed(b"", 1 << 30)) == b""


def test_the_page_that_rtf_wraps_is_unwrapped() -> None:
    rich = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}"
        rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        rb"The key of M\'fcller \u8364? 5\htmlrtf \par}\htmlrtf0 {\*\htmltag72 </p>}}"
    )

    assert html_of(rich) == "<p>The key of Müller € 5</p>"


def test_other_rtf_wraps_no_page() -> None:
    assert html_of(rb"{\rtf1 words}") == ""
