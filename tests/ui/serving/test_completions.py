from __future__ import annotations

import json
import threading

import httpx
import openai
import pytest
from openai.types.chat import ChatCompletionUserMessageParam

from tests.ui.serving.desk import Desk
from ui.serving.serving import Served

ASKED: ChatCompletionUserMessageParam = {"role": "user", "content": "When was the kettle founded?"}


def test_openais_client_gets_an_answer_whose_annotations_prove_its_words(
    official: openai.OpenAI, client: httpx.Client
) -> None:
    done = official.chat.completions.create(model="sourcechat:kettles", messages=[ASKED])

    message = done.choices[0].message
    assert message.content == "The kettle shop opens at nine. [1]\nThe kettle was founded in 1987. [2]"
    cited = [one.url_citation for one in message.annotations or ()]
    assert [message.content[one.start_index : one.end_index] for one in cited] == [
        "The kettle shop opens at nine.",
        "The kettle was founded in 1987.",
    ]
    assert [one.title for one in cited] == ["The tea shop", "The tea shop"]
    assert '<mark id="quote">The kettle was founded in 1987.</mark>' in client.get(cited[1].url).text


def test_a_stream_grows_by_statements_and_ends_with_annotations_and_everything_known(official: openai.OpenAI) -> None:
    chunks = list(
        official.chat.completions.create(
            model="sourcechat:kettles",
            messages=[ASKED],
            stream=True,
            stream_options={"include_usage": True},
        )
    )

    words = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]
    annotated = [
        (chunk.choices[0].delta.model_extra or {})["annotations"]
        for chunk in chunks
        if chunk.choices and "annotations" in (chunk.choices[0].delta.model_extra or {})
    ]
    finish = next(chunk for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason)
    assert words == ["The kettle shop opens at nine. [1]", "\nThe kettle was founded in 1987. [2]"]
    assert [one["type"] for one in annotated[0]] == ["url_citation", "url_citation"]
    assert finish.choices[0].finish_reason == "stop"
    assert finish.model_extra is not None
    assert finish.model_extra["sourcechat"]["citations"][1]["quote"] == "The kettle was founded in 1987."
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.total_tokens > 0


def test_earlier_messages_are_the_history_without_our_footnotes(official: openai.OpenAI, desk: Desk) -> None:
    official.chat.completions.create(
        model="sourcechat",
        messages=[
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "When does the kettle open?"},
            {"role": "assistant", "content": "At nine. [1]\n\nSources:\n[1] “At nine.” — Shop, http://x"},
            {"role": "user", "content": [{"type": "text", "text": "And the kettle was founded?"}]},
        ],
    )

    asked = desk.pipeline.asked[0]
    assert asked.text == "And the kettle was founded?"
    assert [(turn.question, turn.answer) for turn in asked.history] == [("When does the kettle open?", "At nine. [1]")]


def test_footnotes_stand_below_the_text_when_they_are_asked_for(official: openai.OpenAI, address: str) -> None:
    done = official.chat.completions.create(
        model="sourcechat",
        messages=[{"role": "user", "content": "When was it founded?"}],
        extra_body={"sourcechat": {"footnotes": True}},
    )

    said = done.choices[0].message.content or ""
    assert said.startswith("The kettle was founded in 1987. [1]\n\nSources:\n[1] “The kettle was founded in 1987.” — ")
    assert f"The tea shop, {address}/documents/" in said


def test_a_refusal_is_the_answer_and_proves_nothing(official: openai.OpenAI) -> None:
    done = official.chat.completions.create(
        model="sourcechat", messages=[{"role": "user", "content": "Who is the mayor?"}]
    )

    message = done.choices[0].message
    assert (message.content, message.annotations) == ("Your documents do not say.", [])
    assert (done.model_extra or {})["sourcechat"]["refused"] is True


@pytest.mark.parametrize("by_header", [True, False])
def test_source_events_are_sent_to_who_asks_for_them(client: httpx.Client, *, by_header: bool) -> None:
    body = {"model": "sourcechat", "stream": True, "messages": [ASKED]}
    wish = {} if by_header else {"sourcechat": {"events": "open_webui"}}
    headers = {"X-Sourcechat-Events": "open_webui"} if by_header else {}

    text = client.post("/v1/chat/completions", json={**body, **wish}, headers=headers).text

    lines = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]
    events = [one["event"] for one in lines if "event" in one]
    assert [one["type"] for one in events] == ["source", "source"]
    assert events[1]["data"]["document"] == ["The kettle was founded in 1987."]
    assert events[1]["data"]["metadata"][0]["source"] == events[1]["data"]["source"]["url"]
    assert '"event"' not in client.post("/v1/chat/completions", json=body).text


def test_the_library_is_listed_as_a_model(official: openai.OpenAI) -> None:
    assert [model.id for model in official.models.list()] == ["sourcechat:kettles"]
    assert official.models.retrieve("sourcechat:kettles").owned_by == "sourcechat"


def test_another_model_is_not_found_and_the_one_there_is_is_named(official: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="there is sourcechat:kettles") as error:
        official.chat.completions.create(model="gpt-9", messages=[ASKED])

    assert error.value.code == "model_not_found"
    with pytest.raises(openai.NotFoundError):
        official.models.retrieve("other")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "assistant", "content": "Yes."}]}, "messages"),
        ({"messages": [{"role": "user", "content": "  "}]}, "messages"),
        ({"messages": [{"role": "user", "content": "x" * 20_001}]}, "messages"),
        ({"messages": [ASKED], "n": 2}, "n"),
        ({"messages": [ASKED], "response_format": {"type": "json_object"}}, "response_format"),
        ({"messages": [ASKED], "sourcechat": {"footnote": True}}, "sourcechat.footnote"),
    ],
)
def test_what_cannot_be_asked_is_a_fault_that_names_its_place(
    client: httpx.Client, body: dict[str, object], param: str
) -> None:
    answer = client.post("/v1/chat/completions", json={"model": "sourcechat", **body})

    error = answer.json()["error"]
    assert answer.status_code == 400
    assert (error["type"], error["param"]) == ("invalid_request_error", param)


def test_only_the_documents_that_are_named_are_asked(client: httpx.Client) -> None:
    body = {"model": "sourcechat", "messages": [ASKED], "sourcechat": {"documents": ["nowhere"]}}

    answer = client.post("/v1/chat/completions", json=body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "document_not_found")


@pytest.mark.parametrize("stream", [True, False])
def test_a_bug_is_told_without_its_words(client: httpx.Client, *, stream: bool) -> None:
    body = {"model": "sourcechat", "stream": stream, "messages": [{"role": "user", "content": "a bug"}]}

    answer = client.post("/v1/chat/completions", json=body)

    assert "Something went wrong on our side" in answer.text
    assert "secret" not in answer.text
    assert answer.status_code == (200 if stream else 500)


def test_openais_client_raises_where_an_answer_is_cut_in_the_middle(
    official: openai.OpenAI, served: Served, desk: Desk
) -> None:
    desk.pipeline.hold = threading.Event()
    stream = official.chat.completions.create(model="sourcechat", messages=[ASKED], stream=True)
    chunks = iter(stream)
    next(chunks)
    assert desk.pipeline.began.wait(10)

    served.answering.refuse()
    served.answering.cut()

    with pytest.raises(openai.APIError, match="stopped before this answer was whole"):
        list(chunks)
    with pytest.raises(openai.InternalServerError) as error:
        official.chat.completions.create(model="sourcechat", messages=[ASKED])
    assert error.value.code == "server_stopping"
    desk.pipeline.hold.set()
