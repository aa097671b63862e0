from __future__ import annotations

import pytest

from ingest.readers.extraction import CannotRead
from ingest.readers.mail.vcard import read_vcard
from ingest.rows import row_in_words

CARD = """BEGIN:VCARD
VERSION:3.0
FN:Dr. Mira Oka
N:Oka;Mira;;Dr.;
ORG:Clinic West;Hearts
TEL;TYPE=CELL,VOICE:+49 170 555 0101
item1.EMAIL;TYPE=INTERNET:mira@clinic.example
item1.X-ABLabel:_$!<Work>!$_
ADR;TYPE=HOME:;;Linden 5;Berlin;;10115;Germany
BDAY:19790312
NOTE:Calls before noon.\\nSpeaks Igbo.
PHOTO;ENCODING=b:AAAA
END:VCARD
"""


def test_a_card_is_labels_with_values_of_what_sort_they_are() -> None:
    extraction = read_vcard(CARD.encode())

    assert extraction.title == "Dr. Mira Oka"
    assert extraction.text.splitlines() == [
        "Name: Dr. Mira Oka",
        "Organisation: Clinic West, Hearts",
        "Telephone (cell): +49 170 555 0101",
        "Email (Work): mira@clinic.example",
        "Address (home): Linden 5, Berlin, 10115, Germany",
        "Birthday: 1979-03-12",
        "Note: Calls before noon.",
        "Speaks Igbo.",
    ]


def test_several_cards_are_rows_that_say_whose_they_are() -> None:
    old = "BEGIN:VCARD\nVERSION:2.1\nN:Lang;Ida\nTEL;CELL:tel:555\nTEL;CELL:556\nEND:VCARD\n"

    extraction = read_vcard((CARD + old).encode())

    assert [row_in_words(extraction.tables[0], row, extraction.text) for row in extraction.tables[0].rows] == [
        (
            "Name: Dr. Mira Oka · Organisation: Clinic West, Hearts · Telephone (cell): +49 170 555 0101"
            " · Email (Work): mira@clinic.example · Address (home): Linden 5, Berlin, 10115, Germany"
            " · Birthday: 1979-03-12 · Note: Calls before noon. Speaks Igbo."
        ),
        "Name: Ida Lang · Telephone (cell): 555, 556",
    ]


def test_what_is_no_card_is_refused_with_the_remedy() -> None:
    with pytest.raises(CannotRead, match="export them again"):
        read_vcard(b"words")
