from __future__ import annotations

import pytest

from assistant.computing.proposals import View
from assistant.computing.wanted import asks_number, is_named_whole, spanned
from tests.assistant.computing.asked import CATERING, ROOMS
from tests.assistant.computing.grids import grid


@pytest.mark.parametrize(
    "question",
    ["Which room has the largest number of visitors?", "In which year was the number of visitors the largest?"],
)
def test_a_thing_or_a_time_that_has_a_number_is_no_number(question: str) -> None:
    assert not asks_number(View.of(question, grid(ROOMS)))
    assert asks_number(View.of("How many visitors has the hall?", grid(ROOMS)))


def test_a_column_is_asked_for_by_its_whole_name() -> None:
    view = View.of("How many visitors has the hall?", grid(ROOMS))

    assert is_named_whole(view, 3)
    assert not is_named_whole(view, 1)


def test_a_small_word_within_a_name_is_of_the_name() -> None:
    view = View.of("surplus before tax in 2024", grid(CATERING))

    assert spanned(view, frozenset({0, 2})) == {0, 1, 2}
    assert spanned(view, frozenset({0, 4})) == {0, 4}
