from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import vectorstore.text_rows
from tests.vectorstore.contracts import MODEL, TEA, put
from tests.vectorstore.fakes import note
from vectorstore.catalogue import Catalogue
from vectorstore.connections import Connections
from vectorstore.text_rows import ROW_QUERY, RevisionRow, Spans, keep_revision, kept_revision, text_of

LONG = "".join(f"Mill {number} grinds rye\x00 und 会议室 🙂. " for number in range(40))
ROW = RevisionRow(TEA.id, "r2", LONG, "2026-01-31", '{"doubts":[[1],[2]]}', b"boxes", "digest")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def connection(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """A connection to a catalogue of one note, with an earlier revision of many pieces."""
    monkeypatch.setattr(vectorstore.text_rows, "_PIECE", 32)
    with closing(Catalogue.open(path)) as catalogue, closing(Connections(path)) as connections:
        put(catalogue, TEA)
        keep_revision(connections.connection(), ROW)
        yield connections.connection()


def number_of(connection: sqlite3.Connection, revision: str) -> int:
    return int(connection.execute("SELECT number FROM revisions WHERE revision = ?", (revision,)).fetchone()[0])


def pieces(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM texts").fetchone()[0])


def test_a_revision_comes_back_as_it_was(connection: sqlite3.Connection) -> None:
    (row,) = connection.execute(f"{ROW_QUERY} WHERE revision = 'r2'").fetchall()

    assert kept_revision(connection, row) == ROW
    assert row["characters"] == len(LONG)
    assert connection.execute("SELECT doubts FROM revisions ORDER BY number").fetchall()[-1][0] == 2


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 1), (0, 32), (31, 33), (32, 64), (5, 500), (0, len(LONG)), (len(LONG) - 1, len(LONG)), (7, 7)],
)
def test_a_span_is_read_without_the_rest(connection: sqlite3.Connection, start: int, end: int) -> None:
    number = number_of(connection, "r2")
    first, last = start // 32, max(end - 1, start) // 32
    needed = range(number * 2**16 + first, number * 2**16 + last + 1)
    connection.execute(f"DELETE FROM texts WHERE number NOT BETWEEN {needed[0]} AND {needed[-1]}")  # noqa: S608 - numbers

    assert Spans(connection).read(number, start, end) == LONG[start:end]


def test_spans_are_read_in_any_order(connection: sqlite3.Connection) -> None:
    spans, number = Spans(connection), number_of(connection, "r2")
    starts = [*range(0, 600, 17), *range(600, 0, -23)]

    assert [spans.read(number, start, start + 40) for start in starts] == [LONG[start : start + 40] for start in starts]


def test_a_revision_kept_again_takes_the_place_of_the_first(connection: sqlite3.Connection) -> None:
    before = pieces(connection)

    keep_revision(connection, ROW._replace(text="Short.", structure="no JSON"))

    assert connection.execute("SELECT count(*) FROM revisions WHERE revision = 'r2'").fetchone()[0] == 1
    assert text_of(connection, number_of(connection, "r2"), 6) == "Short."
    assert before - pieces(connection) > 10


@pytest.mark.parametrize(
    "statement", ["DELETE FROM revisions WHERE revision = 'r2'", "DELETE FROM documents", "DELETE FROM revisions"]
)
def test_with_a_revision_its_pieces_go(connection: sqlite3.Connection, statement: str) -> None:
    connection.execute(statement)

    revisions = connection.execute("SELECT count(*) FROM revisions").fetchone()[0]
    assert pieces(connection) == 2 * revisions  # the other text fills two


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM texts WHERE number = (SELECT max(number) FROM texts)",
        "DELETE FROM texts WHERE number = (SELECT max(number) - 3 FROM texts)",
        "UPDATE texts SET packed = x'00' WHERE number = (SELECT max(number) FROM texts)",
        "UPDATE texts SET packed = 'text' WHERE number = (SELECT max(number) FROM texts)",
    ],
)
def test_a_text_that_is_damaged_is_an_error(connection: sqlite3.Connection, damage: str) -> None:
    number = number_of(connection, "r2")
    connection.execute(damage)

    with pytest.raises((ValueError, TypeError)):
        text_of(connection, number, len(LONG))
    with pytest.raises((ValueError, TypeError)):
        Spans(connection).read(number, 0, len(LONG))


def test_a_text_of_several_pieces_is_cut_into_passages_and_removed_again(path: Path) -> None:
    long = note("long", "\n\n".join(f"Mill {number} grinds rye. {'Meal ' * 100}" for number in range(150)))
    with closing(Catalogue.open(path)) as catalogue:
        put(catalogue, TEA, long)
        chunks = catalogue.chunks_of(long.id)

        assert len(long.text) > 2 * 2**15
        assert catalogue.document(long.id) == long
        assert all(chunk.text == long.text[chunk.start : chunk.end] for chunk in chunks)
        found = catalogue.chunks([chunk.id for chunk in reversed(chunks)])
        assert {one: stored.chunk for one, stored in found.items()} == {chunk.id: chunk for chunk in chunks}
        catalogue.remove(long.id)
        assert catalogue.known_hashes([], MODEL) == frozenset()
        assert [record.id for record in catalogue.documents()] == [TEA.id]
