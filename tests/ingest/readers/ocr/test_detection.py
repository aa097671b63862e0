from __future__ import annotations

import numpy as np
import pytest

from ingest.readers.ocr.detection import SlantedBox, boxes_of


def test_a_likely_stripe_becomes_a_box_around_its_line() -> None:
    likelihood = np.zeros((100, 200), dtype=np.float32)
    likelihood[40:50, 20:120] = 0.9

    (box,) = boxes_of(likelihood, scale=(2.0, 2.0))

    assert (box.x, box.y) == pytest.approx((139, 89), abs=3)
    assert box.length > 200
    assert 20 < box.height < 60
    assert box.slope == pytest.approx(0, abs=1)


def test_an_unlikely_or_tiny_stripe_is_no_text() -> None:
    likelihood = np.zeros((100, 200), dtype=np.float32)
    likelihood[40:50, 20:120] = 0.35
    likelihood[80:82, 20:22] = 0.9

    assert boxes_of(likelihood, scale=(1.0, 1.0)) == ()


def test_a_line_that_runs_down_the_page_is_higher_than_long() -> None:
    likelihood = np.zeros((200, 100), dtype=np.float32)
    likelihood[20:120, 40:50] = 0.9

    (box,) = boxes_of(likelihood, scale=(1.0, 1.0))

    assert box.height > box.length


def test_corners_go_round_from_the_upper_left() -> None:
    corners = SlantedBox(10, 5, 8, 4, 0.0).corners()

    assert corners.tolist() == [[6, 3], [14, 3], [14, 7], [6, 7]]
