from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.computing.forms import conditions_of
from assistant.computing.grounding import is_grounded
from assistant.computing.library_tables import held_of
from assistant.computing.rephrasing import rephrased
from assistant.computing.understanding import Interpreter
from ingest.documents import Block, BlockKind
from tests.assistant.computing.grids import document_of
from tests.assistant.computing.test_understanding import PAYMENTS


def _is_grounded(question: str) -> bool:
    found = Interpreter().read(question, held_of(document_of(PAYMENTS, title="Payments")))
    assert found is not None
    return is_grounded(found.computed)


def test_a_question_in_the_words_of_the_table_is_on_it() -> None:
    assert _is_grounded("How many payments were for travel?")


@pytest.mark.parametrize(
    "question",
    [
        "How much was spent on travel in Lisbon?",  # a name that the table does not have
        "How many wolves are there in the payments?",  # counted is what it does not speak of
        "How many moons has the largest planet?",
    ],
)
def test_what_the_table_does_not_have_is_not_asked_of_it(question: str) -> None:
    assert not _is_grounded(question)


def _answered(question: str, rows: tuple[tuple[str, ...], ...], title: str) -> tuple[str, ...]:
    found = Interpreter(allowed=is_grounded).read(question, held_of(document_of(rows, title=title)))
    return () if found is None else found.computed.outcome.words or (f"{found.computed.outcome.number:g}",)


LESSONS = (
    ("Day", "Pupil", "Teacher", "Fee"),
    ("2031-04-02", "Ines", "Olga", "30"),
    ("2031-04-09", "Ines", "Olga", "32"),
    ("2031-04-16", "Ines", "Piet", "30"),
    ("2031-04-17", "Ruben", "Piet", "55"),
    ("2031-04-23", "Ruben", "Olga", "30"),
)


def test_what_stands_between_the_words_of_a_difference_must_be_in_the_table() -> None:
    assert _answered("How much did the insurance rise from 2030 to 2031?", LESSONS, "Lessons") == ()


def test_of_two_named_tables_none_is_said_to_be_heavier_for_its_rows() -> None:
    assert _answered("Which is heavier, Olga or Piet?", LESSONS, "Lessons") == ()


def test_more_than_twice_is_a_number_of_rows_and_no_limit_of_a_cell() -> None:
    rows = tuple(("Hour", *row[1:]) if row[0] == "Day" else (f"1{at}:30", *row[1:]) for at, row in enumerate(LESSONS))
    found = Interpreter(allowed=is_grounded).read(
        rephrased("Which pupils came more than twice?"), held_of(document_of(rows, title="Lessons"))
    )

    assert found is not None
    assert (found.computed.outcome.groups, conditions_of(found.computed.proposal.form)) == ((("Ines", 3.0),), ())


TOOLS = (
    ("Item", "Maker", "Best before"),
    ("Wood glue", "Ostra", "2031-09-01"),
    ("Filler", "Ostra", "2031-03-15"),
    ("Varnish", "Bellin", "2032-01-31"),
)


def test_the_things_of_a_table_are_called_as_the_table_is() -> None:
    assert _answered("Which materials come from Ostra?", TOOLS, "Materials") == ("Wood glue", "Filler")


def test_what_expires_does_so_on_the_day_that_it_is_best_before() -> None:
    assert _answered("Which material expires first?", TOOLS, "Materials") == ("Filler",)


SHOTS = (
    ("Person", "Vaccine", "Date", "Next due", "Likes"),
    ("Ines", "Tetanus", "2031-04-02", "2041-04", "boats"),
    ("Ines", "Measles", "2029-01-09", "2035-02", "trains"),
    ("Ruben", "Hepatitis A", "2030-06-08", "2045-06", "chess"),
)


def test_a_word_that_stands_in_cells_must_be_heeded() -> None:
    assert _answered("When is the next tetanus vaccine of Ines due?", SHOTS, "Vaccines") == ("2041-04",)
    assert _answered("When is the next hepatitis vaccine of Ines due?", SHOTS, "Vaccines") == ()


def test_who_likes_a_thing_does_not_get_it() -> None:
    assert _answered("Who gets the boat?", SHOTS, "Vaccines") == ()
    assert _answered("Who likes boats?", SHOTS, "Vaccines") == ("Ines",)


REPAIRS = (
    ("Work", "Urgency", "Estimate (EUR)"),
    ("Drain", "high", "3,800"),
    ("Wiring", "high", "7,200"),
    ("Wall", "low", "1,150"),
)


def test_what_a_table_is_of_may_be_told_by_its_heading() -> None:
    before = "Cost of repairs\n"
    document = document_of(REPAIRS, title="Survey", before=before)
    headed = replace(document, blocks=(Block(BlockKind.HEADING, 0, len(before) - 1, level=1),))
    question = "What do all the repairs of the survey cost together?"

    found = Interpreter(allowed=is_grounded).read(question, held_of(headed))

    assert found is not None
    assert found.computed.outcome.number == 12_150
    assert Interpreter(allowed=is_grounded).read(question, held_of(document)) is None


@pytest.mark.parametrize(
    "question",
    [
        "Which room has the least amount of visitors?",  # "amount of" says nothing beside the measure
        "Which room earned the least visitors?",
        "Which room had the least visitors in the fiscal year?",
    ],
)
def test_words_that_say_nothing_beside_a_named_measure_need_not_stand_in_the_table(question: str) -> None:
    rooms = (("Room", "Built", "Visitors"), ("Attic", "1911", "310"), ("Cellar", "1902", "95"), ("Hall", "1934", "420"))

    assert _answered(question, rooms, "Rooms by year") == ("Cellar",)


def test_a_percentage_increase_is_a_change_in_percent() -> None:
    years = (("Figure", "2024", "2025"), ("Sales", "400", "500"), ("Rent", "100", "110"))
    question = "What is the percentage increase in sales from 2024 to 2025?"

    found = Interpreter(allowed=is_grounded).read(question, held_of(document_of(years, title="Figures")))

    assert found is not None
    assert found.computed.outcome.number == pytest.approx(25)
