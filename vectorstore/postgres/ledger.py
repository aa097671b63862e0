"""The ledger: which places a library mirrors, what it found there, and which document each source is.

As the one in SQLite, in PostgreSQL's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ingest.documents import DocumentId, Source
from ingest.locations import Location
from vectorstore.ledger import Known, RememberedPlace, packed_options, packed_stamp, to_known, to_remembered
from vectorstore.postgres.connections import Connection, Connections, execute, execute_each

_ENTER = (
    "INSERT INTO sources VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (uri) DO UPDATE SET"
    " document_id = excluded.document_id, fingerprint = excluded.fingerprint, made_with = excluded.made_with,"
    " stamp = excluded.stamp, validator = excluded.validator"
)
_NAMED_AFTER_NONE = (
    "SELECT id FROM documents d WHERE uri = ANY(%s::text[])"
    " AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.document_id = d.id)"
)
_KNOWN_QUERY = (
    "SELECT s.*, d.title, f.message AS failure FROM sources s LEFT JOIN documents d ON d.id = s.document_id"
    " LEFT JOIN failures f ON f.uri = s.uri"
)


def enter_document(connection: Connection, source: Source, document_id: DocumentId, *, made_with: str) -> None:
    """Enter a source as the document that was just made of it; inside the transaction that keeps the document."""
    execute(connection, _ENTER, source.uri, document_id, source.fingerprint, made_with, "", "")


def grow(connection: Connection) -> None:
    """Let the generation be the next one."""
    execute(
        connection,
        "INSERT INTO facts VALUES ('generation', '1')"
        " ON CONFLICT (name) DO UPDATE SET value = (facts.value::bigint + 1)::text",
    )


class PostgresLedger:
    """The ledger of one catalogue, through the catalogue's own connections and transactions."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    # -- places ---------------------------------------------------------------------------------------------------

    def remembered(self) -> tuple[RememberedPlace, ...]:
        """Return the places that are mirrored, by kind and name."""
        return tuple(map(to_remembered, self._connections.rows("SELECT * FROM remembered ORDER BY kind, name, uri")))

    def remember(self, locations: Sequence[Location]) -> None:
        """Remember places as mirrored now; those of the same address keep the time at which they were added."""
        now = datetime.now(UTC).isoformat()
        rows = [(one.uri, str(one.kind), one.name, packed_options(one), now, now) for one in locations]
        query = (
            "INSERT INTO remembered VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (uri) DO UPDATE SET"
            " kind = excluded.kind, name = excluded.name, options = excluded.options, synced = excluded.synced"
        )
        self._connections.change(lambda connection: execute_each(connection, query, rows))

    def forget(self, uris: Sequence[str]) -> None:
        """Mirror these places no more; what was found there stays."""
        query = "DELETE FROM remembered WHERE uri = ANY(%s::text[])"
        self._connections.change(lambda connection: execute(connection, query, list(uris)))

    # -- sources --------------------------------------------------------------------------------------------------

    def at(self, uris: Sequence[str]) -> dict[str, Known]:
        """Return those of the sources at these addresses that are known, by address."""
        return self._known("s.uri = ANY(%s::text[])", list(uris))

    def below(self, folder: str) -> dict[str, Known]:
        """Return the known sources below the address of a folder, which ends with a slash, by address."""
        return self._known("s.uri > %s AND s.uri < %s", folder, f"{folder[:-1]}0")  # 0 comes after the slash

    def of_fingerprint(self, fingerprint: str) -> tuple[Known, ...]:
        """Return the sources that had these bytes and are a document, in the order of their addresses."""
        rows = self._connections.rows(
            f"{_KNOWN_QUERY} WHERE s.fingerprint = %s AND s.document_id IS NOT NULL AND f.uri IS NULL ORDER BY s.uri",
            fingerprint,
        )
        return tuple(map(to_known, rows))

    def of_document(self, document_id: DocumentId) -> tuple[str, ...]:
        """Return the addresses of the sources of a document: the one that the catalogue names, then the others."""
        rows = self._connections.rows(
            "SELECT s.uri FROM sources s JOIN documents d ON d.id = s.document_id WHERE d.id = %s"
            " ORDER BY s.uri <> d.uri, s.uri",
            document_id,
        )
        return tuple(row["uri"] for row in rows)

    def is_taken(self, document_id: DocumentId) -> bool:
        """Whether there is a document of that id."""
        return self._connections.one("SELECT 1 AS one FROM documents WHERE id = %s", document_id) is not None

    def enter(self, sources: Sequence[Known]) -> None:
        """Enter sources, in place of what was known of them. Their documents must be there."""
        if sources:
            rows = list(map(_row_of, sources))
            self._connections.change(lambda connection: execute_each(connection, _ENTER, rows))

    def move(self, moves: Mapping[str, Known]) -> None:
        """Let sources at one address be at another, with the documents that they are."""

        def work(connection: Connection) -> None:
            execute(connection, "DELETE FROM sources WHERE uri = ANY(%s::text[])", list(moves))
            # Two files may have changed places: each address is made free before it is taken.
            named = [one for uri, one in moves.items() if _unname(connection, uri)]
            execute_each(connection, _ENTER, list(map(_row_of, moves.values())))
            for one in named:
                execute(connection, "UPDATE documents SET uri = %s WHERE id = %s", one.uri, one.document_id)
            grow(connection)

        self._connections.change(work)

    def drop(self, uris: Sequence[str]) -> tuple[DocumentId, ...]:
        """Forget sources; return the documents that have none any more, which are to be removed.

        A document that has others is named after the first of them.
        """

        def work(connection: Connection) -> tuple[DocumentId, ...]:
            alone: list[DocumentId] = []
            for uri in uris:
                row = execute(connection, "DELETE FROM sources WHERE uri = %s RETURNING document_id", uri).fetchone()
                if row is None or row["document_id"] is None:
                    continue
                if not _named_anew(connection, row["document_id"], uri):
                    alone.append(DocumentId(row["document_id"]))
                grow(connection)
            # Done twice, because the server went away over it, this is where the documents are still found.
            left = execute(connection, _NAMED_AFTER_NONE, list(uris)).fetchall()
            return tuple(dict.fromkeys([*alone, *(DocumentId(row["id"]) for row in left)]))

        return self._connections.change(work) if uris else ()

    def _known(self, where: str, *values: object) -> dict[str, Known]:
        rows = self._connections.rows(f"{_KNOWN_QUERY} WHERE {where} ORDER BY s.uri", *values)
        return {row["uri"]: to_known(row) for row in rows}


def _row_of(one: Known) -> tuple[object, ...]:
    return one.uri, one.document_id, one.fingerprint, one.made_with, packed_stamp(one.stamp), one.validator


def _unname(connection: Connection, uri: str) -> bool:
    """Take its address from the document that is named after it; return whether one was."""
    changed = execute(connection, "UPDATE documents SET uri = %s WHERE uri = %s", f"moving:{uri}", uri)
    return changed.rowcount > 0


def _named_anew(connection: Connection, document_id: str, gone: str) -> bool:
    """Name a document after another source where it was named after `gone`; return whether it has another."""
    query = "SELECT uri FROM sources WHERE document_id = %s ORDER BY uri LIMIT 1"
    other = execute(connection, query, document_id).fetchone()
    if other is not None:
        query = "UPDATE documents SET uri = %s WHERE id = %s AND uri = %s"
        execute(connection, query, other["uri"], document_id, gone)
    return other is not None
