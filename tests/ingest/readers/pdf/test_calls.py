from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf.calls import Address, by_address
from tests.ingest.files import pdf_of


def test_a_function_called_by_its_address_answers_as_the_bound_one_does() -> None:
    count_characters = by_address(pdfium.FPDFText_CountChars, ctypes.c_int)

    with pypdfium2.PdfDocument(pdf_of(["The mill is closed."])) as document:
        page = document[0].get_textpage()

        assert count_characters(ctypes.cast(page.raw, Address)) == page.count_chars() == len("The mill is closed.")
