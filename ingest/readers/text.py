"""Plain text: paragraphs, and lines that were only wrapped joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.readers.encoding import decode, tidy
from ingest.readers.reading import Builder, Hints, Reading

_ITEM = re.compile(r"\s*(?:[-*•‣◦–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+\S")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-$")
_WRAPPED_BELOW = 100  # characters: nobody wraps wider, and paragraphs on one line are longer
_FULL_LINE = 0.7  # of the longest line: a wrapped line is nearly full
_LONGEST_TITLE = 100  # characters


def read_text(content: bytes, hints: Hints = Hints()) -> Reading:
    """Return the text of a plain text file, its first line as the title if it looks like one."""
    lines = tidy(decode(content, hints.encoding).text).replace("\f", "\n\n").expandtabs(4).split("\n")
    builder = Builder()
    for block in _blocks(lines):
        for line in join_wrapped(block):
            (builder.line if _ITEM.match(line) else builder.paragraph)(line)
        builder.gap()
    return builder.reading(_title(lines))


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """Return the lines of one block with those joined that were only wrapped.

    A line goes on in the next when the block is narrow, the line nearly full, and the next no list item.
    """
    widest = max((len(line.rstrip()) for line in lines), default=0)
    joined: list[str] = []
    open_line = False
    for line in lines:
        if open_line and not _ITEM.match(line):
            joined[-1] = _join(joined[-1], line.strip())
        else:
            joined.append(line.strip())
        open_line = widest < _WRAPPED_BELOW and _goes_on(line.rstrip(), widest)
    return joined


def _goes_on(line: str, widest: int) -> bool:
    return len(line) >= _FULL_LINE * widest


def _join(line: str, continuation: str) -> str:
    if _HYPHENATED.search(line) and continuation[:1].islower():
        return line[:-1] + continuation
    return f"{line} {continuation}"


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield list(group)


def _title(lines: Sequence[str]) -> str:
    """Return the first line if it is short, without a full stop and alone before a blank line; else ""."""
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return ""
    line = lines[first].strip()
    alone = first + 1 >= len(lines) or not lines[first + 1].strip()
    return line if alone and len(line) <= _LONGEST_TITLE and line[-1] not in ".,;:!?" else ""
