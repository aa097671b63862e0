from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.documents import DocumentId
from ingest.locations import Location, LocationKind
from ingest.stamps import Stamp
from tests.vectorstore.contracts import MODEL, MOOR, TEA, chunks_of, vectors_of
from vectorstore.catalogue import Catalogue
from vectorstore.ledger import Known, Ledger

STAMP = Stamp(size=5, modified=1, changed=2, inode=3, device=4, looked=5)
NOTES = Location("file:///notes/", LocationKind.FOLDER, "/notes", exclude=("*.log", "!keep.log"))
SITE = Location("https://example.org/", LocationKind.ADDRESS, "https://example.org/", depth=2)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue of two notes."""
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    for one in (TEA, MOOR):
        chunks = chunks_of(one)
        opened.put(one, chunks, vectors_of(chunks), model=MODEL, made_with="1")
    yield opened
    opened.close()


@pytest.fixture
def ledger(catalogue: Catalogue) -> Ledger:
    return catalogue.ledger


def source(uri: str, document_id: DocumentId | None = TEA.id, **values: object) -> Known:
    return Known(uri, document_id, "", "f", "1", **values)  # type: ignore[arg-type]  # of a test's own choice


def test_a_document_that_is_put_has_its_source(ledger: Ledger) -> None:
    known = ledger.at([TEA.source.uri])[TEA.source.uri]

    assert (known.document_id, known.title, known.fingerprint) == (TEA.id, TEA.title, TEA.source.fingerprint)
    assert (known.stamp, known.failure) == (None, "")


def test_sources_are_found_below_their_folder_and_not_beside_it(ledger: Ledger) -> None:
    ledger.enter([source("file:///notes2/tea.txt"), source("file:///notes/deep/tea.txt")])

    assert [uri.removeprefix("file://") for uri in ledger.below("file:///notes/")] == [
        "/notes/deep/tea.txt",
        "/notes/moor.txt",
        "/notes/tea.txt",
    ]


def test_stamps_and_validators_are_kept(ledger: Ledger) -> None:
    ledger.enter([source("file:///notes/copy.txt", stamp=STAMP, validator='"v1"')])

    known = ledger.at(["file:///notes/copy.txt"])["file:///notes/copy.txt"]

    assert (known.stamp, known.validator) == (STAMP, '"v1"')


def test_places_are_remembered_with_their_options_until_they_are_forgotten(ledger: Ledger) -> None:
    ledger.remember([NOTES, SITE])
    ledger.remember([NOTES])

    remembered = ledger.remembered()

    assert [one.location for one in remembered] == [SITE, NOTES]
    assert all(one.added <= one.synced for one in remembered)

    ledger.forget([NOTES.uri, SITE.uri])
    assert ledger.remembered() == ()


def test_equal_bytes_are_found_but_not_those_that_could_not_be_read(catalogue: Catalogue, ledger: Ledger) -> None:
    ledger.enter([source("file:///notes/copy.txt"), source("file:///notes/bad.txt"), source("file:///b", None)])
    catalogue.note_failure("file:///notes/bad.txt", "bad.txt", "bad.txt: damaged")

    assert [one.uri for one in ledger.of_fingerprint("f")] == ["file:///notes/copy.txt"]
    assert ledger.at(["file:///notes/bad.txt"])["file:///notes/bad.txt"].failure == "bad.txt: damaged"


def test_a_document_with_two_sources_outlives_one_of_them(catalogue: Catalogue, ledger: Ledger) -> None:
    ledger.enter([source("file:///other/tea.txt")])
    assert ledger.of_document(TEA.id) == (TEA.source.uri, "file:///other/tea.txt")

    assert ledger.drop([TEA.source.uri]) == ()
    assert catalogue.document(TEA.id).source.uri == "file:///other/tea.txt"

    assert ledger.drop(["file:///other/tea.txt"]) == (TEA.id,)


def test_a_source_that_is_no_document_goes_without_one(ledger: Ledger) -> None:
    ledger.enter([source("file:///notes/bad.pdf", None)])

    assert ledger.drop(["file:///notes/bad.pdf", "file:///unknown"]) == ()


def test_a_moved_source_keeps_its_document(catalogue: Catalogue, ledger: Ledger) -> None:
    before = catalogue.generation

    ledger.move({TEA.source.uri: source("file:///new/tea.txt")})

    assert catalogue.document(TEA.id).source.uri == "file:///new/tea.txt"
    assert ledger.of_document(TEA.id) == ("file:///new/tea.txt",)
    assert catalogue.generation > before


def test_two_files_may_change_places(catalogue: Catalogue, ledger: Ledger) -> None:
    ledger.move({TEA.source.uri: source(MOOR.source.uri, TEA.id), MOOR.source.uri: source(TEA.source.uri, MOOR.id)})

    assert catalogue.document(TEA.id).source.uri == MOOR.source.uri
    assert catalogue.document(MOOR.id).source.uri == TEA.source.uri


def test_a_second_source_that_moves_leaves_the_name(ledger: Ledger) -> None:
    ledger.enter([source("file:///other/tea.txt")])

    ledger.move({"file:///other/tea.txt": source("file:///third/tea.txt")})

    assert ledger.of_document(TEA.id) == (TEA.source.uri, "file:///third/tea.txt")


def test_a_removed_document_takes_its_sources_along(catalogue: Catalogue, ledger: Ledger) -> None:
    catalogue.remove(TEA.id)

    assert ledger.at([TEA.source.uri]) == {}
    assert not ledger.is_taken(TEA.id)
    assert ledger.is_taken(MOOR.id)
