"""Upkeep of a library in PostgreSQL: mended, measured, written to a file and made of one. Loads psycopg when asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.catalogue import Catalogue
from vectorstore.connections import Connections
from vectorstore.engines import open_catalogue, open_kept
from vectorstore.errors import LibraryDamaged
from vectorstore.folder import LibraryFolder
from vectorstore.moving import move, tables_of

if TYPE_CHECKING:
    from vectorstore.postgres.catalogue import PostgresCatalogue

_COMING = "_coming"  # what a library is called until all of it is there


def repair(folder: LibraryFolder) -> None:
    """Make the keywords anew where they do not fit. Raises LibraryDamaged for what only a backup can mend."""
    from vectorstore.postgres.checking import REPAIR, mend_keywords, problems_of  # noqa: PLC0415 - psycopg, an extra

    catalogue, lock = open_kept(folder, write=True)
    try:
        if isinstance(catalogue, Catalogue):
            return
        problems = problems_of(catalogue, lambda _: None)
        lost = [problem for problem in problems if REPAIR not in problem]
        if lost:
            raise LibraryDamaged("; ".join(lost))
        if problems:
            mend_keywords(catalogue)
    finally:
        catalogue.close()
        if lock is not None:
            lock.release()


def size(folder: LibraryFolder) -> int:
    """Return the bytes that a library takes in its database."""
    from vectorstore.postgres.schema import size as size_of  # noqa: PLC0415 - as above

    with _opened(folder) as catalogue:
        return size_of(catalogue.connections)


def export(folder: LibraryFolder, file: Path) -> None:
    """Write a library to a file, as a catalogue in SQLite, and hold it against what it was. Raises LibraryDamaged."""
    with (
        _opened(folder) as catalogue,
        closing(Catalogue.open(file)) as written,
        closing(Connections(file)) as connections,
    ):
        move((catalogue, tables_of(catalogue)), (written, tables_of(written, connections)))
        written.outbox.drop()
        written.close()
        connections.rows("PRAGMA journal_mode = DELETE")


def import_file(file: Path, folder: LibraryFolder) -> None:
    """Make a library of a catalogue in SQLite; until all of it is there and the same, it is called otherwise.

    Raises LibraryDamaged and LibraryAway.
    """
    from vectorstore.postgres.schema import drop, rename  # noqa: PLC0415 - as above

    name = folder.engines.name
    coming = replace(folder, engines=replace(folder.engines, name=f"{name}{_COMING}"))
    with _opened(coming) as earlier:  # of an import that was broken off
        drop(earlier.connections)
    with (
        _opened(coming) as catalogue,
        closing(Catalogue.open(file)) as source,
        closing(Connections(file)) as connections,
    ):
        try:
            move((source, tables_of(source, connections)), (catalogue, tables_of(catalogue)))
            catalogue.outbox.drop()  # as in SQLite: the index is made by whoever writes next, where one is wanted
            catalogue.pack(source.facts().get("model_hash", ""))  # whoever asks first should not wait for a writer
        except BaseException:
            drop(catalogue.connections)
            raise
        rename(catalogue.connections, name)


@contextmanager
def _opened(folder: LibraryFolder) -> Iterator[PostgresCatalogue]:
    with closing(open_catalogue(folder)) as catalogue:
        if isinstance(catalogue, Catalogue):
            raise TypeError(f"{folder.path}: kept in SQLite")
        yield catalogue
