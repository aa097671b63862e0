from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import openai
import pytest

from tests.ui.serving.conftest import ServeApp
from tests.ui.serving.desk import Desk, served_of
from ui.serving.accounts import Accounts
from ui.serving.application import create_api, guard
from ui.serving.state import State
from vectorstore.folder import Engines, LibraryFolder

PASSWORD = "a long password"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    with closing(Accounts.of(LibraryFolder(tmp_path / "accounts"))) as accounts:
        accounts.add("ada", PASSWORD)
        accounts.add("bob", PASSWORD)
        yield accounts


@pytest.fixture
def address(desk: Desk, accounts: Accounts, serve_app: ServeApp) -> str:
    """Where the API is, for those who have an account."""
    served = served_of(desk)
    app = create_api(served, State(loaded=True), style="")
    guard(app, served, accounts=accounts)
    return serve_app(app)


def enter(client: httpx.Client, name: str, password: str, *, to: str = "/health") -> httpx.Response:
    """Fill the form in, as a browser does."""
    page = client.get("/enter", params={"to": to})
    form = dict(re.findall(r'name="(to|form)" value="([^"]*)"', page.text))
    fields = {**form, "name": name, "password": password}
    return client.post("/enter", data=fields, headers={"Origin": str(client.base_url).rstrip("/")})


def test_a_stranger_sees_the_page_to_enter_and_nothing_else(client: httpx.Client) -> None:
    for path in ("/v1/documents", "/openapi.json", "/metrics", "/config", "/documents/x"):
        assert client.get(path).status_code == 401
    page = client.get("/documents/x?start=1", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/enter?to=%2Fdocuments%2Fx%3Fstart%3D1")
    assert client.post("/v1/chat/completions", json={}).status_code == 401
    assert client.get("/health").status_code == 200
    assert "script" not in client.get("/enter").headers["content-security-policy"]


def test_whoever_has_the_password_is_let_in_and_led_to_where_they_wanted(client: httpx.Client) -> None:
    entered = enter(client, "ada", PASSWORD, to="/v1/documents")

    (cookie,) = [one for one in entered.headers.get_list("set-cookie") if one.startswith("sourcechat-session")]
    assert (entered.status_code, entered.headers["location"]) == (303, "/v1/documents")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/v1/documents").status_code == 200


def test_a_browser_tells_where_the_form_comes_from(client: httpx.Client) -> None:
    assert client.get("/enter").headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "evil"])
def test_nobody_is_led_to_another_site(client: httpx.Client, to: str) -> None:
    assert enter(client, "ada", PASSWORD, to=to).headers["location"] == "/"


def test_a_wrong_password_and_a_name_that_is_nobodys_are_told_the_same(client: httpx.Client) -> None:
    wrong, nobody = enter(client, "ada", "wrong password"), enter(client, "eve", "wrong password")

    assert (wrong.status_code, nobody.status_code) == (401, 401)
    assert "Name or password is wrong." in wrong.text
    assert "Name or password is wrong." in nobody.text


def test_after_several_wrong_tries_not_even_the_right_password_is_taken_for_a_while(client: httpx.Client) -> None:
    for _ in range(8):
        assert enter(client, "ada", "wrong password").status_code == 401

    assert enter(client, "ada", PASSWORD).status_code == 429


def test_many_tries_at_once_are_no_more_than_one_after_another(address: str) -> None:
    def wrong(_: int) -> int:
        with httpx.Client(base_url=address, timeout=60) as client:
            return enter(client, "ada", "wrong password").status_code

    with ThreadPoolExecutor(10) as threads:
        told = sorted(threads.map(wrong, range(20)))

    assert told == [401] * 8 + [429] * 12


def test_whoever_enters_uses_up_no_try(client: httpx.Client) -> None:
    assert [enter(client, "ada", PASSWORD).status_code for _ in range(10)] == [303] * 10


def test_a_form_that_is_not_from_our_page_is_not_taken(client: httpx.Client) -> None:
    fields = {"name": "ada", "password": PASSWORD, "to": "/"}

    assert client.post("/enter", data=fields).status_code == 403
    assert client.post("/enter", data={**fields, "form": "made up"}).status_code == 403
    assert client.post("/enter", content=b"x" * 20_000).status_code == 403


def test_another_site_cannot_use_the_cookie_of_whoever_entered(client: httpx.Client) -> None:
    enter(client, "ada", PASSWORD)
    own = str(client.base_url).rstrip("/")

    assert client.post("/v1/search", json={"query": "kettle"}).status_code == 403
    evil = {"Origin": "https://evil.example"}
    assert client.post("/v1/search", json={"query": "kettle"}, headers=evil).status_code == 403
    assert client.post("/v1/search", json={"query": "kettle"}, headers={"Origin": own}).status_code == 200


def test_whoever_leaves_is_a_stranger_again_also_with_a_cookie_that_was_kept(client: httpx.Client) -> None:
    enter(client, "ada", PASSWORD)
    kept = f"sourcechat-session={client.cookies['sourcechat-session']}"

    left = client.post("/leave", headers={"Origin": str(client.base_url).rstrip("/")})

    assert left.headers["location"] == "/enter"
    assert client.get("/v1/documents", headers={"Cookie": kept}).status_code == 401


def test_a_program_shows_its_users_key(address: str, accounts: Accounts) -> None:
    key = accounts.add_key("ada", "laptop")
    with openai.OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["sourcechat:kettles"]

    with (
        openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as stranger,
        pytest.raises(openai.AuthenticationError) as error,
    ):
        stranger.models.list()
    assert error.value.code == "invalid_api_key"


def test_two_users_at_once_see_nothing_of_each_others_conversations(address: str, accounts: Accounts) -> None:
    hers, his = (
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {accounts.add_key(name, '')}"})
        for name in ("ada", "bob")
    )
    with hers, his:
        conversation = hers.post("/v1/conversations", json={"name": "Hers"}).json()["id"]

        assert his.get("/v1/conversations").json()["data"] == []
        assert his.get(f"/v1/conversations/{conversation}").status_code == 404
        assert his.delete(f"/v1/conversations/{conversation}").status_code == 404
        assert hers.get(f"/v1/conversations/{conversation}").json()["name"] == "Hers"


def test_a_server_of_accounts_that_is_away_is_said_to_whoever_shows_a_key(desk: Desk, serve_app: ServeApp) -> None:
    nowhere = LibraryFolder(desk.folder, Engines("postgresql://ann:s3cret@127.0.0.1:9/shelf"))
    app = create_api(served_of(desk), State(loaded=True), style="")
    guard(app, served_of(desk), accounts=Accounts.of(nowhere))

    asked = httpx.get(f"{serve_app(app)}/v1/models", headers={"Authorization": "Bearer any"}, timeout=60)

    assert (asked.status_code, asked.json()["error"]["code"]) == (503, "library_away")
    assert "s3cret" not in asked.text
