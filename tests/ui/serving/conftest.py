"""The API over a small desk, served on this machine without the page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import openai
import pytest
import uvicorn
from fastapi import FastAPI

from tests.ui.serving.desk import Desk, desk_at, served_of
from tests.ui.serving.homes import Home, home_in_a_folder, home_in_postgresql
from ui.serving.application import create_api, guard
from ui.serving.serving import Served
from ui.serving.state import State

ServeApp = Callable[[FastAPI], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """A library of either engine, with nothing in it: what is kept beside its documents passes the same tests."""
    if request.param == "sqlite":
        yield home_in_a_folder(tmp_path / "library")
    else:
        with home_in_postgresql(tmp_path / "library", request.getfixturevalue("postgres_url")) as home:
            yield home


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(tmp_path)


@pytest.fixture
def served(desk: Desk) -> Served:
    return served_of(desk)


@pytest.fixture
def serve_app() -> Iterator[ServeApp]:
    """Serves an application on a free port until the test is done; gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: FastAPI) -> str:
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        running.append((server, thread))
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture
def state() -> State:
    return State(loaded=True)


@pytest.fixture
def address(served: Served, state: State, serve_app: ServeApp) -> str:
    """Where the API is."""
    app = create_api(served, state, style="")
    guard(app, served)
    return serve_app(app)


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A plain client of the API."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def official(address: str) -> Iterator[openai.OpenAI]:
    """OpenAI's own client, with our address for its."""
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
        yield client
