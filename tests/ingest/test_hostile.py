"""Files with flipped bits: whatever they do to a reader, one error of ours comes of it, or a document."""

from __future__ import annotations

import hashlib
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ingest.documents import Document, Source
from ingest.errors import IngestError
from ingest.isolation import FileLimits, IsolatedReader
from ingest.sources import Content
from tests.ingest.files import pdf_of
from tests.ingest.readers.office.files import paragraph, presentation_file, shape, word_file
from tests.ingest.readers.sheets.workbooks import number, row, sheet, text, workbook

FLIPS = 6  # of each file, from a few bits to many
TEXT = "Tea is served at nine. Curlews nest on the moor in April.\n"


def _zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "."), text)
    return packed.getvalue()


def _tarred() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    return packed.getvalue()


def _picture(kind: str) -> bytes:
    packed = io.BytesIO()
    picture = Image.new("RGB", (200, 60), "white")
    ImageDraw.Draw(picture).text((10, 10), "Tea at nine", fill="black", font_size=24)
    picture.save(packed, kind)
    return packed.getvalue()


BUILT = {
    ".pdf": pdf_of([TEXT], title="Tea"),
    ".docx": word_file(paragraph("Tea is served at nine.")),
    ".pptx": presentation_file([shape("Tea is served at nine.")]),
    ".xlsx": workbook({"Tea": sheet(row(text("name"), text("born")) + row(text("Ada"), number(1815)))}),
}
PICTURES = {".png": _picture("PNG"), ".jpg": _picture("JPEG")}
FILES = {
    ".txt": TEXT.encode(),
    ".md": f"# Tea\n\n{TEXT}\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>{TEXT}</div>\n".encode(),
    ".html": f"<!doctype html><title>Tea</title><h1>Tea</h1><p>{TEXT}</p><table><tr><td>1</table>".encode(),
    ".csv": b"name,town\nAda,Leeds\nBo,York\n",
    ".json": json.dumps([{"name": "Ada", "born": 1815}, {"name": "Bo", "born": 1820}]).encode(),
    ".eml": f"From: ada@example.org\nSubject: Tea\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}".encode(),
    ".rtf": rb"{\rtf1\ansi Tea is served at {\b nine}.\par}",
    ".ics": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Tea\nDTSTART:20260101T090000Z\nEND:VEVENT\nEND:VCALENDAR\n",
    ".ipynb": json.dumps({"cells": [{"cell_type": "markdown", "source": [TEXT]}], "nbformat": 4}).encode(),
    ".rst": f"Tea\n===\n\n{TEXT}\n".encode(),
    ".zip": _zipped(a__txt=TEXT, b__md=TEXT),
    ".gz": _tarred(),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader(FileLimits(seconds=60)) as opened:
        yield opened


def outcome_of(reader: IsolatedReader, suffix: str, data: bytes) -> Document | IngestError:
    """What comes of a file; anything but a document and an error of ours that names it is a failure."""
    try:
        outcome: Document | IngestError = reader.read(
            Content(Source("file:///a", hashlib.sha256(data).hexdigest()), f"a{suffix}", suffix, data)
        )
    except IngestError as error:
        outcome = error
    assert isinstance(outcome, Document) or str(outcome).startswith(f"a{suffix}: ")
    return outcome


@pytest.mark.parametrize("suffix", FILES | BUILT)
def test_a_file_with_flipped_bits_is_read_or_refused(reader: IsolatedReader, suffix: str) -> None:
    sound = (FILES | BUILT)[suffix]
    draw = random.Random(suffix)
    for flips in range(FLIPS):
        data = bytearray(sound)
        for _ in range(2**flips if flips else 0):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)

        outcome = outcome_of(reader, suffix, bytes(data))

        assert flips or isinstance(outcome, Document), "the file itself is sound"


@pytest.mark.parametrize("suffix", PICTURES)
def test_a_picture_with_flipped_bits_is_read_or_refused(reader: IsolatedReader, suffix: str) -> None:
    draw = random.Random(suffix)
    data = bytearray(PICTURES[suffix])
    for _ in range(16):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)

    outcome_of(reader, suffix, bytes(data))


@pytest.mark.parametrize("suffix", [*FILES, *BUILT, ".mbox", ".epub", ".odt", ".ods", ".tex", ".log", ".svg", ".xml"])
@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_it_is_read_or_refused(reader: IsolatedReader, suffix: str, data: st.DataObject) -> None:
    sound = (FILES | BUILT).get(suffix, b"")
    begins = data.draw(st.integers(0, len(sound)))
    rest = data.draw(st.integers(0, len(sound)))

    outcome_of(reader, suffix, sound[:begins] + data.draw(st.binary(max_size=60)) + sound[rest:])


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_that_is_cut_short_is_read_or_refused(reader: IsolatedReader, suffix: str) -> None:
    for share in (0.1, 0.5, 0.9):
        data = FILES[suffix][: int(share * len(FILES[suffix]))]
        outcome_of(reader, suffix, data)


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".md", b"<div>\n" * 3_000),
        (".md", b"[" * 20_000),
        (".md", b"> " * 500 + b"deep"),
        (".html", b"<div>" * 5_000 + b"Deep inside." + b"</div>" * 5_000),
        (".html", b"<ul><li>" * 300 + b"Deep inside."),
        (".json", b"[" * 50_000),
        (".txt", b"word " * 200_000),
        (".csv", b"a," * 20_000),
        (".zip", _zipped(a__txt="0" * 2**20)),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_nests_or_grows_ends_in_bounded_time(reader: IsolatedReader, suffix: str, data: bytes) -> None:
    outcome_of(reader, suffix, data)
