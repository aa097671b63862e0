from __future__ import annotations

from pathlib import Path

import pytest

import vectorstore.moving
from ingest.documents import Document
from ingest.locations import Location, LocationKind
from tests.vectorstore.fakes import WordModel, note
from vectorstore.checking import check
from vectorstore.errors import LibraryDamaged, NoLibrary
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library
from vectorstore.postgres.addresses import Address
from vectorstore.upkeep import back_up, compact, export, import_file, repair

TEXTS = {
    "tea": "The tea room opens at nine.\n\nIt closes at five.",
    "moor": "Curlews nest on the moor.\x00 “Odd” — 会议室 🙂",
    "empty": "",
    "zebra": "The same words. Twice.",
}


@pytest.fixture
def local(tmp_path: Path) -> LibraryFolder:
    """A library in SQLite: several documents, one with an earlier revision, a place, a failure."""
    folder = LibraryFolder(tmp_path / "local")
    with Library.open(folder, WordModel(), write=True) as library:
        library.put(note("moor", "Curlews are rare."))
        for title, text in TEXTS.items():
            library.put(note(title, text))
        library.put(Document(note("twin", "").source, "tea", TEXTS["tea"]))
        library.note_failure("file:///notes/bad.pdf", "bad.pdf", "no text layer")
        library.ledger.remember([Location("file:///notes/", LocationKind.FOLDER, "/notes", exclude=("*.log",))])
    return folder


@pytest.fixture
def served(tmp_path: Path, address: Address) -> LibraryFolder:
    """Where PostgreSQL is to keep one."""
    return LibraryFolder(tmp_path / "served", Engines(address.url, address.name))


def holdings(folder: LibraryFolder) -> list[object]:
    """All that a library says of itself."""
    with Library.open(folder, WordModel()) as library:
        records = library.documents()
        return [
            records,
            [library.document(one.id) for one in records],
            [library.revisions(one.id) for one in records],
            [library.text(one.id, old.revision) for one in records for old in library.revisions(one.id)],
            [library.chunks(one.id) for one in records],
            [library.vectors(one.id).tobytes() for one in records],
            library.problems(),
            library.ledger.remembered(),
            [library.ledger.at([one.uri]) for one in records],
            [library.search(question) for question in ("tea at nine", "nesting curlews", "会议室", "same words")],
        ]


def test_a_library_moves_to_postgresql_and_back_as_it_was(
    local: LibraryFolder, served: LibraryFolder, tmp_path: Path
) -> None:
    export(local, tmp_path / "one.library")
    import_file(tmp_path / "one.library", served)
    export(served, tmp_path / "two.library")
    back = LibraryFolder(tmp_path / "back")
    import_file(tmp_path / "two.library", back)

    assert holdings(served) == holdings(local)
    assert holdings(back) == holdings(local)
    assert check(served).problems == check(back).problems == ()


def test_nothing_is_made_where_a_library_is_or_of_what_is_none(
    local: LibraryFolder, served: LibraryFolder, tmp_path: Path
) -> None:
    back_up(local, tmp_path / "one.library")
    (tmp_path / "other.library").write_bytes(b"other" * 100)
    with pytest.raises(NoLibrary, match="no whole library"):
        import_file(tmp_path / "other.library", served)
    import_file(tmp_path / "one.library", served)

    with pytest.raises(NoLibrary, match=r"there is a library already; name another library with catalogue\.name"):
        import_file(tmp_path / "one.library", served)


def test_what_does_not_come_as_it_was_is_no_library(
    local: LibraryFolder, served: LibraryFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(local, tmp_path / "one.library")
    monkeypatch.setattr(vectorstore.moving, "_by_text", lambda *_: {})  # the vectors stay behind

    with pytest.raises(LibraryDamaged, match="not everything came as it was"):
        import_file(tmp_path / "one.library", served)

    monkeypatch.undo()
    import_file(tmp_path / "one.library", served)


def test_a_library_in_postgresql_is_kept_up_like_any_other(
    local: LibraryFolder, served: LibraryFolder, tmp_path: Path
) -> None:
    export(local, tmp_path / "one.library")
    import_file(tmp_path / "one.library", served)
    before = holdings(served)

    assert repair(served, WordModel()) is None
    _, after = compact(served, WordModel())

    assert holdings(served) == before
    assert after > 0
    assert not served.catalogue.exists()
