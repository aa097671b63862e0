"""The text layer of a PDF page as lines, in the order in which the page draws them.

Knows PDFium's text page, character by index; never columns, paragraphs or other pages. It is asked for each word's
box, so its functions are called by address: that takes a third of the time of the bound ones.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.encoding import tidy
from ingest.readers.pdf.calls import Address, Numbers, as_argument, by_address
from ingest.readers.pdf.lines import Frame, Line, PdfPage, PlacedWord, to_text

_PARTED = re.compile(r"[\ufffe\x02]")  # PDFium's mark of a hyphen at the end of a line that it joined with the next
_HYPHENS = "-\u2010\u00ad\u2011"
_SURROGATES = range(0xD800, 0xE000)
_BOLD = re.compile(r"bold|black|heavy|demi|medi(?!um)|(?:cm|lm|sf|ec)\w*bx|bx\d", re.IGNORECASE)
_MONO = re.compile(r"courier|mono|consol|typewriter|cmtt|lmtt|menlo|code", re.IGNORECASE)
_QUARTER = math.pi / 2
_DOWNWARDS = 3  # quarter turns of the frame in which lines run down and the next stands at the left
_STRAIGHT = 0.1  # radians: text turned by more from a quarter turn stands askew
_SAME_BASELINE = 0.3  # of the type size
_TALL = 1.8  # of the type size: a line that is taller may be two
_GLUED, _GLUED_STOP = 0.1, 0.2  # of the type size: words on one baseline that stand nearer are one, as do stops
_STOPS = ",.;:!?)]"
_RAISED = 0.4  # of the lower of two lines that overlap
_TYPE_HEIGHT = 0.7  # of the type size: that of letters above their baseline
_MARKS = "0123456789*†‡§¶"
_MARK_RAISED = 0.15  # of the height of the word that it stands before
# Before a digit that stands raised: a digit, a letter by itself ("x²"), a unit ("m³", "kg/m³", "cm⁻¹").
_POWER = re.compile(r"(?:\d|(?<![^\W\d_])(?:[^\W\d_]|[cdhkmnµμ]m|ft|yd))(?=[-+\u2212\u2013]?\d)")
_DIGIT_RAISED = 0.2  # of the type size
_RAISED_AS = dict(zip("0123456789+-\u2212\u2013", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻", strict=True))
_WORD_GAP = 0.5  # of the height: glyphs of one word that stand farther apart are two words
_SIGN_GAP = 1.2  # likewise, beside a Chinese sign
_WIDE_GLYPH = 0.85  # of the type size, for each character: a word that is wider may have a gap in it
_SHADOW = 0.25  # of the type size: words that lie so near to the same ones are drawn again
_STRIP = 10.0  # points: a page is looked through strip by strip
_FEWEST_GLYPHS = 4  # set apart, that make words
_LOOSE = 0.8  # of the type size: glyphs farther apart stand in cells
_SAME_LOOSE = 0.2  # of the type size, between the gaps in a word
_TIGHT = 0.15  # of the type size: a blank that is narrower is none that anybody sees
_LIGATURE = re.compile("(?:f[fil]|[\ufb00-\ufb04])$")
_LAST_LETTER = "\uf000"  # of those that are written; behind it are shapes of a font
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SIGN = "[\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f]"
_AFTER_LETTERS = re.compile("f[fil] ")
_SQUARE = _WIDE[:-1] + "\ufb00-\ufb04]"  # also ligatures that are written as one
_ANY_SQUARE = re.compile(_SQUARE)
_BESIDE_SQUARE = re.compile(f"{_SQUARE} |. (?={_WIDE})")
_SEAM = re.compile(
    f"{_SIGN} {_WIDE}|{_WIDE} {_SIGN}|. [\u3001\u3002\uff09\uff0c\uff1a\uff1b]"
)  # a blank beside it is a gap
_SMALLEST, _LARGEST, _UNKNOWN = 0.1, 5_000.0, 10.0  # points: beyond, a damaged file says nothing of the size
_NAME_LENGTH = 200
# Ligatures and presentation forms: shapes of a font, not characters of the text. Superscripts and the like stay.
_SHAPES = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc]")
_ARABIC_LETTER = "[\u0600-\u06ff\u0750-\u077f]"
_MIXED = re.compile(f"{_ARABIC_LETTER}[A-Za-z]|[A-Za-z]{_ARABIC_LETTER}")
_REVERSED_LAM_ALEF = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
# What a word may hold that is not kept as it is: controls, blanks, invisible marks, hyphens, shapes, Arabic.
_UNTIDY = re.compile(
    "[\x00-\x1f\x7f\xa0\xad\u0600-\u07ff\u2000-\u2011\u2028-\u202f\u205f-\u206f\u2e80-\u2fdf\u3000\ufb00-\ufeff]"
)
_UNREADABLE = re.compile("[\ufffd\ue000-\uefff\x00-\x08\x0e-\x1f]")

_Edges = tuple[float, float, float, float]
_new_word = tuple.__new__  # a named tuple's own constructor takes twice as long
_int = ctypes.c_int


_count_rects = by_address(pdfium.FPDFText_CountRects, _int)
_get_rect = by_address(pdfium.FPDFText_GetRect, _int)
_get_unicode = by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_get_object = by_address(pdfium.FPDFText_GetTextObject, Address)
_get_font = by_address(pdfium.FPDFTextObj_GetFont, Address)
_get_size = by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_get_matrix = by_address(pdfium.FPDFText_GetMatrix, _int)
_is_generated = by_address(pdfium.FPDFText_IsGenerated, _int)
_get_origin = by_address(pdfium.FPDFText_GetCharOrigin, _int)


def sheet_of(page: pypdfium2.PdfPage, number: int) -> PdfPage:
    """Return the words of a page. Raises PdfiumError where PDFium cannot read it."""
    frame = _frame_of(page)
    textpage = page.get_textpage()
    try:
        return _PageText(textpage, number, frame).sheet()
    finally:
        textpage.close()


def _frame_of(page: pypdfium2.PdfPage) -> Frame:
    """Return how a page is shown: the part of its media box, its own or that of all, not cropped; its rotation."""
    left, bottom, right, top = page.get_bbox()
    if right <= left or top <= bottom:
        left, bottom, right, top = page.get_mediabox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90)


class _PageText:
    """Reads one text page."""

    def __init__(self, textpage: pypdfium2.PdfTextPage, number: int, frame: Frame) -> None:
        self._handle = textpage.raw
        self._at = as_argument(ctypes.cast(textpage.raw, Address))
        self._text = _text_by_index(textpage)
        self._plain = self._text.isascii()
        self._seams = _seams_of(self._text)
        self._number = number
        self._frame = frame
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._matrix = Numbers("f", 6)
        self._edges = Numbers("d", 4)

    def sheet(self) -> PdfPage:
        unreadable = len(_UNREADABLE.findall(self._text)) / max(len(self._text), 1)
        return PdfPage(self._number, self._frame, tuple(_rejoined(list(_once(self._lines())))), unreadable)

    def _lines(self) -> Iterator[Line]:
        """Yield the lines of the page, as two where PDFium made one of them."""
        for begin, end, parted in self._stretches():
            line = self._line(begin, end, parted=parted)
            if line is None:
                continue
            if line.bottom - line.top > _TALL * line.size:
                yield from _by_baseline(line)
            else:
                yield line

    def _stretches(self) -> Iterator[tuple[int, int, bool]]:
        """Part the text at PDFium's line ends, and where it joined two lines because a hyphen ends the first."""
        begin, length = 0, len(self._text)
        any_parted = _PARTED.search(self._text) is not None
        while begin < length:
            end = self._text.find("\n", begin)
            end = length if end < 0 else end
            for mark in _PARTED.finditer(self._text, begin, end) if any_parted else ():
                yield begin, mark.start(), True
                begin = mark.end()
            yield begin, end, False
            begin = end + 1

    def _line(self, begin: int, end: int, *, parted: bool) -> Line | None:
        """Return the line that a stretch of the text is, without what stands outside the page as shown."""
        tokens = self._text[begin:end].split()
        if not tokens:
            return None
        # The longest word tells where the line stands: a raised number or a bullet at its ends does not.
        word = max(tokens, key=len)
        longest = self._text.find(word, begin)
        angle, size = self._setting(longest)
        downwards = not (angle or self._plain) and self._runs_down(longest, longest + len(word), size)
        level = not (angle or downwards)
        words = self._words(tokens, begin, size, upright=not angle)
        if not angle and len(words) == len(tokens):
            words = self._closed(words, tokens, (begin, end), size)
        if words and not level:
            words = self._on_page(words)
        if not words:
            return None
        if parted:
            words[-1] = words[-1]._replace(text=words[-1].text.rstrip(_HYPHENS) + "-")
        turn = _DOWNWARDS if downwards else round(angle / _QUARTER) % 4
        if turn:
            words = [
                PlacedWord(text, *to_text(left, -low, right, -high, turn)) for text, left, high, right, low in words
            ]
        bold, mono = self._face(self._text.find(tokens[0], begin), self._text.rfind(tokens[-1], begin, end))
        line = Line(
            tuple(words),
            self._number,
            self._baseline(longest, turn),
            size,
            bold,
            mono,
            turn,
            parted,
            angle != 0 and abs(math.remainder(angle, _QUARTER)) > _STRAIGHT,
        )
        if not level or self._holds(line):
            return line
        words = self._on_page(line.words)
        return line.of_words(words) if words else None

    def _runs_down(self, begin: int, end: int, size: float) -> bool:
        """Whether upright characters stand below one another, as Chinese and Japanese may be written."""
        between = end - begin - 1
        if not between or unicodedata.east_asian_width(self._text[begin]) != "W":
            return False
        left, up, _, _ = self._edges.places
        _get_origin(self._at, begin, left, up)
        across, upwards, _, _ = self._edges.values
        _get_origin(self._at, end - 1, left, up)
        across_at_end, upwards_at_end, _, _ = self._edges.values
        return abs(across_at_end - across) < size and upwards - upwards_at_end > between * size / 2

    def _baseline(self, index: int, turn: int) -> float:
        left, up, _, _ = self._edges.places
        _get_origin(self._at, index, left, up)
        across, upwards, _, _ = self._edges.values
        return to_text(across, upwards, across, upwards, turn)[1] if turn else -upwards

    def _words(self, tokens: Sequence[str], begin: int, size: float, *, upright: bool) -> list[PlacedWord]:
        """Return words with their boxes, upright on the page: x, and y downwards from the page's origin.

        `tokens` are what stands between blanks from `begin` on.
        """
        find, handle, edges, plain = self._text.find, self._at, self._edges.values, self._plain
        count_rects, get_rect, new_word = _count_rects, _get_rect, _new_word
        at_left, at_top, at_right, at_bottom = self._edges.places
        words: list[PlacedWord] = []
        end = begin
        for token in tokens:
            start = find(token, end)
            end = start + len(token)
            count = count_rects(handle, start, len(token))
            if count == 1:
                get_rect(handle, 0, at_left, at_top, at_right, at_bottom)
                left, top, right, bottom = edges
                word = token if plain or token.isascii() else self._cleaned(token, start)
                if word:
                    words.append(new_word(PlacedWord, (word, left, -top, right, -bottom)))
            elif count:
                word = self._with_raised(token, start, size) if upright else token
                words.extend(self._pieces(word, start, count, size, first=not words))
        return words

    def _closed(
        self, words: list[PlacedWord], tokens: Sequence[str], span: tuple[int, int], size: float
    ) -> list[PlacedWord]:
        """Return the words of a line without the blanks that PDFium, or a program that writes PDFs, put into them."""
        begin, end = span
        few = end - begin <= 3 * len(tokens) and len(tokens) >= _FEWEST_GLYPHS
        if few and sum(map(len, tokens)) < 2 * len(tokens):
            return self._closed_up(words, tokens, begin, size)
        if self._seams and bisect(self._seams, begin) < bisect(self._seams, end):
            return self._without_false_blanks(words, tokens, begin, size)
        return words

    def _closed_up(
        self, words: Sequence[PlacedWord], tokens: Sequence[str], begin: int, size: float
    ) -> list[PlacedWord]:
        """Make words whole whose characters are set apart one by one: headings in spaced letters, Chinese in columns.

        Nobody typed the blanks between them: PDFium made these of the gaps. A wider gap in such a run parts two words.
        """
        glyphs: list[PlacedWord] = []
        closed: list[PlacedWord] = []
        for word, token in zip(words, tokens, strict=True):
            begin = self._text.find(token, begin)
            near = not glyphs or (word.left - glyphs[-1].right < _LOOSE * size and _is_generated(self._at, begin - 1))
            if not near or not _is_glyph(token):
                closed.extend(_joined_glyphs(glyphs, size))
                glyphs = []
            if _is_glyph(token):
                glyphs.append(word)
            else:
                closed.append(word)
            begin += len(token)
        return [*closed, *_joined_glyphs(glyphs, size)]

    def _without_false_blanks(
        self, words: Sequence[PlacedWord], tokens: Sequence[str], begin: int, size: float
    ) -> list[PlacedWord]:
        """Join words where nobody sees a blank: after a ligature, and where a Chinese sign does not fill its square."""
        joined = [words[0]]
        end = self._text.find(tokens[0], begin) + len(tokens[0])
        for before, token, word in zip(tokens, tokens[1:], words[1:], strict=False):
            start = self._text.find(token, end)
            gap = word.left - joined[-1].right
            ligature = gap < _TIGHT * size and _LIGATURE.search(before) and token[0].islower()
            if (ligature and self._is_ligature(end - 1)) or (
                gap < _SIGN_GAP * size and _SEAM.fullmatch(before[-1] + " " + token[0]) and _is_generated(self._at, end)
            ):
                joined[-1] = PlacedWord(joined[-1].text + word.text, *_around(joined[-1], word))
            else:
                joined.append(word)
            end = start + len(token)
        return joined

    def _is_ligature(self, index: int) -> bool:
        """Whether the letters up to a character are drawn as one."""
        return self._text[index] > _LAST_LETTER or self._one_glyph(index - 1)

    def _with_raised(self, text: str, start: int, size: float) -> str:
        """Return a token with its digits raised that stand above those before them: ten to the sixth is not 106."""
        bases = {match.end() - 1 for match in _POWER.finditer(text)}
        if not bases:
            return text
        base = self._origin(start)
        raised = [self._origin(start + index) - base > _DIGIT_RAISED * size for index in range(len(text))]
        power = False
        for index, (before, character) in enumerate(pairwise(text), start=1):
            begins = (before.isdecimal() or index - 1 in bases) and not raised[index - 1]
            power = raised[index] and character in _RAISED_AS and (power or begins)
            if power:
                text = text[:index] + _RAISED_AS[character] + text[index + 1 :]
        return text

    def _origin(self, index: int) -> float:
        """Return how high above the page's origin a character stands."""
        left, up, _, _ = self._edges.places
        _get_origin(self._at, index, left, up)
        return self._edges.values[1]

    def _pieces(self, text: str, start: int, count: int, size: float, *, first: bool) -> Iterator[PlacedWord]:
        """Yield the words of a token that is drawn in several pieces, often one for each glyph.

        PDFium glues two words across a gap or across two scripts; the first of a line may begin with a note's mark.
        """
        begin, stop = self._rect(0), self._rect(count - 1)
        wide = max(begin[2], stop[2]) - min(begin[0], stop[0]) > _WIDE_GLYPH * size * len(text)
        tall = max(begin[1], stop[1]) - min(begin[3], stop[3]) > _TALL * size
        marked = first and _marked(text, begin, self._rect(1))
        if wide or tall or marked or (not text.isascii() and _MIXED.search(text)):
            yield from self._parted(start, text)
            return
        left, top, right, bottom = _union((begin, stop))
        word = text if text.isascii() else self._cleaned(text, start)
        if word:
            yield PlacedWord(word, left, -top, right, -bottom)

    def _parted(self, begin: int, text: str) -> Iterator[PlacedWord]:
        """Part a token where its glyphs stand far apart, where its script changes, and after the mark of a note."""
        mark = len(text) - len(text.lstrip(_MARKS))
        boxes = [self._character_box(begin + index) for index in range(len(text))]
        starts = [
            index
            for index in range(1, len(text))
            if index == mark
            or _far(boxes[index - 1], boxes[index], _gap_in_word(text[index - 1 : index + 1]))
            or _MIXED.fullmatch(text[index - 1 : index + 1])
        ]
        for start, end in pairwise((0, *starts, len(text))):
            shaped = [box for box in boxes[start:end] if box is not None]
            word = self._cleaned(text[start:end], begin + start)
            if shaped and word:
                left, top, right, bottom = _union(shaped)
                yield PlacedWord(word, left, -top, right, -bottom)

    def _on_page(self, words: Sequence[PlacedWord]) -> list[PlacedWord]:
        """Leave out what stands outside the page as it is shown."""
        left, bottom, right, top = self._frame.left, self._frame.bottom, self._frame.right, self._frame.top
        return [
            word
            for word in words
            if left <= (word[1] + word[3]) / 2 <= right and bottom <= -(word[2] + word[4]) / 2 <= top
        ]

    def _holds(self, line: Line) -> bool:
        """Whether an upright line stands wholly on the page as it is shown."""
        frame = self._frame
        across = frame.left <= line.left and line.right <= frame.right
        return across and frame.bottom <= -line.bottom and -line.top <= frame.top

    def _rect(self, index: int) -> _Edges:
        """Return left, top, right, bottom of a piece of the token that was counted last."""
        _get_rect(self._at, index, *self._edges.places)
        left, top, right, bottom = self._edges.values
        return left, top, right, bottom

    def _character_box(self, index: int) -> _Edges | None:
        """Return left, top, right, bottom of a glyph, None for one without a shape."""
        edges = [ctypes.c_double() for _ in range(4)]
        if not pdfium.FPDFText_GetCharBox(self._handle, index, *edges):
            return None
        left, right, bottom, top = (edge.value for edge in edges)
        return (left, top, right, bottom) if left != right else None

    def _cleaned(self, text: str, begin: int) -> str:
        if not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text):
            return text
        for match in _REVERSED_LAM_ALEF.finditer(text):
            if self._one_glyph(begin + match.start()):
                text = text[: match.start()] + match.group()[::-1] + text[match.end() :]
        shaped = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        ending = shaped[-1:] in _HYPHENS[1:]
        return tidy(shaped[:-1] + "-" if ending else shaped).strip()

    def _one_glyph(self, index: int) -> bool:
        """Whether two characters are drawn as one: the second then has no box of its own, or the same."""
        first, second = self._character_box(index), self._character_box(index + 1)
        return first is None or second is None or first == second

    def _setting(self, index: int) -> tuple[float, float]:
        """Return the angle of a character's line against the clock, and its height, whatever slant makes italics."""
        size, angle = _get_size(self._at, index), 0.0
        if _get_matrix(self._at, index, self._matrix.places[0]):
            a, b, c, d, _, _ = self._matrix.values
            along = math.hypot(a, b)
            if along:
                angle, size = math.atan2(b, a), size * abs(a * d - b * c) / along
        return angle, size if _SMALLEST <= size <= _LARGEST else _UNKNOWN

    def _face(self, first: int, last: int) -> tuple[bool, bool]:
        """Return whether two characters are both set bold, and whether all of their fonts are of one width."""
        bold, mono = self._font(_get_object(self._at, first))
        if not (bold or mono):
            return False, False
        also_bold, also_mono = self._font(_get_object(self._at, last))
        return bold and also_bold, mono and also_mono

    def _font(self, text_object: int | None) -> tuple[bool, bool]:
        font = _get_font(as_argument(text_object)) if text_object else None
        if not font:
            return False, False
        if font not in self._fonts:
            name = _font_name(font)
            self._fonts[font] = (bool(_BOLD.search(name)), bool(_MONO.search(name)))
        return self._fonts[font]


def _text_by_index(textpage: pypdfium2.PdfTextPage) -> str:
    """Return the page's text such that its n-th character is the text page's n-th."""
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) == count:
        return str(text)
    at = as_argument(ctypes.cast(textpage.raw, Address))
    codes = [_get_unicode(at, index) for index in range(count)]
    return "".join(
        "\ufffd" if code == 0 or code in _SURROGATES or code > sys.maxunicode else chr(code) for code in codes
    )


def _font_name(font: int) -> str:
    name = ctypes.create_string_buffer(_NAME_LENGTH)
    pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), name, _NAME_LENGTH)
    return name.value.decode("utf-8", "replace")


def _union(boxes: Sequence[_Edges]) -> _Edges:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), max(tops), max(rights), min(bottoms)


def _marked(text: str, mark: _Edges, word: _Edges) -> bool:
    """Whether a token begins with the raised mark of a note: “3We”."""
    if text[0] not in _MARKS or not text.lstrip(_MARKS)[:1].isalpha():
        return False
    return mark[3] - word[3] > _MARK_RAISED * (word[1] - word[3])


def _seams_of(text: str) -> list[int]:
    """Return where blanks stand that nobody may see, in order: after a ligature, or beside a Chinese sign."""
    seams = [match.end() - 1 for match in _AFTER_LETTERS.finditer(text)]
    if not text.isascii() and _ANY_SQUARE.search(text):
        seams.extend(match.start() + 1 for match in _BESIDE_SQUARE.finditer(text))
        seams.sort()
    return seams


def _is_glyph(token: str) -> bool:
    """Whether a token is a single letter, or a single sign of Chinese or Japanese."""
    return len(token) == 1 and (token.isalpha() or unicodedata.east_asian_width(token) in "WF")


def _joined_glyphs(glyphs: Sequence[PlacedWord], size: float) -> Iterator[PlacedWord]:
    """Yield the words that glyphs make whose gaps are about the same; few glyphs are words by themselves."""
    if len(glyphs) < _FEWEST_GLYPHS:
        yield from glyphs
        return
    gaps = [word.left - before.right for before, word in pairwise(glyphs)]
    usual = median(gaps) + _SAME_LOOSE * size
    ends = [index for index, gap in enumerate(gaps, start=1) if gap > usual]
    for start, end in pairwise((0, *ends, len(glyphs))):
        texts, lefts, tops, rights, bottoms = zip(*glyphs[start:end], strict=True)
        yield PlacedWord("".join(texts), min(lefts), min(tops), max(rights), max(bottoms))


def _gap_in_word(pair: str) -> float:
    """Return how far apart two glyphs of one word may stand; a Chinese sign fills less than half of its square."""
    return _SIGN_GAP if _SEAM.fullmatch(" ".join(pair)) else _WORD_GAP


def _far(before: _Edges | None, after: _Edges | None, widest: float) -> bool:
    if before is None or after is None:
        return False
    height = max(before[1] - before[3], after[1] - after[3])
    gap = max(after[0] - before[2], before[0] - after[2])
    upright = max(after[3] - before[1], before[3] - after[1])
    return max(gap, upright) > max(widest * height, 1.0)


def _by_baseline(line: Line) -> Iterator[Line]:
    """Part a line that PDFium made of two, one wholly below the other."""
    for index, (before, word) in enumerate(pairwise(line.words), start=1):
        if word.top >= before.bottom + _SAME_BASELINE * line.size:
            yield replace(line, words=line.words[:index], parted=False)
            lower = line.of_words(line.words[index:])
            yield from _by_baseline(replace(lower, baseline=lower.bottom))
            return
    yield line


def _once(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines without those that were drawn again over themselves, as for a shadow or to look bold."""
    drawn: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        text, strip = line.text, int(line.baseline // _STRIP)
        near = [drawn[text, one] for one in (strip - 1, strip, strip + 1) if (text, one) in drawn]
        if not near or not any(_lies_on(line, other) for others in near for other in others):
            drawn.setdefault((text, strip), []).append(line)
            yield line


def _lies_on(line: Line, other: Line) -> bool:
    shift = max(abs(line.left - other.left), abs(line.right - other.right), abs(line.baseline - other.baseline))
    return shift < _SHADOW * line.size


def _rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    """Join what was drawn one after the other on one baseline, from left to right: the cells of a row."""
    before: Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line):
            usual = max(before, line, key=_longest_word)
            before = replace(
                before,
                words=_joined_words(before, line),
                baseline=usual.baseline,
                size=usual.size,
                bold=before.bold and line.bold,
                mono=before.mono and line.mono,
                parted=line.parted,
            )
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _longest_word(line: Line) -> int:
    return max(len(word.text) for word in line.words)


def _joined_words(before: Line, line: Line) -> tuple[PlacedWord, ...]:
    """Return the words of two lines as one; PDFium ends a line after raised digits also within a word: “40 m²,”."""
    last, first = before.words[-1], line.words[0]
    nearest = _GLUED_STOP if first.text[0] in _STOPS else _GLUED
    if abs(first.left - last.right) > nearest * line.size or abs(
        before.baseline - line.baseline
    ) > _SAME_BASELINE * min(before.size, line.size):
        return (*before.words, *line.words)
    return (*before.words[:-1], PlacedWord(last.text + first.text, *_around(last, first)), *line.words[1:])


def _around(word: PlacedWord, other: PlacedWord) -> _Edges:
    """Return left, top, right, bottom of the box around two words."""
    return (
        min(word.left, other.left),
        min(word.top, other.top),
        max(word.right, other.right),
        max(word.bottom, other.bottom),
    )


def _goes_on(before: Line, line: Line) -> bool:
    if line.left < before.right - _SAME_BASELINE * line.size or before.parted or before.turn != line.turn:
        return False
    near = abs(before.baseline - line.baseline) <= _SAME_BASELINE * min(before.size, line.size)
    return (near or _raised(before, line)) and not (before.right_to_left or line.right_to_left)


def _raised(before: Line, line: Line) -> bool:
    """Whether words stand a little above or below the line that they go on with: superscripts, subscripts."""
    gap = line.left - before.right
    if not -_SAME_BASELINE * line.size <= gap <= line.size:
        return False
    overlap = min(before.bottom, line.bottom) - max(_top(before), _top(line))
    return overlap > _RAISED * min(before.bottom - before.top, line.bottom - line.top)


def _top(line: Line) -> float:
    """Return how high the type of a line reaches, whether or not one of its letters does."""
    return min(line.top, line.baseline - _TYPE_HEIGHT * line.size)
