from __future__ import annotations

import threading

import pytest

from vectorstore.errors import LibraryDamaged
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.connections import Connections
from vectorstore.postgres.schema import exists


def test_several_that_make_a_library_at_once_make_one(address: Address) -> None:
    made: list[PostgresCatalogue] = []
    threads = [threading.Thread(target=lambda: made.append(PostgresCatalogue.open(address))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one.count_chunks() for one in made] == [0, 0, 0, 0]
    for one in made:
        one.close()


def test_looking_for_a_library_makes_none(address: Address) -> None:
    connections = Connections(address)

    assert not exists(connections)
    assert not exists(connections)
    connections.close()


def test_a_library_of_a_later_format_is_refused_with_the_remedy(address: Address, stored: PostgresCatalogue) -> None:
    stored.remember({"format": "999"})

    with pytest.raises(LibraryDamaged, match="made by another version of sourcechat"):
        PostgresCatalogue.open(address)
