"""What one user of a database sees of another's library: nothing, however he asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.vectorstore.fakes import WordModel, note
from vectorstore.engines import is_there
from vectorstore.errors import LibraryUnwritable, NoLibrary
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library
from vectorstore.postgres.addresses import Address

TABLES = (
    "facts documents revisions chunks vectors keywords terms outbox sources remembered failures totals volumes"
    " postings gone"
).split()


@pytest.fixture
def owned(address: Address, tmp_path: Path) -> LibraryFolder:
    """A library of one owner."""
    folder = LibraryFolder(tmp_path / "one", Engines(address.url, address.name))
    with Library.open(folder, WordModel(), write=True) as library:
        library.put(note("secret", "The osprey nests at the weir."))
    return folder


@pytest.fixture
def tenants(tenant_url: str, tmp_path: Path) -> Iterator[LibraryFolder]:
    """A library of another user's own, beside it."""
    folder = LibraryFolder(tmp_path / "two", Engines(tenant_url, "of_the_tenant"))
    with Library.open(folder, WordModel(), write=True) as library:
        library.put(note("open", "The plover nests on the moor."))
    yield folder
    with psycopg.connect(tenant_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA of_the_tenant CASCADE")


def test_a_search_finds_what_is_in_ones_own_library_only(owned: LibraryFolder, tenants: LibraryFolder) -> None:
    with Library.open(tenants, WordModel()) as theirs, Library.open(owned, WordModel()) as ours:
        assert [passage.chunk.title for passage in theirs.search("osprey weir nests")] == ["open"]
        assert [passage.chunk.title for passage in ours.search("plover moor nests")] == ["secret"]
        assert theirs.meant_by("osprei") is None


@pytest.mark.parametrize("table", TABLES)
def test_another_user_reads_no_row_however_he_asks(owned: LibraryFolder, tenants: LibraryFolder, table: str) -> None:
    with psycopg.connect(tenants.engines.catalogue, autocommit=True) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(owned.engines.name, table)))
        connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(owned.engines.name)))
        with pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))


def test_a_library_of_anothers_is_not_there_and_cannot_be_made(
    owned: LibraryFolder, tenants: LibraryFolder, tmp_path: Path
) -> None:
    theirs = LibraryFolder(tmp_path / "three", Engines(tenants.engines.catalogue, owned.engines.name))

    assert not is_there(theirs)
    with pytest.raises((LibraryUnwritable, NoLibrary)):
        Library.open(theirs, WordModel(), write=True)
