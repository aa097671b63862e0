from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from assistant.errors import JudgeFailed
from assistant.evaluation.judges import ChatJudge, ComparedJudge, VerbatimFirst, read_verdict
from tests.assistant.evaluation.fakes import ToldJudge


class ToldChatModel(BaseChatModel):
    """Gives the replies it was told, in order; the last one for ever. Notes what it was asked."""

    replies: list[str]
    asked: list[str]

    @property
    def _llm_type(self) -> str:
        return "told"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - LangChain's signature
    ) -> ChatResult:
        del stop, run_manager, kwargs
        self.asked.append(messages[-1].text)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if reply == "!":
            raise ConnectionError("refused")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(reply))])


def judge_of(*replies: str) -> tuple[ChatJudge, ToldChatModel]:
    """A judge that asks a model told what to reply, and the model."""
    model = ToldChatModel(replies=list(replies), asked=[])
    return ChatJudge(model, "told:model"), model


def test_words_that_stand_in_the_passage_prove_themselves_and_others_are_asked_of() -> None:
    inner = ToldJudge(("c2", "p2"))

    chances = VerbatimFirst(inner).judge([("It  is so.", "He said: It is\nso. Yes."), ("c2", "p2"), ("c3", "p3")])

    assert [one.supported for one in chances] == [1.0, 0.9, 0.1]
    assert inner.asked == [("c2", "p2"), ("c3", "p3")]


def test_nothing_is_asked_where_everything_is_verbatim() -> None:
    inner = ToldJudge()

    VerbatimFirst(inner).judge([("so", "so it is")])

    assert inner.asked == []


@pytest.mark.parametrize(
    ("reply", "supported"),
    [
        ("SUPPORTED", 1.0),
        ("The passage says so: supported.", 1.0),
        ("NOT_SUPPORTED\nIt does not say.", 0.0),
        ("not supported, although nearly SUPPORTED", 0.0),
        ("Refuted", 0.0),
        ("<think>SUPPORTED? no</think> REFUTED", 0.0),
    ],
)
def test_the_first_verdict_that_a_reply_names_is_its_verdict(reply: str, supported: float) -> None:
    verdict = read_verdict(reply)

    assert verdict is not None
    assert verdict.supported == supported


@pytest.mark.parametrize("reply", ["", "yes", "unsupported"])
def test_a_reply_without_a_verdict_has_none(reply: str) -> None:
    assert read_verdict(reply) is None


def test_a_chat_model_is_asked_once_of_each_pair() -> None:
    judge, model = judge_of("SUPPORTED", "REFUTED")

    chances = judge.judge([("c1", "p1"), ("c2", "p2"), ("c1", "p1")])

    assert [one.supported for one in chances] == [1.0, 0.0, 1.0]
    assert chances[1].refuted == 1.0
    assert len(model.asked) == 2
    assert "<<<\np1\n>>>" in model.asked[0]


def test_a_reply_without_a_verdict_is_asked_again_and_then_counted_as_not_supported() -> None:
    patient, _ = judge_of("Well...", "SUPPORTED")
    lost, model = judge_of("Well...")

    assert patient.judge([("c", "p")])[0].supported == 1.0
    assert patient.undecided == 0
    assert lost.judge([("c", "p")])[0].supported == 0.0
    assert lost.undecided == 1
    assert len(model.asked) == 2


def test_a_model_that_breaks_off_is_an_error_that_names_it() -> None:
    judge, _ = judge_of("!")

    with pytest.raises(JudgeFailed, match="--judge told:model: ConnectionError: refused"):
        judge.judge([("c", "p")])


def test_a_model_that_there_is_not_is_an_error_that_names_it() -> None:
    with pytest.raises(JudgeFailed, match="--judge nonsense: no such chat model"):
        ChatJudge.load("nonsense")


def test_what_two_judges_say_otherwise_of_is_counted_once_for_each_pair() -> None:
    chosen, _ = judge_of("SUPPORTED", "NOT_SUPPORTED", "SUPPORTED")
    pairs: Sequence[tuple[str, str]] = [("a", "p"), ("b", "p"), ("c", "p")]
    both = ComparedJudge(chosen, ToldJudge(("a", "p"), ("b", "p")))

    chances = [*both.judge(pairs), *both.judge(pairs[:1])]

    disagreement = both.disagreement()
    assert [one.supported for one in chances] == [1.0, 0.0, 1.0, 1.0]
    assert (disagreement.asked, disagreement.stricter, disagreement.milder) == (3, 1, 1)
    assert disagreement.share == pytest.approx(2 / 3)
    assert disagreement.examples == (("b", "p"), ("c", "p"))


def test_judges_that_were_asked_nothing_do_not_disagree() -> None:
    chosen, _ = judge_of("SUPPORTED")

    assert ComparedJudge(chosen, ToldJudge()).disagreement().share is None
