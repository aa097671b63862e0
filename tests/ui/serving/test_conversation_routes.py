from __future__ import annotations

import httpx
import openai
import pytest

from tests.ui.serving.desk import Desk


@pytest.fixture
def conversation(client: httpx.Client) -> str:
    """A conversation that was begun without a name."""
    return str(client.post("/v1/conversations", json={}).json()["id"])


def ask(official: openai.OpenAI, question: str, conversation: str, *, stream: bool = False) -> None:
    asked = official.chat.completions.create(
        model="sourcechat",
        messages=[{"role": "user", "content": question}],
        extra_body={"sourcechat": {"conversation": conversation}},
        stream=stream,
    )
    if stream:
        list(asked)


@pytest.mark.parametrize("stream", [True, False])
def test_what_is_asked_in_a_conversation_is_kept_and_is_the_history_of_what_follows(
    official: openai.OpenAI, client: httpx.Client, desk: Desk, conversation: str, *, stream: bool
) -> None:
    ask(official, "When was the kettle founded?", conversation, stream=stream)
    ask(official, "And when does the kettle open?", conversation, stream=stream)

    read = client.get(f"/v1/conversations/{conversation}").json()
    assert [one["question"] for one in read["exchanges"]] == [
        "When was the kettle founded?",
        "And when does the kettle open?",
    ]
    assert read["name"] == "When was the kettle founded?"
    assert read["exchanges"][0]["answer"]["citations"][1]["quote"] == "The kettle was founded in 1987."
    assert [turn.question for turn in desk.pipeline.asked[1].history] == ["When was the kettle founded?"]


def test_conversations_are_named_searched_renamed_and_deleted(client: httpx.Client, conversation: str) -> None:
    named = client.post("/v1/conversations", json={"name": "Kettles"}).json()

    renamed = client.patch(f"/v1/conversations/{conversation}", json={"name": "Lamps"}).json()

    assert renamed["name"] == "Lamps"
    found = client.get("/v1/conversations", params={"containing": "kett"}).json()["data"]
    assert [one["id"] for one in found] == [named["id"]]
    assert client.delete(f"/v1/conversations/{conversation}").json()["deleted"] is True
    assert client.get(f"/v1/conversations/{conversation}").status_code == 404
    assert client.get("/v1/conversations").json()["data"] == found


@pytest.mark.parametrize(("form", "kind"), [("markdown", "text/markdown"), ("html", "text/html"), ("json", "json")])
def test_an_export_is_a_file_and_never_a_page_of_ours(
    official: openai.OpenAI, client: httpx.Client, conversation: str, form: str, kind: str
) -> None:
    ask(official, "When was the kettle founded?", conversation)

    answer = client.get(f"/v1/conversations/{conversation}/export", params={"form": form})

    assert kind in answer.headers["content-type"]
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "The kettle was founded in 1987." in answer.text


def test_a_conversation_that_is_not_there_is_told_so_before_anything_is_answered(
    client: httpx.Client, desk: Desk
) -> None:
    asked = {"role": "user", "content": "When was the kettle founded?"}
    body = {"model": "sourcechat", "messages": [asked], "sourcechat": {"conversation": "nowhere"}}

    answer = client.post("/v1/chat/completions", json=body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "conversation_not_found")
    assert desk.pipeline.asked == []
    assert client.get("/v1/conversations/nowhere/export", params={"form": "pdf"}).status_code == 400
