"""Several servers of one library: whoever comes to one in turns with another is known to both, and finds the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import sql

from tests.ui.serving.conftest import ServeApp
from tests.ui.serving.desk import SHOP, Desk
from tests.ui.serving.homes import Home, home_in_postgresql
from ui.serving.accounts import Accounts
from ui.serving.application import guard
from ui.serving.running import ServerOptions, api_of, own_libraries
from ui.serving.serving import Served
from vectorstore.folder import LibraryFolder

PASSWORD = "a long password"
ASKED = "When does the kettle shop open?"


@dataclass(frozen=True)
class Several:
    """Where the servers are, and their library as a command of another process sees it."""

    urls: tuple[str, ...]
    library: LibraryFolder
    served: tuple[Served, ...]

    def client(self, **options: object) -> Alternating:
        return Alternating(self.urls, options)


class Alternating:
    """A client whose requests go to one server after the other, as behind a proxy, with one set of cookies."""

    def __init__(self, urls: tuple[str, ...], options: dict[str, object]) -> None:
        self._client = httpx.Client(timeout=60, **options)  # type: ignore[arg-type]
        self._turn = cycle(urls)
        self.cookies = self._client.cookies

    def close(self) -> None:
        self._client.close()

    def __call__(self, method: str, path: str, **values: object) -> httpx.Response:
        url = next(self._turn)
        own = {"Origin": url} if method != "GET" else {}
        return self._client.request(method, url + path, headers=own, **values)  # type: ignore[arg-type]


@pytest.fixture
def several(tmp_path: Path, tenant_url: str, serve_app: ServeApp) -> Iterator[Several]:
    """Two servers, each with a folder of its own, of one library in PostgreSQL in which ada and bob have accounts."""
    with home_in_postgresql(tmp_path / "commands", tenant_url) as home, ExitStack() as stack:
        with closing(Accounts.of(home.library)) as accounts:
            for name in ("ada", "bob"):
                accounts.add(name, PASSWORD)
        desks = [Desk(tmp_path / f"server {number}", engines=home.library.engines) for number in range(2)]
        (tmp_path / "shop.txt").write_text(SHOP)
        desks[0].ingest([str(tmp_path / "shop.txt")])
        made = [served(desk, serve_app, stack) for desk in desks]
        yield Several(tuple(url for url, _ in made), home.library, tuple(one for _, one in made))
        stack.close()
        drop_beside(home)


def served(desk: Desk, serve_app: ServeApp, stack: ExitStack) -> tuple[str, Served]:
    """Serve a desk as `sourcechat ui --auth` does, with a library of each user's own."""
    accounts = stack.enter_context(closing(Accounts.of(desk.home)))
    options = ServerOptions(accounts=accounts, private=True)
    made = api_of(desk, options, style="")
    own_libraries(made, options)
    guard(made.app, made.served, accounts=accounts)
    return serve_app(made.app), made.served


def drop_beside(home: Home) -> None:
    """Remove the users' own libraries."""
    with psycopg.connect(home.library.engines.catalogue, autocommit=True) as connection:
        beside = f"{home.library.engines.name}\\_%"
        for (name,) in connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", (beside,)
        ).fetchall():
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))


@pytest.fixture
def browser(several: Several) -> Iterator[Alternating]:
    with closing(several.client()) as browser:
        yield browser


def enter(browser: Alternating, name: str, password: str) -> httpx.Response:
    """Fill in at one server the form that the other gave."""
    form = dict(re.findall(r'name="(to|form)" value="([^"]*)"', browser("GET", "/enter?to=/health").text))
    return browser("POST", "/enter", data={**form, "name": name, "password": password})


def statuses(browser: Alternating, path: str, times: int = 4) -> list[int]:
    return [browser("GET", path).status_code for _ in range(times)]


def test_whoever_entered_at_one_is_known_to_the_other_until_they_leave_either(browser: Alternating) -> None:
    assert statuses(browser, "/v1/documents") == [401] * 4

    assert enter(browser, "ada", PASSWORD).status_code == 303

    assert statuses(browser, "/v1/documents") == [200] * 4
    kept = browser.cookies["sourcechat-session"]
    browser("POST", "/leave")
    browser.cookies.set("sourcechat-session", kept)
    assert statuses(browser, "/v1/documents") == [401] * 4


def test_tries_at_both_are_counted_together(browser: Alternating) -> None:
    told = [enter(browser, "ada", "wrong password").status_code for _ in range(10)]

    assert told == [401] * 8 + [429] * 2
    assert [enter(browser, "ada", PASSWORD).status_code for _ in range(2)] == [429] * 2


def test_a_key_that_a_command_makes_is_good_at_both_at_once_and_gone_at_both_at_once(several: Several) -> None:
    with closing(Accounts.of(several.library)) as accounts:
        key = accounts.add_key("ada", "laptop")
        with closing(several.client(auth=lambda request: _shown(request, key))) as program:
            assert statuses(program, "/v1/models") == [200] * 4
            accounts.remove_key(key[-4:])
            assert statuses(program, "/v1/models") == [401] * 4


def _shown(request: httpx.Request, key: str) -> httpx.Request:
    request.headers["Authorization"] = f"Bearer {key}"
    return request


def test_a_user_whom_a_command_removes_is_out_at_both_at_once(several: Several, browser: Alternating) -> None:
    enter(browser, "ada", PASSWORD)
    assert statuses(browser, "/v1/documents") == [200] * 4

    with closing(Accounts.of(several.library)) as accounts:
        accounts.remove("ada")

    assert statuses(browser, "/v1/documents") == [401] * 4
    assert enter(browser, "ada", PASSWORD).status_code == 401


@pytest.mark.parametrize("library", ["", "/mine"])
def test_a_conversation_goes_on_at_either_with_its_citations(browser: Alternating, library: str) -> None:
    enter(browser, "ada", PASSWORD)
    if library:
        added = browser("POST", "/mine/v1/documents", files={"file": ("shop.txt", SHOP.encode())})
        assert added.status_code == 201, added.text
    conversation = browser("POST", f"{library}/v1/conversations", json={}).json()["id"]
    for question in (ASKED, "When was the kettle founded?", ASKED):
        asked = {
            "model": "sourcechat",
            "messages": [{"role": "user", "content": question}],
            "sourcechat": {"conversation": conversation},
        }
        assert browser("POST", f"{library}/v1/chat/completions", json=asked).status_code == 200

    first, second = (browser("GET", f"{library}/v1/conversations/{conversation}").json() for _ in range(2))

    assert [len(one["exchanges"]) for one in (first, second)] == [3, 3]
    assert "The kettle shop opens at nine." in str(first["exchanges"][0])
    assert _without_addresses(first) == _without_addresses(second)
    listed = [browser("GET", f"{library}/v1/conversations").json()["data"] for _ in range(2)]
    assert [[one["name"] for one in each] for each in listed] == [[ASKED], [ASKED]]
    assert browser("DELETE", f"{library}/v1/conversations/{conversation}").status_code == 200
    assert statuses(browser, f"{library}/v1/conversations/{conversation}", 2) == [404, 404]


def _without_addresses(conversation: object) -> str:
    """What is told of a conversation but for where it was asked for: there is no address of both here."""
    return re.sub(r"http://127\.0\.0\.1:\d+", "", str(conversation))


def test_what_a_user_adds_to_their_own_library_is_there_at_both_and_theirs_alone(
    several: Several, browser: Alternating
) -> None:
    enter(browser, "ada", PASSWORD)
    harbour = ("harbour.txt", b"Harbour rules\n\nBoats keep to the left of the harbour.\n")
    assert browser("POST", "/mine/v1/documents", files={"file": harbour}).status_code == 201

    with closing(several.client()) as other:
        enter(other, "bob", PASSWORD)
        titles = [
            [one["title"] for one in whose("GET", "/mine/v1/documents").json()["data"]]
            for whose in (browser, browser, other, other)
        ]

    assert titles == [["Harbour rules"], ["Harbour rules"], [], []]


def test_a_database_that_is_away_is_said_and_asked_again_when_it_is_back(
    several: Several, browser: Alternating
) -> None:
    """Every connection ends, as when the server is started anew: nobody notices."""
    enter(browser, "ada", PASSWORD)
    with psycopg.connect(several.library.engines.catalogue, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'source%'"
        )

    assert statuses(browser, "/v1/conversations") == [200] * 4


def test_a_server_of_many_users_has_no_more_connections_than_one_of_a_few(several: Several) -> None:
    with closing(Accounts.of(several.library)) as accounts:
        for number in range(8):
            accounts.add(f"user{number}", PASSWORD)
            key = accounts.add_key(f"user{number}", "")
            with closing(several.client(auth=lambda request, key=key: _shown(request, key))) as one:
                assert statuses(one, "/mine/v1/documents", 2) == [200, 200]

    with psycopg.connect(several.library.engines.catalogue) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'sourcechat%'"
        count = connection.execute(query).fetchone()

    assert count is not None
    assert count[0] <= 9  # eight that nobody uses just now, and one that asks this
