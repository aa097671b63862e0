from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.extraction import Extraction
from ingest.readers.pdf.pdf import read_pdf
from tests.ingest.files import Placed, column, placed_pdf

_HEADS = [Placed(60, 720, "Clause"), Placed(120, 720, "Duty"), Placed(400, 720, "Deadline")]
_DUTY = ["The tenant keeps the quay clear of nets, ropes", "and cans at every time of the day."]
_DEADLINES = (["two weeks", "after notice"], ["one month"], ["never"])


def _row(top: float, number: int) -> list[Placed]:
    deadline = column(400, top, _DEADLINES[number - 1])
    return [Placed(60, top, f"4.{number}"), *column(120, top, _DUTY), *deadline]


def _table(*, count: int = 3, heads: bool = True) -> list[Placed]:
    rows = [cell for number in range(1, count + 1) for cell in _row(740 - 40 * number, number)]
    return [*(_HEADS if heads else ()), *rows]


def _lines(placed: list[Placed]) -> list[str]:
    return read_pdf(placed_pdf(placed)).text.splitlines()


def _rows(extraction: Extraction) -> list[str]:
    return [extraction.text[one.start : one.end] for one in extraction.blocks if one.kind is BlockKind.ROW]


def test_cells_that_wrap_stay_in_their_rows() -> None:
    extraction = read_pdf(placed_pdf(_table()))

    duty = " ".join(_DUTY)
    assert _rows(extraction) == [
        "Clause | Duty | Deadline",
        f"4.1 | {duty} | two weeks after notice",
        f"4.2 | {duty} | one month",
        f"4.3 | {duty} | never",
    ]
    assert extraction.tables[0].columns == ("Clause", "Duty", "Deadline")


@pytest.mark.parametrize("below", [Placed(60, 580, "Signed by both."), Placed(200, 560, "Signed by both.")])
def test_what_stands_above_and_below_is_no_row(below: Placed) -> None:
    lines = _lines([Placed(60, 780, "What the tenant owes the harbour."), *_table(), below])

    assert (lines[0], lines[-1]) == ("What the tenant owes the harbour.", "Signed by both.")


def test_two_columns_of_running_text_are_no_table() -> None:
    left, right = (
        column(left, 700, [f"the {name} side of the harbour goes on and", "on to the mole and its lamp, where"] * 4)
        for left, name in ((60, "left"), (320, "right"))
    )

    assert not read_pdf(placed_pdf([*left, *right])).tables


def test_words_have_their_boxes() -> None:
    extraction = read_pdf(placed_pdf(_table()))

    assert {extraction.text[box.start : box.end] for box in extraction.boxes} >= {"4.1", "tenant", "notice", "never"}


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_cells_may_stand_at_the_top_in_the_middle_or_at_the_bottom(share: float) -> None:
    placed = [*_HEADS]
    for number in (1, 2, 3):
        low = 14 * share * (len(_DUTY) - 1)
        top = 740 - 40 * number
        placed += [
            Placed(60, top - low, f"4.{number}"),
            *column(120, top, _DUTY),
            Placed(400, top - low, f"{number} May"),
        ]

    extraction = read_pdf(
        placed_pdf([*placed, Placed(60, 580, "All ends at noon, when the gate is shut by the porter.")])
    )

    assert _rows(extraction)[1:] == [f"4.{number} | {' '.join(_DUTY)} | {number} May" for number in (1, 2, 3)]


def _invoice(*, figures: float) -> list[Placed]:
    """One description of three that wraps; its figures stand so many points below its first line."""
    head = [
        Placed(60, 700, "Description"),
        Placed(320, 700, "Qty"),
        Placed(380, 700, "Price"),
        Placed(460, 700, "Amount"),
    ]
    oak = column(60, 680, ["Oak worktop, cut to the size of the", "recess and delivered to the first floor"])
    rows = [("2", "310.00", "620.00", 680 - figures), ("6", "42.50", "255.00", 646), ("1", "15.00", "15.00", 632)]
    numbers = [[Placed(x, y, text, 10) for x, text in zip((320, 380, 460), row, strict=True)] for *row, y in rows]
    return [
        *head,
        *oak,
        *numbers[0],
        Placed(60, 646, "Fitting", 10),
        *numbers[1],
        Placed(60, 632, "Travel", 10),
        *numbers[2],
    ]


@pytest.mark.parametrize("figures", [0, 7, 14])
def test_one_cell_that_wraps_among_rows_on_one_line_each_stays_in_its_row(figures: float) -> None:
    total = [Placed(380, 612, "Total", 10), Placed(460, 612, "890.00", 10)]

    rows = _rows(read_pdf(placed_pdf([*_invoice(figures=figures), *total, Placed(60, 570, "Payable within 30 days.")])))

    assert rows == [
        "Description | Qty | Price | Amount",
        "Oak worktop, cut to the size of the recess and delivered to the first floor | 2 | 310.00 | 620.00",
        "Fitting | 6 | 42.50 | 255.00",
        "Travel | 1 | 15.00 | 15.00",
        "| | Total | 890.00",
    ]


def test_a_name_set_to_the_right_of_its_column_may_wrap() -> None:
    head = [
        Placed(60, 700, "Clause"),
        Placed(120, 700, "Duty"),
        Placed(421, 706, "Days"),
        Placed(404.4, 694, "of notice"),
    ]
    rows = [cell for number in (1, 2, 3) for cell in _row(714 - 40 * number, number)]

    assert _rows(read_pdf(placed_pdf([*head, *rows])))[0] == "Clause | Duty | Days of notice"


@pytest.mark.parametrize("wraps", [True, False])
def test_names_too_near_for_cells_stand_over_their_columns(*, wraps: bool) -> None:
    names = [Placed(60, 700, "Pos."), Placed(100, 700, "Description"), Placed(310, 700, "Quantity Unit price Amount")]
    low = 14 if wraps else 0
    first = [
        Placed(60, 680, "1", 10),
        *column(100, 680, ["Oak worktop, oiled, cut to the", "size of the recess"][: 1 + wraps]),
    ]
    figures = [
        (680, ("1", "310.00", "310.00")),
        (660 - low, ("6", "42.50", "255.00")),
        (640 - low, ("2", "15.00", "30.00")),
    ]
    cells = [[Placed(x, y, text, 10) for x, text in zip((335, 368, 416), row, strict=True)] for y, row in figures]
    further = [
        [
            Placed(60, 640 - low + 20 * (2 - number), str(number), 10),
            Placed(100, 640 - low + 20 * (2 - number), name, 10),
        ]
        for number, name in ((1, "Fitting"), (2, "Travel"))
    ]
    placed = [*names, *first, *cells[0], *further[0], *cells[1], *further[1], *cells[2]]

    table = read_pdf(placed_pdf([*placed, Placed(60, 560, "Payable within thirty days.")])).tables[0]

    assert table.columns == ("Pos.", "Description", "Quantity", "Unit price", "Amount")
    assert len(table.rows) == 3
