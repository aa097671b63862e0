from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from vectorstore.connections import Connections
from vectorstore.errors import LibraryDamaged, LibraryLocked, LibraryUnwritable


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


def test_another_that_keeps_it_busy_is_named(
    path: Path, connections: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.connections._BUSY", 0.05)
    other = Connections(path)

    with (
        other.transaction(),
        pytest.raises(LibraryLocked, match="another process keeps it busy"),
        connections.transaction(),
    ):
        pass  # never reached

    assert connections.number("SELECT count(*) FROM notes") == 1
    other.close()


def test_a_file_that_is_no_database_is_damage(tmp_path: Path) -> None:
    other = tmp_path / "catalogue.sqlite"
    other.write_bytes(b"Not a database at all. " * 100)

    with pytest.raises(LibraryDamaged, match=r"catalogue\.sqlite: cannot be read .*library repair"):
        Connections(other).rows("SELECT 1 FROM sqlite_master")


def test_damage_is_told_while_rows_are_read_one_by_one(connections: Connections) -> None:
    connections.rows("INSERT INTO notes VALUES (CAST(x'ff' AS TEXT))")
    rows = connections.stream("SELECT text FROM notes ORDER BY rowid")

    assert next(rows)["text"] == "tea"
    with pytest.raises(LibraryDamaged):
        next(rows)


def test_a_row_belongs_to_one_that_is_there(connections: Connections) -> None:
    connections.rows("CREATE TABLE books (id INTEGER PRIMARY KEY)")
    connections.rows("CREATE TABLE pages (book INTEGER REFERENCES books)")

    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connections.rows("INSERT INTO pages VALUES (7)")


def test_where_nothing_is_found_there_is_no_row_and_nothing_to_count(connections: Connections) -> None:
    assert connections.one("SELECT text FROM notes WHERE text = ?", "moor") is None
    assert connections.number("SELECT rowid FROM notes WHERE text = ?", "moor") == 0


def test_several_rows_at_once_are_kept_all_or_none(connections: Connections) -> None:
    connections.rows("CREATE UNIQUE INDEX one_of_each ON notes (text)")

    with pytest.raises(sqlite3.IntegrityError), connections.transaction() as connection:
        connection.executemany("INSERT INTO notes VALUES (?)", [("moor",), ("mill",), ("moor",)])

    assert connections.number("SELECT count(*) FROM notes") == 1


def _interrupted(connections: Connections) -> None:
    with connections.transaction() as connection:
        connection.execute("INSERT INTO notes VALUES ('moor')")
        raise KeyboardInterrupt


def test_who_interrupts_leaves_nothing_half_done_and_the_connection_as_it_was(connections: Connections) -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupted(connections)

    with connections.transaction() as connection:
        connection.execute("INSERT INTO notes VALUES ('mill')")

    assert [row["text"] for row in connections.rows("SELECT text FROM notes")] == ["tea", "mill"]


def _looked_at(connections: Connections) -> None:
    with connections.snapshot() as connection:
        connection.execute("SELECT text FROM notes").fetchall()
        raise KeyError


def test_a_snapshot_ends_whatever_happens_in_it(path: Path, connections: Connections) -> None:
    with pytest.raises(KeyError):
        _looked_at(connections)

    other = Connections(path)
    with other.transaction() as writing:
        writing.execute("INSERT INTO notes VALUES ('moor')")
    other.close()

    assert connections.number("SELECT count(*) FROM notes") == 2


def test_what_was_closed_is_opened_again_when_it_is_asked(connections: Connections) -> None:
    before = connections.connection()

    connections.close()

    assert connections.number("SELECT count(*) FROM notes") == 1
    assert connections.connection() is not before
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        before.execute("SELECT 1")


def test_each_thread_has_its_own(connections: Connections) -> None:
    met: list[sqlite3.Connection] = [connections.connection(), connections.connection()]
    thread = threading.Thread(target=lambda: met.append(connections.connection()))
    thread.start()
    thread.join()

    assert met[0] is met[1]
    assert met[2] is not met[0]


@pytest.mark.parametrize("name", ["a b", "100%", "what?", "one#two", "größe"])
def test_a_folder_may_be_called_anything(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    sqlite3.connect(folder / "catalogue.sqlite").close()
    opened = Connections(folder / "catalogue.sqlite")

    opened.rows("CREATE TABLE notes (text TEXT)")

    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    assert opened.number("SELECT count(*) FROM notes") == 0
    opened.close()
