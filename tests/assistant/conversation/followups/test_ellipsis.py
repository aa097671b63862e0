from __future__ import annotations

import pytest

from assistant.conversation.followups.ellipsis import complete
from assistant.conversation.followups.talk import Round, Talk


def _after(question: str) -> Talk:
    return Talk().after(Round(question))


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("When did they part?", "Why?", "Why did they part?"),
        ("Will the company stop short flights?", "And when?", "When will the company stop short flights?"),
        ("Who founded the Tarn Moss survey?", "When?", "When: Who founded the Tarn Moss survey?"),
        ("May vinegar be used?", "Why not?", "Why not: May vinegar be used?"),
        ("Where is the university planned?", "With which college?", "With which college is the university planned?"),
    ],
)
def test_a_bare_question_word_asks_the_question_before_for_something_else(
    before: str, question: str, expected: str
) -> None:
    assert complete(question, _after(before)) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("What was the revenue in 2022?", "And in 2023?", "What was the revenue in 2023?"),
        ("What is planned in Tashkent?", "What about in Samarkand?", "What is planned in Samarkand?"),
        ("What is the capital of Sweden?", "And Norway?", "What is the capital of Norway?"),
        ("Who won the Battle of Hastings?", "And the Siege of Acre?", "Who won the Siege of Acre?"),
        ("How fast can the tram go?", "No, I meant the funicular.", "How fast can the funicular go?"),
        ("Through what does JICA work?", "What about JBIC?", "Through what does JBIC work?"),
        ("Are drones allowed at Tarn Moss?", "How about dogs?", "Are dogs allowed at Tarn Moss?"),
        ("What does the upkeep of a canoe cost?", "And for a punt?", "What does the upkeep of a punt cost?"),
        ("What is the limit for meals?", "And for a hotel night?", "What is the limit for a hotel night?"),
        (
            "What does the orange lamp of the Kestrel 3 mean?",
            "And the red one?",
            "What does the red lamp of the Kestrel 3 mean?",
        ),
        ("How does a 529 plan work?", "What about disadvantages?", "What about disadvantages (529 plan)?"),
    ],
)
def test_what_about_asks_the_question_before_of_something_else(before: str, question: str, expected: str) -> None:
    assert complete(question, _after(before)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Why is the sky blue?",
        "And what is the rent?",
        "And until when does it run?",
        "Or at what time is it open?",
        "",
        "???",
        "and",
    ],
)
def test_a_whole_question_is_not_completed(question: str) -> None:
    assert complete(question, _after("Who sang?")) == ""


def test_there_is_nothing_to_complete_without_a_question_before() -> None:
    assert complete("Why?", Talk("Frank Zappa")) == ""


@pytest.mark.parametrize("said", ["I meant what I said.", "I meant it!", "No, I meant to ask for the fare."])
def test_what_was_meant_is_asked_of_nothing_where_no_thing_is_named(said: str) -> None:
    assert complete(said, _after("How fast can the tram go?")) == ""


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("Until when is the guarantee of the oven?", "and the lamp?", "Until when is the guarantee of the lamp?"),
        ("Where is the key of the cellar?", "And the attic?", "Where is the key of the attic?"),
        ("Who is the captain of the team?", "and the coach?", "Who is the coach?"),
    ],
)
def test_another_thing_is_asked_of_what_was_asked_of_the_thing_before(
    before: str, question: str, expected: str
) -> None:
    assert complete(question, _after(before)) == expected
