from __future__ import annotations

import pytest

from tests.vectorstore.contracts import MOOR, TEA, put
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.moving import PostgresTables


@pytest.fixture
def tables(stored: PostgresCatalogue) -> PostgresTables:
    """Those of a library of two documents."""
    put(stored, TEA, MOOR)
    return PostgresTables(stored.connections)


def test_rows_are_read_as_tuples_in_the_order_of_the_query(tables: PostgresTables) -> None:
    rows = tables.read("SELECT title, id FROM documents ORDER BY title")

    assert list(rows) == [("moor", MOOR.id), ("tea", TEA.id)]


def test_a_table_holds_the_rows_that_it_is_given_and_no_others(tables: PostgresTables) -> None:
    columns = ("uri", "name", "message", "dated")
    tables.replace("failures", columns, [("file:///a.pdf", "a.pdf", "old", "2026-01-01")])

    tables.replace("failures", columns, [("file:///b.pdf", "b.pdf", "no text", "2026-01-02")])

    assert list(tables.read("SELECT uri, message FROM failures")) == [("file:///b.pdf", "no text")]


def test_characters_of_revisions_are_counted_anew(tables: PostgresTables) -> None:
    columns = ("document_id", "revision", "text", "dated", "structure", "boxes", "digest")
    (row,) = tables.read(f"SELECT {', '.join(columns)} FROM revisions WHERE document_id = '{TEA.id}'")  # noqa: S608 - a test's own

    tables.replace("revisions", columns, [(*row[:2], "Tea at 5.", *row[3:])])

    assert list(tables.read("SELECT text, characters, doubts FROM revisions")) == [("Tea at 5.", 9, 0)]


def test_documents_are_dated_as_said(tables: PostgresTables) -> None:
    tables.date([("2020-01-01", "2021-02-02", TEA.id)])

    query = "SELECT added, updated FROM documents WHERE title = 'tea'"
    assert list(tables.read(query)) == [("2020-01-01", "2021-02-02")]
