from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from tests.ui.answers import answer_of
from ui.exchanges import Exchange


def test_a_question_that_is_not_answered_yet_shows_nothing_under_it() -> None:
    asked = Exchange("When does the mill open?")

    assert (asked.answer, asked.message, asked.documents, asked.chosen) == (None, "", 0, ())


def test_an_answer_makes_another_exchange_and_the_first_stays() -> None:
    asked, answer = Exchange("When?", documents=3, chosen=("d1",)), answer_of("At nine.")

    answered = replace(asked, answer=answer)

    assert answered == Exchange("When?", answer, documents=3, chosen=("d1",))
    assert asked.answer is None


def test_an_exchange_cannot_be_changed_under_whoever_shows_it() -> None:
    asked = Exchange("When?")

    with pytest.raises(FrozenInstanceError):
        asked.message = "Stopped."  # type: ignore[misc]  # what the test is about
