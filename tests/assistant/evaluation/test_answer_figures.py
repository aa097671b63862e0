from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer
from assistant.evaluation.answer_figures import answer_values, correct_values, refusal_values, said, short_answer
from assistant.evaluation.questions import EvaluationQuestion
from tests.assistant.evaluation.fakes import asked, refusing, saying

OPENS = "The shop opens at nine."
NINE = saying((OPENS, [OPENS]), marked="nine")


def test_the_marked_words_are_the_short_answer_and_all_words_the_long_one() -> None:
    assert short_answer(NINE) == "nine"
    assert said(NINE) == OPENS
    assert short_answer(saying((OPENS, [OPENS]), ("It sells tea.", []))) == f"{OPENS}\nIt sells tea."


def test_a_refusal_says_nothing_whatever_its_reason() -> None:
    answer = refusing(reason="The closest passages do not mention nine.")

    assert said(answer) == short_answer(answer) == ""
    assert answer_values(asked(answers=["nine"]), answer) == {"exact": 0.0, "f1": 0.0, "contained": 0.0}


def test_short_and_long_answer_on_paper() -> None:
    marked = answer_values(asked(answers=["nine o'clock", "ten"]), NINE)
    whole = answer_values(asked(answers=["nine"]), saying((OPENS, [OPENS])))

    # "nine" against "nine oclock": precision 1, recall 1/2
    assert marked == {"exact": 0.0, "f1": pytest.approx(2 / 3), "contained": 0.0}
    # "shop opens at nine" (the article goes) against "nine": precision 1/4, recall 1
    assert whole == {"exact": 0.0, "f1": pytest.approx(2 / 5), "contained": 1.0}


def test_of_required_strings_all_must_occur() -> None:
    answer = saying(("Tea, milk and sugar.", []))

    assert answer_values(asked(required=["tea", "milk"]), answer) == {"all_share": 1.0, "all_of": 1.0}
    assert answer_values(asked(required=["tea", "salt"]), answer) == {"all_share": 0.5, "all_of": 0.0}


def test_without_anything_to_compare_with_there_is_no_figure() -> None:
    assert answer_values(asked(), NINE) == {}
    assert correct_values(asked(), NINE) == {}


def test_an_error_is_an_answer_without_a_source_or_a_refusal_of_what_stands_there() -> None:
    assert refusal_values(asked(), NINE) == {"false_refusals": 0.0}
    assert refusal_values(asked(), refusing()) == {"false_refusals": 1.0}
    assert refusal_values(asked(answerable=False), NINE) == {"false_answers": 1.0}
    assert refusal_values(asked(answerable=False), refusing()) == {"false_answers": 0.0}


@pytest.mark.parametrize(
    ("question", "answer", "correct"),
    [
        (asked(answerable=False), refusing(), 1.0),
        (asked(answerable=False), NINE, 0.0),
        (asked(answers=["nine"]), NINE, 1.0),
        (asked(answers=["ten"]), NINE, 0.0),
        (asked(answers=["nine"]), refusing(), 0.0),
        (asked(answers=["nine"], required=["shop", "opens"]), NINE, 1.0),
        (asked(answers=["nine"], required=["shop", "shuts"]), NINE, 0.0),
        (asked(evidence=["opens at nine"]), NINE, 1.0),
        (asked(evidence=["opens at ten"]), NINE, 0.0),
    ],
)
def test_right_is_to_say_what_is_asked_or_to_refuse_what_is_not_there(
    question: EvaluationQuestion, answer: Answer, correct: float
) -> None:
    assert correct_values(question, answer) == {"correct": correct}


def test_evidence_that_only_disagrees_with_what_is_said_makes_nothing_right() -> None:
    answer = saying((OPENS, [OPENS]), ("It sells green tea.", ["It sells green tea."]))
    contrasted = replace(answer, statements=answer.statements[:1])

    assert correct_values(asked(evidence=["It sells green tea."]), answer) == {"correct": 1.0}
    assert correct_values(asked(evidence=["It sells green tea."]), contrasted) == {"correct": 0.0}
