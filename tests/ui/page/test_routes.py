from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
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
from ui.serving.owner import NOBODY, Owner
from ui.serving.state import State
from ui.serving.watches import Watches


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path)


@pytest.fixture
def watches(desk: Desk) -> Iterator[Watches]:
    watches = Watches(lambda places, _: desk.ingest(places), desk.folder)
    yield watches
    watches.stop()


@pytest.fixture
def owner() -> Owner:
    return Owner(is_alone=True)


@pytest.fixture
def client(desk: Desk, serve_api: ServeApp, watches: Watches, owner: Owner) -> httpx.Client:
    served = served_of(desk)
    app: FastAPI = create_api(served, State(loaded=True), style="")
    app.include_router(page_routes(PageDesk(served, Answerers(desk), watches, owner)))
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
    assert again == {"generation": first["generation"], "watched": [], "may_watch": True}


def test_a_folder_is_watched_paused_and_let_go_by_the_server_s_owner(
    client: httpx.Client, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "tide.txt").write_text("The tide turns at four.")

    added = client.post("/page/watched", json={"path": str(tmp_path / "notes")})

    assert (added.status_code, added.json()["name"]) == (201, "notes")
    folder = f"/page/watched/{added.json()['id']}"
    until(lambda: len(desk.library.documents()) == 2)
    until(lambda: [one["state"] for one in client.get("/page/library").json()["watched"]] == ["watched"])
    assert client.post(f"{folder}/look").status_code == 204
    assert client.patch(folder, json={"paused": True}).status_code == 204
    assert [one["state"] for one in client.get("/page/library").json()["watched"]] == ["paused"]
    assert client.patch(folder, json={"paused": False}).status_code == 204
    assert client.delete(folder).status_code == 204
    assert client.get("/page/library").json()["watched"] == []
    assert len(desk.library.documents()) == 2


def test_a_path_that_is_no_folder_is_refused_with_the_reason(client: httpx.Client, tmp_path: Path) -> None:
    refused = client.post("/page/watched", json={"path": str(tmp_path / "none")})

    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "not_a_folder")
    assert client.get("/page/folders", params={"typed": f"{tmp_path}/"}).json() == [str(tmp_path / "library")]


@pytest.mark.parametrize("owner", [NOBODY])
def test_nobody_but_the_server_s_owner_names_folders_of_the_machine(
    client: httpx.Client, watches: Watches, tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    folder = watches.add(str(tmp_path / "notes")).id

    tried = [
        client.post("/page/watched", json={"path": str(tmp_path)}),
        client.get("/page/folders", params={"typed": "/"}),
        client.patch(f"/page/watched/{folder}", json={"paused": True}),
        client.post(f"/page/watched/{folder}/look"),
        client.delete(f"/page/watched/{folder}"),
    ]

    assert {one.status_code for one in tried} == {403}
    told = client.get("/page/library")
    assert (told.json()["may_watch"], [one["name"] for one in told.json()["watched"]]) == (False, ["notes"])
    assert str(tmp_path) not in told.text


@pytest.mark.parametrize("header", ["x-forwarded-host", "forwarded", "x-real-ip", "via"])
def test_who_comes_through_a_proxy_is_not_the_owner(client: httpx.Client, header: str) -> None:
    told = client.get("/page/library", headers={header: "elsewhere"})

    assert told.json()["may_watch"] is False


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def test_another_site_s_page_asks_nothing_here(client: httpx.Client) -> None:
    sent = client.post("/page/ask", json={"question": "Q?"}, headers={"Origin": "https://evil.example"})

    assert sent.status_code == 403
