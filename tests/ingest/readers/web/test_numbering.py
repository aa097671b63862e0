from __future__ import annotations

import pytest
from lxml import html

from ingest.readers.web.numbering import Numbering


def markers(markup: str) -> list[str]:
    element = html.fragment_fromstring(markup)
    numbering = Numbering.of(element)
    return [numbering.marker(item) for item in element.findall("li")]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li><li></ol>", ["1.", "2."]),
        ("<ol start=9><li><li></ol>", ["9.", "10."]),
        ("<ol start=x><li></ol>", ["1."]),
        ("<ol reversed><li><li><li></ol>", ["3.", "2.", "1."]),
        ("<ol><li><li value=7><li></ol>", ["1.", "7.", "8."]),
        ("<ol type=a start=26><li><li></ol>", ["z.", "aa."]),
        ("<ol type=A start=0><li><li></ol>", ["0.", "A."]),
        ("<ol type=i start=4><li></ol>", ["iv."]),
        ("<ol type=I start=1999><li></ol>", ["MCMXCIX."]),
        ("<ol type=I start=4000><li></ol>", ["4000."]),
        ("<ol style='list-style-type: lower-alpha'><li></ol>", ["a."]),
        ("<ol style='list-style: none'><li></ol>", [""]),
        ("<ul><li></ul>", [""]),
    ],
)
def test_items_are_numbered_as_the_page_counts_them(markup: str, expected: list[str]) -> None:
    assert markers(markup) == expected
