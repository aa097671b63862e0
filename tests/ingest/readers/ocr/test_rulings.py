from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from ingest.readers.ocr.rulings import find_rulings
from tests.ingest.readers.ocr.drawing import page_of


def test_long_straight_strokes_are_rulings_and_letters_are_none() -> None:
    page = page_of("Illegible hill", "letters and bills", width=500)
    drawing = ImageDraw.Draw(page)
    drawing.line((10, 110, 480, 110), "black", 2)
    drawing.line((480, 10, 480, 110), "black", 2)

    rulings = find_rulings(np.asarray(page), line_height=36)

    assert len(rulings.across) == 1
    assert len(rulings.down) == 1
    assert rulings.across[0].width > 400
    assert rulings.down[0].height > 90


def test_a_filled_block_is_no_ruling() -> None:
    page = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(page).rectangle((50, 50, 350, 350), "black")

    rulings = find_rulings(np.asarray(page), line_height=30)

    assert all(box.height <= 18 for box in rulings.across)
