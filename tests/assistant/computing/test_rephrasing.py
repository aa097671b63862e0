from __future__ import annotations

import pytest

from assistant.computing.rephrasing import rephrased


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("What do the wages of the cooks come to?", "what is the total of the wages of the cooks"),
        ("How much does the paper add up to?", "what is the total of the paper"),
        ("Could you break the costs down by supplier, please?", "total the costs for each supplier"),
        ("sales split by region", "total sales for each region"),
        ("a breakdown of hours per driver", "total hours for each driver"),
        ("rent added up for each house", "total rent for each house"),
        ("Who has been a tenant the longest?", "who is earliest a tenant"),
        ("rooms that are empty at the moment", "which rooms are empty"),
        ("Which guests came more than twice?", "Which guests came more than 2 times"),
        ("Who was late at least once?", "Who was late at least 1 time"),
        ("What did we pay Ada Holm in May?", "how much did we pay Ada Holm in May"),
        ("What do I spend on tea?", "how much do I spend on tea"),
        ("How many rooms are there?", "How many rooms are there?"),
    ],
)
def test_a_figure_is_asked_for_in_the_words_that_are_known(asked: str, said: str) -> None:
    assert rephrased(asked) == said
