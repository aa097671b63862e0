from __future__ import annotations

import pytest

from tests.assistant.computing.asked import DIVERS, said


def test_two_columns_of_a_row_are_held_against_each_other() -> None:
    prices = (("Service", "Members", "Visitors"), ("Mast repair", "£12", "£19"), ("Varnish", "£30", "£28"))

    assert said("Is varnish cheaper for members than for visitors?", (prices, "Prices")).startswith("no")
    assert said("Is mast repair cheaper for members than for visitors?", (prices, "Prices")).startswith("yes")


@pytest.mark.parametrize(
    "question",
    [
        "Why have the wrecks of Ilse Brandt gone up?",
        "What was the main reason for the wrecks of Ilse Brandt?",
    ],
)
def test_a_reason_is_no_cell(question: str) -> None:
    assert not said(question, (DIVERS, "Divers"))
