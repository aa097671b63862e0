from __future__ import annotations

import pytest

from ingest.readers.ocr.detection import SlantedBox
from ingest.readers.ocr.lines import PixelBox
from ingest.readers.ocr.turning import Rotation, after_quarters


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_box_that_was_turned_comes_back_to_where_it_was(quarters: int) -> None:
    (turned,) = after_quarters([SlantedBox(30, 20, 20, 10, 0.0)], 100, 60, quarters)
    level = PixelBox(
        turned.x - turned.length / 2,
        turned.y - turned.height / 2,
        turned.x + turned.length / 2,
        turned.y + turned.height / 2,
    )

    assert Rotation(100, 60, quarters, 0.0).on_image(level) == pytest.approx((20, 15, 40, 25))


def test_a_sloping_line_is_level_and_comes_back() -> None:
    turn = Rotation(1000, 1000, 0, 5.0)
    level = turn.level(SlantedBox(900, 100, 40, 20, 5.0))

    box = turn.on_image(PixelBox(level.x - 20, level.y - 10, level.x + 20, level.y + 10))

    assert level.slope == 0
    assert (box.centre, box.middle) == pytest.approx((900, 100))
