from __future__ import annotations

import pytest
from lxml import etree

from training.plots import plot, reliability


def test_a_plot_is_an_image_with_its_curves_and_names_in_place() -> None:
    image = etree.fromstring(plot({"a < b": [(0.0, 0.0), (1.0, 0.5)]}, across="x", up="y", diagonal=True))

    lines = [element.get("points") for element in image if element.tag.endswith("polyline")]
    assert lines == ["56.0,336.0 376.0,16.0", "56.0,336.0 376.0,176.0"]
    assert "a < b" in [element.text for element in image]


def test_reliability_is_the_share_that_was_true_in_each_bin() -> None:
    points = reliability([0.01, 0.03, 0.95, 0.97, 1.0], [False, True, True, True, False])

    (low, false), (high, true) = points
    assert (low, false) == pytest.approx((0.02, 0.5))
    assert (high, true) == pytest.approx((2.92 / 3, 2 / 3))
