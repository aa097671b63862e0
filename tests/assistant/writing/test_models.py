from __future__ import annotations

import logging
import traceback

import pytest

from assistant.errors import (
    ContextOverflow,
    CutShort,
    EmptyAnswer,
    EndlessAnswer,
    KeyMissing,
    KeyRefused,
    ModelBusy,
    ModelError,
    ModelFailed,
    ModelNotInstalled,
    ModelTooSlow,
    ModelUnreachable,
    UnknownModel,
)
from assistant.writing.models import LangChainModel, ModelOptions, load_model
from assistant.writing.prompts import Prompt
from tests.stub_server import MODEL, Reply, StubServer, stub

PROMPT = Prompt("Answer.", "When does it open?")
KEY = "sk-test-0123456789abcdef"
TEXT = "It opens at nine. [1]"


@pytest.fixture(params=["openai", "anthropic", "ollama"])
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def model_at(
    server: StubServer, provider: str, *, pauses: list[float] | None = None, timeout: float = 20
) -> LangChainModel:
    url = server.openai_url if provider == "openai" else server.url
    sleep = (pauses if pauses is not None else []).append
    return load_model(ModelOptions(f"{provider}:{MODEL}", url=url, timeout=timeout), sleep=sleep)


def said_by(model: LangChainModel) -> str:
    return "".join(model.stream(PROMPT))


def test_what_the_model_says_comes_token_by_token(provider: str) -> None:
    with stub(TEXT) as server:
        texts = list(model_at(server, provider).stream(PROMPT))

    assert "".join(texts) == TEXT
    assert len(texts) > 5
    assert server.asked[0].prompt == "Answer.\n\nWhen does it open?"


def test_any_server_is_asked_by_the_name_of_its_model_alone() -> None:
    with stub(TEXT) as server:
        model = load_model(ModelOptions("qwen3:8b", url=server.openai_url))

        assert said_by(model) == TEXT

    assert server.asked[0].body["model"] == "qwen3:8b"
    assert server.asked[0].body["temperature"] == 0


@pytest.mark.parametrize("provider", ["openai", "ollama"], indirect=True)
def test_the_context_is_what_the_server_says(provider: str) -> None:
    with stub(TEXT, context=6000) as server:
        model = model_at(server, provider)

        assert model.context == 6000
        said_by(model)

    if provider == "ollama":  # whose servers cut a longer prompt without a word
        assert server.asked[0].body["options"]["num_ctx"] == 6000


def test_where_nobody_tells_the_context_it_is_a_careful_one(provider: str) -> None:
    with stub(TEXT, context=None) as server:
        assert model_at(server, provider).context == 4096


@pytest.mark.parametrize(
    ("context", "chosen", "tokens"), [(8192, None, 1024), (1024, None, 512), (8192, 3000, 3000), (4096, 3000, 2048)]
)
def test_what_a_local_model_may_write_is_told_to_it_and_known_beforehand(
    context: int, chosen: int | None, tokens: int
) -> None:
    with stub(TEXT) as server:
        options = ModelOptions(f"ollama:{MODEL}", url=server.url, context=context, max_tokens=chosen)
        model = load_model(options)
        said_by(model)

    assert model.answer_tokens == server.asked[0].body["options"]["num_predict"] == tokens


def test_the_context_of_a_hosted_model_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    assert load_model(ModelOptions("openai:gpt-4o")).context == 16_384


def test_thinking_is_not_said(provider: str) -> None:
    with stub("<think>Let me see. </think>\n\n" + TEXT) as server:
        assert said_by(model_at(server, provider)) == TEXT


# -- what fails before anything is asked --------------------------------------------------------------------------


def test_a_missing_package_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.writing.models.find_spec", lambda _: None)

    with pytest.raises(ModelNotInstalled, match=r"pip install 'sourcechat\[ollama\]'"):
        load_model(ModelOptions("ollama:qwen3:8b"))


def test_a_provider_that_is_no_extra_says_what_to_install() -> None:
    with pytest.raises(ModelNotInstalled, match="langchain-groq"):
        load_model(ModelOptions("groq:llama")).warm_up()


@pytest.mark.parametrize("name", ["", "gpt", "llama3", ":x", "openai:"])
def test_a_name_without_a_provider_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(UnknownModel, match="ollama:qwen3:8b"):
        load_model(ModelOptions(name))


def test_a_server_without_a_model_is_refused() -> None:
    with pytest.raises(UnknownModel, match="name the model too that the server at this URL is to use"):
        load_model(ModelOptions(" ", url="http://127.0.0.1:9/v1"))


def test_an_unknown_provider_is_refused() -> None:
    with pytest.raises(UnknownModel, match="nobody:x"):
        load_model(ModelOptions("nobody:x")).warm_up()


def test_a_long_message_of_a_provider_ends_with_a_whole_word_and_says_that_it_goes_on() -> None:
    with pytest.raises(UnknownModel, match=r"Supported model providers are: .*, \w+, …$"):
        load_model(ModelOptions("nobody:x"))


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "ANTHROPIC_API_KEY"])
def test_a_missing_key_names_its_variable(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.delenv(variable, raising=False)
    provider = variable.split("_", maxsplit=1)[0].lower()

    with pytest.raises(KeyMissing, match=variable):
        load_model(ModelOptions(f"{provider}:x"))


# -- what fails while it is asked --------------------------------------------------------------------------------


def test_a_refused_connection_names_the_address(provider: str) -> None:
    with stub(TEXT) as server:
        model = model_at(server, provider)
        url = server.url

    with pytest.raises(ModelUnreachable, match=url):
        said_by(model)


@pytest.mark.parametrize(
    ("reply", "error", "message"),
    [
        (Reply(status=401), KeyRefused, "refused the key"),
        (Reply(status=403), KeyRefused, "refused the key"),
        (Reply(status=404), UnknownModel, "no such model"),
        (Reply(status=500, error="out of memory"), ModelFailed, "out of memory"),
        (Reply(status=400, error="bad wish"), ModelFailed, "bad wish"),
        (
            Reply(status=400, error="This model's maximum context length is 8 tokens.", code="context_length_exceeded"),
            ContextOverflow,
            "model.context",
        ),
        (Reply(TEXT, cut=3), CutShort, "in the middle"),
        (Reply(TEXT, cut=3, broken=True), CutShort, "in the middle"),
        (Reply(TEXT, finish="length"), CutShort, "model.max_tokens"),
        (Reply(""), EmptyAnswer, "said nothing"),
        (Reply(" \n "), EmptyAnswer, "said nothing"),
        (Reply("<think>Hm."), EmptyAnswer, "said nothing"),
        (Reply("It opens at nine. " * 400), EndlessAnswer, "repeats itself"),
        (Reply("ha" * 2000), EndlessAnswer, "repeats itself"),
        (Reply(" ".join(map(str, range(8000)))), EndlessAnswer, "24,000 characters"),
    ],
)
def test_every_failure_is_an_error_of_ours_that_says_what_to_do(
    provider: str, reply: Reply, error: type[ModelError], message: str
) -> None:
    with stub(reply) as server, pytest.raises(error, match=message):
        said_by(model_at(server, provider))


def test_a_model_that_takes_too_long_is_told_so(provider: str) -> None:
    with stub(Reply(TEXT, first=1.5)) as server, pytest.raises(ModelTooSlow, match=r"0\.3 s"):
        said_by(model_at(server, provider, timeout=0.3))


def test_what_ollama_reports_in_the_middle_of_a_stream_is_an_error() -> None:
    with stub(Reply(TEXT, finish="content_filter")) as server, pytest.raises(ModelFailed, match="held the answer back"):
        said_by(model_at(server, "openai"))


def test_a_busy_provider_is_asked_again_when_it_says_so() -> None:
    pauses: list[float] = []
    with stub(Reply(status=429, headers={"retry-after": "7"}), TEXT) as server:
        assert said_by(model_at(server, "openai", pauses=pauses)) == TEXT

    assert pauses == [7]


def test_nobody_waits_long_for_a_busy_provider() -> None:
    with stub(Reply(status=429, headers={"retry-after": "600"})) as server:
        with pytest.raises(ModelBusy, match="wait 600 s") as caught:
            said_by(model_at(server, "openai"))

        assert caught.value.retry_after == 600
        assert len(server.asked) == 1


def test_a_failing_server_and_an_empty_answer_get_another_chance(provider: str) -> None:
    pauses: list[float] = []
    with stub(Reply(status=503), "", TEXT) as server:
        with pytest.raises(EmptyAnswer):
            said_by(model_at(server, provider, pauses=pauses))
        assert said_by(model_at(server, provider, pauses=pauses)) == TEXT

    assert pauses == [1.0]


def test_what_was_begun_is_not_asked_again() -> None:
    with stub(Reply(TEXT, cut=3), TEXT) as server:
        with pytest.raises(CutShort):
            said_by(model_at(server, "openai"))

        assert len(server.asked) == 1


# -- keys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_a_key_stands_in_no_message_log_or_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level(logging.DEBUG, logger="assistant")
    with stub(Reply(status=status, error=f"Incorrect API key provided: {KEY}")) as server:
        model = model_at(server, "openai")
        with pytest.raises(ModelError) as caught:
            said_by(model)

        assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"

    shown = "".join(traceback.format_exception(caught.value)) + repr(model.__dict__) + caplog.text
    assert "0123456789" not in shown


@pytest.mark.parametrize(("url", "sent"), [("http://10.0.0.9:1/v1", "none"), ("https://example.org/v1", KEY)])
def test_a_key_is_never_sent_in_the_clear_to_another_machine(
    monkeypatch: pytest.MonkeyPatch, url: str, sent: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    assert load_model(ModelOptions("m", url=url))._door._sendable_key() == sent
