from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.documents import BlockKind
from ingest.readers.pdf.layout import TextColumn
from ingest.readers.pdf.lines import Frame, Line, PdfPage, PlacedWord
from ingest.readers.pdf.paragraphs import Paragraph, Type, paragraphs_of

_WIDTH = 5.0  # of a character


def _line(text: str, top: float, *, left: float = 60, size: float = 10, bold: bool = False, mono: bool = False) -> Line:
    words = []
    for word in text.split():
        words.append(PlacedWord(word, left, top, left + _WIDTH * len(word), top + 7))
        left += _WIDTH * (len(word) + 1)
    return Line(tuple(words), 0, top + 7, size, bold, mono)


def _read(lines: Sequence[Line]) -> list[Paragraph]:
    return list(paragraphs_of(TextColumn.of(lines), Type(10)))


def _texts(*texts: str, step: float = 12) -> list[str]:
    return [paragraph.text for paragraph in _read([_line(text, 100 + step * row) for row, text in enumerate(texts)])]


def test_lines_that_were_wrapped_are_one_paragraph() -> None:
    assert len(_texts("The mill by the weir grinds rye on three", "days of the week and oats on all others.")) == 1


def test_a_line_that_had_room_for_the_next_word_ended_on_purpose() -> None:
    lines = ("The mill grinds rye on Mondays.", "Oats are ground on all the other days of the week.")

    assert _texts(*lines) == list(lines)


def test_items_keep_their_numbers_and_their_further_lines() -> None:
    lines = [
        _line("2. Turn the key of the boiler until it", 100),
        _line("clicks twice.", 112, left=75),
        _line("3. Wait.", 124),
    ]

    read = _read(lines)

    assert [(one.kind, one.text) for one in read] == [
        (BlockKind.ITEM, "2. Turn the key of the boiler until it clicks twice."),
        (BlockKind.ITEM, "3. Wait."),
    ]


def test_labels_with_values_are_fields() -> None:
    read = _read([_line("Berth: 14", 100), _line("Boat: Skiff", 112)])

    assert [one.kind for one in read] == [BlockKind.FIELD, BlockKind.FIELD]


def test_bold_lines_and_large_lines_are_headings_but_not_whole_sentences() -> None:
    heading = _read([_line("Opening hours", 100, bold=True)])
    sentence = _read([_line("Nobody is to enter.", 100, bold=True)])

    assert (heading[0].kind, sentence[0].kind) == (BlockKind.HEADING, BlockKind.PARAGRAPH)


def test_lines_in_type_of_one_width_are_code() -> None:
    read = _read([_line("def toll(boat):", 100, mono=True), _line("return 40", 112, left=84, mono=True)])

    assert [one.kind for one in read] == [BlockKind.CODE]


def test_a_small_line_with_a_raised_number_is_a_footnote() -> None:
    mark = PlacedWord("3", 60, 100, 63, 104)
    note = Line((mark, *_line("See the letters.", 101, left=66).words), 0, 108, 7)

    assert _read([note])[0].kind is BlockKind.FOOTNOTE


def test_captions_are_told_by_their_number() -> None:
    assert _read([_line("Table 3: Ships by year", 100)])[0].kind is BlockKind.CAPTION


def test_the_usual_type_is_that_of_most_characters() -> None:
    lines = (_line("A heading", 100, size=18, bold=True), _line("and a long line of running text", 130))

    assert Type.of([PdfPage(0, Frame(0, 0, 600, 800, 0), lines)]) == Type(10.0, bold=False, mono=False)


def _rows(*rows: tuple[str, str], gap: float = 28) -> list[Line]:
    """Lines of two cells with a wide gap between them."""
    return [
        (mark := _line(left, 100 + 14 * number)).of_words(
            (*mark.words, *_line(right, 100 + 14 * number, left=mark.right + gap).words)
        )
        for number, (left, right) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "marks",
    [
        ("•", "•", "•", "•"),
        ("1.", "2.", "3.", "4."),
        ("1", "2", "3", "4"),
        ("a)", "b)", "c)", "d)"),
        ("1", "a", "b", "2"),
    ],
)
def test_items_far_from_their_marks_are_no_table(marks: Sequence[str]) -> None:
    words = ("Boil the water.", "Warm the pot.", "Add some tea.", "Wait for it.")

    found = _read(_rows(*zip(marks, words, strict=True)))

    assert [(one.kind, one.text) for one in found] == [
        (BlockKind.ITEM, f"{mark} {said}") for mark, said in zip(marks, words, strict=True)
    ]


@pytest.mark.parametrize(
    "rows", [(("1", "4.50"), ("2", "4.75"), ("3", "5.10")), (("7", "Lund"), ("12", "Osei"), ("3", "Varga"))]
)
def test_numbers_that_count_nothing_are_cells(rows: Sequence[tuple[str, str]]) -> None:
    assert [one.kind for one in _read(_rows(*rows))] == [BlockKind.ROW]


def test_a_name_beside_the_values_of_its_column_names_them() -> None:
    head = _line("Item", 100)
    head = head.of_words((*head.words, *_line("Quantity", 100, left=200).words, *_line("Sum", 100, left=400).words))
    rows = [
        (item := _line(name, 100 + 14 * number)).of_words(
            (
                *item.words,
                *_line(count, 100 + 14 * number, left=250).words,
                *_line(total, 100 + 14 * number, left=400).words,
            )
        )
        for number, (name, count, total) in enumerate((("Rope", "12", "96"), ("Lamp", "2", "18")), 1)
    ]

    (table,) = _read([head, *rows])

    assert [[" ".join(word.text for word in cell) for cell in row] for row in table.rows] == [
        ["Item", "Quantity", "Sum"],
        ["Rope", "12", "96"],
        ["Lamp", "2", "18"],
    ]


def test_lines_of_a_script_without_blanks_are_running_text() -> None:
    lines = [
        _line("会議は木曜日の六時に開かれます。場所は公民館の三階で、参", 100),
        _line("加費は五百円です。雨の日は中止します。", 112),
    ]

    assert len(_read(lines)) == 1


@pytest.mark.parametrize(
    "start", ["M. Aldous in 1962.", "0.1 bar that the maker allows.", "3. Mai bis zum Ende des Jahres."]
)
def test_a_number_or_initial_for_which_there_was_no_room_is_no_item(start: str) -> None:
    assert len(_texts("The pump was opened again, and the loss was", start)) == 1
    assert len(_texts("The pump was opened in the spring again.", start)) == 2
    assert len(_texts("The pump was opened in the spring again:", start)) == 2


def test_words_that_stand_half_beside_one_another_do_not_tell_the_distance_of_lines() -> None:
    beside = [_line("Total due", 100), _line("90.00", 106, left=200)]
    prose = [
        _line("Please pay the sum to the account within thirty", 160),
        _line("days of the date of this letter.", 172),
    ]

    assert _read([*beside, *prose])[-1].text.endswith("thirty days of the date of this letter.")


def test_labels_with_values_side_by_side_are_fields_each() -> None:
    def row(top: float, *cells: tuple[float, str]) -> Line:
        return _line(cells[0][1], top, left=cells[0][0]).of_words(
            [word for left, text in cells for word in _line(text, top, left=left).words]
        )

    lines = [
        row(100, (60, "Name:"), (120, "Ada Holm"), (300, "Arrival: 3 May")),
        row(112, (60, "Town:"), (120, "Esbjerg"), (300, "Room:"), (360, "12")),
    ]

    assert [(one.kind, one.text) for one in _read(lines)] == [
        (BlockKind.FIELD, text) for text in ("Name: Ada Holm", "Arrival: 3 May", "Town: Esbjerg", "Room: 12")
    ]


def test_labels_in_small_type_name_the_values_right_below_them() -> None:
    def row(top: float, size: float, *texts: str) -> Line:
        placed = [_line(text, top, left=60 + 150 * at).words for at, text in enumerate(texts)]
        return Line(tuple(word for words in placed for word in words), 0, top + 7, size)

    (grid,) = _read([row(100, 7, "Customer", "Order date"), row(112, 10, "K-204", "3 May 2026")])

    assert grid.kind is BlockKind.ROW
    assert [[" ".join(word.text for word in cell) for cell in cells] for cells in grid.rows] == [
        ["Customer", "Order date"],
        ["K-204", "3 May 2026"],
    ]


def test_a_line_of_chinese_that_had_room_for_more_ended_on_purpose() -> None:
    lines = ("请携带报名表。", "会议将于五月三日上午九点在市政厅举行会议将于五月三日上午九点举行")

    assert _texts(*lines) == list(lines)
