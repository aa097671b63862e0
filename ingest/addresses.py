"""Addresses: web addresses as they are kept, without what is secret, and which hosts are private. Fetches none."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from ingest.errors import SourceNotFound
from ingest.patterns import lazy_pattern

_WEB = lazy_pattern(r"https?://", re.IGNORECASE)
_OTHER = lazy_pattern(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_SECRET = lazy_pattern(
    r"key(?: ?id)?\b|token|secret|passw|\bpwd\b|passphrase|signature|credential|\bsession ?id\b|\bauth\b|authorization"
    r"|\bsig\b|\bsid\b|\bjwt\b",
    re.IGNORECASE,
)
_IN_TEXT = lazy_pattern(r"https?://[^\s<>\"'`)\]}]+", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ASCII_OF_ADDRESS = "%/:=&?~#+!$,;'@()*[]"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What a fetch may do: reach hosts of this machine's own network, and take so many bytes and seconds in all."""

    allow_private: bool = False
    most_bytes: int = 50 * 2**20
    seconds: float = 60.0


def is_address(location: str) -> bool:
    """Whether a person's words are a web address."""
    return _WEB.match(location) is not None


def is_other_scheme(location: str) -> bool:
    """Whether they are an address of a kind that is not fetched: ftp, mailto."""
    return _OTHER.match(location) is not None and not is_address(location)


def whole(address: str) -> str:
    """Return an address as it is fetched: scheme and host in lower case, all of it ASCII, no fragment.

    Raises SourceNotFound for what is no address.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise SourceNotFound(f"{without_secrets(address)}: not an address ({error}); check the spelling") from error
    name = _ascii_host(host)
    if not name:
        raise SourceNotFound(f"{without_secrets(address)}: not an address of a server; check the spelling")
    at = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    shown = f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme.lower()] else ""
    path, query = quote(parts.path, safe=_ASCII_OF_ADDRESS), quote(parts.query, safe=_ASCII_OF_ADDRESS)
    return urlunsplit((parts.scheme.lower(), f"{at}{name}{shown}", path or "/", query, ""))


def kept(address: str) -> str:
    """Return an address as it is kept and shown: whole, but without user, password and parameters that are secret.

    Raises SourceNotFound for what is no address.
    """
    parts = urlsplit(whole(address))
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=_public(parts.query)))


def has_secrets(address: str) -> bool:
    """Whether something secret is left out of an address where it is kept."""
    return kept(address) != whole(address)


def without_secrets(text: str) -> str:
    """Return a text, such as a library's message, in which no address has anything secret."""
    return _IN_TEXT.sub(lambda found: _cleaned(found.group()), text)


def is_private(address: Address) -> bool:
    """Whether an address is of this machine or of a network of its own: loopback, private, link-local, reserved.

    An IPv6 address that stands for an IPv4 one is as private as that.
    """
    inner = _inner(address)
    return not address.is_global or address.is_multicast or (inner is not None and is_private(inner))


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _inner(address: Address) -> Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _ascii_host(host: str) -> str:
    """Return a host as DNS knows it, "" for what is none."""
    if ":" in host:
        return f"[{host}]"
    try:
        ascii_host = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return ""
    labels = ascii_host.removesuffix(".").split(".")
    return ascii_host.lower() if all(0 < len(label) < 64 for label in labels) else ""  # noqa: PLR2004 - of RFC 1035


def _public(query: str) -> str:
    """Return the parameters of a query that are not secret; the query itself where all are."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(_SECRET.search(_apart(name)) for name, _ in pairs):
        return query
    return urlencode([(name, value) for name, value in pairs if not _SECRET.search(_apart(name))])


def _apart(name: str) -> str:
    """Return the name of a parameter in words: "X-Amz-Signature", "sessionId" and "access_token" part."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[_.\-]", " ", name)


def _cleaned(address: str) -> str:
    try:
        parts = urlsplit(address)
        return urlunsplit(
            parts._replace(netloc=parts.netloc.rpartition("@")[2], query=_public(parts.query), fragment="")
        )
    except ValueError:
        return "the address"
