from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.computing.calculator import Calculator
from assistant.computing.forms import Aggregate, Arithmetic, Cells, Form, Function, Operation, Rows
from assistant.computing.meaning import does_what_is_asked
from assistant.computing.proposals import Proposal, View
from assistant.computing.weighing import Computed
from assistant.conversation.question import Question
from assistant.ways import Asked
from tests.assistant.computing.grids import document_of, grid
from tests.assistant.fakes import MemoryLibrary

ROWERS = (
    ("Name", "Role", "Town", "Fee"),
    ("Ilse Brandt", "member", "Havel", "30"),
    ("Bram Otter", "coach", "Spree", "45"),
    ("Noor Vance", "coach", "Havel", "45"),
    ("Tess Arlo", "member", "Oder", "30"),
)
ROOMS = (
    ("Room", "Area", "Built", "Visitors"),
    ("Attic", "41", "1911", "310"),
    ("Cellar", "28", "1902", "95"),
    ("Hall", "77", "1934", "420"),
)
YEARS = (("Figure", "2023", "2024", "2025"), ("Sales", "400", "500", "450"), ("Rent", "100", "110", "132"))


def _said(question: str, *tables: tuple[Sequence[Sequence[str]], str]) -> str:
    library = MemoryLibrary(documents=[document_of(rows, title=title) for rows, title in tables])
    answer = Calculator(library).answer(Asked(Question(question), question))
    return "" if answer is None else answer.statements[0].text


def _may_be(question: str, form: Form, rows: Sequence[Sequence[str]] = ROOMS) -> bool:
    view = View.of(question, grid(rows, title="Rooms"))
    return does_what_is_asked(Computed(Proposal(form, frozenset(), {}, ""), view.executor.run(form), view))


def test_a_word_that_names_all_rows_is_no_condition_though_some_have_it_as_a_cell() -> None:
    said = _said("List all members from Havel.", (ROWERS, "Members"))

    assert said.startswith("Ilse Brandt; Noor Vance")
    assert _said("How many members are there?", (ROWERS, "Members")).startswith("4")


def test_things_that_are_cells_are_counted_there_and_not_the_rows_of_a_table_for_them() -> None:
    programme = (("Day", "Topic"), ("1 May", "Knots"), ("2 May", "Sails"), ("3 May", "Oars"))

    assert _said("How many coaches do we have?", (programme, "Course for coaches"), (ROWERS, "Members")).startswith("2")


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("Which room has at least 40 visitors?", 3),  # by how many they are told apart, and not called
        ("In which year was the hall the largest?", 1),
    ],
)
def test_which_thing_is_answered_by_a_thing(question: str, column: int) -> None:
    assert not _may_be(question, Cells(Rows(), column))


def test_which_thing_is_no_figure() -> None:
    assert not _may_be("Which area is the largest?", Aggregate(Rows(), 1, Function.MOST))
    assert _may_be("What is the largest area?", Aggregate(Rows(), 1, Function.MOST))


def test_how_many_of_a_measure_are_added_up_and_not_counted() -> None:
    assert _said("How many visitors were there in total?", (ROOMS, "Rooms")).startswith("825")


def test_a_mean_is_of_several() -> None:
    assert not _may_be("What is the average area of the hall?", Aggregate(Rows(position=2), 1, Function.MEAN))


@pytest.mark.parametrize(
    ("question", "operation", "sides"),
    [
        ("What is the percentage change in sales from 2023 to 2024?", Operation.SHARE, (1, 2)),
        ("What percentage of sales is the rent?", Operation.PERCENT_CHANGE, (2, 1)),
        ("What is the change in sales between 2023 and 2024?", Operation.CHANGE, (1, 2)),  # backwards
        ("What is the average of sales from 2023 to 2025?", Operation.MEAN, (1, 3)),  # 2024 is left out
    ],
)
def test_a_share_is_no_change_and_a_change_goes_forward(
    question: str, operation: Operation, sides: tuple[int, int]
) -> None:
    rows = Rows(position=0)
    form = Arithmetic(operation, Cells(rows, sides[0]), Cells(rows, sides[1]))

    assert not _may_be(question, form, YEARS)


def test_a_change_in_percent_is_told_forward() -> None:
    rows = Rows(position=0)
    form = Arithmetic(Operation.PERCENT_CHANGE, Cells(rows, 2), Cells(rows, 1))

    assert _may_be("What is the percentage change in sales from 2023 to 2024?", form, YEARS)


def test_nobody_won_where_rows_have_no_place() -> None:
    stages = (("Stage", "From", "Length"), ("1", "Havel", "11 km"), ("2", "Spree", "9 km"))

    assert _said("Who won the autumn regatta?", (stages, "Autumn regatta")) == ""


def test_who_looks_after_a_thing_is_no_row_after_another() -> None:
    beds = (("Bed", "Crop", "Gardener"), ("1", "Leeks", "Ida"), ("2", "Peas", "Tom"), ("3", "Kale", "Ida"))

    assert _said("Which crops does Ida look after?", (beds, "Beds")).startswith("Leeks; Kale")


def test_how_much_is_no_day() -> None:
    orders = (("Order", "Binder", "Received"), ("A-3", "Ilse", "2025-02-20"), ("A-4", "Bram", "2025-03-18"))

    assert _said("How much does Ilse earn?", (orders, "Orders")) == ""


def test_one_of_two_is_told_or_none() -> None:
    assert not _may_be("Which is older, the hall or the attic?", Cells(Rows(position=1), 0))


def test_two_columns_of_a_row_are_held_against_each_other() -> None:
    prices = (("Service", "Members", "Visitors"), ("Mast repair", "£12", "£19"), ("Varnish", "£30", "£28"))

    assert _said("Is varnish cheaper for members than for visitors?", (prices, "Prices")).startswith("no")
    assert _said("Is mast repair cheaper for members than for visitors?", (prices, "Prices")).startswith("yes")


CATERING = (
    ("(in thousands)", "2022", "2023", "2024"),
    ("Kitchen:", "", "", ""),
    ("Bread", "310", "295", "402"),
    ("Soup", "120", "128", "131"),
    ("Total kitchen", "430", "423", "533"),
    ("Bread delivered", "95", "101", "88"),
    ("Grants", "", "12", "15"),
    ("Staff reduction", "40", "44", "52"),
    ("Surplus before tax", "51", "61", "70"),
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What was bread delivered in 2024, 2023 and 2022 respectively?", "88; 101; 95"),
        ("What are the respective values of soup in 2023 and 2022?", "128; 120"),
        ("What was the average of soup for 2022-2024?", "126.33"),
        ("What was the average of grants, 2023 to 2024?", "13.5"),
        ("For which years are grants reported?", "2023; 2024"),
        ("How many years did soup exceed 125 thousand?", "2"),
        ("In which year was soup below 125 thousand?", "2022"),
        ("What was the soup in FY23?", "128"),
        ("In which year was the amount of bread delivered the highest?", "2023"),
        ("What is the change in surplus before tax from 2023 to 2024?", "9"),
    ],
)
def test_a_statement_is_asked_for_what_stands_in_several_of_its_years(question: str, answer: str) -> None:
    assert _said(question, (CATERING, "Catering")).startswith(answer)


@pytest.mark.parametrize(
    "question",
    [
        "What was soup and bread delivered in 2024 respectively?",  # two are asked for
        "How many years has the hall?",  # rooms are no years
    ],
)
def test_one_figure_is_not_told_for_several_nor_rows_for_years(question: str) -> None:
    assert not _may_be(question, Cells(Rows(position=0), 1))


def test_what_is_called_a_reduction_has_not_changed() -> None:
    view = View.of("What was staff reduction in 2024 as a percentage of bread?", grid(CATERING))
    change = Arithmetic(
        Operation.PERCENT_CHANGE, Cells(Rows(position=0), 1, distinct=False), Cells(Rows(position=1), 1, distinct=False)
    )

    assert not does_what_is_asked(Computed(Proposal(change, frozenset(), {}, ""), view.executor.run(change), view))


DIVERS = (
    ("Diver", "Country", "Deep", "Wrecks", "Without tank", "Season", "Rank"),
    ("Orla Finn", "Ireland", "41", "0", "3", "2019", "2"),
    ("Ilse Brandt", "Germany", "38", "5", "1", "2020", "1"),
    ("Bram Otter", "Germany", "52", "2", "0", "2021", "3"),
    ("Noor Vance", "Malta", "29", "4", "2", "2022", "4"),
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who has wrecks but no dives without tank?", "Bram Otter"),
        ("Which diver is second to last?", "Bram Otter"),
        ("Which diver was listed last in the table?", "Noor Vance"),
        ("Which diver has the most wrecks?", "Ilse Brandt"),
        ("In which year were there at least 5 wrecks?", "2020"),
        ("Which diver comes right after Orla Finn?", "Ilse Brandt"),
    ],
)
def test_words_are_heeded_where_they_stand(question: str, answer: str) -> None:
    assert _said(question, (DIVERS, "Divers")).startswith(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Why have the wrecks of Ilse Brandt gone up?",
        "What was the main reason for the wrecks of Ilse Brandt?",
    ],
)
def test_a_reason_is_no_cell(question: str) -> None:
    assert not _said(question, (DIVERS, "Divers"))


def test_how_many_times_is_no_measure() -> None:
    assert not _may_be("How many times was the built area of the hall painted?", Cells(Rows(position=2), 1))
    assert _may_be("How many times did visitors come to the hall?", Cells(Rows(position=2), 3))
