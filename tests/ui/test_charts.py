from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from ui.charts import Curve, Dot, curve, interval, scatter

HOSTILE = '"><script>alert(1)</script>'


def test_a_figure_is_a_dot_with_a_bar_for_its_interval() -> None:
    svg = ET.fromstring(interval(0.5, 0.25, 0.75, label="a figure"))  # noqa: S314 - ours

    (bar,) = [one for one in svg if one.get("class") == "bar"]
    (dot,) = [one for one in svg if one.get("class") == "dot"]
    assert (bar.get("x"), bar.get("width"), dot.get("cx")) == ("55.0", "110.0", "110.0")
    assert svg[0].text == "a figure"


def test_a_figure_without_an_interval_is_a_dot() -> None:
    assert 'class="bar"' not in interval(0.5, None, None, label="a figure")


def test_a_curve_has_its_lines_their_names_and_its_axes() -> None:
    svg = curve(
        [Curve("errors", "first", ((0.0, 1.0), (1.0, 0.0)))], x_label="threshold", y_label="share", title="Errors"
    )

    lines = [one.get("points") for one in ET.fromstring(svg) if one.tag == "polyline"]  # noqa: S314 - ours
    assert lines == ["50.0,12.0 386.0,218.0"]
    assert all(word in svg for word in ("errors", "threshold", "share", "<title>Errors</title>"))


def test_points_worth_having_are_filled_and_joined() -> None:
    svg = scatter(
        [Dot("4", 1.0, 0.5, filled=True), Dot("8", 2.0, 0.9, filled=True), Dot("9", 2.0, 0.1, filled=False)],
        x_label="seconds",
        y_label="correct",
        title="Sweep",
    )

    assert 'points="218.0,115.0 386.0,32.6"' in svg  # 1 and 2 seconds of 2; 0.5 and 0.9 between 0 and 1
    assert (svg.count('class="dot"'), svg.count('class="open"')) == (2, 1)


def test_the_axes_of_points_show_where_they_are_in_round_numbers() -> None:
    svg = scatter(
        [Dot("a", 0.13, 0.92, filled=True), Dot("b", 0.7, 0.95, filled=False)], x_label="", y_label="", title=""
    )

    ticks = [one.text for one in ET.fromstring(svg) if one.get("class") == "tick"]  # noqa: S314 - ours
    assert ticks[:6] == ["0.80", "0.84", "0.88", "0.92", "0.96", "1.00"]
    assert ticks[6:] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]


def test_the_names_of_near_points_stand_apart() -> None:
    dots = [Dot(name, 0.5, 0.9, filled=False) for name in ("2, strict", "2, balanced", "4, strict")]

    svg = ET.fromstring(scatter(dots, x_label="", y_label="", title=""))  # noqa: S314 - ours

    heights = sorted(
        float(one.get("y", "")) for one in svg if one.tag == "text" and one.text in {dot.name for dot in dots}
    )
    assert all(after - before >= 14 for before, after in pairwise(heights))


def test_labels_are_escaped() -> None:
    drawn = (
        interval(0.5, 0.4, 0.6, label=HOSTILE)
        + curve([Curve(HOSTILE, "first", ())], x_label=HOSTILE, y_label=HOSTILE, title=HOSTILE)
        + scatter([Dot(HOSTILE, 0.0, 0.0, filled=True)], x_label=HOSTILE, y_label=HOSTILE, title=HOSTILE)
    )

    assert "<script" not in drawn
