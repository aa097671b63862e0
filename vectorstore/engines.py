"""Engines: what keeps a library, opened as its folder says: SQLite in it, or PostgreSQL somewhere else.

Knows which module opens what; loads nothing that is not asked for.
"""

from __future__ import annotations

import shlex
import socket
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol, TypeAlias

from vectorstore.catalogue import Catalogue
from vectorstore.errors import NoLibrary
from vectorstore.folder import LibraryFolder
from vectorstore.ledger import Ledger
from vectorstore.locking import take_lock
from vectorstore.scratch import clear_scratch

if TYPE_CHECKING:
    from vectorstore.chroma import VectorIndex
    from vectorstore.postgres.addresses import Address
    from vectorstore.postgres.catalogue import PostgresCatalogue
    from vectorstore.postgres.index import PgvectorIndex
    from vectorstore.postgres.ledger import PostgresLedger

AnyCatalogue: TypeAlias = "Catalogue | PostgresCatalogue"
"""A catalogue, whichever engine keeps it: what they have in common is what `CatalogueContract` in the tests says."""

AnyIndex: TypeAlias = "VectorIndex | PgvectorIndex"
"""An index, whichever engine keeps it: what they have in common is what `IndexContract` in the tests says."""

AnyLedger: TypeAlias = "Ledger | PostgresLedger"
"""The ledger of such a catalogue."""


_CHROMA, _PGVECTOR = "chroma", "pgvector"
_LETTERS = 32  # of what a library is called in a server of Chroma's


class WritersLock(Protocol):
    """The lock of whoever writes to a library."""

    @property
    def is_locked(self) -> bool:
        """Whether it is held."""
        ...

    def release(self) -> object:
        """Let others write."""
        ...


def open_catalogue(folder: LibraryFolder) -> AnyCatalogue:
    """Open the catalogue of a library, making it if need be. Raises LibraryAway, LibraryDamaged, LibraryUnwritable."""
    if not folder.engines.catalogue:
        return Catalogue.open(folder.catalogue)
    return _open_at(address_of(folder))


def open_kept(folder: LibraryFolder, *, write: bool) -> tuple[AnyCatalogue, WritersLock | None]:
    """Open the catalogue of a library, making it if need be, with the writer's lock where `write`.

    Raises as `open_catalogue` does, and LibraryLocked, which names whoever is writing.
    """
    if not folder.engines.catalogue:
        return _open_in(folder, write=write)
    catalogue = _open_at(address_of(folder))
    from vectorstore.postgres.locking import take_advisory_lock  # noqa: PLC0415 - psycopg, which is an extra

    try:
        return catalogue, take_advisory_lock(catalogue.connections) if write else None
    except BaseException:
        catalogue.close()
        raise


def open_index(folder: LibraryFolder, catalogue: AnyCatalogue) -> AnyIndex:
    """Give the index of a library, which connects to nothing before it is asked. Raises NoLibrary where none can be."""
    engines = folder.engines
    if engines.index == _PGVECTOR and (engines.index_url or isinstance(catalogue, Catalogue)):
        what = "index.url is Chroma's" if engines.index_url else "the catalogue is in SQLite"
        raise NoLibrary(f"index.engine is pgvector, and {what}; set catalogue.url, and no index.url")
    if engines.index_url:
        from vectorstore.chroma_server import ServedIndex  # noqa: PLC0415 - only where it is chosen

        return ServedIndex(engines.index_url, f"sourcechat-{_identity(folder, catalogue)}", folder.index)
    if isinstance(catalogue, Catalogue) or engines.index == _CHROMA:
        from vectorstore.chroma import VectorIndex  # noqa: PLC0415 - as above

        return VectorIndex(folder.index)
    from vectorstore.postgres.index import PgvectorIndex  # noqa: PLC0415 - as above

    return PgvectorIndex(catalogue.connections)


def _identity(folder: LibraryFolder, catalogue: AnyCatalogue) -> str:
    """Return what no other library that shares a server is called: where it is, or what PostgreSQL gave it."""
    if isinstance(catalogue, Catalogue):
        return sha256(f"{socket.gethostname()} {folder.path.resolve()}".encode()).hexdigest()[:_LETTERS]
    return catalogue.facts()["identity"][:_LETTERS]


def is_there(folder: LibraryFolder) -> bool:
    """Whether there is a library. Raises LibraryAway."""
    if not folder.engines.catalogue:
        return folder.catalogue.is_file()
    address = address_of(folder)
    from vectorstore.postgres.connections import Connections  # noqa: PLC0415 - as above
    from vectorstore.postgres.schema import exists  # noqa: PLC0415

    with closing(Connections(address)) as connections:
        return exists(connections)


def require(folder: LibraryFolder) -> None:
    """Raise NoLibrary where no library is, for whoever only reads and should make none. Raises LibraryAway."""
    if not folder.engines.catalogue:
        folder.require()
    elif not is_there(folder):
        command = f"sourcechat ingest --library {shlex.quote(str(folder.path))} FOLDER"
        raise NoLibrary(f"{address_of(folder)}: there is none; run `{command}`")


def require_owners(folder: LibraryFolder) -> None:
    """Raise LibraryRefuses where a library's PostgreSQL would not keep the rows of owners apart. Raises LibraryAway."""
    if not folder.engines.catalogue:
        return
    address = address_of(folder)
    from vectorstore.postgres.connections import Connections  # noqa: PLC0415 - as above
    from vectorstore.postgres.schema import require_bound  # noqa: PLC0415

    with closing(Connections(address)) as connections:
        require_bound(connections)


def describe(folder: LibraryFolder) -> str:
    """Return what a person knows a library by: its folder, or where in PostgreSQL it is, without a password."""
    return str(address_of(folder)) if folder.engines.catalogue else str(folder.path)


def _open_in(folder: LibraryFolder, *, write: bool) -> tuple[Catalogue, WritersLock | None]:
    lock = take_lock(folder) if write else None
    try:
        if write:
            clear_scratch(folder.catalogue)
        return Catalogue.open(folder.catalogue), lock
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _open_at(address: Address) -> PostgresCatalogue:
    from vectorstore.postgres.catalogue import PostgresCatalogue  # noqa: PLC0415 - as above

    return PostgresCatalogue.open(address)


def address_of(folder: LibraryFolder) -> Address:
    """Return where in PostgreSQL a library is. Raises NoLibrary for no address, and where psycopg is missing."""
    from vectorstore.postgres.addresses import Address  # noqa: PLC0415 - as above

    try:
        import psycopg  # noqa: F401, PLC0415 - whether it is installed
    except ImportError as error:
        raise NoLibrary(
            "catalogue.url is set, but what speaks with PostgreSQL is not installed; "
            "run `pip install 'sourcechat[postgres]'`"
        ) from error
    engines = folder.engines
    return Address.of(engines.catalogue, engines.name, engines.owner)
