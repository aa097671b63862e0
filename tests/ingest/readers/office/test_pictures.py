from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from ingest.documents import DoubtKind
from ingest.readers.extraction import Builder, Extraction, Hints
from ingest.readers.office import pictures
from ingest.readers.office.pictures import write_pictures
from ingest.readers.packages import Package


def package(**sizes: int) -> Package:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, size in sizes.items():
            archive.writestr(f"word/media/{name}.png", bytes(size))
    return Package.open(packed.getvalue())


def read(words: str, **sizes: int) -> Extraction:
    builder = Builder()
    builder.paragraph(words)
    write_pictures(package(**sizes), builder, Hints())
    return builder.extraction()


@pytest.fixture
def _scans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "read_file", lambda _data, hints: Extraction("", f"Words of {hints.name}."))


@pytest.mark.usefixtures("_scans")
def test_a_file_of_pictures_is_read_as_scanned_pages_in_their_order() -> None:
    assert (
        read("Scan", image10=5_000, image2=5_000, logo=100).text
        == "Scan\n\nWords of image2.png.\n\nWords of image10.png."
    )


@pytest.mark.usefixtures("_scans")
def test_pictures_among_words_are_not_read_and_told_of() -> None:
    extraction = read("word " * 60, image1=30_000, image2=30_000, image3=5_000)

    assert "Words of" not in extraction.text
    assert [(one.kind, one.message[:20]) for one in extraction.doubts] == [(DoubtKind.MISSING, "2 pictures are not r")]


def test_a_picture_that_cannot_be_read_is_told_of() -> None:
    assert read("", image1=5_000).doubts[0].message.startswith("picture 1 could not be read: ")
