from __future__ import annotations

import time

import pytest

from assistant.conversation.question import Question, Turn
from assistant.conversation.turns import searched_turns, stand_alone

ZONE = Turn("Where will the special economic zone be created?", "It is planned in the Samarkand region.")


@pytest.mark.parametrize(
    ("follow_up", "earlier", "expected"),
    [
        ("When?", "Who founded the Tarn Moss survey?", "When: Who founded the Tarn Moss survey?"),
        ("And when?", "Who founded the Tarn Moss survey?", "When: Who founded the Tarn Moss survey?"),
        ("What about Norway?", "What is the capital of Sweden?", "Norway"),
        ("When was it founded?", "Who owns the Rivermill Bakery?", "Rivermill Bakery"),
        ("How deep does its peat lie?", "How large is the bog at Tarn Moss?", "the bog at Tarn Moss's peat"),
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


def test_a_talk_may_begin_with_the_title_of_an_article_and_of_a_section() -> None:
    turns = (Turn("Frank Zappa"), Turn("Disbandment"), Turn("What group disbanded?", "The Mothers of Invention."))

    assert stand_alone(Question("Where did he live?", turns)) == "Where did Frank Zappa live?"
    assert stand_alone(Question("What happened in 1969?", turns)) == "What happened in 1969 (Frank Zappa)?"


def test_a_title_that_was_answered_is_a_question_in_few_words() -> None:
    turns = (Turn("Holiday allowance", "28 days. [1]"),)

    assert stand_alone(Question("What colour is the car park?", turns)) == "What colour is the car park?"


def test_a_history_may_list_answers_as_turns() -> None:
    turns = (Turn("Who leads the survey?"), Turn("It is led by Ada Lovelace."))

    assert stand_alone(Question("Where does she live?", turns)) == "Where does Ada Lovelace live?"


@pytest.mark.parametrize("refusal", ["I don't know.", "Not in your documents: the closest passages do not say when."])
def test_an_answer_that_says_nothing_names_nothing(refusal: str) -> None:
    turns = (Turn("Who leads the survey of Tarn Moss?", refusal),)

    assert stand_alone(Question("When will it end?", turns)) == "When will the survey of Tarn Moss end?"


MUSEUM = Turn("Who leads the Tarn Moss museum?", "Ada Quill leads the museum.")


@pytest.mark.parametrize(
    "turn",
    [
        Turn("Thanks", "You are welcome. Is there anything else?"),
        Turn("Hello!", "Hello! Ask me anything about your documents."),
        Turn("What can you do?", "I answer questions from your documents."),
        Turn("Thanks"),
        Turn("Great"),
        Turn("", "Please type a question about your documents."),
        Turn("…"),
    ],
)
def test_greetings_and_thanks_are_not_talked_of(turn: Turn) -> None:
    among = stand_alone(Question("When does it open?", (MUSEUM, turn)))

    assert among == stand_alone(Question("When does it open?", (MUSEUM,)))
    assert "museum" in among
    assert stand_alone(Question("What does it cost?", (turn,))) == "What does it cost?"


def test_a_title_that_reads_like_thanks_is_a_title() -> None:
    turns = (Turn("Cheers"), Turn("Cast"))

    assert stand_alone(Question("Where did it take place?", turns)) == "Where did Cheers take place?"


def test_turns_that_asked_the_documents_are_told_from_talk() -> None:
    how = Turn("How does it work?", "By a spring. [1]")

    assert searched_turns((Turn("Hi", "Hello!"), how)) == ()
    assert searched_turns((MUSEUM, how)) == (MUSEUM, how)


def test_conversations_are_values() -> None:
    asked = Question("When was it founded?", (Turn("Who owns the Rivermill Bakery?", "Two sisters."),))

    assert stand_alone(asked) == stand_alone(asked)
    assert asked == Question("When was it founded?", (Turn("Who owns the Rivermill Bakery?", "Two sisters."),))


def test_a_long_conversation_costs_little() -> None:
    turns = tuple(Turn(f"What is item {number} of the list?", "word " * 2_000) for number in range(100))

    started = time.process_time()
    stand_alone(Question("How old is it?", turns))

    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["", "???", "\x00", "it " * 500])
def test_no_text_is_a_reason_to_fail(text: str) -> None:
    assert isinstance(stand_alone(Question(text, (Turn(text, text), ZONE))), str)


@pytest.mark.parametrize(
    "before", ["Wofür steht JICA und wann wurde sie gegründet?", "Когда открылся чайный магазин в Эксетере?"]
)
def test_a_question_in_english_takes_nothing_from_turns_in_other_languages(before: str) -> None:
    asked = Question("How deep is the peat?", (Turn(before, "2,30 Meter."),))

    assert stand_alone(asked) == "How deep is the peat?"


def test_a_turn_in_another_language_does_not_end_the_talk_before_it() -> None:
    history = (
        Turn("Who runs the Farnsworth Mill?", "Ada Quill runs it."),
        Turn("Wann wurde die Mühle gebaut und von wem?", "Das weiß ich nicht."),
    )

    assert "Farnsworth Mill" in stand_alone(Question("When was it built?", history))
