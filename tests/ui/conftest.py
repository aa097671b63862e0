"""A real assistant over a small folder, and its web chat served on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from assistant.assembly import Assistant, assemble
from assistant.settings import load_settings
from ui.server import create_app

_ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
HOSTILE = """The overlay document

The launch code of the overlay is 4711.

<script>document.title = "taken"</script>
<img src=http://127.0.0.1:9/x onerror="document.title='taken'">
![x](http://127.0.0.1:9/x)
<form action="http://127.0.0.1:9/x"><input name="q"></form>
<div style="position:fixed;inset:0;background:red">overlay</div>
The template is ${1+1} and {{value}}.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a friendly and a hostile document."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "shop.txt").write_text("The tea shop\n\nThe tea shop opens at nine o'clock. It was founded in 1987.\n")
    (folder / "overlay.txt").write_text(HOSTILE)
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that has read the folder."""
    library = tmp_path_factory.mktemp("library")
    with closing(assemble(load_settings({"library": library}, folder=library).settings)) as assistant:
        assistant.ingest([str(folder)])
        yield assistant


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as it comes with the system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """What a browser keeps, for the tests of a module: what the page is made of is fetched once for all of them."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def tab(profile: BrowserContext) -> Iterator[Page]:
    """A new tab; what it made the browser keep of a visitor is forgotten after it."""
    page = profile.new_page()
    yield page
    page.evaluate("localStorage.clear()")
    page.close()
    profile.clear_cookies()


Serve = Callable[[FastAPI], str]


@pytest.fixture(scope="module")
def serve_app() -> Iterator[Serve]:
    """Serves an application on a free port until the module is done; gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: FastAPI) -> str:
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        running.append((server, thread))
        port = server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def serve(serve_app: Serve) -> Callable[[Assistant], str]:
    """Serves the web chat of an assistant; gives its address."""
    return lambda assistant: serve_app(create_app(assistant))
