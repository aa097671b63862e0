from __future__ import annotations

import pytest

from ingest.documents import Source
from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.formats import READERS
from ingest.reading import read
from ingest.sources import Content
from tests.ingest.files import pdf_of


def content(name: str, data: bytes) -> Content:
    suffix = name[name.rindex(".") :]
    return Content(Source(f"file:///{name}", "0"), name, suffix, data)


def test_a_file_without_a_title_is_called_by_its_name() -> None:
    assert read(content("house_rules-2024.txt", b"No smoking.")).title == "house rules 2024"


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_an_empty_file_of_any_kind_is_an_error_that_names_it(suffix: str) -> None:
    with pytest.raises(UnreadableFile, match=f"empty{suffix}"):
        read(content(f"empty{suffix}", b""))


_OFFICE = ("docx", "legacy", "odp", "odt", "pptx", "rtf")
OF_PACKAGES = (*(f"office.{name}" for name in _OFFICE), "sheets.ods", "sheets.xls", "sheets.xlsx", "web.epub")
OF_FILES_INSIDE = ("archive", "mail.mail", "mail.mbox", "mail.msg")
OF_IMAGES = ("ocr.image", "pdf.pdf")
OF_TEXT = [one for one, name in READERS.items() if name not in (*OF_PACKAGES, *OF_FILES_INSIDE, *OF_IMAGES)]


@pytest.mark.parametrize("suffix", OF_TEXT)
def test_a_program_renamed_to_a_text_is_refused(suffix: str) -> None:
    with pytest.raises(UnreadableFile, match="not a text file"):
        read(content(f"tool{suffix}", bytes(range(32)) * 100))


@pytest.mark.parametrize("suffix", [one for one, name in READERS.items() if name in OF_FILES_INSIDE])
def test_a_program_renamed_to_a_mail_or_an_archive_is_refused(suffix: str) -> None:
    with pytest.raises(UnreadableFile, match=f"tool{suffix}: not an? "):
        read(content(f"tool{suffix}", bytes(range(32)) * 100))


@pytest.mark.parametrize("suffix", [one for one, name in READERS.items() if name in OF_PACKAGES])
def test_a_program_renamed_to_an_office_file_is_refused(suffix: str) -> None:
    with pytest.raises(UnreadableFile, match=f"tool{suffix}: not what its name says"):
        read(content(f"tool{suffix}", bytes(range(32)) * 100))


def test_a_format_without_a_reader_names_those_there_are() -> None:
    with pytest.raises(UnsupportedFormat, match=r"no reader for “\.xyz”; known are .*\.pdf"):
        read(content("data.xyz", b"x"))


@pytest.mark.parametrize("data", [b"not a pdf", b"%PDF-1.4\n", pdf_of(["Hello"])[:200]])
def test_a_damaged_pdf_is_an_error_that_names_it(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"broken\.pdf: (damaged or not a PDF|its pages are blank)"):
        read(content("broken.pdf", data))


def test_a_pdf_of_blank_pages_says_so() -> None:
    with pytest.raises(UnreadableFile, match="its pages are blank; there is nothing to read"):
        read(content("scan.pdf", pdf_of([], [])))


def test_half_a_character_does_not_get_into_a_document() -> None:
    document = read(
        content(
            "half.json", b'[{"name \\ud800": "Ada \\udc00", "town": "Alm"}, {"name \\ud800": "Bo", "town": "Birk"}]'
        )
    )

    assert "Ada \ufffd" in document.text
    assert not any("\ud800" <= character <= "\udfff" for character in f"{document.text}{document.tables}")
