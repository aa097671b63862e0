from __future__ import annotations

import pytest

from assistant.computing.roles import adds_up, counts_up, is_numbering
from assistant.computing.typed_tables import Grid
from tests.assistant.computing.grids import grid

BERTHS = (
    ("Berth", "Boat", "Length (m)", "Fee per year", "Depth rating"),
    ("1", "Heron", "9.5", "€310", "3"),
    ("2", "Otter", "6.1", "€140", "2"),
    ("3", "Grebe", "7.0", "€95", "2"),
    ("4", "Tern", "8.2", "€205", "5"),
)
PUMP = (
    ("Day", "Diesel (l)", "Seen by"),
    ("2025-01-01", "140", "Ilse"),
    ("2025-02-01", "171", "Bram"),
    ("2025-03-01", "216", "Ilse"),
    ("2025-04-01", "260", "Ilse"),
)
FUEL = (
    ("Day", "Litres", "Price", "Total"),
    ("2025-01-03", "12", "1.70", "20.40"),
    ("2025-02-07", "9", "1.80", "16.20"),
)


def _column(made: Grid, name: str) -> int:
    return next(number for number, column in enumerate(made.columns) if column.name == name)


def test_whole_numbers_that_count_the_rows_are_a_numbering() -> None:
    made = grid(BERTHS, title="Berths")

    assert is_numbering(made.columns[_column(made, "Berth")])
    assert not is_numbering(made.columns[_column(made, "Length (m)")])


@pytest.mark.parametrize(
    ("rows", "name", "expected"),
    [
        (BERTHS, "Berth", False),  # a numbering
        (BERTHS, "Depth rating", False),  # a rate
        (BERTHS, "Fee per year", True),
        (FUEL, "Price", False),  # of one litre, where litres and a total stand beside it
        (FUEL, "Total", True),
        (FUEL, "Litres", True),
    ],
)
def test_only_amounts_add_up(rows: tuple[tuple[str, ...], ...], name: str, expected: object) -> None:
    made = grid(rows, title="Harbour")

    assert adds_up(made, _column(made, name)) is expected


def test_what_only_grows_in_a_table_of_readings_is_a_counter() -> None:
    assert counts_up(grid(PUMP, title="Meter readings of the pump"), 1)
    assert not counts_up(grid(PUMP, title="Deliveries"), 1)
    assert not adds_up(grid(PUMP, title="Meter readings of the pump"), 1)
