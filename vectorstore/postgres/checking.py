"""Checking: a look at everything that a library in PostgreSQL keeps, and its keywords made anew. Knows SQL.

PostgreSQL looks after its own pages; this looks at what stands in them. What it finds is in sentences, with the remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.chunking import Chunk
from vectorstore.digests import checksum, digest_of, text_hash
from vectorstore.postgres.catalogue import CHUNK_QUERY, PostgresCatalogue, read_chunk
from vectorstore.postgres.connections import Connection, Row, execute
from vectorstore.postgres.fulltext import FullText
from vectorstore.postgres.keywords import Stems
from vectorstore.postgres.volumes import are_right

OnStage = Callable[[str], None]
"""Told what is looked at next."""

RESTORE = "restore it from a backup of the server, or ingest its sources again"
REPAIR = "run `sourcechat library repair`"
_AT_ONCE = 500  # chunks


def problems_of(catalogue: PostgresCatalogue, say: OnStage) -> tuple[str, ...]:
    """Return what is wrong with a catalogue, as it is at one moment. Changes nothing."""
    found: list[str] = []
    with catalogue.connections.snapshot() as connection:
        for stage, look in _LOOKS.items():
            say(stage)
            found.extend(look(connection))
    return tuple(found)


def mend_keywords(catalogue: PostgresCatalogue) -> None:
    """Make the keywords, and what is counted of them, anew of the passages."""
    connections = catalogue.connections
    full_text = FullText(connections)

    def work(connection: Connection) -> None:
        execute(connection, "TRUNCATE keywords, terms, volumes, postings, gone")
        execute(connection, "UPDATE totals SET chunks = 0, words = 0")
        rows = execute(connection, f"{CHUNK_QUERY} ORDER BY c.number").fetchall()
        for start in range(0, len(rows), _AT_ONCE):
            part = rows[start : start + _AT_ONCE]
            full_text.add(connection, {row["number"]: read_chunk(row).chunk for row in part})

    connections.change(work)
    full_text.pack()


def _rows(connection: Connection, query: str) -> Iterator[Row]:
    return connection.cursor(binary=True).stream(query, binary=True)


def _look_at_texts(connection: Connection) -> Iterator[str]:
    query = (
        "SELECT d.title, r.text, r.structure, r.boxes, r.digest FROM revisions r"
        " JOIN documents d ON d.id = r.document_id"
    )
    changed = [
        row["title"]
        for row in _rows(connection, query)
        if digest_of(row["text"], row["structure"], row["boxes"]) != row["digest"]
    ]
    if changed:
        yield f"texts are not as they were kept: {', '.join(sorted(set(changed)))}; {RESTORE}"
    query = (
        "SELECT title FROM documents d WHERE NOT EXISTS"
        " (SELECT 1 FROM revisions r WHERE r.document_id = d.id AND r.revision = d.revision)"
    )
    lost = [row["title"] for row in execute(connection, query)]
    if lost:
        yield f"texts are lost: {', '.join(lost)}; {RESTORE}"


def _look_at_passages(connection: Connection) -> Iterator[str]:
    wrong: dict[str, None] = {}
    for row in _rows(connection, CHUNK_QUERY):
        chunk = _understood(row)
        if chunk is None or text_hash(chunk.embedded_text) != row["text_hash"]:
            wrong[row["title"]] = None
    query = "SELECT title FROM documents d WHERE chunks <> (SELECT count(*) FROM chunks c WHERE c.document_id = d.id)"
    wrong.update((row["title"], None) for row in execute(connection, query))
    if wrong:
        yield f"passages are not as they were kept: {', '.join(wrong)}; {RESTORE}"


def _look_at_vectors(connection: Connection) -> Iterator[str]:
    rows = _rows(connection, "SELECT vector, checksum FROM vectors")
    changed = sum(checksum(row["vector"]) != row["checksum"] for row in rows)
    if changed:
        yield f"{changed} vectors are not as they were kept; {RESTORE}"
    query = (
        "SELECT count(*) AS number FROM chunks c WHERE NOT EXISTS (SELECT 1 FROM vectors v"
        " WHERE v.text_hash = c.text_hash AND v.model = (SELECT value FROM facts WHERE name = 'model_hash'))"
    )
    row = execute(connection, query).fetchone()
    if row and row["number"]:
        yield f"{row['number']} passages have no vector; {RESTORE}"


def _look_at_keywords(connection: Connection) -> Iterator[str]:
    """Hold the words of every passage, and the counts of each word, against what the passages have."""
    stems = Stems()
    wrong = 0
    query = (
        "SELECT c.*, d.title, d.uri, d.revision, k.length, k.words, k.weights FROM chunks c"
        " JOIN documents d ON d.id = c.document_id LEFT JOIN keywords k USING (number)"
    )
    for row in _rows(connection, query):
        chunk = _understood(row)
        if chunk is None:
            continue  # which is told as such
        words = stems.of_chunk(chunk)
        kept = dict(zip(row["words"] or (), row["weights"] or (), strict=False))
        wrong += kept != {term.key: weight for term, weight in words.weights.items()} or row["length"] != words.length
    counts = execute(connection, _MISCOUNTED).fetchone()
    if wrong or (counts and counts["is_wrong"]) or not are_right(connection):
        yield f"the keywords do not fit the passages; {REPAIR}"


_MISCOUNTED = """
SELECT EXISTS (
    SELECT 1 FROM (SELECT word AS key, count(*) AS chunks FROM keywords, unnest(words) AS word GROUP BY word) counted
    FULL JOIN (SELECT key, chunks FROM terms WHERE chunks <> 0) kept USING (key)
    WHERE counted.chunks IS DISTINCT FROM kept.chunks
) OR (SELECT chunks <> (SELECT count(*) FROM keywords)
    OR words <> (SELECT coalesce(sum(length), 0) FROM keywords) FROM totals) AS is_wrong
"""
_LOOKS: dict[str, Callable[[Connection], Iterator[str]]] = {
    "texts": _look_at_texts,
    "passages": _look_at_passages,
    "vectors": _look_at_vectors,
    "keywords": _look_at_keywords,
}


def _understood(row: Row) -> Chunk | None:
    """Return the chunk of a row, None where the row makes no sense."""
    try:
        return read_chunk(row).chunk
    except (ValueError, TypeError):
        return None
