"""Encodings: bytes to text. Knows byte-order marks and declarations, and when to guess; never a file format."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.documents import Doubt, DoubtKind, Span
from ingest.readers.codepages import guess, wider
from ingest.readers.extraction import CannotRead, Extraction

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
_BINARY_SHARE = 0.05  # of control characters, above which bytes are no text
_SAMPLE = 65_536  # characters that are looked at for control characters
_BAD_SHARE = 0.5  # of the characters beyond ASCII, above which a file is no UTF-8 with a few bad bytes
_BAD_DECLARED_SHARE = 0.01  # of all characters, above which a declaration is not believed
_REPLACEMENT = "\ufffd"
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
# Joiners belong to words of Persian and the scripts of India, and to emoji; between Latin letters they are nothing.
_JOINERS = re.compile(r"(?<![^\x00-\u024f\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f\s])")
_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x202F, 0x2009, 0x200A, 0x3000), " ")

_CONTROLS = dict.fromkeys(code for code in (*range(32), 127) if chr(code) not in "\n\t\f")
_CANONICAL = _SPACES | _INVISIBLE | _CONTROLS


class NotText(CannotRead):
    """The bytes are not text in any encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text, the encoding they were in, and what is not sure of that."""

    text: str
    encoding: str
    doubts: tuple[Doubt, ...] = ()

    def told(self, extraction: Extraction) -> Extraction:
        """Return what was read of the text, with the doubts of decoding where they belong in it."""
        return replace(
            extraction, doubts=(*(_spanned(doubt, extraction.text) for doubt in self.doubts), *extraction.doubts)
        )


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Return `content` as text: by its byte-order mark, as `declared` or as it declares itself, as UTF-8, by a guess.

    Single bytes that do not fit become “\ufffd”, which is a doubt; so is a guess that may be wrong. Bytes that are
    UTF-8 are read so even where they declare a code page. Raises NotText for bytes that are no text at all.
    """
    decoded = _decode(content, declared)
    controls = sum(character < " " and character not in "\b\t\n\r\f\v\x1b" for character in decoded.text[:_SAMPLE])
    if controls > _BINARY_SHARE * max(len(decoded.text[:_SAMPLE]), 1):
        raise NotText("not a text file, whatever its name says; convert it first")
    return decoded


def tidy(text: str) -> str:
    """Return canonical characters: NFC, line feeds only, plain spaces, nothing invisible."""
    unified = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _JOINERS.sub("", unified).translate(_CANONICAL)


def _decode(content: bytes, declared: str | None) -> Decoded:
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _replacing(content, marked)
    wide = _unmarked(content)
    if wide:
        return Decoded(content.decode(wide), wide)
    for found in _candidates(content, declared):
        if found is not None:
            return found
    return _guessed(content)


_SHIFTS = re.compile(rb"\x1b\$(?:[@B]|\(D|\)C)")  # from ASCII to two bytes a character
_SHIFTING = ("iso2022_jp", "iso2022_jp_2", "iso2022_kr")
_BRACED = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")  # Chinese between braces, in HZ (RFC 1843)
_COMMON = range(0xB0, 0xD8)  # the rows of GB 2312 that hold the usual characters, and not what small letters make
_COMMON_SHARE = 0.7


def _candidates(content: bytes, declared: str | None) -> Iterator[Decoded | None]:
    encodings = [known for known in map(_known, (declared, _declaration(content))) if known]
    if not encodings and _SHIFTS.search(content):
        yield from (_strict(content, encoding) for encoding in _SHIFTING)
    if not encodings and _BRACED.search(content) and content.isascii():
        yield _braced(content)
    if not any(_stretches(encoding) for encoding in encodings):
        yield _strict(content, "utf-8")
    for encoding in encodings:
        yield _strict(content, encoding)
    for encoding in encodings:
        yield _nearly(content, encoding)
    yield _strict(content, "utf-8")
    yield _nearly(content, "utf-8")


def _declaration(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_DECLARED_WITHIN])
    return match.group(1).decode("ascii") if match else None


def _known(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding, of the wider one that programs mean; None for an unknown one."""
    name = _ALIASES.get(declared.strip().lower(), declared.strip()) if declared else ""
    try:
        found = codecs.lookup(name).name if name else ""
        "".encode(found or "utf-8")  # some codecs, such as rot13, are not of characters
    except (LookupError, ValueError):  # the latter for a name that holds a zero byte
        return None
    return None if not found or found in _NO_DECLARATION else wider(found)


_ALIASES = {
    "ks_c_5601-1989": "cp949",
    "unicode-1-1-utf-8": "utf-8",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
    "x-user-defined": "cp1252",
    "x-x-big5": "big5hkscs",
}
# Who declares these in a file that can be read as ASCII to the declaration is wrong; the marks were looked at before.
_NO_DECLARATION = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7")


def _stretches(encoding: str) -> bool:
    """Whether several bytes make a character, so that short texts may be UTF-8 by chance."""
    return encoding.startswith(("cp9", "big5", "euc", "gb", "hz", "iso2022", "johab", "shift"))


def _strict(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _braced(content: bytes) -> Decoded | None:
    """Return the text of bytes in HZ; None where the braces hold ASCII of another kind."""
    decoded = _strict(content, "hz")
    if decoded is None:
        return None
    characters = [one for one in decoded.text if unicodedata.category(one) == "Lo"]
    common = sum(one.encode("gb2312")[0] in _COMMON for one in characters)
    return decoded if characters and common >= _COMMON_SHARE * len(characters) else None


def _nearly(content: bytes, encoding: str) -> Decoded | None:
    """Return the text of bytes of which few do not fit, None when too many do not."""
    decoded = _replacing(content, encoding)
    bad = decoded.text.count(_REPLACEMENT)
    beyond = len(decoded.text) - sum(map(str.isascii, decoded.text)) - bad
    fits = bad <= _BAD_SHARE * beyond if encoding == "utf-8" else bad <= _BAD_DECLARED_SHARE * len(decoded.text)
    return decoded if fits else None


def _replacing(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    count = text.count(_REPLACEMENT) - _own_replacements(content, encoding)
    if count <= 0:
        return Decoded(text, encoding)
    lines = text[: text.index(_REPLACEMENT)].count("\n") + 1
    if count == 1:
        message = f"1 byte is no text in {_shown(encoding)}, in line {lines}; “{_REPLACEMENT}” stands there instead"
    else:
        message = (
            f"{count} bytes are no text in {_shown(encoding)}, the first in line {lines}; “{_REPLACEMENT}” stands "
            "there instead"
        )
    return Decoded(text, encoding, (Doubt(DoubtKind.REPLACED, message, 0, 0),))


def _own_replacements(content: bytes, encoding: str) -> int:
    try:
        return content.count(_REPLACEMENT.encode(encoding))
    except UnicodeEncodeError:
        return 0


def _guessed(content: bytes) -> Decoded:
    found = guess(content)
    decoded = _replacing(content, found.encoding)
    if found.sure:
        return decoded
    message = f"read as {_shown(found.encoding)}, which is a guess; if letters look wrong, save the file as UTF-8"
    return replace(decoded, doubts=(Doubt(DoubtKind.ENCODING, message, 0, 0), *decoded.doubts))


def _shown(encoding: str) -> str:
    return "UTF-8" if encoding in ("utf-8", "utf-8-sig") else encoding


def _spanned(doubt: Doubt, text: str) -> Doubt:
    if doubt.kind is DoubtKind.ENCODING:
        span = Span(0, len(text))
    else:
        first = text.find(_REPLACEMENT)
        span = Span(first, first + 1) if first >= 0 else Span(0, 0)
    return replace(doubt, start=span.start, end=span.end)


# -- UTF-16 and UTF-32 without a mark ----------------------------------------------------------------------------------


def _unmarked(content: bytes) -> str | None:
    """Return the encoding of bytes that are UTF-16 or UTF-32 without a mark: blanks and line ends hold zero bytes."""
    sample = content[:_SAMPLE]
    zeros = sample.count(b"\0")
    if not zeros or (zeros < _WIDE_SHARE * len(sample) and _TYPED.fullmatch(sample)):
        return None
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        text = _strict(content, encoding) if len(content) % width == 0 else None
        if text is not None and _is_written(text.text[:_SAMPLE]):
            return encoding
    return None


def _is_written(text: str) -> bool:
    """Whether the characters are of few scripts and each is a letter, a sign or a blank that is in use."""
    odd = sum(unicodedata.category(one) in ("Cc", "Cn", "Co", "Cs") and one not in "\t\n\r\f" for one in text)
    if odd > _BINARY_SHARE * len(text):
        return False
    rows = {ord(one) >> 8 for one in text}
    return any(one in " \n\t.,;" for one in text) and len(rows) <= max(_FEW_ROWS, _ROWS_SHARE * len(text))


_TYPED = re.compile(rb"[\0\t\n\r\f\x1b -~]*")
_WIDE_SHARE = 0.2  # of bytes that are ASCII but for zero bytes: with fewer of these they are text with some stray ones
_FEW_ROWS = 4  # of the 256 that Unicode's first plane has; a text of an alphabet touches two or three
_ROWS_SHARE = 0.5  # of the characters: Chinese touches many rows, but random bytes a new one almost each time
