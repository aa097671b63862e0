from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import psycopg
import pytest

from vectorstore.postgres.addresses import Address
from vectorstore.postgres.catalogue import PostgresCatalogue

_NUMBERS = count()


@pytest.fixture
def owned_address(tenant_url: str) -> Iterator[Address]:
    """The address of a library that is somebody's own, and that no other test has."""
    address = Address.of(tenant_url, f"owned_{next(_NUMBERS)}", "ada")
    yield address
    with psycopg.connect(tenant_url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {address.name} CASCADE".encode())


@pytest.fixture
def open_owned(owned_address: Address) -> Iterator[Callable[[], PostgresCatalogue]]:
    """What opens the catalogue of its owner as another process does."""
    opened: list[PostgresCatalogue] = []

    def again() -> PostgresCatalogue:
        opened.append(PostgresCatalogue.open(owned_address))
        return opened[-1]

    yield again
    for one in opened:
        one.close()


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
