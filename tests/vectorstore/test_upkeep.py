from __future__ import annotations

import errno
import os
import random
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import vectorstore.neighbours
from tests.vectorstore.damages import pages_of, zero_a_page, zero_every_page
from tests.vectorstore.fakes import WordModel, note
from tests.vectorstore.holdings import rows
from vectorstore.checking import check
from vectorstore.errors import LibraryDamaged, NoLibrary
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library
from vectorstore.upkeep import back_up, compact, export, import_file, repair

TITLES = [f"mill {number}" for number in range(30)]


def _drawn(title: str) -> str:
    """Words that no compression makes much shorter."""
    draw = random.Random(title)
    return " ".join(f"{draw.getrandbits(24):06x}" for _ in range(120))


@pytest.fixture
def model() -> WordModel:
    return WordModel()


@pytest.fixture
def folder(tmp_path: Path, model: WordModel) -> LibraryFolder:
    """A library of thirty notes that fill several pages of each table; one has an earlier revision, a source failed."""
    folder = LibraryFolder(tmp_path / "library")
    with Library.open(folder.path, model, write=True) as library:
        for title in TITLES:
            library.put(note(title, f"{title} grinds {title}number. {_drawn(title)}"))
        library.put(note("mill 7", f"mill 7 grinds 7number no more. {_drawn('mill 7')}"))
        library.note_failure("file:///broken.pdf", "broken.pdf", "no text layer")
    return folder


def tables(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that is the truth."""
    names = ("documents", "revisions", "chunks", "vectors", "failures", "remembered", "sources")
    return {name: rows(file, name) for name in names}


def found(folder: LibraryFolder, model: WordModel) -> list[str]:
    """The first passage for each title."""
    with Library.open(folder.path, model) as library:
        return [library.search(f"{title}number")[0].chunk.title for title in TITLES]


def test_a_whole_library_needs_no_repair(folder: LibraryFolder, model: WordModel) -> None:
    before = tables(folder.catalogue)

    assert repair(folder, model) is None
    assert tables(folder.catalogue) == before


@pytest.mark.parametrize(
    "table", ["chunks", "keywords_data", "keywords_docsize", "chunks_of_text", "sqlite_autoindex_revisions_1"]
)
def test_what_is_derived_is_healed_and_nothing_embedded(folder: LibraryFolder, model: WordModel, table: str) -> None:
    expected = tables(folder.catalogue)
    zero_a_page(folder.catalogue, table)
    embedded = len(model.embedded)

    salvaged = repair(folder, model)

    assert salvaged is not None
    assert (salvaged.documents, salvaged.lost, salvaged.embedded) == (30, (), 0)
    assert len(model.embedded) == embedded
    assert check(folder).problems == ()
    assert {name: held for name, held in tables(folder.catalogue).items() if name != "chunks"} == {
        name: held for name, held in expected.items() if name != "chunks"
    }
    assert found(folder, model) == TITLES


def test_vectors_that_are_gone_are_embedded_again(folder: LibraryFolder, model: WordModel) -> None:
    expected = tables(folder.catalogue)
    zero_a_page(folder.catalogue, "vectors")

    salvaged = repair(folder, model)

    assert salvaged is not None
    assert salvaged.lost == ()
    assert salvaged.embedded > 0
    assert tables(folder.catalogue)["vectors"] == expected["vectors"]
    assert check(folder).problems == ()


def test_texts_that_are_lost_are_named_and_the_others_stay(folder: LibraryFolder, model: WordModel) -> None:
    zero_a_page(folder.catalogue, "texts", which=1)

    salvaged = repair(folder, model)

    assert salvaged is not None
    assert len(salvaged.lost) == 30 - salvaged.documents > 0
    assert all("ingest" in lost for lost in salvaged.lost)
    assert check(folder).problems == ()
    with Library.open(folder.path, model) as library:
        assert len(library.documents()) == salvaged.documents
        assert [one.name for one in library.failures()] == ["broken.pdf"]


@pytest.mark.parametrize("table", ["documents", "sources", "facts", "failures"])
def test_any_page_that_is_lost_leaves_a_library_that_is_whole(
    folder: LibraryFolder, model: WordModel, table: str
) -> None:
    if not pages_of(folder.catalogue, table):
        pytest.skip("one page holds it all")
    zero_a_page(folder.catalogue, table)

    repair(folder, model)

    assert check(folder).problems == ()


@pytest.mark.parametrize("content", [b"not a database" * 1_000, b""])
def test_a_file_of_which_nothing_can_be_read_is_an_error_with_the_remedy(
    folder: LibraryFolder, model: WordModel, content: bytes
) -> None:
    folder.catalogue.write_bytes(content)

    with pytest.raises(LibraryDamaged, match="import a backup into another folder"):
        repair(folder, model)

    assert folder.catalogue.read_bytes() == content


_REPAIRS = """
import resource, signal, sys
from pathlib import Path
from tests.vectorstore.fakes import WordModel
from vectorstore.errors import LibraryUnwritable
from vectorstore.folder import LibraryFolder
from vectorstore.upkeep import repair

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    repair(LibraryFolder(Path(sys.argv[1])), WordModel())
except LibraryUnwritable as error:
    print(error)
"""


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
def test_a_disk_that_is_full_during_a_repair_is_no_damage_and_leaves_everything_as_it_was(
    folder: LibraryFolder, model: WordModel, share: float
) -> None:
    zero_a_page(folder.catalogue, "chunks")
    content, limit = folder.catalogue.read_bytes(), str(int(folder.catalogue.stat().st_size * share))

    command = [sys.executable, "-c", _REPAIRS, str(folder.path), limit]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert "nothing that was kept is lost" in said
    assert folder.catalogue.read_bytes() == content
    assert [path for path in folder.path.iterdir() if path.name.startswith(".")] == [folder.ignore_file]
    repair(folder, model)
    assert check(folder).problems == ()


def test_a_library_on_a_disk_without_links_is_made_and_repaired(
    tmp_path: Path, model: WordModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    folder = LibraryFolder(tmp_path / "stick")
    with Library.open(folder.path, model, write=True) as library:
        library.put(note("mill 1", f"mill 1 grinds 1number. {_drawn('mill 1')}"))
    zero_a_page(folder.catalogue, "chunks")
    content = folder.catalogue.read_bytes()

    repair(folder, model)

    assert check(folder).problems == ()
    assert folder.damaged.read_bytes() == content


def test_what_an_import_left_that_was_killed_goes_with_the_next_writer(folder: LibraryFolder, model: WordModel) -> None:
    process = int(subprocess.check_output([sys.executable, "-c", "import os; print(os.getpid())"]))
    left = [f".catalogue.sqlite.{socket.gethostname()}.{process}.1{suffix}" for suffix in ("", "-journal")]
    for name in left:
        (folder.path / name).touch()

    Library.open(folder.path, model, write=True).close()

    assert not [name for name in left if (folder.path / name).exists()]


def test_asking_a_damaged_library_is_an_error_with_the_remedy(folder: LibraryFolder, model: WordModel) -> None:
    zero_every_page(folder.catalogue, "chunks")

    with (
        Library.open(folder.path, model) as library,
        pytest.raises(LibraryDamaged, match="run `sourcechat library repair`"),
    ):
        library.search("mill 3number")


@pytest.mark.parametrize("write", [export, back_up])
def test_a_library_comes_back_from_one_file_byte_for_byte(
    folder: LibraryFolder, tmp_path: Path, model: WordModel, write: object
) -> None:
    file, again = tmp_path / "one.sourcechat", LibraryFolder(tmp_path / "again")
    embedded = len(model.embedded)

    write(folder, file)  # type: ignore[operator]  # either of two functions
    import_file(file, again)

    assert tables(again.catalogue) == tables(folder.catalogue)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "library", "one.sourcechat"]
    assert check(again).problems == ()
    assert len(model.embedded) == embedded
    assert found(again, model) == TITLES


def test_an_imported_large_library_gets_its_index_from_the_next_writer(
    folder: LibraryFolder, tmp_path: Path, model: WordModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.neighbours, "EXACT_MOST", 0)
    with Library.open(folder.path, model, write=True) as library:
        library.rebuild()
    again = LibraryFolder(tmp_path / "again")
    export(folder, tmp_path / "one.sourcechat")
    import_file(tmp_path / "one.sourcechat", again)

    before = found(again, model)
    Library.open(again.path, model, write=True).close()

    assert before == TITLES
    assert check(again).problems == ()
    assert again.index.exists()


def test_what_is_no_library_is_not_imported(folder: LibraryFolder, tmp_path: Path) -> None:
    file, again = tmp_path / "notes.txt", LibraryFolder(tmp_path / "again")
    file.write_text("Tea is green.")

    for wrong in (file, tmp_path / "missing"):
        with pytest.raises(NoLibrary):
            import_file(wrong, again)
    with pytest.raises(NoLibrary, match="there is a library already"):
        import_file(file, folder)

    assert list(again.path.iterdir()) == [again.ignore_file]


_WRITES = """
import sys
from pathlib import Path
from tests.vectorstore.fakes import WordModel, note
from tests.vectorstore.holdings import rows
from vectorstore.library import Library

with Library.open(Path(sys.argv[1]), WordModel(), write=True) as library:
    for number in range(10_000):
        library.put(note(f"new {number}", f"New note {number}."))
        print(number, flush=True)
"""


@pytest.fixture
def written(folder: LibraryFolder) -> Iterator[None]:
    """The library is being written meanwhile."""
    writer = subprocess.Popen([sys.executable, "-c", _WRITES, str(folder.path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    yield
    writer.kill()
    writer.wait()
    writer.stdout.close()


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("write", [export, back_up])
def test_a_backup_of_a_library_that_is_being_written_is_whole(
    folder: LibraryFolder, tmp_path: Path, write: object
) -> None:
    again = LibraryFolder(tmp_path / "again")

    write(folder, tmp_path / "one.sourcechat")  # type: ignore[operator]  # either of two functions
    import_file(tmp_path / "one.sourcechat", again)

    assert check(again).problems == ()
    assert check(again).documents >= 30


@pytest.mark.usefixtures("written")
def test_a_check_of_a_library_that_is_being_written_finds_no_problem(folder: LibraryFolder) -> None:
    assert check(folder).problems == ()


def test_compacting_drops_what_nothing_needs_and_old_revisions_where_asked(
    folder: LibraryFolder, model: WordModel
) -> None:
    connection = sqlite3.connect(folder.catalogue)
    connection.execute("INSERT INTO vectors VALUES (9999, 'nothing', 1, zeroblob(2000000), 0)")
    connection.commit()
    connection.close()
    revisions = len(tables(folder.catalogue)["revisions"])

    before, after = compact(folder, model)
    kept = len(tables(folder.catalogue)["revisions"])
    compact(folder, model, keep=1)

    assert before - after > 1_900_000
    assert (revisions, kept, len(tables(folder.catalogue)["revisions"])) == (31, 31, 30)
    assert check(folder).problems == ()
    assert found(folder, model) == TITLES
