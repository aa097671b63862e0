from __future__ import annotations

from contextlib import closing

import pypdfium2

from ingest.readers.pdf.fields import with_fields
from ingest.readers.pdf.lines import Frame, Line, PdfPage, PlacedWord
from tests.ingest.files import placed_pdf

LETTER = 5  # points: the width of each


def _line(text: str, left: float, up: float) -> Line:
    """Words on a page, 10 points high, from a point in points from its lower left corner."""
    words, right = [], left
    for word in text.split():
        words.append(PlacedWord(word, right, -up - 10, right + LETTER * len(word), -up))
        right += LETTER * (len(word) + 1)
    return Line(tuple(words), 0, -up, 10)


def _typed(value: str, *box: int, name: str = "f", more: str = "") -> str:
    return _field(f"/FT /Tx /T ({name}) /V ({value}) {more}", *box)


def _ticked(state: str, *box: int, name: str = "b") -> str:
    return _field(f"/FT /Btn /T ({name}) /V /{state} /AS /{state}", *box)


def _field(about: str, *box: int) -> str:
    return f"<< /Type /Annot /Subtype /Widget {about} /Rect [{' '.join(map(str, box))}] /P 8 0 R >>"


def _read(lines: list[Line], *fields: str) -> list[str]:
    """The lines of a page with these words and these fields."""
    numbers = " ".join(f"{number} 0 R" for number in range(6, 6 + len(fields)))
    content = placed_pdf(
        [],
        page=f"/MediaBox [0 0 595 842] /Annots [{numbers}]".encode(),
        more=[field.replace("8 0 R", f"{7 + len(fields)} 0 R").encode("latin-1") for field in fields],
        root=f"/AcroForm << /Fields [{numbers}] >>".encode(),
    )
    with closing(pypdfium2.PdfDocument(content)) as document:
        document.init_forms()
        assert document.formenv is not None
        sheet = with_fields(PdfPage(0, Frame(0, 0, 595, 842, 0), tuple(lines)), document[0], document.formenv)
    return [line.text for line in sheet.lines]


def test_what_is_typed_follows_the_label_before_it() -> None:
    assert _read([_line("Skipper", 70, 700)], _typed("Ada Berg", 190, 695, 300, 715)) == ["Skipper: Ada Berg"]


def test_a_label_may_stand_right_above_what_is_typed() -> None:
    assert _read([_line("Skipper", 70, 700)], _typed("Ada Berg", 70, 675, 200, 695)) == ["Skipper: Ada Berg"]


def test_a_label_that_ends_in_a_colon_or_a_question_mark_gets_no_second() -> None:
    lines = [_line("Skipper:", 70, 700), _line("Paid?", 70, 600)]

    read = _read(lines, _typed("Ada", 190, 695, 300, 715), _typed("In May", 190, 595, 300, 615, name="g"))

    assert read == ["Skipper: Ada", "Paid? In May"]


def test_the_label_of_a_tick_stands_after_it_and_one_that_is_left_is_a_no() -> None:
    lines = [_line("Has a licence", 95, 662), _line("Owns a boat", 95, 632)]

    read = _read(lines, _ticked("Yes", 70, 660, 84, 674), _ticked("Off", 70, 630, 84, 644, name="c"))

    assert read == ["Has a licence: yes", "Owns a boat: no"]


def test_the_label_of_a_tick_with_no_words_behind_it_stands_before_it() -> None:
    lines = [_line("Crane needed", 70, 662), _line("Insured", 70, 632)]

    read = _read(lines, _ticked("Off", 190, 660, 204, 674), _ticked("Yes", 190, 630, 204, 644, name="c"))

    assert read == ["Crane needed: no", "Insured: yes"]


def test_ticks_of_one_row_have_their_labels_on_one_side() -> None:
    ahead, behind = ([_line("Cash", left, 662), _line("Card", left + 120, 662)] for left in (70, 95))
    boxes = ((100, 660, 114, 674), (220, 660, 234, 674)), ((70, 660, 84, 674), (190, 660, 204, 674))

    read = [
        _read(lines, _ticked("Off", *first), _ticked("Yes", *second, name="c"))
        for lines, (first, second) in zip((ahead, behind), boxes, strict=True)
    ]

    assert read == [["Cash: no", "Card: yes"]] * 2


def test_two_fields_on_one_line_have_each_its_own_label() -> None:
    both = _line("Name", 70, 700)
    both = Line((*both.words, *_line("Harbour", 300, 700).words), 0, -700, 10)

    read = _read([both], _typed("Ada", 100, 695, 200, 715), _typed("Norby", 350, 695, 450, 715, name="g"))

    assert read == ["Name: Ada", "Harbour: Norby"]


def test_a_field_without_words_near_it_is_called_by_its_tooltip_or_its_name_in_its_place() -> None:
    lines = [_line("Above", 70, 800), _line("Below", 70, 100)]

    read = _read(
        lines,
        _typed("Ada", 190, 495, 300, 515, name="skipper", more="/TU (Name of the skipper)"),
        _typed("Norby", 190, 395, 300, 415, name="harbour"),
    )

    assert read == ["Above", "Name of the skipper: Ada", "harbour: Norby", "Below"]


def test_words_too_far_from_a_field_are_no_label_of_it() -> None:
    assert _read([_line("Page 1", 20, 707)], _typed("Ada", 500, 695, 590, 715, name="skipper")) == [
        "Page 1",
        "skipper: Ada",
    ]


def test_a_field_that_is_not_filled_in_leaves_the_page_as_it_is() -> None:
    assert _read([_line("Skipper", 70, 700)], _typed("", 190, 695, 300, 715)) == ["Skipper"]


def test_what_is_no_field_is_left_out() -> None:
    link = "<< /Type /Annot /Subtype /Link /Contents (A link) /Rect [190 695 300 715] >>"

    assert _read([_line("Skipper", 70, 700)], link) == ["Skipper"]


def test_what_was_chosen_from_a_list_is_a_value_and_its_blanks_become_one() -> None:
    chosen = _field("/FT /Ch /Ff 131072 /T (h) /Opt [(Norby) (Sund)] /V (Sund)", 190, 695, 300, 715)
    wrapped = _typed("12 Quay\\r  Norby", 190, 595, 300, 635, name="g", more="/Ff 4096")

    read = _read([_line("Harbour", 70, 700), _line("Address", 70, 610)], chosen, wrapped)

    assert read == ["Harbour: Sund", "Address: 12 Quay Norby"]
