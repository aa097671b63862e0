from __future__ import annotations

import random

import pytest

from ingest.documents import Span
from tests.assistant.fakes import WordEmbedder
from training.negatives import WordIndex, collect, lacks_answer, mine, swap, without_answer
from training.open_data import LabelledQuestion


def asked(question: str, context: str, answer: str, source: str = "wiki") -> LabelledQuestion:
    start = context.index(answer)
    return LabelledQuestion(source, question, context, (Span(start, start + len(answer)),))


TEA = asked("When does the tea shop open?", "The tea shop is old. It opens at nine. It sells tea.", "at nine")
BREAD = asked("When does the bread shop open?", "The bread shop opens at six.", "at six")
LATE = asked("When does the book shop open?", "The book shop opens at nine.", "at nine")


def test_mined_contexts_are_near_and_hold_no_accepted_answer() -> None:
    mined = mine([TEA, BREAD, LATE], WordEmbedder())

    assert mined[0] == (BREAD.context,)
    assert set(mined[1]) == {TEA.context, LATE.context}


def test_contexts_come_from_the_same_source_only() -> None:
    other = asked("When does the fish shop open?", "The fish shop opens at five.", "at five", source="news")

    assert mine([BREAD, other], WordEmbedder()) == ((), ())


def test_questions_that_fit_any_context_have_no_mined_ones() -> None:
    rows = [
        asked("What do you collect?", "We collect names.", "names", source="policyqa_dev"),
        asked("What do you share?", "We share numbers.", "numbers", source="policyqa_dev"),
    ]

    assert mine(rows, WordEmbedder()) == ((), ())


def test_a_context_is_left_without_the_sentence_that_answers() -> None:
    assert without_answer(TEA) == "The tea shop is old. It sells tea."


@pytest.mark.parametrize(
    "row",
    [
        asked("When?", "It opens at nine. It closes at noon.", "at nine"),
        asked("What?", "It sells tea. Tea is green. It is tea that it sells.", "tea"),
    ],
)
def test_a_context_that_says_too_little_or_still_answers_is_not_used(row: LabelledQuestion) -> None:
    assert without_answer(row) is None


def test_the_answer_in_other_capitals_is_still_the_answer() -> None:
    assert not lacks_answer(TEA, "Doors open AT NINE.")
    assert lacks_answer(TEA, "Doors open at ten.")


def test_a_number_or_name_that_the_context_holds_is_exchanged() -> None:
    pool = {"number": ("77",), "name": ("Berit",)}

    assert swap("In 1999 what was built?", "Built in 1999.", pool, random.Random(0)) == "In 77 what was built?"
    assert swap("Where did Anna live?", "Anna lived here.", pool, random.Random(0)) == "Where did Berit live?"


def test_nothing_is_exchanged_for_what_the_context_holds_too() -> None:
    pool = {"number": ("2001",), "name": ()}

    assert swap("In 1999 what was built?", "In 1999, not in 2001.", pool, random.Random(0)) is None
    assert swap("What was built?", "Built in 1999.", pool, random.Random(0)) is None


def test_names_and_numbers_are_collected_once_each() -> None:
    found = collect(["In 1999 Anna Berg met Olaf.", "Since 1999."])

    assert found == {"number": ("1999",), "name": ("Anna Berg", "Olaf")}


def test_texts_are_ranked_by_the_words_they_share() -> None:
    index = WordIndex(["green tea", "black tea", "a stone"])

    assert index.nearest("Is green tea good?", limit=5) == [0, 1]
    assert index.nearest('"?', limit=5) == []
