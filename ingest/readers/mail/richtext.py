"""Rich text of Outlook: unpacked from its compressed form, and the page that it may wrap. Knows no messages."""

from __future__ import annotations

import re
import struct

_PACKED, _PLAIN = b"LZFu", b"MELA"
_HEAD = 16  # bytes: two sizes, the kind and a checksum
_LARGEST = 64 * 2**20  # bytes unpacked
_WINDOW = 4096
_MASK = _WINDOW - 1
# What the window holds at the start, by [MS-OXRTFCP] 2.1.3.1.1.
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    rb"\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z])|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
_CODEPAGE = re.compile(rb"\\ansicpg(\d+)")


def decompressed(packed: bytes) -> bytes:
    """Return RTF from its compressed form ([MS-OXRTFCP]); what is neither packed nor whole gives b""."""
    if len(packed) < _HEAD:
        return b""
    _, size, kind = struct.unpack_from("<II4s", packed)
    if kind == _PLAIN:
        return packed[_HEAD : _HEAD + size]
    if kind != _PACKED or size > _LARGEST:
        return b""
    return _unpacked(packed[_HEAD:], size)


def html_of(rich: bytes) -> str:
    """Return the page that RTF wraps ([MS-OXRTFEX]), "" where it wraps none."""
    if rb"\fromhtml1" not in rich[:1024]:
        return ""
    codepage = _CODEPAGE.search(rich)
    return _Unwrapping(f"cp{codepage.group(1).decode()}" if codepage else "cp1252").of(rich)


def _unpacked(source: bytes, size: int) -> bytes:
    """Follow the references: 12 bits of where in a window of 4,096 bytes, and 4 bits of how many, less two."""
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b" "))
    at = len(_DICTIONARY)
    out = bytearray()
    position = 0
    while position < len(source) and len(out) < size:
        flags = source[position]
        position += 1
        for bit in range(8):
            if position >= len(source) or len(out) >= size:
                break
            if flags >> bit & 1:
                reference = int.from_bytes(source[position : position + 2], "big")
                position += 2
                where, count = reference >> 4, (reference & 0xF) + 2
                if where == at & _MASK:
                    return bytes(out)
                piece = bytearray()
                for step in range(count):
                    piece.append(window[(where + step) & _MASK])
                    window[(at + step) & _MASK] = piece[-1]
            else:
                piece = bytearray(source[position : position + 1])
                window[at & _MASK] = piece[0]
                position += 1
            at = (at + len(piece)) & _MASK
            out += piece
    return bytes(out)


class _Unwrapping:
    r"""Gathers the tags, in groups "{\*\htmltag…}", and the words between; what \htmlrtf marks is for RTF alone."""

    def __init__(self, codepage: str) -> None:
        self._codepage = codepage
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._skipping: list[bool] = [False]
        self._rtf_only = False
        self._fallback = 0  # characters after "\\u", for programs that know no Unicode

    def of(self, rich: bytes) -> str:
        """Return the page."""
        starred = False
        for token in _TOKEN.finditer(rich):
            if token["brace"] == b"{":
                self._skipping.append(self._skipping[-1])
            elif token["brace"] == b"}":
                self._skipping = self._skipping[:-1] or [False]
            elif token["sign"] == b"*":
                starred = True
                continue
            elif token["word"]:
                self._word(token["word"].decode(), token["number"], starred=starred)
            elif not self._rtf_only and not self._skipping[-1]:
                self._text(token)
            starred = False
        self._flush()
        return "".join(self._parts)

    def _word(self, word: str, number: bytes | None, *, starred: bool) -> None:
        if word == "htmlrtf":
            self._rtf_only = number != b"0"
        elif word in ("fonttbl", "colortbl", "stylesheet", "info") or (starred and word != "htmltag"):
            self._skipping[-1] = True
        elif self._rtf_only or self._skipping[-1]:
            return
        elif word == "u" and number:
            self._flush()
            self._parts.append(chr(int(number) % 65536))
            self._fallback = 1
        elif word in ("par", "line", "tab"):
            self._bytes += b"\t" if word == "tab" else b"\n"

    def _text(self, token: re.Match[bytes]) -> None:
        if token["byte"]:
            piece = bytes.fromhex(token["byte"].decode())
        elif token["sign"]:
            piece = {b"~": b"&nbsp;", b"_": b"-", b"-": b""}.get(token["sign"], token["sign"])
        else:
            piece = token["text"]
        self._bytes += piece[self._fallback :]
        self._fallback = 0

    def _flush(self) -> None:
        try:
            self._parts.append(self._bytes.decode(self._codepage, "replace"))
        except LookupError:
            self._parts.append(self._bytes.decode("cp1252", "replace"))
        self._bytes.clear()
