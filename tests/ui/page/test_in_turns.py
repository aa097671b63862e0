"""The page over several servers, in Chromium: each request goes to another, with nothing to keep them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, Response

from bench.balancing import balanced
from tests.ui.page.test_flows import ask, entered, opened, paste
from tests.ui.serving.desk import SHOP, Desk
from tests.ui.serving.homes import home_in_postgresql
from tests.ui.serving.test_several import drop_beside
from ui.server import create_app
from ui.serving.accounts import Accounts
from ui.serving.running import ServerOptions

pytestmark = pytest.mark.browser

_PATIENCE = 60_000  # milliseconds: two servers, a proxy and a browser share the machine


@pytest.fixture
def address(tmp_path: Path, tenant_url: str, serve_app: Callable[[FastAPI], str]) -> Iterator[str]:
    """A proxy before two servers of one library in PostgreSQL, in which ada has an account."""
    with home_in_postgresql(tmp_path / "commands", tenant_url) as home, ExitStack() as stack:
        (tmp_path / "shop.txt").write_text(SHOP)
        urls = []
        for number in range(2):
            desk = Desk(tmp_path / f"server {number}", engines=home.library.engines)
            desk.ingest([str(tmp_path / "shop.txt")])
            accounts = stack.enter_context(closing(Accounts.of(desk.home)))
            urls.append(serve_app(create_app(desk, ServerOptions(accounts=accounts, private=True))))
        accounts.add("ada", "a long password")
        yield stack.enter_context(balanced(urls))
        drop_beside(home)


def test_a_browser_whose_requests_alternate_notices_nothing(browser: Browser, address: str) -> None:
    wrong: list[str] = []

    def look(answer: Response) -> None:
        if answer.status >= 400:
            wrong.append(f"{answer.status} {answer.url}")

    page = entered(browser, address, "ada")
    page.set_default_timeout(_PATIENCE)
    page.on("response", look)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    turn = ask(page, "When does the kettle shop open?")
    assert "nine" in turn.inner_text()
    ask(page, "When was the kettle founded?")
    page.reload()
    opened(page, page.url)

    assert page.locator(".exchange").count() == 2
    assert page.locator(".talk").count() == 1
    page.locator(".chip").first.click()
    page.wait_for_selector("#panel mark >> text=The kettle shop opens at nine.")
    asks_in_ones_own(page)
    page.wait_for_timeout(3_000)  # for whatever the page asks by itself
    assert wrong == []
    page.context.close()


def asks_in_ones_own(page: Page) -> None:
    page.click("#whose >> text=Mine")
    page.wait_for_selector("#whose [data-library=mine][aria-pressed=true]")
    paste(page, "Harbour rules", "Boats keep to the left of the harbour.")
    ask(page, "Where do boats keep in the harbour?").locator(".chip").first.click()
    page.wait_for_selector("#panel mark >> text=Boats keep to the left of the harbour.")
