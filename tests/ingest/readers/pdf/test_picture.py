from __future__ import annotations

import pytest

from ingest.readers.pdf.picture import draw
from tests.ingest.files import pdf_of, placed_pdf


def test_a_page_is_a_png_with_its_size_in_points() -> None:
    png, width, height, pages = draw(placed_pdf([]), 1, pixels=100)

    assert png.startswith(b"\x89PNG")
    assert (width, height, pages) == (595, 842, 1)


def test_a_page_as_large_as_a_house_is_drawn_small() -> None:
    png, *_ = draw(placed_pdf([], page=b"/MediaBox [0 0 100 14400]"), 1, pixels=5_000)

    assert int.from_bytes(png[16:20], "big") * int.from_bytes(png[20:24], "big") < 5_000_000


def test_a_page_that_is_not_there_is_none() -> None:
    with pytest.raises(IndexError):
        draw(pdf_of(["One."]), 2, pixels=100)
