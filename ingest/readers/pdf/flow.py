"""The flow of a PDF's text: paragraphs that columns and pages interrupt are joined again.

Knows paragraphs and their order; never where they stand on a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import BlockKind
from ingest.readers.pdf.paragraphs import Paragraph, ends_sentence, is_item

_REACH = 14  # paragraphs between the halves of an interrupted one: notes, captions, tables, what stands in the margin
_SAME_SIZE = 0.08
_SAME_LINE = 0.3  # of the type size
_FILLS = 0.5  # of the width of what goes on with it: a line by itself is at least so long
_ADDRESS = re.compile(r"\w@\w|^www\.|://")  # written in small letters wherever it stands
_INTERRUPTED = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE, BlockKind.CAPTION)


def joined(columns: Sequence[Sequence[Paragraph]]) -> list[Paragraph]:
    """Return the paragraphs of all columns, each whole; what stood between the halves of one comes before it."""
    flow: list[Paragraph] = []
    ends: list[bool] = []  # whether a column ends with the paragraph
    for column in columns:
        flow.extend(column)
        ends.extend([False] * (len(column) - 1) + [True] * bool(column))
    index = 0
    while index < len(flow):
        other = _continuation(flow, ends, index)
        if other is None:
            index += 1
            continue
        whole = replace(
            flow[index],
            lines=(*flow[index].lines, *flow[other].lines),
            full=flow[other].full,
        )
        between = flow[index + 1 : other]
        flow[index : other + 1] = [*between, whole]
        ends[index : other + 1] = [*ends[index + 1 : other], ends[other]]
        index += len(between)
    return flow


def _continuation(flow: Sequence[Paragraph], ends: Sequence[bool], index: int) -> int | None:
    """Return the index of the paragraph in a later column that goes on with this one."""
    one = flow[index]
    if not _is_open(one):
        return None
    crossed, over_heading = ends[index], False
    for other in range(index + 1, min(index + _REACH, len(flow))):
        if crossed and _goes_on(one, flow[other], sure=over_heading):
            return other
        if flow[other].kind is BlockKind.HEADING:
            over_heading = True
        elif not _aside(one, flow[other], same_column=not crossed):
            return None
        crossed = crossed or ends[other]
    return None


def _is_open(one: Paragraph) -> bool:
    if one.kind not in _INTERRUPTED:
        return False
    end = one.lines[-1].text
    return not ends_sentence(end) and (one.full or end[-1] in "-\u2010\u00ad,")


def _goes_on(one: Paragraph, other: Paragraph, *, sure: bool) -> bool:
    """Whether a paragraph goes on with another; `sure` where only a small letter or a hyphen tells it."""
    if other.kind is not BlockKind.PARAGRAPH or other.page - one.page > 1 or not _same_type(one, other):
        return False
    if len(one.lines) == 1 and _width(one) < _FILLS * _width(other) and not _beside(one, other):
        return False  # the end of an address or a greeting, which was no line of a column
    first = other.lines[0]
    if is_item(first):
        return False
    start = first.text.lstrip("\"'“‘(«[")[:1]
    if (start.islower() and not _ADDRESS.search(first.words[0].text)) or one.lines[-1].text[-1] in "-\u2010\u00ad":
        return True
    if sure:
        return False
    indented = len(other.lines) > 1 and first.left > other.lines[1].left + first.size / 2
    return not indented and (len(other.lines) > 1 or ends_sentence(first.text)) and len(one.lines) > 1


def _width(paragraph: Paragraph) -> float:
    return max(line.right - line.left for line in paragraph.lines)


def _beside(one: Paragraph, other: Paragraph) -> bool:
    """Whether a paragraph begins in the line in which another ends, as after a word in bold."""
    before, after = one.lines[-1], other.lines[0]
    return one.page == other.page and abs(before.baseline - after.baseline) <= _SAME_LINE * before.size


def _same_type(one: Paragraph, other: Paragraph) -> bool:
    before, after = one.lines[-1], other.lines[0]
    return abs(before.size - after.size) <= _SAME_SIZE * before.size and before.turn == after.turn


def _aside(one: Paragraph, other: Paragraph, *, same_column: bool) -> bool:
    """Whether a paragraph may stand between the halves of another: it is set in other type, or no running text.

    A line of the same type right below is the next of an address or a list, whose last need not end in a full stop.
    """
    return (
        other.kind in (BlockKind.ROW, BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.CODE)
        or not _same_type(one, other)
        or (not same_column and len(other.lines) == 1 and not ends_sentence(other.lines[0].text))
    )
