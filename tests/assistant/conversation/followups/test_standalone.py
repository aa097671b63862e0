from __future__ import annotations

import pytest

from assistant.conversation.followups.standalone import subjects_of, write_out
from assistant.conversation.followups.talk import Round, Talk

TEENS = Talk("A-Teens", "Teen Spirit")
PEAT = Talk().after(Round("How deep is the peat at Tarn Moss?", "7.4 metres."))
PLAN = Talk().after(Round("How does a 529 plan work?"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was the album a success?", "Was the album a success (Teen Spirit, A-Teens)?"),
        ("What happened in 1990?", "What happened in 1990 (A-Teens)?"),
        ("Did they tour?", "Did A-Teens tour?"),
    ],
)
def test_a_question_without_a_subject_takes_the_title(question: str, expected: str) -> None:
    assert write_out(question, TEENS) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What are the main advantages?", "What are the main advantages (529 plan)?"),
        ("What is the rent?", "What is the rent (529 plan)?"),
        ("Which is the best?", "Which is the best (529 plan)?"),
    ],
)
def test_a_phrase_that_wants_a_complement_takes_the_topic(question: str, expected: str) -> None:
    assert write_out(question, PLAN) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How large is the training budget?",
        "Which bus stops at Tarn Lane?",
        "What is taurine?",
        "How is cassoulet made?",
        "What are the effects of the sun on the environment?",
        "At what pressure does the pump of the Kestrel 3 work?",
        "How much did the club spend in total?",
        "How many boats do we have altogether?",
    ],
)
def test_a_change_of_subject_drops_the_old_one(question: str) -> None:
    assert write_out(question, PEAT) == question


def test_what_else_there_is_leaves_out_what_was_answered() -> None:
    talk = Talk("Blake Lewis").after(Round("Did Blake Lewis win?", "He won the Idols Tour."))

    assert write_out("Did he win anything else?", talk) == "Did Blake Lewis win anything else, besides Idols Tour?"


def test_the_first_question_is_left_as_it_is() -> None:
    assert write_out("When was it founded?", Talk()) == "When was it founded?"


@pytest.mark.parametrize(
    "question",
    [
        "How long did folk revival last?",
        "When was oversteps released?",
        "Describe oceanic crust.",
        'What is the most important fact in "All men are brothers"?',
        "Besides winning the title, are there any other interesting aspects?",
    ],
)
def test_under_a_title_a_question_that_points_at_nothing_is_left_as_it_is(question: str) -> None:
    assert write_out(question, TEENS) == question


def test_a_question_that_says_much_takes_no_topic() -> None:
    assert write_out("What happened to lorries?", TEENS) == "What happened to lorries (A-Teens)?"

    much = "What happened to lorries that customs officers searched?"
    assert write_out(much, TEENS) == much


def test_a_work_is_the_name_that_its_section_begins_with() -> None:
    talk = Talk("Symphony X", "Underworld and band hiatus")

    assert write_out("How was the album received?", talk) == "How was the album received (Underworld, Symphony X)?"
    talk = talk.after(Round("When was it recorded?", "In 2014."))
    assert write_out("Was this album popular?", talk).startswith("Was this album popular (Underworld)")


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("Who will repair the boiler?", ("repair", "boiler")),
        ("What is the warden's phone number?", ("warden",)),
        ("What are the main advantages?", ()),
        ("What is the price?", ()),
        ("How much is it?", ()),
    ],
)
def test_a_question_may_have_a_subject_of_its_own(question: str, subjects: tuple[str, ...]) -> None:
    assert subjects_of(question) == subjects
