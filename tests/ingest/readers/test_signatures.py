from __future__ import annotations

import tarfile
import zipfile
from io import BytesIO

import pytest

from ingest.readers.signatures import markup_signature_of, signature_of, text_signature_of
from tests.ingest.files import pdf_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PART = "[Content_Types].xml"


def zip_of(members: dict[str, str]) -> bytes:
    """A zip archive of members by name."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"{\\rtf1\\ansi Rent}", ".rtf"),
        (b"\x89PNG\r\n\x1a\n....", ".png"),
        (b"\xff\xd8\xff\xe0", ".jpg"),
        (b"GIF87a", ".gif"),
        (b"GIF89a", ".gif"),
        (b"II*\x00", ".tif"),
        (b"MM\x00*", ".tif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", ".webp"),
        (b"\x1f\x8b\x08\x00", ".gz"),
        (b"BZh91AY", ".bz2"),
        (b"\xfd7zXZ\x00", ".xz"),
        (b"name".ljust(257, b"\x00") + b"ustar\x00", ".tar"),
        (b"BM" + b"\x46\x00\x00\x00" + bytes(4) + b"\x36\x00\x00\x00" + b"\x28\x00\x00\x00", ".bmp"),
    ],
)
def test_a_format_is_told_by_its_first_bytes(data: bytes, suffix: str) -> None:
    assert signature_of(data) == suffix


@pytest.mark.parametrize(
    "data", [b"", b"\x89PN", b"RIFF\x10\x00\x00\x00WAVEfmt ", b"BMW sells cars in Munich and elsewhere.", b"II is two"]
)
def test_bytes_that_only_begin_alike_say_nothing(data: bytes) -> None:
    assert signature_of(data) == ""


def test_a_pdf_may_begin_after_other_bytes_but_not_far_behind() -> None:
    content = pdf_of(["The mill is closed."])

    assert signature_of(content) == ".pdf"
    assert signature_of(b"\r\n" * 100 + content) == ".pdf"
    assert signature_of(b"\n" * 1_024 + content) == ""


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n \n", b"HTTP/1.1 200 OK\r\n\r\n", b"\x00\x01\x02"])
def test_what_stands_before_a_pdf_hides_it_not(before: bytes) -> None:
    assert signature_of(before + pdf_of(["The mill is closed."])) == ".pdf"


@pytest.mark.parametrize(
    "data",
    [
        b"# Files of pages\n\nEach begins with `%PDF-1.7` and ends with `%%EOF`.\n",
        b"def is_pages(data):\n    return data.startswith(b'%PDF-')\n",
    ],
)
def test_a_text_that_quotes_how_a_pdf_begins_is_none(data: bytes) -> None:
    assert signature_of(data) == ""


def test_an_archive_whose_first_member_is_a_pdf_is_an_archive() -> None:
    content = pdf_of(["The mill is closed."])
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo("mill.pdf")
        member.size = len(content)
        archive.addfile(member, BytesIO(content))

    assert signature_of(packed.getvalue()) == ".tar"
    assert signature_of(zip_of({"mill.pdf": content.decode("latin-1")})) == ".zip"


@pytest.mark.parametrize(
    ("members", "suffix"),
    [
        ({PART: "", "word/document.xml": ""}, ".docx"),
        ({PART: "", "word/document2.xml": ""}, ".docx"),
        ({PART: "", "xl/workbook.xml": ""}, ".xlsx"),
        ({PART: "", "xl/workbook.bin": ""}, ".xlsb"),
        ({PART: "", "ppt/presentation.xml": "", "ppt/embeddings/sheet.xlsx": ""}, ".pptx"),
        ({"META-INF/container.xml": ""}, ".epub"),
        ({"mimetype": "application/epub+zip"}, ".epub"),
        ({"mimetype": "application/vnd.oasis.opendocument.text\n"}, ".odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, ".ods"),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation-template"}, ".otp"),
        ({"word/notes.txt": "", "xl/plan.txt": ""}, ".zip"),
        ({"mimetype": "application/vnd.oasis.opendocument.text" + " " * 100}, ".zip"),
        ({"mimetype": "text/plain"}, ".zip"),
        ({}, ".zip"),
    ],
)
def test_what_lies_in_a_zip_tells_its_format(members: dict[str, str], suffix: str) -> None:
    assert signature_of(zip_of(members)) == suffix


def test_a_zip_that_is_cut_off_says_nothing() -> None:
    assert signature_of(zip_of({PART: "", "word/document.xml": "Rent " * 50})[:80]) == ""


@pytest.mark.parametrize(
    ("streams", "suffix"),
    [
        (["WordDocument"], ".doc"),
        (["Workbook"], ".xls"),
        (["Book"], ".xls"),
        (["PowerPoint Document"], ".ppt"),
        (["__properties_version1.0"], ".msg"),
        (["Workbook", "WordDocument"], ".doc"),  # a letter with a sheet in it
        (["__properties_version1.0", "WordDocument"], ".msg"),  # a mail with a letter in it
        (["Contents"], ""),
    ],
)
def test_the_names_of_its_streams_tell_the_format_of_an_older_office_file(streams: list[str], suffix: str) -> None:
    assert signature_of(OLE + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)) == suffix


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("The rent is due in May.\n", ".txt"),
        ("<!-- saved --> <!DOCTYPE html><p>Rent</p>", ".html"),
        ('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>', ".html"),
        ("<p>Rent</p>", ".html"),
        ("Write <p>Rent</p> for a paragraph.", ".txt"),
        ("<br> is one tag alone.", ".txt"),
        ('{"rent": 900}', ".json"),
        ("[1, 2]", ".json"),
        ("[1] See the note below.", ".txt"),
        ('{"cells": [], "nbformat": 4}', ".ipynb"),
        ("From: Ada\r\nTo: Ben\r\nSubject: Rent\r\n\r\nIt is due.", ".eml"),
        ("From: Ada\nTo: Ben\n\nIt is due.", ".txt"),
        ("From: Ada\nFrom: Eve\nFrom: Ben\n\nOne header thrice is no mail.", ".txt"),
        ("From ada@example.org Mon Jan  5 09:00:00 2026\nSubject: Rent\n\nDue.", ".mbox"),
        ("From May to June 2026\nthe mill is closed.", ".txt"),
    ],
)
def test_what_is_written_tells_the_format_of_a_text(text: str, suffix: str) -> None:
    assert text_signature_of(text.encode()) == suffix


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_of_the_byte_order_hides_no_format(encoding: str) -> None:
    assert text_signature_of("<html><body>Miete für Mai</body></html>".encode(encoding)) == ".html"
    assert text_signature_of("Miete für Mai".encode(encoding)) == ".txt"


@pytest.mark.parametrize("data", [b"", b" \n\t", b"Rent\x00due", b"\x01\x02\x03\x04 rent"])
def test_what_is_no_text_has_no_format_of_a_text(data: bytes) -> None:
    assert text_signature_of(data) == ""


@pytest.mark.parametrize(
    ("kind", "suffix"), [("text", ".fodt"), ("spreadsheet", ".fods"), ("presentation", ".fodp"), ("graphics", "")]
)
def test_an_open_document_in_one_file_of_markup_is_told_by_its_type(kind: str, suffix: str) -> None:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"

    assert markup_signature_of(f'<office:document xmlns:office="o" office:mimetype="{mimetype}">') == suffix


@pytest.mark.parametrize(
    ("member", "suffix"),
    [("xl/workbook.xml", ".xlsx"), ("ppt/presentation.xml", ".pptx"), ("word/document.xml", ".docx")],
)
def test_an_office_file_without_its_listing_of_types_is_one(member: str, suffix: str) -> None:
    assert signature_of(zip_of({member: "<x/>"})) == suffix
