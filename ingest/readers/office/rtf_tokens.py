"""RTF as tokens: groups, control words and characters, in the order of the file. Knows no meaning of any word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?"  # a control word, its number, and the blank that ends it
    rb"|\\'([0-9A-Fa-f]{2})"  # one byte
    rb"|\\(.)"  # a control symbol
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)"
    rb"|[\r\n\\]",  # line ends mean nothing; a backslash at the very end neither
    re.DOTALL,
)


class TokenKind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    BYTES = auto()  # as they stand
    BYTE = auto()  # written \\'hh


class Token(NamedTuple):
    """A token: a control word's or symbol's name with its number, or bytes of text."""

    kind: TokenKind
    name: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token(TokenKind.OPEN), Token(TokenKind.CLOSE)


def tokens(content: bytes) -> Iterator[Token]:
    """Yield the tokens of RTF. Binary data is passed over."""
    position, end = 0, len(content)
    while position < end:
        match = _TOKEN.match(content, position)
        if match is None:
            return
        position = match.end()
        if match.group(1) == b"bin":
            position += max(int(match.group(2) or 0), 0)
        elif match.lastindex:
            yield _token(match)


def _token(match: re.Match[bytes]) -> Token:
    word, number, byte, symbol, brace, text = match.groups()
    if text is not None:
        return Token(TokenKind.BYTES, data=text)
    if brace is not None:
        return _OPEN if brace == b"{" else _CLOSE
    if byte is not None:
        return Token(TokenKind.BYTE, data=bytes((int(byte, 16),)))
    if symbol is not None:
        return Token(TokenKind.SYMBOL, symbol.decode("latin-1"))
    return Token(TokenKind.WORD, word.decode("ascii"), None if number is None else int(number))
