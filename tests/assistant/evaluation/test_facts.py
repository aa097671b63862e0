from __future__ import annotations

import pytest

from assistant.evaluation.facts import facts_of, facts_of_list, facts_of_table


@pytest.mark.parametrize(
    ("sentence", "kind", "question", "paraphrase", "answer"),
    [
        (
            "The survey will be repeated in 2030.",
            "date",
            "When will the survey be repeated?",
            "In what year will the survey be repeated?",
            "2030",
        ),
        (
            "The bridge was opened on 4 May 1901.",
            "date",
            "When was the bridge opened?",
            "On what date was the bridge opened?",
            "4 May 1901",
        ),
        (
            "Rent is due on 1 October.",
            "date",
            "When is Rent due?",
            "On what date is Rent due?",
            "1 October",
        ),
        (
            "The kiln was lit in October 2025.",
            "date",
            "When was the kiln lit?",
            "In which month was the kiln lit?",
            "October 2025",
        ),
        (
            "Every employee has 28 days of paid leave a year.",
            "number",
            "How many days of paid leave a year does every employee have?",
            "What is the number of days of paid leave a year that every employee has?",
            "28",
        ),
        (
            "The car park has 35 spaces and costs 4 pounds a day.",
            "number",
            "How many spaces does the car park have?",
            "What is the number of spaces that the car park has?",
            "35",
        ),
        (
            "About 40 visitors were counted in the morning.",
            "number",
            "How many visitors were counted in the morning?",
            "What is the number of visitors that were counted in the morning?",
            "40",
        ),
        (
            "The canal is 12 miles long.",
            "number",
            "How long is the canal?",
            "What is the length of the canal?",
            "12 miles",
        ),
        (
            "A ticket costs 4 pounds a day.",
            "number",
            "How much does a ticket cost?",
            "What is the price of a ticket?",
            "4 pounds",
        ),
        (
            "A typical loan runs for thirty years, and nothing is paid back.",
            "number",
            "How long does a typical loan run?",
            "For how long does a typical loan run?",
            "thirty years",
        ),
        (
            "The survey was led by Dr. Helen Achterberg in spring.",
            "person",
            "Who was the survey led by?",
            "By whom was the survey led?",
            "Dr. Helen Achterberg",
        ),
        (
            "Owen Blackstock is the warden of the moor.",
            "person",
            "Who is the warden of the moor?",
            "What is the name of the warden of the moor?",
            "Owen Blackstock",
        ),
        (
            "The engine was built in Derby.",
            "place",
            "Where was the engine built?",
            "In which place was the engine built?",
            "Derby",
        ),
        (
            "The Kestrel 3 is a compact espresso machine, made by hand.",
            "definition",
            "What is the Kestrel 3?",
            "How is the Kestrel 3 described?",
            "compact espresso machine",
        ),
        (
            "The Personal Development Plan (PDP) is agreed every January.",
            "expansion",
            "What does PDP stand for?",
            "What is PDP short for?",
            "Personal Development Plan",
        ),
        (
            "Hotel, one night | 1,400 kronor",
            "row",
            "What is given for “Hotel, one night”?",
            "What do the documents say of “Hotel, one night”?",
            "1,400 kronor",
        ),
    ],
)
def test_a_fact_is_found_and_asked_for_in_two_wordings(
    sentence: str, kind: str, question: str, paraphrase: str, answer: str
) -> None:
    facts = {str(fact.kind): fact for fact in facts_of(sentence)}

    assert kind in facts
    assert (facts[kind].question, facts[kind].paraphrase, facts[kind].answers) == (question, paraphrase, (answer,))
    assert facts[kind].evidence == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "It was opened in 1987.",  # what was?
        "In 1987 they were asked.",
        "The man who was here is gone.",
        "He said: the shop is open.",
        "Is the shop open in June?",
        "The next step is a meeting in May.",  # no date of the step
        "The work would cost 190,000 pounds.",
        "Gas cost 3 euros.",  # does it, or did it?
        "Nothing at all.",
        "The comet was discovered here on 9 September 2001.",  # where?
        "The house was sold to this firm in 1950.",
        "The 1987 report was written in 1987.",  # its answer stands in its question
        "The shop is " + "very " * 50 + "old.",
    ],
)
def test_what_nobody_would_ask_is_no_fact(sentence: str) -> None:
    assert facts_of(sentence) == ()


def test_what_stands_before_a_second_verb_is_no_subject() -> None:
    facts = facts_of("A visit lasts 90 minutes and costs 6 euros.")

    assert [fact.question for fact in facts] == ["How long does a visit last?"]


def test_a_first_word_that_is_no_name_loses_its_capital() -> None:
    (fact,) = facts_of("Passwords have 14 characters.", common={"passwords"})

    assert fact.question == "How many characters do passwords have?"
    assert fact.subject == "passwords"


def test_a_list_is_asked_for_whole() -> None:
    (fact,) = facts_of_list("Never send these by e-mail:", ["customer contracts", "- salary lists;", "keys"])

    assert fact.question == "What is listed under “Never send these by e-mail”?"
    assert fact.required == ("customer contracts", "salary lists", "keys")


@pytest.mark.parametrize(
    "items", [[], ["one", "two"], ["word " * 20] * 3, [""] * 3, [str(number) for number in range(20)]]
)
def test_what_is_too_short_or_too_long_is_no_list(items: list[str]) -> None:
    assert facts_of_list("These:", items) == ()


def test_the_lines_of_a_program_are_no_list() -> None:
    lines = [
        "from assistant.settings import load_settings",
        "chain = assemble(load_settings())",
        "chain.invoke(question)",
    ]

    assert facts_of_list("From Python:", lines) == ()


def test_the_rows_of_a_table_are_asked_for_as_its_head_calls_them() -> None:
    hotel, car = facts_of_table("Item | Limit", ["Hotel, one night | 1,400 kronor", "Own car | 2.50 kronor"])

    assert (hotel.question, hotel.answers) == ("What is the limit for “Hotel, one night”?", ("1,400 kronor",))
    assert (car.paraphrase, car.evidence) == ("Which limit is given for “Own car”?", "Own car | 2.50 kronor")


@pytest.mark.parametrize("head", ["Hotel | 1,400 kronor", "Item | Limits", "Item | Limit | Note", "A sentence."])
def test_what_calls_a_column_by_no_single_name_is_no_head(head: str) -> None:
    assert facts_of_table(head, ["Hotel, one night | 1,400 kronor"]) == ()
