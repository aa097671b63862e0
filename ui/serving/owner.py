"""The owner of a server: whoever runs it, on its own machine. Knows sockets and users of the system, never a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ui.listening import is_loopback

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_LOCAL, _REMOTE, _USER = 1, 2, 7  # columns of such a table
_Peer = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Owner:
    """Tells whether a request comes from whoever runs the server, who may name folders of the machine to it.

    `is_alone` says that nobody else is let in: it listens on this machine only, under no public name, and without
    accounts. Even then another user of the machine may ask; where the system tells whose a connection is (Linux), that
    is looked at.
    """

    is_alone: bool
    tables: Sequence[Path] = _TABLES

    @classmethod
    def of(cls, *, host: str, public_url: str, has_accounts: bool) -> Owner:
        """Return the owner of a server that listens so."""
        return cls(is_loopback(host) and not public_url and not has_accounts)

    def is_at(self, client: _Peer | None, server: _Peer | None) -> bool:
        """Whether the owner is at the other end of a connection: its addresses as they are told of a request."""
        if not self.is_alone or client is None or server is None or not is_loopback(client[0]):
            return False
        users = set(self._users(client[1], server[1]))
        return users == {os.getuid()} if users else not self._is_told

    @property
    def _is_told(self) -> bool:
        """Whether the system tells whose a connection is."""
        return any(table.is_file() for table in self.tables)

    def _users(self, near: int, far: int) -> Iterator[int]:
        """Yield the users who hold a connection from one port of this machine to another."""
        for table in self.tables:
            with suppress(OSError):
                for line in table.read_text("ascii").splitlines()[1:]:
                    columns = line.split()
                    if (_port(columns[_LOCAL]), _port(columns[_REMOTE])) == (near, far):
                        yield int(columns[_USER])


NOBODY = Owner(is_alone=False)
"""The owner of a server that takes nobody for one."""


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)
