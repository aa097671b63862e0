from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf.layout import columns_of
from ingest.readers.pdf.lines import Frame, Line, PdfPage, PlacedWord

_WIDTH = 5.0  # of a character


def _line(left: float, top: float, text: str, *, size: float = 10) -> Line:
    words = []
    for word in text.split():
        words.append(PlacedWord(word, left, top, left + _WIDTH * len(word), top + 7))
        left += _WIDTH * (len(word) + 1)
    return Line(tuple(words), 0, top + 7, size)


def _block(left: float, top: float, name: str, count: int = 3, *, size: float = 10) -> list[Line]:
    return [_line(left, top + 12 * row, f"words of {name} row {row} here", size=size) for row in range(count)]


def _order(lines: Sequence[Line]) -> list[str]:
    sheet = PdfPage(0, Frame(0, 0, 600, 800, 0), tuple(lines))
    names = [line.words[2].text for column in columns_of(sheet) for line in column.lines]
    return [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]


def test_columns_are_read_from_left_to_right_whatever_was_drawn_first() -> None:
    assert _order([*_block(320, 100, "right"), *_block(60, 100, "left")]) == ["left", "right"]


def test_what_stands_across_two_columns_parts_them() -> None:
    across = [_line(60, 160, "words of across " + "and so on " * 8)]
    lines = [*_block(320, 100, "b"), *_block(60, 100, "a"), *across, *_block(320, 200, "d"), *_block(60, 200, "c")]

    assert _order(lines) == ["a", "b", "across", "c", "d"]


def test_a_narrow_margin_in_small_type_is_read_after_the_text_beside_it() -> None:
    body = [_line(200, 100 + 12 * row, "words of body " + "that go on and on " * 3) for row in range(12)]

    assert _order([*_block(60, 120, "margin", size=7), *body]) == ["body", "margin"]


def test_four_cards_are_read_column_by_column() -> None:
    cards = [*_block(60, 100, "one"), *_block(320, 100, "three"), *_block(60, 400, "two"), *_block(320, 400, "four")]

    assert _order(cards) == ["one", "two", "three", "four"]


def test_lines_of_cells_are_not_taken_for_columns() -> None:
    rows = [
        _line(60, 100 + 12 * row, "ten of rows").of_words(
            [*_line(60, 100 + 12 * row, "ten of rows").words, *_line(320, 100 + 12 * row, "41 200").words]
        )
        for row in range(5)
    ]
    sheet = PdfPage(0, Frame(0, 0, 600, 800, 0), tuple(rows))

    assert [line.text for column in columns_of(sheet) for line in column.lines] == ["ten of rows 41 200"] * 5
