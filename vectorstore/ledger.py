"""The ledger: which places a library mirrors, what it found there, and which document each source is.

Knows SQL; never a file, an address or an index. A document may have several sources; the catalogue names the first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.documents import DocumentId, Source
from ingest.locations import Location, LocationKind
from ingest.stamps import Stamp
from vectorstore.connections import Connections, EngineRow

_TABLES = """
CREATE TABLE remembered (
    uri TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, options TEXT NOT NULL,
    added TEXT NOT NULL, synced TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE sources (
    uri TEXT PRIMARY KEY, document_id TEXT REFERENCES documents ON DELETE CASCADE, fingerprint TEXT NOT NULL,
    made_with TEXT NOT NULL, stamp TEXT NOT NULL, validator TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX sources_of_document ON sources (document_id);
CREATE INDEX sources_of_fingerprint ON sources (fingerprint);
"""


@dataclass(frozen=True, slots=True)
class RememberedPlace:
    """A place that is mirrored, since when, and when it last was; times are UTC."""

    location: Location
    added: datetime
    synced: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A source as it was when last read.

    `document_id` and `title` are those of the document that it is, None and "" where nothing could be made of it;
    `failure` says why it could not be read, or "". `validator` is what a server gave to ask by whether it changed.
    """

    uri: str
    document_id: DocumentId | None
    title: str
    fingerprint: str
    made_with: str
    stamp: Stamp | None = None
    validator: str = ""
    failure: str = ""


def make_ledger(connection: sqlite3.Connection) -> None:
    """Make the tables, and enter the source of every document there is; inside a transaction."""
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO sources (uri, document_id, fingerprint, made_with, stamp)"
        " SELECT uri, id, fingerprint, made_with, '' FROM documents"
    )


def enter_document(connection: sqlite3.Connection, source: Source, document_id: DocumentId, *, made_with: str) -> None:
    """Enter a source as the document that was just made of it; inside the transaction that keeps the document."""
    connection.execute(
        "INSERT OR REPLACE INTO sources (uri, document_id, fingerprint, made_with, stamp) VALUES (?, ?, ?, ?, '')",
        (source.uri, document_id, source.fingerprint, made_with),
    )


class Ledger:
    """The ledger of one catalogue, through the catalogue's own connections and transactions."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    # -- places ---------------------------------------------------------------------------------------------------

    def remembered(self) -> tuple[RememberedPlace, ...]:
        """Return the places that are mirrored, by kind and name."""
        rows = self._connections.rows("SELECT * FROM remembered ORDER BY kind, name, uri")
        return tuple(to_remembered(row) for row in rows)

    def remember(self, locations: Sequence[Location]) -> None:
        """Remember places as mirrored now; those of the same address keep the time at which they were added."""
        now = datetime.now(UTC).isoformat()
        with self._connections.transaction() as connection:
            connection.executemany(
                "INSERT INTO remembered VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (uri) DO UPDATE SET kind = excluded.kind,"
                " name = excluded.name, options = excluded.options, synced = excluded.synced",
                ((one.uri, one.kind, one.name, packed_options(one), now, now) for one in locations),
            )

    def forget(self, uris: Sequence[str]) -> None:
        """Mirror these places no more; what was found there stays."""
        with self._connections.transaction() as connection:
            connection.executemany("DELETE FROM remembered WHERE uri = ?", ((uri,) for uri in uris))

    # -- sources --------------------------------------------------------------------------------------------------

    def at(self, uris: Sequence[str]) -> dict[str, Known]:
        """Return those of the sources at these addresses that are known, by address."""
        return self._known("s.uri IN (SELECT value FROM json_each(?))", json.dumps(list(uris)))

    def below(self, folder: str) -> dict[str, Known]:
        """Return the known sources below the address of a folder, which ends with a slash, by address."""
        return self._known("s.uri > ? AND s.uri < ?", folder, f"{folder[:-1]}0")  # 0 comes after the slash

    def of_fingerprint(self, fingerprint: str) -> tuple[Known, ...]:
        """Return the sources that had these bytes and are a document, in the order of their addresses."""
        rows = self._connections.rows(
            f"{_KNOWN_QUERY} WHERE s.fingerprint = ? AND s.document_id IS NOT NULL AND f.uri IS NULL ORDER BY s.uri",
            fingerprint,
        )
        return tuple(map(to_known, rows))

    def of_document(self, document_id: DocumentId) -> tuple[str, ...]:
        """Return the addresses of the sources of a document: the one that the catalogue names, then the others."""
        rows = self._connections.rows(
            "SELECT s.uri FROM sources s JOIN documents d ON d.id = s.document_id WHERE d.id = ?"
            " ORDER BY s.uri <> d.uri, s.uri",
            document_id,
        )
        return tuple(row["uri"] for row in rows)

    def is_taken(self, document_id: DocumentId) -> bool:
        """Whether there is a document of that id."""
        return self._connections.one("SELECT 1 FROM documents WHERE id = ?", document_id) is not None

    def enter(self, sources: Sequence[Known]) -> None:
        """Enter sources, in place of what was known of them. Their documents must be there."""
        with self._connections.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (one.uri, one.document_id, one.fingerprint, one.made_with, packed_stamp(one.stamp), one.validator)
                    for one in sources
                ),
            )

    def move(self, moves: Mapping[str, Known]) -> None:
        """Let sources at one address be at another, with the documents that they are."""
        with self._connections.transaction() as connection:
            for uri in moves:
                connection.execute("DELETE FROM sources WHERE uri = ?", (uri,))
            # Two files may have changed places: each address is made free before it is taken.
            named = [(uri, one) for uri, one in moves.items() if _unname(connection, uri)]
            for one in moves.values():
                connection.execute(
                    "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)",
                    (one.uri, one.document_id, one.fingerprint, one.made_with, packed_stamp(one.stamp), one.validator),
                )
            for _, one in named:
                connection.execute("UPDATE documents SET uri = ? WHERE id = ?", (one.uri, one.document_id))
            _grow(connection)

    def drop(self, uris: Sequence[str]) -> tuple[DocumentId, ...]:
        """Forget sources; return the documents that have none any more, which are to be removed.

        A document that has others is named after the first of them.
        """
        alone: list[DocumentId] = []
        with self._connections.transaction() as connection:
            for uri in uris:
                row = connection.execute("SELECT document_id FROM sources WHERE uri = ?", (uri,)).fetchone()
                connection.execute("DELETE FROM sources WHERE uri = ?", (uri,))
                if row is None or row["document_id"] is None:
                    continue
                if not _named_anew(connection, row["document_id"], uri):
                    alone.append(DocumentId(row["document_id"]))
                _grow(connection)
        return tuple(alone)

    def _known(self, where: str, *values: str) -> dict[str, Known]:
        rows = self._connections.rows(f"{_KNOWN_QUERY} WHERE {where} ORDER BY s.uri", *values)
        return {row["uri"]: to_known(row) for row in rows}


_KNOWN_QUERY = (
    "SELECT s.*, d.title, f.message AS failure FROM sources s LEFT JOIN documents d ON d.id = s.document_id"
    " LEFT JOIN failures f ON f.uri = s.uri"
)


def _unname(connection: sqlite3.Connection, uri: str) -> bool:
    """Take its address from the document that is named after it; return whether one was."""
    changed = connection.execute("UPDATE documents SET uri = ? WHERE uri = ?", (f"moving:{uri}", uri))
    return changed.rowcount > 0


def _named_anew(connection: sqlite3.Connection, document_id: str, gone: str) -> bool:
    """Name a document after another source where it was named after `gone`; return whether it has another."""
    others = connection.execute("SELECT uri FROM sources WHERE document_id = ? ORDER BY uri", (document_id,)).fetchall()
    if others:
        connection.execute(
            "UPDATE documents SET uri = ? WHERE id = ? AND uri = ?", (others[0]["uri"], document_id, gone)
        )
    return bool(others)


def _grow(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO facts VALUES ('generation', '1')"
        " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


def packed_options(location: Location) -> str:
    """Return how a place is mirrored, as text."""
    options = {"exclude": location.exclude, "depth": location.depth, "has_secrets": location.has_secrets}
    return json.dumps(options, ensure_ascii=False)


def to_remembered(row: EngineRow) -> RememberedPlace:
    """Return the place of a row."""
    options = json.loads(row["options"])
    location = Location(
        uri=row["uri"],
        kind=LocationKind(row["kind"]),
        name=row["name"],
        exclude=tuple(options["exclude"]),
        depth=options["depth"],
        has_secrets=options["has_secrets"],
        address=row["uri"] if row["kind"] == LocationKind.ADDRESS else "",
    )
    return RememberedPlace(location, datetime.fromisoformat(row["added"]), datetime.fromisoformat(row["synced"]))


def packed_stamp(stamp: Stamp | None) -> str:
    """Return how a file looked, as text; "" for None."""
    if stamp is None:
        return ""
    numbers = (stamp.size, stamp.modified, stamp.changed, stamp.inode, stamp.device, stamp.looked)
    return " ".join(map(str, numbers))


def to_known(row: EngineRow) -> Known:
    """Return the source of a row."""
    return Known(
        uri=row["uri"],
        document_id=DocumentId(row["document_id"]) if row["document_id"] else None,
        title=row["title"] or "",
        fingerprint=row["fingerprint"],
        made_with=row["made_with"],
        stamp=Stamp(*map(int, row["stamp"].split())) if row["stamp"] else None,
        validator=row["validator"],
        failure=row["failure"] or "",
    )
