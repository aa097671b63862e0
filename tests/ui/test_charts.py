from __future__ import annotations

from xml.etree import ElementTree as ET

from ui.charts import Dot, Line, curve, interval, scatter

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
        [Line("errors", "first", ((0.0, 1.0), (1.0, 0.0)))], x_label="threshold", y_label="share", title="Errors"
    )

    lines = [one.get("points") for one in ET.fromstring(svg) if one.tag == "polyline"]  # noqa: S314 - ours
    assert lines == ["46.0,12.0 446.0,222.0"]
    assert all(word in svg for word in ("errors", "threshold", "share", "<title>Errors</title>"))


def test_points_worth_having_are_filled_and_joined() -> None:
    svg = scatter(
        [Dot("4", 1.0, 0.5, filled=True), Dot("8", 2.0, 0.9, filled=True), Dot("9", 2.0, 0.1, filled=False)],
        x_label="seconds",
        y_label="correct",
        title="Sweep",
    )

    assert 'points="246.0,117.0 446.0,33.0"' in svg
    assert (svg.count('class="dot"'), svg.count('class="open"')) == (2, 1)


def test_labels_are_escaped() -> None:
    drawn = (
        interval(0.5, 0.4, 0.6, label=HOSTILE)
        + curve([Line(HOSTILE, "first", ())], x_label=HOSTILE, y_label=HOSTILE, title=HOSTILE)
        + scatter([Dot(HOSTILE, 0.0, 0.0, filled=True)], x_label=HOSTILE, y_label=HOSTILE, title=HOSTILE)
    )

    assert "<script" not in drawn
