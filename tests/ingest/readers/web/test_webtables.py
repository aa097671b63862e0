from __future__ import annotations

import pytest
from lxml import etree, html

from ingest.readers.web.phrasing import words
from ingest.readers.web.webtables import grid_of, is_layout


def table(markup: str) -> etree._Element:
    return html.fragment_fromstring(f"<table>{markup}</table>")


def texts(markup: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid_of(table(markup), words).rows]


def test_spanned_cells_are_repeated() -> None:
    assert texts("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d") == [["a", "b", "b"], ["a", "c", "d"]]


def test_a_span_of_no_end_or_of_millions_is_bounded() -> None:
    assert texts("<tr><td rowspan=0>a<td>b<tr><td>c") == [["a", "b"], ["a", "c"]]
    assert len(texts("<tr><td colspan=99999999>a")[0]) == 1_000
    assert texts("<tr><td colspan=x>a<td>b") == [["a", "b"]]


def test_the_foot_of_a_table_comes_last() -> None:
    assert texts("<tfoot><tr><td>sum</tfoot><tbody><tr><td>one</tbody>") == [["one"], ["sum"]]


@pytest.mark.parametrize(
    ("markup", "headers"),
    [
        ("<thead><tr><th>A<tr><th>B</thead><tr><td>1", 2),
        ("<tr><th>A<th>B<tr><td>1<td>2", 1),
        ("<tr><th scope=row>A<td>1<tr><th scope=row>B<td>2", 0),
        ("<tr><td>A<td>1", None),
    ],
)
def test_header_rows_are_those_that_the_page_calls_so(markup: str, headers: int | None) -> None:
    assert grid_of(table(markup), words).header_rows == headers


@pytest.mark.parametrize(
    ("markup", "laid_out"),
    [
        ("<tr><td><table><tr><td>a<td>b</table><td>c", True),
        ("<tr><td>only one", True),
        ("<tr><td><h2>A part of the page</h2><p>text</p><td>menu", True),
        ("<tr><td>a<td>b", False),
        ("<caption>Fees</caption><tr><td>a", False),
        ("<tr><th>A<tr><td><p>x</p><p>y</p>", False),
    ],
)
def test_tables_that_lay_out_a_page_are_told_from_those_with_data(markup: str, *, laid_out: bool) -> None:
    assert is_layout(table(markup)) is laid_out
