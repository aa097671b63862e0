"""Libraries of either engine, and all that is kept of them, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from vectorstore.engines import address_of
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.postgres.catalogue import PostgresCatalogue

_NUMBERS = count()


@dataclass(frozen=True)
class Home:
    """Where a library is."""

    library: LibraryFolder

    def bytes(self) -> bytes:
        """All that is kept, for whoever looks for a word in it."""
        engines = self.library.engines
        if not engines.catalogue:
            return b"".join(path.read_bytes() for path in self.library.path.iterdir())
        with psycopg.connect(engines.catalogue) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (engines.name,))
            names = [sql.Identifier(engines.name, table) for (table,) in tables.fetchall()]
            rows = [connection.execute(sql.SQL("SELECT * FROM {}").format(name)).fetchall() for name in names]
            return repr(rows).encode()


def home_in_a_folder(folder: Path) -> Home:
    return Home(LibraryFolder(folder))


@contextmanager
def home_in_postgresql(folder: Path, url: str) -> Iterator[Home]:
    """A library that no other test has, in a database."""
    home = Home(LibraryFolder(folder, Engines(url, f"home_{next(_NUMBERS)}")))
    with closing(PostgresCatalogue.open(address_of(home.library))):
        yield home
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(home.library.engines.name)))
