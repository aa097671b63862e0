"""Hosts: by which names the server may be called, and where its pages are. Knows URLs, never a route."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from assistant.answers import Citation
from ingest.documents import DocumentId, Revision

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ANY = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - recognised, not bound


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the server listens, and the address that others know it by, "" where there is none but that.

    `root` is the path that a library's own addresses begin with, "" for the one that all share. `proxies` are the
    networks of those whose word is believed for where a request comes from.
    """

    host: str = "127.0.0.1"
    public_url: str = ""
    names: tuple[str, ...] = field(default_factory=tuple)
    root: str = ""
    proxies: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @property
    def is_secure(self) -> bool:
        """Whether browsers come over HTTPS."""
        return urlsplit(self.public_url).scheme == "https"

    def answers_to(self, header: str) -> bool:
        """Whether a Host header names this server.

        One that listens everywhere answers to any address in figures: what lures a browser here goes by a name.
        """
        name = name_in(header)
        if name is None:
            return False
        if name in _LOOPBACK or name in self._named():
            return True
        return self.host in _ANY and (_is_in_figures(name) or name == socket.gethostname().lower())

    def came_from(self, peer: str, forwarded: str) -> str:
        """Return the address that a request comes from: its peer's, or where that is a proxy of ours what it says.

        `forwarded` is a header X-Forwarded-For, to whose end each proxy adds who asked it; what stands before the
        word of the first that is not ours may be anybody's.
        """
        said = [one.strip() for one in forwarded.split(",") if one.strip()]
        while said and self._is_proxy(peer):
            peer = said.pop()
        return peer

    def is_ours(self, origin: str, host_header: str) -> bool:
        """Whether a page of this origin is one of ours, asked for under a Host header."""
        parts = urlsplit(origin)
        return parts.netloc == host_header or (bool(self.public_url) and _base(self.public_url) == _base(origin))

    def base(self, host_header: str) -> str:
        """Return the address of a library without a slash at the end, for whoever called it by a Host header."""
        return (self.public_url.rstrip("/") or f"http://{host_header}") + self.root

    def _is_proxy(self, peer: str) -> bool:
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self.proxies)

    def _named(self) -> frozenset[str]:
        public = urlsplit(self.public_url).hostname
        return frozenset(
            one.lower().strip("[]") for one in (self.host, public or "", *self.names) if one and one not in _ANY
        )


def name_in(header: str) -> str | None:
    """Return the name in a Host header, without port and brackets; None where it is none."""
    try:
        parts = urlsplit(f"//{header}")
        named, _ = parts.hostname, parts.port
    except ValueError:
        return None
    return named if named and parts.netloc == header and "@" not in header else None


def citation_path(citation: Citation) -> str:
    """Return the path of the page of a document, at the words of a citation."""
    return document_path(citation.document_id, citation.revision, citation.start, citation.end)


def document_path(document_id: DocumentId, revision: Revision, start: int, end: int) -> str:
    """Return the path of the page of a document, at a span of one revision of its text."""
    query = urlencode({"revision": revision, "start": start, "end": end})
    return f"/documents/{document_id}?{query}#quote"


def _is_in_figures(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _base(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
