from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.fakes import WordModel, note
from vectorstore.engines import describe, is_there, open_catalogue, require
from vectorstore.errors import LibraryLocked, NoLibrary, OtherEmbeddingModel
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library, model_of
from vectorstore.mirror import mirror
from vectorstore.postgres.addresses import Address
from vectorstore.reembedding import reembed


@pytest.fixture
def folder(tmp_path: Path, address: Address) -> LibraryFolder:
    """The folder of a library that PostgreSQL keeps, and that is not there yet."""
    return LibraryFolder(tmp_path / "library", Engines(address.url, address.name))


def test_a_library_in_postgresql_is_made_filled_and_searched_like_any_other(
    folder: LibraryFolder, tmp_path: Path
) -> None:
    (tmp_path / "tea.txt").write_text("The tea room opens at nine.")
    (tmp_path / "moor.txt").write_text("Curlews nest on the moor.")
    with Library.open(folder, WordModel(), write=True) as library:
        first = mirror(library, [str(tmp_path / "tea.txt"), str(tmp_path / "moor.txt")])
        again = mirror(library, [str(tmp_path / "tea.txt"), str(tmp_path / "moor.txt")])

    with Library.open(folder, WordModel()) as reader:
        (passage, *_) = reader.search("when does the tea room open")

        assert (len(first.added), len(again.unchanged), again.embedded) == (2, 2, 0)
        assert passage.chunk.text == "The tea room opens at nine."
        assert passage.lexical_rank == passage.dense_rank == 1
        assert reader.check().problems == ()
    assert not folder.catalogue.exists()


def test_one_writes_while_others_read(folder: LibraryFolder) -> None:
    with Library.open(folder, WordModel(), write=True) as writer, Library.open(folder, WordModel()) as reader:
        writer.put(note("tea", "Tea is served at five."))

        assert [record.title for record in reader.documents()] == ["tea"]
        with pytest.raises(LibraryLocked, match="is writing to it"):
            Library.open(folder, WordModel(), write=True)
        with pytest.raises(LibraryLocked, match="opened for reading only"):
            reader.put(note("moor", "A moor."))


def test_another_embedding_model_is_refused_until_the_library_is_given_its_vectors(folder: LibraryFolder) -> None:
    with Library.open(folder, WordModel(), write=True) as writer:
        writer.put(note("tea", "Tea is served at five."))
    other = WordModel(name="other", weights_hash="w2")

    with pytest.raises(OtherEmbeddingModel, match="made with the embedding model"):
        Library.open(folder, other)

    assert reembed(folder, other) == 1
    with Library.open(folder, other) as reader:
        assert reader.search("tea")[0].chunk.title == "tea"


def test_a_library_that_is_not_there_is_made_by_nobody_who_reads(folder: LibraryFolder) -> None:
    assert not is_there(folder)
    assert model_of(folder) == ""
    with pytest.raises(NoLibrary, match="there is none; run `sourcechat ingest"):
        require(folder)
    assert not is_there(folder)


def test_a_library_is_called_by_where_it_is_without_a_password(folder: LibraryFolder) -> None:
    elsewhere = replace(folder, engines=Engines("postgresql://ann:s3cret@db.example/shelf", "notes"))

    assert describe(elsewhere) == "library notes in shelf at db.example"
    assert describe(LibraryFolder(Path("/notes"))) == "/notes"
    assert "s3cret" not in repr(elsewhere)


def test_a_folder_alone_is_a_library_in_sqlite(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)

    with closing(open_catalogue(folder)) as catalogue:
        assert catalogue.documents() == ()

    assert is_there(folder)
    require(folder)
