from __future__ import annotations

import pytest

from ingest.formats import read_file
from ingest.readers.extraction import CannotRead, Hints
from tests.ingest.readers.office.files import paragraph, presentation_file, shape, word_file


def test_a_newer_file_under_an_old_name_is_read_for_what_it_is() -> None:
    page = b"<html><body><p>A page saved by a word processor, under its old name.</p></body></html>"

    assert read_file(rb"{\rtf1 Rich.\par}", Hints(suffix=".doc")).text == "Rich."
    assert read_file(page, Hints(suffix=".doc")).text.startswith("A page saved")
    assert read_file(word_file(paragraph("Word.")), Hints(suffix=".doc")).text == "Word."
    assert read_file(presentation_file([shape("Slide.")]), Hints(suffix=".ppt")).text == "Slide."


def test_a_binary_file_is_refused_with_the_remedy() -> None:
    binary = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

    with pytest.raises(CannotRead, match=r"save it as \.docx"):
        read_file(binary + "WordDocument".encode("utf-16-le"), Hints(suffix=".doc"))
    with pytest.raises(CannotRead, match=r"save it as \.pptx"):
        read_file(binary + "PowerPoint Document".encode("utf-16-le"), Hints(suffix=".ppt"))
    with pytest.raises(CannotRead, match="empty"):
        read_file(b"", Hints(suffix=".doc"))
