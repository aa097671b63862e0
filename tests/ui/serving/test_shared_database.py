"""What is PostgreSQL's own; what both engines do is in `test_database`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.ui.serving.homes import Home, home_in_postgresql
from ui.serving.database import Change, Tables
from ui.serving.shared_database import SharedDatabase
from vectorstore.engines import address_of
from vectorstore.errors import LibraryAway, NoLibrary
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.connections import Connections

NOTES = Tables("notes", ("CREATE TABLE notes (text TEXT NOT NULL);",))


@pytest.fixture
def shared(tmp_path: Path, postgres_url: str) -> Iterator[Home]:
    with home_in_postgresql(tmp_path, postgres_url) as home:
        yield home


@pytest.fixture
def database(shared: Home) -> Iterator[SharedDatabase]:
    with closing(SharedDatabase(address_of(shared.library), NOTES)) as database:
        yield database


def end_all(url: str) -> None:
    """End every connection, as a server does that is started anew."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'source%'"
        )


def test_where_no_library_is_nothing_is_made(postgres_url: str) -> None:
    nowhere = Address.of(postgres_url, "nowhere_at_all")
    with closing(SharedDatabase(nowhere, NOTES)) as database, pytest.raises(NoLibrary, match="sourcechat ingest"):
        database.rows("SELECT 1")

    with closing(Connections(nowhere)) as connections:
        assert connections.one("SELECT 1 AS one FROM pg_namespace WHERE nspname = 'nowhere_at_all'") is None


def test_a_change_over_which_the_server_went_away_is_made_once(shared: Home, database: SharedDatabase) -> None:
    times: list[int] = []

    def work(change: Change) -> None:
        change.run("INSERT INTO notes VALUES ('a')")
        times.append(1)
        if len(times) == 1:
            end_all(shared.library.engines.catalogue)
        change.run("INSERT INTO notes VALUES ('b')")

    database.change(work, of="notes")

    assert (len(times), database.rows("SELECT text FROM notes")) == (2, [("a",), ("b",)])


def test_a_change_of_which_nobody_knows_whether_it_was_kept_is_not_made_again(
    shared: Home, database: SharedDatabase
) -> None:
    times: list[int] = []

    def work(change: Change) -> None:
        change.run("INSERT INTO notes VALUES ('a')")
        times.append(1)
        end_all(shared.library.engines.catalogue)

    with pytest.raises(LibraryAway):
        database.change(work, of="notes")

    assert (len(times), database.rows("SELECT text FROM notes")) == (1, [])


def test_whoever_takes_documents_in_holds_up_nobody_who_asks(shared: Home, database: SharedDatabase) -> None:
    database.rows("SELECT 1")
    writing, done = threading.Event(), threading.Event()

    def slow(_: object) -> None:
        writing.set()
        done.wait(30)

    with closing(Connections(address_of(shared.library))) as catalogue:
        thread = threading.Thread(target=lambda: catalogue.change(slow))
        thread.start()
        writing.wait(30)

        database.change(lambda change: change.run("INSERT INTO notes VALUES ('tea')"), of="notes")

        assert database.rows("SELECT text FROM notes") == [("tea",)]
        done.set()
        thread.join()
