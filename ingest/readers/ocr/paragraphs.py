"""Paragraphs: which lines of a column were only wrapped, which are headings or items. Knows lines that stand level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.documents import BlockKind
from ingest.readers.ocr.lines import RecognisedLine

_WIDE_APART = 1.35  # of the usual distance between lines: a paragraph ends
_INDENT = 1.0  # line heights
_NEIGHBOURS = 5  # lines before and after, whose right edge says where text was wrapped
_ROOM = 1.3  # line heights: a blank, and what boxes are wrong by
_RAGGED = 1.5  # line heights by which the ends of wrapped lines differ
_FEW_WORDS = 5  # of a line that stands alone: a name, an address
_HEADING = 1.35  # of the usual line height of the page
_MAIN_HEADING = 1.8
_HEADING_LINES, _HEADING_WORDS = 2, 14
_TEXT = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_ENDS = tuple(".!?:;。！？")
_STOPS = tuple(".!?。！？")
_BULLET = re.compile(r"[•‣◦▪●■○□·*–—-]")
_LABEL = re.compile(r"[^\W\d_][^:.;!?]{0,39}:\s+\S")  # lines of a form, which stand for themselves
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+\S")


def in_paragraphs(lines: Sequence[RecognisedLine]) -> tuple[RecognisedLine, ...]:
    """Return the lines with a block for each paragraph, heading, item or table, in place of one for each column."""
    if not lines:
        return ()
    usual = median(line.box.height for line in lines for _ in line.words)
    placed: list[RecognisedLine] = []
    number = -1
    for _, column in groupby(lines, key=lambda line: line.block):
        for index, paragraph in enumerate(_paragraphs(list(column), usual)):
            kind, level = paragraph.kind, paragraph.level
            if placed and index == 0 and _goes_on_beyond(placed[-1], paragraph):
                kind, level = placed[-1].kind, placed[-1].level
            else:
                number += 1
            placed.extend(replace(line, block=number, kind=kind, level=level) for line in paragraph.lines)
    return tuple(placed)


def _goes_on_beyond(last: RecognisedLine, paragraph: _Paragraph) -> bool:
    """Say whether the sentence at the foot of a column goes on at the head of the next."""
    are_text = last.kind in _TEXT and paragraph.kind is BlockKind.PARAGRAPH
    return are_text and not last.text.endswith(_ENDS) and paragraph.lines[0].text[:1].islower()


def has_bullet(line: RecognisedLine) -> bool:
    """Say whether the first word is a bullet."""
    return len(line.words) > 1 and bool(_BULLET.fullmatch(line.words[0].text))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that belong together; `level` is that of a heading."""

    kind: BlockKind
    lines: tuple[RecognisedLine, ...]
    level: int = 1


def _paragraphs(lines: Sequence[RecognisedLine], usual: float) -> Iterator[_Paragraph]:
    if lines[0].cells:
        yield _Paragraph(BlockKind.ROW, tuple(lines))
        return
    pitch = _pitch(lines)
    gathered: list[RecognisedLine] = []
    for number, line in enumerate(lines):
        around = lines[max(0, number - 1 - _NEIGHBOURS) : number + _NEIGHBOURS]
        if gathered and not (_is_near(gathered, line, pitch) and _was_wrapped(gathered[-1], line, around)):
            yield _paragraph(gathered, usual)
            gathered = []
        gathered.append(line)
    yield _paragraph(gathered, usual)


def _pitch(lines: Sequence[RecognisedLine]) -> float:
    """Return the distance from one line to the next inside paragraphs: that of the closest quarter."""
    distances = sorted(below.box.middle - above.box.middle for above, below in pairwise(lines))
    return distances[len(distances) // 4] if distances else 0.0


def _is_near(gathered: Sequence[RecognisedLine], line: RecognisedLine, pitch: float) -> bool:
    """Say whether a line stands as the lines of one paragraph do: as high, as close, no farther in."""
    before, height = gathered[-1].box, min(gathered[-1].box.height, line.box.height)
    last = gathered[-1].text
    if _is_item(line) or (_LABEL.match(line.text) and (_LABEL.match(last) or last.endswith(_STOPS))):
        return False
    if max(before.height, line.box.height) > _HEADING * height:
        return False
    if line.box.middle - before.middle > _WIDE_APART * max(pitch, height):
        return False
    is_indented = line.box.left - before.left > _INDENT * height
    return not is_indented or _is_item(gathered[0]) or line.text[:1].islower()


def _was_wrapped(before: RecognisedLine, line: RecognisedLine, around: Sequence[RecognisedLine]) -> bool:
    """Say whether the first word of a line had no room at the end of the one before it.

    Where no other line ends so far to the right, that is not known: then a capital after a few words begins anew.
    """
    height = min(before.box.height, line.box.height)
    others = [one.box.right for one in around if one is not before]
    if before.box.right > max(others) + _RAGGED * height:
        return line.text[:1].islower() or len(before.words) >= _FEW_WORDS
    return before.box.right + _ROOM * height + line.words[0].box.width > max(before.box.right, *others)


def _paragraph(lines: Sequence[RecognisedLine], usual: float) -> _Paragraph:
    if _is_item(lines[0]):
        return _Paragraph(BlockKind.ITEM, tuple(lines))
    height = median(line.box.height for line in lines)
    text = " ".join(line.text for line in lines)
    is_short = len(lines) <= _HEADING_LINES and len(text.split()) <= _HEADING_WORDS
    if is_short and height > _HEADING * usual and any(letter.isalpha() for letter in text) and not text.endswith("."):
        return _Paragraph(BlockKind.HEADING, tuple(lines), 1 if height > _MAIN_HEADING * usual else 2)
    return _Paragraph(BlockKind.PARAGRAPH, tuple(lines))


def _is_item(line: RecognisedLine) -> bool:
    return has_bullet(line) or bool(_NUMBERED.match(line.text))
