"""Encodings: bytes to text. Knows byte-order marks, declarations and guesses, never a file format."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ingest.readers.reading import CannotRead

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096  # bytes; HTML asks for it in the first 1,024
_EAST_ASIAN = ("cp932", "euc_jp", "gb18030", "big5", "euc_kr")
_LATIN = "cp1252"
_BINARY_SHARE = 0.05  # of control characters, above which bytes are no text
_SAMPLE = 65_536  # bytes that are guessed from
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x202F, 0x2009, 0x200A, 0x3000), " ")


class NotText(CannotRead):
    """The bytes are not text in any encoding."""


def decode(content: bytes, declared: str | None = None) -> str:
    """Return `content` as text: by its byte-order mark, as UTF-8, as declared, and only then by a guess.

    Raises NotText for bytes that are no text at all.
    """
    text = _decode(content, declared)
    controls = sum(character < " " and character not in "\t\n\r\f\v" for character in text[:_SAMPLE])
    if controls > _BINARY_SHARE * max(len(text[:_SAMPLE]), 1):
        raise NotText("not a text file, whatever its name says; convert it first")
    return text


def tidy(text: str) -> str:
    """Return canonical characters: NFC, line feeds only, plain spaces, nothing invisible."""
    unified = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    spaced = unified.translate(_SPACES | _INVISIBLE)
    return "".join(character for character in spaced if character in "\n\t\f" or character >= " ").replace("\x7f", "")


def _decode(content: bytes, declared: str | None) -> str:
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return content.decode(marked, "replace")
    for encoding in ("utf-8", declared or _declaration(content)):
        decoded = _try(content, encoding)
        if decoded is not None:
            return decoded
    return _guess(content)


def _declaration(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_DECLARED_WITHIN])
    return match.group(1).decode("ascii") if match else None


def _try(content: bytes, encoding: str | None) -> str | None:
    try:
        return content.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> str:
    """Believe the detector when it sees an East Asian encoding; short Western samples it takes for Czech."""
    best = from_bytes(content[:_SAMPLE]).best()
    if best is not None and best.encoding in (
        *_EAST_ASIAN,
        "shift_jis",
        "shift_jis_2004",
        "euc_jis_2004",
        "euc_jisx0213",
        "gb2312",
        "utf_16",
        "cp1251",
        "koi8_r",
    ):
        text = _try(content, "cp932" if best.encoding.startswith("shift_jis") else best.encoding)
        if text is not None:
            return text
    return content.decode(_LATIN, "replace")
