from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from bench.balancing import balanced
from bench.server import free_port
from tests.ui.serving.conftest import serve_app

__all__ = ["serve_app"]


def named(name: str) -> FastAPI:
    """A server that tells its name, and what came to it."""
    app = FastAPI()

    @app.post("/echo")
    async def echo(request: Request) -> dict[str, object]:
        told = {key: request.headers.get(key) for key in ("host", "x-forwarded-for", "cookie")}
        return {"server": name, "body": (await request.body()).decode(), "query": request.url.query, **told}

    @app.get("/stream")
    def stream() -> StreamingResponse:
        answer = StreamingResponse(iter([b"a", b"b"]), media_type="text/event-stream")
        answer.set_cookie("x", "1")
        answer.set_cookie("y", "2")
        return answer

    return app


@pytest.fixture
def proxied(serve_app: object) -> Iterator[httpx.Client]:
    assert callable(serve_app)
    with ExitStack() as stack:
        servers = [serve_app(named("one")), f"http://127.0.0.1:{free_port()}", serve_app(named("two"))]
        address = stack.enter_context(balanced(servers))
        yield stack.enter_context(httpx.Client(base_url=address, timeout=30))


def test_requests_go_to_each_in_turns_and_past_one_that_cannot_be_reached(proxied: httpx.Client) -> None:
    servers = [proxied.post("/echo").json()["server"] for _ in range(6)]

    assert set(servers) == {"one", "two"}
    assert min(servers.count("one"), servers.count("two")) >= 2


def test_what_was_sent_comes_as_it_was_with_who_sent_it(proxied: httpx.Client) -> None:
    told = proxied.post("/echo?q=1", content=b"body", headers={"Cookie": "a=b", "Host": "chat.example"}).json()

    assert {**told, "server": ""} == {
        "server": "",
        "body": "body",
        "query": "q=1",
        "host": "chat.example",
        "x-forwarded-for": "127.0.0.1",
        "cookie": "a=b",
    }


def test_an_answer_comes_back_as_it_was(proxied: httpx.Client) -> None:
    answer = proxied.get("/stream")

    assert (answer.text, answer.headers["content-type"]) == ("ab", "text/event-stream; charset=utf-8")
    assert dict(answer.cookies) == {"x": "1", "y": "2"}


def test_what_one_visitor_is_told_to_keep_no_other_is_taken_to_have(proxied: httpx.Client) -> None:
    proxied.get("/stream")
    proxied.cookies.clear()

    assert [proxied.post("/echo").json()["cookie"] for _ in range(2)] == [None, None]
