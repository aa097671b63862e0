from __future__ import annotations

import pytest
from langchain_core.runnables import Runnable

from assistant.answers import Verdict
from assistant.chain import AnswerChain, ChainOptions, Readers
from assistant.conversation import Question, Turn
from tests.assistant.fakes import MemoryLibrary, ToldReader, WordEmbedder, library_of

SENTENCES = ("The shop opens at nine.", "It sells green tea.", "Ada Lovelace leads it.")


def chain_of(*answers: str, library: MemoryLibrary | None = None, options: ChainOptions | None = None) -> AnswerChain:
    return AnswerChain(
        library or library_of(*SENTENCES),
        Readers(ToldReader(*answers)),
        WordEmbedder(),
        suggest=lambda: ("What is it about?",),
        options=options,
    )


def test_an_answer_is_a_sentence_with_its_exact_place() -> None:
    answer = chain_of("nine").invoke(Question("When does the shop open?"))

    assert [statement.text for statement in answer.statements] == ["The shop opens at nine."]
    assert (answer.citations[0].start, answer.citations[0].end) == (0, 23)
    assert answer.text == "The shop opens at nine. [1]"
    assert not answer.refused
    assert answer.statements[0].support.verdict is Verdict.SUPPORTED


def test_without_an_answer_it_refuses_with_reason_nearest_passages_and_suggestions() -> None:
    answer = chain_of().invoke(Question("When was the shop founded?"))

    assert answer.refused
    assert answer.refusal is not None
    assert answer.refusal.reason == "Not in your documents: the closest passages do not say when."
    assert answer.refusal.nearest[0].quote == " ".join(SENTENCES)
    assert answer.suggestions == ("What is it about?",)
    assert not answer.statements
    assert not answer.citations


def test_a_refusal_names_what_the_documents_do_not_mention() -> None:
    answer = chain_of().invoke(Question("Who is the mayor of Atlantis?"))

    assert answer.refusal is not None
    assert "“Atlantis”" in answer.refusal.reason


def test_a_question_in_another_language_is_told_so() -> None:
    answer = chain_of().invoke(Question("Wer ist der Chef und wie viele sind es?"))

    assert answer.refusal is not None
    assert "English" in answer.refusal.reason


def test_a_stricter_threshold_refuses_more() -> None:
    answer = chain_of("nine", options=ChainOptions(threshold=0.95)).invoke(Question("When does it open?"))

    assert answer.refused


@pytest.mark.parametrize("message", ["Hello!", "thanks", "What can you do?", "", "x" * 20_000])
def test_what_is_no_question_gets_a_reply_and_suggestions_never_a_refusal(message: str) -> None:
    answer = chain_of().invoke(Question(message))

    assert not answer.refused
    assert answer.statements[0].support.verdict is Verdict.NO_CLAIM
    assert answer.suggestions


def test_an_empty_library_says_how_to_add_documents() -> None:
    answer = chain_of(library=MemoryLibrary()).invoke(Question("When does it open?"))

    assert "sourcechat ingest PATH" in answer.text


def test_a_stream_grows_to_the_whole_answer() -> None:
    chain = chain_of("nine", "green")
    question = Question("What are the facts?")

    growing = list(chain.stream(question))

    assert [len(answer.statements) for answer in growing] == [1, 2]
    assert len(growing[0].citations) == 1
    assert growing[-1].statements == chain.invoke(question).statements


def test_a_follow_up_is_read_as_the_question_that_it_stands_for() -> None:
    turns = (Turn("Who owns the Rivermill Bakery?", "Two sisters."),)

    answer = chain_of("nine").invoke(Question("When does it open?", turns))

    assert "Rivermill Bakery" in answer.standalone_question
    assert answer.question == "When does it open?"


def test_every_stage_is_timed() -> None:
    timings = chain_of("nine").invoke(Question("When does the shop open?")).timings

    assert list(timings) == ["rewrite", "retrieve", "read", "answer", "verify"]
    assert all(seconds >= 0 for seconds in timings.values())


def test_a_summary_is_sentences_of_the_document_with_citations() -> None:
    answer = chain_of().invoke(Question("Summarise my documents."))

    assert {citation.quote for citation in answer.citations} <= set(SENTENCES)
    assert answer.citations


def test_it_is_a_langchain_runnable_and_composes() -> None:
    chain = chain_of("nine")

    assert isinstance(chain, Runnable)
    assert (chain | (lambda answer: answer.text)).invoke(Question("When?")).endswith("[1]")
    assert len(chain.batch([Question("When?"), Question("Hello")])) == 2
