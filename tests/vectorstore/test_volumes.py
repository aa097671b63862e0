from __future__ import annotations

import sqlite3

import pytest

from vectorstore.volumes import TABLES, packed_to, stems_of


@pytest.fixture
def connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    return connection


def test_without_a_volume_the_first_chunk_is_yet_to_be_packed(connection: sqlite3.Connection) -> None:
    assert packed_to(connection) == 1


def test_chunks_are_packed_up_to_the_end_of_the_last_volume(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO volumes VALUES (1, 4, 3, 9, x'')")
    connection.execute("INSERT INTO volumes VALUES (4, 9, 5, 9, x'')")

    assert packed_to(connection) == 9


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("houses", ("hous",)),
        ("café", ("cafe",)),
        ("図書", ("図書",)),
        ("", ()),
        ("\N{COMBINING CEDILLA}", ()),
    ],
)
def test_a_word_has_the_stems_that_the_index_makes_of_it(
    connection: sqlite3.Connection, word: str, stems: tuple[str, ...]
) -> None:
    assert stems_of(connection, ["tea", word, "tea"]) == {"tea": ("tea",), word: stems}


def test_words_have_the_same_stems_alone_and_in_company(connection: sqlite3.Connection) -> None:
    words = ["houses", "café", "x" * 40_000, "ﬁ", "B-2", "ran 2", "running", "図書", "7", "हिन्दी", "", "b2"]

    alone = {word: stems_of(connection, [word])[word] for word in words}

    assert stems_of(connection, words) == alone
    assert alone["running"] == ("run",)
    assert alone["B-2"] == ("2", "b")
