from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.chunking import Chunk, ChunkId
from ingest.documents import Document, DocumentId, Span
from tests.vectorstore.contracts import MODEL, MOOR, TEA, TWO, chunks_of, put, vectors_of
from tests.vectorstore.fakes import note
from vectorstore.catalogue import Catalogue
from vectorstore.chunk_rows import (
    CHUNK_QUERY,
    StoredChunk,
    forget_vectors,
    insert_chunks,
    read_chunk,
    remove_chunks,
    searched,
)
from vectorstore.digests import short, text_hash
from vectorstore.errors import LibraryDamaged
from vectorstore.text_rows import Spans

PRICES = note("prices", 'Loaf | 3 €\nRoll | 1 €\nZero\x00width\u200b, "quotes" & 漢字')
ROW = Chunk(
    id=ChunkId("row"),
    document_id=PRICES.id,
    start=0,
    end=21,
    text=PRICES.text[:21],
    title="prices",
    heading="Bakery › Bread",
    page=4,
    sentences=(Span(0, 10), Span(11, 21)),
    stand_alone=("", "Ware: Brötchen; price: 1 €"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    """A catalogue of two notes, and of one without chunks."""
    opened = Catalogue.open(path)
    put(opened, TEA, MOOR)
    opened.put(PRICES, [], {}, model=MODEL, made_with="reader 1")
    yield opened
    opened.close()


@pytest.fixture
def connection(path: Path, catalogue: Catalogue) -> Iterator[sqlite3.Connection]:
    """A connection to the catalogue's tables."""
    del catalogue  # it makes them
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def kept(connection: sqlite3.Connection, one: ChunkId) -> StoredChunk:
    return read_chunk(connection.execute(f"{CHUNK_QUERY} WHERE c.id = ?", (one,)).fetchone(), Spans(connection))


def finds(connection: sqlite3.Connection, word: str) -> int:
    """The number of chunks that are found by a word."""
    query = "SELECT count(*) FROM keywords WHERE keywords MATCH ?"
    return int(connection.execute(query, (word,)).fetchone()[0])


def hashes(connection: sqlite3.Connection) -> set[str]:
    """The texts that have a vector."""
    return {row["text_hash"] for row in connection.execute("SELECT text_hash FROM vectors")}


def hashes_of(*documents: Document) -> set[str]:
    return {short(one) for document in documents for one in vectors_of(chunks_of(document))}


# -- keeping -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "chunk",
    [
        ROW,
        replace(ROW, page=None, heading="", stand_alone=()),
        replace(ROW, sentences=(), stand_alone=()),
        replace(ROW, start=22, end=48, text=PRICES.text[22:48], sentences=(Span(22, 32), Span(38, 48)), stand_alone=()),
    ],
)
def test_a_chunk_comes_back_as_it_was_with_its_documents_address(connection: sqlite3.Connection, chunk: Chunk) -> None:
    insert_chunks(connection, [chunk])

    assert kept(connection, chunk.id) == StoredChunk(chunk, PRICES.source.uri, PRICES.revision)


def test_a_chunk_is_kept_under_the_hash_of_what_is_embedded(connection: sqlite3.Connection) -> None:
    digests = insert_chunks(connection, [ROW])

    assert digests[ROW.id] == short(text_hash("prices\nBakery › Bread\nLoaf | 3 €\nWare: Brötchen; price: 1 €"))


def test_a_chunk_is_found_by_title_heading_and_how_its_sentences_are_read(connection: sqlite3.Connection) -> None:
    insert_chunks(connection, [ROW])

    assert searched(ROW) == ("prices", "bakery bread", "loaf 3 ware brötchen price 1")
    assert [finds(connection, word) for word in ("prices", "bakery", "loaf", "brotchen")] == [1, 1, 1, 1]
    assert finds(connection, "roll") == 0  # as it stands, not as it is read


# -- removing ----------------------------------------------------------------------------------------------------------


def test_removed_chunks_are_named_with_the_hash_of_their_texts(connection: sqlite3.Connection) -> None:
    digests = insert_chunks(connection, [ROW, replace(ROW, id=ChunkId("other"), heading="")])

    assert remove_chunks(connection, PRICES.id) == digests
    assert list(digests) == [ROW.id, "other"]


def test_nothing_is_left_of_a_chunk_in_the_keyword_index(connection: sqlite3.Connection) -> None:
    def terms() -> list[tuple[str, int]]:
        connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'keywords', 'row')")
        return [tuple(row) for row in connection.execute("SELECT term, cnt FROM temp.terms")]

    before = terms()
    insert_chunks(connection, [ROW])
    during = terms()
    remove_chunks(connection, PRICES.id)

    assert ("bakeri", 1) in during
    assert terms() == before


@pytest.mark.parametrize("document", [PRICES.id, DocumentId("unknown"), DocumentId("' OR 1=1 --")])
def test_a_document_without_chunks_has_none_to_remove(connection: sqlite3.Connection, document: DocumentId) -> None:
    assert remove_chunks(connection, document) == {}
    assert connection.execute("SELECT count(*) FROM chunks").fetchone()[0] == 2


# -- vectors -----------------------------------------------------------------------------------------------------------


def test_the_vectors_of_removed_texts_are_forgotten_in_every_model(
    catalogue: Catalogue, connection: sqlite3.Connection
) -> None:
    catalogue.keep_vectors("w2", vectors_of(chunks_of(TEA)))

    forget_vectors(connection, remove_chunks(connection, TEA.id))

    assert hashes(connection) == hashes_of(MOOR)


def test_vectors_of_chunks_that_are_still_there_stay_whatever_is_said(connection: sqlite3.Connection) -> None:
    (digest,) = hashes_of(TEA)

    forget_vectors(connection, {ChunkId("tea"): digest})
    forget_vectors(connection, {})

    assert hashes(connection) == hashes_of(TEA, MOOR)


# -- damage ------------------------------------------------------------------------------------------------------------

DAMAGES = [
    ("sentences", "no JSON"),
    ("sentences", "[[1]]"),
    ("sentences", "7"),
    ("stand_alone", '["'),
    ("stand_alone", "7"),
]


@pytest.mark.parametrize(("column", "value"), DAMAGES)
def test_a_document_with_a_damaged_chunk_is_neither_removed_nor_replaced_and_the_remedy_told(
    catalogue: Catalogue, connection: sqlite3.Connection, column: str, value: str
) -> None:
    put(catalogue, TWO)
    query = f"UPDATE chunks SET {column} = ? WHERE document_id = ?"  # noqa: S608 - a name of ours
    connection.execute(query, (value, TWO.id))

    with pytest.raises(LibraryDamaged, match="run `sourcechat library repair`"):
        catalogue.remove(TWO.id)
    with pytest.raises(LibraryDamaged, match="run `sourcechat library repair`"):
        put(catalogue, TWO)

    assert catalogue.document(TWO.id) == TWO
    assert catalogue.search("tea", limit=5) != {}
