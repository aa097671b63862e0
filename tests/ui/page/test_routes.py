from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from tests.ui.serving.conftest import ServeApp
from tests.ui.serving.desk import Desk, desk_at, served_of
from ui.page.answerers import Answerers
from ui.page.routes import Desk as PageDesk
from ui.page.routes import page_routes
from ui.serving.application import create_api, guard
from ui.serving.state import State


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path)


@pytest.fixture
def client(desk: Desk, serve_api: ServeApp) -> httpx.Client:
    served = served_of(desk)
    app: FastAPI = create_api(served, State(loaded=True), style="")
    app.include_router(page_routes(PageDesk(served, Answerers(desk), lambda: ["Watching here."])))
    guard(app, served)
    return httpx.Client(base_url=serve_api(app), timeout=30)


def asked(client: httpx.Client, **body: object) -> list[dict[str, object]]:
    said = client.post("/page/ask", json=body)
    assert said.status_code == 200, said.text
    return [json.loads(part.removeprefix("data: ")) for part in said.text.split("\n\n") if part.startswith("data: ")]


def test_a_question_is_answered_in_a_conversation_that_can_be_opened_again(client: httpx.Client) -> None:
    heard = asked(client, question="When does the kettle shop open?")

    conversation = heard[-1]["conversation"]
    shown = client.get(f"/page/conversations/{conversation}").json()

    assert [one["kind"] for one in heard][:2] == ["begun", "stage"]
    assert heard[1]["text"] == "Searching 1 document…"
    assert str(heard[-1]["html"]) in shown["html"]
    assert shown["name"] == "When does the kettle shop open?"


def test_an_answer_is_copied_with_its_footnotes(client: httpx.Client) -> None:
    conversation = asked(client, question="When does the kettle shop open?")[-1]["conversation"]

    text = client.get(f"/page/conversations/{conversation}/1/text").text

    assert "[1]" in text
    assert "Sources:\n[1] “The kettle shop opens at nine.”" in text
    assert f"{str(client.base_url).rstrip('/')}/documents/" in text


def test_a_turn_is_removed(client: httpx.Client) -> None:
    conversation = asked(client, question="When does the kettle shop open?")[-1]["conversation"]

    assert client.delete(f"/page/conversations/{conversation}/1").status_code == 204
    assert client.get(f"/page/conversations/{conversation}").json()["html"] == ""


@pytest.mark.parametrize(
    "body", [{}, {"question": " "}, {"question": "Q?", "unknown": 1}, {"question": "Q?", "documents": ["x"]}]
)
def test_what_is_no_question_is_refused(client: httpx.Client, body: dict[str, object]) -> None:
    assert client.post("/page/ask", json=body).status_code in {400, 404}


def test_a_source_is_shown_at_its_words(client: httpx.Client, desk: Desk) -> None:
    (shop,) = desk.library.documents()

    html = client.get(f"/page/sources/{shop.id}", params={"start": 0, "end": 12}).text

    assert '<mark class="focus">The tea shop</mark>' in html
    assert client.get("/page/sources/unknown").status_code == 404
    assert client.get(f"/page/sources/{shop.id}", params={"marks": "x"}).status_code == 400


def test_an_original_is_sent_to_be_kept_and_never_to_be_shown(client: httpx.Client, desk: Desk) -> None:
    (shop,) = desk.library.documents()

    sent = client.get(f"/page/originals/{shop.id}")

    assert sent.headers["content-disposition"].startswith("attachment")
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert client.get("/page/originals/unknown").status_code == 404


def test_the_library_is_told_once_and_then_only_when_it_has_changed(client: httpx.Client) -> None:
    first = client.get("/page/library").json()
    again = client.get("/page/library", params={"known": first["generation"]}).json()

    assert [one["title"] for one in first["documents"]] == ["The tea shop"]
    assert again == {"generation": first["generation"], "watched": ["Watching here."]}


def test_another_site_s_page_asks_nothing_here(client: httpx.Client) -> None:
    sent = client.post("/page/ask", json={"question": "Q?"}, headers={"Origin": "https://evil.example"})

    assert sent.status_code == 403
