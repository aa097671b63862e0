"""Checking: a look at everything a library keeps, each text, vector, word and passage. Changes nothing.

Knows SQL; the index only through those who know it. What it finds is in sentences, with the remedy.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from ingest.chunking import Chunk
from vectorstore.binding import kept, make
from vectorstore.catalogue import Catalogue
from vectorstore.chunk_rows import CHUNK_QUERY, read_chunk, searched_within
from vectorstore.connections import Connections
from vectorstore.digests import checksum, digest_of, short, text_hash
from vectorstore.engines import AnyCatalogue, open_catalogue, open_index
from vectorstore.errors import LibraryDamaged
from vectorstore.folder import LibraryFolder
from vectorstore.locking import is_being_written
from vectorstore.neighbours import Neighbours
from vectorstore.schema import KEYWORDS
from vectorstore.signing import signs_fit
from vectorstore.text_rows import ROW_QUERY, Spans, kept_revision
from vectorstore.volumes import packed_to

REPAIR = "run `sourcechat library repair`"
_MOST_NAMED = 5  # documents in one sentence; the others are counted

OnStage = Callable[[str], None]
"""Told what is looked at next."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. No problems means that everything is as it was kept, and that search finds all of it.

    `indexed` are the passages that a search finds by their vectors, `pending` those that it finds, but that the next
    writer has still to bring into the index.
    """

    documents: int
    chunks: int
    indexed: int
    pending: int
    problems: tuple[str, ...]


def check(folder: LibraryFolder, *, on_stage: OnStage | None = None) -> CheckReport:
    """Look at everything in a library, whoever reads or writes meanwhile. Raises LibraryDamaged for a foreign file."""
    say = on_stage or (lambda _: None)
    with closing(open_catalogue(folder)) as catalogue:
        problems = _catalogue_problems(folder, catalogue, say)
        if problems:
            return CheckReport(*_numbers(catalogue), problems=problems)
        model = catalogue.facts().get("model_hash", "")
        say("the index")
        with closing(open_index(folder, catalogue)) as index:
            problems = _index_problems(folder, Neighbours(folder, catalogue, index, model))
        return CheckReport(*_numbers(catalogue), problems=problems)


def _catalogue_problems(folder: LibraryFolder, catalogue: AnyCatalogue, say: OnStage) -> tuple[str, ...]:
    if isinstance(catalogue, Catalogue):
        with closing(Connections(folder.catalogue)) as connections:
            return catalogue_problems(connections, say)
    from vectorstore.postgres.checking import problems_of  # noqa: PLC0415 - psycopg, which is an extra

    return problems_of(catalogue, say)


def catalogue_problems(connections: Connections, say: OnStage) -> tuple[str, ...]:
    """Return what is wrong with the catalogue, as it is at one moment."""
    found: list[str] = []
    try:
        with connections.snapshot() as connection:
            for stage, look in _LOOKS.items():
                say(stage)
                found.extend(look(connection))
    except (LibraryDamaged, sqlite3.OperationalError) as error:  # the latter for a table that is not there
        found.append(str(error))
    return tuple(found)


def _numbers(catalogue: AnyCatalogue) -> tuple[int, int, int, int]:
    """Return how many documents, chunks, chunks with vectors and chunks outstanding there are, 0 where unreadable."""
    try:
        model = catalogue.facts().get("model_hash", "")
        return (
            len(catalogue.documents()),
            catalogue.count_chunks(),
            catalogue.count_vectors(model),
            catalogue.outbox.count(),
        )
    except LibraryDamaged:
        return 0, 0, 0, 0


def _index_problems(folder: LibraryFolder, neighbours: Neighbours) -> tuple[str, ...]:
    if is_being_written(folder):
        return ()  # it is behind, and the writer's own affair
    problems = neighbours.problems()
    if problems or not neighbours.has_index:
        return problems
    found = neighbours.probed()
    if found.broken:
        return (f"the index cannot be used: {found.broken}; {REPAIR}",)
    if found.wrong:
        return (f"the index has {len(found.wrong)} passages wrong; {REPAIR}",)
    return ()


def _look_at_the_file(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute("PRAGMA integrity_check(3)").fetchall()
    if [row[0] for row in rows] != ["ok"]:
        yield f"the file of the catalogue is damaged ({'; '.join(str(row[0]) for row in rows)}); {REPAIR}"
    lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    if lost:
        yield f"{len(lost)} rows belong to documents that are not there; {REPAIR}"


def _look_at_texts(connection: sqlite3.Connection) -> Iterator[str]:
    documents = {row["id"]: row for row in connection.execute("SELECT id, title, revision FROM documents")}
    changed = []
    for row in connection.execute(ROW_QUERY):
        document = documents.get(row["document_id"])
        if document is not None and not _is_as_kept(connection, row):
            is_present = row["revision"] == document["revision"]
            changed.append(document["title"] if is_present else f"{document['title']} (an earlier revision)")
    if changed:
        yield f"texts are not as they were kept: {_named(changed)}; {REPAIR}"
    without = connection.execute(
        "SELECT title FROM documents d WHERE NOT EXISTS"
        " (SELECT 1 FROM revisions r WHERE r.document_id = d.id AND r.revision = d.revision)"
    )
    lost = [row["title"] for row in without]
    if lost:
        yield f"texts are lost: {_named(lost)}; {REPAIR}"


def _is_as_kept(connection: sqlite3.Connection, row: sqlite3.Row) -> bool:
    try:
        kept_one = kept_revision(connection, row)
    except (ValueError, TypeError):
        return False
    return digest_of(kept_one.text, kept_one.structure, kept_one.boxes) == kept_one.digest


def _look_at_passages(connection: sqlite3.Connection) -> Iterator[str]:
    wrong: dict[str, None] = {}
    spans = Spans(connection)
    for row in connection.execute(f"{CHUNK_QUERY} ORDER BY c.number"):
        chunk = _understood(row, spans)
        if chunk is None or short(text_hash(chunk.embedded_text)) != row["text_hash"]:
            wrong[row["title"]] = None
    rows = connection.execute(
        "SELECT title FROM documents d WHERE chunks <> (SELECT count(*) FROM chunks c WHERE c.document_id = d.id)"
    )
    wrong.update((row["title"], None) for row in rows)
    if wrong:
        yield f"passages are not as they were kept: {_named(list(wrong))}; {REPAIR}"


def _understood(row: sqlite3.Row, spans: Spans) -> Chunk | None:
    """Return the chunk of a row, None where the row makes no sense."""
    try:
        return read_chunk(row, spans).chunk
    except (ValueError, TypeError):
        return None


def _look_at_vectors(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute("SELECT vector, checksum FROM vectors")
    changed = sum(checksum(row["vector"]) != row["checksum"] for row in rows)
    if changed:
        yield f"{changed} vectors are not as they were kept; {REPAIR}"
    if any(
        not signs_fit(connection, *row) for row in connection.execute("SELECT first, after, model, packed FROM signs")
    ):
        yield f"the signs do not fit the vectors; {REPAIR}"
    (lacking,) = connection.execute(
        "SELECT count(*) FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM vectors v JOIN models m ON m.number = v.model"
        " WHERE v.text_hash = c.text_hash AND m.hash = (SELECT value FROM facts WHERE name = 'model_hash'))"
    ).fetchone()
    if lacking:
        yield f"{lacking} passages have no vector; {REPAIR}"


def _look_at_keywords(connection: sqlite3.Connection) -> Iterator[str]:
    """Hold every word of the keyword index, with its counts, against one made anew of the passages."""
    try:
        fits = _volumes_fit(connection) and _latest_fit(connection)
    except (ValueError, TypeError):  # of a passage that makes no sense, which is told as such
        fits = True
    if not fits:
        yield f"the keywords do not fit the passages; {REPAIR}"


def _volumes_fit(connection: sqlite3.Connection) -> bool:
    spans = connection.execute("SELECT first, after FROM volumes ORDER BY first").fetchall()
    stray = connection.execute("SELECT DISTINCT first FROM postings EXCEPT SELECT first FROM volumes").fetchall()
    return not stray and all(
        kept(connection, first) == make(connection, first, after, searched_within(connection, first, after))
        for first, after in spans
    )


def _latest_fit(connection: sqlite3.Connection) -> bool:
    connection.execute(KEYWORDS.replace("keywords", "temp.fresh", 1))  # it goes with the connection
    packed, after = packed_to(connection), sys.maxsize
    connection.executemany(
        "INSERT INTO temp.fresh (title, heading, text) VALUES (?, ?, ?)",
        (texts for _, texts in searched_within(connection, packed, after)),
    )
    connection.execute("CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab ('main', 'keywords', 'col')")
    connection.execute("CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab ('temp', 'fresh', 'col')")
    return not connection.execute(_DIFFERING, (packed,)).fetchone()[0]


_DIFFERING = (
    "SELECT EXISTS (SELECT term, col, doc, cnt FROM kept_words EXCEPT SELECT term, col, doc, cnt FROM fresh_words)"
    " OR EXISTS (SELECT term, col, doc, cnt FROM fresh_words EXCEPT SELECT term, col, doc, cnt FROM kept_words)"
    " OR EXISTS (SELECT number FROM chunks WHERE number >= ?1 EXCEPT SELECT id FROM keywords_docsize)"
    " OR EXISTS (SELECT id FROM keywords_docsize EXCEPT SELECT number FROM chunks WHERE number >= ?1)"
)
_LOOKS: dict[str, Callable[[sqlite3.Connection], Iterator[str]]] = {
    "the catalogue's file": _look_at_the_file,
    "texts": _look_at_texts,
    "passages": _look_at_passages,
    "vectors": _look_at_vectors,
    "keywords": _look_at_keywords,
}


def _named(titles: list[str]) -> str:
    named = ", ".join(titles[:_MOST_NAMED])
    more = len(titles) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
