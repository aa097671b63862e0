from __future__ import annotations

import pytest

from ingest.readers.web.html import read_html

STORY = "We grind the flour on Mondays, bake on Tuesdays, and sell what there is until the shelves behind us are bare. "
LINKS = "<ul><li><a href=/i>Imprint</a><li><a href=/p>Privacy</a></ul>"


def lines_of(edge: str) -> list[str]:
    page = f"<html><body><main><h1>Bakery</h1><p>{STORY * 8}</p></main>{edge}</body></html>"
    return [line for line in read_html(page.encode()).text.splitlines() if line][2:]


def test_an_address_in_a_footer_is_content_while_its_links_and_rights_are_not() -> None:
    footer = (
        f"<footer><address>Mill Bakery<br>Weir Lane 12<br>4020 Linz</address>{LINKS}<p>© 2026 Mill Bakery</p></footer>"
    )

    assert lines_of(footer) == ["Mill Bakery", "Weir Lane 12", "4020 Linz"]


@pytest.mark.parametrize(
    "fact",
    [
        "Call us: +43 732 55 19 04",
        "Telefon 089 / 23 45 67",
        "Phone (555) 010-4477",
        "oven@mill.example",
        "Open Tue–Sat 6:30–13:00",
        "Weekdays 9 am to 5 pm",
        "Mo–Do 8–17 Uhr",
        "12 Weir Lane, London SW1A 2AA",
        "Springfield, IL 62704",
        "© 2026 Mill Bakery, +43 732 55 19 04",
    ],
)
def test_a_line_that_tells_how_to_reach_somebody_is_kept(fact: str) -> None:
    assert lines_of(f"<footer><p>{fact}</p><p>Made with care</p>{LINKS}</footer>") == [fact]


@pytest.mark.parametrize(
    "said",
    ["Last changed on 07.01.2020", "© 2026 Mill Bakery", "Copyright 2019 Some People", "Page 1 of 3"],
)
def test_other_lines_of_a_footer_are_not(said: str) -> None:
    assert lines_of(f"<footer><p>{said}</p>{LINKS}</footer>") == []


def test_a_fact_keeps_the_heading_and_the_lines_that_it_stands_among() -> None:
    box = "<h3>Hours</h3><table><tr><td>Mon–Thu<td>8–17 h</tr><tr><td>Fri<td>8–12 h</tr></table>"
    edge = f"<div class=footer><div><h3>Links</h3>{LINKS}</div><div>{box}</div></div>"

    assert lines_of(edge) == ["Hours", "Mon–Thu | 8–17 h", "Fri | 8–12 h"]


def test_what_was_said_above_is_not_said_again() -> None:
    said = "<p>oven@mill.example</p>"
    page = f"<main><h1>Bakery</h1>{said}<p>{STORY * 8}</p></main><footer>{said}</footer>"

    assert read_html(page.encode()).text.count("oven@mill.example") == 1
