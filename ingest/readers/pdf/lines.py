"""Lines of a PDF page: words with their boxes and type, and how the page that they stand on is shown.

Knows coordinates; never the file that they come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import gt, sub
from typing import NamedTuple

from ingest.documents import BlockKind

_CELL_GAP = 1.2  # of the type size: words farther apart do not belong to one run of text
_FEWEST_NAMES = 3  # of columns that tell a table's header, of which its words tell nothing
_FEWEST_GAPS = 2  # that tell a justified line
_SAME_GAP = 0.25  # of the type size
_WIDEST_BLANK = 4.0  # of the type size
_LATER = ("cells", "gaps", "right_to_left")  # what a line's words are asked for
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class PlacedWord(NamedTuple):
    """A word and its box, in the text's own frame: x grows along the line, y downwards from line to line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


Cell = tuple[PlacedWord, ...]
"""Words without a wide gap between them."""


@dataclass(frozen=True)
class Line:
    """Words on one baseline. `turn` counts the quarter turns of its frame; `size` is that of its type, in points.

    `parted` says that its last word goes on in the next line, after the hyphen that ends it; `filled` that it is a
    label and what was filled in. Of a line that was recognised in an image, `block` numbers what it belongs to,
    `kind` and `level` say what that is, and `cell_sizes` counts the words in each cell of a table's row.
    """

    words: tuple[PlacedWord, ...]
    page: int
    baseline: float
    size: float
    bold: bool = False
    mono: bool = False
    turn: int = 0
    parted: bool = False
    askew: bool = False
    filled: bool = False
    block: int = -1
    kind: BlockKind | None = None
    level: int = 1
    cell_sizes: tuple[int, ...] = ()
    text: str = field(init=False)
    left: float = field(init=False)
    top: float = field(init=False)
    right: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        texts, lefts, tops, rights, bottoms = zip(*self.words, strict=True)
        derived = self.__dict__  # a frozen value's own, set without detours: lines are made by the thousand
        derived["text"] = " ".join(texts)
        derived["left"], derived["right"] = min(lefts), max(rights)
        derived["top"], derived["bottom"] = min(tops), max(bottoms)
        if self.filled or not _has_wide_gap(lefts, rights, self.size):
            derived["cells"] = (self.words,)

    def of_words(self, words: Sequence[PlacedWord]) -> Line:
        """Return a part of this line; `replace` takes twice as long, as it looks at every field."""
        part = object.__new__(Line)
        given = part.__dict__
        given.update(self.__dict__)
        given["words"] = tuple(words)
        for derived in _LATER:
            given.pop(derived, None)
        part.__post_init__()
        return part

    @cached_property
    def right_to_left(self) -> bool:
        """Whether its first words stand at the right."""
        if self.text.isascii() or not _RIGHT_TO_LEFT.search(self.text):
            return False
        marks = len(_RIGHT_TO_LEFT.findall(self.text))
        return marks > 0 and marks * 2 > sum(character.isalpha() for character in self.text)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Its words, parted where a wide gap stands between them."""
        return cells_of(self.words, self.size)

    @cached_property
    def gaps(self) -> tuple[tuple[float, float], ...]:
        """The left and right of each wide gap between its cells."""
        found = [(before[-1], cell[0]) for before, cell in pairwise(self.cells)]
        return tuple(
            (before.right, word.left) if before.right <= word.left else (word.right, before.left)
            for before, word in found
        )


def cells_of(words: Sequence[PlacedWord], size: float) -> tuple[Cell, ...]:
    """Return words of one line and type size, parted where a wide gap stands between them."""
    wide = _CELL_GAP * size
    _, lefts, _, rights, _ = zip(*words, strict=True)
    gaps = list(map(sub, lefts[1:], rights))
    if not _has_wide_gap(lefts, rights, size) or _justified(gaps, words, size):
        return (tuple(words),)
    ends = [
        index
        for index, (gap, before, word) in enumerate(zip(gaps, words, words[1:], strict=False), start=1)
        if gap > wide or before.left - word.right > wide
    ]
    return tuple(tuple(words[start:end]) for start, end in pairwise((0, *ends, len(words))))


def names_over(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Return how many words of a line stand over each column, in order; () where they do not name the columns.

    Names may stand too near one another to be cells: each word is over one column alone, and most columns have some.
    """
    counts = [0] * len(columns)
    for word in line.words:
        under = [index for index, (left, right) in enumerate(columns) if min(right, word.right) > max(left, word.left)]
        if len(under) != 1 or any(counts[under[0] + 1 :]):
            return ()
        counts[under[0]] += 1
    named = sum(map(bool, counts))
    return tuple(counts) if named >= max(len(columns) - 1, _FEWEST_NAMES) and line.words[0].text[0].isalpha() else ()


def _has_wide_gap(lefts: Sequence[float], rights: Sequence[float], size: float) -> bool:
    """Whether words of a line stand far apart, whichever way it runs."""
    wide = _CELL_GAP * size
    if max(map(sub, lefts[1:], rights), default=0.0) > wide:
        return True
    return any(map(gt, lefts, rights[1:])) and max(map(sub, lefts, rights[1:])) > wide


def _justified(gaps: Sequence[float], words: Sequence[PlacedWord], size: float) -> bool:
    """Whether the words of a line were only set apart to fill a narrow column: all gaps are the same."""
    if len(gaps) < _FEWEST_GAPS or max(gaps) - min(gaps) > _SAME_GAP * size or max(gaps) > _WIDEST_BLANK * size:
        return False
    return sum(word.text[0].isalpha() for word in words) * 2 > len(words)


class Shown(NamedTuple):
    """How the frame of text lies on the page as shown: each edge is 1 or -1 times x or y, and a constant."""

    swapped: bool
    across: float
    left: float
    down: float
    top: float

    @property
    def moved(self) -> bool:
        """Whether the frame is only moved, not turned."""
        return not self.swapped and self.across == 1 and self.down == 1

    def box(self, word: PlacedWord) -> tuple[float, float, float, float]:
        """Return the left, top, right and bottom of a word, in points from the page's upper left corner."""
        _, left, top, right, bottom = word
        if self.swapped:
            left, top, right, bottom = top, left, bottom, right
        lefts = self.across * left + self.left, self.across * right + self.left
        tops = self.down * top + self.top, self.down * bottom + self.top
        return min(lefts), min(tops), max(lefts), max(tops)


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as shown: the box that is cut out of it, in its own space, and its quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def shown(self, turn: int) -> Shown:
        """Return how text that is turned so often against the clock lies on the page as shown."""
        origin, along, down = (self._point(*_to_page(*point, turn)) for point in ((0, 0), (1, 0), (0, 1)))
        across = along[0] - origin[0]
        if across:
            return Shown(swapped=False, across=across, left=origin[0], down=down[1] - origin[1], top=origin[1])
        return Shown(swapped=True, across=down[0] - origin[0], left=origin[0], down=along[1] - origin[1], top=origin[1])

    def _point(self, across: float, up: float) -> tuple[float, float]:
        match self.turns % 4:
            case 0:
                return across - self.left, self.top - up
            case 1:
                return up - self.bottom, across - self.left
            case 2:
                return self.right - across, up - self.bottom
            case _:
                return self.top - up, self.right - across


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its number from 0, how it is shown, and its lines as drawn.

    `unreadable` is the share of its characters that mean nothing. Lines `recognised` in an image are in order.
    """

    number: int
    frame: Frame
    lines: tuple[Line, ...]
    unreadable: float = 0.0
    recognised: bool = False

    @property
    def characters(self) -> int:
        """Characters of text that can be read."""
        return sum(len(line.text) for line in self.lines)


def to_text(left: float, bottom: float, right: float, top: float, turn: int) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom in the frame of text that is turned so often against the clock."""
    match turn:
        case 0:
            return left, -top, right, -bottom
        case 1:
            return bottom, left, top, right
        case 2:
            return -right, bottom, -left, top
        case _:
            return -top, -right, -bottom, -left


def _to_page(along: float, down: float, turn: int) -> tuple[float, float]:
    match turn:
        case 0:
            return along, -down
        case 1:
            return down, along
        case 2:
            return -along, down
        case _:
            return -down, -along
