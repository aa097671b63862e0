"""Recognition: an image of a page becomes lines in reading order. Knows which engine reads, never documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from PIL import Image

from ingest.readers.ocr.decoding import DecodedWord
from ingest.readers.ocr.detection import SlantedBox
from ingest.readers.ocr.layout import in_reading_order
from ingest.readers.ocr.lines import Fragment, PixelBox, RecognisedLine, RecognisedWord, around
from ingest.readers.ocr.networks import Pixels, find_lines, read_line
from ingest.readers.ocr.paragraphs import in_paragraphs
from ingest.readers.ocr.rulings import Rulings, find_rulings
from ingest.readers.ocr.tesseract import read_by_tesseract
from ingest.readers.ocr.turning import Rotation, after_quarters, find_turn

_READ_AT = 300  # dots per inch at most: more shows no more of a letter
_FIND_AT = 150  # dots per inch at which lines are looked for
_FIND_SIDE = 1700  # pixels: a page smaller than a sheet is looked at as large as one
_MOST_SIDE = 6000  # pixels of the longer side, whatever the resolution is said to be
_UNSURE = 0.5  # confidence: below, a line is noise, such as the border of a picture
_SHORT = 4  # times its height: too short a line to count its letters
_LETTERS = 0.55  # for each height of length: running text has 1.5 to 3, spaced capitals and Chinese 0.8
_WHOLE_LETTERS = 1.4  # the same where a page is not sure; Greek of which half was skipped has 1.2
_MANY, _FEW_SIGNS = 12, 2  # a long line of noughts stands for letters that the network does not know
_LEGIBLE_SHARE = 0.5  # of what was found on a page: less, and it is in a script that the network does not know
_FOREIGN = 0.85  # confidence: a page below may be in a script that the network knows in part; scans of Latin reach 0.97
_MARKED = 0.004  # of the letters of a language with few accents, such as Dutch


def recognise(
    image: Image.Image, *, dpi: int, on_line: Callable[[], None] = lambda: None
) -> tuple[RecognisedLine, ...]:
    """Return what is written on a page, line by line in reading order; boxes in pixels of the image as given.

    `dpi` is the image's resolution, as far as it is known; `on_line` is called after each line that was read.
    The page may lie on its side or its head, or be skewed.
    """
    sight = _look_at(image, dpi, on_line)
    lines = in_paragraphs(in_reading_order(sight.fragments, sight.rulings))
    return tuple(_on_image(line, sight.turn, sight.shrink) for line in lines)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What was seen on a page set straight, and how it came from the image: made smaller by `shrink`, then turned."""

    fragments: tuple[Fragment, ...]
    rulings: Rulings
    turn: Rotation
    shrink: float


def _look_at(image: Image.Image, dpi: int, on_line: Callable[[], None]) -> _Sight:
    side = max(image.size)
    shrink = min(1.0, max(_READ_AT / dpi, 2 * _FIND_SIDE / side), _MOST_SIDE / side)
    size = (max(1, round(image.width * shrink)), max(1, round(image.height * shrink)))
    page = image if shrink == 1 else image.resize(size, Image.Resampling.BOX, reducing_gap=2)
    pixels = np.asarray(page.convert("RGB"))
    boxes = find_lines(pixels, shrink=min(1.0, max(_FIND_AT / dpi, _FIND_SIDE / side) / shrink))
    turn = find_turn(pixels, boxes)
    upright = np.ascontiguousarray(np.rot90(pixels, turn.quarters))
    fragments = _read(upright, after_quarters(boxes, size[0], size[1], turn.quarters), turn, on_line)
    if boxes and _page_confidence(fragments) < _FOREIGN:
        level = Image.fromarray(turn.levelled(upright))
        fragments = read_by_tesseract(level, dpi=round(dpi * shrink)) or (fragments if _is_whole(fragments) else ())
    heights = [fragment.box.height for fragment in fragments]
    rulings = find_rulings(turn.levelled(upright), line_height=median(heights)) if heights else Rulings()
    return _Sight(fragments, rulings, turn, shrink)


def _read(
    page: Pixels, boxes: Sequence[SlantedBox], turn: Rotation, on_line: Callable[[], None]
) -> tuple[Fragment, ...]:
    found: list[tuple[SlantedBox, Sequence[DecodedWord]]] = []
    for box in boxes:
        words = read_line(page, box)
        on_line()
        if words:
            found.append((turn.level(box), words))
    legible = [(box, words) for box, words in found if _is_legible(box, words)]
    if sum(box.length for box, _ in legible) < _LEGIBLE_SHARE * sum(box.length for box, _ in found):
        return ()
    has_marks = _has_marks([word for _, words in legible for word in words])
    return tuple(_fragment(box, words, has_marks=has_marks) for box, words in legible)


def _page_confidence(fragments: Sequence[Fragment]) -> float:
    letters = sum(len(one.text) for one in fragments)
    return sum(one.confidence * len(one.text) for one in fragments) / letters if letters else 0.0


def _is_whole(fragments: Sequence[Fragment]) -> bool:
    """Say whether no letters were skipped: those of Greek, for one, are known in part."""
    dense = [len(one.text) * one.box.height / one.box.width for one in fragments if len(one.words) > 1]
    return not dense or median(dense) >= _WHOLE_LETTERS


def _is_legible(box: SlantedBox, words: Sequence[DecodedWord]) -> bool:
    """Tell text from the borders of pictures and from letters that the network does not know: it skips these."""
    letters = sum(len(word.text) for word in words)
    is_dense = box.length < _SHORT * box.height or letters >= _LETTERS * box.length / box.height
    signs = [sign for word in words for sign in word.text if sign.isalnum()]
    is_varied = len(signs) < _MANY or len(set(signs)) > _FEW_SIGNS
    return is_dense and is_varied and _confidence(words) >= _UNSURE


def _has_marks(words: Sequence[DecodedWord]) -> bool:
    """Say whether the page is in a language that writes accents, by those that are sure."""
    plain = "".join(word.plain for word in words)
    return sum(not letter.isascii() and letter.isalpha() for letter in plain) >= _MARKED * len(plain)


def _fragment(box: SlantedBox, words: Sequence[DecodedWord], *, has_marks: bool) -> Fragment:
    read = tuple(
        RecognisedWord(word.text if has_marks else word.plain, _part(box, word.start, word.end)) for word in words
    )
    return Fragment(read, around([word.box for word in read]), _confidence(words))


def _confidence(words: Sequence[DecodedWord]) -> float:
    return sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)


def _part(box: SlantedBox, start: float, end: float) -> PixelBox:
    """Return a part of a level line, from `start` to `end` as shares of its length."""
    left = box.x - box.length / 2
    return PixelBox(left + start * box.length, box.y - box.height / 2, left + end * box.length, box.y + box.height / 2)


def _on_image(line: RecognisedLine, turn: Rotation, shrink: float) -> RecognisedLine:
    def placed(box: PixelBox) -> PixelBox:
        return PixelBox(*(edge / shrink for edge in turn.on_image(box)))

    words = tuple(replace(word, box=placed(word.box)) for word in line.words)
    return replace(line, box=placed(line.box), words=words)
