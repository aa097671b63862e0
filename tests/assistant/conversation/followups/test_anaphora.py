from __future__ import annotations

import pytest

from assistant.conversation.followups.anaphora import in_brackets, resolve, without_preamble
from assistant.conversation.followups.talk import Round, Talk

BAKERY = Talk().after(Round("Who owns the Rivermill Bakery?", "Two sisters."))
EXPERIMENT = Talk().after(Round("What was the Stanford Experiment?"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was it founded?", "When was the Rivermill Bakery founded?"),
        ("What is its address?", "What is the Rivermill Bakery's address?"),
        ("It bakes what?", "The Rivermill Bakery bakes what?"),
    ],
)
def test_a_pronoun_is_replaced_in_its_case(question: str, expected: str) -> None:
    assert resolve(question, BAKERY) == expected


def test_the_owner_of_several_things_takes_an_apostrophe() -> None:
    talk = Talk().after(Round("What are supertankers?"))

    assert resolve("What is their role?", talk) == "What is supertankers' role?"


@pytest.mark.parametrize(
    "question",
    [
        "Is it possible to visit Paris?",
        "How long does it take to learn French?",
        "If a sponge is dry, how is it cleaned?",
        "Did Ada Lovelace say who paid her?",
        "What was written that year by people that knew Latin?",
        "Is there a car park?",
    ],
)
def test_what_points_at_nothing_before_is_left(question: str) -> None:
    assert resolve(question, Talk().after(Round("Hm?"))) == question


@pytest.mark.parametrize(
    "question",
    [
        "Is it possible to visit Paris?",
        "If a sponge is dry, how is it cleaned?",
        "Is it allowed to park?",
        "How long did it take Marrow to close the drain?",
        "Was it required that members pay?",
    ],
)
def test_an_it_that_is_settled_is_left_though_something_was_talked_of(question: str) -> None:
    assert resolve(question, BAKERY) == question


@pytest.mark.parametrize("question", ["Who lends his tent for the fair?", "Can my daughter take her phone along?"])
def test_no_thing_is_a_he_or_a_she(question: str) -> None:
    lease = Talk().after(Round("When does the tenancy start?", "The tenancy starts on 1 April 2025."))
    landlord = Talk().after(Round("When does the landlord come?", "At nine."))

    assert resolve(question, lease) == question
    assert "landlord's" in resolve(question, landlord)


@pytest.mark.parametrize("determiner", ["the", "this", "that"])
def test_a_kind_is_replaced_by_what_was_named_so(determiner: str) -> None:
    written = resolve(f"Who is the author of {determiner} experiment?", EXPERIMENT)

    assert written == "Who is the author of the Stanford Experiment?"


def test_what_this_points_at_is_put_in_brackets() -> None:
    assert resolve("Was this feud serious?", BAKERY) == "Was this feud serious (the Rivermill Bakery)?"
    assert resolve("How was this received?", EXPERIMENT) == "How was this received (the Stanford Experiment)?"


def test_there_is_replaced_by_a_place() -> None:
    talk = Talk().after(Round("Where do they meet?", "They meet in Samarkand."))

    assert resolve("What is planned there?", talk) == "What is planned in Samarkand?"


def test_a_few_words_before_a_question_are_no_part_of_it() -> None:
    assert without_preamble("Interesting. What is it?") == "What is it?"
    assert without_preamble("What is it?") == "What is it?"


def test_only_what_is_not_said_yet_is_put_in_brackets() -> None:
    assert in_brackets("Was the album a hit?", "Teen Spirit", "", "album") == "Was the album a hit (Teen Spirit)?"
    assert in_brackets("Was it a hit?") == "Was it a hit?"


@pytest.mark.parametrize(
    "question",
    [
        "Why did Screeching Weasel change their name?",
        "Other than his time with Phil Spector, what did Brian Wilson do?",
        "Is it really the case that sales fell?",
        "Is sealing worth it?",
    ],
)
def test_a_pronoun_that_the_question_itself_settles_is_left(question: str) -> None:
    talk = Talk().after(Round("Who founded the Rivermill Bakery?", "Ada Quill founded it."))

    assert resolve(question, talk) == question
