from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from ingest.readers.ocr import recognise
from tests.ingest.readers.ocr.drawing import page_of

TEXT = ("The mill at the old river is closed", "from the first of November until", "the ice on the pond has gone.")


def _read(image: Image.Image) -> list[str]:
    return [line.text for line in recognise(image, dpi=150)]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(degrees: int) -> None:
    page = page_of(*TEXT).rotate(degrees, expand=True)

    assert _read(page) == list(TEXT)


def test_a_page_that_lies_askew_is_read_line_by_line() -> None:
    page = page_of(*TEXT, width=1000).rotate(3, expand=True, fillcolor="white")

    assert _read(page) == list(TEXT)


def test_boxes_lie_on_the_image_as_it_was_given() -> None:
    page = page_of("Closed", width=400)
    (upright,) = recognise(page, dpi=150)

    (turned,) = recognise(page.rotate(180), dpi=150)

    left, top, right, bottom = upright.words[0].box
    expected = (page.width - right, page.height - bottom, page.width - left, page.height - top)
    assert turned.words[0].box == pytest.approx(expected, abs=6)


def test_boxes_hold_their_words() -> None:
    page = page_of("Closed in November", width=500)
    (line,) = recognise(page, dpi=150)

    inked = [page.convert("L").crop(word.box).getextrema()[0] for word in line.words]

    assert [word.text for word in line.words] == ["Closed", "in", "November"]
    assert max(int(str(darkest)) for darkest in inked) < 100


def test_each_line_has_its_confidence() -> None:
    assert all(0.9 < line.confidence <= 1 for line in recognise(page_of(*TEXT), dpi=150))


def test_a_blank_page_has_no_lines() -> None:
    assert recognise(Image.new("RGB", (600, 400), "white"), dpi=150) == ()


def test_a_ruled_table_is_read_row_by_row() -> None:
    page = Image.new("RGB", (700, 220), "white")
    page.paste(page_of("Grain", width=250).crop((0, 20, 250, 75)), (10, 15))
    page.paste(page_of("Sacks in all", width=300).crop((0, 20, 300, 75)), (330, 15))
    page.paste(page_of("Rye", width=250).crop((0, 20, 250, 75)), (10, 125))
    page.paste(page_of("80", width=300).crop((0, 20, 300, 75)), (330, 125))
    drawing = ImageDraw.Draw(page)
    for y in (10, 100, 210):
        drawing.line((5, y, 690, y), "black", 3)
    for x in (5, 320, 690):
        drawing.line((x, 10, x, 210), "black", 3)

    assert [line.cells for line in recognise(page, dpi=150)] == [("Grain", "Sacks in all"), ("Rye", "80")]
