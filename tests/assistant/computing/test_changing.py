from __future__ import annotations

import pytest

from assistant.computing.forms import Aggregate, Arithmetic, Cells, Function, Operation, Rows
from assistant.computing.meaning import does_what_is_asked
from assistant.computing.proposals import Proposal, View
from assistant.computing.weighing import Computed
from tests.assistant.computing.asked import CATERING, YEARS, may_be, said
from tests.assistant.computing.grids import grid


def test_a_mean_is_of_several() -> None:
    assert not may_be("What is the average area of the hall?", Aggregate(Rows(position=2), 1, Function.MEAN))


def test_one_row_is_not_all() -> None:
    assert not may_be("What is the total area of all halls?", Aggregate(Rows(position=2), 1, Function.SUM))


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

    assert not may_be(question, form, YEARS)


def test_a_change_in_percent_is_told_forward() -> None:
    rows = Rows(position=0)
    form = Arithmetic(Operation.PERCENT_CHANGE, Cells(rows, 2), Cells(rows, 1))

    assert may_be("What is the percentage change in sales from 2023 to 2024?", form, YEARS)


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
        ("What was the average soup expense?", "126.33"),
        ("In which year was the amount of bread delivered the highest?", "2023"),
        ("What is the change in surplus before tax from 2023 to 2024?", "9"),
    ],
)
def test_a_statement_is_asked_for_what_stands_in_several_of_its_years(question: str, answer: str) -> None:
    assert said(question, (CATERING, "Catering")).startswith(answer)


def test_what_is_called_a_reduction_has_not_changed() -> None:
    view = View.of("What was staff reduction in 2024 as a percentage of bread?", grid(CATERING))
    change = Arithmetic(
        Operation.PERCENT_CHANGE, Cells(Rows(position=0), 1, distinct=False), Cells(Rows(position=1), 1, distinct=False)
    )

    assert not does_what_is_asked(Computed(Proposal(change, frozenset(), {}, ""), view.executor.run(change), view))


INVOICE = (("Item", "Quantity", "Amount"), ("Pipe", "4", "€80"), ("Hours", "2", "€90"), ("Tap", "1", "€35"))


def test_the_table_of_one_invoice_is_not_all_invoices() -> None:
    assert said("What is the total amount of all invoices?", (INVOICE, "plumber invoice")) == ""
    assert said("What is the total amount of all items?", (INVOICE, "plumber invoice")).startswith("€205")
    assert said("What is the total amount of all invoices?", (INVOICE, "invoices")).startswith("€205")


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What is the total amount across all my three invoices?", "plumber invoice"),
        ("What is the total amount of every invoice?", "plumber invoice"),
        ("What is the total amount of all policies?", "Home policy 4711"),
    ],
)
def test_nor_is_that_of_one_however_all_are_asked_for(question: str, title: str) -> None:
    assert said(question, (INVOICE, title)) == ""


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What is the total of all expenses?", "expense report"),
        ("What is the total amount of all invoices?", "invoice list 2026"),
    ],
)
def test_what_lists_all_of_them_is_added_up(question: str, title: str) -> None:
    assert said(question, (INVOICE, title)).startswith("€205")


def test_in_all_asks_for_no_several() -> None:
    assert may_be("How much area in all has the hall?", Aggregate(Rows(position=2), 1, Function.SUM))
