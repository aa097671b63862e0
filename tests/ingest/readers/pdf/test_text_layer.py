from __future__ import annotations

import pypdfium2
import pytest

from ingest.readers.pdf.lines import PdfPage
from ingest.readers.pdf.text_layer import sheet_of
from tests.ingest.files import Glyph, Placed, glyph_pdf, placed_pdf, with_drawing


def _sheet(content: bytes) -> PdfPage:
    with pypdfium2.PdfDocument(content) as document:
        return sheet_of(document[0], 0)


def test_lines_come_as_drawn_with_the_size_and_weight_of_their_type() -> None:
    sheet = _sheet(placed_pdf([Placed(72, 600, "Drawn first"), Placed(72, 700, "Drawn next", 14, bold=True)]))

    assert [(line.text, line.size, line.bold) for line in sheet.lines] == [
        ("Drawn first", 11, False),
        ("Drawn next", 14, True),
    ]


def test_cells_drawn_one_after_the_other_on_one_baseline_are_one_line() -> None:
    sheet = _sheet(placed_pdf([Placed(72, 700, "Norby"), Placed(300, 700, "1288"), Placed(72, 680, "Ulvik")]))

    assert [line.text for line in sheet.lines] == ["Norby 1288", "Ulvik"]


def test_a_raised_number_stays_in_its_line() -> None:
    sheet = _sheet(
        placed_pdf([Placed(72, 700, "an area of 12 km"), Placed(155, 704, "2", 7), Placed(162, 700, "in all")])
    )

    assert len(sheet.lines) == 1
    assert sheet.lines[0].size == 11


def test_raised_digits_are_no_digits_of_the_number_before() -> None:
    ten, after = Placed(72, 700, "The pool holds 10"), Placed(163, 700, "litres of water.")

    raised = _sheet(placed_pdf([ten, Placed(157, 704, "6", 7), after]))
    level = _sheet(placed_pdf([ten, Placed(157, 700, "6"), after]))

    assert raised.lines[0].text == "The pool holds 10⁶ litres of water."
    assert level.lines[0].text.startswith("The pool holds 106")


@pytest.mark.parametrize(
    ("before", "raised", "text"),
    [
        ("40 m", "2", "40 m²"),
        ("9 kg/m", "3", "9 kg/m³"),
        ("5 mm", "2", "5 mm²"),
        ("4 cm", "-1", "4 cm⁻¹"),
        ("with x", "2", "with x²"),
    ],
)
def test_raised_digits_after_a_unit_or_a_letter_are_a_power(before: str, raised: str, text: str) -> None:
    content = f"BT /F1 11 Tf 72 700 Td ({before}) Tj 4 Ts /F1 7 Tf ({raised}) Tj 0 Ts /F1 11 Tf (, as is known.) Tj ET"

    sheet = _sheet(with_drawing(placed_pdf([]), content.encode()))

    assert [line.text for line in sheet.lines] == [f"{text}, as is known."]


def test_a_raised_digit_after_a_word_is_as_it_stands() -> None:
    content = b"BT /F1 11 Tf 72 700 Td (The mill stands) Tj 4 Ts /F1 7 Tf (3) Tj 0 Ts /F1 11 Tf ( on a hill.) Tj ET"

    assert _sheet(with_drawing(placed_pdf([]), content)).lines[0].text == "The mill stands3 on a hill."


def test_a_mark_of_two_raised_digits_after_a_word_is_one_number() -> None:
    sheet = _sheet(placed_pdf([Placed(72, 700, "by Holm"), Placed(113, 704, "12", 7), Placed(121, 700, "and others")]))

    assert "12" in sheet.lines[0].text


def test_words_that_pdfium_joined_across_a_line_end_are_two_pieces() -> None:
    sheet = _sheet(placed_pdf([Placed(72, 700, "after the inspec-"), Placed(72, 686, "tion of the roof")]))

    assert [line.text for line in sheet.lines] == ["after the inspec-", "tion of the roof"]


def test_slanted_type_is_upright_text_and_turned_type_is_not() -> None:
    slanted = b"BT /F1 10 Tf 1 0 0.3 1 72 500 Tm (A slanted line) Tj ET"
    turned = b"BT /F1 10 Tf 0 1 -1 0 40 300 Tm (A turned line) Tj ET"
    askew = b"BT /F1 10 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (A stamp) Tj ET"

    lines = _sheet(with_drawing(placed_pdf([]), slanted + b" " + turned + b" " + askew)).lines

    assert [(line.turn, line.askew) for line in lines] == [(0, False), (1, False), (1, True)] or [
        (line.turn, line.askew) for line in lines
    ] == [(0, False), (1, False), (0, True)]
    assert round(lines[0].size, 1) == 10


def test_a_page_without_text_has_no_lines() -> None:
    assert _sheet(placed_pdf([])).lines == ()


def test_a_mark_raised_above_small_letters_stays_in_its_line_and_does_not_raise_it() -> None:
    words = [
        Placed(72, 700, "so once", 10),
        Placed(108, 704.1, "2", 6.5),
        Placed(114, 700, "more it was seen again", 10),
    ]

    lines = _sheet(placed_pdf([*words, Placed(72, 688, "and then no more in that summer of rain.", 10)])).lines

    assert [line.text for line in lines][1:] == ["and then no more in that summer of rain."]
    assert lines[1].baseline - lines[0].baseline == pytest.approx(12)


def test_letters_that_are_set_apart_one_by_one_are_words() -> None:
    heading = [Placed(72 + 14 * at, 700, letter) for at, letter in enumerate("REPORT")]
    grades = [Placed(72 + 20 * at, 680, letter) for at, letter in enumerate("ABCD")]

    sheet = _sheet(placed_pdf([*heading, *grades, Placed(72, 660, "Choose A B C D or E")]))

    assert [line.text for line in sheet.lines] == ["REPORT", "A B C D", "Choose A B C D or E"]


def test_a_wider_gap_between_letters_set_apart_parts_two_words() -> None:
    heading = [Placed(72 + 13 * at + (3 if at > 3 else 0), 700, letter) for at, letter in enumerate("ROADHEAD")]

    assert _sheet(placed_pdf(heading)).lines[0].text == "ROAD HEAD"


def _glyphs(*placed: tuple[float, str]) -> list[Glyph]:
    return [Glyph(72 + 12 * at, 700, letters) for at, letters in placed]


def test_chinese_that_is_set_apart_has_no_blanks() -> None:
    sheet = _sheet(glyph_pdf(_glyphs(*((1.3 * at, letter) for at, letter in enumerate("会议五月三日举行")))))

    assert sheet.lines[0].text == "会议五月三日举行"


def test_a_chinese_sign_has_no_blank_beside_it() -> None:
    line = _glyphs((0, "监"), (1, "事"), (2, "、"), (3.4, "高"), (4.4, "级"), (5.8, "（"), (6.8, "元"), (8.2, "人"))

    even = _glyphs(*enumerate("监事、高级"))

    assert _sheet(glyph_pdf(line)).lines[0].text == "监事、高级（元 人"
    assert _sheet(glyph_pdf(even)).lines[0].text == "监事、高级"


def test_a_blank_after_a_ligature_that_takes_no_room_is_none() -> None:
    word = [Glyph(72, 700, "d"), Glyph(84, 700, "fi"), Glyph(90, 700, " "), Glyph(97, 700, "n")]
    two = [Glyph(72, 660, "o"), Glyph(84, 660, "ff"), Glyph(94, 660, " "), Glyph(102, 660, "n")]

    assert [line.text for line in _sheet(glyph_pdf([*word, *two])).lines] == ["dfin", "off n"]


def test_words_that_are_drawn_again_over_themselves_are_read_once() -> None:
    words = [Placed(72, 700, "OBJECTIVES"), Placed(72, 680, "Read the gauge.")]
    shadow = [one._replace(x=one.x + 0.5, y=one.y - 0.5) for one in words]

    sheet = _sheet(placed_pdf([*words, *shadow, Placed(72, 660, "Read the gauge.")]))

    assert [line.text for line in sheet.lines] == ["OBJECTIVES", "Read the gauge.", "Read the gauge."]
