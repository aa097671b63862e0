from __future__ import annotations

import pytest

from assistant.computing.grounding import is_grounded
from assistant.computing.library_tables import held_of
from assistant.computing.understanding import Interpreter
from tests.assistant.computing.grids import document_of

PAYMENTS = (
    ("Date", "Payee", "Kind", "Amount"),
    ("2026-01-05", "Brook", "Paper", "€120.50"),
    ("2026-01-19", "Rail", "Travel", "€80"),
    ("2026-02-02", "Arbor", "Paper", "€40"),
    ("2026-02-11", "Inn", "Travel", "€310"),
    ("2026-03-09", "Brook", "Paper", "€7"),
)


@pytest.mark.parametrize(
    ("question", "words", "number"),
    [
        ("How much was spent on paper in total?", (), 167.5),
        ("How many payments were for travel?", (), 2),
        ("Which payee got the largest amount?", ("Inn",), None),
        ("Which payments were above 100?", ("Brook", "Inn"), None),
        ("What was the average amount?", (), 111.5),
        ("Which month had the highest total amount?", ("2026-02",), None),
    ],
)
def test_a_question_is_read_with_the_weights_of_the_package(
    question: str, words: tuple[str, ...], number: float | None
) -> None:
    found = Interpreter().read(question, held_of(document_of(PAYMENTS, title="Payments")))

    assert found is not None
    outcome = found.computed.outcome
    assert (outcome.words, outcome.number if number is not None else None) == (words, number)


def test_without_tables_nothing_is_read() -> None:
    assert Interpreter().read("How many payments were there?", []) is None


BILLS = (
    ("Bill", "Client", "Sum", "Paid"),
    ("B-1", "Norden", "120", "yes"),
    ("B-2", "Riga", "80", "no"),
    ("B-3", "Palma", "64", "yes"),
    ("B-4", "Norden", "230", "no"),
)


@pytest.mark.parametrize(
    ("question", "words"),
    [("Which bills are paid?", ("B-1", "B-3")), ("Which bills are not paid?", ("B-2", "B-4"))],
)
def test_a_column_of_yes_and_no_is_read_by_its_name(question: str, words: tuple[str, ...]) -> None:
    found = Interpreter().read(question, held_of(document_of(BILLS, title="Bills")))

    assert found is not None
    assert found.computed.outcome.words == words


def test_what_is_unpaid_is_not_paid() -> None:
    found = Interpreter().read("How many bills are unpaid?", held_of(document_of(BILLS, title="Bills")))

    assert found is not None
    assert found.computed.outcome.number == 2


def test_where_the_likeliest_is_vetoed_nothing_else_is_told_for_it() -> None:
    held = held_of(document_of(PAYMENTS))

    assert Interpreter(allowed=lambda _: True).read("How much was spent on travel?", held) is not None
    assert (
        Interpreter(allowed=lambda _: True, vetoed=lambda _: True).read("How much was spent on travel?", held) is None
    )
    assert Interpreter(allowed=lambda _: False).read("How much was spent on travel?", held) is None


def test_a_cell_of_its_own_in_one_table_goes_before_words_of_a_cell_in_another() -> None:
    costs = (("Day", "Purpose", "Amount"), ("2026-01-05", "Oil", "€120"), ("2026-02-02", "Rope", "€40"),
             ("2026-03-02", "Oil", "€30"))  # fmt: skip
    faults = (("Boat", "Fault", "Estimate"), ("Teal", "oil hose torn", "€72"), ("Smew", "mast bent", "€410"))
    tables = [*held_of(document_of(faults, title="Faults")), *held_of(document_of(costs, title="Costs"))]

    found = Interpreter(allowed=is_grounded).read("What did we spend on oil in total?", tables)

    assert found is not None
    assert found.computed.outcome.number == 150


def test_of_two_price_lists_the_newer_is_meant_where_none_is_named() -> None:
    older = (("Dish", "Price"), ("Soup", "€4.00"), ("Stew", "€9.50"), ("Pie", "€7.00"))
    newer = (("Dish", "Price"), ("Soup", "€4.50"), ("Stew", "€9.80"), ("Roast", "€14.00"))
    tables = [
        *held_of(document_of(older, title="Menu 2031")),
        *held_of(document_of(newer, title="Menu 2032")),
    ]

    found = Interpreter(allowed=is_grounded).read("What is the most expensive dish?", tables)
    named = Interpreter(allowed=is_grounded).read("What was the most expensive dish in 2031?", tables)

    assert found is not None
    assert found.computed.outcome.words == ("Roast",)
    assert [one.outcome.words for one in found.others] == [("Stew",)]
    assert named is None or named.computed.outcome.words == ("Stew",)


def test_what_was_spent_stands_in_the_table_of_expenses() -> None:
    heat = (("Month", "Heat", "Cost (EUR)"), ("February", "241", "276.10"), ("March", "187", "232.75"))
    tables = [*held_of(document_of(heat, title="Heat 2026")), *held_of(document_of(PAYMENTS, title="Expenses"))]

    found = Interpreter(allowed=is_grounded).read("How much did we spend in February 2026?", tables)
    other = Interpreter(allowed=is_grounded).read("How much did the heat cost in February 2026?", tables)

    assert found is not None
    assert found.computed.view.grid.source == "Expenses"
    assert other is not None
    assert other.computed.view.grid.source == "Heat 2026"
