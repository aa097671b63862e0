"""Crawling: a web page and those of its site that it leads to, as far as the site lets robots. Knows no documents.

Follows links of HTML pages to the same host, and the addresses of its sitemap below the page that was named.
"""

from __future__ import annotations

import html
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from ingest.addresses import FetchOptions, has_secrets, is_address, kept, whole
from ingest.errors import IngestError, SourceNotFound
from ingest.fetching import Fetched, fetch

MOST_PAGES = 500
"""Pages of one site that are taken: a calendar that leads from month to month never ends."""

_AGENT = "sourcechat"
_MOST_SITEMAPS = 10
_LONGEST_DELAY = 5.0  # seconds between two pages, whatever a site asks for
_LOC = re.compile(r"<loc>\s*([^<\s]{1,2048})\s*</loc>", re.IGNORECASE)
_PAGES = frozenset((".html", ".xhtml", ""))


@dataclass(frozen=True, slots=True)
class CrawledPage:
    """A page that was asked for, by the address it is kept by. `fetched` is None where it has not changed.

    `error` says why nothing came.
    """

    uri: str
    fetched: Fetched | None = None
    error: IngestError | None = None


def crawl(address: str, depth: int, options: FetchOptions, *, validator: Callable[[str], str]) -> Iterator[CrawledPage]:
    """Yield the page at a whole address, then those that lie up to `depth` links from it on its site, nearest first.

    `validator` returns what to ask by whether the page kept at an address has changed, or "": asked of pages whose
    links are not followed. The page that was named is fetched whatever the site says of robots.
    """
    site = _Site(address, options) if depth else None
    user = urlsplit(address).netloc.rpartition("@")[0]
    queue = deque([(_without_user(address), depth)])
    first = queue[0][0]
    seen = {kept(address)}
    while queue:
        current, left = queue.popleft()
        named = address if current == first else _with_user(current, user)
        page = _fetched(named, options, "" if left else validator(kept(current)))
        yield page
        if site is None or not left or page.fetched is None:
            continue
        further = [*_links(page.fetched), *(site.mapped() if current == first else ())]
        for link in further:
            if len(seen) >= MOST_PAGES:
                break
            if site.may_follow(link) and kept(link) not in seen:
                seen.add(kept(link))
                queue.append((link, left - 1))
        site.wait()


class _Site:
    """What a site says to robots, and what it lists in its sitemap."""

    def __init__(self, address: str, options: FetchOptions) -> None:
        self._options = options
        self._root = urljoin(_without_user(address), "/")
        self._below = f"{_without_user(address).partition('?')[0].rpartition('/')[0]}/"
        self._robots = RobotFileParser()
        self._robots.parse(_text(urljoin(self._root, "robots.txt"), options).splitlines())

    def may_follow(self, link: str) -> bool:
        """Whether a link leads to the same site, holds nothing secret and is open to robots."""
        return (
            urlsplit(link).netloc == urlsplit(self._root).netloc
            and not has_secrets(link)
            and self._robots.can_fetch(_AGENT, link)
        )

    def mapped(self) -> list[str]:
        """Return the addresses of the sitemap that lie below the page that was named."""
        maps = deque(self._robots.site_maps() or [urljoin(self._root, "sitemap.xml")])
        listed: list[str] = []
        for _ in range(_MOST_SITEMAPS):
            if not maps:
                break
            for found in _LOC.findall(_text(maps.popleft(), self._options)):
                one = html.unescape(found)
                if one.split("?")[0].endswith(".xml") and self.may_follow(_whole(one)):
                    maps.append(one)
                elif one.startswith(self._below):
                    listed.append(_whole(one))
        return [one for one in listed if one]

    def wait(self) -> None:
        """Wait as long as the site asks for between two pages."""
        time.sleep(min(float(self._robots.crawl_delay(_AGENT) or 0), _LONGEST_DELAY))


def _fetched(address: str, options: FetchOptions, validator: str) -> CrawledPage:
    try:
        return CrawledPage(kept(address), fetch(address, options, validator=validator))
    except IngestError as error:
        return CrawledPage(kept(address), error=error)


def _without_user(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _with_user(address: str, user: str) -> str:
    """Return an address of the same site with the user and password that the first was named with."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=f"{user}@{parts.netloc}")) if user else address


def _text(address: str, options: FetchOptions) -> str:
    """Return what is at an address as text, "" where nothing is."""
    try:
        fetched = fetch(address, options)
    except IngestError:
        return ""
    return fetched.data.decode("utf-8", "replace") if fetched else ""


def _links(page: Fetched) -> list[str]:
    """Return the whole addresses that a page links to, in their order, each once; of what is no page, none."""
    if page.suffix not in _PAGES:
        return []
    parser = _LinkParser(_without_user(page.address))
    try:
        text = page.data.decode(page.encoding or "utf-8", "replace")
    except (LookupError, ValueError):
        text = page.data.decode("utf-8", "replace")
    parser.feed(text)
    return list(dict.fromkeys(filter(None, map(_whole, parser.links))))


def _whole(link: str) -> str:
    """Return a link as a whole address, "" for what is none."""
    try:
        return whole(link) if is_address(link) else ""
    except SourceNotFound:
        return ""


class _LinkParser(HTMLParser):
    """Gathers where a page's links lead."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._base = address
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, or the address that links are relative to."""
        target = dict(attrs).get("href")
        if not target:
            return
        try:
            joined = urljoin(self._base, target.strip())
        except ValueError:
            return
        if tag == "base":
            self._base = joined
        elif tag in {"a", "area"}:
            self.links.append(joined)
