from __future__ import annotations

import pytest

from assistant.answers import Answer, Statement
from assistant.conversation.history import EarlierTurn, read_history, to_history_row, turns_of
from assistant.conversation.question import Question, Turn
from assistant.errors import BadQuestions
from ingest.documents import DocumentId


def test_an_earlier_turn_is_a_question_or_a_question_with_its_answer() -> None:
    history = read_history(["Where?", {"question": "When?", "answer": "At nine."}, {"question": "Who?"}], "FILE:1")

    assert history == (EarlierTurn("Where?"), EarlierTurn("When?", "At nine."), EarlierTurn("Who?"))
    assert read_history([to_history_row(turn) for turn in history], "FILE:1") == history


def test_no_history_is_none() -> None:
    assert read_history(None, "FILE:1") == ()


@pytest.mark.parametrize(
    "history", ["Where?", {"question": "Where?"}, [""], [7], [{"question": "Where?", "answer": 7}]]
)
def test_a_history_of_another_form_is_an_error_with_its_place(history: object) -> None:
    with pytest.raises(BadQuestions, match="FILE:3: "):
        read_history(history, "FILE:3")


def test_a_turn_without_an_answer_is_asked_with_the_turns_before_it() -> None:
    asked: list[Question] = []

    def ask(question: Question) -> Answer:
        asked.append(question)
        return Answer(question.text, question.text, statements=(Statement("At ten."),))

    turns = turns_of(ask, (EarlierTurn("Where?", "Here."), EarlierTurn("When?")), (DocumentId("d1"),))

    assert turns == (Turn("Where?", "Here."), Turn("When?", "At ten."))
    assert asked == [Question("When?", (Turn("Where?", "Here."),), (DocumentId("d1"),))]
