from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from vectorstore.errors import LibraryLocked
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.connections import Connections, execute
from vectorstore.postgres.locking import AdvisoryLock, take_advisory_lock


@pytest.fixture
def connections(address: Address) -> Iterator[Connections]:
    opened = Connections(address)
    yield opened
    opened.close()


@pytest.fixture
def others(address: Address) -> Iterator[Connections]:
    """The connections of another process."""
    opened = Connections(address)
    yield opened
    opened.close()


def test_one_writes_at_a_time_and_the_other_is_told_who(
    address: Address, connections: Connections, others: Connections
) -> None:
    lock = take_advisory_lock(connections)

    with pytest.raises(LibraryLocked, match=f"library {address.name} .* process {os.getpid()} .* is writing to it"):
        take_advisory_lock(others)

    lock.release()
    take_advisory_lock(others).release()


def test_libraries_beside_each_other_are_written_to_at_once(address: Address, connections: Connections) -> None:
    lock = take_advisory_lock(connections)

    take_advisory_lock(Connections(Address.of(address.url, "beside"))).release()
    lock.release()


def test_a_lock_that_the_server_has_forgotten_is_taken_again(
    address: Address, connections: Connections, others: Connections
) -> None:
    lock = take_advisory_lock(connections)
    _forget(address)

    connections.change(lambda connection: execute(connection, "SELECT 1"))

    with pytest.raises(LibraryLocked):
        take_advisory_lock(others)
    lock.release()


def test_whoever_lost_the_lock_to_another_changes_nothing(
    address: Address, connections: Connections, others: Connections
) -> None:
    lock = take_advisory_lock(connections)
    _forget(address)
    other = AdvisoryLock(others)
    other.take()

    with pytest.raises(LibraryLocked, match="is writing to it"):
        connections.change(lambda connection: execute(connection, "SELECT 1"))

    other.release()
    lock.release()


def _forget(address: Address) -> None:
    with psycopg.connect(address.url, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
