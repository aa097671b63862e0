from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.pdf import BrokenPdf, read_pdf
from tests.ingest.files import pdf_of


def test_wrapped_lines_are_joined_into_sentences() -> None:
    reading = read_pdf(pdf_of(["The survey counted all birds that were seen on", "the moor between April and June."]))

    assert reading.text == "The survey counted all birds that were seen on the moor between April and June."


def test_a_sentence_goes_on_over_the_page_and_both_pages_know_their_place() -> None:
    reading = read_pdf(
        pdf_of(["The survey counted all birds that were seen on"], ["the moor between April and June. It was warm."])
    )

    assert "seen on the moor" in reading.text
    first, second = reading.places
    assert (first.name, second.name) == ("1", "2")
    assert reading.text[second.start :].startswith("the moor")


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        ["Annual report of the moor", f"Finding {word} was made here in spring.", str(number)]
        for number, word in enumerate(("alpha", "beta", "gamma"), start=1)
    ]

    text = read_pdf(pdf_of(*pages)).text

    assert "Annual report" not in text
    assert not any(line.strip().isdigit() for line in text.splitlines())
    assert all(word in text for word in ("alpha", "beta", "gamma"))


def test_the_title_is_the_metadata_s_unless_it_is_a_file_name() -> None:
    assert read_pdf(pdf_of(["Text."], title="Birds of the moor")).title == "Birds of the moor"
    assert read_pdf(pdf_of(["Text."], title="Microsoft Word - birds.docx")).title == ""


def test_list_items_are_lines() -> None:
    reading = read_pdf(pdf_of(["Bring with you for the whole of the day:", "- a coat", "2. a map"]))

    assert reading.text.splitlines()[1:] == ["a coat", "2. a map"]
    assert [block.kind for block in reading.blocks[1:]] == [BlockKind.ITEM, BlockKind.ITEM]


def test_a_page_without_text_keeps_its_number() -> None:
    reading = read_pdf(pdf_of(["One."], [], ["Three."]))

    assert [page.name for page in reading.places] == ["1", "2", "3"]
    assert reading.text[reading.places[2].start :] == "Three."


def test_a_file_that_is_no_pdf_is_refused() -> None:
    with pytest.raises(BrokenPdf):
        read_pdf(b"hello")
