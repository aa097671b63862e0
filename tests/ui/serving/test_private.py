from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import anyio
import httpx
import httpx2
import openai
import pytest
from fastapi import FastAPI
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client

from tests.ui.serving.conftest import ServeApp
from tests.ui.serving.desk import Desk
from ui.serving.accounts import TABLES, Accounts
from ui.serving.application import guard
from ui.serving.database import PrivateDatabase
from ui.serving.faults import Fault
from ui.serving.private import COOKIE, folder_of
from ui.serving.running import ServerOptions, api_of, own_libraries
from ui.serving.serving import Served

HARBOUR = ("harbour.txt", b"Harbour rules\n\nBoats keep to the left of the harbour.\n")
ASKED = "Where do boats keep in the harbour?"


@pytest.fixture
def accounts(desk: Desk) -> Iterator[Accounts]:
    with closing(Accounts.of(desk.home)) as accounts:
        for name in ("ada", "bob"):
            accounts.add(name, "a long password")
        yield accounts


@pytest.fixture
def address(desk: Desk, accounts: Accounts, serve_app: ServeApp) -> str:
    """Where the API of a shared library is, beside which each user has one of their own."""
    options = ServerOptions(accounts=accounts, private=True, name="kettles")
    made = api_of(desk, options, style="")
    own_libraries(made, options)
    guard(made.app, made.served, accounts=accounts)
    return serve_app(made.app)


@pytest.fixture
def keys(accounts: Accounts) -> Mapping[str, str]:
    return {name: accounts.add_key(name, "") for name in ("ada", "bob")}


@pytest.fixture
def clients(address: str, keys: Mapping[str, str]) -> Iterator[Mapping[str, httpx.Client]]:
    made = {
        name: httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=30)
        for name, key in keys.items()
    }
    yield made
    for client in made.values():
        client.close()


def titles(client: httpx.Client, path: str) -> list[str]:
    return [one["title"] for one in client.get(path).raise_for_status().json()["data"]]


def test_what_a_user_adds_to_their_own_library_nobody_else_finds(clients: Mapping[str, httpx.Client]) -> None:
    added = clients["ada"].post("/mine/v1/documents", files={"file": HARBOUR})

    (document,) = added.raise_for_status().json()["data"]
    assert titles(clients["ada"], "/mine/v1/documents") == ["Harbour rules"]
    assert titles(clients["bob"], "/mine/v1/documents") == []
    for client in clients.values():
        assert titles(client, "/v1/documents") == ["The tea shop"]
    for path in (f"/mine/v1/documents/{document['id']}", f"/v1/documents/{document['id']}"):
        assert clients["bob"].get(path).status_code == 404
    assert clients["bob"].delete(f"/mine/v1/documents/{document['id']}").status_code == 404
    assert clients["bob"].post("/mine/v1/search", json={"query": ASKED}).json()["data"] == []


def test_a_program_asks_ones_own_library_as_a_model_and_its_links_lead_there(
    address: str, keys: Mapping[str, str], clients: Mapping[str, httpx.Client]
) -> None:
    clients["ada"].post("/mine/v1/documents", files={"file": HARBOUR}).raise_for_status()

    def asked(name: str, path: str) -> openai.types.chat.ChatCompletionMessage:
        with openai.OpenAI(base_url=f"{address}{path}", api_key=keys[name], max_retries=0) as client:
            model = client.models.list().data[0].id
            made = client.chat.completions.create(model=model, messages=[{"role": "user", "content": ASKED}])
            return made.choices[0].message

    answer = asked("ada", "/mine/v1")

    assert answer.content is not None
    assert answer.content.startswith("Boats keep to the left of the harbour.")
    assert answer.annotations is not None
    link = answer.annotations[0].url_citation.url
    assert link.startswith(f"{address}/mine/documents/")
    assert "<mark" in clients["ada"].get(link).text
    assert clients["bob"].get(link).status_code == 404
    assert asked("bob", "/mine/v1").content == asked("ada", "/v1").content == "Your documents do not say."


def test_an_assistant_has_the_tools_of_its_users_own_library(
    address: str, keys: Mapping[str, str], clients: Mapping[str, httpx.Client]
) -> None:
    clients["ada"].post("/mine/v1/documents", files={"file": HARBOUR}).raise_for_status()

    async def listed(name: str, path: str) -> object:
        headers = {"Authorization": f"Bearer {keys[name]}"}
        async with httpx2.AsyncClient(headers=headers) as http:
            transport = streamable_http_client(f"{address}{path}", http_client=http)
            async with Client(transport) as client:
                called = await client.call_tool("list_documents", {})
                return [one["title"] for one in called.structured_content["documents"]]

    assert anyio.run(listed, "ada", "/mine/mcp") == ["Harbour rules"]
    assert anyio.run(listed, "bob", "/mine/mcp") == []
    assert anyio.run(listed, "ada", "/mcp") == ["The tea shop"]


def test_a_browser_shows_ones_own_library_once_it_was_chosen(address: str, accounts: Accounts) -> None:
    word = accounts.begin("ada")
    with httpx.Client(base_url=address, cookies={"sourcechat-session": word}) as browser:
        chosen = browser.get("/mine")

        assert (chosen.status_code, chosen.headers["location"]) == (303, "/")
        assert browser.cookies[COOKIE] == "mine"
        assert titles(browser, "/v1/documents") == []


def test_a_conversation_in_ones_own_library_is_not_among_those_of_the_shared_one(
    clients: Mapping[str, httpx.Client],
) -> None:
    clients["ada"].post("/mine/v1/conversations", json={"name": "harbour"}).raise_for_status()

    def names(name: str, path: str) -> list[str]:
        return [one["name"] for one in clients[name].get(path).json()["data"]]

    assert names("ada", "/mine/v1/conversations") == ["harbour"]
    assert names("ada", "/v1/conversations") == names("bob", "/mine/v1/conversations") == []


def test_nobody_without_an_account_has_a_library(address: str) -> None:
    assert httpx.get(f"{address}/mine/v1/documents").status_code == 401


def test_the_libraries_of_two_servers_are_made_one_after_the_other(
    desk: Desk, accounts: Accounts, serve_app: ServeApp, keys: Mapping[str, str]
) -> None:
    met = Barrier(2)
    together: list[bool] = []

    def complete(_app: FastAPI, _served: Served) -> None:
        try:
            met.wait(timeout=1)  # seconds: longer than the other would take to come here too
        except BrokenBarrierError:
            together.append(False)
        else:
            together.append(True)

    def serve() -> str:
        options = ServerOptions(accounts=accounts, private=True)
        made = api_of(desk, options, style="")
        own_libraries(made, options, complete=complete)
        guard(made.app, made.served, accounts=accounts)
        return serve_app(made.app)

    def ask(address: str, key: str) -> int:
        headers = {"Authorization": f"Bearer {key}"}
        return httpx.get(f"{address}/mine/v1/documents", headers=headers, timeout=30).status_code

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(ask, [serve(), serve()], keys.values())) == [200, 200]
    assert together == [False, False]


def test_who_is_removed_and_added_again_is_somebody_else(tmp_path: Path) -> None:
    times = iter((1.0, 2.0, 3.0, 4.0))
    now: Callable[[], float] = lambda: next(times)  # noqa: E731 - a clock
    with closing(Accounts(PrivateDatabase(tmp_path / "accounts.sqlite", TABLES), now=now)) as accounts:
        accounts.add("ada", "a long password")
        before = folder_of(tmp_path, accounts, "ada")
        assert folder_of(tmp_path, accounts, "ada") == before
        accounts.remove("ada")
        with pytest.raises(Fault):
            folder_of(tmp_path, accounts, "ada")
        accounts.add("ada", "a long password")

        assert folder_of(tmp_path, accounts, "ada") != before
