from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore.connections import Connections
from vectorstore.errors import LibraryDamaged, LibraryUnwritable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.execute("INSERT INTO notes VALUES ('tea')")
    connection.commit()
    connection.close()
    return path


@pytest.fixture
def connections(path: Path) -> Iterator[Connections]:
    opened = Connections(path)
    yield opened
    opened.close()


def _fail_half_way(connections: Connections) -> None:
    with connections.transaction() as connection:
        connection.execute("INSERT INTO notes VALUES ('moor')")
        raise KeyError


def test_what_fails_half_way_leaves_nothing(connections: Connections) -> None:
    with pytest.raises(KeyError):
        _fail_half_way(connections)

    assert [row["text"] for row in connections.rows("SELECT text FROM notes")] == ["tea"]


def test_a_snapshot_sees_one_state_whoever_writes_meanwhile(path: Path, connections: Connections) -> None:
    other = Connections(path)
    connections.rows("PRAGMA journal_mode = WAL")

    with connections.snapshot() as connection:
        before = connection.execute("SELECT count(*) FROM notes").fetchone()[0]
        with other.transaction() as writing:
            writing.execute("INSERT INTO notes VALUES ('moor')")
        after = connection.execute("SELECT count(*) FROM notes").fetchone()[0]

    assert (before, after) == (1, 1)
    assert connections.number("SELECT count(*) FROM notes") == 2
    other.close()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite"

    with pytest.raises(LibraryUnwritable, match="cannot be opened"):
        Connections(missing).rows("SELECT 1")

    assert not missing.exists()


def test_bytes_that_are_no_text_are_damage(connections: Connections) -> None:
    connections.rows("INSERT INTO notes VALUES (CAST(x'ff' AS TEXT))")

    with pytest.raises(LibraryDamaged, match="library repair"):
        connections.rows("SELECT text FROM notes")


def test_a_full_disk_is_named_and_nothing_is_lost(connections: Connections) -> None:
    connections.rows("PRAGMA max_page_count = 2")

    with pytest.raises(LibraryUnwritable, match="the disk is full"), connections.transaction() as connection:
        connection.execute("INSERT INTO notes VALUES (?)", ("moor" * 10_000,))

    assert connections.number("SELECT count(*) FROM notes") == 1


def test_a_mistake_in_a_query_stays_a_mistake(connections: Connections) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        connections.rows("SELECT 1 FROM recipes")


def test_the_connections_of_threads_that_have_ended_are_closed(connections: Connections) -> None:
    for _ in range(20):
        thread = threading.Thread(target=lambda: connections.rows("SELECT text FROM notes"))
        thread.start()
        thread.join()

    connections.rows("SELECT text FROM notes")

    assert len(connections._opened) == 1
