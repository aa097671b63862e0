"""Volumes: where the words of all but the latest chunks of a catalogue are kept, packed for search.

The words of the latest chunks are in SQLite's own full-text index, which takes new ones fast and is slow to search;
once there are enough of them they become a volume, and several small volumes a larger one (see `binding`). Knows SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

Texts = tuple[str, str, str]
"""The words of a chunk's title, heading and text, parted by blanks."""

TABLES = """
CREATE TABLE volumes (
    first INTEGER PRIMARY KEY, after INTEGER NOT NULL, chunks INTEGER NOT NULL, words INTEGER NOT NULL,
    lengths BLOB NOT NULL
);
CREATE TABLE postings (
    first INTEGER NOT NULL, word TEXT NOT NULL, chunks INTEGER NOT NULL, packed BLOB NOT NULL,
    PRIMARY KEY (first, word)
) WITHOUT ROWID;
CREATE TABLE signs (first INTEGER PRIMARY KEY, after INTEGER NOT NULL, model TEXT NOT NULL, packed BLOB NOT NULL)
"""
# Marks belong to words: without them the words of Indian scripts break at their vowel signs.
TOKENIZER = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
# Whoever has the second has the first.
_STEMS = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS temp.stemmed USING fts5vocab ('temp', 'stems', 'instance');
CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5 (word, content='', tokenize="{TOKENIZER}")
"""
_FORGET = "INSERT INTO temp.stems (stems) VALUES ('delete-all')"
_STEMMED = "SELECT doc, offset, term FROM temp.stemmed WHERE term <> ''"


def packed_to(connection: sqlite3.Connection) -> int:
    """Return the number before which all chunks are in volumes; the first number is 1."""
    return int(connection.execute("SELECT coalesce(max(after), 1) FROM volumes").fetchone()[0])


def count_latest(connection: sqlite3.Connection) -> int:
    """Return how many numbers of chunks are in no volume."""
    query = "SELECT (SELECT coalesce(max(number), 0) + 1 FROM chunks) - (SELECT coalesce(max(after), 1) FROM volumes)"
    return int(connection.execute(query).fetchone()[0])


def stems_of(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what the full-text index makes of words: mostly one stem of each, none of a mark without a letter."""
    distinct = list(dict.fromkeys(words))
    try:
        connection.execute(_FORGET)
    except sqlite3.OperationalError:  # the first time; to ask each time whether they are there takes longer
        for statement in _STEMS.split(";\n"):
            connection.execute(statement)
    # Plain words have one stem each, and are told apart by their places in one row: that costs less than a row each.
    parted: tuple[list[str], list[str]] = ([], [])
    for word in distinct:
        parted[word.isascii() and word.isalnum()].append(word)
    others, plain = parted
    rows = enumerate([" ".join(plain), *others])
    connection.executemany("INSERT INTO temp.stems (rowid, word) VALUES (?, ?)", rows)
    stems: dict[str, tuple[str, ...]] = dict.fromkeys(distinct, ())
    found = connection.cursor()
    found.row_factory = None  # many rows, of which tuples are enough
    for number, place, term in found.execute(_STEMMED):
        stems[others[number - 1] if number else plain[place]] += (term,)
    return stems
