from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

import pytest

from ingest.documents import DoubtKind, PlaceKind
from ingest.readers.archive import read_archive
from ingest.readers.extraction import CannotRead, Hints

FILES = {"house/rules.txt": b"Wash up after dinner.", "readme.md": b"# Keys\n\nIn the shed."}


def zipped(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def tarred(files: Mapping[str, bytes], mode: str) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]  # the mode is a parameter
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


@pytest.mark.parametrize("content", [zipped(FILES), tarred(FILES, "w"), tarred(FILES, "w:gz"), tarred(FILES, "w:xz")])
def test_each_file_is_read_in_a_place_with_its_folder(content: bytes) -> None:
    extraction = read_archive(content)

    assert extraction.text == "Wash up after dinner.\n\nKeys\nIn the shed."
    assert [(place.kind, place.name) for place in extraction.places] == [
        (PlaceKind.MEMBER, "house/rules.txt"),
        (PlaceKind.MEMBER, "readme.md"),
    ]


def test_files_that_cannot_be_read_are_named() -> None:
    extraction = read_archive(zipped({**FILES, "film.xyz": b"x", "rain.ipynb": b"{"}))

    assert [doubt.kind for doubt in extraction.doubts] == [DoubtKind.MISSING] * 2
    assert "film.xyz" in extraction.doubts[0].message
    assert "rain.ipynb" in extraction.doubts[1].message


@pytest.mark.parametrize("name", ["../rules.txt", "../../house/rules.txt", "./rules.txt", "house/./rules.txt"])
def test_a_file_whose_name_leads_elsewhere_is_read_all_the_same(name: str) -> None:
    assert read_archive(zipped({name: b"Wash up after dinner."})).text == "Wash up after dinner."


def test_what_is_not_sure_of_a_file_is_said_under_its_name() -> None:
    extraction = read_archive(zipped({"a/rules.txt": b"Wash up after the caf\xe9. " + "Café. ".encode() * 9}))

    assert extraction.doubts[0].message.startswith("“a/rules.txt”: 1 byte is no text in UTF-8")


def test_what_systems_leave_in_archives_is_passed_over() -> None:
    extraction = read_archive(
        zipped({"__MACOSX/a.txt": b"x", ".git/b.txt": b"x", "a/Thumbs.db": b"x", "c.txt": b"In."})
    )

    assert extraction.text == "In."
    assert not extraction.doubts


def test_a_packed_file_is_read_by_its_own_name() -> None:
    assert read_archive(gzip.compress(b"one\ntwo\n"), Hints("server.log.gz", ".gz")).text == "one\ntwo"


def test_an_encrypted_file_is_named_with_the_remedy() -> None:
    content = bytearray(zipped({"a.txt": b"secret", "b.txt": b"In the shed."}))
    content[6] |= 1  # the flags of the first file, where it lies and in the list at the end
    content[content.index(b"PK\x01\x02") + 8] |= 1

    extraction = read_archive(bytes(content))

    assert extraction.text == "In the shed."
    assert "password" in extraction.doubts[0].message


def test_archives_in_archives_are_read_to_a_depth() -> None:
    content = zipped(FILES)
    for _ in range(2):
        content = zipped({"inner.zip": content})
    assert "Wash up" in read_archive(content).text

    for _ in range(4):
        content = zipped({"inner.zip": content})
    extraction = read_archive(content)

    assert extraction.text == ""
    assert "deep" in extraction.doubts[0].message


def test_a_file_that_grows_without_measure_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.archive._HARMLESS", 1000)

    extraction = read_archive(zipped({"zeros.txt": b"0" * 1_000_000, "b.txt": b"In the shed."}))

    assert extraction.text == "In the shed."
    assert "too large" in extraction.doubts[0].message
    assert "times its size" in extraction.doubts[0].message


def test_there_are_bounds_on_files_and_on_all_they_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.archive._MOST_MEMBERS", 1)

    assert "ingest the folder" in read_archive(zipped(FILES)).doubts[0].message

    monkeypatch.setattr("ingest.readers.archive._LARGEST_IN_ALL", 5)

    assert not read_archive(zipped(FILES)).text
    with pytest.raises(CannotRead, match="too large"):
        read_archive(tarred(FILES, "w:gz"))


def test_a_packed_file_that_grows_without_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.archive._HARMLESS", 1000)

    with pytest.raises(CannotRead, match="too large"):
        read_archive(gzip.compress(b"0" * 1_000_000), Hints("zeros.log.gz", ".gz"))


def test_names_of_another_code_page_are_read() -> None:
    content = zipped({"Schl__ssel.txt": b"In the shed."}).replace(b"Schl__ssel", "Schlüssel".encode())

    assert [place.name for place in read_archive(content).places] == ["Schlüssel.txt"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", zipped(FILES)[:60], tarred(FILES, "w:gz")[:40], b"words"])
def test_what_is_no_archive_or_damaged_is_refused_with_the_remedy(content: bytes) -> None:
    with pytest.raises(CannotRead, match=r"fetch it again|nothing to read|unpack"):
        read_archive(content)
