from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest.addresses import FetchOptions
from ingest.crawling import crawl

HERE = FetchOptions(allow_private=True)
PAGES = {
    "/robots.txt": "User-agent: *\nDisallow: /private\n",
    "/sitemap.xml": "<urlset><url><loc>{site}/mapped</loc></url><url><loc>https://example.org/x</loc></url></urlset>",
    "/": '<a href="near">n</a> <a href="/private">p</a> <a href="https://example.org/">o</a> <a href="#here">h</a>'
    '<a href="/near?token=s3cret">t</a> <a href="mailto:ada@example.org">m</a> <a href="http://[bad">b</a>',
    "/near": '<a href="/far">f</a> <a href="/">back</a>',
    "/far": '<a href="/further">f</a>',
    "/further": "The end.",
    "/mapped": "Found by the map.",
    "/private": "For nobody.",
}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = PAGES.get(self.path, "").replace("{site}", f"http://{self.headers['Host']}").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments: object) -> None:
        del arguments


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A web site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def paths(site: str, depth: int, start: str = "/") -> list[str]:
    return [page.uri.removeprefix(site) for page in crawl(site + start, depth, HERE, validator=lambda _: "")]


def test_a_page_alone_is_that_page(site: str) -> None:
    assert paths(site, 0) == ["/"]


def test_links_are_followed_on_the_site_as_robots_may_and_the_map_is_read(site: str) -> None:
    assert paths(site, 1) == ["/", "/near", "/mapped"]


def test_links_are_followed_as_deep_as_is_asked(site: str) -> None:
    assert paths(site, 2) == ["/", "/near", "/mapped", "/far"]


def test_a_page_that_is_named_itself_is_fetched_whatever_robots_may(site: str) -> None:
    assert paths(site, 0, "/private") == ["/private"]


def test_a_page_that_is_not_there_is_told(site: str) -> None:
    (page,) = crawl(f"{site}/nothing", 1, HERE, validator=lambda _: "")

    assert page.fetched is None
    assert "answered 404" in str(page.error)
