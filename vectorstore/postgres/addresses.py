"""Addresses of libraries in PostgreSQL: where the server is, and which of its libraries is meant. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qs, unquote, urlsplit

from vectorstore.errors import NoLibrary

_SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a database, and the name of a library in it: of the schema that holds its tables.

    `owner` is whose the library is, "" for one that is nobody's own. As text it is what may be shown: without user and
    password.
    """

    url: str = field(repr=False)
    name: str
    owner: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str, name: str, owner: str = "") -> Address:
        """Return the address of a library. Raises NoLibrary for what is no address; what it was is not repeated."""
        parts = urlsplit(url)
        try:
            is_whole = parts.scheme in _SCHEMES and (parts.port or 1) > 0
        except ValueError:
            is_whole = False
        # A password with an @ or a / not written as %40 or %2F would be taken for a host, and told to everybody.
        if not is_whole or parts.netloc.count("@") > 1 or "@" in parts.path or "@" in parts.query:
            raise NoLibrary(
                "catalogue.url: not the address of a PostgreSQL database; write postgresql://USER:PASSWORD@HOST/DATABASE,"
                " and in the password %40 for @, %2F for / and %25 for %"
            )
        return cls(url, name, owner)

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2] or parse_qs(parts.query).get("host", ["this machine"])[0]
        return f"library {self.name} in {unquote(parts.path[1:]) or 'the database'} at {host}"

    def key(self, purpose: str) -> int:
        """Return the number under which those who want the same of this library meet: of an advisory lock, 64 bits."""
        return int.from_bytes(sha256(f"sourcechat {self.name} {purpose}".encode()).digest()[:8], "big", signed=True)
