from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf.calls import Address, Numbers, as_argument, by_address
from tests.ingest.files import pdf_of


def test_a_function_called_by_its_address_answers_as_the_bound_one_does() -> None:
    count_characters = by_address(pdfium.FPDFText_CountChars, ctypes.c_int)

    with pypdfium2.PdfDocument(pdf_of(["The mill is closed."])) as document:
        page = document[0].get_textpage()

        at = as_argument(ctypes.cast(page.raw, Address))
        assert count_characters(at) == page.count_chars() == len("The mill is closed.")


def test_numbers_are_what_a_function_wrote_one_after_the_other() -> None:
    origin_of = by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
    numbers = Numbers("d", 2)

    with pypdfium2.PdfDocument(pdf_of(["The mill is closed."])) as document:
        page = document[0].get_textpage()

        assert origin_of(as_argument(ctypes.cast(page.raw, Address)), 0, *numbers.places)
        across, up = numbers.values
        left, bottom, _, top = page.get_charbox(0, loose=True)

    assert abs(across - left) < 1
    assert bottom <= up < top
