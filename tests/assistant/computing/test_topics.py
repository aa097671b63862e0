from __future__ import annotations

import pytest

from assistant.computing.calculator import Calculator
from assistant.conversation.question import Question
from assistant.ways import Asked
from tests.assistant.computing.grids import document_of
from tests.assistant.fakes import MemoryLibrary

REGATTA = (
    ("Name", "Club", "Points", "Since"),
    ("Ilse Brandt", "Havel", "41", "2019-04-02"),
    ("Bram Otter", "Spree", "38", "2021-05-11"),
    ("Noor Vance", "Havel", "52", "2022-03-07"),
    ("Tess Arlo", "Oder", "17", "2023-06-19"),
)
NOTES = (("Note", "Place"), ("Rope", "Shed"), ("Oars", "Cellar"))


def _said(question: str, *more: tuple[tuple[str, ...], ...], title: str = "sheet 7", before: str = "") -> str:
    documents = [document_of(REGATTA, title=title, before=before)]
    documents += [document_of(rows, title=f"other {number}") for number, rows in enumerate(more)]
    answer = Calculator(MemoryLibrary(documents=documents)).answer(Asked(Question(question), question))
    return "" if answer is None else answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which sailor has the most points?", "Noor Vance"),
        ("How many skippers are from Havel?", "2"),
        ("Which of the rowers has the fewest points?", "Tess Arlo"),
    ],
)
def test_what_rows_are_need_not_stand_in_a_table_that_is_all_there_is(question: str, said: str) -> None:
    assert _said(question).startswith(said)


@pytest.mark.parametrize(
    "question",
    [
        "Which sailor has the most points?",
        "How many skippers are from Havel?",
    ],
)
def test_it_must_where_anything_else_may_be_meant(question: str) -> None:
    assert not _said(question, NOTES)
    assert not _said(
        question, before="The regatta was held in May, and after it there was a supper for all at the pier.\n\n"
    )


def test_nothing_else_is_told_of_rows_that_have_a_name() -> None:
    assert not _said("Which sailor has the most points?", title="Members")
    assert not _said("How many skippers are from Havel?", title="Members")
    assert not _said("How many oars did the Havel club break?")


@pytest.mark.parametrize(
    "question",
    [
        "How many skippers are from Denmark?",
        "How many skippers retired?",
        "How many skippers are there who retired in 2019?",
        "Which Danish sailor has the most points?",
        "Which country has the most points?",
        "Which sailor resigned last?",
        "Who drowned first?",
        "How many names resigned?",
        "Which sailors snore?",
        "Who was expelled after 2021?",
        "Which sailor has the most points in Denmark?",
    ],
)
def test_what_would_choose_rows_must_stand_there_always(question: str) -> None:
    assert not _said(question)
