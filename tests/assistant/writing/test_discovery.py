from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.writing.discovery import FoundModel, find_models


@contextmanager
def serving(body: bytes) -> Iterator[str]:
    """A server that answers everything with the same body; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_models_of_a_server_that_answers_are_found() -> None:
    with serving(json.dumps({"data": [{"id": "qwen"}, {"id": "llama"}]}).encode()) as url:
        found = find_models({"Ollama": url})

    assert found == (FoundModel("Ollama", url, "llama"), FoundModel("Ollama", url, "qwen"))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"data": 3}', b'{"data": ["x"]}'])
def test_whoever_else_listens_there_has_no_models(body: bytes) -> None:
    with serving(body) as url:
        assert find_models({"Ollama": url}) == ()


def test_where_nobody_listens_there_are_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    assert find_models({"Ollama": f"http://127.0.0.1:{port}/v1"}) == ()
    assert find_models({}) == ()
