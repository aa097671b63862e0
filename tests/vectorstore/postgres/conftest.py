from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from vectorstore.postgres.addresses import Address
from vectorstore.postgres.catalogue import PostgresCatalogue


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
