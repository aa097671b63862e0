from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.quoting.wholes import is_row, of_many
from assistant.reader.readings import Reading
from tests.assistant.fakes import passage_in, reading_of

ROW = "Teal | 14 | Jon Wik"
TOLD = "Boat: Teal · Seats: 14 · Owner: Jon Wik"


def _row() -> Reading:
    passage = passage_in(ROW, title="Boats")
    return reading_of(replace(passage, chunk=replace(passage.chunk, stand_alone=(TOLD,))), ROW, 0.9)


@pytest.mark.parametrize(
    "question",
    [
        "How many boats does Jon Wik own?",
        "total seats of the boats",
        "Which boats have more than 10 seats?",
        "Which boat has the most seats?",
        "Which boats belong to Jon Wik?",
    ],
)
def test_one_row_is_no_answer_to_what_is_asked_of_many(question: str) -> None:
    assert of_many(question, [_row()]) == ()


@pytest.mark.parametrize(
    "question", ["Who owns the Teal?", "How many seats has the Teal?", "seats of the Teal", "sail number of the Teal"]
)
def test_a_row_answers_what_is_asked_of_it(question: str) -> None:
    assert of_many(question, [_row()]) == (_row(),)


def test_a_value_that_counts_what_is_asked_for_is_told() -> None:
    passage = passage_in("Leave left | 6 days", title="Wage slip")
    passage = replace(passage, chunk=replace(passage.chunk, stand_alone=("Item: Leave left · Amount: 6 days",)))
    row = reading_of(passage, "Leave left | 6 days", 0.9)

    assert of_many("How many days of leave are left?", [row]) == (row,)
    assert of_many("How many weeks of leave are left?", [row]) == ()


def test_a_sentence_is_never_left_out() -> None:
    sentence = reading_of(passage_in("Jon Wik owns three boats."), "Jon Wik owns three boats.", 0.8)

    assert not is_row(sentence)
    assert of_many("How many boats does Jon Wik own?", [sentence]) == (sentence,)


def test_what_a_code_means_is_asked_of_one_row() -> None:
    assert of_many("What does the number 14 mean?", [_row()]) != ()
    assert of_many("What is the mean of the seats?", [_row()]) == ()


def test_what_a_column_tells_per_year_is_asked_of_one_row() -> None:
    passage = passage_in(ROW, title="Boats")
    told = (TOLD.replace("Seats", "Fee per year"),)
    row = reading_of(replace(passage, chunk=replace(passage.chunk, stand_alone=told)), ROW, 0.9)

    assert of_many("How much is the fee per year of the Teal?", [row]) == (row,)
    assert of_many("What is the fee per month?", [row]) == ()
    assert of_many("How much does each boat pay?", [row]) == ()
