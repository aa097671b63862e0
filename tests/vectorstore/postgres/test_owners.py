"""What one owner's connections see of another's library in the same database, as the same user: nothing.

A library that has an owner passes what any other does: nothing that it does itself is kept from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import psycopg
import pytest
from psycopg import sql

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from tests.vectorstore.contracts import MOOR, TEA, CatalogueContract, IndexContract, LedgerContract, put
from tests.vectorstore.fakes import WordModel, note
from vectorstore.engines import address_of, require_owners
from vectorstore.errors import LibraryRefuses, NoLibrary
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library
from vectorstore.postgres import volumes
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.connections import Connections
from vectorstore.postgres.index import PgvectorIndex

NAMES = {"ada": "osprey", "bob": "plover"}
# Of each table a row that would be taken, were it one's own.
ROWS = {
    "chunks": "VALUES (99, 'id', 'd', 0, 1, '', NULL, '', '', '', '')",
    "documents": "VALUES ('d', 'u', 'f', 't', 'r', 'm', 0, 0, '', '')",
    "facts": "VALUES ('a', 'b')",
    "failures": "VALUES ('u', 'n', 'm', '')",
    "gone": "VALUES (99)",
    "keywords": "VALUES (99, 1, '{1}', '{1}')",
    "neighbours": "VALUES ('c', 'd', NULL)",
    "outbox": "VALUES ('c')",
    "postings": "VALUES (99, 0, '')",
    "remembered": "VALUES ('u', 'k', 'n', 'o', '', '')",
    "revisions": "VALUES ('d', 'r', 't', '', '', '', '', 0, 0)",
    "sources": "VALUES ('u', NULL, 'f', 'm', '', '')",
    "terms": "VALUES (99, 'word', 1)",
    "totals": "VALUES (1, 1)",
    "vectors": "VALUES ('h', 'm', '', 0)",
    "volumes": "(first, after, lengths) VALUES (99, 99, '')",
}
TABLES = list(ROWS)


class TestOwnedCatalogue(CatalogueContract):
    """The catalogue of somebody's own library is one."""

    @pytest.fixture
    def catalogue(self, open_owned: Callable[[], PostgresCatalogue]) -> PostgresCatalogue:
        return open_owned()

    @pytest.fixture
    def opened_again(self, open_owned: Callable[[], PostgresCatalogue]) -> Callable[[], PostgresCatalogue]:
        return open_owned


class TestOwnedIndex(IndexContract):
    """The index of somebody's own library is one."""

    @pytest.fixture
    def index(self, open_owned: Callable[[], PostgresCatalogue]) -> PgvectorIndex:
        return PgvectorIndex(open_owned().connections)

    @pytest.fixture
    def opened_again(self, open_owned: Callable[[], PostgresCatalogue]) -> Callable[[], PgvectorIndex]:
        return lambda: PgvectorIndex(open_owned().connections)


class TestOwnedLedger(LedgerContract):
    """The ledger of somebody's own library is one."""

    @pytest.fixture
    def catalogue(self, open_owned: Callable[[], PostgresCatalogue]) -> PostgresCatalogue:
        catalogue = open_owned()
        put(catalogue, TEA, MOOR)
        return catalogue


@pytest.fixture(scope="module")
def owned(tenant_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, LibraryFolder]]:
    """A library of each of two owners in one database, where both come as one user, with an index of its own."""
    folder = tmp_path_factory.mktemp("owned")
    folders = {owner: LibraryFolder(folder / owner, Engines(tenant_url, f"of_{owner}", owner=owner)) for owner in NAMES}
    for owner, one in folders.items():
        with pytest.MonkeyPatch.context() as patch, Library.open(one, WordModel(), write=True) as library:
            patch.setattr(volumes, "LATEST", 1)
            library.put(note(owner, f"The {NAMES[owner]} nests at the weir."))
        with closing(Connections(address_of(one))) as connections:
            vectors = np.eye(1, 3, dtype=np.float32)
            PgvectorIndex(connections).put([ChunkId(owner)], vectors, [DocumentId(owner)])
    yield folders
    with psycopg.connect(tenant_url, autocommit=True) as connection:
        for one in folders.values():
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(one.engines.name)))


def session(folder: LibraryFolder, owner: str | None) -> psycopg.Connection:
    """Whatever is asked by hand, of a library, set to an owner or to nobody."""
    connection = psycopg.connect(folder.engines.catalogue, autocommit=True)
    connection.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(folder.engines.name)))
    if owner is not None:
        connection.execute(sql.SQL("SET sourcechat.owner TO {}").format(owner))
    return connection


def tables_of(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    return [table for (table,) in rows]


def test_a_search_finds_what_is_in_ones_own_library_only(owned: dict[str, LibraryFolder]) -> None:
    with Library.open(owned["ada"], WordModel()) as hers, Library.open(owned["bob"], WordModel()) as his:
        for _ in range(2):  # they share what connections there are, each set to its own in turns
            assert [passage.chunk.title for passage in hers.search("osprey plover nests")] == ["ada"]
            assert [passage.chunk.title for passage in his.search("osprey plover nests")] == ["bob"]


def test_every_table_of_a_library_keeps_its_rows_from_others(owned: dict[str, LibraryFolder]) -> None:
    with session(owned["ada"], "ada") as connection:
        assert tables_of(connection) == TABLES
        kept = connection.execute(
            "SELECT relname FROM pg_class c WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
            " AND relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid)"
        )
        assert sorted(table for (table,) in kept) == TABLES


@pytest.mark.parametrize("owner", ["bob", "", "ADA", None])
@pytest.mark.parametrize("table", TABLES)
def test_another_owners_session_reads_changes_and_adds_no_row_however_it_asks(
    owned: dict[str, LibraryFolder], table: str, owner: str | None
) -> None:
    name = sql.Identifier("of_ada", table)
    with session(owned["ada"], "ada") as hers:
        before = hers.execute(sql.SQL("SELECT * FROM {}").format(name)).fetchall()
        with session(owned["bob"], owner) as his:
            assert his.execute(sql.SQL("SELECT * FROM {}").format(name)).fetchall() == []
            assert his.execute(sql.SQL("DELETE FROM {}").format(name)).rowcount == 0
            with his.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(name)) as copied:
                assert list(copied) == []
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                his.execute(sql.SQL("INSERT INTO {} {}").format(name, sql.SQL(ROWS[table])))

        assert hers.execute(sql.SQL("SELECT * FROM {}").format(name)).fetchall() == before


@pytest.mark.parametrize(
    "table", [table for table in TABLES if table not in {"failures", "gone", "outbox", "remembered"}]
)
def test_an_owners_own_session_sees_the_rows(owned: dict[str, LibraryFolder], table: str) -> None:
    with session(owned["ada"], "ada") as connection:
        count = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        assert count is not None
        assert count[0] > 0


def test_a_question_that_is_made_to_be_true_of_every_row_finds_none_of_anothers(
    owned: dict[str, LibraryFolder],
) -> None:
    """What leaks values by the errors that it makes is asked after whose the row is, and so never."""
    with session(owned["ada"], "bob") as his:
        telling = "SELECT * FROM of_ada.documents WHERE 1 / (length(title) - length(title)) = 1 OR true"
        assert his.execute(telling).fetchall() == []


def test_a_library_of_somebody_elses_is_not_opened(owned: dict[str, LibraryFolder], tmp_path: Path) -> None:
    engines = owned["ada"].engines
    for owner in ("bob", ""):
        theirs = LibraryFolder(tmp_path / "theirs", Engines(engines.catalogue, engines.name, owner=owner))
        with pytest.raises(NoLibrary, match="belongs to somebody else"):
            Library.open(theirs, WordModel(), write=True)


def test_a_library_that_was_nobodys_own_is_kept_from_others_once_it_is_opened_as_somebodys(
    owned_address: Address,
) -> None:
    PostgresCatalogue.open(Address.of(owned_address.url, owned_address.name)).close()

    PostgresCatalogue.open(owned_address).close()

    with pytest.raises(NoLibrary, match="belongs to somebody else"):
        PostgresCatalogue.open(Address.of(owned_address.url, owned_address.name))


def test_tables_that_a_library_of_before_gets_are_kept_from_others_as_its_own_are(
    open_owned: Callable[[], PostgresCatalogue],
) -> None:
    made = open_owned()
    made.connections.run("DROP TABLE gone, postings, volumes")
    made.connections.run("UPDATE facts SET value = '1' WHERE name = 'format'")

    opened = open_owned()

    query = "SELECT tablename, rowsecurity, qual FROM pg_tables LEFT JOIN pg_policies USING (schemaname, tablename)"
    kept = {
        row["tablename"]: (row["rowsecurity"], bool(row["qual"]))
        for row in opened.connections.rows(f"{query} WHERE schemaname = current_schema()")
    }
    assert set(kept) == set(TABLES) - {"neighbours"}
    assert set(kept.values()) == {(True, True)}


def test_a_user_from_whom_postgresql_keeps_nothing_is_refused_with_the_remedy(
    postgres_url: str, tenant_url: str, tmp_path: Path
) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS seer")
        connection.execute("CREATE ROLE seer LOGIN BYPASSRLS")
    for url, what in ((postgres_url, "is a superuser"), (postgres_url.replace("postgres:", "seer:"), "has BYPASSRLS")):
        folder = LibraryFolder(tmp_path / "any", Engines(url, "any", owner="ada"))

        with pytest.raises(LibraryRefuses, match=f"{what}.*CREATE ROLE"):
            require_owners(folder)
        with pytest.raises(LibraryRefuses, match=what):
            Library.open(folder, WordModel(), write=True)

    require_owners(LibraryFolder(tmp_path, Engines(tenant_url, "any")))
    require_owners(LibraryFolder(tmp_path))


def test_two_owners_libraries_share_the_connections_that_there_are(owned: dict[str, LibraryFolder]) -> None:
    addresses = [address_of(folder) for folder in owned.values()]
    with closing(Connections(addresses[0])) as hers, closing(Connections(addresses[1])) as his:
        processes = {
            one.number("SELECT pg_backend_pid()")
            for one in (hers, his, hers, his)
            if one.number("SELECT count(*) FROM documents") == 1
        }

    assert len(processes) == 1
