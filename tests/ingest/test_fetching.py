from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest import fetching
from ingest.addresses import FetchOptions, is_private
from ingest.errors import SourceNotFound, UnreadableFile
from ingest.fetching import Gone, fetch

HERE = FetchOptions(allow_private=True, most_bytes=2**20, seconds=20)
TEXT = b"<p>Tea at nine.</p>"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        packed = {"/gzip": ("gzip", gzip.compress(TEXT)), "/deflate": ("deflate", zlib.compress(TEXT))}
        packed["/bare"] = ("deflate", zlib.compress(TEXT, wbits=-15))
        packed["/grows"] = ("gzip", gzip.compress(bytes(2**26)))
        packed["/twice"] = ("gzip, gzip", gzip.compress(gzip.compress(TEXT)))
        if self.path in packed:
            kind, body = packed[self.path]
            self._answer(200, body, {"Content-Encoding": kind, "Content-Type": "text/html"})
        elif self.path == "/round":
            self._answer(302, b"", {"Location": "/round"})
        elif self.path == "/elsewhere":
            self._answer(302, b"", {"Location": "file:///etc/passwd"})
        elif self.path == "/version":
            same = self.headers.get("If-None-Match") == '"v1"'
            self._answer(304 if same else 200, b"" if same else TEXT, {"ETag": '"v1"'})
        elif self.path == "/user":
            self._answer(200, self.headers.get("Authorization", "").encode(), {})
        elif self.path == "/drips":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.1)
        else:
            self._answer(410, b"", {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        del arguments


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A web server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/bare"])
def test_a_packed_page_is_unpacked(site: str, path: str) -> None:
    fetched = fetch(site + path, HERE)

    assert fetched is not None
    assert (fetched.data, fetched.suffix) == (TEXT, ".html")


def test_what_grows_when_unpacked_is_counted_unpacked(site: str) -> None:
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        fetch(f"{site}/grows", HERE)


def test_what_is_packed_twice_was_not_asked_for(site: str) -> None:
    with pytest.raises(UnreadableFile, match="packed in a way"):
        fetch(f"{site}/twice", HERE)


def test_a_page_that_drips_meets_the_deadline(site: str) -> None:
    started = time.monotonic()

    with pytest.raises(SourceNotFound, match="not done within 1 s"):
        fetch(f"{site}/drips", FetchOptions(allow_private=True, seconds=1))

    assert time.monotonic() - started < 8


def test_headers_that_drip_meet_it_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                for _ in range(100):
                    connection.sendall(b"H")
                    time.sleep(0.1)

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises(SourceNotFound, match="not done within 1 s"):
            fetch(address, FetchOptions(allow_private=True, seconds=1))
        thread.join()


def test_redirects_end_somewhere(site: str) -> None:
    with pytest.raises(SourceNotFound, match="redirected 10 times"):
        fetch(f"{site}/round", HERE)


def test_a_redirect_to_what_is_no_web_address_is_refused(site: str) -> None:
    with pytest.raises(SourceNotFound):
        fetch(f"{site}/elsewhere", HERE)


def test_a_page_that_did_not_change_is_not_sent_again(site: str) -> None:
    first = fetch(f"{site}/version", HERE)

    assert first is not None
    assert first.validator == '"v1"'
    assert fetch(f"{site}/version", HERE, validator=first.validator) is None


def test_what_the_server_says_is_gone_is_told_from_what_does_not_answer(site: str) -> None:
    with pytest.raises(Gone, match="answered 410"):
        fetch(f"{site}/nothing", HERE)


def test_a_user_and_password_are_sent_and_not_said(site: str) -> None:
    named = site.replace("http://", "http://ada:s3cret@")

    fetched = fetch(f"{named}/user", HERE)
    with pytest.raises(SourceNotFound) as refused:
        fetch(f"{named}/nothing?token=s3cret", HERE)

    assert fetched is not None
    assert fetched.data.startswith(b"Basic ")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "host", "127.0.0.1 localhost 127.1 2130706433 0x7f000001 [::1] [::ffff:127.0.0.1] 0.0.0.0".split()
)
def test_this_machine_is_not_reached_unasked_by_whatever_name(site: str, host: str) -> None:
    port = site.rpartition(":")[2]

    with pytest.raises(SourceNotFound, match="say --allow-private"):
        fetch(f"http://{host}:{port}/gzip", FetchOptions())


def test_a_redirect_to_this_machine_is_not_followed_unasked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first host is taken for a public one, as an outside server's would be; where it leads to is not.
    monkeypatch.setattr(fetching, "is_private", lambda one: str(one) != "127.0.0.1" and is_private(one))
    moved = _redirecting(f"http://[::1]:{site.rpartition(':')[2]}/gzip")

    with moved as address, pytest.raises(SourceNotFound, match="say --allow-private"):
        fetch(address, FetchOptions())


def test_a_name_that_changes_its_mind_leads_nowhere_else(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.rpartition(":")[2])
    told = iter([[(2, 1, 6, "", ("93.184.215.14", port))], [(2, 1, 6, "", ("127.0.0.1", port))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(told))
    connected: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(SourceNotFound):
        fetch(f"http://rebinding.example:{port}/", FetchOptions())

    assert connected == ["93.184.215.14"]  # the address that was looked at, looked up once


class _redirecting:  # noqa: N801 - reads as what it does
    """A server that redirects whatever is asked to one address."""

    def __init__(self, target: str) -> None:
        self._target = target

    def __enter__(self) -> str:
        target = self._target

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(302)
                self.send_header("Location", target)
                self.send_header("Content-Length", "0")
                self.end_headers()

            log_message: Callable[..., None] = lambda *_: None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
