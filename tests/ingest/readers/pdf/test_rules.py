from __future__ import annotations

from ingest.readers.pdf.pdf import read_pdf
from tests.ingest.files import Placed, column, placed_pdf, with_drawing

_ROWS = (700, 684, 640, 596)  # the level rules of a table, from the top
_EDGES = (60, 120, 300, 360)


def _rules() -> bytes:
    level = b" ".join(b"%d %d m %d %d l S" % (_EDGES[0], y, _EDGES[-1], y) for y in _ROWS)
    upright = b" ".join(b"%d %d m %d %d l S" % (x, _ROWS[0], x, _ROWS[-1]) for x in _EDGES)
    return level + b" " + upright


def _words() -> list[Placed]:
    heads = [Placed(64, 688, "Part"), Placed(124, 688, "What it is"), Placed(304, 688, "Price")]
    first = [*column(124, 668, ["A brass cleat for the main sheet,", "with two screws"]), Placed(304, 668, "12.50")]
    second = [*column(124, 624, ["A spare rudder pin, galva-", "nised, for the dinghy"]), Placed(304, 624, "4.00")]
    return [*heads, Placed(64, 668, "P-1"), *first, Placed(64, 624, "P-2"), *second]


def test_cells_between_rules_are_whole_however_many_lines_they_have() -> None:
    extraction = read_pdf(with_drawing(placed_pdf(_words()), _rules()))

    assert extraction.text.splitlines() == [
        "Part | What it is | Price",
        "P-1 | A brass cleat for the main sheet, with two screws | 12.50",
        "P-2 | A spare rudder pin, galvanised, for the dinghy | 4.00",
    ]
    assert extraction.tables[0].columns == ("Part", "What it is", "Price")


def test_text_before_and_after_a_ruled_table_stays_outside() -> None:
    words = [Placed(60, 760, "The stores of the boat house."), *_words(), Placed(60, 560, "Ask the steward.")]

    lines = read_pdf(with_drawing(placed_pdf(words), _rules())).text.splitlines()

    assert (lines[0], lines[-1]) == ("The stores of the boat house.", "Ask the steward.")


def test_a_frame_around_running_text_is_no_table() -> None:
    frame = b"50 500 300 250 re S 350 500 200 250 re S"
    words = column(60, 700, ["The keeper of the light wrote down", "every ship that came by in the fog."])

    assert not read_pdf(with_drawing(placed_pdf(words), frame)).tables


def test_figures_below_one_another_between_two_rules_are_rows_each() -> None:
    heads = [Placed(64, 688, "Town"), Placed(124, 688, "Boats"), Placed(304, 688, "Crew")]
    first = [*column(64, 668, ["Alby", "Brede"]), *column(124, 668, ["1,204", "87"]), *column(304, 668, ["310", "22"])]
    second = [*column(64, 624, ["Corve", "Dunn"]), *column(124, 624, ["96", "1,010"]), *column(304, 624, ["31", "280"])]

    lines = read_pdf(with_drawing(placed_pdf([*heads, *first, *second]), _rules())).text.splitlines()

    assert lines == [
        "Town | Boats | Crew",
        "Alby | 1,204 | 310",
        "Brede | 87 | 22",
        "Corve | 96 | 31",
        "Dunn | 1,010 | 280",
    ]


def test_names_of_columns_are_parted_though_no_rule_is_drawn_between_them() -> None:
    level = b" ".join(b"%d %d m %d %d l S" % (_EDGES[0], y, _EDGES[-1], y) for y in _ROWS)
    outer = b" ".join(b"%d %d m %d %d l S" % (x, _ROWS[0], x, _ROWS[-1]) for x in (_EDGES[0], _EDGES[-1]))
    inner = b" ".join(b"%d %d m %d %d l S" % (x, _ROWS[1], x, _ROWS[-1]) for x in _EDGES[1:-1])

    extraction = read_pdf(with_drawing(placed_pdf(_words()), b" ".join((level, outer, inner))))

    assert extraction.tables[0].columns == ("Part", "What it is", "Price")
