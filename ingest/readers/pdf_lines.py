"""Lines of a PDF page: its words with their places and type, in the order in which the page draws them.

Knows PDFium's text page; never columns, paragraphs or other pages.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.encoding import tidy

_TOKEN = re.compile(r"[^\S\r\n]*(?:(\r\n|[\r\n])|([^\s\ufffe\x02]+)([\ufffe\x02]*)|[\ufffe\x02])")
_HYPHENS = "-\u2010\u00ad\u2011"
_SURROGATES = range(0xD800, 0xE000)
_BOLD = re.compile(r"bold|black|heavy|demi|medi(?!um)|(?:cm|lm|sf|ec)\w*bx|bx\d", re.IGNORECASE)
_MONO = re.compile(r"courier|mono|consol|typewriter|cmtt|lmtt|menlo|code", re.IGNORECASE)
_QUARTER = math.pi / 2
_STRAIGHT = 0.1  # radians: text turned by more from a quarter turn stands askew
_SAME_BASELINE = 0.3  # of the type size
_RAISED = 0.4  # of the lower of two lines that overlap
_MARKS = "0123456789*†‡§¶"
_MARK_RAISED = 0.15  # of the height of the word that it stands before
_WORD_GAP = 0.12  # of the height: glyphs of one word that stand farther apart are two words
_NAME_LENGTH = 200
# Ligatures and presentation forms: shapes of a font, not characters of the text. Superscripts and the like stay.
_SHAPES = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc]")
_ARABIC_LETTER = "[\u0600-\u06ff\u0750-\u077f]"
_MIXED = re.compile(f"(?<={_ARABIC_LETTER})(?=[A-Za-z])|(?<=[A-Za-z])(?={_ARABIC_LETTER})")
_REVERSED_LAM_ALEF = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_UNREADABLE = re.compile("[\ufffd\ue000-\uefff\x00-\x08\x0e-\x1f]")


class Word(NamedTuple):
    """A word and its box, in the text's own frame: x grows along the line, y downwards from line to line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """Words on one baseline. `turn` counts the quarter turns of its frame; `size` is that of its type, in points.

    `parted` says that its last word goes on in the next line, after the hyphen that ends it; `field` that it is a label
    and what was filled in. Of a line that was recognised in an image, `block` numbers the column that it belongs to,
    and `cells` counts the words in each cell of a table's row.
    """

    words: tuple[Word, ...]
    page: int
    baseline: float
    size: float
    bold: bool = False
    mono: bool = False
    turn: int = 0
    parted: bool = False
    askew: bool = False
    field: bool = False
    block: int = -1
    cells: tuple[int, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words with a blank between them."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def left(self) -> float:
        """The left edge."""
        return min(word.left for word in self.words)

    @cached_property
    def right(self) -> float:
        """The right edge."""
        return max(word.right for word in self.words)

    @cached_property
    def top(self) -> float:
        """The upper edge of its tallest word."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return max(word.bottom for word in self.words)

    @cached_property
    def right_to_left(self) -> bool:
        """Whether its first words stand at the right."""
        marks = len(_RIGHT_TO_LEFT.findall(self.text))
        return marks > 0 and marks * 2 > sum(character.isalpha() for character in self.text)


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

    def holds(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether the middle of a box lies on the page."""
        across, up = (left + right) / 2, (bottom + top) / 2
        return self.left <= across <= self.right and self.bottom <= up <= self.top

    def shown(self, word: Word, turn: int) -> tuple[float, float, float, float]:
        """Return the left, top, right and bottom of a word on the page as shown, from its upper left corner."""
        ends = (_to_page(word.left, word.top, turn), _to_page(word.right, word.bottom, turn))
        points = [self._shown_point(across, up) for across, up in ends]
        acrosses, downs = [point[0] for point in points], [point[1] for point in points]
        return min(acrosses), min(downs), max(acrosses), max(downs)

    def _shown_point(self, across: float, up: float) -> tuple[float, float]:
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
class Sheet:
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
        return sum(len(word.text) for line in self.lines for word in line.words)


def sheet_of(page: pypdfium2.PdfPage, number: int) -> Sheet:
    """Return the words of a page. Raises PdfiumError where PDFium cannot read it."""
    frame = frame_of(page)
    textpage = page.get_textpage()
    try:
        return _PageText(textpage, number, frame).sheet()
    finally:
        textpage.close()


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """Return how a page is shown: the part of its media box that is not cropped, and its rotation."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    return Frame(left, bottom, right, top, page.get_rotation() // 90)


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


@dataclass(frozen=True, slots=True)
class _Font:
    bold: bool
    mono: bool


@dataclass(slots=True)
class _Draft:
    """A line in the making."""

    words: list[Word] = field(default_factory=list)
    first: int = 0  # index of its first character
    last: int = 0  # of its last word's first character
    parted: bool = False


class _PageText:
    """Reads one text page, character by index."""

    def __init__(self, textpage: pypdfium2.PdfTextPage, number: int, frame: Frame) -> None:
        self._handle = textpage.raw
        self._text = _text_by_index(textpage)
        self._number = number
        self._frame = frame
        self._fonts: dict[int | None, _Font] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._edge_pointers = tuple(ctypes.byref(edge) for edge in self._edges)

    def sheet(self) -> Sheet:
        unreadable = len(_UNREADABLE.findall(self._text)) / max(len(self._text), 1)
        lines = tuple(_rejoined([line for draft in self._drafts() for line in self._finished(draft)]))
        return Sheet(self._number, self._frame, lines, unreadable)

    def _drafts(self) -> Iterator[_Draft]:
        """Part the text at PDFium's line ends, and where it joined two lines because a hyphen ends the first."""
        draft = _Draft()
        for match in _TOKEN.finditer(self._text):
            if match.group(1):
                yield draft
                draft = _Draft()
                continue
            word, hyphen = match.group(2), match.group(3)
            if word is None:
                continue
            begin = match.start(2)
            first = not draft.words
            if first:
                draft.first = begin
            draft.last = begin
            draft.words.extend(self._words(word, begin, first=first))
            if hyphen and draft.words:
                end = draft.words[-1]
                draft.words[-1] = end._replace(text=end.text.rstrip(_HYPHENS) + "-")
                draft.parted = True
                yield draft
                draft = _Draft()
        yield draft

    def _words(self, text: str, begin: int, *, first: bool) -> Iterator[Word]:
        """Yield a token's words, boxes in the page's own space; none where it lies outside the page.

        The `first` of a line may be the raised mark of a note and a word.
        """
        count = pdfium.FPDFText_CountRects(self._handle, begin, len(text))
        boxes = [self._box(index) for index in range(count)]
        if count > 1 and len(text) > 1 and (_apart(boxes) or (first and _marked(text, boxes))):
            yield from self._parted_words(text, begin)
            return
        if not text.isascii():
            text = self._cleaned(text, begin)
        if not boxes or not text:
            return
        left, top, right, bottom = boxes[0] if count == 1 else _union(boxes)
        if self._frame.holds(left, bottom, right, top):
            yield Word(text, left, top, right, bottom)

    def _parted_words(self, text: str, begin: int) -> Iterator[Word]:
        """Part a token whose glyphs stand in several places: glued by PDFium across a gap, or across two scripts."""
        starts = [0]
        mark = len(text) - len(text.lstrip(_MARKS))
        before = self._character_box(begin)
        for index in range(1, len(text)):
            after = self._character_box(begin + index)
            far = after is not None and before is not None and _far(before, after)
            if far or index == mark or _MIXED.search(text[index - 1 : index + 1]):
                starts.append(index)
            before = after or before
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            part = text[start:end]
            count = pdfium.FPDFText_CountRects(self._handle, begin + start, end - start)
            box = _union([self._box(index) for index in range(count)]) if count else None
            part = part if part.isascii() else self._cleaned(part, begin + start)
            if box and part and self._frame.holds(box[0], box[3], box[2], box[1]):
                yield Word(part, *box)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        pdfium.FPDFText_GetRect(self._handle, index, *self._edge_pointers)
        left, top, right, bottom = self._edges
        return left.value, top.value, right.value, bottom.value

    def _character_box(self, index: int) -> tuple[float, float, float, float] | None:
        """Return left, top, right, bottom of a glyph, None for one without a shape."""
        left, right, bottom, top = self._edges
        if not pdfium.FPDFText_GetCharBox(self._handle, index, *self._edge_pointers) or left.value == right.value:
            return None
        return left.value, top.value, right.value, bottom.value

    def _cleaned(self, text: str, begin: int) -> str:
        for match in _REVERSED_LAM_ALEF.finditer(text):
            if self._one_glyph(begin + match.start()):
                text = text[: match.start()] + match.group()[::-1] + text[match.end() :]
        shaped = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        ending = text[-1] in _HYPHENS[1:]
        return tidy(shaped[:-1] + "-" if ending else shaped).strip()

    def _one_glyph(self, index: int) -> bool:
        """Whether two characters are drawn as one: the second then has no box of its own, or the same."""
        first, second = self._character_box(index), self._character_box(index + 1)
        return first is None or second is None or first == second

    def _finished(self, draft: _Draft) -> Iterator[Line]:
        if not draft.words:
            return
        angle, size = self._type(draft.first, draft.last)
        turn = round(angle / _QUARTER) % 4
        first, last = self._font(draft.first), self._font(draft.last)
        askew = abs(math.remainder(angle, _QUARTER)) > _STRAIGHT
        for words, ends in _by_baseline([_turned(word, turn) for word in draft.words], size):
            yield Line(
                words=words,
                page=self._number,
                baseline=_baseline(words),
                size=size,
                bold=first.bold and last.bold,
                mono=first.mono and last.mono,
                turn=turn,
                parted=draft.parted if ends else False,
                askew=askew,
            )

    def _type(self, first: int, last: int) -> tuple[float, float]:
        """Return the angle of a line, in radians against the clock, and the larger type of its first and last word."""
        angle, size = self._type_at(first)
        if last != first:
            size = max(size, self._type_at(last)[1])
        return angle, size

    def _type_at(self, index: int) -> tuple[float, float]:
        """Return the angle and the height of a character, whatever slant stands for italics."""
        size = float(pdfium.FPDFText_GetFontSize(self._handle, index))
        if not pdfium.FPDFText_GetMatrix(self._handle, index, self._matrix):
            return 0.0, size
        a, b, c, d = self._matrix.a, self._matrix.b, self._matrix.c, self._matrix.d
        along = math.hypot(a, b)
        return math.atan2(b, a), size * abs(a * d - b * c) / along if along else size

    def _font(self, index: int) -> _Font:
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(self._handle, index))
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key not in self._fonts:
            name = _font_name(font)
            self._fonts[key] = _Font(bool(_BOLD.search(name)), bool(_MONO.search(name)))
        return self._fonts[key]


def _text_by_index(textpage: pypdfium2.PdfTextPage) -> str:
    """Return the page's text such that its n-th character is the text page's n-th."""
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) == count:
        return str(text)
    codes = [pdfium.FPDFText_GetUnicode(textpage.raw, index) for index in range(count)]
    return "".join(
        "\ufffd" if code == 0 or code in _SURROGATES or code > sys.maxunicode else chr(code) for code in codes
    )


def _font_name(font: object) -> str:
    name = ctypes.create_string_buffer(_NAME_LENGTH)
    pdfium.FPDFFont_GetBaseFontName(font, name, _NAME_LENGTH)
    return name.value.decode("utf-8", "replace")


def _union(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), max(tops), max(rights), min(bottoms)


def _apart(boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    return any(_far(before, after) for before, after in pairwise(boxes))


def _marked(text: str, boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether a token begins with the raised mark of a note: “3We”."""
    if text[0] not in _MARKS or not text.lstrip(_MARKS)[:1].isalpha():
        return False
    mark, word = boxes[0], boxes[1]
    return mark[3] - word[3] > _MARK_RAISED * (word[1] - word[3])


def _far(before: tuple[float, float, float, float], after: tuple[float, float, float, float]) -> bool:
    height = max(before[1] - before[3], after[1] - after[3])
    gap = max(after[0] - before[2], before[0] - after[2])
    upright = max(after[3] - before[1], before[3] - after[1])
    return min(height, before[2] - before[0] + height) > 0 and max(gap, upright) > max(_WORD_GAP * 4 * height, 1.0)


def _turned(word: Word, turn: int) -> Word:
    return Word(word.text, *to_text(word.left, word.bottom, word.right, word.top, turn))


def _by_baseline(words: Sequence[Word], size: float) -> Iterator[tuple[tuple[Word, ...], bool]]:
    """Part words that PDFium put on one line although one stands wholly below the other; say which part is last."""
    start = 0
    for index in range(1, len(words)):
        if words[index].top >= words[index - 1].bottom + _SAME_BASELINE * size:
            yield tuple(words[start:index]), False
            start = index
    yield tuple(words[start:]), True


def _baseline(words: Sequence[Word]) -> float:
    """Return where most of the words stand: their lower edges, of which few reach below the baseline."""
    bottoms = Counter(round(word.bottom, 1) for word in words if any(c.isalnum() for c in word.text))
    return bottoms.most_common(1)[0][0] if bottoms else max(word.bottom for word in words)


def _rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    """Join what was drawn one after the other on one baseline, from left to right: the cells of a row."""
    before: Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line):
            before = Line(
                words=(*before.words, *line.words),
                page=line.page,
                baseline=before.baseline,
                size=max(before.size, line.size),
                bold=before.bold and line.bold,
                mono=before.mono and line.mono,
                turn=line.turn,
                parted=line.parted,
                askew=before.askew,
            )
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _goes_on(before: Line, line: Line) -> bool:
    if (
        before.parted
        or before.field
        or line.field
        or before.turn != line.turn
        or before.right_to_left
        or line.right_to_left
    ):
        return False
    near = abs(before.baseline - line.baseline) <= _SAME_BASELINE * min(before.size, line.size)
    if near:
        return line.left >= before.right - _SAME_BASELINE * line.size
    return _raised(before, line)


def _raised(before: Line, line: Line) -> bool:
    """Whether words stand a little above or below the line that they go on with: superscripts, subscripts."""
    gap = line.left - before.right
    if not -_SAME_BASELINE * line.size <= gap <= line.size:
        return False
    overlap = min(before.bottom, line.bottom) - max(before.top, line.top)
    return overlap > _RAISED * min(before.bottom - before.top, line.bottom - line.top)
