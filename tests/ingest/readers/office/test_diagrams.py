from __future__ import annotations

from lxml import etree

from ingest.readers.office.diagrams import Chart, chart_of, diagram_of
from tests.ingest.readers.office.files import part

EXTENDED = "http://schemas.microsoft.com/office/drawing/2014/chartex"


def root_of(tag: str, inside: str) -> etree._Element:
    return etree.fromstring(part(tag, inside).encode())


def points(*values: str, start: int = 0) -> str:
    return "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values, start))


def series(name: str, categories: str, values: str) -> str:
    return (
        f"<c:ser><c:tx><c:strRef><c:strCache>{points(name)}</c:strCache></c:strRef></c:tx>"
        f"<c:cat>{categories}</c:cat><c:val>{values}</c:val></c:ser>"
    )


def texts(chart: Chart) -> list[list[str]]:
    return [[cell.text for cell in row] for row in chart.grid.rows]


def outline(*inside: str) -> list[tuple[str, int]]:
    return list(diagram_of(root_of("dgm:dataModel", "".join(inside))))


def box(name: str, text: str, kind: str = "node") -> str:
    words = f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>"
    return f'<dgm:pt modelId="{name}" type="{kind}">{words}</dgm:pt>'


def link(above: str, below: str, order: int) -> str:
    return f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{order}"/>'


def test_a_chart_is_a_table_of_its_categories_by_its_series() -> None:
    title = "<c:title><a:p><a:r><a:t>Flour</a:t></a:r><a:r><a:t> sold</a:t></a:r></a:p></c:title>"
    axis = "<c:catAx><c:title><a:p><a:r><a:t>Month</a:t></a:r></a:p></c:title></c:catAx>"
    rye, oats = (
        series("Rye", points("May", "June"), points("4", "0.10000000000000001")),
        series("Oats", points("May"), points("7", start=1)),
    )

    chart = chart_of(root_of("c:chartSpace", f"<c:chart>{title}<c:plotArea>{rye}{oats}{axis}</c:plotArea></c:chart>"))

    assert chart.title == "Flour sold"
    assert texts(chart) == [["Month", "Rye", "Oats"], ["May", "4", ""], ["June", "0.1", "7"]]
    assert chart.grid.header_rows == 1


def test_categories_of_two_levels_are_joined_with_the_outer_first() -> None:
    levels = f"<c:lvl>{points('May', 'June', 'July')}</c:lvl><c:lvl>{points('2025')}{points('2026', start=2)}</c:lvl>"

    chart = chart_of(root_of("c:chartSpace", series("Rye", levels, points("1", "2", "3"))))

    assert [row[0] for row in texts(chart)] == ["", "2025 May", "2025 June", "2026 July"]


def test_a_chart_without_series_has_no_values() -> None:
    assert chart_of(root_of("c:chartSpace", "<c:chart/>")) == Chart("", chart_of(root_of("c:chartSpace", "")).grid)
    assert chart_of(root_of("c:chartSpace", "<c:chart/>")).grid.rows == ()


def test_a_chart_of_the_newer_kinds_has_its_dimensions_as_columns() -> None:
    inside = (
        "<x:title><a:t>Costs</a:t></x:title><x:strDim><x:lvl><x:pt>Oil</x:pt><x:pt>Tea</x:pt></x:lvl></x:strDim>"
        "<x:numDim><x:lvl><x:pt>2.50</x:pt></x:lvl></x:numDim>"
    )
    written = part("x:chartSpace", inside).replace("<x:chartSpace ", f'<x:chartSpace xmlns:x="{EXTENDED}" ', 1)

    chart = chart_of(etree.fromstring(written.encode()))

    assert chart.title == "Costs"
    assert texts(chart) == [["Oil", "2.5"], ["Tea", ""]]


def test_a_diagram_is_said_in_the_order_of_its_links_with_its_depth() -> None:
    boxes = box("top", "", "doc") + box("b", "Second") + box("a", "First") + box("c", "Deep") + box("x", "Alone")

    assert outline(boxes, link("top", "b", 2), link("top", "a", 1), link("a", "c", 0)) == [
        ("First", 1),
        ("Deep", 2),
        ("Second", 1),
        ("Alone", 1),
    ]


def test_lines_between_boxes_say_nothing_and_a_circle_ends() -> None:
    boxes = box("top", "", "doc") + box("a", "Spring") + box("b", "Autumn") + box("s", "line", "sibTrans")

    assert outline(boxes, link("top", "a", 0), link("a", "b", 0), link("b", "a", 0)) == [("Spring", 1), ("Autumn", 2)]
