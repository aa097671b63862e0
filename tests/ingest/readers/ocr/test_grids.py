from __future__ import annotations

from ingest.readers.ocr.grids import aligned_table, ruled_tables
from ingest.readers.ocr.lines import PixelBox
from ingest.readers.ocr.rulings import Rulings
from tests.ingest.readers.ocr.drawing import fragment_of


def _grid(across: tuple[float, ...], down: tuple[float, ...]) -> Rulings:
    return Rulings(
        tuple(PixelBox(down[0], y, down[-1], y + 2) for y in across),
        tuple(PixelBox(x, across[0], x + 2, across[-1]) for x in down),
    )


def test_wrapped_lines_in_a_ruled_cell_are_one_cell() -> None:
    rulings = _grid((0, 60, 100), (0, 200, 400))
    fragments = [
        fragment_of("sacks", 210, 5), fragment_of("ground", 210, 30), fragment_of("Grain", 5, 15),
        fragment_of("Rye", 5, 70), fragment_of("80", 210, 70),
    ]  # fmt: skip

    (table,), rest = ruled_tables(rulings, fragments)

    assert [row.cells for row in table.rows] == [("Grain", "sacks ground"), ("Rye", "80")]
    assert rest == []


def test_figures_below_each_other_in_a_ruled_cell_are_rows() -> None:
    rulings = _grid((0, 40, 120), (0, 200, 400))
    fragments = [
        fragment_of("Grain", 5, 10), fragment_of("Sacks", 210, 10),
        fragment_of("Rye", 5, 50), fragment_of("80", 210, 50), fragment_of("Oats", 5, 80), fragment_of("64", 210, 80),
    ]  # fmt: skip

    (table,), _ = ruled_tables(rulings, fragments)

    assert [row.cells for row in table.rows] == [("Grain", "Sacks"), ("Rye", "80"), ("Oats", "64")]


def test_a_merged_cell_is_repeated_beside_itself() -> None:
    across = tuple(PixelBox(0, y, 400, y + 2) for y in (0, 40, 80))
    down = (PixelBox(0, 0, 2, 80), PixelBox(200, 40, 202, 80), PixelBox(398, 0, 400, 80))
    fragments = [fragment_of("Harvest", 150, 10), fragment_of("May", 5, 50), fragment_of("June", 210, 50)]

    (table,), _ = ruled_tables(Rulings(across, down), fragments)

    assert [row.cells for row in table.rows] == [("Harvest", ""), ("May", "June")]
    assert table.rows[0].repeats == ("", "Harvest")


def test_a_frame_around_a_text_is_no_table() -> None:
    rulings = _grid((0, 500), (0, 300, 600))
    fragments = [fragment_of(f"line {number}", 10, 5 + 25 * number) for number in range(18)]

    tables, rest = ruled_tables(rulings, fragments)

    assert tables == []
    assert rest == fragments


def test_a_line_alone_goes_on_the_cell_above_it() -> None:
    rows = [
        [[fragment_of("Rye", 0, 0)], [fragment_of("of the northern", 200, 0)]],
        [[fragment_of("fields", 200, 22)]],
    ]

    table = aligned_table(rows)

    assert [row.cells for row in table.rows] == [("Rye", "of the northern fields")]
