from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from langchain_core.runnables import RunnableConfig

from assistant.conversation.question import Question, Turn
from assistant.errors import ModelError, ModelFailed
from assistant.writing.prompts import Prompt
from assistant.writing.rewriting import ModelRewriter
from tests.assistant.chat_models import ToldModel

FOLLOW_UP = Question("And where?", (Turn("Who leads the survey?", "Ada Quill leads it. [1]"),))
OURS = "by our rules"


def rewritten(model: ToldModel, question: Question = FOLLOW_UP, timeout: float = 5) -> str:
    return ModelRewriter(model, timeout=timeout, ours=lambda _: OURS)(question)


def test_a_follow_up_is_rewritten_by_the_model_from_the_turns_before() -> None:
    model = ToldModel("Where does Ada Quill lead the survey?")

    assert rewritten(model) == "Where does Ada Quill lead the survey?"
    assert "Assistant: Ada Quill leads it.\nPerson: And where?" in model.asked[0].user


@pytest.mark.parametrize("said", ["Question: Where is it?", '"Where is it?"', "\nWhere is it?\n", "**Where is it?**"])
def test_what_a_model_puts_around_the_question_goes(said: str) -> None:
    assert rewritten(ToldModel(said)) == "Where is it?"


@pytest.mark.parametrize(
    "said",
    [
        "It is in Bergen.",
        "Where?\nIt is in Bergen.",
        "Where " + "very " * 200 + "far?",
        ModelFailed("no"),
        ("Wh", ModelFailed("no")),
    ],
)
def test_where_the_model_fails_or_says_something_else_our_rules_answer(
    said: str | ModelError | tuple[str, ModelError],
) -> None:
    assert rewritten(ToldModel(said)) == OURS


def test_nobody_waits_for_a_slow_model() -> None:
    never = threading.Event()

    class Slow(ToldModel):
        def stream(self, prompt: Prompt, config: RunnableConfig | None = None) -> Iterator[str]:
            del prompt, config
            never.wait(20)
            yield "Where?"

    started = time.perf_counter()

    assert rewritten(Slow("x"), timeout=0.1) == OURS
    assert time.perf_counter() - started < 10
    never.set()


def test_the_first_question_is_not_sent_to_the_model() -> None:
    model = ToldModel("Where?")

    assert rewritten(model, Question("Where?")) == OURS
    assert model.asked == []
