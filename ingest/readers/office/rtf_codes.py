"""Codes of RTF: which characters the bytes of a font are, and those that have words of their own."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.readers.office.symbols import shown

_SYMBOLS = "symbol"
_ANSI = "ansi"  # Windows' Western code page, or the file's own where no font says better
_PRIVATE = 0xF000  # where the characters of picture fonts are put
_CHARSETS: Mapping[int, str] = {
    0: _ANSI,
    2: _SYMBOLS,
    77: "mac_roman",
    78: "shift_jis",
    79: "euc_kr",
    80: "gb2312",
    81: "big5",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES: Mapping[int, str] = {
    708: "iso8859_6",
    932: "cp932",
    936: "gb18030",
    949: "cp949",
    950: "cp950",
    1361: "johab",
    10000: "mac_roman",
    65001: "utf-8",
}

CHARACTERS: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
"""Control words that stand for a character."""

SYMBOLS: Mapping[str, str] = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
"""Control symbols that stand for a character; an optional hyphen (\\-) is none."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the table: its name, and the code page of its characters, "" where it says none."""

    name: str = ""
    codec: str = ""


def codec_of_charset(charset: int) -> str:
    """Return the codec of a font's charset, "" for the default."""
    return _CHARSETS.get(charset, "")


def codec_of_page(page: int) -> str:
    """Return the codec of a code page by its number; cp1252 where there is none."""
    known = _PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(known)
    except LookupError:
        return "cp1252"
    return known


def decoded(data: bytes, font: Font, page: str) -> str:
    """Return bytes in a font as characters; `page` is the file's own codec."""
    if font.codec == _SYMBOLS:
        text = "".join(chr(_PRIVATE + byte) if byte > ord(" ") else " " for byte in data)
        return shown(text, font.name or "symbol")
    codec = page if font.codec in {"", _ANSI} else font.codec
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return data.decode(codec, "replace") if len(data) > 1 else data.decode("cp1252", "replace")


def page_of(font: Font, fonts: Iterable[Font], page: str) -> str:
    """Return the code page that holds in a font: a Western font is Western where other fonts name the file's page."""
    western = font.codec == _ANSI and any(other.codec == page for other in fonts)
    return "cp1252" if western else page
