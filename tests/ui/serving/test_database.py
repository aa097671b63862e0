from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.ui.serving.homes import Home
from ui.serving.database import Change, Database, PrivateDatabase, Tables, open_database
from vectorstore.errors import LibraryDamaged

NOTES = Tables("notes", ("CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL);",))
DATED = Tables("notes", (*NOTES.steps, "ALTER TABLE notes ADD COLUMN dated INTEGER NOT NULL DEFAULT 7;"))


@contextmanager
def opened(home: Home, tables: Tables = NOTES) -> Iterator[Database]:
    with closing(open_database(home.library, tables)) as database:
        yield database


def put(database: Database, text: str) -> None:
    database.change(lambda change: change.run("INSERT INTO notes (text) VALUES (?)", text), of="notes")


def test_the_file_is_made_when_it_is_used_and_nobody_else_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "library" / "notes.sqlite"
    database = PrivateDatabase(path, NOTES)
    assert not path.exists()

    put(database, "tea")

    assert path.stat().st_mode & 0o077 == 0
    database.close()


def test_what_is_put_is_found_by_its_value_also_after_it_was_let_go(home: Home) -> None:
    with opened(home) as database:
        for text in ("tea", "?", "100 %", "%s"):
            put(database, text)
        database.close()

        assert database.rows("SELECT text FROM notes WHERE text = ?", "%s") == [("%s",)]
        assert database.rows("SELECT count(*) FROM notes") == [(4,)]


def test_a_change_that_fails_leaves_nothing(home: Home) -> None:
    def half(change: Change) -> None:
        change.run("INSERT INTO notes VALUES ('half')")
        assert change.rows("SELECT * FROM notes") == [("half",)]
        raise KeyError

    with opened(home) as database:
        with pytest.raises(KeyError):
            database.change(half, of="notes")

        assert database.rows("SELECT * FROM notes") == []


def test_a_change_tells_how_many_rows_it_changed(home: Home) -> None:
    with opened(home) as database:
        for _ in range(3):
            put(database, "tea")

        assert database.change(lambda change: change.run("DELETE FROM notes WHERE text = ?", "tea"), of="notes") == 3


def test_several_threads_and_processes_write_at_once(home: Home) -> None:
    with opened(home) as one, opened(home) as other, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: put((one, other)[number % 2], str(number)), range(40)))

        assert one.rows("SELECT count(*) FROM notes") == [(40,)]


def test_changes_of_one_thing_come_one_after_another(home: Home) -> None:
    """Each reads what is there and adds one to it: two that read the same would add the same."""

    def count(change: Change) -> None:
        (number,) = change.rows("SELECT count(*) FROM notes")[0]
        change.run("INSERT INTO notes VALUES (?)", str(number))

    with opened(home) as one, opened(home) as other, ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: (one, other)[number % 2].change(count, of="the count"), range(20)))

        assert sorted(int(text) for (text,) in one.rows("SELECT text FROM notes")) == list(range(20))


@pytest.mark.parametrize("number", range(5))
def test_several_that_make_the_tables_at_once_all_write(home: Home, number: int) -> None:
    several = [open_database(home.library, Tables(f"notes{number}", NOTES.steps)) for _ in range(8)]
    together = threading.Barrier(len(several))

    def begin(database: Database) -> None:
        together.wait()
        put(database, "tea")

    with ThreadPoolExecutor(len(several)) as threads:
        list(threads.map(begin, several))

    assert several[0].rows("SELECT count(*) FROM notes") == [(len(several),)]
    for database in several:
        database.close()


def test_tables_of_an_earlier_version_are_brought_up_with_what_is_in_them(home: Home) -> None:
    with opened(home) as earlier:
        put(earlier, "tea")

    for _ in range(2):
        with opened(home, DATED) as later:
            assert later.rows("SELECT text, dated FROM notes") == [("tea", 7)]


def test_a_step_that_fails_leaves_the_tables_as_they_were(home: Home) -> None:
    with opened(home) as earlier:
        put(earlier, "tea")

    broken = Tables("notes", (*DATED.steps, "INSERT INTO notes VALUES (NULL, 1);"))
    with opened(home, broken) as later, pytest.raises(Exception, match=r"(?i)not.null"):
        later.rows("SELECT 1")

    with opened(home) as earlier:
        assert earlier.rows("SELECT * FROM notes") == [("tea",)]


def test_tables_of_a_later_version_are_not_touched(home: Home) -> None:
    with opened(home, DATED) as later:
        put(later, "tea")

    with opened(home) as earlier, pytest.raises(LibraryDamaged, match="another version of sourcechat"):
        put(earlier, "coffee")

    with opened(home, DATED) as later:
        assert later.rows("SELECT text FROM notes") == [("tea",)]
