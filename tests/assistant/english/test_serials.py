from __future__ import annotations

import pytest

from assistant.english.serials import as_told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("When was room 23 painted?", "Rooms 20 to 25 were painted in May.", "When was Rooms 20 to 25 painted?"),
        ("Who cleans bay no. 4?", "Ida cleans bays 2–6.", "Who cleans bays 2–6?"),
        ("When was room 25 painted?", "Rooms 20 and 25 were painted.", "When was Rooms 20 and 25 painted?"),
    ],
)
def test_one_of_a_run_is_asked_for_as_the_run_is_called(question: str, text: str, told: str) -> None:
    assert as_told(question, [text]) == told


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When was room 26 painted?", "Rooms 20 to 25 were painted in May."),
        ("When was room 23 painted?", "Rooms 20 and 25 were painted in May."),
        ("When was room 23 painted?", "Flats 20 to 25 were painted in May."),
        ("When was room 23 painted?", "Rooms 20 to 25 were painted in May. Room 23 was painted in June."),
        ("Who painted the rooms?", "Rooms 20 to 25 were painted in May."),
    ],
)
def test_a_question_stays_where_its_thing_is_in_no_run_or_stands_by_itself(question: str, text: str) -> None:
    assert as_told(question, [text]) == question
