from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.contracts import BREAD, MODEL, MOOR, TEA, put
from vectorstore.catalogue import Catalogue
from vectorstore.engines import is_there, open_catalogue
from vectorstore.errors import LibraryDamaged
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.postgres import volumes
from vectorstore.postgres.addresses import Address
from vectorstore.postgres.catalogue import PostgresCatalogue
from vectorstore.postgres.connections import execute
from vectorstore.postgres.schema import drop
from vectorstore.server_upkeep import export, import_file, repair, size


@pytest.fixture
def folder(tmp_path: Path, address: Address) -> LibraryFolder:
    """The folder of a library that PostgreSQL keeps, of two documents."""
    made = LibraryFolder(tmp_path / "served", Engines(address.url, address.name))
    with closing(open_catalogue(made)) as catalogue:
        catalogue.remember({"model_hash": MODEL})
        put(catalogue, TEA, MOOR)
    return made


def inside(folder: LibraryFolder, query: str) -> None:
    """Change what the database holds, behind the back of the library."""
    with closing(open_catalogue(folder)) as catalogue:
        assert isinstance(catalogue, PostgresCatalogue)
        catalogue.connections.change(lambda connection: execute(connection, query))


def count_found(folder: LibraryFolder, question: str) -> int:
    with closing(open_catalogue(folder)) as catalogue:
        return len(catalogue.search(question, limit=5))


def test_keywords_that_were_lost_are_made_anew(folder: LibraryFolder) -> None:
    inside(folder, "TRUNCATE keywords, terms")
    assert count_found(folder, "curlews") == 0

    repair(folder)

    assert count_found(folder, "curlews") == 1


def test_a_text_that_is_not_what_it_was_only_a_backup_can_mend(folder: LibraryFolder) -> None:
    inside(folder, "UPDATE revisions SET text = 'Tampered.'")

    with pytest.raises(LibraryDamaged, match="restore it from a backup of the server"):
        repair(folder)


@pytest.mark.parametrize("upkeep", [size, lambda folder: export(folder, folder.path / "one.library")])
def test_a_library_in_a_file_is_none_of_these(tmp_path: Path, upkeep: Callable[[LibraryFolder], object]) -> None:
    local = LibraryFolder(tmp_path)

    with pytest.raises(TypeError, match="kept in SQLite"):
        upkeep(local)


def test_the_size_is_what_the_tables_take(folder: LibraryFolder) -> None:
    before = size(folder)

    inside(folder, "INSERT INTO facts SELECT 'note ' || n, md5(n::text) FROM generate_series(1, 20000) n")

    assert size(folder) - before > 20_000 * 32


def test_the_words_of_what_was_imported_are_packed_at_once(
    folder: LibraryFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "LATEST", 2)
    export(folder, tmp_path / "one.library")
    target = replace(folder, engines=replace(folder.engines, name=f"{folder.engines.name}_b"))

    import_file(tmp_path / "one.library", target)

    with closing(open_catalogue(target)) as catalogue:
        assert isinstance(catalogue, PostgresCatalogue)
        assert catalogue.connections.number("SELECT count(*) AS number FROM volumes") == 1
        assert len(catalogue.search("curlews", limit=5)) == 1
        drop(catalogue.connections)


def test_what_an_import_that_was_broken_off_left_is_not_in_the_next(folder: LibraryFolder, tmp_path: Path) -> None:
    export(folder, tmp_path / "one.library")
    target = replace(folder, engines=replace(folder.engines, name=f"{folder.engines.name}_b"))
    coming = replace(folder, engines=replace(folder.engines, name=f"{folder.engines.name}_b_coming"))
    with closing(open_catalogue(coming)) as broken_off:
        put(broken_off, BREAD)

    import_file(tmp_path / "one.library", target)

    with closing(open_catalogue(target)) as catalogue, closing(Catalogue.open(tmp_path / "one.library")) as written:
        assert [one.title for one in catalogue.documents()] == [one.title for one in written.documents()]
        assert sorted(one.title for one in catalogue.documents()) == ["moor", "tea"]
    assert not is_there(coming)


def test_nothing_is_outstanding_after_an_import_where_no_index_is_wanted(folder: LibraryFolder, tmp_path: Path) -> None:
    export(folder, tmp_path / "one.library")
    target = replace(folder, engines=replace(folder.engines, name=f"{folder.engines.name}_c"))

    import_file(tmp_path / "one.library", target)

    with closing(open_catalogue(target)) as catalogue:
        assert catalogue.outbox.count() == 0
