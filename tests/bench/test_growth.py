from __future__ import annotations

from xml.etree import ElementTree as ET

from bench.growth import drawn

NAMES = ("search_p50", "in_one_p50", "keywords_p50", "nearest_p50", "listed_again")


def test_every_measure_is_a_line_from_the_smallest_library_to_the_largest() -> None:
    figures = [{"passages": 1_000, **dict.fromkeys(NAMES, 10.0)}, {"passages": 10_000, **dict.fromkeys(NAMES, 20.0)}]

    root = ET.fromstring(drawn(figures))  # noqa: S314 - ours

    lines = [one.get("points", "").split(" ") for one in root.findall(".//{*}polyline")]
    assert len(lines) == len(NAMES)
    assert {line[0].partition(",")[0] for line in lines} == {"56"}
    assert {line[-1].partition(",")[0] for line in lines} == {"456"}


def test_one_size_alone_can_be_drawn() -> None:
    assert "1,000" in drawn([{"passages": 1_000, **dict.fromkeys(NAMES, 10.0)}])


def test_figures_by_engine_are_drawn_by_the_names_of_the_engines() -> None:
    drawing = drawn(
        [{"passages": size, "sqlite": size / 100, "postgresql + pgvector": 2.0} for size in (1_000, 10_000)]
    )

    assert drawing.count("<polyline") == 2
    assert "postgresql + pgvector" in drawing


def test_an_engine_that_was_measured_up_to_some_size_ends_there() -> None:
    drawing = drawn([{"passages": 1_000, "sqlite": 5.0, "pgvector": 9.0}, {"passages": 10_000, "sqlite": 7.0}])

    ends = [one.get("points", "").split(" ")[-1] for one in ET.fromstring(drawing).findall(".//{*}polyline")]  # noqa: S314 - ours
    assert [end.partition(",")[0] for end in ends] == ["456", "56"]
