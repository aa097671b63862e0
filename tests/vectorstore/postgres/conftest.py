from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import psycopg
import pytest

from tests.postgres_server import LOCKED
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.catalogue import PostgresCatalogue


@pytest.fixture(scope="session")
def tenant_url(postgres_url: str) -> str:
    """The address at which another user enters, with a password; he may make schemas of his own."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD 'right'".encode())
        connection.execute(f"GRANT CREATE ON DATABASE postgres TO {LOCKED}".encode())
    return f"postgresql://{LOCKED}:right@/postgres?host={quote(postgres_url.partition('host=')[2])}"


@pytest.fixture
def open_catalogue(address: Address) -> Iterator[Callable[[], PostgresCatalogue]]:
    """What opens the catalogue as another process does."""
    opened: list[PostgresCatalogue] = []

    def again() -> PostgresCatalogue:
        opened.append(PostgresCatalogue.open(address))
        return opened[-1]

    yield again
    for one in opened:
        one.close()


@pytest.fixture
def stored(open_catalogue: Callable[[], PostgresCatalogue]) -> PostgresCatalogue:
    """An empty catalogue."""
    return open_catalogue()
