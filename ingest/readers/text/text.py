"""Plain text: its paragraphs, lines, items, labels and tables, told by how they are set. Knows no markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice

from ingest.documents import BlockKind
from ingest.readers.encoding import decode, tidy
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.text.code import without_colours
from ingest.readers.text.plain_tables import grid_of, lines_above, without_rules
from ingest.readers.text.wrapping import (
    WrittenWords,
    columns,
    field_of,
    is_item,
    units_of,
    without_bullet,
    wrapped_width,
)

_RULE = re.compile(r"\s*(?:[-=_*~#+·•–—]\s?){3,}\s*")
_UNDERLINE = re.compile(r"\s*(=+|-+|~+|\*+|\^+|\"+)\s*")
_UNDERLINES = '=*-~^"'  # two for each level
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<words>[^\W\d_].*)")
_CODE_LINE = re.compile(r"[{}]|;\s*$|^\s*(?:\$|>>>|#!|//|<\w)|\w\(.*\)|\w\s*[=+|&]=?\s*\S|^\s*(?:--?\w)|\s--\w|\\$")
_CODE_INDENT = 4  # columns deeper than the text around
_MOSTLY_CODE = 0.5
_SLIP = 3  # columns by which an underline may miss the length of its words
_LONGEST_HEADING = 80  # characters
_MOST_LINES = 5_000  # of a block
_LONGEST_TITLE = 100  # characters
_LONGEST_LONE_VALUE = 60  # characters of a label's value that stands between sentences
_ENDINGS = ".,;:!?。，；：！？"
_WIDE_GAP = re.compile(r"(?<=\S)(?: {3,}|\t+)(?=\S)")
_FEWEST_CAPITALS = 4  # letters of a heading in capitals
_STRUCK_OVER = re.compile("[^\n\b]\b")
_SOFT_HYPHEN_AT_END = re.compile("\u00ad[ \t]*\r?\n[ \t]*")


def read_text(content: bytes, hints: Hints = Hints()) -> Extraction:
    """Return the text of a plain text file, its first line as the title if it looks like one."""
    decoded = decode(content, hints.encoding)
    builder = Builder()
    text = _SOFT_HYPHEN_AT_END.sub("", _as_printed(without_colours(decoded.text)))
    lines = tidy(text).replace("\f", "\n\n").split("\n")
    write_text(lines, builder, hints.progress)
    return decoded.told(builder.extraction(_title(lines)))


def _as_printed(text: str) -> str:
    """Return the text without what is struck over, by which manuals for terminals make letters bold or underlined."""
    return _STRUCK_OVER.sub("", text.replace("\b_", "")) if "\b" in text else text


def write_text(
    lines: Sequence[str], builder: Builder, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> None:
    """Add lines of plain text to a reading, block by block."""
    blocks = list(_blocks(lines))
    _Writer(blocks, builder).write(progress)


class _Writer:
    """Writes the blocks of one text, which have a width, words and headings in common."""

    def __init__(self, blocks: Sequence[Sequence[str]], builder: Builder) -> None:
        self._blocks = blocks
        self._builder = builder
        self._width = wrapped_width(blocks)
        self._words = WrittenWords.of("\n".join(line for block in blocks for line in block))
        self._indent = min((_indent(line) for block in blocks for line in block), default=0)
        self._headings = frozenset((*_numbered_headings(blocks), *_capital_headings(blocks)))

    def write(self, progress: Callable[[int, int], None]) -> None:
        for number, block in enumerate(self._blocks):
            self._write_block(number, block)
            progress(number + 1, len(self._blocks))

    def _write_block(self, number: int, block: Sequence[str]) -> None:
        if number in self._headings:
            self._builder.heading(block[0], _level_of(block[0]))
            return
        above = lines_above(block)
        grid = grid_of(block) or (grid_of(block[above:]) if above else None)
        if grid is not None:
            if above:
                self._write_lines(block[:above])
            self._builder.table(grid)
        elif self._is_code(block):
            margin = min(_indent(line) for line in block)
            self._builder.code("\n".join(line[margin:].rstrip() for line in block))
        else:
            self._write_lines(block)
        self._builder.gap()

    def _is_code(self, block: Sequence[str]) -> bool:
        if any(_indent(line) - self._indent < _CODE_INDENT for line in block):
            return False
        return sum(bool(_CODE_LINE.search(line)) for line in block) > _MOSTLY_CODE * len(block)

    def _write_lines(self, block: Sequence[str]) -> None:
        heading, rest = _underlined(block)
        if heading:
            self._builder.heading(heading, _UNDERLINES.index(block[1].strip()[0]) // 2 + 1)
        kept = [part for line in without_rules(rest) for part in _beside(line)]
        units = units_of(kept, width=self._width, words=self._words)
        labels = sum(field_of(unit.text) is not None for unit in units)
        indents = sorted({unit.indent for unit in units if is_item(unit.text)})
        for unit in units:
            if is_item(unit.text):
                self._builder.line(without_bullet(unit.text), BlockKind.ITEM, level=indents.index(unit.indent) + 1)
            elif _is_label(unit.text, among=labels):
                self._builder.line(unit.text, BlockKind.FIELD)
            else:
                single = unit.lines == 1 and len(units) > 1
                (self._builder.line if single else self._builder.paragraph)(unit.text, BlockKind.PARAGRAPH)


def _beside(line: str) -> list[str]:
    """Part a line in which a label with its value stands beside something else, as letters have it at their head."""
    gap = _WIDE_GAP.search(line.rstrip())
    if gap is None or line[: gap.start()].rstrip().endswith((":", "：")) or field_of(line[gap.end() :]) is None:
        return [line]
    return [line[: gap.start()], *_beside(line[gap.end() :])]


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of lines without blank ones between; those of logs, which never end, piece by piece."""
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        while not blank and (block := list(islice(group, _MOST_LINES))):
            yield block


def _is_label(text: str, *, among: int) -> bool:
    """Tell a label with its value from a sentence with a colon: by other labels beside it, or by a short value."""
    found = field_of(text)
    if found is None:
        return False
    value = found["value"]
    return among > 1 or (len(value) <= _LONGEST_LONE_VALUE and value[-1] not in ".!?" and value[0] not in '"“„«')


def _underlined(block: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Part a first line that is underlined, along its whole length, from the rest."""
    if len(block) == 1 or not _UNDERLINE.fullmatch(block[1]) or _RULE.fullmatch(block[0]):
        return "", block
    words, line = block[0].strip(), block[1].strip()
    if len(words) > _LONGEST_HEADING or len(line) == 1 or abs(len(line) - columns(words)) > _SLIP:
        return "", block
    return words, block[2:]


def _numbered_headings(blocks: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield the blocks that are headings such as "3. Scope": alone, in sequence, each with text below it.

    Where no text stands between them, they are a list.
    """
    found: list[tuple[int, tuple[int, ...]]] = []
    for number, block in enumerate(blocks):
        match = _NUMBERED.fullmatch(block[0]) if len(block) == 1 else None
        if match and _may_be_heading(match["words"]):
            found.append((number, tuple(int(part) for part in match["number"].split("."))))
    numbers = [parts for _, parts in found]
    for at, (number, parts) in enumerate(found):
        below = found[at + 1] if at + 1 < len(found) else None
        has_text = number + 1 < len(blocks) if below is None else below[0] > number + 1 or len(below[1]) > len(parts)
        if has_text and len(found) > 1 and _has_neighbour(parts, numbers):
            yield number


def _has_neighbour(parts: tuple[int, ...], numbers: Sequence[tuple[int, ...]]) -> bool:
    return (*parts[:-1], parts[-1] + 1) in numbers or (*parts[:-1], parts[-1] - 1) in numbers


def _capital_headings(blocks: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield the blocks that are headings in capitals; one alone could be anything."""
    found = [number for number, block in enumerate(blocks[:-1]) if len(block) == 1 and _is_capitals(block[0])]
    lone = [number for number in found if number + 1 not in found]
    if len(lone) > 1:
        yield from lone


def _is_capitals(line: str) -> bool:
    letters = sum(character.isalpha() for character in line)
    return line.isupper() and letters >= _FEWEST_CAPITALS and letters > len(line) / 2 and _may_be_heading(line)


def _may_be_heading(words: str) -> bool:
    return len(words) <= _LONGEST_HEADING and words.rstrip()[-1] not in _ENDINGS and "  " not in words.strip()


def _level_of(line: str) -> int:
    numbered = _NUMBERED.fullmatch(line)
    return 1 + numbered["number"].count(".") if numbered else 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _title(lines: Sequence[str]) -> str:
    """Return the first line if it is short, without a full stop, and alone or underlined; else ""."""
    first = next((index for index, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)), None)
    if first is None:
        return ""
    line = lines[first].strip()
    below = lines[first + 1].strip() if first + 1 < len(lines) else ""
    alone = not below or bool(_UNDERLINE.fullmatch(below))
    is_title = alone and len(line) <= _LONGEST_TITLE and line[-1] not in ".,;:!?" and not is_item(line)
    return line if is_title else ""
