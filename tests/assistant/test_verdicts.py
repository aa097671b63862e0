"""What a real server says over HTTP, through LangChain's own clients, and the verdict on each sentence of it."""

from __future__ import annotations

import time

import pytest

from assistant.answers import Answer
from assistant.chain import AnswerChain
from assistant.conversation.question import Question, Turn
from assistant.pipeline import Pipeline, Wording
from assistant.reader.by_language import Readers
from assistant.writing.generative import Writer
from assistant.writing.models import ModelOptions, load_model
from assistant.writing.rewriting import ModelRewriter
from tests.assistant.fakes import MemoryLibrary, ToldReader, WordEmbedder, document_of, passage_of
from tests.assistant.judges import WordJudge
from tests.stub_server import MODEL, Reply, StubServer, stub

SHOP = document_of("The shop opens at nine.", "It sells green tea.", "The shop does not sell coffee.", title="Shop")
BRIDGE = document_of("The Tarn bridge opened on 3 May 1932.", "Ada Quill designed the bridge.", title="Bridge")
LIBRARY = MemoryLibrary(
    passage_of(SHOP, "The shop opens at nine.", "It sells green tea.", "The shop does not sell coffee."),
    passage_of(BRIDGE, "The Tarn bridge opened on 3 May 1932.", "Ada Quill designed the bridge."),
    documents=[SHOP, BRIDGE],
)
QUESTION = Question("What is known of the shop and the bridge?")


@pytest.fixture(params=["openai", "ollama"])
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def chain_at(server: StubServer, provider: str) -> AnswerChain:
    url = server.openai_url if provider == "openai" else server.url
    model = load_model(ModelOptions(f"{provider}:{MODEL}", url=url, timeout=20), sleep=lambda _: None)
    return AnswerChain(
        Pipeline(
            LIBRARY,
            Readers(ToldReader("nine"), judge=WordJudge()),
            WordEmbedder(),
            wording=Wording(
                rewrite=ModelRewriter(model, timeout=20, ours=lambda question: question.text),
                writer=Writer(model, WordJudge()),
            ),
        )
    )


def answer_to(provider: str, reply: Reply | str) -> Answer:
    with stub(reply) as server:
        return chain_at(server, provider).invoke(QUESTION)


@pytest.mark.parametrize(
    ("kind", "sentence", "verdict", "quotes"),
    [
        ("faithful", "The Tarn bridge opened in May 1932. [2]", "supported", ["The Tarn bridge opened on 3 May 1932."]),
        ("half-right", "Ada Quill designed the bridge and won nine golden medals. [2]", "partly", None),
        ("mis-cited", "Ada Quill designed the bridge. [1]", "supported", ["Ada Quill designed the bridge."]),
        ("number changed", "The Tarn bridge opened on 3 May 1923. [2]", "unsupported", []),
        ("negated", "The shop does not sell green tea. [1]", "unsupported", []),
        ("denial lost", "The shop does sell coffee. [1]", "unsupported", []),
        ("invented", "Penguins run the harbour at night. [1]", "unsupported", []),
        ("about itself", "Here is what I found:", "no_claim", []),
    ],
)
def test_each_kind_of_sentence_has_its_verdict(
    provider: str, kind: str, sentence: str, verdict: str, quotes: list[str] | None
) -> None:
    answer = answer_to(provider, f"The shop opens at nine. [1]\n{sentence}")

    opening, judged = answer.statements
    assert opening.support.verdict.value == "supported"
    assert judged.support.verdict.value == verdict, kind
    cited = [one.quote for one in answer.citations if one.number in judged.citations]
    assert quotes is None or cited == quotes


@pytest.mark.parametrize(
    ("reply", "verdicts"),
    [
        ("The documents do not say who owns the shop.", ["no_claim"]),
        ("No passage mentions the price of the bridge. [2]", ["no_claim"]),
        (
            "The Tarn bridge opened in May 1932, but the documents do not say who built it. [2]",
            ["supported", "no_claim"],
        ),
        ("The bridge sank in 1999, but the documents do not say who built it. [2]", ["unsupported", "no_claim"]),
        ("The documents do not say that the CEO, who stole millions, owns the shop. [1]", ["unsupported"]),
        ("The documents do not say why the owner of the shop stole millions. [1]", ["unsupported"]),
    ],
)
def test_what_the_documents_do_not_say_is_shown_as_that_and_what_stands_beside_it_is_proved(
    provider: str, reply: str, verdicts: list[str]
) -> None:
    answer = answer_to(provider, f"The shop opens at nine. [1]\n{reply}")

    assert [one.support.verdict.value for one in answer.statements[1:]] == verdicts
    assert all(bool(one.citations) == (one.support.verdict.value == "supported") for one in answer.statements)


def test_what_a_model_did_not_find_and_the_reader_did_is_flagged_with_the_passage(provider: str) -> None:
    answer = answer_to(provider, "It sells green tea. [1]\nThe documents do not say when the shop opens.")

    flagged = answer.statements[1]
    assert flagged.is_contradicted
    assert [one.quote for one in answer.citations if one.number in flagged.citations] == ["The shop opens at nine."]


def test_it_is_being_checked_until_the_answer_is_whole(provider: str) -> None:
    with stub("The documents do not say who owns the shop. The shop sells green tea. [1]") as server:
        *growing, whole = chain_at(server, provider).stream(QUESTION)

    begun = [one.statements[0].support.verdict.value for one in growing if one.statements]
    assert set(begun[:-1]) == {"checking"}
    assert [one.support.verdict.value for one in whole.statements] == ["no_claim", "supported"]


@pytest.mark.parametrize(
    "reply", ["The documents do not say who owns the shop.", "The documents do not say when the shop opens. [1]"]
)
def test_an_answer_that_only_says_what_the_documents_do_not_say_is_refused(provider: str, reply: str) -> None:
    answer = answer_to(provider, reply)

    assert answer.refusal is not None
    assert [one.title for one in answer.refusal.nearest] == ["Shop", "Bridge"]
    assert answer.citations == ()


def test_a_wrong_citation_is_named_in_the_notes(provider: str) -> None:
    assert (
        "1 wrong citation of the model: put right." in answer_to(provider, "Ada Quill designed the bridge. [1]").notes
    )


def test_an_answer_that_nothing_supports_is_refused_with_the_nearest_passages(provider: str) -> None:
    answer = answer_to(provider, "Penguins run the harbour. [1] Whales sing there. [2]")

    assert answer.refusal is not None
    assert [one.title for one in answer.refusal.nearest] == ["Shop", "Bridge"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=401),
        Reply(status=404),
        Reply(status=429),
        Reply(status=500),
        Reply("The shop opens at ten", cut=3),
        Reply("The shop opens at ten", cut=3, broken=True),
        Reply(""),
        Reply("so on and " * 500),
    ],
)
def test_whatever_the_server_does_the_documents_own_words_are_given(provider: str, reply: Reply) -> None:
    answer = answer_to(provider, reply)

    assert answer.text == "The shop opens at nine. [1]"
    assert answer.fallback


def test_a_follow_up_is_rewritten_over_the_same_server(provider: str) -> None:
    with stub("When does the shop open?", "The shop opens at nine. [1]") as server:
        asked = Question("And when does it open?", (Turn("What is the shop?", "It sells green tea. [1]"),))

        answer = chain_at(server, provider).invoke(asked)

    assert answer.standalone_question == "When does the shop open?"
    assert "Question: When does the shop open?" in server.asked[1].prompt
    assert answer.text == "The shop opens at nine. [1]"


@pytest.mark.parametrize(
    ("reply", "searched"),
    [
        (Reply("When did the Tarn bridge open?"), "When did the Tarn bridge open?"),
        (Reply("When did the Tarn bridge open?", first=3.0), "ours: And when?"),
        (Reply(status=500), "ours: And when?"),
        (Reply("When did the", cut=2), "ours: And when?"),
        (Reply("It opened on 3 May 1932."), "ours: And when?"),
        (Reply(""), "ours: And when?"),
    ],
    ids=["in time", "too slow", "failing", "cut off", "an answer instead", "nothing"],
)
def test_a_follow_up_is_rewritten_by_the_server_s_model_in_time_or_else_by_our_rules(
    provider: str, reply: Reply, searched: str
) -> None:
    question = Question("And when?", (Turn("Who designed the Tarn bridge?", "Ada Quill. [1]"),))
    with stub(reply) as server:
        url = server.openai_url if provider == "openai" else server.url
        model = load_model(ModelOptions(f"{provider}:{MODEL}", url=url, timeout=20), sleep=lambda _: None)
        rewriter = ModelRewriter(
            model, timeout=0.5 if reply.first else 15, ours=lambda question: f"ours: {question.text}"
        )
        started = time.perf_counter()
        rewritten = rewriter(question)
        waited = time.perf_counter() - started

    assert rewritten == searched
    assert reply.first == 0 or waited < reply.first
