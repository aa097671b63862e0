from __future__ import annotations

import pytest

from assistant.english.attributes import attribute_of, speaks_of


@pytest.mark.parametrize(
    ("question", "told", "aside"),
    [
        ("What is the salary of the chair?", "The chair earns 900 euros a month.", "The chair leads the board."),
        ("How much does the lathe weigh?", "The lathe is 40 kg heavy.", "The lathe stands on oak."),
        ("How old is Ada Quill?", "Ada Quill, 52, is a smith.", "Ada Quill is a smith."),
        ("When was the mill opened?", "The mill opened in 1932.", "The mill is open from nine to five on Fridays."),
        ("Who designed the mill?", "Ada Quill drew the mill.", "The mill stands by the river."),
        ("What is the phone number of the mill?", "Ring 0555 123 456.", "The mill has four floors."),
        ("How much does the flour cost?", "The flour is £2 a bag.", "The flour is white."),
    ],
)
def test_a_text_answers_a_question_for_an_attribute_only_where_it_speaks_of_it(
    question: str, told: str, aside: str
) -> None:
    attribute = attribute_of(question)

    assert attribute is not None
    assert speaks_of(attribute, told)
    assert not speaks_of(attribute, aside)


@pytest.mark.parametrize("question", ["What is the mill?", "Who grinds the flour?", "When is the mill open?"])
def test_a_question_for_none_of_the_attributes_has_none(question: str) -> None:
    assert attribute_of(question) is None


def test_what_somebody_pays_for_a_thing_is_no_salary() -> None:
    salary = attribute_of("What is the salary of the smith?")

    assert salary is not None
    assert attribute_of("What is the pay of the smith?") == salary
    assert attribute_of("What did we pay for the anvil?") != salary


def test_a_colour_and_a_name_are_told_by_words_for_them() -> None:
    colour, name = attribute_of("What colour is the van?"), attribute_of("What is the ferry called?")

    assert colour is not None
    assert name is not None
    assert speaks_of(colour, "The van is dark green.")
    assert not speaks_of(colour, "The van has four doors.")
    assert speaks_of(name, "They christened her Aurora.")
    assert not speaks_of(name, "The ferry was launched in May.")


def test_when_somebody_was_born_is_not_told_by_since_when_they_are_there() -> None:
    born = attribute_of("When was Ada Holm born?")

    assert born is not None
    assert not speaks_of(born, "Name: Ada Holm · Since: 2017 · DBS check: 2024-05-02")
    assert speaks_of(born, "Ada Holm was born on 3 May 1990.")
    assert speaks_of(born, "Name: Ada Holm · Birthday: 3 May")
