"""What is read from an image: words, fragments and lines with their boxes. Knows no engine and no document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from ingest.documents import BlockKind

_SAME_LINE = 0.5  # of the smaller height: boxes that overlap so far stand in one line
_OVERLAP = 0.5  # of the height: boxes of one line overlap sideways no farther


class PixelBox(NamedTuple):
    """A rectangle of an image, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word as it was read, without blanks, and where it stands."""

    text: str
    box: PixelBox


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words that an engine found side by side: a line of a column, a cell of a row, sometimes a part of these.

    `confidence` is in [0, 1].
    """

    words: tuple[RecognisedWord, ...]
    box: PixelBox
    confidence: float

    @property
    def text(self) -> str:
        """The words with a blank between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of a page in reading order. Lines of one paragraph, heading, item or table have the same `block`.

    `kind` and `level` are the block's: a paragraph, a heading of some level, an item, the row of a table.
    `cells` are those of a table's row, in order of its columns, "" where there is nothing or a merged cell goes on;
    `repeats` has what that one says, and "" elsewhere.
    """

    text: str
    box: PixelBox
    confidence: float
    words: tuple[RecognisedWord, ...]
    block: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 1
    cells: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()


def around(boxes: Sequence[PixelBox]) -> PixelBox:
    """Return the smallest box that holds them all."""
    return PixelBox(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


class Boxed(Protocol):
    """Something that has a box."""

    @property
    def box(self) -> PixelBox:
        """Where it stands."""


Placed = TypeVar("Placed", bound=Boxed)


def rows_of(pieces: Sequence[Placed]) -> list[list[Placed]]:
    """Gather what stands side by side, from top to bottom, each row from left to right."""
    rows: list[list[Placed]] = []
    for piece in sorted(pieces, key=lambda one: one.box.middle):
        if rows and _side_by_side(rows[-1], piece.box):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.box.left) for row in rows]


def _side_by_side(row: Sequence[Boxed], box: PixelBox) -> bool:
    """Say whether a box stands in a row, and beside what stands there, not above or below it."""
    whole = around([one.box for one in row])
    shared = min(whole.bottom, box.bottom) - max(whole.top, box.top)
    if shared < _SAME_LINE * min(whole.height, box.height):
        return False
    return all(min(one.box.right, box.right) - max(one.box.left, box.left) < _OVERLAP * box.height for one in row)
