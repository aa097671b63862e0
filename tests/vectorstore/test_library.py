from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vectorstore.neighbours
from ingest.chunking import ChunkId
from tests.vectorstore.fakes import WordModel, note
from vectorstore.catalogue import Catalogue, DocumentRecord
from vectorstore.chroma import VectorIndex
from vectorstore.errors import (
    IndexDamaged,
    LibraryDamaged,
    LibraryLocked,
    NoLibrary,
    OtherEmbeddingModel,
    UnknownDocument,
)
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library
from vectorstore.retriever import LibraryRetriever

TEA = note("tea", "The tea room opens at nine.")
MOOR = note("moor", "Curlews nest on the moor.")


@pytest.fixture
def model() -> WordModel:
    return WordModel()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every library is a large one."""
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 0)


@pytest.fixture
def library(tmp_path: Path, model: WordModel) -> Iterator[Library]:
    """A library of two notes, open for writing."""
    with Library.open(tmp_path / "library", model, write=True) as opened:
        opened.put(TEA)
        opened.put(MOOR)
        yield opened


def titles(library: Library, query: str) -> list[str]:
    return [passage.chunk.title for passage in library.search(query)]


def test_a_search_finds_the_passage_that_shares_words(library: Library) -> None:
    passage = library.search("When does the tea room open?")[0]

    assert passage.chunk.text == TEA.text
    assert (passage.source, passage.revision) == (TEA.source.uri, TEA.revision)
    assert passage.lexical_rank == 1


def test_keywords_are_found_by_their_stem(library: Library) -> None:
    assert library.search("nesting curlew")[0].lexical_rank == 1


def test_a_misspelt_word_is_led_to_one_that_the_library_has(library: Library) -> None:
    assert library.meant_by("curlwes") == "Curlews"
    assert library.meant_by("curlews") is None
    assert library.meant_by("mayor") is None
    assert library.meant_by("xyzzyq") is None


def test_a_search_can_be_kept_to_some_documents(library: Library) -> None:
    passages = library.search("the tea room opens at nine", documents=[MOOR.id])

    assert [passage.chunk.document_id for passage in passages] == [MOOR.id]


def test_a_trace_ranks_a_passage_that_a_search_would_put_last(library: Library) -> None:
    (moor,) = library.chunks(MOOR.id)

    passage, fused_rank = library.trace("tea room", moor.id)

    assert passage.chunk == moor
    assert (passage.dense_rank, passage.lexical_rank) == (2, None)
    assert fused_rank == 2


def test_equal_content_is_embedded_once(library: Library, model: WordModel) -> None:
    before = len(model.embedded)

    assert library.put(TEA) == 0
    assert len(model.embedded) == before


@pytest.mark.usefixtures("large")
def test_a_changed_document_replaces_what_was_there(library: Library) -> None:
    library.put(note("tea", "The tea room is closed."))

    assert [passage.chunk.text for passage in library.search("tea room nine", documents=[TEA.id])] == [
        "The tea room is closed."
    ]
    assert library.check().problems == ()
    assert library.check().indexed == 2


def test_an_earlier_revision_can_still_be_read(library: Library) -> None:
    library.put(note("tea", "The tea room is closed."))

    assert library.text(TEA.id, TEA.revision) == TEA.text


@pytest.mark.usefixtures("large")
def test_a_removed_document_is_gone_from_both_stores(library: Library) -> None:
    library.remove(TEA.id)

    assert "tea" not in titles(library, "tea room nine")
    assert (library.check().chunks, library.check().indexed) == (1, 1)
    with pytest.raises(UnknownDocument):
        library.text(TEA.id, TEA.revision)


def test_removing_what_is_not_there_says_so(library: Library) -> None:
    library.remove(TEA.id)

    with pytest.raises(UnknownDocument, match="library list"):
        library.remove(TEA.id)


@pytest.mark.parametrize(
    "query",
    [
        "it's", "C++", '"unclosed', "a:b", "🙂", "NEAR(", "a AND OR NOT", "*", "tea*", "(", "^", "-tea", "text:tea",
        "x" * 10_000, "tea " * 2_500, "\x00", "' OR 1=1 --", "{}", "¿Qué?", "漢字", "\ud800", "   ", "",
    ],
)  # fmt: skip
def test_no_query_breaks_a_search(library: Library, query: str) -> None:
    assert isinstance(library.search(query), tuple)


@given(st.text(max_size=80))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_a_safe_query(library: Library, query: str) -> None:
    assert len(library.search(query)) <= 8


def test_a_library_opened_again_has_everything(tmp_path: Path, library: Library, model: WordModel) -> None:
    library.close()

    with Library.open(tmp_path / "library", model) as again:
        assert [record.title for record in again.documents()] == ["moor", "tea"]
        assert titles(again, "tea room")[0] == "tea"
        assert again.document(TEA.id) == TEA


def test_only_one_may_write_and_the_other_is_told_who(tmp_path: Path, library: Library, model: WordModel) -> None:
    del library

    with pytest.raises(LibraryLocked, match=r"process \d+ .* is writing to it"):
        Library.open(tmp_path / "library", model, write=True)


def test_a_reader_may_not_write(tmp_path: Path, library: Library, model: WordModel) -> None:
    library.close()

    with Library.open(tmp_path / "library", model) as reader, pytest.raises(LibraryLocked):
        reader.put(TEA)


def test_a_reader_sees_what_a_writer_did_meanwhile(tmp_path: Path, library: Library, model: WordModel) -> None:
    with Library.open(tmp_path / "library", model) as reader:
        assert "bread" not in titles(reader, "bread")

        library.put(note("bread", "Bread is baked at dawn."))

        assert titles(reader, "bread")[0] == "bread"


def test_vectors_of_another_model_are_not_mixed_in(tmp_path: Path, library: Library) -> None:
    library.close()

    with pytest.raises(OtherEmbeddingModel, match="made with the embedding model words, not other"):
        Library.open(tmp_path / "library", WordModel("other", "w2"))


@pytest.mark.usefixtures("large")
def test_a_library_whose_index_is_lost_answers_and_is_healed_by_the_next_writer(
    tmp_path: Path, library: Library, model: WordModel
) -> None:
    library.close()
    shutil.rmtree(tmp_path / "library" / "chroma")
    embedded = len(model.embedded)

    with Library.open(tmp_path / "library", model) as reader:
        assert reader.check().problems
        assert titles(reader, "tea room")[0] == "tea"
    with Library.open(tmp_path / "library", model, write=True) as writer:
        assert writer.check().problems == ()
    assert len(model.embedded) == embedded + 1  # the question


@pytest.mark.usefixtures("large")
def test_a_library_whose_index_is_scrambled_answers_and_is_healed(
    tmp_path: Path, library: Library, model: WordModel
) -> None:
    library.close()
    (tmp_path / "library" / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)

    with Library.open(tmp_path / "library", model) as reader:
        assert titles(reader, "tea room")[0] == "tea"
    with Library.open(tmp_path / "library", model, write=True) as writer:
        assert writer.check().problems == ()


def test_a_damaged_catalogue_is_an_error_with_a_remedy(tmp_path: Path, model: WordModel) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(b"not a database" * 100)

    with pytest.raises(LibraryDamaged, match="restore it from a backup"):
        Library.open(tmp_path, model)


def test_an_empty_library_finds_nothing_and_has_no_problems(tmp_path: Path, model: WordModel) -> None:
    with Library.open(tmp_path / "new", model) as empty:
        assert empty.search("anything") == ()
        assert empty.check().problems == ()


def test_a_library_at_a_file_is_an_error_with_a_remedy(tmp_path: Path, model: WordModel) -> None:
    file = tmp_path / "news.md"
    file.write_text("x")

    for folder in (file, file / "below"):
        with pytest.raises(NoLibrary, match=r"cannot be made a library .*name another folder with --library"):
            Library.open(folder, model)


def test_where_no_library_is_whoever_only_reads_is_told_how_to_make_one(tmp_path: Path, model: WordModel) -> None:
    folder = tmp_path / "my library"
    remedy = f"no library at {folder}; run `sourcechat ingest --library '{folder}' FOLDER`"

    with pytest.raises(NoLibrary) as raised:
        LibraryFolder(folder).require()
    Library.open(folder, model, write=True).close()

    assert str(raised.value) == remedy
    LibraryFolder(folder).require()


def test_the_generation_grows_with_every_change(library: Library) -> None:
    before = library.generation

    library.put(note("bread", "Bread."))
    library.remove(TEA.id)

    assert library.generation == before + 2


_KILLED = """
import os, sys
from pathlib import Path
import vectorstore.neighbours
from tests.vectorstore.fakes import WordModel, note
from vectorstore.chroma import VectorIndex
from vectorstore.library import Library

def die(*arguments):
    os.kill(os.getpid(), 9)

vectorstore.neighbours.EXACT_MOST = 0
library = Library.open(Path(sys.argv[1]), WordModel(), write=True)
library.put(note("first", "First note."))
VectorIndex.put = die
library.put(note("second", "Second note."))
library.close()
"""


@pytest.mark.usefixtures("large")
def test_a_writer_killed_between_the_stores_loses_nothing(tmp_path: Path, model: WordModel) -> None:
    folder = tmp_path / "library"
    done = subprocess.run([sys.executable, "-c", _KILLED, str(folder)], check=False)

    assert done.returncode == -9
    with Library.open(folder, model, write=True) as library:
        assert [record.title for record in library.documents()] == ["first", "second"]
        assert library.check().problems == ()
        assert titles(library, "second")[0] == "second"


def test_the_retriever_speaks_langchain(library: Library) -> None:
    found = LibraryRetriever(library=library, limit=1).invoke("tea room")

    assert [document.page_content for document in found] == [TEA.text]
    assert found[0].metadata["start"] == 0
    assert found[0].metadata["title"] == "tea"


# -- small libraries are searched exactly, large ones by the index


class CountedCatalogue(Catalogue):
    """Counts how often everything is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.listed = self.gathered = 0

    def documents(self) -> tuple[DocumentRecord, ...]:
        self.listed += 1
        return super().documents()

    def vectors_between(self, first: int, after: int | None, model: str) -> Iterator[tuple[ChunkId, bytes]]:
        self.gathered += 1
        return super().vectors_between(first, after, model)


@pytest.fixture
def counted(tmp_path: Path, library: Library, model: WordModel) -> Iterator[tuple[Library, CountedCatalogue]]:
    """A reader of the library, and what it reads."""
    del library
    folder = LibraryFolder(tmp_path / "library")
    catalogue = CountedCatalogue(folder.catalogue)
    with Library(folder, catalogue, VectorIndex(folder.index), model, None) as reader:
        yield reader, catalogue


def test_vectors_are_gathered_once_until_something_changes(
    library: Library, counted: tuple[Library, CountedCatalogue]
) -> None:
    reader, catalogue = counted
    for _ in range(3):
        reader.search("tea room")
    before = catalogue.gathered

    library.put(note("bread", "Bread is baked at dawn."))
    found = [titles(reader, "bread")[0] for _ in range(3)]

    assert (before, catalogue.gathered) == (1, 2)
    assert found == ["bread", "bread", "bread"]


def test_documents_are_listed_once_until_something_changes(
    library: Library, counted: tuple[Library, CountedCatalogue]
) -> None:
    reader, catalogue = counted
    for _ in range(3):
        assert [record.title for record in reader.documents()] == ["moor", "tea"]
    before = catalogue.listed

    library.touch(note("tea", "The tea room opens at nine."))
    library.remove(MOOR.id)

    assert (before, [record.title for record in reader.documents()]) == (1, ["tea"])
    assert catalogue.listed == 2


def test_documents_are_counted_without_being_listed(
    library: Library, counted: tuple[Library, CountedCatalogue]
) -> None:
    reader, catalogue = counted

    before = (len(reader.documents()), bool(reader.documents()))
    library.remove(MOOR.id)
    library.remove(TEA.id)

    assert before == (2, True)
    assert (len(reader.documents()), bool(reader.documents()), catalogue.listed) == (0, False, 0)
    assert reader.documents() == ()


@pytest.mark.usefixtures("large")
def test_a_large_library_is_searched_by_its_index_with_the_same_result(
    library: Library, counted: tuple[Library, CountedCatalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.rebuild()
    reader, catalogue = counted
    by_index = reader.search("When does the tea room open?")
    gathered = catalogue.gathered

    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 10)
    exactly = library.search("When does the tea room open?")

    assert gathered == 0
    assert by_index == exactly


@pytest.mark.usefixtures("large")
def test_a_large_library_whose_index_is_lost_is_searched_exactly(
    tmp_path: Path, library: Library, model: WordModel, caplog: pytest.LogCaptureFixture
) -> None:
    library.close()
    shutil.rmtree(tmp_path / "library" / "chroma")

    with Library.open(tmp_path / "library", model) as reader:
        assert titles(reader, "tea room")[0] == "tea"

    assert "run `sourcechat library rebuild`" in caplog.text


@pytest.mark.usefixtures("large")
def test_a_large_library_whose_index_is_scrambled_is_searched_exactly(
    tmp_path: Path, library: Library, model: WordModel
) -> None:
    library.close()
    (tmp_path / "library" / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)

    with Library.open(tmp_path / "library", model) as reader:
        assert titles(reader, "tea room")[0] == "tea"


@pytest.mark.usefixtures("large")
def test_a_reader_of_a_large_library_sees_what_a_writer_did_meanwhile(
    tmp_path: Path, library: Library, model: WordModel
) -> None:
    with Library.open(tmp_path / "library", model) as reader:
        assert "bread" not in titles(reader, "bread")

        library.put(note("bread", "Bread is baked at dawn."))

        assert titles(reader, "bread")[0] == "bread"


@pytest.mark.usefixtures("large")
def test_an_index_that_fails_while_it_is_asked_is_replaced_by_the_catalogue(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.rebuild()
    library.search("tea")

    def fail(*arguments: object, **options: object) -> tuple[ChunkId, ...]:
        del arguments, options
        raise IndexDamaged("chroma: bricked")

    monkeypatch.setattr(VectorIndex, "nearest", fail)

    assert titles(library, "tea room")[0] == "tea"


@pytest.mark.usefixtures("large")
def test_an_index_that_cannot_follow_a_change_is_made_anew(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.rebuild()
    put, calls = VectorIndex.put, []

    def fail_once(self: VectorIndex, *arguments: object) -> None:
        calls.append(arguments)
        if len(calls) == 1:
            raise IndexDamaged("chroma: bricked")
        put(self, *arguments)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(VectorIndex, "put", fail_once)

    library.put(note("bread", "Bread is baked at dawn."))

    assert library.check().problems == ()
    assert library.check().indexed == 3


def test_searching_a_small_library_loads_no_chroma(tmp_path: Path, library: Library) -> None:
    library.close()
    code = (
        "import sys; from pathlib import Path; from tests.vectorstore.fakes import WordModel;"
        "from vectorstore.library import Library; reader = Library.open(Path(sys.argv[1]), WordModel());"
        "print(reader.search('tea room')[0].chunk.title, 'chromadb' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "library")], capture_output=True, text=True, check=True
    )

    assert done.stdout == "tea False\n"


# -- the outbox: what the index has not followed yet


_EDITED_AND_KILLED = """
import os, sys
from pathlib import Path
import vectorstore.neighbours
from tests.vectorstore.fakes import WordModel, note
from vectorstore.chroma import VectorIndex
from vectorstore.library import Library

vectorstore.neighbours.EXACT_MOST = 0
with Library.open(Path(sys.argv[1]), WordModel(), write=True) as library:
    library.put(note("first", "The mill grinds rye."))
    library.put(note("second", "The ferry sails at noon."))
library = Library.open(Path(sys.argv[1]), WordModel(), write=True)
library.put(note("first", "The smithy is closed."))
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def killed(tmp_path: Path, large: None) -> Path:
    """A large library whose writer was killed after an edit that kept the number of passages."""
    del large
    folder = tmp_path / "killed"
    subprocess.run([sys.executable, "-c", _EDITED_AND_KILLED, str(folder)], check=False)
    return folder


def test_an_edit_that_keeps_the_count_is_found_before_the_index_has_followed(killed: Path, model: WordModel) -> None:
    with Library.open(killed, model) as reader:
        found = reader.search("smithy closed")

        assert (found[0].chunk.text, found[0].dense_rank) == ("The smithy is closed.", 1)
        assert "The mill grinds rye." not in [passage.chunk.text for passage in reader.search("mill grinds rye")]
        assert (reader.check().pending, reader.check().problems) == (2, ())


def test_an_edit_that_keeps_the_count_reaches_the_index_with_the_next_writer(killed: Path, model: WordModel) -> None:
    Library.open(killed, model, write=True).close()

    index = VectorIndex(LibraryFolder(killed).index)
    with Library.open(killed, model) as reader:
        expected = {chunk.id for record in reader.documents() for chunk in reader.chunks(record.id)}
        assert set(index.ids()) == expected
        assert index.nearest(model.embed(["smithy closed"])[0], limit=1) == (
            reader.search("smithy closed")[0].chunk.id,
        )
        assert (reader.check().pending, reader.check().problems) == (0, ())
    index.close()


@pytest.mark.usefixtures("large")
def test_asking_while_another_writes_advises_nothing(
    tmp_path: Path, library: Library, model: WordModel, caplog: pytest.LogCaptureFixture
) -> None:
    library.rebuild()
    with Library.open(tmp_path / "library", model) as reader:
        for number in range(4):
            library.put(note(f"bread {number}", f"Bread number{number} is baked at dawn."))

            assert titles(reader, f"bread number{number}")[0] == f"bread {number}"

    assert caplog.text == ""


@pytest.mark.usefixtures("large")
def test_one_passage_that_the_index_lost_is_noticed_and_put_right_by_the_next_writer(
    tmp_path: Path, library: Library, model: WordModel
) -> None:
    library.close()
    (lost,) = [chunk.id for chunk in library.chunks(TEA.id)]
    library.close()
    index = VectorIndex(tmp_path / "library" / "chroma")
    index.remove([lost])
    index.close()

    with Library.open(tmp_path / "library", model) as reader:
        assert reader.check().problems
        assert titles(reader, "tea room")[0] == "tea"
    with Library.open(tmp_path / "library", model, write=True) as writer:
        assert writer.check().problems == ()
    assert lost in set(index.ids())


def test_no_index_is_kept_of_a_small_library(tmp_path: Path, library: Library) -> None:
    library.close()

    assert not (tmp_path / "library" / "chroma").exists()


def test_the_index_of_a_library_that_became_small_goes(
    tmp_path: Path, library: Library, model: WordModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(vectorstore.neighbours, "EXACT_MOST", 0)
        library.rebuild()
        library.close()
    before = (tmp_path / "library" / "chroma").exists()

    with Library.open(tmp_path / "library", model, write=True) as writer:
        assert titles(writer, "tea room")[0] == "tea"
        assert writer.check().problems == ()

    assert before
    assert not (tmp_path / "library" / "chroma").exists()


@pytest.mark.usefixtures("large")
def test_what_is_outstanding_when_something_goes_wrong_is_left_to_the_next_writer(
    tmp_path: Path, model: WordModel
) -> None:
    class Wrong(Exception):
        pass

    def write_and_fail() -> None:
        with Library.open(tmp_path / "library", model, write=True) as library:
            library.put(TEA)
            raise Wrong

    with pytest.raises(Wrong):
        write_and_fail()

    assert not (tmp_path / "library" / "chroma").exists()
    with Library.open(tmp_path / "library", model, write=True) as library:
        assert library.check().problems == ()
        assert titles(library, "tea room")[0] == "tea"
