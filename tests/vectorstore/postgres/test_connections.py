from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from vectorstore.errors import LibraryAway, LibraryRefuses, LibraryUnwritable, NoLibrary
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.connections import Connection, Connections, execute


@pytest.fixture
def connections(address: Address) -> Iterator[Connections]:
    """Connections to a library with one table."""
    opened = Connections(address, patience=5.0)
    with psycopg.connect(address.url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {address.name}".encode())
        connection.execute(f"CREATE TABLE {address.name}.notes (text text)".encode())
    yield opened
    opened.close()


def end_all(address: Address) -> None:
    """End every connection, as a server does that is started anew."""
    with psycopg.connect(address.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'source%'"
        )


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "\uffff", "\uffff0", "\uffff\x001", "plain", "", "🙂 漢字"])
def test_every_text_comes_back_as_it_was(connections: Connections, text: str) -> None:
    connections.change(lambda connection: execute(connection, "INSERT INTO notes VALUES (%s)", text))

    assert connections.rows("SELECT text FROM notes") == [{"text": text}]
    assert connections.rows("SELECT 1 AS one FROM notes WHERE text = ANY(%s::text[])", [text]) == [{"one": 1}]


def test_a_change_that_fails_half_way_is_none(connections: Connections) -> None:
    def work(connection: Connection) -> None:
        execute(connection, "INSERT INTO notes VALUES ('a')")
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        connections.change(work)

    assert connections.rows("SELECT * FROM notes") == []


def test_whoever_reads_after_the_server_came_back_notices_nothing(connections: Connections) -> None:
    connections.rows("SELECT * FROM notes")

    end_all(connections.address)

    assert connections.rows("SELECT * FROM notes") == []
    assert list(connections.stream("SELECT * FROM notes")) == []


def test_a_change_over_which_the_server_went_away_is_made_once(
    connections: Connections, caplog: pytest.LogCaptureFixture
) -> None:
    times: list[int] = []

    def work(connection: Connection) -> None:
        execute(connection, "INSERT INTO notes VALUES ('a')")
        times.append(1)
        if len(times) == 1:
            end_all(connections.address)
        execute(connection, "INSERT INTO notes VALUES ('b')")

    with caplog.at_level(logging.WARNING):
        connections.change(work)

    assert [row["text"] for row in connections.rows("SELECT * FROM notes")] == ["a", "b"]
    assert "went away" in caplog.text


def test_what_is_longer_than_the_server_takes_is_not_waited_for(connections: Connections) -> None:
    with pytest.raises(LibraryUnwritable, match="longer than PostgreSQL takes"):
        connections.rows("SELECT repeat('xx', 1000000000)")


def test_changes_come_one_after_another(connections: Connections) -> None:
    going: list[int] = []

    def work(connection: Connection) -> None:
        going.append(1)
        execute(connection, "SELECT pg_sleep(0.05)")
        assert len(going) == 1
        going.pop()

    threads = [threading.Thread(target=lambda: connections.change(work)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert going == []


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    nowhere = Address.of("postgresql://ann:s3cret@127.0.0.1:9/shelf", "notes")

    with pytest.raises(
        LibraryAway, match=r"library notes in shelf at 127\.0\.0\.1:9: the server does not answer"
    ) as caught:
        Connections(nowhere, patience=0).rows("SELECT 1")

    assert "s3cret" not in str(caught.value)
    assert "s3cret" not in repr(nowhere)


def test_a_wrong_password_is_said_at_once_and_not_repeated(tenant_url: str) -> None:
    wrong = Address.of(tenant_url.replace("right", "wr0ng"), "notes")

    with pytest.raises(LibraryRefuses, match="does not take this user with this password") as caught:
        Connections(wrong, patience=60).rows("SELECT 1")

    assert "wr0ng" not in str(caught.value)


def test_what_the_user_may_not_do_is_said(tenant_url: str, connections: Connections) -> None:
    others = Connections(Address.of(tenant_url, connections.address.name))

    with closing(others), pytest.raises(LibraryUnwritable, match="its user may not do that"):
        others.change(lambda connection: execute(connection, f"CREATE TABLE {others.address.name}.mine (text text)"))


@pytest.mark.parametrize(
    "url", ["", "mysql://h/d", "postgresql://u:p@ss@host/d", "postgresql://u:p/a@host/d", "postgresql://u:p@h:port/d"]
)
def test_what_is_no_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(NoLibrary, match=r"catalogue\.url: not the address of a PostgreSQL database") as caught:
        Address.of(url, "notes")

    assert not url or url not in str(caught.value)


def test_a_library_that_is_not_there_is_said(address: Address) -> None:
    with closing(Connections(address)) as connections, pytest.raises(NoLibrary, match="sourcechat ingest"):
        connections.rows("SELECT * FROM documents")
