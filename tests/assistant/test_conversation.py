from __future__ import annotations

import pytest

from assistant.conversation import Question, Turn, stand_alone

ZONE = Turn("Where will the special economic zone be created?", "It is planned in the Samarkand region.")


@pytest.mark.parametrize(
    ("follow_up", "earlier", "expected"),
    [
        ("When?", "Who founded the Tarn Moss survey?", "When: Who founded the Tarn Moss survey?"),
        ("And when?", "Who founded the Tarn Moss survey?", "when: Who founded the Tarn Moss survey?"),
        ("What about Norway?", "What is the capital of Sweden?", "Norway"),
        ("When was it founded?", "Who owns the Rivermill Bakery?", "Rivermill Bakery"),
        ("How old is their oldest member?", "Who leads the Choir of Bath?", "Choir of Bath's"),
    ],
)
def test_a_follow_up_names_what_it_leaves_to_the_question_before(follow_up: str, earlier: str, expected: str) -> None:
    assert expected in stand_alone(Question(follow_up, (Turn(earlier, "…"),)))


def test_a_question_that_stands_alone_is_left_as_it_is() -> None:
    question = "How many people live in Oslo?"

    assert stand_alone(Question(question, (ZONE,))) == question


def test_without_a_turn_before_nothing_is_changed() -> None:
    assert stand_alone(Question("When was it founded?")) == "When was it founded?"


def test_a_person_is_the_one_whom_the_answer_named() -> None:
    turns = (Turn("Who leads the survey?", "The survey is led by Ada Lovelace."),)

    assert "Ada Lovelace" in stand_alone(Question("Where does she live?", turns))


def test_a_subject_is_carried_over_several_turns() -> None:
    turns = (Turn("Who owns the Rivermill Bakery?", "Two sisters."), Turn("When was it founded?", "In 1999."))

    assert "Rivermill Bakery" in stand_alone(Question("How many people does it employ?", turns))


@pytest.mark.parametrize("text", ["", "???", "\x00", "it " * 500])
def test_no_text_is_a_reason_to_fail(text: str) -> None:
    assert isinstance(stand_alone(Question(text, (Turn(text, text), ZONE))), str)
