from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ui.serving.database import PrivateDatabase

SCHEMA = "CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "notes.sqlite"


def put(database: PrivateDatabase, text: str) -> None:
    with database.changing() as connection:
        connection.execute("INSERT INTO notes VALUES (?)", (text,))


def test_the_file_is_made_when_it_is_used_and_nobody_else_reads_it(path: Path) -> None:
    database = PrivateDatabase(path, SCHEMA)
    assert not path.exists()

    put(database, "tea")

    assert path.stat().st_mode & 0o077 == 0
    assert database.rows("SELECT text FROM notes WHERE text = ?", "tea") == [("tea",)]
    database.close()


def test_a_change_that_fails_leaves_nothing(path: Path) -> None:
    database = PrivateDatabase(path, SCHEMA)

    def half() -> None:
        with database.changing() as connection:
            connection.execute("INSERT INTO notes VALUES ('half')")
            raise KeyError

    with pytest.raises(KeyError):
        half()

    assert database.rows("SELECT * FROM notes") == []
    database.close()


def test_what_is_prepared_is_there_after_the_file_was_let_go(path: Path) -> None:
    def prepare(connection: sqlite3.Connection) -> None:
        connection.create_function("twice", 1, lambda text: text * 2)

    database = PrivateDatabase(path, SCHEMA, prepare=prepare)
    for _ in range(2):
        assert database.rows("SELECT twice('ab')") == [("abab",)]
        database.close()


def test_several_threads_and_processes_write_at_once(path: Path) -> None:
    one, other = PrivateDatabase(path, SCHEMA), PrivateDatabase(path, SCHEMA)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: put((one, other)[number % 2], str(number)), range(40)))

    assert one.rows("SELECT count(*) FROM notes") == [(40,)]
    one.close()
    other.close()


@pytest.mark.parametrize("name", [str(number) for number in range(10)])
def test_several_that_make_the_file_at_once_all_write(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    several = [PrivateDatabase(path, SCHEMA) for _ in range(8)]
    together = threading.Barrier(len(several))

    def begin(database: PrivateDatabase) -> None:
        together.wait()
        put(database, "tea")

    with ThreadPoolExecutor(len(several)) as threads:
        list(threads.map(begin, several))

    assert several[0].rows("SELECT count(*) FROM notes") == [(len(several),)]
    for database in several:
        database.close()
