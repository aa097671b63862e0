from __future__ import annotations

import asyncio
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import Runnable

from assistant.chain import AnswerChain
from assistant.conversation.question import Question, Turn
from assistant.pipeline import Pipeline, Wording
from assistant.reader.by_language import Readers
from assistant.writing.generative import Writer
from tests.assistant.chat_models import ToldModel
from tests.assistant.fakes import ToldReader, WordEmbedder, library_of
from tests.assistant.judges import WordJudge

SENTENCES = ("The shop opens at nine.", "It sells green tea.", "Ada Lovelace leads it.")


def chain_of(*answers: str, wording: Wording | None = None) -> AnswerChain:
    readers = Readers(ToldReader(*answers), judge=WordJudge())
    return AnswerChain(Pipeline(library_of(*SENTENCES), readers, WordEmbedder(), wording=wording))


def writing(reply: str) -> AnswerChain:
    return chain_of("nine", wording=Wording(writer=Writer(ToldModel(reply), WordJudge())))


class Traced(BaseCallbackHandler):
    """Keeps the names of the runs that begin, in order, each with the name of the run it belongs to."""

    def __init__(self) -> None:
        self.runs: dict[UUID, str] = {}
        self.names: list[tuple[str, str]] = []

    def on_chain_start(
        self, serialized: object, inputs: object, *, run_id: UUID, parent_run_id: UUID | None = None, **rest: object
    ) -> None:
        del serialized, inputs
        self.runs[run_id] = str(rest.get("name"))
        self.names.append((self.runs[run_id], self.runs.get(parent_run_id, "") if parent_run_id else ""))


def test_it_is_a_langchain_runnable_and_composes() -> None:
    chain = chain_of("nine")

    assert isinstance(chain, Runnable)
    assert (chain | (lambda answer: answer.text)).invoke(Question("When?")).endswith("[1]")
    assert len(chain.batch([Question("When?"), Question("Hello")])) == 2


def test_a_text_stands_for_a_question() -> None:
    chain = chain_of("nine")

    asked, told = chain.invoke("When does the shop open?"), chain.invoke(Question("When does the shop open?"))

    assert asked.text == told.text == "The shop opens at nine. [1]"
    assert [answer.text for answer in chain.stream("When does the shop open?")] == [asked.text]
    assert [answer.text for answer in chain.batch(["When does the shop open?"])] == [asked.text]


@pytest.mark.parametrize("asked", [None, 7, b"When?", {"question": "When?"}, ["When?"], Turn("When?")])
def test_what_is_no_question_is_an_error_that_says_what_is(asked: object) -> None:
    chain = chain_of("nine")

    with pytest.raises(TypeError, match="a question is a text or a Question, not"):
        chain.invoke(asked)  # type: ignore[arg-type]  # what is tested
    with pytest.raises(TypeError, match="a question is a text or a Question, not"):
        list(chain.stream(asked))  # type: ignore[arg-type]  # likewise


def test_a_stream_grows_as_that_of_the_pipeline() -> None:
    growing = list(chain_of("nine", "green").stream(Question("What are the facts?")))

    assert [len(answer.statements) for answer in growing] == [1, 2]


async def _asked(chain: AnswerChain) -> tuple[str, int]:
    answer = await chain.ainvoke("When does the shop open?")
    return answer.text, len([one async for one in chain.astream("When does the shop open?")])


def test_it_can_be_awaited() -> None:
    assert asyncio.run(_asked(chain_of("nine"))) == ("The shop opens at nine. [1]", 1)


def test_callbacks_see_the_stages_of_an_answer_in_the_documents_words() -> None:
    traced = Traced()

    chain_of("nine").invoke("When does the shop open?", {"callbacks": [traced]})

    assert traced.names == [
        ("AnswerChain", ""),
        ("rewrite", "AnswerChain"),
        ("retrieve", "AnswerChain"),
        ("read", "AnswerChain"),
        ("answer", "AnswerChain"),
        ("verify", "AnswerChain"),
    ]


def test_callbacks_see_every_stage_by_its_name_under_the_chain() -> None:
    traced = Traced()

    list(writing("The shop opens at nine. [1]").stream(Question("When?"), {"callbacks": [traced]}))

    assert traced.names[0] == ("AnswerChain", "")
    assert {"rewrite", "retrieve", "read", "generate", "prove", "verify"} <= {name for name, _ in traced.names}
    assert ("generate", "AnswerChain") in traced.names
    assert ("prove", "generate") in traced.names
