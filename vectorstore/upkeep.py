"""Upkeep: a library repaired, made smaller, copied to one file and made of one. Knows files, never what is in them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from vectorstore import server_upkeep
from vectorstore.catalogue import Catalogue
from vectorstore.checking import catalogue_problems
from vectorstore.connections import Connections, damaged, translated
from vectorstore.embedding import Embedder
from vectorstore.engines import describe, is_there
from vectorstore.errors import LibraryDamaged, NoLibrary
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library
from vectorstore.locking import take_lock, unwritable
from vectorstore.salvaging import OnDocument, Salvaged, salvage
from vectorstore.scratch import BESIDE, clear_scratch, remove_database, scratch_for


def repair(folder: LibraryFolder, embedder: Embedder, *, on_document: OnDocument | None = None) -> Salvaged | None:
    """Heal what is derived, and say what is lost; return None where the catalogue was whole.

    A damaged catalogue is kept beside the new one, under `folder.damaged`. Raises LibraryDamaged where nothing of it
    can be read, LibraryLocked and LibraryUnwritable.
    """
    if folder.engines.catalogue:
        salvaged = None
        server_upkeep.repair(folder)
    else:
        salvaged = _repaired(folder, embedder, on_document)
    with Library.open(folder, embedder, write=True) as library:
        library.repair_index()
    return salvaged


def compact(folder: LibraryFolder, embedder: Embedder, *, keep: int | None = None) -> tuple[int, int]:
    """Drop what nothing needs, and all but the latest `keep` revisions where that is given; give back the space.

    Return the bytes of the library before and after. Raises LibraryLocked, LibraryUnwritable and LibraryDamaged.
    """
    before = _size(folder)
    with Library.open(folder, embedder, write=True) as library:
        library.compact(keep=keep)
    return before, _size(folder)


def export(folder: LibraryFolder, file: Path) -> None:
    """Write the whole library to one file, as small as it gets, while others may read and write it.

    Raises LibraryUnwritable where the file cannot be written, and LibraryDamaged.
    """
    if folder.engines.catalogue:
        with _written(file) as beside:
            server_upkeep.export(folder, beside)
        return
    with _written(file) as beside, closing(Connections(folder.catalogue)) as connections:
        connections.rows("VACUUM INTO ?", str(beside))


def back_up(folder: LibraryFolder, file: Path) -> None:
    """Write the library to one file as it is at this moment, page for page, while others may read and write it.

    Faster than `export`, and as large as the library's own catalogue. Raises as `export` does. Of a library in
    PostgreSQL it is the same file.
    """
    if folder.engines.catalogue:
        export(folder, file)
        return
    with (
        _written(file) as beside,
        closing(Connections(folder.catalogue)) as connections,
        translated(file),
        closing(sqlite3.connect(beside)) as copy,
    ):
        connections.connection().backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def import_file(file: Path, folder: LibraryFolder) -> None:
    """Make a library of a file that `export` or `back_up` wrote.

    Raises NoLibrary where there is one already or the file is none, and LibraryUnwritable.
    """
    if is_there(folder):
        other = "library with catalogue.name" if folder.engines.catalogue else "folder with --library"
        raise NoLibrary(f"{describe(folder)}: there is a library already; name another {other}")
    if not file.is_file():
        raise NoLibrary(f"{file}: no such file; name one that `sourcechat library export` wrote")
    folder.make()
    if folder.engines.catalogue:
        with TemporaryDirectory() as nowhere:
            copy = Path(nowhere) / "catalogue.sqlite"
            _copy(file, copy)
            _make_ready(file, copy)
            server_upkeep.import_file(copy, folder)
        return
    with _written(folder.catalogue) as beside:
        _copy(file, beside)
        _make_ready(file, beside)


def _size(folder: LibraryFolder) -> int:
    return server_upkeep.size(folder) if folder.engines.catalogue else folder.size


def _repaired(folder: LibraryFolder, embedder: Embedder, on_document: OnDocument | None) -> Salvaged | None:
    lock = take_lock(folder)
    try:
        clear_scratch(folder.catalogue)
        return _repair_catalogue(folder, embedder, on_document)
    finally:
        lock.release()


def _repair_catalogue(folder: LibraryFolder, embedder: Embedder, on_document: OnDocument | None) -> Salvaged | None:
    with suppress(LibraryDamaged):
        Catalogue.open(folder.catalogue).close()  # which brings one of an earlier version up to date
    with closing(Connections(folder.catalogue)) as connections:
        if not catalogue_problems(connections, lambda _: None):
            return None
        with suppress(LibraryDamaged):
            connections.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    beside = scratch_for(folder.catalogue)
    try:
        salvaged = salvage(folder.catalogue, beside, embedder, on_document=on_document)
        _take_place(beside, folder)
    except sqlite3.DatabaseError as error:
        raise LibraryDamaged(
            f"{folder.catalogue}: nothing of it can be read ({error}); import a backup into another folder, or remove "
            "this one and ingest the sources again"
        ) from error
    except OSError as error:
        raise unwritable(folder.path, error) from error
    finally:
        remove_database(beside)
    return salvaged


def _take_place(beside: Path, folder: LibraryFolder) -> None:
    """Let a new catalogue take the place of a damaged one, which is kept."""
    remove_database(folder.damaged)
    try:
        os.link(folder.catalogue, folder.damaged)
    except OSError:  # a disk that knows no links, as those of cameras and keys
        shutil.copyfile(folder.catalogue, folder.damaged)
    for suffix in BESIDE:  # they belong to the damaged file, and SQLite would apply them to the new one
        folder.catalogue.with_name(f"{folder.catalogue.name}{suffix}").unlink(missing_ok=True)
    beside.replace(folder.catalogue)


def _copy(file: Path, to: Path) -> None:
    """Copy a file of a library, block by block. Raises NoLibrary for what is none, and OSError."""
    with file.open("rb") as source, to.open("wb") as copy:
        while block := source.read(2**20):
            copy.write(block)


def _make_ready(file: Path, beside: Path) -> None:
    """See that a copy is a whole catalogue, and let its index be made by whoever writes next."""
    try:
        with closing(Catalogue.open(beside)) as catalogue, closing(Connections(beside)) as connections:
            problems = connections.rows("PRAGMA quick_check(1)")
            if problems[0][0] != "ok":
                raise damaged(file, problems[0][0])
            catalogue.outbox.drop()
            connections.rows("PRAGMA journal_mode = WAL")
    except LibraryDamaged as error:
        raise NoLibrary(f"{file}: no whole library; {error}") from error


@contextmanager
def _written(file: Path) -> Iterator[Path]:
    """Give a path beside `file` to write to; it takes the place of `file` when all went well, and goes when not."""
    beside = scratch_for(file)
    try:
        clear_scratch(file)
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(file)
    except OSError as error:
        raise unwritable(file, error) from error
    finally:
        remove_database(beside)
