from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request

from tests.ui.serving.conftest import ServeApp
from ui.serving.guarding import Guard, RequestLimits
from ui.serving.hosts import Addresses


def guarded(addresses: Addresses | None = None) -> FastAPI:
    """An application that tells what reaches it."""
    app = FastAPI()

    @app.post("/v1/documents")
    @app.post("/echo")
    async def echo(request: Request) -> dict[str, object]:
        body = b"".join([piece async for piece in request.stream()])
        return {"length": len(body), "headers": dict(request.headers)}

    @app.get("/{path:path}")
    def page(path: str) -> str:
        return path

    app.add_middleware(Guard, addresses=addresses or Addresses(), limits=RequestLimits(upload=1000, body=100))
    return app


@pytest.fixture
def client(serve_app: ServeApp) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=serve_app(guarded())) as client:
        yield client


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "a@127.0.0.1", "[::"])
def test_a_request_that_calls_us_by_another_name_is_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_a_request_from_another_sites_page_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    assert client.post("/echo", headers=headers).status_code == 403


def test_our_own_page_and_a_link_from_elsewhere_are_let_in(client: httpx.Client) -> None:
    own = str(client.base_url).rstrip("/")

    assert client.post("/echo", headers={"Origin": own, "Sec-Fetch-Site": "same-origin"}).status_code == 200
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/", headers=link).status_code == 200


def test_what_a_proxy_claims_does_not_reach_the_application(client: httpx.Client) -> None:
    claims = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Gradio-Server": "http://evil.example",
        "Forwarded": "host=evil.example",
    }

    assert "evil.example" not in client.post("/echo", headers=claims).text


def test_a_body_that_is_too_long_is_refused_before_it_is_read(client: httpx.Client) -> None:
    assert client.post("/echo", content=b"x" * 101).status_code == 413
    assert client.post("/v1/documents", content=b"x" * 1001).status_code == 413
    assert client.post("/v1/documents", content=b"x" * 1000).json()["length"] == 1000


def test_a_large_upload_is_answered_while_most_of_it_is_still_to_come(client: httpx.Client) -> None:
    port = urlsplit(str(client.base_url)).port or 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"POST /v1/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2000000000\r\n\r\nxxxx")

        answered = connection.recv(65536)

    assert answered.startswith(b"HTTP/1.1 413")


def test_a_body_of_no_said_length_ends_at_the_limit(serve_app: ServeApp) -> None:
    address = serve_app(guarded())

    def endless() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 50

    try:
        status = httpx.post(f"{address}/echo", content=endless()).status_code
    except httpx.TransportError:
        status = 500  # the connection is closed under whoever goes on sending
    assert status in {413, 500}


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/proxy=http://127.0.0.1:9/",
        "/gradio_api/openapi.json",
        "/gradio_api/info",
        "/gradio_api/run/predict",
        "/gradio_api/call/x",
        "/gradio_api/runs",
        "/gradio_api/vibe-edit/",
        "/monitoring",
        "/login",
        "/svelte/x",
    ],
)
def test_what_gradio_offers_and_the_page_does_not_need_is_not_there(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/config", "/assets/x.js", "/gradio_api/queue/data", "/gradio_api/heartbeat/x"])
def test_what_the_page_needs_is_let_through(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_every_answer_has_the_headers_that_keep_a_page_here(client: httpx.Client) -> None:
    for answer in (client.get("/"), client.get("/", headers={"Host": "evil.example"}), client.get("/monitoring")):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_behind_a_proxy_the_public_name_is_ours_too(serve_app: ServeApp, tmp_path: Path) -> None:
    del tmp_path
    address = serve_app(guarded(Addresses(public_url="https://chat.example/")))
    headers = {"Host": "chat.example", "Origin": "https://chat.example"}

    assert httpx.post(f"{address}/echo", headers=headers).status_code == 200
    assert httpx.post(f"{address}/echo", headers={"Origin": "https://chat.example"}).status_code == 200
    assert httpx.post(f"{address}/echo", headers={"Host": "chat.example.evil"}).status_code == 400
