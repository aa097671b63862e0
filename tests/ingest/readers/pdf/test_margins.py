from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.pdf.lines import Frame, Line, PdfPage, PlacedWord
from ingest.readers.pdf.margins import without_running_heads

_BODY = 10.0


def _line(page: int, top: float, *cells: str, left: float = 72, size: float = _BODY) -> Line:
    words = []
    for cell in cells:
        for text in cell.split():
            words.append(PlacedWord(text, left, top, left + 5 * len(text), top + size * 0.7))
            left += 5 * len(text) + 3
        left += 60
    return Line(tuple(words), page, top + size * 0.7, size)


def _kept(*pages: Sequence[Line]) -> list[str]:
    frame = Frame(0, 0, 595, 842, 0)
    sheets = [PdfPage(number, frame, tuple(lines)) for number, lines in enumerate(pages)]
    return [line.text for sheet in without_running_heads(sheets, _BODY) for line in sheet.lines]


def _text(page: int) -> list[Line]:
    return [_line(page, 100 + 12 * row, f"text {'abcdef'[page]} of row {'xyz'[row]}") for row in range(3)]


def test_a_head_with_its_page_number_goes_wherever_the_count_begins() -> None:
    assert not [
        text
        for text in _kept(*([_line(n, 40, "The old mill", f"{n + 41}"), *_text(n)] for n in range(3)))
        if "mill" in text
    ]


def test_heads_of_left_and_right_pages_go() -> None:
    pages = [
        [
            _line(n, 40, "Part one" if n % 2 else "The old mill"),
            *_text(n),
            _line(n, 800, str(n + 7), left=300 - 90 * (n % 2)),
        ]
        for n in range(6)
    ]

    assert all(text.startswith("text") for text in _kept(*pages))


def test_a_number_of_pages_beside_the_number_may_stand() -> None:
    assert all(
        text.startswith("text") for text in _kept(*([*_text(n), _line(n, 800, f"Page {n + 1} of 3")] for n in range(3)))
    )


def test_numbers_that_do_not_count_with_the_pages_stay() -> None:
    kept = _kept(*([*_text(n), _line(n, 800, total)] for n, total in enumerate(("252", "1987", "31"))))

    assert {"252", "1987", "31"} <= set(kept)


def test_a_number_that_counts_but_belongs_to_words_stays() -> None:
    kept = _kept(*([_line(n, 40, f"Invoice {7734 + n}"), *_text(n)] for n in range(4)))

    assert "Invoice 7736" in kept


def test_a_title_larger_than_the_text_stays_on_every_page() -> None:
    kept = _kept(*([_line(n, 40, "Wage slip", size=14), *_text(n)] for n in range(3)))

    assert kept.count("Wage slip") == 3


def test_the_header_of_a_table_stays_on_every_page() -> None:
    kept = _kept(*([_line(n, 88, "Item", "Count", "Price"), *_text(n)] for n in range(3)))

    assert kept.count("Item Count Price") == 3


def test_roman_numbers_count_too() -> None:
    kept = _kept(*([*_text(n), _line(n, 800, numeral, left=300)] for n, numeral in enumerate(("iii", "iv", "v"))))

    assert all(text.startswith("text") for text in kept)


def test_a_letterhead_of_pages_without_numbers_stays_where_it_stands_first() -> None:
    kept = _kept(*([_line(n, 40, "Bright Panes, 5 Mill Row"), *_text(n)] for n in range(4)))

    assert kept.count("Bright Panes, 5 Mill Row") == 1
    assert kept[0] == "Bright Panes, 5 Mill Row"


def test_a_letterhead_of_two_pages_stays_on_both() -> None:
    kept = _kept(*([_line(n, 40, "Bright Panes, 5 Mill Row"), *_text(n)] for n in range(2)))

    assert kept.count("Bright Panes, 5 Mill Row") == 2


def test_what_letters_of_one_mailing_share_stays_in_each() -> None:
    shared = (
        "your boiler will be serviced in the week of",
        "The visit costs 65 pounds.",
        "Calder Heating wishes you well",
    )
    letters = [
        [_line(n, 100, f"Dear {name},"), *(_line(n, 112 + 12 * row, text) for row, text in enumerate(shared))]
        for n, name in enumerate(("Ms Roe", "Ms Lund", "Mr Marsh"))
    ]

    kept = _kept(*letters)

    assert all(kept.count(text) == 3 for text in shared)
