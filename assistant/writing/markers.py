"""Markers: the citations that a chat model writes, `[1]` and its many spellings, found while its text streams in.

Knows the form of markers and of code, never what a number stands for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Prose:
    """Text that is no marker; `is_code` inside backticks and fences, where brackets mean something else."""

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: the known numbers that it names, in order, none where it knows none; and how it was written."""

    numbers: tuple[int, ...]
    written: str


Piece = Prose | Marker

_LONGEST = 120  # characters of a marker; with it every bracket is looked at in constant time
_LONGEST_CODE = 200  # characters of an inline code span; an unclosed backtick holds no more than that back
_LONGEST_PREFIX = 24  # characters of a line that may stand before a fence: quote marks, a list number
_PAIRS = {"[": "]", "【": "】", "［": "］"}
_BLANKS = " \t\u00a0\u3000"
_PARTERS = ",;，、；"
_DASHES = "-‐‑‒–—"
_DAGGER = "†"  # 【1†source】
_MOST_DIGITS = 9
_SPECIAL = lazy_pattern(r"[\[【［`~\n]")
_FENCE_PREFIX = lazy_pattern(r"[\s>*+-]*(?:\d{1,3}[.)]\s*)?")
_ITEM = lazy_pattern(rf"(\d+)(?:\s*[{_DASHES}]\s*(\d+))?")


class MarkerParser:
    """Takes the pieces of a stream and gives prose and markers; however it is split, the result is the same.

    `known` are the numbers that stand for something; others are dropped and counted in `dropped`.
    """

    def __init__(self, known: Collection[int]) -> None:
        self._known = frozenset(known)
        self._waiting = ""  # begins with what cannot be told yet
        self._line = ""  # the beginning of the line so far
        self._fence = ""  # the marks that opened a block of code
        self.dropped = 0

    def feed(self, text: str) -> tuple[Piece, ...]:
        """Return what `text` settles; what it leaves open is kept for the next call."""
        return self._settle(text, ended=False)

    def close(self) -> tuple[Piece, ...]:
        """Return the rest, once nothing more comes."""
        return self._settle("", ended=True)

    def _settle(self, text: str, *, ended: bool) -> tuple[Piece, ...]:
        buffer = self._waiting + text
        pieces: list[Piece] = []
        at = 0
        while at < len(buffer):
            piece, end = self._next(buffer, at, ended=ended)
            if end == at:
                break
            self._follow(buffer[at:end])
            if piece is not None:
                pieces.append(piece)
            at = end
        self._waiting = buffer[at:]
        return merge(pieces)

    def _next(self, buffer: str, at: int, *, ended: bool) -> tuple[Piece | None, int]:
        """Return the piece at `at` and where it ends; `at` itself where more text must come first."""
        found = _SPECIAL.search(buffer, at)
        start = found.start() if found else len(buffer)
        if start > at:
            return Prose(buffer[at:start], bool(self._fence)), start
        mark = buffer[at]
        if mark == "\n":
            return Prose(mark, bool(self._fence)), at + 1
        if mark in "`~":
            return self._code(buffer, at, ended=ended)
        return (Prose(mark, is_code=True), at + 1) if self._fence else self._marker(buffer, at, ended=ended)

    def _follow(self, passed: str) -> None:
        newline = passed.rfind("\n")
        line = passed[newline + 1 :] if newline >= 0 else self._line + passed
        self._line = line[: _LONGEST_PREFIX + 1]

    # -- code -------------------------------------------------------------------------------------------------------

    def _code(self, buffer: str, at: int, *, ended: bool) -> tuple[Piece | None, int]:
        mark = buffer[at]
        end = _end_of_run(buffer, at)
        if end - at > _LONGEST_CODE:
            end = at + _LONGEST_CODE
        elif end == len(buffer) and not ended:
            return None, at
        run = buffer[at:end]
        if self._fence:
            if run.startswith(self._fence) and not self._line.strip(_BLANKS + ">"):
                self._fence = ""
            return Prose(run, is_code=True), end
        if len(run) >= 3 and len(self._line) <= _LONGEST_PREFIX and _FENCE_PREFIX.fullmatch(self._line):  # noqa: PLR2004 - CommonMark's three
            self._fence = run
            return Prose(run, is_code=True), end
        return self._span(buffer, at, end, ended=ended) if mark == "`" else (Prose(run), end)

    @staticmethod
    def _span(buffer: str, at: int, begin: int, *, ended: bool) -> tuple[Piece | None, int]:
        """Return a code span on one line, or the backticks alone where none closes it in time."""
        run = buffer[at:begin]
        limit = begin + _LONGEST_CODE
        newline = buffer.find("\n", begin, limit)
        stop = newline if newline >= 0 else min(limit, len(buffer))
        for match in re.finditer("`+", buffer[begin:stop]):
            end = begin + match.end()
            if end == len(buffer) and not ended:
                return None, at
            if match.group() == run:
                return Prose(buffer[at:end], is_code=True), end
        if newline < 0 and len(buffer) <= limit and not ended:
            return None, at
        return Prose(run), begin

    # -- markers ----------------------------------------------------------------------------------------------------

    def _marker(self, buffer: str, at: int, *, ended: bool) -> tuple[Piece | None, int]:
        end = _end_of_marker(buffer, at)
        if end is None:
            return (Prose(buffer[at]), at + 1) if ended else (None, at)
        if end == at:
            return Prose(buffer[at]), at + 1
        written = buffer[at:end]
        numbers = tuple(self._numbers(written.partition(_DAGGER)[0]))
        return Marker(numbers, written), end

    def _numbers(self, written: str) -> Iterator[int]:
        """Yield the known numbers, once each; every number or range that names an unknown one counts as dropped."""
        said: set[int] = set()
        for match in _ITEM.finditer(written):
            first, last = int(match.group(1)), int(match.group(2) or match.group(1))
            named = sorted(number for number in self._known if first <= number <= last)
            self.dropped += len(named) < max(last - first, 0) + 1
            for number in named:
                if number not in said:
                    said.add(number)
                    yield number


def parse(text: str, known: Collection[int]) -> tuple[Piece, ...]:
    """Return the prose and markers of a whole text."""
    parser = MarkerParser(known)
    return merge([*parser.feed(text), *parser.close()])


def merge(pieces: Collection[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with prose of one kind that follows on itself joined."""
    merged: list[Piece] = []
    for kind, group in groupby(pieces, key=lambda piece: piece.is_code if isinstance(piece, Prose) else None):
        if kind is None:
            merged.extend(group)
        else:
            merged.append(Prose("".join(piece.text for piece in group if isinstance(piece, Prose)), kind))
    return tuple(merged)


def _end_of_run(buffer: str, at: int) -> int:
    end = at
    while end < len(buffer) and buffer[end] == buffer[at]:
        end += 1
    return end


def _end_of_marker(buffer: str, at: int) -> int | None:
    """Return where the marker at `at` ends, `at` where there is none, and None where more text must come first."""
    scan = _Scan(buffer, at)
    opening = scan.take(buffer[at])
    doubled = opening == "[" and scan.take("[") == "["
    if not scan.items() or (opening == "【" and not scan.note()):
        return scan.verdict()
    closing = _PAIRS[opening]
    if not scan.take(closing) or (doubled and not scan.take(closing)):
        return scan.verdict()
    return scan.at


class _Scan:
    """Reads a marker from left to right; `is_open` once the text ended before the marker was told from prose."""

    def __init__(self, buffer: str, start: int) -> None:
        self._buffer = buffer[start : start + _LONGEST]
        self._start = start
        self._offset = 0
        self._is_open = False

    @property
    def at(self) -> int:
        return self._start + self._offset

    def verdict(self) -> int | None:
        """Return None where more text may make a marker of it, else the start: it is none."""
        return None if self._is_open and len(self._buffer) < _LONGEST else self._start

    def take(self, wanted: str) -> str:
        """Take one of the characters `wanted`; return it, or "" where another stands, or none yet."""
        if self._offset == len(self._buffer):
            self._is_open = True
            return ""
        character = self._buffer[self._offset]
        if character not in wanted:
            return ""
        self._offset += 1
        return character

    def items(self) -> bool:
        """Take numbers and ranges, parted by commas."""
        while True:
            if not self._number():
                return False
            self._blanks()
            if self.take(_DASHES):
                if not self._number():
                    return False
                self._blanks()
            if not self.take(_PARTERS):
                return not self._is_open

    def note(self) -> bool:
        """Take what some models write after a dagger."""
        if self.take(_DAGGER):
            while self._offset < len(self._buffer) and self._buffer[self._offset] not in "】\n":
                self._offset += 1
        return not self._is_open

    def _number(self) -> bool:
        self._blanks()
        begin = self._offset
        while self._offset < len(self._buffer) and self._buffer[self._offset].isdecimal():
            self._offset += 1
        if self._offset == len(self._buffer):
            self._is_open = self._offset - begin <= _MOST_DIGITS
        return 0 < self._offset - begin <= _MOST_DIGITS and not self._is_open

    def _blanks(self) -> None:
        while self._offset < len(self._buffer) and self._buffer[self._offset] in _BLANKS:
            self._offset += 1
        if self._offset == len(self._buffer):
            self._is_open = True
