from __future__ import annotations

from assistant.computing.forms import Cells, Rows
from tests.assistant.computing.asked import ROOMS, ROWERS, may_be, said


def test_things_that_are_cells_are_counted_there_and_not_the_rows_of_a_table_for_them() -> None:
    programme = (("Day", "Topic"), ("1 May", "Knots"), ("2 May", "Sails"), ("3 May", "Oars"))

    assert said("How many coaches do we have?", (programme, "Course for coaches"), (ROWERS, "Members")).startswith("2")


def test_how_many_of_a_measure_are_added_up_and_not_counted() -> None:
    assert said("How many visitors were there in total?", (ROOMS, "Rooms")).startswith("825")


def test_how_much_is_no_day() -> None:
    orders = (("Order", "Binder", "Received"), ("A-3", "Ilse", "2025-02-20"), ("A-4", "Bram", "2025-03-18"))

    assert said("How much does Ilse earn?", (orders, "Orders")) == ""


def test_how_many_times_is_no_measure() -> None:
    assert not may_be("How many times was the built area of the hall painted?", Cells(Rows(position=2), 1))
    assert may_be("How many times did visitors come to the hall?", Cells(Rows(position=2), 3))
